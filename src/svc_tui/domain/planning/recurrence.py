"""When preventive work falls due: by the calendar, on days that are named, or by what a counter shows.

Pure rules on civil days. What was done, missed or is under way comes in as values; whoever asks says what day it is.
The forms of the calendar are those of activities that come back.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from svc_tui.domain.activities import recurrence as calendar
from svc_tui.domain.activities.recurrence import Recurrence
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused

MOST_ROWS = 2_000
"""So many at most fall due at once: a plan for every day of five years."""
FURTHEST = 366
"""Days in which a worked day is looked for."""
_DAY = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}")
_COUNT = re.compile(r"(?:every |ogni )?([0-9]{1,9}) ?([^0-9\s]\S*)?")
FORMS = N_(
    "every: {text} is no way to come round. Type it as weekly mon, every 3 months, monthly last fri, as days "
    "(2026-03-01 2026-09-01), or as steps of a counter (every 500 hours)."
)


@dataclass(frozen=True, slots=True)
class Every:
    """How it comes round: one of three."""

    calendar: Recurrence | None = None
    days: tuple[date, ...] = ()
    """Named days, in order."""
    step: int = 0
    """So much of a counter."""
    meter: str = ""
    """Name of the counter; empty: the only one."""

    def text(self) -> str:
        """The same as it may be typed again."""
        if self.days:
            return " ".join(day.isoformat() for day in self.days)
        if self.step:
            return f"every {self.step} {self.meter}".rstrip()
        return calendar.text_of(self.calendar) if self.calendar is not None else ""


def read(text: str, start: date) -> Every:
    """How it comes round, as it is typed. Raises Refused: it is no such way; the sentence names the forms.

    Args:
        text: What was typed, English or Italian.
        start: The day it is counted from: what is not said of the day is taken from it.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    if words and all(_DAY.fullmatch(word) for word in words):
        try:
            return Every(days=tuple(sorted({read_day(word, today=None) for word in words})))
        except Refused:
            raise Refused(FORMS, text=text) from None
    try:
        found = calendar.read(text, start=_noon(start), today=start)
    except Refused:
        return _counted(text)
    if found.until is not None or found.count is not None:
        raise Refused(N_("every: say the end of a plan with until=DAY."))
    return Every(calendar=found)


def _counted(text: str) -> Every:
    found = _COUNT.fullmatch(" ".join(fold(text).split()))
    if found is None or not int(found[1]) or _is_period(found[2] or ""):
        raise Refused(FORMS, text=text)
    return Every(step=int(found[1]), meter=found[2] or "")


def _is_period(word: str) -> bool:
    try:
        calendar.read(f"every 1 {word}", start=_noon(date(2000, 1, 1)), today=date(2000, 1, 1))
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Terms:
    """A plan as the rules need it, for one card or contract."""

    every: Every
    start: date
    """The day it is counted from."""
    first: date
    """The first day on which it may fall due."""
    last: date
    """The last one."""
    moving: bool = False
    """Counted from the day on which the last one was done."""


@dataclass(frozen=True, slots=True)
class Past:
    """What became of it so far."""

    settled: Collection[str] = ()
    """Slots that were made or missed."""
    done: date | None = None
    """When the last one was done."""
    waits: bool = False
    """One was made and is not done yet."""


@dataclass(frozen=True, slots=True)
class Due:
    """One time that it falls due."""

    slot: str
    """What tells it from the others: the day by the rule, or what the counter is to show."""
    day: date
    """The day by the rule, or on which the counter shows it."""


Reading = tuple[date, Decimal]
"""A day, and what the counter had counted by then since the first reading."""


def due(terms: Terms, past: Past, through: date, readings: Sequence[Reading] = ()) -> list[Due]:
    """What falls due until a day and is neither made nor missed, in order.

    Args:
        terms: The plan.
        past: What became of it.
        through: The last day asked for.
        readings: Of its counter, where it has one.
    """
    last = min(through, terms.last)
    if terms.moving and past.waits:
        return []
    if terms.every.step:
        return _by_counter(terms, past, last, readings)
    found: list[Due] = []
    for day in _days(terms, past):
        if day > last or len(found) >= MOST_ROWS:
            break
        if day >= terms.first and day.isoformat() not in past.settled:
            found.append(Due(day.isoformat(), day))
            if terms.moving:
                break
    return found


def _days(terms: Terms, past: Past) -> Iterator[date]:
    """The days by the rule, in order."""
    if terms.every.days:
        yield from terms.every.days
        return
    rule = terms.every.calendar
    if rule is None:
        return
    if terms.moving and past.done is not None:
        rule = Recurrence(rule.every, rule.interval)
        yield from (slot.date() for slot in calendar.walk(rule, _noon(past.done)))
        return
    start = _noon(terms.start)
    if next(calendar.walk(replace(rule, interval=1), start - timedelta(days=1)), None) == start:
        yield terms.start
    yield from (slot.date() for slot in calendar.walk(rule, start))


def _by_counter(terms: Terms, past: Past, last: date, readings: Sequence[Reading]) -> list[Due]:
    if not readings:
        return []
    step = Decimal(terms.every.step)
    base = _total_on(readings, terms.start)
    if terms.moving and past.done is not None:
        base = _total_on(readings, past.done)
    found: list[Due] = []
    for nth in range(1, MOST_ROWS):
        day = reached(readings, base + nth * step)
        if day is None or day > last:
            break
        slot = f"{(base + nth * step).normalize():f}"
        if day >= terms.first and slot not in past.settled:
            found.append(Due(slot, day))
            if terms.moving:
                break
    return found


def totals(shown: Sequence[tuple[date, str, bool]]) -> list[Reading]:
    """What a counter has counted by each of its readings, through all that replaced it.

    Args:
        shown: Day, what it showed, and whether a new counter began with it; in order of time.

    Raises:
        Refused: it ran backwards, or showed no number.
    """
    found: list[Reading] = []
    before, total = Decimal(0), Decimal(0)
    for day, text, replaced in shown:
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise Refused(
                N_("The counter showed {value} on {day}, which is no number."),
                value=text,
                day=day.isoformat(),
            )
        if not found:
            total = value
        elif not replaced:
            if value < before:
                raise Refused(
                    N_("The counter ran backwards: {before} and then {value} on {day}. Correct the reading."),
                    before=f"{before:f}", value=f"{value:f}", day=day.isoformat(),
                )  # fmt: skip
            total += value - before
        before = value
        found.append((day, total))
    return found


def reached(readings: Sequence[Reading], target: Decimal) -> date | None:
    """The day on which a counter shows so much: between two readings by proportion, after the last one at the pace
    since the first; None: it stands still."""
    for (day, total), (then, more) in itertools.pairwise(readings):
        if more >= target > total:
            return day + timedelta(days=_share((then - day).days, target - total, more - total))
    first, begun = readings[0]
    last, total = readings[-1]
    if begun >= target:
        return first
    days, run = (last - first).days, total - begun
    if not run or not days:
        return None
    ahead = _share(days, target - total, run)
    return last + timedelta(days=ahead) if ahead < 36_500 else None


def _share(days: int, part: Decimal, whole: Decimal) -> int:
    """So many of the days, rounded up to a whole one."""
    return int((days * part / whole).to_integral_value(rounding="ROUND_CEILING"))


def _total_on(readings: Sequence[Reading], day: date) -> Decimal:
    return next((total for at, total in reversed(readings) if at <= day), readings[0][1])


def worked_day(day: date, works: Callable[[date], bool], earlier: bool, lowest: date, highest: date) -> date:
    """The nearest day that is worked, earlier or later as wished; the other way where the bounds leave none.

    Where no day within the bounds is worked it stays where it is.
    """
    for way in (-1, 1) if earlier else (1, -1):
        for number in range(FURTHEST):
            found = day + timedelta(days=way * number)
            if not lowest <= found <= highest:
                break
            if works(found):
                return found
    return day


@dataclass(frozen=True, slots=True)
class Sorted:
    """What is to be done about what falls due."""

    make: tuple[Due, ...]
    """Calls are made for these."""
    missed: tuple[Due, ...]
    """The day is over; said to be missed."""


def sort_out(found: Sequence[Due], today: date) -> Sorted:
    """What is over is made up for by the next one that is made; where none is, by the last of those that are over."""
    over = [each for each in found if each.day < today]
    ahead = [each for each in found if each.day >= today]
    if over and not ahead:
        return Sorted((over[-1],), tuple(over[:-1]))
    return Sorted(tuple(ahead), tuple(over))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
