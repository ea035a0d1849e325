"""Opportunities raised from a call, a card, a contract: with what it knows, each once, told on both sides."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.billing.prices import PriceRecords
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.merging import CustomerMerge
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.history import History
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.services.sales.raising import AlreadyRaised
from svc_tui.services.sales.service import Opportunities
from tests.services.billing.priced import priced
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


@pytest.fixture
def sales(desk: Desk) -> Opportunities:
    return Opportunities(desk.context)


def test_a_call_gives_its_customer_contact_item_and_words(desk: Desk, sales: Opportunities) -> None:
    call = desk.open_call(contact="Rosa", description="The drum is worn out.", territory="North")
    row: Any = sales.find(sales.raise_from("call", f"#{call}", {"amount": "1200"}).number)
    assert (row.name, row.customer, row.contact, row.item) == ("Stops after warm-up", "C1", "Rosa", "WSH-40")
    assert (row.remarks, row.territory, row.amount) == ("The drum is worn out.", "North", 1200)
    assert [str(each) for each in row.origin] == [f"call:{call}"]
    assert [each.number for each in desk.calls.sheet(call).opportunities] == [row.number]
    assert ("changed", None, str(row.number)) in desk.events(call)


def test_a_card_gives_its_unit_and_a_contract_its_value_and_end(desk: Desk, sales: Opportunities) -> None:
    card = sales.find(sales.raise_from("equipment", "311", {"amount": "9800", "name": "Two washers"}).number)
    assert (card.name, card.customer, card.item) == ("Two washers", "C1", "WSH-40")
    assert sales.proposal("equipment", 312)["name"] == "Washer 40 kg SN-000932"
    Contracts(desk.context).hold(["58"])
    Contracts(desk.context).set(["58"], {"value": "1470", "owner": "bruno", "description": "Full service"})
    kept: Any = sales.find(sales.raise_from("contract", "K-58").number)
    assert (kept.name, kept.amount, kept.owner) == ("K-58 Full service", 1470, "bruno")
    assert kept.closes_on == date(2026, 12, 31)
    assert [each.number for each in Contracts(desk.context).sheet(58).opportunities] == [kept.number]
    assert [each.number for each in EquipmentCards(desk.context).sheet("311").opportunities] == [card.number]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, (Decimal("807.50"), "EUR")),  # 950 less 15 %
        ({"amount": "700"}, (700, "EUR")),
        ({"customer": "c3"}, (Decimal("900.55"), "CHF")),  # of the list of who is to buy it
        ({"item": "pmp-9"}, None),
        ({"currency": "USD"}, None),
    ],
)
def test_a_call_proposes_what_its_item_costs_the_customer(
    desk: Desk, sales: Opportunities, typed: dict[str, str], expected: tuple[Decimal, str] | None
) -> None:
    priced(desk)
    PriceRecords(desk.context).set("SWISS", "WSH-40", "900.55")
    Customers(desk.context).set("C1", {"discount": "15"})
    call = desk.open_call()
    proposed = sales.proposal("call", call)
    assert (proposed["amount"], proposed["currency"]) == (Decimal("807.50"), "EUR")
    if expected is None:
        with pytest.raises(Refused, match="needs its amount"):
            sales.raise_from("call", call, typed)
        return
    written = sales.raise_from("call", call, typed)
    row: Any = sales.find(written.number)
    assert (row.amount, row.currency) == expected
    assert len(written.warnings) == ("amount" not in typed)  # it is told which price was taken


def test_what_it_does_not_know_must_be_typed(desk: Desk, sales: Opportunities) -> None:
    with pytest.raises(Refused, match="needs its amount"):
        sales.raise_from("call", desk.open_call())
    for kind, key in (("call", "99"), ("equipment", "99"), ("contract", "K-99"), ("contract", "x")):
        with pytest.raises(NotFound):
            sales.raise_from(kind, key, {"amount": "1"})
    assert len(sales.ids("is:any").ids) == 0


def test_a_twin_is_refused_by_who_raised_it_and_when(desk: Desk, sales: Opportunities) -> None:
    call = desk.open_call()
    first = sales.raise_from("call", call, {"amount": "1200"}).number
    desk.later(days=40)
    with pytest.raises(AlreadyRaised) as error:
        sales.raise_from("call", call, {"amount": "1300"})
    assert error.value.number == first
    assert error.value.text().startswith(
        "Already raised by anna on 2 Mar, as opportunity 1: Stops after warm-up."
    )
    found = sales.already("call", call)
    assert found is not None
    assert found.number == first
    sales.win(first)
    with pytest.raises(AlreadyRaised):
        sales.raise_from("call", call, {"amount": "1300"})
    second = sales.raise_from("call", call, {"amount": "1300"}, again=True).number
    assert [each.number for each in sales.raised_from("call", call)] == [second, first]
    sales.lose(second)
    sales.reopen(first)
    sales.lose(first)
    assert sales.already("call", call) is None  # what was lost stands in nobody's way
    sales.raise_from("call", call, {"amount": "1300"})


def test_one_undo_takes_it_back_on_both_sides(desk: Desk, sales: Opportunities) -> None:
    call = desk.open_call()
    sales.raise_from("call", call, {"amount": "1200", "origin": "equipment:311"})
    assert len(sales.raised_from("equipment", 311)) == 1
    desk.undo.undo()
    assert sales.raised_from("call", call) == () == sales.raised_from("equipment", 311)
    assert len(sales.ids("is:any").ids) == 0


def test_origins_may_be_several_and_are_found_as_they_are_stored(desk: Desk, sales: Opportunities) -> None:
    call = desk.open_call()
    number = sales.new(
        {"name": "x", "customer": "C1", "amount": "1", "origin": f"call:#{call} contratto:k-58"}
    ).number
    assert [str(each) for each in sales.find(number).origin] == [f"call:{call}", "contract:58"]
    sales.set(number, {"origin": f"card:311, call:{call}"})
    assert [str(each) for each in sales.find(number).origin] == [f"call:{call}", "equipment:311"]
    history = [(each.field, each.old, each.new) for each in History(desk.context).of("opportunity", number)]
    assert ("origin", "contract:58", None) in history
    assert ("origin", None, "equipment:311") in history
    with pytest.raises(NotFound):
        sales.set(number, {"origin": "call:77"})


def test_a_merged_call_leads_to_the_one_that_stayed(desk: Desk, sales: Opportunities) -> None:
    stays, gone = desk.open_call(), desk.open_call()
    desk.calls.merge([gone], stays)
    number = sales.raise_from("call", gone, {"amount": "1"}).number
    assert [str(each) for each in sales.find(number).origin] == [f"call:{stays}"]


def test_what_was_raised_from_a_call_goes_with_it_into_another(desk: Desk, sales: Opportunities) -> None:
    stays, gone = desk.open_call(), desk.open_call()
    alone = sales.raise_from("call", gone, {"amount": "1", "origin": "equipment:311"}).number
    both = sales.raise_from("call", gone, {"amount": "2", "origin": f"call:{stays}"}, again=True).number
    mine = sales.raise_from("call", stays, {"amount": "3"}, again=True).number
    before = {each: sales.find(each) for each in (alone, both, mine)}
    desk.calls.merge([gone], stays)
    assert [each.number for each in desk.calls.sheet(stays).opportunities] == [mine, both, alone]
    assert desk.calls.sheet(gone).opportunities == ()
    assert {str(each) for each in sales.find(alone).origin} == {f"call:{stays}", "equipment:311"}
    assert [str(each) for each in sales.find(both).origin] == [f"call:{stays}"]
    assert len(sales.ids(f"call:{stays} is:any").ids) == 3
    history = [(each.field, each.old, each.new) for each in History(desk.context).of("opportunity", alone)]
    assert ("origin", f"call:{gone}", f"call:{stays}") in history
    assert ("changed", None, str(alone)) in desk.events(stays)
    with pytest.raises(AlreadyRaised):
        sales.raise_from("call", stays, {"amount": "4"})
    assert sales.find(alone).version > before[alone].version  # an open list shows it
    desk.undo.undo()
    assert {each: sales.find(each).origin for each in before} == {
        each: row.origin for each, row in before.items()
    }
    assert [each.number for each in desk.calls.sheet(gone).opportunities] == [both, alone]


def test_an_amount_of_the_contract_is_of_the_companys_currency(desk: Desk, sales: Opportunities) -> None:
    Contracts(desk.context).hold(["58"])
    Contracts(desk.context).set(["58"], {"value": "1470.50"})
    assert sales.proposal("contract", 58)["amount"] == Decimal("1470.50")
    with pytest.raises(Refused, match="needs its amount"):
        sales.raise_from("contract", 58, {"currency": "JPY"})


def test_customers_who_are_one_now_bring_their_opportunities(desk: Desk, sales: Opportunities) -> None:
    number = sales.new({"name": "x", "customer": "C3", "amount": "1"}).number
    CustomerMerge(desk.context).merge(["C3"], "C2")
    assert sales.find(number).customer == "C2"
    assert Customers(desk.context).find("C2").row.code == "C2"
