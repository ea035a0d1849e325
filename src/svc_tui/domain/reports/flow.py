"""What stood, came, went and stands, stretch by stretch: open before + came - closed = open, each time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from svc_tui.domain.core.buckets import bounds_of, bucket_of, buckets_between
from svc_tui.domain.reports.periods import Period

Counted = Iterable[tuple[int, int]]
"""Instants in seconds since 1970, each with how many records have it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, week, month, quarter or year, as far as it lies in the period."""

    name: str
    first: date
    last: date
    open_before: int
    opened: int
    closed: int

    @property
    def open(self) -> int:
        """What stands at its end."""
        return self.open_before + self.opened - self.closed

    def filter_of(self, figure: str, came: str, went: str) -> str:
        """The filter text of the records behind a figure, by the keys of the instants."""
        within = Period(self.first, self.last)
        return {
            "opened": within.term(came),
            "closed": within.term(went),
            "open_before": f"{came}:<{self.first} -{went}:<{self.first}",
            "open": f"{came}:<={self.last} -{went}:<={self.last}",
        }[figure]


def flow(
    came: Counted, went: Counted, *, standing: int, period: Period, today: date, zone: ZoneInfo, unit: str
) -> list[Stretch]:
    """The stretches of a period; an open beginning is the first record, an open end today.

    Args:
        came: What came within the period.
        went: What went within it.
        standing: What stood at its beginning.
        period: From when to when.
        today: The present day.
        zone: In which days begin.
        unit: How long a stretch is.
    """
    arrivals, departures = (_by_day(each, zone) for each in (came, went))
    first = period.first or min(arrivals, default=None)
    if first is None:
        return []
    last = period.last or max(today, first)
    found: list[Stretch] = []
    for name in buckets_between(first, last, unit):
        low, high = bounds_of(name, unit)
        low, high = max(low, first), min(high, last)
        days = _days(low, high)
        stretch = Stretch(
            name, low, high, standing, *(sum(each[day] for day in days) for each in (arrivals, departures))
        )
        found.append(stretch)
        standing = stretch.open
    return found


def _by_day(counted: Counted, zone: ZoneInfo) -> "Counter[date]":
    found: Counter[str] = Counter()
    for seconds, count in counted:
        found[bucket_of(seconds, zone.key, "day")] += count
    return Counter({date.fromisoformat(day): count for day, count in found.items()})


def _days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]
