"""My day: what waits for me, in the order of the time left."""

from datetime import timedelta

from svc_tui.services.activities.day import Day, counts
from svc_tui.services.activities.service import Activities
from svc_tui.services.core.context import Context
from tests.services.desk import Desk


def day(desk: Desk, person: str = "anna") -> list[tuple[str, str, int | None]]:
    found = Day(Context(desk.store, person, lambda: desk.time)).entries()
    return [(each.source, each.call or each.text, each.left_s) for each in found]


def test_calls_that_are_mine_stand_with_tasks_by_the_time_left_and_messages_last(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call(priority="high")
    desk.calls.assign([first, second], "anna")
    theirs = desk.open_call()
    desk.calls.assign([theirs], "carla")
    activities = Activities(desk.context)
    activities.new(
        {"subject": "Ring the hotel", "kind": "phone", "starts_at": desk.time + timedelta(hours=1)}
    )
    activities.new({"subject": "Tomorrow", "kind": "task", "starts_at": desk.time + timedelta(days=1)})
    activities.new(
        {"subject": "Of bruno", "kind": "task", "who": "bruno", "starts_at": desk.time + timedelta(hours=1)}
    )
    desk.as_person("bruno").note([theirs], "@anna look")
    found = day(desk)
    assert [(source, what) for source, what, _left in found] == [
        ("activity", "Ring the hotel"), ("call", second), ("call", first), ("message", theirs),
    ]  # fmt: skip
    lefts = [left for _source, _what, left in found if left is not None]
    assert lefts == sorted(lefts)
    desk.later(hours=3)
    assert ("activity", "Ring the hotel", -7200) in day(desk)
    summed = counts(Day(desk.context).entries())
    assert (summed.messages, summed.unread) == (1, 1)
    assert summed.late >= 2


def test_a_technician_s_call_is_of_his_day_and_what_is_done_is_not(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.calls.assign([number], "carla")
    desk.calls.technician([number], "bruno")
    assert [what for source, what, _left in day(desk, "bruno") if source == "call"] == [number]
    desk.calls.close([number], "Replaced the pump")
    assert [what for source, what, _left in day(desk, "bruno") if source == "call"] == []


def test_a_task_of_a_closed_call_waits_for_nobody(desk: Desk) -> None:
    number = desk.open_call()
    task = {"subject": "Ring", "kind": "task", "call": number, "starts_at": desk.time + timedelta(hours=1)}
    Activities(desk.context).new(task)
    assert ("activity", number) in [(source, what) for source, what, _left in day(desk)]
    desk.calls.close([number], "Done")
    assert "activity" not in [source for source, _what, _left in day(desk)]
