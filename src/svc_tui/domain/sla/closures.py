"""Days on which nothing is covered, whole or in part: `2026-12-25`, `2026-12-24 13:00-24:00`.

A closed part takes its hours out of a date; a date closed whole is a holiday.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from svc_tui.domain.sla.opening import minutes_of
from svc_tui.domain.sla.week import DAY, format_window
from svc_tui.errors import N_, Refused

_HOURS = re.compile(r"(\d{1,2}[:.]\d\d|\d{1,4})\s*[-–—]\s*(\d{1,2}[:.]\d\d|\d{1,4})")
_DATED = re.compile(r"\d{4}-\d")
_WORD = re.compile(rf"{_HOURS.pattern}(?=[\s,;]|$)|[^\s,;]+")


class Closure(NamedTuple):
    """A date, or the minutes [start, end) of it."""

    day: date
    start: int = 0
    end: int = DAY

    @property
    def is_whole(self) -> bool:
        """Whether the whole date is closed."""
        return (self.start, self.end) == (0, DAY)

    @property
    def hours(self) -> str:
        """The closed part, `13:00-24:00`; nothing of a whole date."""
        return "" if self.is_whole else format_window((self.start, self.end))


class Closed(NamedTuple):
    """Closed dates as the clock takes them."""

    days: frozenset[date]
    """Whole dates: they are holidays."""
    parts: frozenset[Closure]
    """Parts of other dates."""


def closed_of(closures: Iterable[Closure], holidays: Iterable[date] = ()) -> Closed:
    """Whole dates, holidays among them, and parts apart."""
    found = frozenset(closures)
    days = frozenset(each.day for each in found if each.is_whole) | frozenset(holidays)
    return Closed(days, frozenset(each for each in found if not each.is_whole))


def closures_of(text: str, read: Callable[[str], Iterable[date]]) -> list[Closure]:
    """What a typed list closes, in order: dates, each with the hours that stand behind it.

    Args:
        text: Dates parted by blanks or commas, such as `2026-12-24 13:00-24:00, 2026-12-25`.
        read: The dates that a word names.

    Raises:
        Refused: hours cannot be read, or stand alone; says where.
    """
    named: list[tuple[list[date], list[tuple[int, int]]]] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if match[1] is None and (":" not in word or _DATED.match(word)):
            named.append((list(read(word)), []))
            continue
        if not named:
            raise Refused(
                N_(
                    '"{word}" at column {column} has no date before it. Write it like 2026-12-24 13:00-24:00.'
                ),
                word=word,
                column=match.start() + 1,
            )
        named[-1][1].append(_part(word, match.start() + 1))
    found: dict[date, list[tuple[int, int]]] = {}
    for days, parts in named:
        for day in days:
            found.setdefault(day, []).extend(parts or [(0, DAY)])
    return [each for day in sorted(found) for each in _of_day(day, found[day])]


def closures_of_day(day: date, hours: str) -> list[Closure]:
    """A date and its closed hours, `09:00-10:00,13:00-24:00`; without any the whole of it."""
    parts = [_part(match.group(), match.start() + 1) for match in _WORD.finditer(hours)]
    return _of_day(day, parts or [(0, DAY)])


def closure_texts(closures: Iterable[Closure]) -> list[str]:
    """Closures as they are kept, one a text and in order: `2026-12-24 13:00-24:00`, `2026-12-25`."""
    return [f"{each.day.isoformat()} {each.hours}".rstrip() for each in sorted(closures)]


def stored_closures(texts: Iterable[str]) -> list[Closure]:
    """Closures from the texts they are kept in. Raises Refused: one cannot be read."""
    found: list[Closure] = []
    for text in texts:
        day, _blank, hours = text.strip().partition(" ")
        try:
            found += closures_of_day(date.fromisoformat(day), hours)
        except ValueError:
            raise _no_date(text) from None
    return found


def hours_texts(closures: Iterable[Closure]) -> dict[date, str]:
    """The closed hours of each date in one text, `09:00-10:00,13:00-24:00`; nothing for a whole date."""
    found: dict[date, list[str]] = {}
    for each in sorted(closures):
        found.setdefault(each.day, []).append(each.hours)
    return {day: ",".join(hours) for day, hours in found.items()}


def iso_days(word: str) -> list[date]:
    """A date as programs write it. Raises Refused: the word is none."""
    try:
        return [date.fromisoformat(word)]
    except ValueError:
        raise _no_date(word) from None


def _no_date(text: str) -> Refused:
    return Refused(N_("{value} is no date. Write it like 2026-05-01."), value=text[:40])


def _part(word: str, column: int) -> tuple[int, int]:
    match = _HOURS.fullmatch(word)
    start, end = (minutes_of(match[1]), minutes_of(match[2])) if match else (None, None)
    if start is None or end is None:
        raise Refused(
            N_('"{word}" at column {column} is no part of a day. Write it like 13:00-24:00.'),
            word=word,
            column=column,
        )
    end = DAY if end in (0, DAY - 1) else end
    if end <= start:
        raise Refused(
            N_(
                'The part "{word}" at column {column} ends before it begins. A closed part ends within its day, '
                "at 24:00 at the latest."
            ),
            word=word,
            column=column,
        )
    return start, end


def _of_day(day: date, parts: Iterable[tuple[int, int]]) -> list[Closure]:
    """The parts in order, those that touch joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return [Closure(day, start, end) for start, end in joined]
