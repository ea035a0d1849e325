"""Currencies: their decimals, minor units there and back, rounding half up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.currency import (
    MINOR_UNITS,
    currency_of,
    from_minor,
    minor_units,
    round_money,
    to_minor,
)
from svc_tui.errors import Refused


@pytest.mark.parametrize(("code", "places"), [("EUR", 2), ("CHF", 2), ("JPY", 0), ("KWD", 3), ("ISK", 0)])
def test_decimals_of_a_currency(code: str, places: int) -> None:
    assert minor_units(code) == places


def test_a_code_is_found_as_it_is_typed() -> None:
    assert currency_of(" eur ") == "EUR"


@pytest.mark.parametrize("text", ["EURO", "", "€", "XXX", "12"])
def test_an_unknown_code_is_refused_with_one_that_is_near(text: str) -> None:
    with pytest.raises(Refused) as refused:
        currency_of(text)
    assert "three letters" in str(refused.value)


def test_too_many_decimals_are_refused_with_the_nearest_amount() -> None:
    with pytest.raises(Refused) as refused:
        to_minor(Decimal("12.345"), "EUR")
    assert str(refused.value) == "12.345 has more decimals than EUR, which has 2. Write it as 12.35."
    assert to_minor(Decimal("12.345"), "KWD") == 12345
    assert to_minor(Decimal("12.500"), "EUR") == 1250


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("0.125", "EUR", "0.13"), ("-0.125", "EUR", "-0.13"), ("0.1249", "EUR", "0.12"), ("2.5", "JPY", "3")],
)
def test_rounding_is_half_up_away_from_zero(amount: str, currency: str, rounded: str) -> None:
    assert str(round_money(Decimal(amount), currency)) == rounded


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(MINOR_UNITS)))
def test_minor_units_there_and_back_are_the_same(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


@given(st.decimals("-1e9", "1e9", places=6), st.sampled_from(sorted(MINOR_UNITS)))
def test_rounding_is_near_and_its_negative_is_rounded_alike(amount: Decimal, currency: str) -> None:
    rounded = round_money(amount, currency)
    assert abs(rounded - amount) * 2 <= Decimal(1).scaleb(-minor_units(currency))
    assert round_money(-amount, currency) == -rounded
    assert from_minor(to_minor(rounded, currency), currency) == rounded
