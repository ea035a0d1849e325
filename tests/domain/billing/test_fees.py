"""Fees of contracts: by the day at both ends, no cent lost over a year or a contract, nothing after the end."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.billing.fees import Terms, fees
from svc_tui.domain.contracts.periods import end_of_period
from svc_tui.errors import Refused

CENTS = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
OFTEN = st.sampled_from(("monthly", "quarterly", "yearly"))
EVER = date(9999, 1, 1)


def terms(
    start: date, end: date, *, every: str = "monthly", when: Literal["advance", "arrears"] = "advance",
    fee: Decimal | None = None, value: Decimal | None = None, termination: date | None = None,
) -> Terms:  # fmt: skip
    return Terms(58, start, end, termination, every, when, fee, value)


def amounts(found: Terms, until: date = EVER) -> list[Decimal]:
    return [fee.amount for fee in fees(found, until, "EUR")]


def test_a_month_begun_and_a_month_ended_in_the_middle_cost_their_days() -> None:
    found = amounts(terms(date(2026, 1, 15), date(2027, 1, 14), fee=Decimal(100)))
    assert found == [Decimal("54.84"), *[Decimal("100.00")] * 11, Decimal("45.16")]
    assert sum(found) == 1200


@given(DAYS, st.integers(1, 60), CENTS, OFTEN)
def test_the_fees_of_a_whole_contract_are_its_value_to_the_cent(
    start: date, months: int, value: Decimal, every: str
) -> None:
    assert sum(amounts(terms(start, end_of_period(start, months), every=every, value=value))) == value


@given(DAYS, st.integers(0, 4000), CENTS, OFTEN)
def test_whole_periods_cost_the_fee_and_any_run_of_them_is_off_by_half_a_cent_at_most(
    start: date, length: int, fee: Decimal, every: str
) -> None:
    found = list(fees(terms(start, start + timedelta(days=length), every=every, fee=fee), EVER, "EUR"))
    exact = Decimal(0)
    for each in found:
        if each.stretch.share == 1:
            assert each.amount == fee
        exact += fee * each.stretch.share.numerator / each.stretch.share.denominator
        assert abs(sum(one.amount for one in found[: found.index(each) + 1]) - exact) <= Decimal("0.00501")


@given(DAYS, CENTS, OFTEN, st.integers(0, 365))
def test_what_is_due_until_a_day_is_the_beginning_of_what_is_due_at_all(
    start: date, fee: Decimal, every: str, later: int
) -> None:
    found = terms(start, end_of_period(start, 12), every=every, fee=fee)
    whole = list(fees(found, EVER, "EUR"))
    until = start + timedelta(days=later)
    part = list(fees(found, until, "EUR"))
    assert part == whole[: len(part)]
    assert all(each.due > until for each in whole[len(part) :])


def test_in_advance_falls_due_when_a_period_begins_and_in_arrears_when_it_ends() -> None:
    def days(when: Literal["advance", "arrears"]) -> list[str]:
        found = terms(date(2026, 1, 15), date(2026, 5, 20), every="quarterly", when=when, fee=Decimal(300))
        return [str(each.due) for each in fees(found, EVER, "EUR")]

    assert days("advance") == ["2026-01-15", "2026-04-01"]
    assert days("arrears") == ["2026-03-31", "2026-05-20"]


def test_nothing_is_owed_after_an_early_end() -> None:
    found = terms(date(2026, 1, 1), date(2026, 12, 31), value=Decimal(1200), termination=date(2026, 2, 15))
    assert amounts(found) == [Decimal("100.00"), Decimal("50.00")]


def test_yen_have_no_decimals() -> None:
    found = terms(date(2026, 1, 15), date(2026, 3, 14), fee=Decimal(1000))
    assert [each.amount for each in fees(found, EVER, "JPY")] == [548, 1000, 452]


def test_what_cannot_be_said_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refused, match="names none"):
        amounts(terms(date(2026, 1, 1), date(2026, 12, 31)))
    with pytest.raises(Refused, match="no end"):
        amounts(terms(date(2026, 1, 1), date(9999, 12, 31), value=Decimal(1200)))
