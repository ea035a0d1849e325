"""From what service meets to a sale: one key, the amount, enter; what was raised before is offered, never doubled."""

from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import Refused
from svc_tui.screens.sales.raising import Typed, read
from svc_tui.services.billing.prices import PriceRecords
from svc_tui.services.company.customers import Customers
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.sales.service import Opportunities
from tests.screens.running import press, running, said, screen_text, write
from tests.services.billing.priced import priced
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(subject="Drum worn out", contact="Rosa")
    return desk


async def test_from_an_open_call_to_a_saved_opportunity_in_three_entries(desk: Desk) -> None:
    """`O`, the amount, enter: a call knows no price, so that somebody has to say what it would bring."""
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "enter")
        await press(pilot, "O")
        lines = await write(pilot, "1200")
        assert any("Drum worn out  WSH-40  C1  1,200.00 EUR" in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("Opportunity 1 raised from 10001: Drum worn out")
        assert any("1,200.00 EUR" in line for line in screen_text(pilot.app))
        await press(pilot, "'", "o")
        assert screen_text(pilot.app)[1].startswith(" 1  Drum worn out  Lavanderia")
        await press(pilot, "'", "o")
        assert screen_text(pilot.app)[1].startswith(" 10001")
    row = Opportunities(desk.context).find(1)
    assert (row.customer, row.contact, row.item, int(row.amount), row.stage) == (
        "C1",
        "Rosa",
        "WSH-40",
        1200,
        "Lead",
    )


async def test_a_call_proposes_what_its_item_costs_the_customer_and_another_amount_may_be_typed(
    desk: Desk,
) -> None:
    priced(desk)
    PriceRecords(desk.context).set("SWISS", "WSH-40", "900.50")
    Customers(desk.context).set("C1", {"price_list": "SWISS"})
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "O")
        assert any("Opportunity, amount" in line and "900.5 CHF" in line for line in lines)
        assert any("Drum worn out  WSH-40  C1  900.50 CHF" in line for line in lines)
        await press(pilot, "enter", "u", "O", *["backspace"] * 9)
        lines = await write(pilot, "1300")
        assert any("C1  1,300.00 EUR" in line for line in lines)
        await press(pilot, "enter")
    row: Any = Opportunities(desk.context).find(2)
    assert (row.amount, row.currency) == (1300, "EUR")


async def test_a_second_one_is_never_a_twin_unless_it_is_meant(desk: Desk) -> None:
    Opportunities(desk.context).raise_from("call", "10001", {"amount": "900"})
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "O")
        assert any("Already raised by anna on 2 Mar" in line for line in lines)
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" 1  Drum worn out")
        await press(pilot, "q", "O", "down", "enter")
        await write(pilot, "1500 New washer")
        await press(pilot, "enter")
        assert said(pilot).startswith("Opportunity 2 raised from 10001: New washer")
        await press(pilot, "u")
    assert len(Opportunities(desk.context).ids("is:any").ids) == 1


async def test_a_contract_proposes_its_value_and_marks_are_raised_in_one_act(desk: Desk) -> None:
    contracts = Contracts(desk.context)
    contracts.hold(["58"])
    contracts.set(["58"], {"value": "1470"})
    contracts.approve([58])
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "3", "O", "enter")
        assert said(pilot).startswith("Opportunity 1 raised from K-58")
        await press(pilot, "2", "*", "O")
        await write(pilot, "500")
        await press(pilot, "enter")
        assert "Raise an opportunity:" in said(pilot)
        await press(pilot, "y", "8")
        lines = screen_text(pilot.app)
        assert sum(" 500 EUR" in line for line in lines[4:]) >= 2
        await press(pilot, "u")
    assert len(Opportunities(desk.context).ids("is:any").ids) == 1


def test_an_amount_may_have_its_currency_and_what_is_sold() -> None:
    assert read("1200") == Typed("1200")
    assert read(" 1 250,50  New drum") == Typed("1 250,50", name="New drum")
    assert read("700 USD Spare pump") == Typed("700", "USD", "Spare pump")
    assert read("1200 3 phase motor") == Typed("1200", name="3 phase motor")
    assert read("New drum").values == {"name": "New drum"}
    with pytest.raises(Refused, match="two ways"):
        read("1.250")
