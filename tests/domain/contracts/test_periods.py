"""Periods of contracts: CT-02 and CT-12 at month ends and on 29 February, and what holds for every period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.contracts.periods import (
    add_months,
    check_months,
    end_of_period,
    longest_notice_days,
    months_of,
    next_period,
    parse_notice,
    remind_on,
)
from svc_tui.errors import Refused

DAY = timedelta(days=1)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(1, 120)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-03-15", 12, "2027-03-14"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2026-02-28", 12, "2027-02-27"),
        ("2025-12-01", 3, "2026-02-28"),
    ],
)
def test_ct_02_the_end_is_start_plus_months_minus_a_day(start: str, months: int, end: str) -> None:
    assert end_of_period(day(start), months) == day(end)
    assert months_of(day(start), day(end)) == months


@pytest.mark.parametrize(
    ("start", "end", "months", "first", "last"),
    [
        ("2026-01-01", "2026-12-31", None, "2027-01-01", "2027-12-31"),
        ("2024-02-29", "2025-02-28", None, "2025-03-01", "2026-02-28"),
        ("2023-03-01", "2024-02-29", None, "2024-03-01", "2025-02-28"),
        ("2026-01-31", "2026-02-28", None, "2026-03-01", "2026-03-31"),
        ("2026-01-01", "2026-12-31", 6, "2027-01-01", "2027-06-30"),
        ("2026-01-01", "2026-01-10", None, "2026-01-11", "2026-01-20"),
    ],
)
def test_the_next_period_begins_the_day_after(
    start: str, end: str, months: int | None, first: str, last: str
) -> None:
    assert next_period(day(start), day(end), months) == (day(first), day(last))


@pytest.mark.parametrize(
    ("end", "notice", "reminded"),
    [
        ("2026-12-31", "30d", "2026-12-01"),
        ("2026-12-31", "2w", "2026-12-17"),
        ("2026-12-31", "1m", "2026-11-30"),
        ("2026-03-31", "1m", "2026-02-28"),
        ("2024-03-31", "1m", "2024-02-29"),
        ("2025-02-28", "1m", "2025-01-28"),
        ("2024-02-29", "12m", "2023-02-28"),
        ("2024-02-29", "1y", "2023-02-28"),
        ("2026-03-01", "1d", "2026-02-28"),
    ],
)
def test_ct_12_the_reminder_is_a_notice_before_the_end(end: str, notice: str, reminded: str) -> None:
    assert remind_on(day(end), parse_notice(notice)) == day(reminded)


@pytest.mark.parametrize("text", ["", "30", "d", "0d", "-3d", "3h", "a month", "1.5m"])
def test_ct_12_what_is_no_notice_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(Refused, match="30d, 2w or 1m"):
        parse_notice(text)


@pytest.mark.parametrize("months", [0, -1, 1201])
def test_a_length_is_a_number_of_months(months: int) -> None:
    with pytest.raises(Refused, match="Give 1 to 1200"):
        check_months(months)


@given(DAYS, MONTHS)
def test_periods_follow_each_other_without_a_gap(start: date, months: int) -> None:
    end = end_of_period(start, months)
    first, last = next_period(start, end)
    assert first == end + DAY
    assert last >= first
    assert end >= start


@given(DAYS, MONTHS)
def test_a_period_is_never_a_month_off(start: date, months: int) -> None:
    end = end_of_period(start, months)
    assert add_months(start, months) - DAY <= end <= add_months(start, months)
    assert months_of(start, end) in (months, None) or end_of_period(start, months_of(start, end) or 0) == end


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 36), st.integers(1, 36))
def test_two_periods_from_the_first_of_a_month_are_one_long_one(start: date, a: int, b: int) -> None:
    first = start.replace(day=1)
    middle = end_of_period(first, a) + DAY
    assert end_of_period(middle, b) == end_of_period(first, a + b)


@given(DAYS, DAYS, st.integers(1, 400), st.sampled_from("dwm"))
def test_reminders_come_before_the_end_in_the_order_of_the_ends(
    a: date, b: date, count: int, unit: str
) -> None:
    notice = parse_notice(f"{count}{unit}")
    assert remind_on(a, notice) < a
    assert (a - remind_on(a, notice)).days <= longest_notice_days(notice)
    if a <= b:
        assert remind_on(a, notice) <= remind_on(b, notice)
