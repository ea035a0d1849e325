"""A technician's diary: when he works, where he is expected, and the next time that is free.

All in whole seconds since 1970, for rules that look at hundreds of days. What is not worked (nights, holidays,
absences) is simply no part of `work`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from svc_tui.domain.sla.closures import closures_of_day
from svc_tui.domain.sla.coverage import local_s

GRID_S = 900
"""Slots begin at full quarters of an hour."""
Span = tuple[int, int]
"""From (included) to (left out)."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit as the rules need it."""

    start: int
    end: int
    territory: str | None = None
    number: int = 0
    """Of the visit; 0 for one that is not there yet."""


@dataclass(frozen=True)
class Ways:
    """How long it takes from one territory to another."""

    minutes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By both names in the order of the alphabet; a territory with itself is the way within it."""
    within: int = 15
    """Minutes within a territory of which nothing is said."""
    between: int = 30
    """Minutes between two of which nothing is said."""

    def seconds(self, origin: str | None, destination: str | None) -> int:
        """The way in seconds; to or from an unknown place as within a territory."""
        if origin is None or destination is None:
            return 60 * self.within
        pair = (origin, destination) if origin <= destination else (destination, origin)
        default = self.within if origin == destination else self.between
        return 60 * self.minutes.get(pair, default)


@dataclass(frozen=True)
class Diary:
    """One technician's time."""

    person: str
    work: Sequence[Span]
    """When he works: parted and in order."""
    stops: Sequence[Stop] = ()
    """Where he is expected, by their beginning."""
    home: str | None = None
    """The territory in which his day begins."""

    @cached_property
    def _begins(self) -> list[int]:
        return [begin for begin, _end in self.work]

    @cached_property
    def _starts(self) -> list[int]:
        return [stop.start for stop in self.stops]

    @cached_property
    def _longest(self) -> int:
        return max((stop.end - stop.start for stop in self.stops), default=0)

    def near(self, start: int, end: int) -> Sequence[Stop]:
        """The stops that lie wholly or in part in [start, end)."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [stop for stop in self.stops[low:high] if stop.end > start]

    def before(self, at: int) -> Stop | None:
        """The last stop that is over at an instant."""
        over = [stop for stop in self.stops[: bisect_right(self._starts, at)] if stop.end <= at]
        return max(over, key=lambda stop: stop.end, default=None)

    def after(self, at: int) -> Stop | None:
        """The first stop that begins at an instant or later."""
        index = bisect_left(self._starts, at)
        return self.stops[index] if index < len(self.stops) else None

    def works(self, start: int, end: int) -> bool:
        """Does one stretch of work hold all of it."""
        index = bisect_right(self._begins, start) - 1
        return index >= 0 and end <= self.work[index][1]

    def without(self, number: int) -> "Diary":
        """The same without one visit."""
        return Diary(
            self.person, self.work, [stop for stop in self.stops if stop.number != number], self.home
        )

    def with_stop(self, stop: Stop) -> "Diary":
        """The same with one more."""
        index = bisect_right(self._starts, stop.start)
        return Diary(self.person, self.work, [*self.stops[:index], stop, *self.stops[index:]], self.home)


def earliest(
    diary: Diary, length: int, territory: str | None, ways: Ways, since: int, until: int
) -> int | None:
    """The first quarter of an hour at which a visit fits: worked, free, and with time for the ways; None: none.

    Args:
        diary: Whose.
        length: Seconds of the visit.
        territory: Where it is.
        ways: How long ways are.
        since: Not before.
        until: It ends by then.
    """
    index = max(bisect_right(diary._begins, since) - 1, 0)
    for begin, end in diary.work[index:]:
        if begin + length > until:
            return None
        found = _in_window(diary, length, territory, ways, max(begin, since), min(end, until))
        if found is not None:
            return found
    return None


def _in_window(
    diary: Diary, length: int, territory: str | None, ways: Ways, begin: int, end: int
) -> int | None:
    """The same within one stretch of work."""
    at = _on_grid(begin)
    while at + length <= end:
        later = _blocked_until(diary, at, at + length, territory, ways)
        if later is None:
            return at
        at = _on_grid(later)
    return None


def _blocked_until(diary: Diary, start: int, end: int, territory: str | None, ways: Ways) -> int | None:
    """When to try next, where something is in the way of a visit; None: nothing is."""
    inside = diary.near(start, end)
    if inside:
        return max(stop.end for stop in inside)
    before, after = diary.before(start), diary.after(end)
    if before is not None and start < (ready := before.end + ways.seconds(before.territory, territory)):
        return ready
    if after is not None and end + ways.seconds(territory, after.territory) > after.start:
        return after.end
    return None


def earliest_for_all(
    diaries: Sequence[Diary], length: int, territory: str | None, ways: Ways, since: int, until: int
) -> int | None:
    """The first time that suits several technicians at once; None: there is none."""
    at = since
    while True:
        found = [earliest(diary, length, territory, ways, at, until) for diary in diaries]
        if not found or any(each is None for each in found):
            return None
        latest = max(each for each in found if each is not None)
        if all(each == latest for each in found):
            return latest
        at = latest


def without(spans: Iterable[Span], lost: Iterable[Span]) -> list[Span]:
    """The spans, parted and in order, less those lost, which may overlap."""
    found: list[Span] = []
    gone = sorted(lost)
    for start, end in spans:
        for begin, until in gone:
            if until <= start or begin >= end:
                continue
            if begin > start:
                found.append((start, begin))
            start = max(start, until)
        if end > start:
            found.append((start, end))
    return found


def absent_spans(first: date, last: date, hours: str, zone: str) -> list[Span]:
    """What an absence takes: its days from midnight to midnight, or these hours of each. Raises Refused: no hours."""
    found: list[Span] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for part in closures_of_day(day, hours):
            ordinal = day.toordinal()
            found.append((local_s(zone, ordinal, part.start * 60), local_s(zone, ordinal, part.end * 60)))
    return found


def _on_grid(at: int) -> int:
    return -(-at // GRID_S) * GRID_S
