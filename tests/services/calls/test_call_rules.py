"""The rules SC-01 to SC-30 of a service call, each by its id, through the services on a real store."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from svc_tui.errors import NotFound, Refused, SvcError
from svc_tui.services.company.customers import Customers
from tests.services.desk import MONDAY_9, Desk


def refusal(error: "pytest.ExceptionInfo[SvcError]") -> str:
    return str(error.value)


@pytest.mark.parametrize(
    "values", [{"customer": "C1"}, {"customer": "C1", "subject": "  "}, {"subject": "Stops"}]
)
def test_sc_01_customer_and_subject_are_mandatory(desk: Desk, values: dict[str, str]) -> None:
    with pytest.raises(Refused):
        desk.calls.new(values)
    with desk.store.read() as session:
        assert session.execute(text("SELECT count(*) FROM call")).scalar() == 0


def test_sc_02_serial_belongs_to_the_customer(desk: Desk) -> None:
    with pytest.raises(Refused) as error:
        desk.open_call(customer="C2")
    assert "belongs to C1, not to C2" in refusal(error)
    desk.add("equipment_customer", equipment=311, customer="C2")
    assert desk.row(desk.open_call(customer="C2"))["customer"] == "C2"


@pytest.mark.parametrize(
    ("serial", "why"), [("SN-000933", "returned"), ("SN-000934", "terminated"), ("SN-000935", "lab")]
)
def test_sc_03_only_active_and_loaned_units(desk: Desk, serial: str, why: str) -> None:
    with pytest.raises(Refused) as error:
        desk.open_call(serial=serial)
    assert why in refusal(error)
    assert desk.row(desk.open_call(serial="SN-000932"))["equipment"] == 312


def test_sc_04_a_serial_fills_customer_item_group_and_contract(desk: Desk) -> None:
    row = desk.row(desk.open_call(serial="sn 931"))
    filled = ("customer", "customer_name", "item", "item_group", "contract", "equipment")
    assert [row[name] for name in filled] == ["C1", "Lavanderia Bianchi", "WSH-40", "Laundry", 58, 311]
    assert "Basement" in row["location"]


def test_sc_04_several_customers_are_offered(desk: Desk) -> None:
    desk.add("equipment_customer", equipment=311, customer="C3")
    desk.add("equipment_customer", equipment=311, customer="C1")
    assert desk.calls.propose({"serial": "SN-000931"}).customers == ["C1", "C3"]


def test_sc_05_one_serial_fills_the_other(desk: Desk) -> None:
    assert desk.row(desk.open_call())["manufacturer_serial"] == "MF-77-311"
    by_maker = desk.calls.new({"manufacturer_serial": "mf77311", "subject": "Leaks"}).outcomes[0].number
    assert desk.row(by_maker)["serial"] == "SN-000931"


def test_sc_06_no_card_warns_and_goes_on(desk: Desk) -> None:
    outcome = desk.calls.new({"customer": "C2", "serial": "??-1", "subject": "Noise"}).outcomes[0]
    assert outcome.done
    assert any("No equipment card" in str(warning) for warning in outcome.warnings)


def test_sc_07_item_without_valid_contract_warns(desk: Desk) -> None:
    outcome = desk.calls.new({"customer": "C2", "item": "WSH-40", "subject": "Noise"}).outcomes[0]
    assert [str(warning) for warning in outcome.warnings] == ["Not covered: no contract."]
    assert desk.row(outcome.number)["coverage_reason"] == "no contract"


def test_sc_08_credit_limit_warns(desk: Desk) -> None:
    desk.change("customer", 1, credit_limit="1000", balance="1000.01")
    warnings = desk.calls.propose({"serial": "SN-000931", "subject": "x"}).warnings
    assert any("credit limit" in str(warning) for warning in warnings)
    desk.change("customer", 1, balance="1000.00")
    assert desk.calls.propose({"serial": "SN-000931", "subject": "x"}).warnings == []


def test_sc_09_assignee_and_queue_exclude_each_other(desk: Desk) -> None:
    with pytest.raises(Refused) as error:
        desk.open_call(assignee="bruno", queue="NORTH")
    assert "not both" in refusal(error)


def test_sc_10_without_choice_the_opener_handles_it(desk: Desk) -> None:
    assert desk.row(desk.open_call())["assignee"] == "anna"
    queued = desk.row(desk.open_call(queue="north"))
    assert (queued["assignee"], queued["queue"]) == (None, "NORTH")


def test_sc_11_a_queued_call_is_taken_before_it_is_answered(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    for act in (desk.calls.respond, desk.calls.resolve, desk.calls.close):
        with pytest.raises(Refused) as error:
            act([number])
        assert "Take it first" in refusal(error)
    desk.calls.priority([number], "high")
    desk.calls.note([number], "Waits for a part")
    desk.calls.respond([number], take=True)
    assert desk.row(number)["assignee"] == "anna"


def test_sc_12_reassigning_tells_the_new_assignee(desk: Desk) -> None:
    number = desk.open_call()
    said = desk.calls.assign([number], "bruno").say()
    assert said == f"{number} given to bruno, was anna's"
    assert ("assigned", "anna", "bruno") in desk.events(number)
    with desk.store.read() as session:
        rows = session.execute(text("SELECT person, sender FROM message")).all()
    assert [tuple(row) for row in rows] == [("bruno", "anna")]
    assert desk.row(number)["reassigned"] == 1


@pytest.mark.parametrize(
    ("who", "why"), [("anna", "no technician role"), ("gone", "no longer active"), ("nobody", "no person")]
)
def test_sc_13_technician_has_the_role_and_is_active(desk: Desk, who: str, why: str) -> None:
    number = desk.open_call()
    with pytest.raises(SvcError) as error:
        desk.calls.technician([number], who)
    assert why in refusal(error)
    desk.calls.technician([number], "carla")
    assert desk.row(number)["technician"] == "carla"


def test_sc_14_inactive_values_cannot_be_chosen_but_stay(desk: Desk) -> None:
    entry = desk.add("list_entry", list="problem", name="Leak")
    number = desk.open_call(problem="leak")
    desk.change("list_entry", entry, active=False)
    with pytest.raises(Refused):
        desk.open_call(problem="Leak")
    desk.calls.set([number], {"problem": "Leak", "subject": "Still leaks"})
    assert desk.row(number)["subject"] == "Still leaks"


def test_sc_15_due_dates_come_from_the_contract(desk: Desk) -> None:
    row = desk.row(desk.open_call())
    assert row["respond_by"] == MONDAY_9 + timedelta(hours=4)
    assert row["resolve_by"] == MONDAY_9 + timedelta(days=1, hours=7)  # 9 h on Monday, 7 h on Tuesday
    assert row["next_due"] == row["respond_by"]


@pytest.mark.parametrize("how", ["phone", "meeting", "solution", "resolution"])
def test_sc_16_first_response_is_stamped_once(desk: Desk, how: str) -> None:
    number = desk.open_call()
    desk.calls.note([number], "internal", "note")
    desk.calls.note([number], "to be done", "task", closed=False)
    assert desk.row(number)["responded_at"] is None
    desk.later(hours=1)
    if how == "solution":
        desk.calls.attach_solution([number], 15)
    elif how == "resolution":
        desk.calls.set([number], {"resolution": "Reset"})
    else:
        desk.calls.note([number], "spoke to them", how)
    first = desk.row(number)["responded_at"]
    assert first == MONDAY_9 + timedelta(hours=1)
    desk.later(hours=1)
    desk.calls.note([number], "again", "phone")
    assert desk.row(number)["responded_at"] == first
    assert desk.row(number)["response_met"] is True


def test_sc_17_resolution_moves_until_closed(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.attach_solution([number], 15)
    desk.later(hours=1)
    desk.calls.set([number], {"resolution": "Replaced the sensor"})
    assert desk.row(number)["resolved_at"] == MONDAY_9 + timedelta(hours=2)
    desk.calls.close([number])
    desk.later(hours=1)
    desk.calls.set([number], {"resolution": "Replaced the door sensor"})
    assert desk.row(number)["resolved_at"] == MONDAY_9 + timedelta(hours=2)


def test_sc_18_without_outcome_the_resolution_is_open_again(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.attach_solution([number], 15)
    responded = desk.row(number)["responded_at"]
    desk.later(hours=1)
    desk.calls.detach_solution(number, 15)
    row = desk.row(number)
    assert (row["resolved_at"], row["responded_at"]) == (None, responded)
    # The hour in between counts as paused: 1 h used of 16 h, now Monday 11:00.
    assert row["resolve_by"] == MONDAY_9 + timedelta(days=1, hours=8)


def test_sc_19_contract_stays_after_the_response(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.set([number], {"contract": ""})
    assert desk.row(number)["resolve_by"] is None
    desk.calls.set([number], {"contract": "K-58"})
    assert desk.row(number)["resolve_by"] is not None
    desk.calls.respond([number])
    with pytest.raises(Refused) as error:
        desk.calls.set([number], {"contract": ""})
    assert "contract stays" in refusal(error)


def test_sc_20_closing_needs_a_solution_or_a_text(desk: Desk) -> None:
    number = desk.open_call()
    missing, _ = desk.calls.needs_to_close(number)
    assert len(missing) == 1
    with pytest.raises(Refused) as error:
        desk.calls.close([number])
    assert "neither a solution nor a resolution" in refusal(error)
    desk.later(minutes=5)
    desk.calls.close([number], "Reset the board")
    assert desk.row(number)["status"] == "Closed"


def test_sc_21_close_stamps_and_reopen_clears(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.close([number], "Reset")
    assert desk.row(number)["closed_at"] == desk.time
    desk.later(hours=1)
    desk.calls.reopen([number])
    row = desk.row(number)
    assert (row["closed_at"], row["reopened"], row["is_open"]) == (None, 1, True)
    assert any(event == "reopened" for event, _, _ in desk.events(number))


def test_sc_22_reported_lies_before_closed(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=2)
    desk.calls.close([number], "Reset")
    desk.later(hours=1)
    with pytest.raises(Refused):
        desk.calls.set([number], {"reported_at": desk.time - timedelta(minutes=5)})
    desk.calls.set([number], {"reported_at": MONDAY_9 + timedelta(minutes=30)})
    assert ("changed", "2026-03-02T08:00:00Z", "2026-03-02T08:30:00Z") in desk.events(number)


def test_a_call_is_not_reported_in_the_future(desk: Desk) -> None:
    for later, refused in ((0, False), (1, True)):
        values = {"customer": "C1", "subject": "x", "reported_at": desk.time + timedelta(seconds=later)}
        if refused:
            with pytest.raises(Refused, match="in the future"):
                desk.calls.new(values)
        else:
            assert desk.row(desk.calls.new(values).outcomes[0].number)


def test_calls_are_linked_once_and_never_to_themselves(desk: Desk) -> None:
    one, other, gone = desk.open_call(), desk.open_call(), desk.open_call()
    desk.calls.merge([gone], one)
    for target in (one, gone):
        with pytest.raises(Refused, match="cannot be linked to itself"):
            desk.calls.link(one, target)
    with pytest.raises(Refused, match="A link is one of"):
        desk.calls.link(one, other, "likes")
    with pytest.raises(NotFound):
        desk.calls.link(one, "999")
    desk.calls.link(one, other)
    for first, second in ((one, other), (other, one)):
        with pytest.raises(Refused, match="linked already"):
            desk.calls.link(first, second, "depends")
    assert [each.number for each in desk.calls.sheet(one).links].count(other) == 1


def test_a_call_names_a_card_that_is_there(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no equipment card 99999"):
        desk.calls.new({"equipment": 99999, "subject": "x"})


def test_sc_23_closing_with_open_tasks_warns(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "Order the seal", "task", closed=False)
    desk.later(hours=1)
    assert [str(warning) for warning in desk.calls.needs_to_close(number)[1]] == [
        f"{number} still has 1 open activity."
    ]
    outcome = desk.calls.close([number], "Reset").outcomes[0]
    assert len(outcome.warnings) == 1


def test_sc_24_an_activity_has_one_call(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call()
    desk.calls.note([first], "spoke", "phone")
    assert len(desk.calls.sheet(first).activities) == 1
    assert desk.calls.sheet(second).activities == ()


def test_sc_28_calls_are_never_deleted(desk: Desk) -> None:
    assert not [name for name in dir(desk.calls) if "delete" in name or "remove" in name]


def test_sc_29_another_open_call_for_the_unit_warns(desk: Desk) -> None:
    first = desk.open_call()
    outcome = desk.calls.new({"serial": "SN-000931", "subject": "Again"}).outcomes[0]
    assert any(first in str(warning) for warning in outcome.warnings)
    desk.later(hours=1)
    desk.calls.close([first, outcome.number], "Reset")
    assert desk.calls.propose({"serial": "SN-000931", "subject": "x"}).warnings == []


def test_sc_30_copies_never_write_back(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.set([number], {"phone": "+39 333 1", "customer_name": "Bianchi (night porter)"})
    customer = Customers(desk.context).find("C1").row
    assert (customer.name, customer.phone) == ("Lavanderia Bianchi", "+39 02 555 0101")


def test_an_unknown_number_says_so(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.calls.take(["99999"])
