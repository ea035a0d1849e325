"""What calls, their customers and a person's day know of visits."""

from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.services.activities.day import Day
from svc_tui.services.company.timeline import Timelines
from svc_tui.services.core.context import Context
from svc_tui.services.planning.service import Plan
from svc_tui.services.shapes.calls import sheet_record
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_calls_are_found_by_their_visits(desk: Desk) -> None:
    plan = Plan(desk.context)
    today, later, off, none = (desk.open_call() for _ in range(4))

    def found(text: str) -> list[str]:
        return sorted(row.number for row in desk.calls.rows(desk.calls.ids(text).ids))

    plan.new(today, {"technicians": "bruno", "starts_at": desk.time})
    plan.new(later, {"technicians": "bruno", "starts_at": desk.time + timedelta(days=2)})
    cancelled = plan.new(off, {"technicians": "carla", "starts_at": desk.time}).number
    plan.cancel([cancelled])
    assert found("no:visit") == found("visit:none") == found("planned:no") == [off, none]
    assert found("has:visit") == found("planned:yes") == [today, later]
    assert found("visit:today") == [today]
    assert found("-visit:today") == [later, off, none]
    assert found("visit:>tomorrow") == [later]
    first = next(iter(desk.calls.rows(desk.calls.ids("sort:visit").ids)))
    assert first.number == today
    desk.later(hours=1)
    plan.check_in([1])
    assert today in found("planned:yes")
    plan.check_out([1], desk.time)
    assert found("planned:no") == [today, off, none]
    assert found("no:visit") == [off, none]


def test_closing_tells_of_open_visits_and_a_merge_takes_them_along(desk: Desk) -> None:
    plan = Plan(desk.context)
    call, other = desk.open_call(), desk.open_call()
    number = plan.new(call, {"technicians": "bruno", "starts_at": desk.time + timedelta(hours=1)}).number
    desk.calls.resolve([call], "done")
    (_missing, left) = desk.calls.needs_to_close(call)
    assert [str(note) for note in left] == [f"{call} still has 1 open visit."]
    warnings = desk.calls.close([call]).warnings
    assert f"{call} still has 1 open visit." in [str(note) for note in warnings]
    desk.undo.undo()
    desk.calls.merge([call], other)
    assert plan.find(number).call == other
    desk.undo.undo()
    assert plan.find(number).call == call


def test_my_day_holds_my_visits_of_today_and_late_ones(desk: Desk) -> None:
    plan = Plan(desk.context)
    call, other = desk.open_call(), desk.open_call()
    plan.new(call, {"technicians": "carla bruno", "starts_at": desk.time + timedelta(hours=1)})
    plan.new(other, {"technicians": "bruno", "starts_at": desk.time + timedelta(days=1)})
    bruno = Day(Context(desk.store, "bruno", lambda: desk.time))

    def lines() -> list[tuple[str, str, int | None]]:
        return [
            (each.call or "", each.kind, each.left_s) for each in bruno.entries() if each.source == "visit"
        ]

    assert lines() == [(call, "planned", 3600)]
    desk.later(hours=2)
    assert lines() == [(call, "planned", -3600)]
    plan.check_in([1])
    assert lines() == [(call, "working", 0)]
    plan.check_out([1], desk.time)
    assert lines() == []
    assert [each for each in Day(desk.context).entries() if each.source == "visit"] == []


def test_the_customer_remembers_visits_and_the_call_shows_them(desk: Desk) -> None:
    plan = Plan(desk.context)
    call = desk.open_call()
    plan.new(call, {"technicians": "bruno", "starts_at": desk.time, "note": "seal"})
    plan.check_in([1])
    desk.later(minutes=30)
    plan.check_out([1])
    page = Timelines(desk.context).page("C1")
    assert ("visit", "visit_done", "bruno", call) in [
        (each.kind, each.event, each.who, each.call) for each in page.entries
    ]
    (visit,) = sheet_record(desk.calls, desk.calls.sheet(call))["visits"]
    assert (visit["number"], visit["status"], visit["actual_s"]) == (1, "done", 1800)
