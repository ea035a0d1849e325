"""A day as people type it, in English or Italian: `tomorrow`, `fri`, `+2w`, `24/12`, `24 Dec 2026`, `2026-12-24`.

The one reader of days: prompts, forms, the command line and the filter language ask here. Times are `moments`.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from svc_tui.domain.core.calendar_words import month
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused

Prefer = Literal["past", "future"]
Meant = Literal["past", "future", "near"]
"""A day without a year comes after today, or is today or before it, or is whichever is nearer."""

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday lun lunedi",
            "tue tues tuesday mar martedi",
            "wed wednesday mer mercoledi",
            "thu thur thurs thursday gio giovedi",
            "fri friday ven venerdi",
            "sat saturday sab sabato",
            "sun sunday dom domenica",
        )
    )
    for word in words.split()
}
"""Folded names of the days, Monday 0."""

NAMED_DAYS = {
    "today": 0,
    "oggi": 0,
    "tomorrow": 1,
    "domani": 1,
    "dopodomani": 2,
    "yesterday": -1,
    "ieri": -1,
}
"""Days counted from today."""

_EDGES = ("sow", "som", "soy", "eow", "eom", "eoy")
"""First and last days of the week, the month and the year, as in filters."""
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:([/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?|-([0-9]{1,2})-([0-9]{4}))"
)
_SHIFT = re.compile(r"([+-]?)\s*((?:[0-9]{1,4}\s*(?:mo|d|g|w|y)\s*)+)")
_STEP = re.compile(r"([0-9]{1,4})\s*(mo|d|g|w|y)")
_WEEK = timedelta(days=7)
_YEARS = 8
"""So far the year of a day without one is looked for: 29 February has one in four, and none in 1900 or 2100."""

FORMS = N_("{text} is no day. Type it as 2026-12-31, 31/12, 31 Dec 2026, tomorrow, fri, +3d, +2w or +1mo.")


def read_day(text: str, *, today: date | None, prefer: Meant = "future") -> date:
    """The day that was typed.

    Args:
        text: What was typed.
        today: What the text is relative to; without it only a whole date is read.
        prefer: A day name or a date without a year comes after today, or is today or before it; or of a date the year
            in which it is nearest: what is billed up to 30/11 is, on 1 December, billed up to yesterday.

    Raises:
        Refused: the text is no day; the sentence names the forms.
    """
    try:
        found = days_of(fold(text).replace(",", " ").split(), today, "past" if prefer == "past" else "future")
    except (OverflowError, ValueError):
        found = ()
    if len(found) > 1 and today is not None:
        found = nearest(found, today, prefer)
    if len(found) != 1:
        raise Refused(FORMS, text=text)
    return found[0]


def nearest(days: Sequence[date], today: date, prefer: Meant) -> Sequence[date]:
    """The first day after today, or the last that is not after it; of dates also the nearest, of weekdays the next."""
    if prefer == "near" and days[1] - days[0] > _WEEK:
        return [min(days, key=lambda day: (abs(day - today), day < today))]
    if prefer == "near":
        prefer = "future"
    if prefer == "future":
        return [min(later)] if (later := [day for day in days if day > today]) else ()
    return [max(before)] if (before := [day for day in days if day <= today]) else ()


def days_of(words: Sequence[str], today: date | None, prefer: Prefer) -> Sequence[date]:
    """The days that folded words may mean: one, several where the week or year is left open, or none.

    Raises:
        ValueError, OverflowError: a date that the calendar does not have.
    """
    if not words:
        return ()
    word = words[0]
    if len(words) == 1:
        if found := _YEAR_FIRST.fullmatch(word):
            return (date(int(found[1]), int(found[3]), int(found[4])),)
        if found := _DAY_FIRST.fullmatch(word):
            return _on(int(found[1]), int(found[3] or found[5]), found[4] or found[6], today)
    if today is None:
        return _named_month(words, None)
    if len(words) == 1 and word in NAMED_DAYS:
        return (today + timedelta(days=NAMED_DAYS[word]),)
    if len(words) == 1 and word in _EDGES:
        return (_edge(word, today),)
    if len(words) == 1 and word in WEEKDAYS:
        same = today + timedelta(days=(WEEKDAYS[word] - today.weekday()) % 7)
        return [same + timedelta(days=days) for days in (-7, 0, 7)]
    if (shifted := _shifted(" ".join(words), today, prefer)) is not None:
        return (shifted,)
    return _named_month(words, today)


def _edge(word: str, today: date) -> date:
    """The first or last day of what today lies in; a week begins on Monday."""
    if word[2] == "w":
        return today + timedelta(days=(0 if word[0] == "s" else 6) - today.weekday())
    first, last = (1, 12) if word[2] == "y" else (today.month, today.month)
    if word[0] == "s":
        return today.replace(month=first, day=1)
    return today.replace(month=last, day=monthrange(today.year, last)[1])


def _named_month(words: Sequence[str], today: date | None) -> Sequence[date]:
    """`24 dec`, `24 dicembre 2026`, `thu 24 dec 2026`; a weekday that the date does not have is refused."""
    weekday = None
    if len(words) > 2 and words[0] in WEEKDAYS:
        weekday, words = WEEKDAYS[words[0]], words[1:]
    if len(words) not in (2, 3) or not re.fullmatch(r"[0-9]{1,2}\.?", words[0]):
        return ()
    named = month(words[1].rstrip("."))
    year = words[2] if len(words) == 3 else None
    if named is None or (year is not None and not re.fullmatch(r"19[7-9][0-9]|2[01][0-9]{2}", year)):
        return ()
    found = _on(int(words[0].rstrip(".")), named, year, today)
    return [day for day in found if weekday is None or day.weekday() == weekday]


def _on(day: int, month: int, year: str | None, today: date | None) -> Sequence[date]:
    """A day of a month, of the year that is named or of those around."""
    if year is not None:
        return (date(int(year) + (2000 if len(year) == 2 else 0), month, day),)
    if today is None:
        return ()
    found = []
    for near in range(today.year - _YEARS, today.year + _YEARS + 1):
        try:
            found.append(date(near, month, day))
        except ValueError:
            continue
    return found


def _shifted(text: str, today: date, prefer: Prefer) -> date | None:
    """`+1d`, `2w`, `-1mo`; without a sign the way that is preferred."""
    found = _SHIFT.fullmatch(text)
    if found is None:
        return None
    sign = -1 if found[1] == "-" or (not found[1] and prefer == "past") else 1
    months = days = 0
    for count, unit in _STEP.findall(found[2]):
        months += int(count) * {"mo": 1, "y": 12}.get(unit, 0)
        days += int(count) * {"d": 1, "g": 1, "w": 7}.get(unit, 0)
    return months_on(today, sign * months) + timedelta(days=sign * days)


def check_days(first: date | None, last: date | None) -> None:
    """What holds until a day holds from one before it. Raises Refused."""
    if first and last and last < first:
        message = N_("It would end on {last}, before it begins on {first}. Write a later last day, or none.")
        raise Refused(message, last=last.isoformat(), first=first.isoformat())


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, at = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return day.replace(year=year, month=at + 1, day=min(day.day, monthrange(year, at + 1)[1]))
