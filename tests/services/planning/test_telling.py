"""Technicians are told of their visits, once an act; they and who handles the call are reminded before one begins."""

from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.errors import Refused
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.core.context import Context
from svc_tui.services.core.waking import wake
from svc_tui.services.messages.service import Messages, words
from svc_tui.services.planning.service import Plan
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def told(desk: Desk, person: str, kind: str = "visit") -> list[str]:
    """What a person was told of that kind, the oldest first."""
    messages = Messages(Context(desk.store, person, lambda: desk.time))
    return [words(row) for row in reversed(messages.rows(messages.ids(f"kind:{kind} is:any").ids))]


def test_each_act_on_a_visit_tells_its_technicians_once(desk: Desk) -> None:
    plan, call = Plan(desk.context), desk.open_call()
    number = plan.new(call, {"technicians": "bruno", "starts_at": MONDAY_9 + H}).number
    plan.set(
        [number], {"starts_at": MONDAY_9 + 3 * H, "length": "2h", "note": "bring a ladder", "place": "Roof"}
    )
    plan.set([number], {"note": "and a lamp"})
    plan.set([number], {"note": "and a lamp"})
    plan.move([number], technicians=["carla"])
    plan.cancel([number], "customer is away")
    assert told(desk, "bruno") == [
        "anna planned a visit for you, Mon 10:00: 10001 Stops after warm-up",
        "anna moved your visit to Mon 12:00: 10001 Stops after warm-up",
        "anna changed your visit, Mon 12:00: 10001 Stops after warm-up",
        "anna gave your visit to carla, Mon 12:00: 10001 Stops after warm-up",
    ]
    assert told(desk, "carla") == [
        "anna planned a visit for you, Mon 12:00: 10001 Stops after warm-up",
        "anna cancelled your visit, Mon 12:00: 10001 Stops after warm-up",
    ]
    assert told(desk, "anna") == []


def test_who_does_it_himself_is_told_nothing_and_undo_takes_it_back(desk: Desk) -> None:
    call = desk.open_call()
    own = Plan(Context(desk.store, "bruno", lambda: desk.time))
    number = own.new(call, {"technicians": "bruno carla", "starts_at": MONDAY_9 + H}).number
    own.move([number], by=H)
    assert told(desk, "bruno") == []
    assert len(told(desk, "carla")) == 2
    Plan(desk.context).move([number], by=H)
    assert len(told(desk, "bruno")) == 1
    desk.undo.undo()
    assert told(desk, "bruno") == []


def test_many_at_once_and_a_refused_one_tells_nobody(desk: Desk) -> None:
    plan = Plan(desk.context)
    one, two = (
        plan.new(desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9 + at * H}).number
        for at in (1, 5)
    )
    plan.new(desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9 + 3 * H})
    before = len(told(desk, "bruno"))
    outcomes = plan.move([one, two], by=2 * H)
    assert [each.done for each in outcomes.outcomes] == [False, True]
    assert len(told(desk, "bruno")) == before + 1


def test_a_visit_is_reminded_of_once_before_it_begins_and_again_when_it_moves(desk: Desk) -> None:
    plan, call = Plan(desk.context), desk.open_call(assignee="anna")
    number = plan.new(call, {"technicians": "bruno", "starts_at": MONDAY_9 + 5 * H}).number
    assert wake(desk.context)["visit"] == ()  # nobody wished it
    with pytest.raises(Refused, match="soon is not a duration"):
        CompanySettings(desk.context).set({"visit_remind": "soon"})
    CompanySettings(desk.context).set({"visit_remind": "1h"})
    assert wake(desk.context)["visit"] == ()
    desk.later(hours=4, minutes=10)
    assert wake(desk.context)["visit"] == (number,)
    assert wake(desk.context)["visit"] == ()
    assert (
        told(desk, "bruno", "reminder")
        == told(desk, "anna", "reminder")
        == ["Visit Mon 14:00: 10001 Stops after warm-up"]
    )
    plan.move([number], by="+1d")
    desk.later(days=1)
    assert wake(desk.context)["visit"] == (number,)
    desk.later(hours=2)
    assert len(told(desk, "bruno", "reminder")) == 2


def test_what_has_begun_is_cancelled_or_belongs_to_a_closed_call_reminds_nobody(desk: Desk) -> None:
    CompanySettings(desk.context).set({"visit_remind": "2h"})
    plan = Plan(desk.context)
    numbers = [
        plan.new(desk.open_call(), {"technicians": who, "starts_at": MONDAY_9 + H}).number
        for who in ("bruno", "carla")
    ]
    plan.check_in([numbers[0]])
    plan.cancel([numbers[1]])
    closed = desk.open_call()
    plan.new(closed, {"technicians": "carla", "starts_at": MONDAY_9 + H})
    desk.calls.resolve([closed], "by phone")
    desk.calls.close([closed])
    late = plan.new(
        desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9 - 3 * H, "force": "past"}
    ).number
    assert late
    assert wake(desk.context)["visit"] == ()
