"""Copied lines and documents in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svc_tui.presentation.billing import lines


@dataclass
class Copied:
    source: str = "work:10423/3"
    day: date = date(2026, 3, 2)
    text: str = "Changed the seal"
    kind: str = "labour"
    quantity: str = "1.5"
    unit: str = "h"
    price: str = "78"
    net_minor: int = 11700
    currency: str = "EUR"
    total_minor: int = 14274


def test_a_copied_line_says_what_it_came_to() -> None:
    assert lines.row(Copied()) == "2026-03-02  work:10423/3  1.5 h x 78 = 117.00 EUR  Changed the seal"
    assert lines.row(Copied(text="")).endswith("labour")


def test_amounts_have_the_decimals_of_their_currency() -> None:
    assert lines.total(Copied()) == "142.74 EUR"
    assert lines.total(Copied(currency="JPY")) == "14274 JPY"
    assert lines.money(Decimal("-1.50"), "CHF") == "-1.50 CHF"


def test_every_field_of_a_hand_over_has_a_word() -> None:
    assert lines.titles()["net"] == "Net"
    assert set(lines.titles()) == set(lines.TITLES)
