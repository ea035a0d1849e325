"""How what is to be billed reads: sums apart by currency, what has no price beside them, text that acts on nothing."""

from collections.abc import Callable
from typing import Any

from svc_tui.presentation.billing.proposal import (
    kind_words,
    line_words,
    lines,
    sums_words,
    to_bill_words,
    unit_words,
)
from tests.presentation.rows import HOSTILE, harmless, said

SUMS: list[dict[str, Any]] = [
    {"currency": "CHF", "net": "30.00", "lines": 1}, {"currency": "EUR", "net": "120.00", "lines": 2},
    {"currency": None, "net": None, "lines": 2},
]  # fmt: skip
LINE: dict[str, Any] = {
    "text": "Seal", "kind": "labour", "quantity": "1.5", "unit": "h", "price": "80", "net": "120.00", "currency": "EUR",
    "reason": "no contract covers the call", "missing": None,
}  # fmt: skip


def test_currencies_stand_apart_and_what_has_no_price_is_counted() -> None:
    assert sums_words(SUMS) == "30.00 CHF, 120.00 EUR, 2 lines without a price"
    assert to_bill_words([]) == "Nothing to bill."


def test_a_line_says_how_much_what_it_costs_and_why() -> None:
    assert line_words(LINE) == "Seal: 1.5 h x 80 = 120.00 EUR (no contract covers the call)"
    bare = {**LINE, "text": "", "net": None, "price": None, "currency": None, "missing": "X has no price"}
    assert line_words(bare) == "labour: 1.5 h, no price (no contract covers the call)"
    assert [said(line).strip() for line in lines([bare], SUMS)][2] == "X has no price"


def test_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert sums_words(SUMS).endswith("2 righe senza prezzo")
    assert (kind_words("fee"), unit_words("piece")) == ("canone", "pz")


def test_text_of_others_acts_on_nothing() -> None:
    line = {**LINE, "text": HOSTILE, "reason": HOSTILE, "missing": HOSTILE}
    assert harmless(lines([line, {**line, "net": None}], SUMS))
