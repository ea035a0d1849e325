"""Dates of the filter language: civil days, months, words like `eow`, offsets like `-7d`, and what they bound.

A text keeps its meaning until it is translated: `now` and the zone come in then, so a saved view stays alive.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from svc_tui.domain.core.days import NAMED_DAYS, WEEKDAYS, Prefer, days_of, nearest
from svc_tui.domain.core.moments import NOW_WORDS, duration_parts, to_utc
from svc_tui.domain.core.text import fold

Direction = Literal["past", "future", "due"]
"""Which way a duration without a sign counts: an age, a time to come, or the time left, which may be negative."""

Bounds = tuple[datetime | None, datetime | None]
"""From (included) to (left out); None is open."""

_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTHS = re.compile(r"(\d{1,4})(mo|y)")
_EDGES = {
    "sod": ("day", 0), "eod": ("day", 1), "sow": ("week", 0), "eow": ("week", 1),
    "som": ("month", 0), "eom": ("month", 1), "soy": ("year", 0), "eoy": ("year", 1),
}  # fmt: skip
WORDS = ("today", "yesterday", "tomorrow", "now", "mon", "tue", "wed", "thu", "fri", "sat", "sun", *_EDGES)
"""Words offered on completion."""


@dataclass(frozen=True, slots=True)
class Period:
    """What a date text stands for.

    `start` and `end` bound what equals it; `low` is where "before it" ends, `high` where "after it" begins.
    """

    start: datetime
    end: datetime
    low: datetime
    high: datetime
    distance: bool = False
    """A duration without a sign: how far from now, whichever way the key counts."""


def is_date(text: str) -> bool:
    """Does the text name a date, an instant, or a distance in time."""
    return (
        period(text, now=datetime(2026, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), direction="past") is not None
    )


def period(text: str, *, now: datetime, zone: ZoneInfo, direction: Direction) -> Period | None:
    """The period that a text names, or None where it names none."""
    word = fold(text).strip()
    here = now.astimezone(zone)
    try:
        return (
            _calendar(word, zone)
            or _word(word, here, zone, direction)
            or _distance(word, here, zone, direction)
            or _instant(word, zone)
            or _typed_day(word, here, zone, direction)
        )
    except (ValueError, OverflowError):
        return None


def bounds(
    op: str, text: str, upper: str, *, now: datetime, zone: ZoneInfo, direction: Direction
) -> Bounds | None:
    """What a comparison admits: `=`, `<`, `<=`, `>`, `>=`, or `..` up to `upper`; None where a text is no date."""
    one = period(text, now=now, zone=zone, direction=direction)
    if one is None:
        return None
    if op == "..":
        other = period(upper, now=now, zone=zone, direction=direction)
        if other is None:
            return None
        return min(one.low, other.low), max(one.high, other.high)
    if one.distance and direction == "past":  # `<7d` is an age: younger means later
        return {"<": (one.high, now + _SECOND), "<=": (one.low, now + _SECOND), ">": (None, one.low),
                ">=": (None, one.high)}.get(op, (one.start, one.end))  # fmt: skip
    first = now if one.distance and direction == "future" else None
    return {"<": (first, one.low), "<=": (first, one.high), ">": (one.high, None),
            ">=": (one.low, None)}.get(op, (one.start, one.end))  # fmt: skip


def day_bounds(
    op: str, text: str, upper: str, *, now: datetime, zone: ZoneInfo, direction: Direction
) -> tuple[date | None, date | None] | None:
    """The same for a column of civil dates: from (included) to (left out)."""
    midnight = to_utc(datetime.combine(now.astimezone(zone).date(), time()), zone)
    found = bounds(op, text, upper, now=midnight, zone=zone, direction=direction)
    if found is None:
        return None
    low, high = found
    first = low.astimezone(zone).date() if low else None
    end = (high - _SECOND).astimezone(zone).date() + _DAY if high else None
    return first, end


def _days(first: date, end: date, zone: ZoneInfo) -> Period:
    start, stop = (to_utc(datetime.combine(day, time()), zone) for day in (first, end))
    return Period(start, stop, start, stop)


def _calendar(word: str, zone: ZoneInfo) -> Period | None:
    """`2026`, `2026-03`, `2026-03-31`."""
    if found := _DATE.fullmatch(word):
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = date(year, month, day)
        if found[3]:
            return _days(first, first + _DAY, zone)
        return _days(first, _next(first, "month" if found[2] else "year"), zone)
    return None


def _next(first: date, unit: str) -> date:
    """The first day after the day, week, month or year that begins on `first`."""
    if unit == "year":
        return date(first.year + 1, 1, 1)
    if unit == "month":
        return first + timedelta(days=monthrange(first.year, first.month)[1])
    return first + timedelta(days=7 if unit == "week" else 1)


def _word(word: str, here: datetime, zone: ZoneInfo, direction: Direction) -> Period | None:
    """`now`, `today`, `mon`, `eow`: a day name is the next one for what is to come, else the last one."""
    today = here.date()
    if word in NOW_WORDS:
        return _point(here)
    if word in NAMED_DAYS:
        day = today + timedelta(days=NAMED_DAYS[word])
        return _days(day, day + _DAY, zone)
    if word in WEEKDAYS:
        ahead = (WEEKDAYS[word] - today.weekday()) % 7
        day = today + timedelta(days=ahead if direction != "past" or not ahead else ahead - 7)
        return _days(day, day + _DAY, zone)
    if word not in _EDGES:
        return None
    unit, last = _EDGES[word]
    first = {
        "day": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "year": today.replace(month=1, day=1),
    }[unit]
    if not last:
        return _days(first, first + _DAY, zone)
    end = _next(first, unit)
    one = _days(end - _DAY, end, zone)
    return Period(one.start, one.end, one.end, one.end)  # "before the end of the week" takes its last day in


def _distance(word: str, here: datetime, zone: ZoneInfo, direction: Direction) -> Period | None:
    """`-7d`, `+2h`, `30d`, `3mo`: days and more keep the wall clock, hours run on."""
    signed = word[:1] in ("+", "-")
    digits = word[1:] if signed else word
    sign = -1 if word[:1] == "-" or (not signed and direction == "past") else 1
    if found := _MONTHS.fullmatch(digits):
        months = int(found[1]) * (12 if found[2] == "y" else 1)
        there = _clamped(lambda: to_utc(_months_on(here.replace(tzinfo=None), sign * months), zone), sign)
    elif (parts := duration_parts(digits)) is not None:
        days, seconds = (timedelta(days=sign * parts[0]), timedelta(seconds=sign * parts[1]))
        there = _clamped(lambda: to_utc(here.replace(tzinfo=None) + days, zone) + seconds, sign)
    else:
        return None
    now = here.astimezone(UTC)
    return Period(min(now, there), max(now, there) + _SECOND, there, there + _SECOND, distance=not signed)


def _clamped(reach: Callable[[], datetime], sign: int) -> datetime:
    """A moment that the calendar still has."""
    try:
        return min(max(reach(), _FIRST), _LAST)
    except (OverflowError, ValueError):
        return _FIRST if sign < 0 else _LAST


def _months_on(local: datetime, months: int) -> datetime:
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


def _instant(word: str, zone: ZoneInfo) -> Period | None:
    """`2026-03-31T10:00`, with seconds and offset where given; without seconds it equals its whole minute."""
    if not _DATE.match(word) or ":" not in word:
        return None
    typed = datetime.fromisoformat(word.upper())
    instant = (typed.astimezone(UTC) if typed.tzinfo else to_utc(typed, zone)).replace(microsecond=0)
    minutes_only = word.count(":") == 1 or (typed.tzinfo is not None and word[:19].count(":") == 1)
    return Period(
        instant, instant + (timedelta(minutes=1) if minutes_only else _SECOND), instant, instant + _SECOND
    )


def _typed_day(word: str, here: datetime, zone: ZoneInfo, direction: Direction) -> Period | None:
    """What people type elsewhere: `31/3`, `31/3/2026`, `31.3.2026`, `31 mar 2026`."""
    prefer: Prefer = "past" if direction == "past" else "future"
    found = days_of(word.split(), here.date(), prefer)
    found = nearest(found, here.date(), prefer) if len(found) > 1 else found
    return _days(found[0], found[0] + _DAY, zone) if found else None


def _point(here: datetime) -> Period:
    at = here.astimezone(UTC)
    return Period(at, at + _SECOND, at, at + _SECOND)
