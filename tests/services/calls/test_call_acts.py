"""Acts on calls: clocks that move, bulk with a result a call, undo and redo, two editors, merging, waking."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from svc_tui.errors import Conflict, Refused
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.storage.engine.store import Store
from svc_tui.storage.tables import table
from tests.services.desk import MONDAY_9, Desk


def snapshot(desk: Desk, *names: str) -> dict[str, list[Any]]:
    """Rows of tables as stored, without the bookkeeping that every write moves."""
    found: dict[str, list[Any]] = {}
    with desk.store.read() as session:
        for name in names:
            t = table(name)
            columns = [column for column in t.c if column.name not in ("version", "change_seq", "updated_at")]
            found[name] = [
                tuple(row) for row in session.execute(t.select().with_only_columns(*columns).order_by(t.c.id))
            ]
    return found


EVERYTHING = (
    "call",
    "activity",
    "call_solution",
    "call_link",
    "call_pause",
    "call_follower",
    "attachment",
    "solution",
)


def test_w10_raising_the_priority_keeps_what_was_consumed(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=3)
    desk.calls.priority([number], "high")
    row = desk.row(number)
    assert row["resolve_by"] == MONDAY_9 + timedelta(hours=4)
    assert row["respond_by"] == MONDAY_9 + timedelta(hours=2)
    assert ("resolution due", "2026-03-03T15:00:00Z", "2026-03-02T12:00:00Z") in desk.events(number)


def test_w10b_the_same_with_a_pause_before(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=2)
    desk.calls.resume([number])
    desk.calls.priority([number], "high")
    assert desk.row(number)["resolve_by"] == MONDAY_9 + timedelta(hours=6)


def test_w14_reopening_runs_on_with_what_was_consumed(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=6)
    desk.calls.resolve([number], "Reset")
    desk.later(days=2, hours=-5)  # Wednesday 10:00
    desk.calls.reopen([number])
    # 6 h of 16 h were used: 8 h on Wednesday, 2 h on Thursday.
    assert desk.row(number)["resolve_by"] == datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


def test_a_pause_hides_the_due_date_and_keeps_the_rest(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.respond([number])
    desk.calls.pause([number])
    view = desk.calls.preview(number).resolution
    assert (view.state, view.due, view.left_s) == ("paused", None, 15 * 3600)
    assert desk.row(number)["next_due"] is None
    desk.later(days=3)
    assert desk.calls.preview(number).resolution.left_s == 15 * 3600


def test_a_snooze_wakes_once_as_of_its_end(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.respond([number])
    desk.calls.pause([number], MONDAY_9 + timedelta(hours=2), "Customer is out")
    assert desk.calls.wake() == []
    desk.later(hours=5)
    assert desk.calls.wake() == [number]
    assert desk.calls.wake() == []
    row = desk.row(number)
    assert (row["status"], row["resolve_by"]) == ("Open", MONDAY_9 + timedelta(days=1, hours=9))
    assert [event for event, _, _ in desk.events(number)].count("woke") == 1
    assert row["paused_s"] == 2 * 3600


def test_what_if_says_what_the_act_then_does(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    until = desk.time + timedelta(hours=3)
    promised = desk.calls.what_if(number, pause_until=until).new_resolution
    desk.calls.pause([number], until)
    desk.time = until + timedelta(minutes=1)
    desk.calls.wake()
    assert desk.row(number)["resolve_by"] == promised
    promised = desk.calls.what_if(number, priority="high").new_resolution
    desk.calls.priority([number], "high")
    assert desk.row(number)["resolve_by"] == promised


def test_the_explanation_sums_to_the_budget_and_ends_at_the_due_date(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=3)
    desk.calls.resume([number])
    due = desk.calls.explain(number)
    assert due.resolution is not None
    assert due.resolution.consumed_s == 16 * 3600
    assert due.resolution.due == desk.row(number)["resolve_by"]
    assert due.cover is not None
    assert [considered.taken for considered in due.cover.entitlement.considered] == [True]


def test_bulk_gives_a_result_a_call_and_one_undo(desk: Desk) -> None:
    numbers = [desk.open_call() for _ in range(4)]
    desk.calls.close([numbers[1]], "Reset")
    before = snapshot(desk, *EVERYTHING)
    result = desk.calls.move([*numbers, "77777"], "south")
    assert [outcome.done for outcome in result.outcomes] == [True, False, True, True, False]
    assert "was closed" in result.outcomes[1].say()
    assert result.say().startswith("3 of 5 done; refused: ")
    desk.undo.undo()
    assert snapshot(desk, *EVERYTHING) == before
    desk.undo.redo()
    assert desk.row(numbers[0])["queue"] == "SOUTH"


def test_undo_and_redo_walk_back_and_forth(desk: Desk) -> None:
    number = desk.open_call()
    states = [snapshot(desk, *EVERYTHING)]
    desk.later(minutes=1)
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.calls.move([number], "NORTH"),
        lambda: desk.calls.priority([number], "high"),
        lambda: desk.calls.note([number], "spoke", "phone"),
        lambda: desk.calls.pause([number]),
        lambda: desk.calls.close([number], "Reset"),
    )
    for act in acts:
        act()
        states.append(snapshot(desk, *EVERYTHING))
    for state in reversed(states[:-1]):
        desk.undo.undo()
        assert snapshot(desk, *EVERYTHING) == state
    for state in states[1:]:
        desk.undo.redo()
        assert snapshot(desk, *EVERYTHING) == state
    assert len([e for e in desk.calls.sheet(number).history if e.undo_of]) > 0


def test_a_new_act_ends_the_redo(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.priority([number], "high")
    desk.undo.undo()
    desk.calls.priority([number], "medium")
    with pytest.raises(Refused):
        desk.undo.redo()


def test_undo_refuses_what_someone_else_changed_since(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.priority([number], "high")
    desk.as_person("bruno").priority([number], "medium")
    with pytest.raises(Refused) as error:
        desk.undo.undo()
    assert "bruno changed priority" in str(error.value)
    assert desk.row(number)["priority"] == "medium"


def test_undo_of_a_merge_restores_both_calls(desk: Desk) -> None:
    target, source = desk.open_call(), desk.open_call(subject="The same")
    desk.calls.note([source], "heard it twice", "phone")
    desk.calls.attach_solution([source], 15)
    desk.later(hours=1)
    before = snapshot(desk, *EVERYTHING)
    desk.calls.merge([source], target)
    assert desk.row(source)["merged_into"] == target
    assert [activity.notes for activity in desk.calls.sheet(target).activities] == ["heard it twice"]
    with pytest.raises(Refused):
        desk.calls.merge([target], source)
    desk.undo.undo()
    assert snapshot(desk, *EVERYTHING) == before


def test_a_merge_of_calls_that_know_each_other(desk: Desk) -> None:
    target, source, third = desk.open_call(), desk.open_call(), desk.open_call()
    desk.calls.link(source, target)
    for number in (source, target):
        desk.calls.link(number, third, "depends")
        desk.calls.follow([number])
    before = snapshot(desk, *EVERYTHING)
    desk.calls.merge([source], target)
    sheet = desk.calls.sheet(target)
    assert sorted(link.number for link in sheet.links) == sorted([source, source, third])
    assert target not in [link.number for link in sheet.links]
    desk.undo.undo()
    assert snapshot(desk, *EVERYTHING) == before


def test_what_is_said_of_a_merged_call_belongs_to_the_one_that_stayed(desk: Desk) -> None:
    target, middle, source = desk.open_call(), desk.open_call(), desk.open_call()
    desk.calls.merge([source], middle)
    desk.calls.merge([middle], target)
    said = desk.calls.note([source], "Rang again", "phone")
    assert said.say() == f"{source} was merged into {target}: noted there"
    assert [activity.notes for activity in desk.calls.sheet(target).activities] == ["Rang again"]
    assert desk.row(target)["responded_at"] is not None


def test_the_second_editor_loses_nothing(desk: Desk) -> None:
    number = desk.open_call()
    opened = desk.row(number)
    desk.as_person("bruno").set([number], {"subject": "Stops when hot"})
    with pytest.raises(Conflict) as error:
        desk.calls.set([number], {"subject": "Stops at 60 °C"}, if_version=opened["version"], base=opened)
    assert error.value.fields == {"subject": ("Stops after warm-up", "Stops when hot", "Stops at 60 °C")}
    assert desk.row(number)["subject"] == "Stops when hot"
    # Other fields than the other's are no conflict: both stand.
    desk.calls.set([number], {"reference": "PO 7"}, if_version=opened["version"], base=opened)
    assert (desk.row(number)["subject"], desk.row(number)["reference"]) == ("Stops when hot", "PO 7")


def test_who_has_a_call_or_its_form_open_is_told_to_others_and_is_no_change(desk: Desk) -> None:
    first, second = (desk.row(desk.open_call()) for _each in range(2))
    elsewhere = Store.open(desk.store.path)
    bruno = Calls(Context(elsewhere, "bruno", lambda: desk.time))
    again = Calls(Context(elsewhere, "anna", lambda: desk.time))
    before = desk.store.change_seq()
    bruno.present({first["id"], second["id"]}, {second["id"]})
    desk.store.presence.look()
    assert desk.calls.viewers() == {first["id"]: "bruno", second["id"]: "bruno"}
    assert desk.calls.editors() == {second["id"]: "bruno"}
    assert desk.calls.colleagues(first["id"]) == (("bruno", False),)
    assert desk.calls.colleagues(second["id"]) == (("bruno", True),)
    assert desk.store.change_seq() == before, "a notice is no change"
    again.present({first["id"]}, set())
    desk.store.presence.look()
    assert desk.calls.viewers() == {}, "my other session is no colleague"
    elsewhere.close()
    desk.store.presence.look()
    assert (desk.calls.editors(), desk.calls.colleagues(second["id"])) == ({}, ())


def test_without_the_opened_values_any_change_in_between_is_a_conflict(desk: Desk) -> None:
    number = desk.open_call()
    version = desk.row(number)["version"]
    desk.as_person("bruno").set([number], {"subject": "Stops when hot"})
    with pytest.raises(Conflict):
        desk.calls.set([number], {"reference": "PO 7"}, if_version=version)


def test_moving_leaves_the_assignee_only_where_he_serves(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.move([number], "NORTH")
    assert desk.row(number)["assignee"] == "anna"
    desk.calls.move([number], "SOUTH")
    assert desk.row(number)["assignee"] is None
    with pytest.raises(Refused):
        desk.calls.move([number], "OLD")


def test_changing_the_serial_asks_coverage_anew(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.set([number], {"serial": "SN-000936"})
    row = desk.row(number)
    assert (row["customer"], row["contract"], row["coverage_reason"]) == ("C2", None, "no contract")
    assert row["resolve_by"] is None
    desk.undo.undo()
    assert desk.row(number)["contract"] == 58


def test_full_text_follows_every_change(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "perché gocciola")

    def hits(word: str) -> int:
        with desk.store.read() as session:
            statement = text("SELECT count(*) FROM call_fts WHERE call_fts MATCH :word")
            return int(session.execute(statement, {"word": word}).scalar_one())

    assert (hits("perche"), hits("warm"), hits("Bianchi")) == (1, 1, 1)
    desk.calls.set([number], {"subject": "Leaks"})
    assert (hits("warm"), hits("leaks")) == (0, 1)
    desk.undo.undo()
    assert (hits("warm"), hits("leaks")) == (1, 0)
    assert desk.store.problems() == []


def test_a_change_gets_a_new_version_and_sequence(desk: Desk) -> None:
    number = desk.open_call()
    before = desk.row(number)
    desk.calls.note([number], "only a note")
    after = desk.row(number)
    assert after["version"] == before["version"] + 1
    assert after["change_seq"] > before["change_seq"]


def test_a_new_call_never_gets_the_history_of_one_undone(desk: Desk) -> None:
    desk.open_call(subject="A slip")
    desk.undo.undo()
    number = desk.open_call(subject="The real one")
    assert [event for event, _, _ in desk.events(number)].count("created") == 1
    assert not [entry for entry in desk.calls.sheet(number).history if entry.undo_of]
