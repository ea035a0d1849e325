"""Calls sent by rules: when they are made, by hand and by an import; what people have set is left to them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.errors import Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.snippets import Macros
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.queues.routing import Routing
from svc_tui.services.queues.rules import RoutingRules
from tests.amounts import many
from tests.services.desk import MONDAY_9, Desk, kept

TODAY = MONDAY_9.date()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    yield found
    found.store.close()


def rule(desk: Desk, name: str = "R", when: str = "", **steps: str) -> None:
    RoutingRules(desk.context).save(name, {"when": when, **steps})


def route(desk: Desk, *numbers: str, again: bool = False) -> list[str]:
    found = Routing(desk.context).route(numbers, again=again)
    return [str(outcome.note) for outcome in found.outcomes]


def where(desk: Desk, number: str) -> tuple[str | None, str | None, str]:
    row = desk.row(number)
    return row["queue"], row["assignee"], row["priority"]


def events(desk: Desk, number: str) -> list[tuple[str, str | None]]:
    return [(event, new) for event, _old, new in desk.events(number) if "due" not in event]


# --- a new call


def test_a_new_call_is_sent_by_the_first_rule_that_fits_and_its_history_names_it(desk: Desk) -> None:
    rule(desk, "Bar", "customer:C3", queue="SOUTH")
    rule(desk, "Laundry", "item_group:Laundry", queue="south", priority="high", tags="vip", follower="carla")
    rule(desk, "Rest", "", queue="NORTH")
    made = desk.calls.new({"serial": "SN-000931", "subject": "Stops"})
    number = made.outcomes[0].number
    assert where(desk, number) == ("SOUTH", None, "high")
    assert desk.row(number)["tags"] == " vip "
    assert desk.row(number)["reassigned"] == 0
    assert events(desk, number) == [
        ("created", number), ("routed", "Laundry"), ("moved", "SOUTH"), ("priority", "high"), ("changed", "vip"),
    ]  # fmt: skip
    assert str(made.warnings[0]) == f"{number} sent by Laundry to SOUTH"
    assert desk.calls.sheet(number).followers == ("carla",)
    desk.undo.undo()
    assert not desk.calls.exists(number)


def test_what_was_chosen_as_it_was_written_down_stays(desk: Desk) -> None:
    rule(desk, queue="SOUTH", priority="high")
    assert where(desk, desk.open_call(queue="NORTH")) == ("NORTH", None, "high")
    assert where(desk, desk.open_call(assignee="bruno", priority="medium")) == (None, "bruno", "medium")
    assert where(desk, desk.open_call(priority="low")) == ("SOUTH", None, "high")


def test_a_call_that_no_rule_fits_is_as_without_rules(desk: Desk) -> None:
    rule(desk, when="customer:C2", queue="SOUTH")
    number = desk.open_call()
    assert where(desk, number) == (None, "anna", "low")
    assert events(desk, number) == [("created", number)]


def test_words_of_the_new_call_are_searched_too(desk: Desk) -> None:
    rule(desk, when='leak OR "door sensor"', queue="SOUTH")
    assert where(desk, desk.open_call(subject="Leak at the inlet"))[0] == "SOUTH"
    assert where(desk, desk.open_call(description="The door sensor blinks"))[0] == "SOUTH"
    assert where(desk, desk.open_call(subject="Door"))[0] is None
    assert not desk.store.problems()


def test_a_rule_that_has_gone_bad_leaves_the_call_as_it_was_typed_and_says_so(desk: Desk) -> None:
    rule(desk, priority="high", queue="SOUTH")
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        south = find_id(session, "queue", "code", "SOUTH")
    desk.change("queue", south or 0, inactive=True)
    made = desk.calls.new({"serial": "SN-000931", "subject": "Stops"})
    assert where(desk, made.outcomes[0].number) == (None, "anna", "low")
    assert events(desk, made.outcomes[0].number) == [("created", made.outcomes[0].number)]
    assert str(made.warnings[0]) == (
        "Rule R was not done: The queue SOUTH is inactive. Choose another, or activate it in the set-up."
    )


def test_a_rule_that_is_off_is_not_tried_and_a_change_of_rules_counts_at_once(desk: Desk) -> None:
    rule(desk, queue="SOUTH")
    assert where(desk, desk.open_call())[0] == "SOUTH"
    other = RoutingRules(desk.as_person("bruno").context)
    other.save("R", {"active": "no"})
    assert where(desk, desk.open_call())[0] is None
    other.save("R", {"active": "yes", "queue": "NORTH"})
    assert where(desk, desk.open_call())[0] == "NORTH"


def test_without_rules_a_new_call_costs_no_statement_more(desk: Desk) -> None:
    from sqlalchemy import event

    said: list[str] = []
    desk.open_call()
    event.listen(desk.store.engine, "before_cursor_execute", lambda *words: said.append(words[2]))
    desk.open_call(serial="SN-000936")
    assert said
    assert not [text for text in said if "FROM routing_rule" in text]


# --- to a person


def test_to_a_person_in_turn_least_loaded_and_who_knows(desk: Desk) -> None:
    for person in ("bruno", "carla"):
        desk.add("queue_member", queue="SOUTH", person=person)
    rule(desk, queue="SOUTH", person="round robin")
    given = []
    for _ in range(4):
        given.append(where(desk, desk.open_call())[1])
        desk.later(minutes=1)
    assert given == ["bruno", "carla", "bruno", "carla"]
    rule(desk, person="least loaded")
    desk.calls.assign(["10001"], "carla")
    assert where(desk, desk.open_call())[1] == "bruno"
    rule(desk, person="knows")
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        carla = find_id(session, "person", "code", "carla")
    desk.change("person", carla or 0, skills=["laundry"])
    desk.calls.assign(["10003", "10002"], "carla")
    assert where(desk, desk.open_call())[1] == "carla"


def test_who_is_away_or_inactive_is_passed_over_and_where_nobody_is_there_it_waits(desk: Desk) -> None:
    desk.add("queue_member", queue="SOUTH", person="bruno", absent_from=TODAY, absent_to=TODAY)
    desk.add("queue_member", queue="SOUTH", person="gone")
    desk.add("queue_member", queue="SOUTH", person="carla")
    rule(desk, queue="SOUTH", person="round robin")
    assert where(desk, desk.open_call())[1] == "carla"
    with desk.store.read() as session:
        from svc_tui.storage.queues.rows import member_id

        carla = member_id(session=session, queue="SOUTH", person="carla")
    desk.change("queue_member", carla or 0, absent_from=TODAY, absent_to=TODAY + timedelta(days=3))
    made = desk.calls.new({"serial": "SN-000936", "subject": "Stops"})
    assert where(desk, made.outcomes[0].number) == ("SOUTH", None, "low")
    assert str(made.warnings[0]) == f"{made.outcomes[0].number} waits in SOUTH: nobody of it is there, says R"


def test_in_the_queue_that_was_chosen_a_rule_may_choose_the_person(desk: Desk) -> None:
    rule(desk, when="queue:NORTH", person="least loaded")
    assert where(desk, desk.open_call(queue="NORTH")) == ("NORTH", "anna", "low")


# --- by hand


def test_by_hand_one_act_an_outcome_for_each_one_undo(desk: Desk) -> None:
    washer, hotel, closed = desk.open_call(), desk.open_call(serial="SN-000936"), desk.open_call()
    desk.calls.close([closed], "Done")
    rule(desk, "Laundry", "customer:C1", queue="SOUTH", priority="high")
    assert route(desk, washer, hotel, closed) == [
        f"{washer} sent by Laundry to SOUTH", f"{hotel}: no rule fits",
        str(Routing(desk.context).route([closed, hotel]).refused[0].note),
    ]  # fmt: skip
    assert where(desk, washer) == ("SOUTH", None, "high")
    other = desk.open_call(queue="NORTH")
    told = Routing(desk.context).route([washer, hotel, other])
    assert told.say() == "1 call sent: Laundry 1; as they were: 2"
    desk.undo.undo()
    desk.undo.undo()
    assert route(desk, washer) == [f"{washer}: Laundry changes nothing"]
    assert events(desk, washer).count(("routed", "Laundry")) == 1
    desk.undo.undo()
    assert where(desk, washer) == (None, "anna", "low")


def test_without_a_rule_it_says_how_to_write_one(desk: Desk) -> None:
    with pytest.raises(Refused, match="There is no rule to route by"):
        route(desk, desk.open_call())


def test_what_a_person_set_since_is_left_and_told_unless_again(desk: Desk) -> None:
    rule(desk, queue="SOUTH", priority="high")
    number = desk.open_call()
    desk.as_person("bruno").move([number], "NORTH")
    desk.as_person("bruno").priority([number], "medium")
    assert route(desk, number) == [f"{number}: R leaves queue, priority, which bruno set"]
    assert where(desk, number) == ("NORTH", None, "medium")
    assert route(desk, number, again=True) == [f"{number} sent by R to SOUTH"]
    assert where(desk, number) == ("SOUTH", None, "high")


def test_who_took_a_call_keeps_it_where_only_its_queue_is_the_rules(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    desk.as_person("bruno").take([number])
    rule(desk, queue="SOUTH")
    assert route(desk, number) == [f"{number} sent by R to SOUTH"]
    assert where(desk, number) == ("SOUTH", "bruno", "low")


def test_an_undo_of_what_a_rule_did_is_a_persons_word_too(desk: Desk) -> None:
    number = desk.open_call()
    rule(desk, queue="SOUTH")
    route(desk, number)
    desk.undo.undo()
    assert route(desk, number) == [f"{number}: R leaves queue, which anna set"]


def test_what_an_escalation_did_is_left_too(desk: Desk) -> None:
    rule(desk, queue="SOUTH")
    number = desk.open_call()
    with desk.store.write(who="svc-tui", at=desk.time, undoable=False) as unit:
        OpenCall(unit, desk.context, number).move("NORTH")
    assert route(desk, number) == [f"{number}: R leaves queue, which svc-tui set"]


def test_a_macro_of_a_rule_is_done_once_and_leaves_what_people_hold(desk: Desk) -> None:
    Macros(desk.context).save("Hello", [("note", "Called"), ("technician", "bruno"), ("queue", "SOUTH")])
    number = desk.open_call()
    desk.calls.technician([number], "carla")
    rule(desk, macro="Hello")
    assert route(desk, number) == [f"{number} sent by R to SOUTH"]
    assert desk.row(number)["technician"] == "carla"
    assert route(desk, number) == [f"{number}: R changes nothing"]
    assert len(desk.calls.sheet(number).activities) == 1


def staffed(desk: Desk) -> None:
    """Two queues with somebody in them, and types of calls."""
    for name in ("Repair", "Maintenance"):
        desk.add("list_entry", list="type", name=name)
    desk.add("queue_member", queue="SOUTH", person="carla")
    desk.add("queue_member", queue="NORTH", person="bruno")


ACTS = {
    "queue": lambda calls, number, at: calls.move([number], ("NORTH", "SOUTH", None)[at % 3]),
    "assignee": lambda calls, number, at: calls.assign([number], ("anna", "bruno", "carla", None)[at % 4]),
    "priority": lambda calls, number, at: calls.priority([number], ("low", "medium", "high")[at % 3]),
    "tags": lambda calls, number, at: calls.set([number], {"tags": ("vip", "", "a b")[at % 3]}),
    "type": lambda calls, number, at: calls.set([number], {"type": ("Repair", "", "Maintenance")[at % 3]}),
}
STEPS = st.fixed_dictionaries(
    {},
    optional={
        "queue": st.sampled_from(["NORTH", "SOUTH"]), "priority": st.sampled_from(["low", "high"]),
        "person": st.sampled_from(["bruno", "round robin", "least loaded"]), "tags": st.just("vip z"),
        "type": st.just("Repair"),
    },
).filter(bool)  # fmt: skip
DEEDS = st.lists(
    st.tuples(st.sampled_from([*ACTS, "route", "undo"]), st.integers(0, 11)), min_size=1, max_size=6
)


@settings(max_examples=many(12), deadline=None)
@given(steps=STEPS, deeds=DEEDS)
def test_a_rule_never_undoes_a_later_change_by_a_person(
    tmp_path_factory: pytest.TempPathFactory, steps: dict[str, str], deeds: list[tuple[str, int]]
) -> None:
    """Whatever people and rules do in turn: a field that a person set last is as he set it after each rule."""
    desk = Desk(tmp_path_factory.mktemp("law") / "desk.db", like=kept(staffed))
    rule(desk, **steps)
    number = desk.open_call()
    bruno, theirs = desk.as_person("bruno"), set[str]()
    for name, at in deeds:
        before = desk.row(number)
        if name == "undo":
            try:
                desk.undo.undo()
            except Refused:
                continue
            if not desk.calls.exists(number):
                break
        elif name == "route":
            route(desk, number)
            after = desk.row(number)
            assert {each: after[each] for each in theirs} == {each: before[each] for each in theirs}
            continue
        else:
            ACTS[name](bruno, number, at)
        after = desk.row(number)
        theirs |= {each for each in ACTS if after[each] != before[each]}
    desk.store.close()


# --- tried, planned, imported


def test_rules_are_tried_on_past_calls_and_nothing_is_written(desk: Desk) -> None:
    first, hotel = desk.open_call(), desk.open_call(serial="SN-000936")
    done = desk.open_call(queue="SOUTH")
    desk.calls.assign([done], "anna")
    desk.calls.close([done], "Done")
    rule(desk, "Laundry", "customer:C1", queue="SOUTH")
    seq, size = desk.store.change_seq(), desk.store.path.read_bytes()
    tried = Routing(desk.context).tried()
    assert str(tried.say()) == "would have moved 1 of the last 3; already so: 1"
    assert [(each.call.number, each.rule, each.moves) for each in tried.calls] == [
        (done, "Laundry", ()), (first, "Laundry", ("queue",)),
    ]  # fmt: skip
    assert [each.number for each in Routing(desk.context).planned([first, hotel]) if each.fields] == [first]
    assert str(Routing(desk.context).tried(last=2).say()) == "would have moved 0 of the last 2; already so: 1"
    assert (desk.store.change_seq(), desk.store.path.read_bytes()) == (seq, size)
    assert [where(desk, each)[0] for each in (first, hotel, done)] == [None, None, "SOUTH"]


def test_a_rule_that_finds_a_person_is_tried_as_moving_who_has_nobody(desk: Desk) -> None:
    given, free = desk.open_call(assignee="anna"), desk.open_call(queue="NORTH", assignee="")
    rule(desk, "Least", person="least loaded")
    tried = Routing(desk.context).tried()
    assert {each.call.number: each.moves for each in tried.calls} == {given: (), free: ("assignee",)}


def test_an_import_routes_its_new_calls_on_wish_but_for_what_the_file_says(desk: Desk) -> None:
    known = desk.open_call()
    rule(desk, "Bar", "customer:C3", queue="SOUTH", priority="high")
    rows = [
        {
            "kind": "call",
            "number": "501",
            "customer": "C3",
            "subject": "Cold",
            "reported_at": "2026-03-01T08:00:00Z",
        },
        {"kind": "call", "number": "502", "customer": "C3", "subject": "Hot", "queue": "NORTH"},
        {"kind": "call", "number": "503", "customer": "C3", "subject": "Gone", "status": "Closed"},
        {"kind": "call", "number": known, "customer": "C1", "subject": "Other"},
    ]
    path = desk.store.path.with_name("calls.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    tried = Importing(desk.context).run([path], route=True, dry_run=True)
    assert dict(tried.routed) == {"Bar": 2}
    report = Importing(desk.context).run([path], route=True)
    assert (report.rejected, dict(report.routed)) == (0, {"Bar": 2})
    assert [where(desk, each)[::2] for each in ("501", "502", "503")] == [
        ("SOUTH", "high"), ("NORTH", "high"), (None, "low"),
    ]  # fmt: skip
    assert ("routed", "Bar") in events(desk, "501")
    assert route(desk, "501") == ["501: Bar changes nothing"]
    desk.calls.priority(["501"], "low")
    assert route(desk, "501") == ["501: Bar leaves priority, which anna set"]
    assert not desk.store.problems()


def test_an_import_that_was_not_asked_to_routes_nothing(desk: Desk) -> None:
    rule(desk, queue="SOUTH")
    path = desk.store.path.with_name("calls.jsonl")
    path.write_text(
        '{"kind": "call", "number": "501", "customer": "C3", "subject": "Cold"}\n', encoding="utf-8"
    )
    Importing(desk.context).run([path])
    assert where(desk, "501")[0] is None
