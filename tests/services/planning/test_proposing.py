"""Plan these on the best days, in a real store."""

from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.errors import BadUsage, NotFound
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_calls_get_a_time_a_technician_and_reasons_and_one_undo_takes_all_back(desk: Desk) -> None:
    plan = Plan(desk.context)
    Absences(desk.context).away("bruno today..tomorrow sick")
    calls = [desk.open_call(priority="high") for _ in range(3)]
    other, done = desk.open_call(), desk.open_call()
    plan.new(other, {"technicians": "carla", "starts_at": desk.time + timedelta(hours=5)})
    desk.calls.resolve([done], "by phone")
    desk.calls.close([done])
    desk.change("person", 3, skills=["laundry"])
    found = plan.propose([*calls, other, done])
    assert [each.call.number for each in found.visits] == calls
    assert {each.person for each in found.visits} == {"carla"}
    assert found.left == ()
    assert found.in_time == 3
    why = [str(note) for note in found.visits[0].why]
    assert why == [
        "in time by 3h00",
        "knows such units",
        "first of the day, 15 min of way",
        "the day is 22 % full",
    ]
    assert list(plan.ids(f"call:{calls[0]}").ids) == []  # nothing is written yet
    moved = found.visits[0].at(found.visits[0].starts_at + timedelta(hours=8))
    assert str(moved.why[0]) == "chosen by hand"
    outcomes = plan.apply([moved, *found.visits[1:]])
    assert len(outcomes.done) == 3
    assert plan.rows(plan.ids(f"call:{calls[0]}").ids)[0].starts_at == moved.starts_at
    desk.undo.undo()
    assert len(plan.ids("is:any").ids) == 1


def test_what_has_no_time_any_more_is_refused_and_stops_no_other(desk: Desk) -> None:
    plan = Plan(desk.context)
    calls = [desk.open_call(), desk.open_call()]
    found = plan.propose(calls, people=["bruno"])
    first = found.visits[0]
    plan.new(desk.open_call(), {"technicians": "bruno", "starts_at": first.starts_at})
    outcomes = plan.apply(found.visits)
    assert [each.done for each in outcomes.outcomes] == [False, True]


def test_what_is_left_out_and_what_is_wrong(desk: Desk) -> None:
    plan = Plan(desk.context)
    desk.add("list_entry", list="type", name="Rebuild", visit_s=12 * 3600)
    call = desk.open_call(type="Rebuild")
    found = plan.propose("")
    assert ([each.call.number for each in found.left], found.visits) == ([call], ())
    with pytest.raises(BadUsage):
        plan.propose("", days=0)
    with pytest.raises(NotFound):
        plan.propose(["99999"])
