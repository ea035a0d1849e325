"""How logged time counts and where it is split: per started step, minimum, night, balance, warnings."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.contracts.ledger import (
    Charge,
    Rounding,
    Sums,
    charge,
    check_bottom,
    crossed,
    level,
    parts,
    quantity_of,
    rounding,
    shown_quantity,
    sums,
)
from svc_tui.errors import Refused

M, H = 60, 3600


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    """A moment of Tuesday 3 March 2026 in Rome, in UTC (an hour behind)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "counts"),
    [(0, 0), (1, 15 * M), (15 * M, 15 * M), (15 * M + 1, 30 * M), (16 * M, 30 * M), (90 * M, 90 * M)],
)
def test_time_counts_per_started_step(seconds: int, counts: int) -> None:
    assert Rounding(step_s=15 * M).counted_s(seconds) == counts


def test_an_entry_counts_at_least_the_minimum_and_then_the_step() -> None:
    assert Rounding(minimum_s=30 * M).counted_s(M) == 30 * M
    assert Rounding(minimum_s=30 * M).counted_s(31 * M) == 31 * M
    assert Rounding(step_s=20 * M, minimum_s=30 * M).counted_s(M) == 40 * M
    assert Rounding(minimum_s=30 * M).counted_s(0) == 0


def test_without_a_step_the_second_counts() -> None:
    assert Rounding().counted_s(3601) == 3601


def test_the_night_counts_double_in_the_zone_of_the_contract() -> None:
    night = rounding(None, None, "Mo-Su 22:00-06:00", "2", zone="Europe/Rome")
    # 21:30 to 22:30 in Rome: half an hour of day, half an hour of night.
    assert night.counted_s(H, at(20, 30), at(21, 30)) == 90 * M
    assert night.counted_s(H, at(12), at(13)) == H
    assert night.counted_s(8 * H, at(21), at(5, day=4)) == 16 * H
    assert rounding(None, None, "Mo-Su 22:00-06:00", "2", zone="UTC").counted_s(H, at(21), at(22)) == H


def test_a_factor_is_exact_and_a_part_of_a_second_counts_whole() -> None:
    night = Rounding(night="Mo-Su 00:00-24:00", factor=Decimal("1.1"))
    assert night.exact_s(10, at(9), at(9).replace(second=10)) == 11
    assert night.exact_s(11, at(9), at(9).replace(second=11)) == 13  # 12.1


def test_a_duration_alone_knows_no_night() -> None:
    assert rounding(None, None, "Mo-Su 00:00-24:00", "2", zone="UTC").counted_s(H) == H


def test_ninety_minutes_with_sixty_left_are_sixty_and_thirty() -> None:
    assert charge(90 * M, 90 * M, 60 * M) == Charge(60 * M, 30 * M)
    assert parts(90 * M, Charge(60 * M, 30 * M)) == (60 * M, 30 * M)


@pytest.mark.parametrize(
    ("exact", "counted", "balance", "capped", "drawn", "billed"),
    [
        (50, 60, 55, True, 55, 0),  # only rounding crosses: the balance is drawn and nothing is billed
        (50, 60, 55, False, 55, 5),  # or the rest of the step is billed
        (90, 120, 60, True, 60, 30),
        (90, 120, 60, False, 60, 60),
        (50, 60, 60, True, 60, 0),
        (50, 60, 0, True, 0, 60),
        (50, 60, -5, True, 0, 60),
    ],
)
def test_an_entry_is_split_at_the_balance(
    exact: int, counted: int, balance: int, capped: bool, drawn: int, billed: int
) -> None:
    assert charge(exact, counted, balance, capped=capped) == Charge(drawn, billed)


@given(
    st.integers(0, 10**5),
    st.integers(0, 10**4),
    st.integers(-(10**4), 10**5),
    st.booleans(),
    st.integers(0, 10**4),
)
def test_a_charge_never_draws_more_than_there_is_and_never_loses_real_time(
    exact: int, step: int, balance: int, capped: bool, minimum: int
) -> None:
    counted = Rounding(step_s=step, minimum_s=minimum).counted_s(exact)
    split = charge(exact, counted, balance, capped=capped)
    assert 0 <= split.drawn <= max(0, balance)
    assert split.billed >= 0
    assert min(exact, counted) <= split.counted <= counted
    assert sum(parts(exact, split)) == exact
    if not capped or balance <= 0:
        assert split.counted == counted


@pytest.mark.parametrize(
    ("used", "granted", "reached"),
    [(0, 0, 0), (0, 100, 0), (74, 100, 0), (75, 100, 75), (89, 100, 75), (90, 100, 90), (99, 100, 90),
     (100, 100, 100), (120, 100, 100), (7499, 10_000, 0), (5, 0, 100)],
)  # fmt: skip
def test_warnings_at_75_90_and_100_percent(used: int, granted: int, reached: int) -> None:
    assert level(used, granted) == reached


def test_a_warning_is_due_once_when_its_level_is_reached() -> None:
    bought = Sums(bought=100)
    assert crossed(bought, Sums(bought=100, used=-80)) == 75
    assert crossed(Sums(bought=100, used=-80), Sums(bought=100, used=-85)) == 0
    assert crossed(Sums(bought=100, used=-80), Sums(bought=100, used=-100)) == 100
    assert crossed(Sums(bought=100, used=-80), Sums(bought=200, used=-80)) == 0


def test_the_balance_is_the_sum_of_the_entries() -> None:
    found = sums([("bought", 100), ("used", -30), ("used", 5), ("corrected", -10), ("expired", -20)])
    assert (found.granted, found.drawn, found.balance) == (70, 25, 45)
    assert found.percent == 35
    assert Sums(bought=0).is_empty
    assert not Sums(bought=10, expired=-10).is_empty


def test_the_balance_never_falls_below_zero_but_may_rise_from_there() -> None:
    with pytest.raises(Refused, match=r"K-58 would be 30m below zero\. Buy more units"):
        check_bottom(58, 0, -1800, "30m")
    check_bottom(58, -20, -10, "10s")
    check_bottom(58, 10, 0, "0")


@pytest.mark.parametrize(
    ("typed", "kind", "quantity"),
    [("10h", "hours", 36000), ("10", "hours", 36000), ("1,5", "hours", 5400), ("90m", "hours", 5400),
     ("1h30", "hours", 5400), ("-2h", "hours", -7200), ("5", "visits", 5), ("-1", "visits", -1)],
)  # fmt: skip
def test_units_are_typed_as_hours_or_visits(typed: str, kind: str, quantity: int) -> None:
    assert quantity_of(typed, kind) == quantity


@pytest.mark.parametrize(
    ("typed", "kind"), [("2d", "hours"), ("x", "hours"), ("1h", "visits"), ("1.5", "visits")]
)
def test_what_is_no_quantity_is_refused_with_the_forms(typed: str, kind: str) -> None:
    with pytest.raises(Refused, match="such as"):
        quantity_of(typed, kind) if typed != "x" else quantity_of("x", "visits")


@pytest.mark.parametrize("quantity", [0, 60, 5400, 36000, -900, 3601])
def test_what_is_shown_can_be_typed_again(quantity: int) -> None:
    assert quantity_of(shown_quantity(quantity, "hours"), "hours") == quantity


@pytest.mark.parametrize(
    ("factor", "fits"), [("2", True), ("1.5", True), ("0", False), ("x", False), ("nan", False)]
)
def test_a_factor_of_the_night_is_a_number(factor: str, fits: bool) -> None:
    if fits:
        assert rounding("15m", None, "Mo-Su 22:00-06:00", factor, zone="UTC").factor == Decimal(factor)
    else:
        with pytest.raises(Refused, match="from 1 to 10"):
            rounding("15m", None, "Mo-Su 22:00-06:00", factor, zone="UTC")


def test_a_step_is_no_days() -> None:
    with pytest.raises(Refused, match="15m"):
        rounding("1d", None, None, None, zone="UTC")
