"""Activities written down, changed, done, followed up: on calls, with customers, about cards and contracts."""

from datetime import timedelta

import pytest

from svc_tui.errors import BadUsage, Conflict, NotFound, Refused, SvcError
from svc_tui.services.activities.service import Activities
from svc_tui.services.company.lists import Lists
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def acts(desk: Desk) -> Activities:
    return Activities(desk.context)


def test_what_was_said_without_a_call_stands_with_its_customer(desk: Desk, acts: Activities) -> None:
    number = acts.new({"kind": "phone", "customer": "c1", "subject": "Asks for an offer"}).number
    row = acts.find(number)
    assert (row.customer, row.customer_name, row.who, row.closed) == (
        "C1",
        "Lavanderia Bianchi",
        "anna",
        True,
    )
    assert row.starts_at == row.closed_at == MONDAY_9
    assert [entry.event for entry in acts.sheet(number).history] == ["created"]


def test_a_card_and_a_contract_bring_their_customer(acts: Activities) -> None:
    card = acts.new({"equipment": "SN-000931", "subject": "Looked at it"}).number
    contract = acts.new(
        {"contract": "K-58", "subject": "Renewal talk", "kind": "meeting", "starts_at": "fri 10"}
    ).number
    assert [acts.find(each).customer for each in (card, contract)] == ["C1", "C1"]
    found = acts.find(contract)
    assert found.contract == 58
    assert not found.closed
    assert found.ends_at is not None
    assert found.starts_at is not None
    assert found.ends_at - found.starts_at == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"subject": ""}, Refused, "needs its line"),
        ({}, BadUsage, "KEY=VALUE"),
        (
            {"subject": "x", "starts_at": "fri 10", "ends_at": "fri 9"},
            Refused,
            "ends_at: it ends before it begins",
        ),
        ({"subject": "x", "ends_at": "fri 9"}, Refused, "starts_at: it has an end"),
        ({"subject": "x", "length": "30m"}, Refused, "starts_at"),
        ({"subject": "x", "remind_at": "2026-03-01 09:00"}, Refused, "lies in the past"),
        ({"subject": "x", "remind_at": "+2h", "who": ""}, Refused, "nobody can be reminded"),
        ({"subject": "x", "starts_at": "soonish"}, Refused, "starts_at: soonish is not a time"),
        ({"subject": "x", "who": "anan"}, NotFound, "Did you mean anna"),
        ({"subject": "x", "who": "gone"}, Refused, "not active"),
        ({"subject": "x", "customer": "C9"}, NotFound, "no customer C9"),
        ({"subject": "x", "type": "Visit"}, Refused, "activity_type has no value Visit"),
        ({"subject": "x", "topic": "Visit"}, Refused, "activity_topic has no value Visit"),
        ({"subject": "x", "kind": "fax"}, Refused, "there is no fax"),
        ({"subject": "x", "call": "77"}, NotFound, "no call 77"),
        ({"subject": "x", "equipment": "999"}, NotFound, "999"),
        ({"subject": "x", "contract": "K-9"}, NotFound, "9"),
        ({"subject": "x", "contract": "58", "customer": "C2"}, Refused, "K-58 is of customer C1, not of C2"),
        ({"subject": "x", "follows": "12"}, NotFound, "no activity 12"),
        (
            {"subject": "x", "kind": "phone", "closed": "yes", "starts_at": "2026-03-05 09:00"},
            Refused,
            "past",
        ),
        ({"subject": "x", "recurrence": "weekly"}, Refused, "needs its first time"),
        (
            {"subject": "x", "recurrence": "now and then", "starts_at": "fri 9"},
            Refused,
            "no way to come back",
        ),
        ({"subject": "x", "sujbect": "y"}, BadUsage, "subject"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_cure_and_leaves_nothing(
    acts: Activities, values: dict[str, str], error: type[SvcError], said: str
) -> None:
    with pytest.raises(error, match=said):
        acts.new(values)
    assert not acts.ids("is:any").ids


def test_sc_16_a_call_back_answers_at_the_instant_at_which_it_was(desk: Desk, acts: Activities) -> None:
    call = desk.open_call()
    desk.later(hours=2)
    acts.new({"call": call, "kind": "phone", "subject": "Phoned", "closed": "yes", "starts_at": "9:30"})
    assert desk.row(call)["responded_at"] == MONDAY_9 + timedelta(minutes=30)
    other = desk.open_call()
    number = acts.new({"call": other, "kind": "phone", "subject": "Call back", "closed": "no"}).number
    assert desk.row(other)["responded_at"] is None
    desk.later(hours=1)
    acts.done(number, desk.time - timedelta(minutes=20))
    assert desk.row(other)["responded_at"] == desk.time - timedelta(minutes=20)
    assert desk.row(other)["responder"] == "anna"


def test_sc_16_what_was_before_the_report_or_is_to_come_answers_nothing(desk: Desk, acts: Activities) -> None:
    call = desk.open_call()
    desk.later(hours=1)
    number = acts.new({"call": call, "kind": "phone", "subject": "Call back", "closed": "no"}).number
    with pytest.raises(Refused, match="before it was reported"):
        acts.done(number, MONDAY_9 - timedelta(hours=1))
    with pytest.raises(Refused, match="future"):
        acts.done(number, desk.time + timedelta(hours=1))
    assert not acts.find(number).closed
    for kind in ("task", "note", "other", "campaign"):
        acts.new({"call": call, "kind": kind, "subject": "x", "closed": "yes"})
    assert desk.row(call)["responded_at"] is None


def test_sc_23_closing_warns_of_what_is_still_to_do(desk: Desk, acts: Activities) -> None:
    call = desk.open_call()
    acts.new({"call": call, "kind": "task", "subject": "Order the seal"})
    desk.calls.take([call])
    assert any("open activity" in each.text for each in desk.calls.close([call], "Seal changed").warnings)


def test_sc_24_an_activity_belongs_to_one_call(desk: Desk, acts: Activities) -> None:
    first, second = desk.open_call(), desk.open_call()
    number = acts.new({"call": first, "kind": "task", "subject": "Order"}).number
    with pytest.raises(Refused, match="to one only"):
        acts.set([number], {"call": second})
    free = acts.new({"customer": "C1", "kind": "task", "subject": "Order"}).number
    acts.set([free], {"call": second})
    assert acts.find(free).call == second
    assert ("task", None, "Order") in desk.events(second)


def test_ac_01_what_is_done_is_locked_until_it_is_reopened(desk: Desk, acts: Activities) -> None:
    number = acts.new({"subject": "Said so", "customer": "C1"}).number
    with pytest.raises(Refused, match="read-only"):
        acts.set([number], {"subject": "x"})
    with pytest.raises(Refused, match="read-only"):
        acts.delete(number)
    acts.set([number], {"closed": "no", "subject": "Said otherwise"})
    assert acts.find(number).subject == "Said otherwise"
    assert not acts.find(number).closed
    desk.undo.undo()
    assert acts.find(number).subject == "Said so"
    assert acts.find(number).closed


def test_two_editors_meet_by_version(acts: Activities) -> None:
    number = acts.new({"subject": "Order", "kind": "task"}).number
    version = acts.find(number).version
    acts.set([number], {"who": "bruno"})
    with pytest.raises(Conflict):
        acts.set([number], {"subject": "Order two"}, if_version=version)
    acts.set([number], {"subject": "Order two"}, if_version=version, base={"subject": "Order"})
    assert (acts.find(number).who, acts.find(number).subject) == ("bruno", "Order two")


def test_a_follow_up_points_back_and_is_prefilled(desk: Desk, acts: Activities) -> None:
    call = desk.open_call()
    first = acts.new(
        {"call": call, "kind": "phone", "subject": "Phoned", "contact": "Maria", "who": "bruno"}
    ).number
    second = acts.follow_up(first, {"starts_at": "tomorrow 9", "remind_at": "15m before"}).number
    row = acts.find(second)
    assert (row.follows, row.call, row.customer, row.contact, row.who) == (
        first,
        call,
        "C1",
        "Maria",
        "bruno",
    )
    assert not row.closed
    assert row.starts_at is not None
    assert row.remind_at == row.starts_at - timedelta(minutes=15)
    assert [each.number for each in acts.sheet(first).links] == [second]
    note = acts.new({"subject": "Noted", "customer": "C2"}).number
    assert acts.find(acts.follow_up(note).number).kind == "task"


def test_an_end_and_a_reminder_move_with_the_beginning(acts: Activities) -> None:
    number = acts.new(
        {
            "kind": "meeting",
            "subject": "Talk",
            "starts_at": "fri 10",
            "length": "1h",
            "remind_at": "2h before",
        }
    ).number
    acts.set([number], {"starts_at": "2026-03-09 14:00"})
    row = acts.find(number)
    assert row.starts_at
    assert row.ends_at
    assert row.remind_at
    assert (row.ends_at - row.starts_at, row.starts_at - row.remind_at) == (
        timedelta(hours=1),
        timedelta(hours=2),
    )
    with pytest.raises(Refused, match="ends before"):
        acts.set([number], {"ends_at": "2026-03-09 9:00"})


def test_many_at_once_have_a_result_each_and_one_undo(desk: Desk, acts: Activities) -> None:
    numbers = [acts.new({"subject": f"Task {n}", "kind": "task"}).number for n in range(3)]
    acts.done(numbers[0])
    outcomes = acts.done(numbers)
    assert [outcome.done for outcome in outcomes.outcomes] == [False, True, True]
    desk.undo.undo()
    assert [acts.find(number).closed for number in numbers] == [True, False, False]


def test_list_values_are_those_of_the_set_up_and_follow_a_rename(desk: Desk, acts: Activities) -> None:
    lists = Lists(desk.context)
    lists.new("activity_type", {"name": "Visit"})
    lists.new("activity_topic", {"name": "Renewal"})
    number = acts.new({"subject": "x", "type": "visit", "topic": "renewal"}).number
    assert (acts.find(number).type, acts.find(number).topic) == ("Visit", "Renewal")
    lists.set("activity_type", "Visit", {"name": "On site"})
    assert acts.find(number).type == "On site"
    with pytest.raises(Refused, match="is used by 1 record"):
        lists.remove("activity_type", "On site")
    lists.set("activity_topic", "Renewal", {"active": "no"})
    with pytest.raises(Refused, match="no longer used"):
        acts.new({"subject": "x", "topic": "Renewal"})


def test_the_filter_speaks_of_calls_people_customers_and_time(desk: Desk, acts: Activities) -> None:
    call = desk.open_call()
    late = acts.new(
        {"call": call, "kind": "task", "subject": "Order the seal", "starts_at": "11:00", "closed": "no"}
    ).number
    other = acts.new(
        {"customer": "C2", "kind": "meeting", "subject": "Offer", "starts_at": "fri 10", "who": "bruno"}
    ).number
    said = acts.new({"contract": "58", "kind": "phone", "subject": "Renewal", "closed": "yes"}).number
    desk.later(hours=4)

    def found(text: str) -> list[int]:
        return [row.number for row in acts.all_rows(text)]

    assert found("") == [late, other]
    assert found("is:any") == [late, other, said]
    assert found("is:closed") == [said]
    assert found("is:overdue") == [late]
    assert found("is:today") == [late]
    assert found("is:mine is:any") == [late, said]
    assert found(f"call:{call}") == [late]
    assert found("no:call is:any") == [other, said]
    assert found("customer:aurora") == [other]
    assert found("contract:K-58 is:any") == [said]
    assert found("kind:phone,meeting is:any sort:-number") == [said, other]
    assert found("who:bruno starts_at:<=eow") == [other]
    assert found("seal") == [late]
    assert found("bianchi is:any") == [late, said]
    assert found("genere:riunione chi:bruno") == [other]
    assert found("e:aperta") == [late, other]


def test_another_change_leaves_a_call_alone_whose_customer_is_another_one_by_now(
    desk: Desk, acts: Activities
) -> None:
    call = desk.open_call()
    number = acts.new({"call": call, "kind": "task", "subject": "Order"}).number
    desk.change("activity", 1, customer="C2")  # as an import may have left it
    acts.set([number], {"kind": "telefonata", "priority": "alta"})
    row = acts.find(number)
    assert (row.kind, row.priority, row.customer) == ("phone", "high", "C2")


def test_open_ones_are_found_by_their_index(desk: Desk, acts: Activities) -> None:
    with desk.store.read() as session:
        query = (
            "EXPLAIN QUERY PLAN SELECT id FROM activity WHERE closed = 0 AND who IS NOT NULL AND who = 'anna'"
        )
        plan = str(session.connection().exec_driver_sql(query).all())
    assert "activity_open" in plan
