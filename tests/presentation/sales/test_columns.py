"""Columns of opportunities: amounts with their currency, days that fit, states that can be told apart."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from svc_tui.presentation.sales.columns import COLUMNS, cells, chosen, short_amount, short_day

NOW, ROME = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Rome")


def shown(column: str, **values: Any) -> tuple[str, str]:
    """What one column shows of an opportunity."""
    usual = {"number": 7, "status": "open", "stage": "Quoted", "closes_on": None, "amount": Decimal(1470),
             "currency": "EUR", "percent": Decimal(50), "origin": ()}  # fmt: skip
    (cell,) = cells(SimpleNamespace(**usual | values), chosen([column]), now=NOW, zone=ROME)
    return cell[0], cell[1]


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("1470", "EUR", "1,470 EUR"),
        ("12.50", "EUR", "12.50 EUR"),
        ("9", "JPY", "9 JPY"),
        ("1.2345", "KWD", "1.235 KWD"),
    ],
)
def test_whole_amounts_have_no_decimals_and_others_those_of_their_currency(
    amount: str, currency: str, told: str
) -> None:
    assert short_amount(Decimal(amount), currency) == told


def test_a_decided_one_says_how_it_went_in_place_of_its_stage() -> None:
    assert shown("stage") == ("Quoted", "text")
    assert shown("stage", status="won") == ("won", "kept")
    assert shown("stage", status="lost") == ("lost", "muted")


def test_a_day_that_is_over_stands_out_and_none_is_ever_cut() -> None:
    assert shown("closes_on", closes_on=date(2026, 3, 1)) == ("1 Mar", "urgent")
    assert shown("closes_on", closes_on=date(2026, 3, 1), status="lost")[1] == "text"
    assert shown("closes_on") == ("-", "muted")
    width = COLUMNS["closes_on"].width
    for month in range(1, 13):
        told = short_day(date(2027, month, 28), date(2026, 3, 2), width)
        assert told.endswith(" 27")
        assert len(told) <= width
