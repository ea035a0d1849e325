"""What people are told, and what becomes of it."""

from datetime import UTC, datetime, timedelta

import pytest

from svc_tui.domain.activities.said import Said
from svc_tui.errors import NotFound, Refused
from svc_tui.services.activities.service import Activities
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.services.messages.service import Messages, words
from tests.services.desk import Desk


def of(desk: Desk, person: str) -> Messages:
    return Messages(Context(desk.store, person, lambda: desk.time))


def told(desk: Desk, person: str, text: str = "") -> list[tuple[str, str]]:
    """Kind and words of what waits for a person, the newest first."""
    messages = of(desk, person)
    return [(row.kind, words(row)) for row in messages.rows(messages.ids(text).ids)]


def test_a_call_given_to_somebody_tells_him_once_and_undo_takes_it_back(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.assign([number], "bruno")
    assert told(desk, "bruno") == [("given", f"anna gave you {number}: Stops after warm-up")]
    desk.calls.assign([number], "bruno")
    desk.calls.take([number])
    assert len(told(desk, "bruno")) == 1
    assert told(desk, "anna") == []
    desk.undo.undo()
    desk.undo.undo()
    assert told(desk, "bruno") == []


def test_a_new_call_that_is_another_s_tells_him(desk: Desk) -> None:
    number = desk.open_call(assignee="bruno")
    desk.open_call(assignee="anna")
    assert told(desk, "bruno") == [("given", f"anna gave you {number}: Stops after warm-up")]
    assert told(desk, "anna") == []


def test_reading_what_one_was_told_stands_in_no_undo_s_way_and_is_no_change_of_the_call(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.assign([number], "bruno")
    before = desk.row(number)
    messages = of(desk, "bruno")
    desk.later(minutes=1)
    messages.read([str(key) for key in messages.ids().ids])
    messages.done([str(key) for key in messages.ids().ids])
    assert desk.row(number) == before
    desk.undo.undo()
    assert desk.row(number)["assignee"] != "bruno"
    assert told(desk, "bruno", "is:any") == []


def test_whoever_is_named_in_a_note_is_told_in_any_case_and_nobody_of_himself(desk: Desk) -> None:
    number = desk.open_call()
    outcome = desk.calls.note([number], "@BRUNO, @anna and bruno@example.com: is the seal in stock?")
    assert outcome.warnings == ()
    said = f"anna mentioned you on {number}: @BRUNO, @anna and bruno@example.com: is the seal in stock?"
    assert told(desk, "bruno") == [("mention", said)]
    assert told(desk, "anna") == []


def test_a_name_that_nobody_has_is_told_with_the_nearest_and_the_note_is_kept(desk: Desk) -> None:
    number = desk.open_call()
    (warning,) = desk.calls.note([number], "@brunno look").warnings
    assert str(warning) == "Nobody is called @brunno, so nobody was told. Did you mean @bruno?"
    (warning,) = desk.calls.note([number], "@gone look").warnings
    assert str(warning) == "gone is no longer active and was not told."
    (warning,) = desk.calls.note([number], "@xyzzy look").warnings
    assert "Write the code of a person" in str(warning)
    assert told(desk, "bruno") == []
    assert len(desk.calls.sheet(number).activities) == 3


def test_a_note_that_is_corrected_tells_those_alone_who_are_new_in_it(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "@bruno look", "task", closed=False)
    task = desk.calls.sheet(number).activities[0].number
    Activities(desk.context).correct(task, "@bruno and @carla look")
    assert [kind for kind, _said in told(desk, "bruno")] == ["mention"]
    assert told(desk, "carla") == [("mention", f"anna mentioned you on {number}: @bruno and @carla look")]


def test_names_count_in_what_is_said_of_a_customer_a_follow_up_and_a_task_for_later(desk: Desk) -> None:
    activities = Activities(desk.context)
    said = Said("note", "@bruno and @carlo: they pay late", None)
    (warning,) = activities.say_on("customer", ["C2"], said).warnings
    assert "Did you mean @carla?" in str(warning)
    assert told(desk, "bruno") == [("mention", "anna mentioned you: @bruno and @carlo: they pay late")]
    (first,) = activities.all_rows("is:any")
    written = activities.follow_up(first.number, {"subject": "Ask @carla", "notes": "", "who": "anna"})
    assert written.warnings == ()
    assert told(desk, "carla") == [("mention", "anna mentioned you: Ask @carla")]
    activities.set([written.number], {"notes": "or @bruno"})
    assert len(told(desk, "bruno")) == 2
    assert len(told(desk, "carla")) == 1


def test_who_follows_a_call_is_told_once_an_act_what_weighs_most(desk: Desk) -> None:
    number = desk.open_call()
    desk.as_person("bruno").follow([number])
    desk.calls.assign([number], "carla")
    desk.calls.note([number], "Pump is on its way")
    desk.calls.close([number], "Replaced the pump")
    assert told(desk, "bruno") == [
        ("followed", f"{number} is Closed now: Stops after warm-up"),
        ("followed", f"anna on {number}: Pump is on its way"),
        ("followed", f"anna gave {number} to carla: Stops after warm-up"),
    ]
    desk.calls.priority([desk.open_call()], "high")
    assert len(told(desk, "bruno")) == 3


def test_a_follower_is_not_told_what_he_did_nor_twice_what_he_is_told_otherwise(desk: Desk) -> None:
    number = desk.open_call()
    bruno = desk.as_person("bruno")
    bruno.follow([number])
    bruno.note([number], "I look")
    assert told(desk, "bruno") == []
    desk.calls.assign([number], "bruno")
    desk.calls.note([number], "@bruno thanks")
    assert [kind for kind, _said in told(desk, "bruno")] == ["mention", "given"]
    desk.calls.move([number], "SOUTH")
    assert told(desk, "bruno")[0] == ("followed", f"{number} is nobody's now: Stops after warm-up")


def test_what_is_put_off_comes_back_new_and_what_is_done_is_gone_until_undo(desk: Desk) -> None:
    desk.calls.assign([desk.open_call(), desk.open_call()], "bruno")
    messages = of(desk, "bruno")
    assert messages.unread() == 2
    second, first = (str(key) for key in messages.ids().ids)
    messages.read([first])
    assert messages.unread() == 1
    messages.snooze([first], desk.time + timedelta(hours=2))
    assert [str(key) for key in messages.ids().ids] == [second]
    assert [str(key) for key in messages.ids("is:snoozed").ids] == [first]
    messages.done([second])
    assert (list(messages.ids().ids), messages.unread()) == ([], 0)
    desk.later(hours=2)
    assert ([str(key) for key in messages.ids().ids], messages.unread()) == ([first], 1)
    undo = UndoService(messages.context)
    assert undo.undo().say() == f"Undone: Message {second} done"
    assert undo.undo().say() == f"Undone: Message {first} put off"
    assert messages.unread() == 1
    with pytest.raises(Refused, match="in the past"):
        messages.snooze([first], desk.time)


def test_nobody_sees_or_puts_away_what_others_are_told(desk: Desk) -> None:
    desk.calls.assign([desk.open_call()], "bruno")
    (key,) = of(desk, "bruno").ids().ids
    anna = of(desk, "anna")
    assert list(anna.ids("is:any").ids) == []
    for act in (anna.done, anna.read):
        with pytest.raises(NotFound, match="no message"):
            act([str(key)])
    with pytest.raises(NotFound):
        anna.done(["99999999999999999999999"])
    with pytest.raises(NotFound):
        anna.done(["x"])


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("is:unread", 2), ("kind:mention", 1), ("tipo:menzione", 1), ("call:10001", 2), ("#10001", 2),
     ("seal", 1), ("warm-up", 2), ("sender:anna", 2), ("from:carla", 0), ("at:today", 2), ("is:any kind:given", 1),
     ("has:call", 2), ("no:call", 0)],
)  # fmt: skip
def test_messages_are_found_by_what_they_say(desk: Desk, query: str, count: int) -> None:
    number = desk.open_call()
    desk.calls.assign([number], "bruno")
    desk.calls.note([number], "@bruno where is the seal")
    assert len(told(desk, "bruno", query)) == count


def test_the_renewal_of_a_contract_names_its_kind_and_its_customer(desk: Desk) -> None:
    from svc_tui.services.contracts.reminders import remind

    with desk.context.write() as unit:
        unit.update("contract", 1, {"owner": "anna", "renewal": True, "remind": "30d"})
    desk.time = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    assert remind(desk.context) == [58]
    ((kind, said),) = told(desk, "anna")
    assert (kind, said.split(" ends on ")[0]) == ("renewal", "K-58 of Lavanderia Bianchi")
    assert "31" in said
    assert "{" not in said
