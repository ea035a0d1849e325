"""Dates of the filter language, as tables of what they bound."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.query.dates import Direction, bounds, day_bounds, is_date

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 11, 10, 30, tzinfo=ROME)  # a Wednesday
OPS = ("=", "<", "<=", ">", ">=", "..")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROME)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("op", "text", "direction", "low", "high"),
    [
        ("=", "2026-03", "past", at(2026, 3, 1), at(2026, 4, 1)),
        ("=", "2026", "past", at(2026, 1, 1), at(2027, 1, 1)),
        ("=", "2026-03-31", "past", at(2026, 3, 31), at(2026, 4, 1)),
        ("=", "31/3/2026", "past", at(2026, 3, 31), at(2026, 4, 1)),
        (">", "2026-03-31", "past", at(2026, 4, 1), None),
        (">=", "2026-03-31", "past", at(2026, 3, 31), None),
        ("<", "2026-03-31", "past", None, at(2026, 3, 31)),
        ("<=", "2026-03-31", "past", None, at(2026, 4, 1)),
        ("=", "2026-03-31T10:00", "past", at(2026, 3, 31, 10, 0), at(2026, 3, 31, 10, 1)),
        (">", "2026-03-31T10:00", "past", at(2026, 3, 31, 10, 0, 1), None),
        ("<=", "2026-03-31T10:00", "past", None, at(2026, 3, 31, 10, 0, 1)),
        ("<", "2026-03-31T08:00Z", "past", None, at(2026, 3, 31, 10, 0)),
        ("=", "2026-03-31T10:00:05+02:00", "past", at(2026, 3, 31, 10, 0, 5), at(2026, 3, 31, 10, 0, 6)),
        ("=", "today", "past", at(2026, 3, 11), at(2026, 3, 12)),
        ("=", "ieri", "past", at(2026, 3, 10), at(2026, 3, 11)),
        ("=", "mon", "past", at(2026, 3, 9), at(2026, 3, 10)),
        ("=", "wed", "past", at(2026, 3, 11), at(2026, 3, 12)),
        ("=", "mon", "due", at(2026, 3, 16), at(2026, 3, 17)),
        ("=", "lunedì", "future", at(2026, 3, 16), at(2026, 3, 17)),
        ("<", "mon", "due", None, at(2026, 3, 16)),
        ("<", "eow", "due", None, at(2026, 3, 16)),
        ("<=", "eow", "due", None, at(2026, 3, 16)),
        ("=", "eow", "due", at(2026, 3, 15), at(2026, 3, 16)),
        ("<", "eom", "due", None, at(2026, 4, 1)),
        (">", "eom", "due", at(2026, 4, 1), None),
        (">=", "sow", "past", at(2026, 3, 9), None),
        ("=", "-7d", "past", at(2026, 3, 4, 10, 30), at(2026, 3, 11, 10, 30, 1)),
        (">", "-7d", "past", at(2026, 3, 4, 10, 30, 1), None),
        (">=", "-7d", "past", at(2026, 3, 4, 10, 30), None),
        ("<", "-7d", "past", None, at(2026, 3, 4, 10, 30)),
        ("<", "-3mo", "past", None, at(2025, 12, 11, 10, 30)),
        ("<", "7d", "past", at(2026, 3, 4, 10, 30, 1), at(2026, 3, 11, 10, 30, 1)),
        (">", "7d", "past", None, at(2026, 3, 4, 10, 30)),
        ("<", "2h", "due", None, at(2026, 3, 11, 12, 30)),
        ("<", "+2h", "due", None, at(2026, 3, 11, 12, 30)),
        ("<", "0m", "due", None, at(2026, 3, 11, 10, 30)),
        (">", "1h30", "due", at(2026, 3, 11, 12, 0, 1), None),
        ("<", "30d", "future", NOW, at(2026, 4, 10, 10, 30)),
        (">", "30d", "future", at(2026, 4, 10, 10, 30, 1), None),
        ("=", "30d", "future", NOW, at(2026, 4, 10, 10, 30, 1)),
    ],
)
def test_bounds(
    op: str, text: str, direction: Direction, low: datetime | None, high: datetime | None
) -> None:
    assert bounds(op, text, "", now=NOW, zone=ROME, direction=direction) == (low, high)


def test_a_range_holds_both_ends() -> None:
    found = bounds("..", "2026-03-01", "2026-03-31", now=NOW, zone=ROME, direction="past")
    assert found == (at(2026, 3, 1), at(2026, 4, 1))
    assert bounds("..", "2026-03-31", "2026-03-01", now=NOW, zone=ROME, direction="past") == found
    assert bounds("..", "today", "+2d", now=NOW, zone=ROME, direction="due") == (
        at(2026, 3, 11),
        at(2026, 3, 13, 10, 30, 1),
    )


def test_days_are_the_viewers() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    found = bounds(
        "=", "today", "", now=datetime(2026, 3, 10, 20, 0, tzinfo=UTC), zone=tokyo, direction="past"
    )
    assert found == (datetime(2026, 3, 10, 15, 0, tzinfo=UTC), datetime(2026, 3, 11, 15, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("op", "text", "first", "end"),
    [
        ("<", "30d", date(2026, 3, 11), date(2026, 4, 10)),
        ("<=", "30d", date(2026, 3, 11), date(2026, 4, 11)),
        ("=", "2026-03", date(2026, 3, 1), date(2026, 4, 1)),
        (">", "2026-03-31", date(2026, 4, 1), None),
        ("<", "today", None, date(2026, 3, 11)),
        ("<", "eom", None, date(2026, 4, 1)),
    ],
)
def test_columns_of_days(op: str, text: str, first: date | None, end: date | None) -> None:
    assert day_bounds(op, text, "", now=NOW, zone=ROME, direction="future") == (first, end)


@pytest.mark.parametrize(
    "text", ["", "banana", "2026-13", "2026-02-30", "0000", "-", "+d", "7 days ago", "10:00"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "text", ["999999d", "-999999d", "9999y", "-9999y", "9999-12-31", "0001-01-01", "9999"]
)
def test_dates_at_the_end_of_time_are_bounded(text: str) -> None:
    for op in OPS:
        bounds(op, text, text, now=NOW, zone=ROME, direction="past")


@given(st.text() | st.text(st.sampled_from("0123456789-+:TZdhmoy ")), st.sampled_from(OPS))
def test_any_text_bounds_or_is_none(text: str, op: str) -> None:
    found = bounds(op, text, text, now=NOW, zone=ROME, direction="due")
    assert (found is not None) == is_date(text)
