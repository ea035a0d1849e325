"""The demo company's preventive plans: alive on any day."""

from datetime import UTC, datetime
from pathlib import Path

from svc_tui.bootstrap import open_services
from svc_tui.services.demo.making import Made, make


def test_plans_are_due_soon_and_one_was_missed(tmp_path: Path) -> None:
    """On a holiday, a Saturday night, in Italian."""
    at = datetime(2026, 8, 15, 22, 10, tzinfo=UTC)
    path = tmp_path / "demo.db"
    make(path, Made(60, 1, "it", at), lambda _what, _done, _all: None)
    services = open_services(store=path, who="anna", now=lambda: at, env={})
    assert [each.state for each in services.plans.behind()] == ["missed"]
    made = services.plans.make()
    assert made.refused == ()
    assert {str(each.note.values["plan"]).split(" ")[0] for each in made.done} >= {"CARE", "LIFT"}
    assert services.plans.make().outcomes == ()
    assert services.plans.find("CARE").name == "Visita trimestrale"
    assert services.store.problems() == []
    services.close()
