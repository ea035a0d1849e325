"""When calls come: more on Mondays and in the morning, fewer at the weekend, hardly any at night."""

from bisect import bisect
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from svc_tui.domain.sla.coverage import DAY_S, local_s, seconds_of

RATE_DAYS, RATE_CALLS = 60, 250
"""250 calls in 60 days."""
LONGEST_DAYS = 1826
"""Five years; after that the company grows instead ..."""
MOST_A_DAY = 600
"""... until it is as busy as this, which keeps open calls far below 20,000; then the years get more again."""

_WEEK = (1.3, 1.15, 1.05, 1.0, 1.1, 0.35, 0.12)
_HOURS = (1, 1, 1, 1, 2, 4, 10, 28, 70, 90, 78, 60, 36, 44, 66, 64, 52, 40, 24, 12, 6, 4, 3, 2)
_PASSED = (0, *accumulate(_HOURS))


def period_days(calls: int) -> int:
    """How many days so many calls take."""
    days = max(3, round(calls * RATE_DAYS / RATE_CALLS))
    return min(days, max(LONGEST_DAYS, calls // MOST_A_DAY))


def arrivals(calls: int, now: datetime, zone: str, rng: Random) -> Iterator[int]:
    """The reported instants in order, exactly `calls` of them, all before `now`, as UTC seconds."""
    end = seconds_of(now) - 60
    last = now.astimezone(ZoneInfo(zone)).toordinal()
    days = range(last - period_days(calls), last + 1)
    weights = [_WEEK[(day - 1) % 7] for day in days]
    today = local_s(zone, last, DAY_S // 2) - DAY_S // 2
    passed = _share_passed(max(0, end - today))
    weights[-1] *= passed
    total, sum_so_far, given = sum(weights), 0.0, 0
    random = rng.random
    for day, weight in zip(days, weights, strict=True):
        sum_so_far += weight
        count = round(calls * sum_so_far / total) - given
        given += count
        midnight = local_s(zone, day, DAY_S // 2) - DAY_S // 2
        part = passed if day == last else 1.0
        yield from sorted(min(end, midnight + _second(random() * part, random())) for _ in range(count))


def _second(share: float, more: float) -> int:
    """The second of the day at which this share of a day's calls has come."""
    hour = min(23, bisect(_PASSED, share * _PASSED[-1]) - 1)
    return hour * 3600 + int(more * 3600)


def _share_passed(seconds: int) -> float:
    hour, rest = divmod(min(seconds, DAY_S), 3600)
    if hour >= len(_HOURS):
        return 1.0
    return (_PASSED[hour] + _HOURS[hour] * rest / 3600) / _PASSED[-1]
