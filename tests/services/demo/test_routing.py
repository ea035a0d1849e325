"""Rules of routing of the demo company: right in both languages, and at work."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from svc_tui.services.demo.making import Made, make

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_rules_of_the_demo_company_hold_and_send_new_calls(tmp_path: Path, language: str) -> None:
    path = tmp_path / "demo.db"
    make(path, Made(120, 1, language, NOW), lambda stage, done, total: None)
    services = open_services(store=path, who="anna", now=lambda: NOW, env={})
    assert services.rules.check() == []
    tried = services.routing.tried()
    assert len(tried.counts) == 3
    assert all(tried.counts.values())
    cold = [each.call for each in tried.calls if each.call.queue == "COLD" and each.call.equipment]
    made = services.calls.new({"equipment": cold[0].equipment, "subject": "Warm"})
    row = services.calls.preview(made.outcomes[0].number).values
    assert (row.queue, row.priority) == ("COLD", "high")
    assert row.assignee in ("dario", "greta", "nadia")  # carla and ivan are away
    services.close()
