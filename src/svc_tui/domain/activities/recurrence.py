"""How an activity comes back: each day, week or month on the clock of a wall, read from what people type, and walked.

Slots are civil times of the company's zone, without a zone: nine o'clock stays nine o'clock when the clocks are put
on or back. Whoever needs an instant asks `domain.core.moments.to_utc`.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from svc_tui.domain.core.calendar_words import weekday
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused

Every = Literal["day", "week", "month"]

LAST = -1
"""The last such weekday of a month."""
MOST_INTERVAL, MOST_COUNT = 999, 9_999
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORMS = N_(
    "{text} is no way to come back. Type it as daily, weekly mon,thu, every 2 weeks, monthly 31 or "
    "monthly 2nd tue; then until 2026-12-31 or 10 times."
)
_EVERY = {
    "daily": "day", "day": "day", "days": "day", "giorno": "day", "giorni": "day", "giornaliera": "day",
    "weekly": "week", "week": "week", "weeks": "week", "settimana": "week", "settimane": "week",
    "settimanale": "week", "monthly": "month", "month": "month", "months": "month", "mese": "month",
    "mesi": "month", "mensile": "month",
}  # fmt: skip
_FILLERS = frozenset({"every", "each", "ogni", "on", "the", "il", "di", "and", "e", "of"})
_UNTIL = frozenset({"until", "to", "till", "fino", "al"})
_TIMES = frozenset({"times", "time", "volte", "volta", "x"})
_NTH = {
    "1st": 1, "first": 1, "primo": 1, "prima": 1, "2nd": 2, "second": 2, "secondo": 2, "seconda": 2, "3rd": 3,
    "third": 3, "terzo": 3, "terza": 3, "4th": 4, "fourth": 4, "quarto": 4, "quarta": 4, "last": LAST,
    "ultimo": LAST, "ultima": LAST,
}  # fmt: skip
_NTH_WORDS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", LAST: "last"}
_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A way to come back."""

    every: Every
    interval: int = 1
    """Each so many days, weeks or months."""
    days: tuple[int, ...] = ()
    """Weekdays, Monday 0: of a week, in order; or the one of a month, with `nth`."""
    day: int | None = None
    """Day of the month; in a shorter month its last day."""
    nth: int | None = None
    """The first to fourth or the last (-1) such weekday of the month."""
    until: date | None = None
    """The last day on which it may fall."""
    count: int | None = None
    """So many from the one that says so, itself counted."""

    def kept(self) -> dict[str, Any]:
        """As a store keeps it: what is not said is left out."""
        said: dict[str, Any] = {"every": self.every, "interval": self.interval}
        if self.days:
            said["days"] = list(self.days)
        for name in ("day", "nth", "count"):
            if (value := getattr(self, name)) is not None:
                said[name] = value
        return said | ({"until": self.until.isoformat()} if self.until else {})


def from_kept(said: dict[str, Any]) -> Recurrence | None:
    """The same from a store; None where it is none."""
    try:
        every = said["every"]
        if every not in ("day", "week", "month"):
            return None
        until = said.get("until")
        return Recurrence(
            every, max(1, int(said.get("interval") or 1)),
            tuple(sorted({int(day) % 7 for day in said.get("days") or ()})), said.get("day"), said.get("nth"),
            date.fromisoformat(until) if until else None, said.get("count"),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None


def read(text: str, *, start: datetime, today: date) -> Recurrence:
    """What was typed: `daily`, `weekly mon,thu`, `every 2 weeks until 31/12`, `monthly 31`, `monthly last fri 9 times`.

    Args:
        text: What was typed, English or Italian.
        start: The civil beginning of the first one: what is not said of the day is taken from it.
        today: What a typed end is relative to.

    Raises:
        Refused: it is none; the sentence names the forms.
    """
    words = [word for word in fold(text).replace(",", " ").split() if word not in _FILLERS]
    words, until = _until(words, today, text)
    words, count = _count(words, text)
    interval = 1
    if words and _NUMBER.fullmatch(words[0]):
        interval, words = int(words[0]), words[1:]
    every = _EVERY.get(words[0]) if words else None
    if every is None or not 1 <= interval <= MOST_INTERVAL or (until and count):
        raise Refused(FORMS, text=text)
    rest = words[1:]
    made = Recurrence(every, interval, until=until, count=count)  # type: ignore[arg-type]
    if every == "day":
        found = made if not rest else None
    elif every == "week":
        found = _weekly(made, rest, start)
    else:
        found = _monthly(made, rest, start)
    if found is None:
        raise Refused(FORMS, text=text)
    if found.until is not None and found.until < start.date():
        raise Refused(
            N_("It ends on {until}, before it begins. Type a later day, or leave the end out."),
            until=found.until.isoformat(),
        )
    return found


def _until(words: list[str], today: date, text: str) -> tuple[list[str], date | None]:
    for place, word in enumerate(words):
        if word in _UNTIL:
            said = [each for each in words[place:] if each not in _UNTIL]
            try:
                return words[:place], read_day(" ".join(said), today=today)
            except Refused:
                raise Refused(FORMS, text=text) from None
    return words, None


def _count(words: list[str], text: str) -> tuple[list[str], int | None]:
    if len(words) >= 2 and words[-1] in _TIMES and _NUMBER.fullmatch(words[-2]):
        count = int(words[-2])
        if not 1 <= count <= MOST_COUNT:
            raise Refused(FORMS, text=text)
        return words[:-2], count
    return words, None


def _weekly(made: Recurrence, rest: list[str], start: datetime) -> Recurrence | None:
    days = [weekday(word) for word in rest]
    known = {day for day in days if day is not None}
    if len(known) != len(rest):
        return None
    return replace(made, days=tuple(sorted(known)) or (start.weekday(),))


def _monthly(made: Recurrence, rest: list[str], start: datetime) -> Recurrence | None:
    if not rest:
        return replace(made, day=start.day)
    if len(rest) == 1 and _NUMBER.fullmatch(rest[0]):
        day = int(rest[0])
        return replace(made, day=day) if 1 <= day <= 31 else None
    if len(rest) == 1 and rest[0] in ("last", "ultimo"):
        return replace(made, day=31)
    nth, named = (_NTH.get(rest[0]), weekday(rest[1])) if len(rest) == 2 else (None, None)
    return replace(made, nth=nth, days=(named,)) if nth is not None and named is not None else None


def text_of(rule: Recurrence) -> str:
    """The same as it may be typed again, in English: what scripts get."""
    names = {"day": "daily", "week": "weekly", "month": "monthly"}
    said = names[rule.every] if rule.interval == 1 else f"every {rule.interval} {rule.every}s"
    if rule.every == "week" and rule.days:
        said += " " + ",".join(DAYS[day] for day in rule.days)
    elif rule.nth is not None and rule.days:
        said += f" {_NTH_WORDS.get(rule.nth, 'last')} {DAYS[rule.days[0]]}"
    elif rule.every == "month" and rule.day is not None:
        said += f" {rule.day}"
    if rule.until is not None:
        said += f" until {rule.until.isoformat()}"
    return said if rule.count is None else f"{said} {rule.count} times"


def walk(rule: Recurrence, slot: datetime) -> Iterator[datetime]:
    """The slots after this one in order, without end unless the rule has one: `slot` is the first of its count."""
    left = None if rule.count is None else rule.count - 1
    for found in _slots(rule, slot):
        if left is not None:
            if left <= 0:
                return
            left -= 1
        if rule.until is not None and found.date() > rule.until:
            return
        yield found


def after(rule: Recurrence, slot: datetime, moment: datetime) -> tuple[datetime, Recurrence] | None:
    """The first slot after both this one and a civil moment, and the rule as that one carries it.

    What was missed in between is left out, and counts.
    """
    for passed, found in enumerate(walk(rule, slot), 1):
        if found > moment:
            left = None if rule.count is None else rule.count - passed
            return found, replace(rule, count=left)
    return None


def moved(rule: Recurrence, slot: datetime, to: datetime) -> Recurrence:
    """The rule where this and all later ones are put to another day: the day that moved is another one of it."""
    if slot.date() == to.date():
        return rule
    if rule.every == "week" and rule.days:
        return replace(rule, days=tuple(sorted({*rule.days} - {slot.weekday()} | {to.weekday()})))
    if rule.every == "month" and rule.nth is not None:
        nth = (to.day + 6) // 7
        return replace(rule, nth=nth if nth < 5 else LAST, days=(to.weekday(),))
    return replace(rule, day=to.day) if rule.every == "month" else rule


def _slots(rule: Recurrence, slot: datetime) -> Iterator[datetime]:
    try:
        if rule.every == "month":
            yield from _months(rule, slot)
        elif rule.every == "week" and rule.days:
            yield from _weeks(rule, slot)
        else:
            step = timedelta(days=rule.interval * (7 if rule.every == "week" else 1))
            while True:
                slot += step
                yield slot
    except (OverflowError, ValueError):  # the calendar ends
        return


def _weeks(rule: Recurrence, slot: datetime) -> Iterator[datetime]:
    monday = slot - timedelta(days=slot.weekday())
    while True:
        for day in rule.days:
            found = monday + timedelta(days=day)
            if found > slot:
                yield found
        monday += timedelta(days=7 * rule.interval)


def _months(rule: Recurrence, slot: datetime) -> Iterator[datetime]:
    months = slot.year * 12 + slot.month - 1
    while True:
        year, month = divmod(months, 12)
        found = slot.replace(year=year, month=month + 1, day=_day(rule, slot, year, month + 1))
        if found > slot:
            yield found
        months += rule.interval


def _day(rule: Recurrence, slot: datetime, year: int, month: int) -> int:
    first, length = monthrange(year, month)
    if rule.nth is None or not rule.days:
        return min(rule.day or slot.day, length)
    day = 1 + (rule.days[0] - first) % 7
    if rule.nth == LAST:
        return day + 7 * ((length - day) // 7)
    return day + 7 * (min(rule.nth, 4) - 1)
