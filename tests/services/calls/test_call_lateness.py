"""Lateness stays: no pause, snooze, resolution, reopening or undo of them moves a due date that has passed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.services.desk import MONDAY_9, Desk

HOUR = 3600
DUE = MONDAY_9 + timedelta(hours=4)
"""Of a call of high priority reported Monday at nine: 4 h."""
TUESDAY_10 = MONDAY_9 + timedelta(days=1, hours=1)


@pytest.fixture
def late(desk: Desk) -> str:
    """A call due Monday 13:00; it is 15:00 now."""
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    assert desk.row(number)["resolve_by"] == DUE
    desk.time = MONDAY_9 + timedelta(hours=6)
    return number


def said(desk: Desk, number: str) -> tuple[datetime | None, int | None, str]:
    """Due date, seconds left and state of the resolution, which list, page and explanation say alike."""
    row, view = desk.row(number), desk.calls.preview(number).resolution
    found = desk.calls.ids(f"#{number} is:any")
    [line] = desk.calls.rows(list(found.ids))
    explained = desk.calls.explain(number)
    assert explained.resolution is not None
    assert explained.view[1] == view
    assert (line.resolve_by, line.resolution_state) == (row["resolve_by"], view.state)
    if view.state not in ("met", "missed"):
        assert desk.calls.left([line])[row["id"]] == view.left_s
        assert explained.resolution.due == row["resolve_by"]
        assert bool(desk.calls.ids(f"#{number} is:overdue").ids) is (view.state == "overdue")
    assert bool(desk.calls.ids(f"#{number} is:any resolution_state:{view.state}").ids)
    return row["resolve_by"], view.left_s, view.state


@pytest.mark.parametrize("until", [None, TUESDAY_10])
def test_w20_used_up_then_paused_or_snoozed(desk: Desk, late: str, until: datetime | None) -> None:
    desk.calls.pause([late], until)
    assert said(desk, late) == (DUE, -2 * HOUR, "overdue")
    desk.time = TUESDAY_10
    assert said(desk, late) == (DUE, -2 * HOUR, "overdue")
    if until is None:
        desk.calls.resume([late])
    else:
        assert desk.calls.wake() == [late]
    assert said(desk, late) == (DUE, -2 * HOUR, "overdue")
    desk.later(hours=1)
    assert said(desk, late) == (DUE, -3 * HOUR, "overdue")
    assert desk.row(late)["paused_s"] == 19 * HOUR


def test_w23_resolved_late_and_reopened(desk: Desk, late: str) -> None:
    desk.calls.resolve([late], "Reset")
    assert said(desk, late) == (DUE, None, "missed")
    desk.time = MONDAY_9 + timedelta(days=2, hours=1)
    desk.calls.reopen([late])
    assert said(desk, late) == (DUE, -2 * HOUR, "overdue")


def test_w21_w22_a_target_already_used_up(desk: Desk) -> None:
    plain, held = desk.open_call(), desk.open_call()
    desk.calls.respond([plain, held])
    desk.later(hours=1)
    desk.calls.pause([held])
    desk.later(hours=2)
    desk.calls.resume([held])
    desk.later(hours=4)
    desk.calls.priority([plain, held], "high")
    assert said(desk, plain) == (DUE, -3 * HOUR, "overdue")
    assert said(desk, held) == (DUE + timedelta(hours=2), -HOUR, "overdue")


def test_w24_due_at_the_bell_resolved_in_the_evening(desk: Desk) -> None:
    desk.time = MONDAY_9 + timedelta(hours=5)
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    bell = MONDAY_9 + timedelta(hours=9)
    desk.time = bell
    assert said(desk, number) == (bell, 0, "critical")
    desk.later(seconds=1)
    assert said(desk, number) == (bell, 0, "overdue")
    desk.later(hours=2)
    desk.calls.resolve([number], "Reset")
    assert said(desk, number) == (bell, None, "missed")


ACTS: dict[str, Callable[[Desk, str], object]] = {
    "pause": lambda desk, number: desk.calls.pause([number]),
    "snooze": lambda desk, number: desk.calls.pause([number], desk.time + timedelta(hours=20)),
    "pending": lambda desk, number: desk.calls.status([number], "Pending"),
    "resolve": lambda desk, number: desk.calls.resolve([number], "Reset"),
    "close": lambda desk, number: desk.calls.close([number], "Reset"),
    "text": lambda desk, number: desk.calls.set([number], {"resolution": "Reset"}),
    "solution": lambda desk, number: desk.calls.attach_solution([number], 15),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_and_its_undo_leave_the_lateness(desk: Desk, late: str, name: str) -> None:
    ACTS[name](desk, late)
    assert desk.row(late)["resolve_by"] == DUE
    desk.time = TUESDAY_10
    desk.undo.undo()
    assert said(desk, late) == (DUE, -6 * HOUR, "overdue")
    desk.undo.redo()
    assert desk.row(late)["resolve_by"] == DUE
    assert said(desk, late)[2] in ("overdue", "missed")


def test_a_pause_of_a_call_with_time_left_is_no_lateness(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=3)
    desk.calls.pause([number])
    desk.time = TUESDAY_10
    assert desk.row(number)["resolve_by"] is None
    assert desk.calls.preview(number).resolution.state == "paused"
    assert not desk.calls.ids(f"#{number} is:overdue").ids
    assert desk.calls.ids(f"#{number} is:paused resolution_state:paused").ids


def test_a_contract_without_time_left_is_overdue_at_once(desk: Desk) -> None:
    desk.add(
        "contract", number=70, type="customer", status="approved", customer="C1", start=MONDAY_9.date(),
        end=date(2026, 12, 31), response="1h", resolution="2h", coverage="Mo-Fr 09:00-18:00",
    )  # fmt: skip
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=2)
    desk.calls.resume([number])
    desk.later(hours=2)
    desk.calls.set([number], {"contract": "K-70"})
    desk.calls.respond([number])
    assert said(desk, number) == (MONDAY_9 + timedelta(hours=4), -HOUR, "overdue")
    desk.undo.undo()
    desk.undo.undo()
    desk.calls.respond([number])
    assert said(desk, number)[1:] == (13 * HOUR, "ok")


def test_other_hours_count_for_the_runs_there_were(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=2)
    desk.calls.pause([number])
    desk.later(hours=2)
    desk.calls.resume([number])
    with desk.context.write() as unit:
        unit.update("contract", 1, {"coverage": "Mo-Fr 10:00-18:00"})
        desk.calls.recompute_open(unit)
    # One hour before the pause counts now instead of two.
    assert said(desk, number) == (MONDAY_9 + timedelta(hours=7), 3 * HOUR, "ok")


def test_two_pauses_add_up(desk: Desk) -> None:
    number = desk.open_call()
    for hours in (2, 3):
        desk.later(hours=1)
        desk.calls.pause([number])
        desk.later(hours=hours)
        desk.calls.resume([number])
    assert desk.row(number)["paused_s"] == 5 * HOUR
    desk.calls.resolve([number], "Reset")
    desk.later(hours=4)
    desk.calls.reopen([number])
    assert desk.row(number)["paused_s"] == 9 * HOUR


def test_pauses_within_each_other_count_once(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.set([number], {"resolution": "Reset"})
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=1)
    desk.calls.resume([number])
    desk.later(hours=1)
    desk.calls.set([number], {"resolution": ""})
    assert desk.row(number)["paused_s"] == 3 * HOUR
    assert said(desk, number)[1] == 16 * HOUR


def test_a_paused_call_stays_paused_when_its_resolution_is_taken_away(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.calls.attach_solution([number], 15)
    desk.later(hours=1)
    desk.calls.detach_solution(number, 15)
    assert said(desk, number)[1:] == (15 * HOUR, "paused")


def test_what_is_written_after_the_call_was_resolved_moves_no_stamp(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.later(hours=1)
    desk.calls.resolve([number], "Reset")
    desk.later(days=2)
    desk.calls.attach_solution([number], 15)
    assert desk.row(number)["resolved_at"] == MONDAY_9 + timedelta(hours=1)
    assert said(desk, number)[2] == "met"


def test_the_first_assignment_is_no_reassignment(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    assert desk.row(number)["assignee"] is None
    desk.calls.take([number])
    assert desk.row(number)["reassigned"] == 0
    desk.calls.assign([number], "bruno")
    assert desk.row(number)["reassigned"] == 1
    desk.calls.assign([number], "bruno")
    desk.calls.assign([number], None)
    assert desk.row(number)["reassigned"] == 1
    desk.calls.assign([number], "anna")
    assert desk.row(number)["reassigned"] == 1


def test_the_first_queue_is_no_reassignment(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.move([number], "NORTH")
    assert desk.row(number)["reassigned"] == 0
    desk.calls.move([number], "SOUTH")
    assert desk.row(number)["reassigned"] == 1
