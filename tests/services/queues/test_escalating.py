"""Escalation of calls in a store: each level once, what it does, who is told and when, and what it cannot do."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from svc_tui.services.core.waking import wake
from svc_tui.services.queues.escalating import Escalating, Fired
from svc_tui.storage.exchange.incoming import rows_of
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def level(desk: Desk, name: str, *steps: tuple[str, str], **values: Any) -> None:
    """A level of the resolution's target, at three quarters unless said otherwise."""
    told = [list(step) for step in steps or (("tell", "manager"),)]
    given = {"percent": 75, "position": len(name), "steps": told, **values}
    desk.add("escalation", name=name, **given)


def look(desk: Desk, **more: Any) -> list[Fired]:
    return list(Escalating(desk.context).run(**more))


def messages(desk: Desk) -> list[tuple[Any, ...]]:
    names = ("person", "kind", "text_values", "shown_from")
    with desk.store.read() as session:
        return [tuple(row) for row in rows_of(session=session, table_name="message", names=names)]


def test_each_level_fires_once_in_the_order_in_which_it_was_reached(desk: Desk) -> None:
    level(desk, "90", percent=90)
    level(desk, "50", percent=50)
    number = desk.open_call(queue="NORTH")  # 16 h from Monday 09:00
    desk.later(hours=7)
    assert look(desk) == []
    desk.later(hours=25)  # Tuesday 17:00: 17 h are used
    fired = look(desk)
    assert [(each.level, each.reached_at) for each in fired] == [
        ("50", datetime(2026, 3, 2, 16, 0, tzinfo=UTC)),
        ("90", datetime(2026, 3, 3, 13, 24, tzinfo=UTC)),
    ]
    assert {each.at for each in fired} == {desk.time}
    assert look(desk) == []
    assert [new for event, _old, new in desk.events(number) if event == "escalated"] == ["50", "90"]
    assert messages(desk) == [("bruno", "escalated", {"level": "50, 90"}, None)]  # told once


def test_it_fires_again_after_a_pause_and_for_a_new_target(desk: Desk) -> None:
    level(desk, "half", percent=50)
    number = desk.open_call(queue="NORTH")
    desk.later(hours=8)
    assert [each.level for each in look(desk)] == ["half"]
    desk.calls.pause([number])
    desk.later(days=1)
    assert look(desk) == []
    desk.calls.resume([number])
    assert [(each.level, each.reached_at) for each in look(desk)] == [("half", desk.time)]
    desk.calls.priority([number], "high")  # 4 h instead of 16
    assert [each.level for each in look(desk)] == ["half"]
    desk.calls.priority([number], "low")  # the old target has fired
    assert look(desk) == []


@pytest.mark.parametrize("act", ["close", "resolve", "pause"])
def test_closed_resolved_and_paused_calls_are_left_alone(desk: Desk, act: str) -> None:
    level(desk, "half", percent=50)
    level(desk, "late", percent=100)
    level(desk, "still", target="silence", percent=None, after_s=3600)
    number = desk.open_call()
    desk.later(minutes=30)
    if act == "pause":
        desk.calls.pause([number])
    else:
        getattr(desk.calls, act)([number], "Done")
    desk.later(days=10)
    assert look(desk) == []


def test_a_level_acts_as_a_person_would_and_tells_the_new_owner_once(desk: Desk) -> None:
    steps = (("priority", "high"), ("queue", "SOUTH"), ("person", "carla"), ("tell", "manager"))
    level(desk, "late", *steps, percent=100)
    number = desk.open_call(queue="NORTH")
    desk.later(days=3)
    (fired,) = look(desk)
    assert [str(each) for each in fired.done] == [
        f"{number}: priority high",
        f"{number} moved to SOUTH",
        f"{number} given to carla",
    ]
    row = desk.row(number)
    assert (row["priority"], row["queue"], row["assignee"]) == ("high", "SOUTH", "carla")
    assert [row[:2] for row in messages(desk)] == [("carla", "given")]
    assert desk.events(number)[-1] == ("assigned", None, "carla")


def test_a_target_that_a_level_itself_shortened_is_no_new_one(desk: Desk) -> None:
    """The priority that a level raised makes the call later; what had fired does not fire again, nor when the
    priority is put back."""
    level(desk, "half", percent=50)
    level(desk, "3/4", ("priority", "high"), ("tell", "manager"), percent=75)
    level(desk, "late", percent=100)
    number = desk.open_call(queue="NORTH")
    desk.later(hours=8)
    assert [each.level for each in look(desk)] == ["half"]
    desk.later(hours=19)  # Tuesday 12:00: three quarters of 16 h, three times 4 h
    assert [each.level for each in look(desk)] == ["3/4", "late"]
    assert look(desk) == []
    desk.calls.priority([number], "low")
    assert look(desk) == []


def test_a_priority_is_raised_never_lowered(desk: Desk) -> None:
    level(desk, "half", ("priority", "medium"), percent=50)
    number = desk.open_call(priority="high")
    desk.later(hours=3)
    (fired,) = look(desk)
    assert (fired.done, desk.row(number)["priority"]) == ((), "high")


def test_alerts_are_held_until_the_queue_opens_and_acts_are_not(desk: Desk) -> None:
    desk.change("queue", 1, hours="Mo-Fr 08:00-13:00")
    desk.add("closed_date", day=date(2026, 3, 4), hours="", name="Feast")
    level(desk, "late", ("tell", "manager"), ("person", "anna"), percent=100)
    number = desk.open_call(queue="NORTH")
    desk.later(hours=32, minutes=1)  # Tuesday 17:01; Wednesday is closed
    opening = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
    (fired,) = look(desk)
    assert fired.shown_from == opening
    assert desk.row(number)["assignee"] == "anna"
    assert [(row[0], row[1], row[3]) for row in messages(desk)] == [
        ("anna", "given", opening),
        ("bruno", "escalated", opening),
    ]


def test_who_follows_a_call_is_told_once_and_not_at_night(desk: Desk) -> None:
    desk.change("queue", 1, hours="Mo-Fr 08:00-13:00")
    level(desk, "late", ("macro", "Move"), ("person", "carla"), ("tell", "manager"), percent=100)
    desk.add("macro", name="Move", steps=[["assignee", "anna"], ["queue", "OLD"]])  # the second is refused
    number = desk.open_call(queue="NORTH")
    for person in ("anna", "bruno"):
        desk.as_person(person).follow([number])
    desk.later(hours=32, minutes=1)
    (fired,) = look(desk)
    assert len(fired.refused) == 1
    opening = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
    assert [(row[0], row[1], row[3]) for row in messages(desk)] == [
        ("anna", "followed", opening),
        ("carla", "given", opening),
        ("bruno", "escalated", opening),
    ]


def test_silence_is_broken_by_people_not_by_levels(desk: Desk) -> None:
    level(desk, "still", ("priority", "medium"), target="silence", percent=None, after_s=4 * 3600)
    level(desk, "half", percent=50)
    number = desk.open_call(queue="NORTH")
    desk.later(hours=3)
    desk.calls.note([number], "Called")
    desk.later(hours=2)
    assert look(desk) == []
    desk.later(hours=2)  # Monday 16:00, four hours after the note
    assert [each.level for each in look(desk)] == ["still"]
    desk.later(days=1)
    assert [each.level for each in look(desk)] == ["half"]
    desk.later(days=1)
    assert look(desk) == []
    desk.calls.note([number], "Called again")
    desk.later(days=1)
    assert [each.level for each in look(desk)] == ["still"]


def test_silence_without_a_contract_counts_the_hours_of_the_queue_else_all(desk: Desk) -> None:
    desk.change("queue", 1, hours="Mo-Fr 09:00-12:00")
    level(desk, "still", target="silence", percent=None, after_s=4 * 3600)
    of_queue = desk.open_call(customer="C2", serial="", queue="NORTH")
    alone = desk.open_call(customer="C2", serial="")
    desk.later(hours=30)
    assert {each.number: each.reached_at for each in look(desk)} == {
        alone: datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
        of_queue: datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
    }


def test_what_cannot_be_done_is_told_and_the_rest_is_done(desk: Desk) -> None:
    steps = (("queue", "OLD"), ("macro", "Gone"), ("person", "gone"), ("tell", "gone"), ("tell", "manager"))
    level(desk, "late", *steps, ("priority", "medium"), percent=100)
    number = desk.open_call()  # in no queue: nobody answers for it
    desk.later(days=3)
    (fired,) = look(desk)
    assert [str(each) for each in fired.refused] == [
        "The queue OLD is inactive. Choose another, or activate it in the set-up.",
        "There is no macro Gone. Look at the list of those that exist.",
        "gone is no longer active. Choose another.",
        "gone is no longer active, so nobody is told.",
        f"{number} is in no queue, so nobody is told.",
    ]
    assert [str(each) for each in fired.done] == [f"{number}: priority medium"]
    assert look(desk) == []  # it does not come back each minute


def test_a_macro_that_puts_a_call_off_ends_its_levels(desk: Desk) -> None:
    desk.add("macro", name="Wait", steps=[["note", "Waits for the part"], ["status", "Pending"]])
    level(desk, "late", ("macro", "Wait"), percent=100)
    level(desk, "later", percent=100, after_s=3600)
    number = desk.open_call(queue="NORTH")
    desk.later(days=3)
    assert [each.level for each in look(desk)] == ["late"]
    assert desk.row(number)["status"] == "Pending"


def test_levels_of_the_queue_that_a_level_moved_a_call_to_fire_at_once(desk: Desk) -> None:
    level(desk, "north", ("queue", "SOUTH"), percent=75, queue="NORTH")
    level(desk, "south", percent=50, queue="SOUTH")
    desk.open_call(queue="NORTH")
    desk.later(hours=27)
    assert [each.level for each in look(desk)] == ["north", "south"]


def test_a_dry_run_says_the_same_and_keeps_nothing(desk: Desk) -> None:
    level(desk, "late", ("person", "carla"), percent=100)
    number = desk.open_call(queue="NORTH")
    desk.later(days=3)
    before = desk.events(number)
    tried = look(desk, dry_run=True)
    assert (desk.events(number), messages(desk)) == (before, [])
    assert look(desk) == tried


def test_calls_wake_before_they_are_escalated(desk: Desk) -> None:
    level(desk, "half", percent=50)
    number = desk.open_call(queue="NORTH")
    desk.calls.pause([number], desk.time.replace(hour=10))
    desk.later(hours=28)
    assert wake(desk.context)["escalation"] == (number,)


def test_a_look_on_the_way_does_the_longest_waiting_first(desk: Desk) -> None:
    level(desk, "half", percent=50)
    first = desk.open_call()
    desk.later(hours=1)
    second = desk.open_call()
    desk.later(days=2)
    assert [each.number for each in look(desk, most=1)] == [first]
    assert [each.number for each in look(desk)] == [second]


def test_an_inactive_level_is_not_looked_at(desk: Desk) -> None:
    level(desk, "half", percent=50, active=False)
    desk.open_call()
    desk.later(days=2)
    assert look(desk) == []


def test_undoing_what_stopped_a_clock_does_not_fire_a_level_twice(desk: Desk) -> None:
    level(desk, "half", percent=50)
    number = desk.open_call(queue="NORTH")
    desk.later(hours=9)
    assert len(look(desk)) == 1
    desk.later(minutes=5)
    desk.calls.resolve([number], "Done", take=True)
    desk.undo.undo()
    assert look(desk) == []
