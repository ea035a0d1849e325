"""When a contract covers: a week of windows in a zone without its holidays, as a set of UTC intervals.

`elapsed` counts covered seconds, `add` finds the instant at which a budget is used up. All arithmetic is on
whole UTC seconds; intervals are made as far as somebody asks and kept with the Coverage.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from svc_tui.domain.sla.closures import Closure
from svc_tui.domain.sla.opening import parse_week
from svc_tui.domain.sla.week import Piece, Rules, Week
from svc_tui.errors import N_, Refused

DAY_S = 86_400
BOUND_DAYS = 400
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_FIRST_DAY, _LAST_DAY = 3, date.max.toordinal() - 3

# A line is widened within this many days; a question about another century gets a line of its own.
_KEPT_DAYS = 40 * 366

NO_HOUR = N_("the contract covers no hour")
TOO_LONG = N_("the target does not fit into 400 days of this contract")


@dataclass(frozen=True)
class Never:
    """There is no such instant, and why."""

    reason: str


Instant = datetime | Never


class _Line(NamedTuple):
    """The intervals of the days [first, last): starts, ends, and the covered seconds before each start."""

    first: int
    last: int
    starts: list[int]
    ends: list[int]
    before: list[int]

    def measure(self, at: int) -> int:
        i = bisect_right(self.starts, at) - 1
        return self.before[i] + min(at, self.ends[i]) - self.starts[i] if i >= 0 else 0


@dataclass(frozen=True)
class Coverage:
    """The covered time of a contract. Values are compared and hashed by what was asked for."""

    week: Week
    """Windows of each weekday; its own `PH on` includes holidays too."""
    zone: str
    """IANA name of the zone the windows are in."""
    closed: frozenset[date] = frozenset()
    """Holidays and the company's closed dates: whole civil dates that fall out, or have hours of their own."""
    includes_holidays: bool = False
    """The contract counts holidays as any other day."""
    parts: frozenset[Closure] = frozenset()
    """Parts of other dates that are closed."""
    _kept: list[_Line] = field(default_factory=list, init=False, repr=False, compare=False)

    def elapsed(self, a: datetime, b: datetime) -> int:
        """Covered seconds in [a, b); 0 when b is not after a."""
        return self.elapsed_s(seconds_of(a), seconds_of(b))

    def add(self, t: datetime, seconds: int) -> Instant:
        """The smallest u >= t with `seconds` covered in [t, u); for 0 the first covered instant."""
        found = self.add_s(seconds_of(t), seconds)
        return Never(self.reason(t)) if found is None else instant_of(found)

    def first_covered(self, t: datetime) -> Instant:
        """The first covered instant at or after t."""
        return self.add(t, 0)

    def covers(self, t: datetime) -> bool:
        """Whether t itself lies in a window."""
        at = seconds_of(t)
        return self.elapsed_s(at, at + 1) == 1

    def due_in(self, now: datetime, due: datetime) -> int:
        """Covered seconds left until due; negative when late."""
        return self.elapsed(now, due) if due >= now else -self.elapsed(due, now)

    def meter(self, a: int, b: int) -> Callable[[int], int]:
        """Covered seconds before any instant within [a, b]: differences count, for a question asked of many."""
        return self._line(min(a, b), max(a, b)).measure

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        """The covered intervals within [a, b), in order."""
        return [(instant_of(x), instant_of(y)) for x, y in self.spans_s(seconds_of(a), seconds_of(b))]

    def reason(self, t: datetime) -> str:
        """Why a search that began at t found nothing."""
        return NO_HOUR if self.add_s(seconds_of(t), 0) is None else TOO_LONG

    # The same in whole seconds since 1970, for the rules that take many steps.

    def elapsed_s(self, a: int, b: int) -> int:
        if b <= a:
            return 0
        line = self._line(a, b)
        return line.measure(b) - line.measure(a)

    def add_s(self, t: int, seconds: int) -> int | None:
        """As `add`; None for never. A negative budget was used up before: t itself."""
        if seconds < 0:
            return t
        bound = t + BOUND_DAYS * DAY_S
        for reach in (14 * DAY_S + 2 * seconds, 100 * DAY_S + 4 * seconds, BOUND_DAYS * DAY_S):
            line = self._line(t, min(t + reach, bound))
            found = self._first(line, t) if seconds == 0 else self._used_up(line, t, seconds)
            if found is not None:
                return found if found <= bound else None
        return None

    def spans_s(self, a: int, b: int) -> list[tuple[int, int]]:
        if b <= a:
            return []
        line = self._line(a, b)
        low, high = bisect_right(line.ends, a), bisect_left(line.starts, b)
        return [(max(a, line.starts[i]), min(b, line.ends[i])) for i in range(low, high)]

    def spans_of(self, day: date) -> list[tuple[int, int]]:
        """The covered intervals of one civil date, in UTC seconds; empty when it is closed."""
        return self._intervals(day.toordinal(), day.toordinal() + 1)

    def hours_on(self, day: date) -> tuple[Piece, ...]:
        """What is covered of a civil date, in seconds of its wall clock."""
        return tuple(_joined(self._pieces(day.toordinal())))

    def lost_on(self, day: date) -> tuple[Piece, ...]:
        """What a holiday or a closed part takes out of a civil date, in seconds of its wall clock."""
        at = day.toordinal()
        if at not in self._closed_days and at not in self._closed_parts:
            return ()
        usual = _cut(self.week.rules_on(at - 1), self.week.rules_on(at), at)
        return tuple(_without(_joined(usual), _joined(self._pieces(at))))

    def is_holiday(self, day: date) -> bool:
        """Whether the date is a holiday that does not count as any other day."""
        return self._is_holiday(day.toordinal(), self.week.rules_on(day.toordinal()))

    def counts_holidays(self, day: date) -> bool:
        """Whether a holiday on this date would count as any other day."""
        return self.includes_holidays or self.week.rules_on(day.toordinal()).holidays

    def closures_between(self, first: date, last: date) -> list[date]:
        """The holidays and closed dates from first to last, both included, in order."""
        a, b = first.toordinal(), last.toordinal()
        return sorted(
            date.fromordinal(day) for day in self._closed_days | self._closed_parts.keys() if a <= day <= b
        )

    def local(self, t: datetime) -> datetime:
        """t on the contract's wall clock."""
        return t.astimezone(zone_of(self.zone))

    @staticmethod
    def _first(line: _Line, t: int) -> int | None:
        i = bisect_right(line.ends, t)
        return max(t, line.starts[i]) if i < len(line.starts) else None

    @staticmethod
    def _used_up(line: _Line, t: int, seconds: int) -> int | None:
        goal = line.measure(t) + seconds
        i = bisect_left(line.before, goal) - 1
        found = line.starts[i] + goal - line.before[i] if i >= 0 else t
        return found if i >= 0 and found <= line.ends[i] else None

    def _line(self, a: int, b: int) -> _Line:
        """The kept intervals, widened to hold [a, b]. A wider line replaces the old one whole, so that
        threads that share a Coverage never see half of one."""
        first = max(_FIRST_DAY, a // DAY_S + _EPOCH_DAY - 2)
        last = min(_LAST_DAY, b // DAY_S + _EPOCH_DAY + 3)
        kept = self._kept[0] if self._kept else None
        if kept is not None and kept.first <= first and last <= kept.last:
            return kept
        if kept is not None and max(last, kept.last) - min(first, kept.first) <= _KEPT_DAYS:
            half = (kept.last - kept.first) // 2
            first = min(kept.first, first - half if first < kept.first else first)
            last = max(kept.last, last + half if last > kept.last else last)
        line = self._made(max(_FIRST_DAY, first), min(_LAST_DAY, last))
        if last - first <= 2 * _KEPT_DAYS:
            self._kept[:] = [line]
        return line

    def _made(self, first: int, last: int) -> _Line:
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        total = 0
        for start, end in self._intervals(first, last):
            starts.append(start)
            ends.append(end)
            before.append(total)
            total += end - start
        return _Line(first, last, starts, ends, before)

    def _intervals(self, first: int, last: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        week, closed, parts, zone = self.week, self._closed_days, self._closed_parts, self.zone
        plain = week.pieces if week.is_plain else None
        for day in range(first, last):
            windows: Iterable[Piece]
            if plain is None or day in parts:
                windows = self._pieces(day)
            else:
                windows = () if day in closed else plain[(day - 1) % 7]
            if not windows:
                continue
            offset = _offset(zone, day)
            if offset == _offset(zone, day + 1):
                midnight = (day - _EPOCH_DAY) * DAY_S - offset
                found += [(midnight + start, midnight + end) for start, end in windows]
            else:
                found += [(local_s(zone, day, start), local_s(zone, day, end)) for start, end in windows]
        return _joined(found)

    def _pieces(self, day: int) -> list[Piece]:
        """What is covered of a civil date. Tails of the night before count by the date they lie on, so a holiday
        keeps only its own hours and those of a holiday's night."""
        rules, before = self.week.rules_on(day), self.week.rules_on(day - 1)
        own_hours = self._is_holiday(day, rules)
        found = list(rules.holiday_heads) if own_hours else _cut(before, rules, day)
        if before.holiday_tails and self._is_holiday(day - 1, before):
            found += before.holiday_tails
        if day in self._closed_parts and not (self.includes_holidays or rules.holidays):
            return _without(_joined(found), self._closed_parts[day])
        return found

    def _is_holiday(self, day: int, rules: Rules) -> bool:
        return day in self._closed_days and not rules.holidays

    @cached_property
    def _closed_days(self) -> frozenset[int]:
        if self.includes_holidays or (self.week.holidays and self.week.is_plain):
            return frozenset()
        return frozenset(day.toordinal() for day in self.closed)

    @cached_property
    def _closed_parts(self) -> dict[int, list[Piece]]:
        found: dict[int, list[Piece]] = {}
        for each in self.parts:
            found.setdefault(each.day.toordinal(), []).append((each.start * 60, each.end * 60))
        return {day: _joined(parts) for day, parts in found.items()}


def _cut(before: Rules, rules: Rules, day: int) -> list[Piece]:
    """What a civil date (an ordinal) covers where nothing is closed: the tail of the night before, and its own."""
    weekday = (day - 1) % 7
    return [*before.tails[weekday - 1], *rules.heads[weekday]]


def _without(intervals: list[tuple[int, int]], lost: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The intervals less those lost, both in order and parted."""
    found: list[tuple[int, int]] = []
    for start, end in intervals:
        for begin, until in lost:
            if until <= start or begin >= end:
                continue
            if begin > start:
                found.append((start, begin))
            start = until
        if end > start:
            found.append((start, end))
    return found


def _joined(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A set of intervals: in order, without empty ones, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=1024)
def coverage_of(
    hours: str,
    zone: str,
    closed: frozenset[date] = frozenset(),
    includes_holidays: bool = False,
    parts: frozenset[Closure] = frozenset(),
) -> Coverage:
    """A Coverage from its text; the same arguments give the same object with what it has worked out.

    Raises:
        Refused: the text or the zone cannot be read.
    """
    week = parse_week(hours)
    zone_of(zone)
    return Coverage(week, zone, closed, includes_holidays, parts)


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        Refused: no such zone; says a name that is meant, where one is near.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = _zone_names().get(name.strip().casefold().replace(" ", "_"), "Europe/Rome")
        raise Refused(
            N_('There is no time zone "{zone}". Write it like {near}.'), zone=name, near=near
        ) from None


@lru_cache(maxsize=1)
def _zone_names() -> dict[str, str]:
    names = sorted(available_timezones())
    return {name.split("/")[-1].casefold(): name for name in names} | {
        name.casefold(): name for name in names
    }


@lru_cache(maxsize=1 << 16)
def _offset(zone: str, day: int) -> int:
    """Seconds east of UTC at a day's midnight; a day with equal ones at both ends holds no change."""
    return _east(zone, datetime.fromordinal(day))


def _east(zone: str, naive: datetime) -> int:
    # With fold=0 Python reads a skipped time with the offset before the change, which moves it forward by
    # the gap, and a repeated one as its earlier instant: the two rules of service-levels.md 1.
    offset = naive.replace(tzinfo=zone_of(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def local_s(zone: str, day: int, second: int) -> int:
    """UTC seconds of a wall-clock second of a civil day (an ordinal); 86400 is the next midnight."""
    naive = datetime.fromordinal(day) + timedelta(seconds=second)
    return (day - _EPOCH_DAY) * DAY_S + second - _east(zone, naive)


def in_zone(naive: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time: skipped ones move forward, repeated ones are the earlier."""
    return naive.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seconds_of(t: datetime) -> int:
    """Whole seconds since 1970 of an aware instant."""
    passed = t - _EPOCH
    return passed.days * DAY_S + passed.seconds


def instant_of(seconds: int) -> datetime:
    """The aware UTC instant of whole seconds since 1970."""
    return _EPOCH + timedelta(seconds=seconds)


def merged(pauses: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pauses as a set of intervals in order."""
    return _joined(list(pauses))
