"""Periods as people type them, what comes before them, and the stretches of the calendar."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from svc_tui.domain.core.buckets import bounds_of, bucket_of, buckets_between, part_of
from svc_tui.domain.reports.periods import Period, between, period
from svc_tui.errors import BadUsage

TODAY = date(2026, 11, 30)  # a Monday


def days(text: str) -> tuple[str, str]:
    found = period(text, TODAY)
    return str(found.first), str(found.last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-30", "2026-11-30"), ("ieri", "2026-11-29", "2026-11-29"),
        ("week", "2026-11-30", "2026-11-30"), ("last week", "2026-11-23", "2026-11-29"),
        ("settimana scorsa", "2026-11-23", "2026-11-29"), ("last_month", "2026-10-01", "2026-10-31"),
        ("Last Month", "2026-10-01", "2026-10-31"), ("mese", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-11-30"), ("last quarter", "2026-07-01", "2026-09-30"),
        ("anno scorso", "2025-01-01", "2025-12-31"), ("30d", "2026-11-01", "2026-11-30"),
        ("2026", "2026-01-01", "2026-11-30"), ("2025", "2025-01-01", "2025-12-31"),
        ("2026-q1", "2026-01-01", "2026-03-31"), ("2026-Q4", "2026-10-01", "2026-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2026-11-05", "2026-11-05", "2026-11-05"),
        ("2026-01..2026-02", "2026-01-01", "2026-02-28"), ("..2026-02", "None", "2026-02-28"),
        ("all", "None", "None"),
    ],
)  # fmt: skip
def test_periods(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-Q5", "soon", "0d", "2026-02-30", "..", "last", "2026-04..2026-03"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadUsage):
        period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "before", "year"),
    [
        ("2026-10", ("2026-09-01", "2026-09-30"), ("2025-10-01", "2025-10-31")),
        ("2025-02", ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        ("2026-Q1", ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        ("2025", ("2024-01-01", "2024-12-31"), ("2024-01-01", "2024-12-31")),
        ("2026-11-05", ("2026-11-04", "2026-11-04"), ("2025-11-05", "2025-11-05")),
        ("2026-11-01..2026-11-29", ("2026-10-01", "2026-10-29"), ("2025-11-01", "2025-11-29")),
        ("last week", ("2026-11-16", "2026-11-22"), ("2025-11-23", "2025-11-29")),
    ],
)
def test_what_comes_before(text: str, before: tuple[str, str], year: tuple[str, str]) -> None:
    found = period(text, TODAY)
    for each, expected in ((found.before(), before), (found.year_before(), year)):
        assert each is not None
        assert (str(each.first), str(each.last)) == expected
    assert Period().before() is None


def test_an_end_that_is_a_month_is_its_last_day() -> None:
    assert between("2026-01", "2026-02", TODAY) == Period(date(2026, 1, 1), date(2026, 2, 28))
    with pytest.raises(BadUsage, match="ends on 2026-01-31, before it begins on 2026-02-01"):
        between("2026-02", "2026-01", TODAY)


@pytest.mark.parametrize(
    ("instant", "day", "hour"),
    [
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "2026-03-29", 1),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29", 3),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "2026-10-25", 0),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "2026-10-25", 2),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), "2026-01-01", 0),
    ],
)
def test_instants_fall_into_days_of_the_zone(instant: datetime, day: str, hour: int) -> None:
    seconds = int(instant.timestamp())
    assert bucket_of(seconds, "Europe/Rome", "day") == day
    assert part_of(seconds, "Europe/Rome", "hour") == hour


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
def test_stretches_follow_one_another(unit: str) -> None:
    names = buckets_between(date(2023, 11, 15), date(2026, 3, 2), unit)
    bounds = [bounds_of(name, unit) for name in names]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(bounds))
    assert bounds[0][0] <= date(2023, 11, 15)
    assert bounds[-1][1] >= date(2026, 3, 2)
