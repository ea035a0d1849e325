"""A group with ten thousand values: all of them, in order, each with its own filter; or the first of them."""

from pathlib import Path

from sqlalchemy import insert

from svc_tui.domain.reports.definition import Definition
from svc_tui.services.core.context import Context
from svc_tui.services.reports.service import Asked, Reports
from svc_tui.storage.tables import table
from tests.services.desk import Desk
from tests.services.reports.stores import NOW

MANY = 10_000


def _store(path: Path) -> Context:
    """As many calls as there are values of a text, and one more of the last."""
    desk = Desk(path)
    rows = [_call(nth, f"S-{min(nth, MANY - 1):05d}") for nth in range(MANY + 1)]
    with desk.context.write() as unit:
        unit.insert("call", rows[0])
        unit.session.execute(insert(table("call")), rows[1:])
    return Context(desk.store, "anna", lambda: NOW)


def _call(nth: int, serial: str) -> dict[str, object]:
    return {
        "uid": f"{nth:032x}", "number": f"{20001 + nth}", "number_order": 20001 + nth, "subject": "Anything",
        "status": "Open", "status_class": "open", "is_open": True, "priority": "low", "customer": "C1",
        "customer_name": "Bar", "reported_at": NOW, "territory": serial,
    }  # fmt: skip


def test_ten_thousand_groups_are_all_there_or_the_first_of_them(tmp_path: Path) -> None:
    reports = Reports(_store(tmp_path / "store.db"))
    made = Definition("x", "X", "call", by=("territory",), figures=("calls", "age_median_s"), sort="-calls")
    result = reports.run(made)
    assert (len(result.lines), result.total.count) == (MANY, MANY + 1)
    assert sum(line.count for line in result.lines) == MANY + 1
    assert [(line.key, line.count) for line in result.lines[:2]] == [(("S-09999",), 2), (("S-00000",), 1)]
    assert result.lines[5].filter == "is:any territory:=S-00004"
    first = reports.run(made, Asked(top=3))
    assert (len(first.lines), first.left_out, first.total.count) == (3, MANY - 3, MANY + 1)
