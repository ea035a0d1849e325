"""Periods of reports: from a day to a day, both included; what people type, and the period before.

`today week month quarter year`, `last week`, `30d`, `+90d`, `2026`, `2026-Q1`, `2026-11`, `2026-11-05`, `FROM..TO`,
`all`; in Italian too. A period that is not over ends today.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from svc_tui.domain.core.buckets import bounds_of, bucket_of_day
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, BadUsage, Refused

_DAY = timedelta(days=1)
YEARS = (1900, 2999)
_BUCKETS = (
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-q[1-4]"), "quarter"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "month"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
)
_LAST_DAYS = re.compile(r"(\d{1,5})d")
_NEXT_DAYS = re.compile(r"(?:\+|next |prossimi )(\d{1,5}) ?(?:d|days|giorni)")
_UNITS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "giorno": "day", "settimana": "week", "mese": "month", "trimestre": "quarter", "anno": "year",
}  # fmt: skip
_LAST = ("last ", "previous ")
_LAST_AFTER = (" scorso", " scorsa", " precedente")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included, either open."""

    first: date | None = None
    last: date | None = None

    @property
    def is_open(self) -> bool:
        """Has it no beginning: there is none before it."""
        return self.first is None or self.last is None

    def term(self, key: str) -> str:
        """The filter text for records whose instant `key` lies in it; empty for all of them."""
        if self.first is not None and self.last is not None:
            return f"{key}:{self.first}" if self.first == self.last else f"{key}:{self.first}..{self.last}"
        if self.first is not None:
            return f"{key}:>={self.first}"
        return f"{key}:<={self.last}" if self.last is not None else ""

    def before(self) -> "Period | None":
        """The period before: as many whole months where it is made of those, the same days of the month before where
        it begins one, else as many days."""
        if self.first is None or self.last is None:
            return None
        if self.first.day == 1:
            if (self.last + _DAY).day == 1:
                months = _months(self.last) - _months(self.first) + 1
                return Period(_shifted(self.first, -months), self.first - _DAY)
            if _months(self.first) == _months(self.last):
                return Period(_shifted(self.first, -1), _shifted(self.last, -1))
        days = self.last - self.first
        return Period(self.first - days - _DAY, self.first - _DAY)

    def year_before(self) -> "Period | None":
        """The same one a year before."""
        if self.first is None or self.last is None:
            return None
        ends = (self.last + _DAY).day == 1
        last = _shifted(self.last, -12)
        return Period(_shifted(self.first, -12), _end_of_month(last) if ends else last)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def period(text: str, today: date) -> Period:
    """The period of what was typed. Raises BadUsage: it names none."""
    word = " ".join(fold(text).replace("_", " ").split())
    try:
        found = _named(word, today) or _bucket(word, today) or _span(word, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        message = N_(
            "{text} is no period. Write week, last month, 30d, 2026, 2026-Q1, 2026-11, 2026-11-05 or FROM..TO."
        )
        raise BadUsage(message, text=text)
    return _near(found)


def _near(found: Period) -> Period:
    """The period, where it lies in years that can be counted with. Raises BadUsage: it does not."""
    for day in (found.first, found.last):
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            message = N_("{day} is too far away. A period lies between {first} and {last}.")
            raise BadUsage(message, day=day, first=YEARS[0], last=YEARS[1])
    return found


def between(first: str | None, last: str | None, today: date) -> Period:
    """The period of its two ends as typed; of the second one a month or a year ends with its last day.

    Raises BadUsage: an end is no day, or the second comes before the first.
    """
    low = _edge(first, today).first if first else None
    high = _edge(last, today).last if last else None
    if low is not None and high is not None and high < low:
        raise BadUsage(
            N_("The period ends on {last}, before it begins on {first}. Turn them round."),
            first=low,
            last=high,
        )
    return _near(Period(low, high))


def _edge(text: str, today: date) -> Period:
    word = fold(text).strip()
    try:
        if found := _bucket(word, None):
            return found
        day = read_day(text, today=today, prefer="near")
    except (ValueError, OverflowError, Refused):
        raise BadUsage(
            N_("{text} is no day. Write 2026-11-05, 5/11/2026, today or -7d."), text=text
        ) from None
    return Period(day, day)


def _named(word: str, today: date) -> Period | None:
    if word in ("all", "ever", "sempre", "tutto"):
        return Period()
    if word in ("today", "oggi"):
        return Period(today, today)
    if word in ("yesterday", "ieri"):
        return Period(today - _DAY, today - _DAY)
    if found := _LAST_DAYS.fullmatch(word):
        return Period(today - timedelta(days=int(found[1]) - 1), today) if int(found[1]) else None
    if found := _NEXT_DAYS.fullmatch(word):
        return Period(today, today + timedelta(days=int(found[1]) - 1)) if int(found[1]) else None
    bare = word
    for beginning in _LAST:
        bare = bare.removeprefix(beginning)
    for end in _LAST_AFTER:
        bare = bare.removesuffix(end)
    bare = bare.removeprefix("this ").removeprefix("questa ").removeprefix("questo ")
    unit = _UNITS.get(bare)
    if unit is None:
        return None
    first, _ = bounds_of(bucket_of_day(today, unit), unit)
    if word.startswith(_LAST) or word.endswith(_LAST_AFTER):
        return Period(*bounds_of(bucket_of_day(first - _DAY, unit), unit))
    return Period(first, today)


def _bucket(word: str, today: date | None) -> Period | None:
    """`2026`, `2026-q1`, `2026-11`, `2026-11-05`; the one that is not over ends today, where a today is given."""
    for pattern, unit in _BUCKETS:
        if pattern.fullmatch(word):
            first, last = bounds_of(word.upper(), unit)
            running = today is not None and first <= today < last
            return Period(first, today if running else last)
    return None


def _span(word: str, today: date) -> Period | None:
    low, dots, high = word.partition("..")
    return between(low.strip() or None, high.strip() or None, today) if dots and (low or high) else None
