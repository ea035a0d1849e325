"""A list asks for rows by key, in an order of its own; what somebody took back meanwhile is no longer among them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from svc_tui.services.activities.service import Activities
from svc_tui.services.calls.service import Calls
from svc_tui.services.planning.service import Plan
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import MONDAY_9, Desk


def _visit(desk: Desk) -> None:
    Plan(desk.context).new(
        desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9, "length": "1h", "force": "x"}
    )


def _activity(desk: Desk) -> None:
    Activities(desk.context).new({"subject": "Phone them", "customer": "C1", "kind": "task"})


def _opportunity(desk: Desk) -> None:
    Opportunities(desk.context).new({"name": "Boiler", "customer": "C1", "amount": "9800"})


@pytest.mark.parametrize(
    ("lists", "make"),
    [(Calls, Desk.open_call), (Plan, _visit), (Activities, _activity), (Opportunities, _opportunity)],
)
def test_rows_come_in_the_order_asked_for_without_what_is_gone(
    tmp_path: Path, lists: Callable[[Any], Any], make: Callable[[Desk], object]
) -> None:
    desk = Desk(tmp_path / "desk.db")
    for _ in range(3):
        make(desk)
    service = lists(desk.context)
    first, second, gone = sorted(service.ids("is:any").ids)
    desk.undo.undo()
    assert [row.id for row in service.rows([second, gone, first])] == [second, first]
