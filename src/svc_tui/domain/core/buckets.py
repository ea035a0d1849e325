"""Stretches of the calendar that reports group by: which one an instant falls into, in a zone, and what bounds it.

The zone is asked once for each day that occurs: a million instants of some years share two thousand of them. Of days
on which clocks change it is asked for each quarter of an hour, for no zone changes within one.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

UNITS = ("day", "week", "month", "quarter", "year")
"""Stretches that follow one another."""
PARTS = ("hour", "weekday")
"""Parts that come round again."""
DAY_S = 86_400
_QUARTER_S = 900
_FIRST = date(1970, 1, 1)


def part_of(seconds: int, zone: str, part: str) -> int:
    """The `hour` (0 to 23) or `weekday` (1 is Monday) of an instant, in seconds since 1970."""
    here = seconds + _ahead(seconds, zone)
    # The first of January 1970 was a Thursday.
    return here % DAY_S // 3600 if part == "hour" else (here // DAY_S + 3) % 7 + 1


def bucket_of(seconds: int, zone: str, unit: str) -> str:
    """The day, week (its Monday), month, quarter or year in which an instant falls: `2026-03-31`, `2026-Q1` ..."""
    return _bucket((seconds + _ahead(seconds, zone)) // DAY_S, unit)


def _ahead(seconds: int, zone: str) -> int:
    """How many seconds a zone is ahead of UTC at an instant."""
    ahead = _all_day(seconds // DAY_S, zone)
    return _at(seconds // _QUARTER_S * _QUARTER_S, zone) if ahead is None else ahead


@lru_cache(maxsize=1 << 14)
def _all_day(day: int, zone: str) -> int | None:
    """The same of a whole day of UTC; None where it changes within."""
    ahead = {_at(day * DAY_S + hour * 3600, zone) for hour in range(25)}
    return ahead.pop() if len(ahead) == 1 else None


@lru_cache(maxsize=1 << 12)
def _at(seconds: int, zone: str) -> int:
    here = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(zone))
    return round((here.utcoffset() or timedelta()).total_seconds())


@lru_cache(maxsize=1 << 14)
def _bucket(day: int, unit: str) -> str:
    return bucket_of_day(_FIRST + timedelta(days=day), unit)


def bucket_of_day(day: date, unit: str) -> str:
    """The same of a civil day."""
    match unit:
        case "week":
            return (day - timedelta(days=day.weekday())).isoformat()
        case "month":
            return f"{day.year:04d}-{day.month:02d}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04d}"
        case _:
            return day.isoformat()


def bounds_of(bucket: str, unit: str) -> tuple[date, date]:
    """Its first and its last day."""
    match unit:
        case "week":
            first = date.fromisoformat(bucket)
            return first, first + timedelta(days=6)
        case "month":
            first = date.fromisoformat(f"{bucket}-01")
        case "quarter":
            first = date(int(bucket[:4]), int(bucket[-1]) * 3 - 2, 1)
        case "year":
            first = date(int(bucket), 1, 1)
        case _:
            first = date.fromisoformat(bucket)
            return first, first
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def buckets_between(first: date, last: date, unit: str) -> list[str]:
    """All of them that have a day from `first` to `last`, in order."""
    found: list[str] = []
    while first <= last:
        bucket = bucket_of_day(first, unit)
        found.append(bucket)
        first = bounds_of(bucket, unit)[1] + timedelta(days=1)
    return found
