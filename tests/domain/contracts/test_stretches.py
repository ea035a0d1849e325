"""Periods of the calendar that a contract is in force in: no day lost, none twice, whole ones count one."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.contracts.periods import end_of_period
from svc_tui.domain.contracts.stretches import EVERY, stretches

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
OFTEN = st.sampled_from(sorted(EVERY))


@given(DAYS, st.integers(0, 3000), OFTEN)
def test_every_day_lies_in_one_stretch(start: date, length: int, every: str) -> None:
    end = start + timedelta(days=length)
    found = list(stretches(start, end, every))
    assert found[0].start == start
    assert found[-1].end == end
    for before, after in pairwise(found):
        assert after.start == before.end + timedelta(days=1) == after.period
    assert all(0 < each.share <= 1 for each in found)
    assert all(each.share == 1 for each in found[1:-1])


@given(DAYS, st.integers(1, 10))
def test_whole_months_from_any_day_add_up_to_them_where_all_months_are_as_long(
    start: date, years: int
) -> None:
    """From the 15th to the 14th, years later: the parts of the same month at both ends are one month."""
    end = end_of_period(start, 12 * years)
    shares = sum((each.share for each in stretches(start, end, "monthly")), Fraction(0))
    leap = start.month == 2 and start.day != 1
    assert shares == 12 * years or leap


def test_the_first_and_the_last_period_go_by_the_day() -> None:
    found = list(stretches(date(2026, 1, 15), date(2026, 4, 10), "quarterly"))
    assert [(each.period, each.share) for each in found] == [
        (date(2026, 1, 1), Fraction(76, 90)),
        (date(2026, 4, 1), Fraction(10, 91)),
    ]


def test_a_contract_without_an_end_has_as_many_periods_as_are_asked_for() -> None:
    endless = stretches(date(2026, 1, 1), date(9999, 12, 31), "monthly")
    assert [next(endless).period.month for _ in range(3)] == [1, 2, 3]
    assert sum(1 for _ in stretches(date(9990, 5, 3), date(9999, 12, 31), "yearly")) == 10
