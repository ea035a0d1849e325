"""Opportunities in words: amounts with the decimals of their currency, origins, both languages."""

from datetime import date
from decimal import Decimal

import pytest

from svc_tui.language import set_language
from svc_tui.presentation.sales import lines

TODAY = date(2026, 3, 2)
RECORD = {
    "number": 118, "name": "Second boiler", "customer": "C1", "customer_name": "Panificio Verdi", "contact": None,
    "owner": "anna", "item": "BOI-1", "item_name": "Boiler", "stage": "Quoted", "status": "open", "percent": "50",
    "amount": Decimal("9800.00"), "weighted": Decimal("4900.00"), "currency": "EUR", "profit_percent": "12.5",
    "started_on": date(2026, 1, 5), "closes_on": date(2027, 1, 15), "closed_on": None, "reason": None,
    "origin": ["call:10423", "contract:90"], "source": None, "interest": None, "territory": "North",
    "created_by": "bruno",
}  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("9800", "EUR", "9,800.00 EUR"), ("1234567", "JPY", "1,234,567 JPY"), ("0.5", "KWD", "0.500 KWD"),
        ("5775.275", "EUR", "5,775.28 EUR"), ("0.005", "EUR", "0.01 EUR"),
    ],
)  # fmt: skip
def test_an_amount_has_the_decimals_of_its_currency_and_is_rounded_once(
    amount: str, currency: str, words: str
) -> None:
    assert lines.amount_words(Decimal(amount), currency) == words


def test_the_fields_of_a_page() -> None:
    found = {name: value for name, value in lines.fields(RECORD, TODAY).items() if value}
    assert found == {
        "number": 118, "name": "Second boiler", "customer": "C1 Panificio Verdi", "owner": "anna",
        "item": "BOI-1 Boiler",
        "stage": "Quoted", "state": "open", "amount": "9,800.00 EUR", "percent": "50 %", "weighted": "4,900.00 EUR",
        "profit_percent": "12.5 %", "started_on": "5 Jan", "closes_on": "15 Jan 2027",
        "origin": "call 10423, K-90", "territory": "North", "created_by": "bruno",
    }  # fmt: skip
    assert found.keys() <= lines.titles().keys()


def test_lines_of_stages_competitors_and_of_the_other_side() -> None:
    stage = {
        "started_on": date(2026, 1, 5), "closed_on": None, "stage": "Quoted", "percent": "50",
        "amount": Decimal(9800), "owner": None, "remarks": "sent\x1b[31m",
    }  # fmt: skip
    assert lines.stage_line(stage, "EUR", TODAY).startswith("5 Jan -  Quoted  50 %  9,800.00 EUR  -  sent")
    assert "\x1b" not in lines.stage_line(stage, "EUR", TODAY)
    rival = {"name": "Rossi Srl", "threat": "high", "won": True, "note": "cheaper"}
    assert lines.competitor_line(rival) == "Rossi Srl  high  got it  cheaper"
    assert (
        "".join(text for text, _role in lines.raised(RECORD))
        == "118  Quoted  9,800.00 EUR  anna  Second boiler"
    )
    decided = "".join(text for text, _role in lines.raised({**RECORD, "status": "won"}))
    assert decided.startswith("118  won  ")


def test_in_italian_stages_that_come_along_are_translated_and_own_ones_stand() -> None:
    set_language("it")
    try:
        assert [lines.stage_words(each) for each in ("Quoted", "Visited")] == ["Offerta", "Visited"]
        assert lines.amount_words(Decimal("9800"), "EUR") == "9.800,00 EUR"
        assert lines.origin_words("equipment", "118") == "scheda 118"
    finally:
        set_language("en")
