"""Rules of opportunities: what they weigh, stages in the order of days, what is locked."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.currency import MINOR_UNITS, from_minor
from svc_tui.domain.sales import rules
from svc_tui.domain.sales.rules import Stretch
from svc_tui.errors import Refused

TODAY = date(2026, 3, 2)
CENTS = st.integers(1, 10**12)
PERCENTS = st.integers(0, 10_000).map(lambda parts: Decimal(parts) / 100)


@given(st.lists(st.tuples(CENTS, PERCENTS), max_size=20))
def test_what_all_weigh_is_the_sum_of_what_each_weighs_to_the_last_digit(
    lines: list[tuple[int, Decimal]],
) -> None:
    amounts = [(from_minor(cents, "EUR"), percent) for cents, percent in lines]
    parts = sum(cents * int(percent * 100) for cents, percent in lines)
    assert sum(rules.weighted(*each) for each in amounts) == Decimal(parts).scaleb(-6)


@given(CENTS, PERCENTS, PERCENTS)
def test_what_is_likelier_weighs_more_and_never_more_than_its_amount(
    cents: int, one: Decimal, other: Decimal
) -> None:
    amount, (low, high) = from_minor(cents, "EUR"), sorted((one, other))
    assert 0 <= rules.weighted(amount, low) <= rules.weighted(amount, high) <= amount


@pytest.mark.parametrize(
    ("typed", "currency", "said"),
    [
        ("", "EUR", "is no amount"), ("many", "EUR", "is no amount"), ("0", "EUR", "not above nought"),
        ("-5", "EUR", "not above nought"), ("1.005", "EUR", "two ways"), ("1,0055", "EUR", "more decimals than EUR"),
        ("1200.5", "JPY", "more decimals than JPY"), ("1e3", "EUR", "is no amount"),
        ("9" * 12, "EUR", "larger than any"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_the_way_to_write_it(typed: str, currency: str, said: str) -> None:
    with pytest.raises(Refused) as error:
        rules.amount_of(typed, currency)
    assert said in error.value.text()


@given(st.sampled_from(sorted(MINOR_UNITS)), st.integers(1, 10**9))
def test_every_amount_of_whole_minor_units_is_taken(currency: str, minor: int) -> None:
    amount = from_minor(minor, currency)
    assert rules.amount_of(f"{amount:f}00" if "." in f"{amount:f}" else f"{amount:f}", currency) == amount


@pytest.mark.parametrize(("typed", "percent"), [("20", "20"), ("37,5 %", "37.5"), ("0", "0"), ("100", "100")])
def test_a_percentage_is_read(typed: str, percent: str) -> None:
    assert rules.percent_of("percent", typed) == Decimal(percent)


@pytest.mark.parametrize("typed", ["101", "-1", "x", "33.3333", "1.005", ""])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"no percentage|two ways"):
        rules.percent_of("percent", typed)


DAYS = st.integers(0, 400).map(lambda days: TODAY - timedelta(days=days))


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_stages_that_are_taken_never_run_backwards(days: list[date]) -> None:
    """Whatever days are asked for: those that were taken stand in their order, each begins where one ended."""
    lines = [Stretch(days[0], None)]
    for day in days[1:]:
        try:
            rules.check_moves(1, lines, day, TODAY)
        except Refused:
            assert day < max(each.started_on for each in lines)
            continue
        lines[-1] = Stretch(lines[-1].started_on, day)
        lines.append(Stretch(day, None))
    assert all(a.started_on <= (a.closed_on or b.started_on) <= b.started_on for a, b in pairwise(lines))


def test_nothing_begins_or_ends_in_the_future() -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        rules.check_moves(1, [Stretch(TODAY, None)], tomorrow, TODAY)
    with pytest.raises(Refused, match="still to come"):
        rules.check_began(1, [], tomorrow, TODAY)
    with pytest.raises(Refused, match="before it began"):
        rules.check_predicted(TODAY, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="first stage ended"):
        rules.check_began(1, [Stretch(TODAY, TODAY)], tomorrow, tomorrow)


def test_what_was_decided_takes_remarks_alone() -> None:
    rules.check_open(1, "won", TODAY, {"remarks"})
    rules.check_open(1, "open", None, {"amount"})
    for fields in ({"remarks", "amount"}, set[str]()):
        with pytest.raises(Refused, match="Reopen it first"):
            rules.check_open(1, "lost", TODAY, fields)
    with pytest.raises(Refused):
        rules.check_delete(1, "won")
    with pytest.raises(Refused):
        rules.check_reopen(1, "open")
