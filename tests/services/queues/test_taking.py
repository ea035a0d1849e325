"""Take the most urgent call of one's queues, or of a queue."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.queues.service import Queues
from tests.services.desk import MONDAY_9, Desk
from tests.storage.many import Crowd

TODAY = MONDAY_9.date()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    yield found
    found.store.close()


def queues(desk: Desk, who: str = "anna") -> Queues:
    return Queues(Context(desk.store, who, lambda: desk.time))


def take(desk: Desk, *codes: str, who: str = "anna") -> str:
    return queues(desk, who).take_next(codes).outcomes[0].number


def refusal(desk: Desk, *codes: str, who: str = "anna") -> str:
    with pytest.raises(Refused) as refused:
        queues(desk, who).take_next(codes)
    return refused.value.message.format(**refused.value.values)


def test_two_takers_of_the_next_call_get_two_calls(desk: Desk) -> None:
    expected = {desk.open_call(queue="NORTH") for _ in range(6)}
    taken: list[str] = []
    threads = [
        threading.Thread(target=lambda who=who: taken.append(take(desk, who=who)))
        for who in ("anna", "bruno") * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(taken) == expected


@pytest.mark.parametrize(("processes", "times"), [(8, 10)])
def test_of_many_processes_that_press_it_no_two_get_the_same_call(
    desk: Desk, processes: int, times: int
) -> None:
    """The whole form, 20 times 50, is `python -m tests.perf.taking`."""
    waiting = [desk.open_call(queue="NORTH") for _ in range(processes * times)]
    with Crowd() as crowd:
        for number in range(processes):
            crowd.start("takes", desk.store.path, f"{('anna', 'bruno')[number % 2]}:{times}")
        taken = crowd.gone()
    assert Counter(taken) == Counter(waiting)
    assert {desk.row(number)["assignee"] for number in waiting} == {"anna", "bruno"}
    assert "Nothing waits in NORTH." in refusal(desk)


def test_the_next_call_is_the_one_due_first(desk: Desk) -> None:
    desk.open_call(queue="NORTH")
    urgent = desk.open_call(queue="NORTH", priority="high")
    desk.open_call(queue="SOUTH", priority="high")
    assert take(desk) == urgent


def test_the_next_call_is_the_one_with_least_covered_time_left(desk: Desk) -> None:
    """Due on Monday at ten under office hours is later than due on Sunday evening round the clock, and more urgent."""
    desk.add(
        "contract", number=70, type="customer", status="approved", customer="C2", start=MONDAY_9.date(),
        end=date(2026, 12, 31), response="48h", coverage="24/7",
    )  # fmt: skip
    desk.time = MONDAY_9 + timedelta(days=4, hours=8)  # Friday 17:00
    office = desk.open_call(queue="NORTH", priority="high")
    always = desk.open_call(queue="NORTH", serial="SN-000936")
    assert desk.row(always)["next_due"] < desk.row(office)["next_due"]
    assert [row.number for row in desk.calls.rows(desk.calls.ids("").ids)] == [office, always]
    assert take(desk) == office


def test_everything_is_taken_in_the_order_of_the_inbox(desk: Desk) -> None:
    for hours, priority in ((0, "low"), (1, "high"), (5, "low"), (2, "medium"), (30, "high")):
        desk.later(hours=hours)
        desk.open_call(queue="NORTH", priority=priority)
        desk.open_call(queue="NORTH", priority=priority, serial="SN-000936")
    desk.later(hours=3)
    shown = [row.number for row in desk.calls.rows(desk.calls.ids("").ids)]
    assert [take(desk) for _ in shown] == shown


def test_what_is_paused_or_resolved_waits_for_nobody(desk: Desk) -> None:
    paused, resolved = (desk.open_call(queue="NORTH", serial="SN-000936") for _ in range(2))
    desk.calls.pause([paused])
    desk.calls.resolve([resolved], "Done", take=True)
    desk.calls.assign([resolved], None)
    assert refusal(desk) == "Nothing waits in NORTH."


def test_queues_of_a_member_of_the_manager_and_of_todays_stand_in(desk: Desk) -> None:
    south, north = desk.open_call(queue="SOUTH"), desk.open_call(queue="NORTH")
    assert take(desk, who="carla") == south  # manages SOUTH
    assert refusal(desk, who="carla") == "Nothing waits in SOUTH."
    with desk.context.write() as unit:
        unit.update("queue_member", 1, {"absent_from": TODAY, "absent_to": TODAY, "stand_in": "carla"})
    desk.later(days=1)
    assert refusal(desk, who="carla") == "Nothing waits in SOUTH."
    desk.later(days=-1)
    taken = queues(desk, "carla").take_next().outcomes[0]
    assert (taken.number, taken.warnings) == (north, ())


def test_who_serves_no_queue_is_told_the_cure(desk: Desk) -> None:
    desk.add("person", code="dario", name="Dario")
    assert refusal(desk, who="dario") == "You serve no queue. Let the set-up make you a member of one."


def test_qu_02_an_inactive_queue_gives_no_calls(desk: Desk) -> None:
    assert refusal(desk, "old") == "Queue OLD is inactive. Choose another."
    with pytest.raises(NotFound):
        take(desk, "NORT")


def test_qu_04_who_is_no_member_is_warned(desk: Desk) -> None:
    number = desk.open_call(queue="SOUTH")
    outcome = queues(desk).take_next(["south"]).outcomes[0]
    assert outcome.number == number
    assert [note.text.format(**note.values) for note in outcome.warnings] == ["anna is no member of SOUTH."]


def test_one_undo_gives_it_back(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    take(desk)
    desk.undo.undo()
    assert desk.row(number)["assignee"] is None
    assert take(desk) == number
