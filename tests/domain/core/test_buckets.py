"""Stretches of the calendar and parts of the day against the calendar of the standard library."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.buckets import UNITS, bounds_of, bucket_of, buckets_between, part_of

ZONES = ("Europe/Rome", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")
SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
"""When Rome's clocks change."""
MOMENTS = st.one_of(
    st.integers(-2_000_000_000, 4_000_000_000),
    st.builds(
        lambda at, shift: int(at.timestamp()) + shift,
        st.sampled_from((SPRING, AUTUMN, datetime(2011, 12, 30, 10, tzinfo=UTC))),
        st.integers(-90_000, 90_000),
    ),
)


@given(MOMENTS, st.sampled_from(ZONES))
def test_an_instant_falls_where_the_clock_on_the_wall_says(seconds: int, zone: str) -> None:
    here = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(zone))
    assert part_of(seconds, zone, "hour") == here.hour
    assert part_of(seconds, zone, "weekday") == here.isoweekday()
    assert bucket_of(seconds, zone, "day") == str(here.date())
    assert bucket_of(seconds, zone, "month") == f"{here:%Y-%m}"
    for unit in UNITS:
        first, last = bounds_of(bucket_of(seconds, zone, unit), unit)
        assert first <= here.date() <= last


@pytest.mark.parametrize(
    ("at", "day", "hour"),
    [
        (SPRING - timedelta(seconds=1), "2026-03-29", 1), (SPRING, "2026-03-29", 3),
        (AUTUMN - timedelta(seconds=1), "2026-10-25", 2), (AUTUMN, "2026-10-25", 2),
        (datetime(2026, 10, 25, 23, tzinfo=UTC), "2026-10-26", 0),
    ],
)  # fmt: skip
def test_around_a_change_of_clocks(at: datetime, day: str, hour: int) -> None:
    seconds = int(at.timestamp())
    assert (bucket_of(seconds, "Europe/Rome", "day"), part_of(seconds, "Europe/Rome", "hour")) == (day, hour)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 800), st.sampled_from(UNITS))
def test_stretches_follow_one_another_without_a_gap(first: date, days: int, unit: str) -> None:
    last = first + timedelta(days=days)
    found = [bounds_of(each, unit) for each in buckets_between(first, last, unit)]
    assert found[0][0] <= first <= found[0][1]
    assert found[-1][0] <= last <= found[-1][1]
    for (_low, end), (begin, _high) in pairwise(found):
        assert begin == end + timedelta(days=1)
