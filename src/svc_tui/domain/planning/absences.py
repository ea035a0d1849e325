"""An absence as it is typed in one line: `anna mon..fri vacation`, `bruno 24/12 13:00-18:00 @carla dentist`."""

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold
from svc_tui.domain.sla.closures import closures_of_day, hours_texts
from svc_tui.errors import N_, Refused

REASONS = MappingProxyType(
    {
        "vacation": ("holiday", "holidays", "ferie", "vacanza"),
        "sick": ("ill", "sickness", "malattia", "malato", "malata"),
        "training": ("course", "formazione", "corso"),
        "appointment": ("meeting", "appuntamento", "riunione"),
        "other": ("away", "altro"),
    }
)
"""Each reason with what else it may be called."""
FORM = N_(
    "{text} is no absence. Write who, from when to when and why: anna mon..fri vacation, or "
    "anna 24/12 13:00-18:00 appointment @bruno."
)
LONGEST_DAYS = 1096
_HOURS = re.compile(r"[0-9]{1,2}([:.]?[0-9]{2})?-[0-9]{1,2}([:.]?[0-9]{2})?")


@dataclass(frozen=True)
class Absence:
    """What was typed."""

    person: str
    first: date
    last: date
    hours: str = ""
    reason: str = "other"
    stand_in: str | None = None
    note: str = ""


def read(text: str, today: date) -> Absence:
    """An absence from its line. Raises Refused: there is no person or no day in it, or it ends before it begins."""
    words = text.split()
    if len(words) < 2:
        raise Refused(FORM, text=text)
    first, last = days_of(words[1], today, text)
    hours, reason, stand_in, note = "", "", None, list[str]()
    for word in words[2:]:
        if not hours and _HOURS.fullmatch(word):
            hours = hours_of(first, _with_minutes(word))
        elif stand_in is None and word.startswith("@") and len(word) > 1:
            stand_in = word[1:]
        elif not reason and (known := reason_of(word)):
            reason = known
        else:
            note.append(word)
    return Absence(words[0], first, last, hours, reason or "other", stand_in, " ".join(note))


def days_of(text: str, today: date, whole: str = "") -> tuple[date, date]:
    """`mon..fri`, `24/12`, `2026-12-24..2027-01-06`. Raises Refused."""
    begin, dots, end = text.partition("..")
    if not begin or (dots and not end):
        raise Refused(FORM, text=whole or text)
    first = read_day(begin, today=today)
    last = read_day(end, today=first) if dots else first
    check(first, last)
    return first, last


def check(first: date, last: date) -> None:
    """It ends after it begins, and is no thousand years. Raises Refused."""
    if last < first:
        raise Refused(
            N_("The absence would end on {last}, before it begins on {first}."), first=first.isoformat(),
            last=last.isoformat(),
        )  # fmt: skip
    if (last - first).days >= LONGEST_DAYS:
        raise Refused(
            N_("An absence lasts {days} days at most. Make the person inactive."), days=LONGEST_DAYS
        )


def reason_of(word: str) -> str | None:
    """The reason that a word means."""
    typed = fold(word)
    return next((own for own, others in REASONS.items() if typed == own or typed in others), None)


def hours_of(day: date, text: str) -> str:
    """Hours of a day in the one form they are kept in. Raises Refused."""
    return hours_texts(closures_of_day(day, text)).get(day, "") if text.strip() else ""


def _with_minutes(text: str) -> str:
    """`13-18` as `13:00-18:00`."""
    return "-".join(part if len(part) > 2 else f"{part}:00" for part in text.split("-"))
