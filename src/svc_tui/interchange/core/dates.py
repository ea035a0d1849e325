"""Forms of dates as a mapping writes them: Python's, with zones in them, and the day numbers of spreadsheets.

What `strptime` takes without a word and means otherwise is seen to here: a form that holds no date at all, a `Z` at
its end that is no zone to Python, `%Z` that forgets the zone it read.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from svc_tui.errors import N_

Reader = Callable[[str], datetime]

SHEETS: Final = ("excel", "excel1904")
"""Forms that are day numbers: the system of 1900 and that of old Macs."""
NO_DATES: Final = frozenset({(1, 1, 1), (1899, 12, 30), (9999, 12, 31)})
"""What programs write where they have no date."""

_SAMPLE = datetime(2016, 3, 5, 8, 33)  # noqa: DTZ001  (a date to try forms on has no zone)
_OF_1900, _OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_DAYS = re.compile(r"(\d{1,7})(?:[.,](\d{1,15}))?")
_LAST_DAY = 2_958_465
_BARE_OFFSET = re.compile(r"([+-]\d\d)$")
_UTC_NAMES = re.compile(r"\b(?:UTC|GMT|Z)\b|(?<=\d)Z", re.IGNORECASE)
_LITERAL_UTC = re.compile(r"(?<=%[HMSfpT])( ?)(?:Z|UTC|GMT)$")
_DIRECTIVE = re.compile(r"%[-#]?.")

# What other programs call the parts of a date, longest first; minutes are told from months by what stands before.
_MEANT: Final = (
    (r"a{3,4}|Y{4}|y{4}", "%Y"), (r"aa|YY|yy", "%y"), (r"M{4}|MONTH|Month", "%B"), (r"M{3}|MON|Mon", "%b"),
    (r"D{4}|d{4}|g{4}|DAY|Day|E{4}", "%A"), (r"d{3}|g{3}|DDD|E{1,3}", "%a"), (r"HH24|hh24", "%H"), (r"HH12|hh12", "%I"),
    (r"MI|mi|nn", "%M"), (r"SS|ss|S|s", "%S"), (r"fff|SSS", "%f"), (r"DD|dd|gg|D|d|g", "%d"),
    (r"HH|hh|H|h", "%H"), (r"MM|M", "%m"), (r"mm|m", "%M"), (r"AM|PM|am|pm|tt|A", "%p"),
    (r"Z{1,3}|X{1,3}|x{1,3}", "%z"),
)  # fmt: skip
_TOKENS = re.compile("|".join(f"(?P<t{place}>{words})" for place, (words, _) in enumerate(_MEANT)))


@lru_cache(maxsize=256)
def reader(form: str) -> Reader:
    """The function that reads dates of this form. What it reads may be aware; what it cannot read is a ValueError."""
    if form in SHEETS:
        return lambda value: _of_sheet(value, form)
    if _LITERAL_UTC.search(form):
        return lambda value: _strptime(value, form).replace(tzinfo=UTC)
    if "%Z" in form:
        named = form.replace("%Z", "" if "%z" in form else "%z")
        return lambda value: _strptime(_numbered(value, "%z" in form), named)
    if form.endswith("%z"):
        return lambda value: _strptime(_BARE_OFFSET.sub(r"\g<1>00", value), form)
    return lambda value: _strptime(value, form)


def _strptime(value: str, form: str) -> datetime:
    return datetime.strptime(value, form)  # noqa: DTZ007  (a zone that the value lacks is given by the caller)


def _numbered(value: str, has_offset: bool) -> str:
    """A value with the name of its zone as a number; only the names of UTC have one."""
    found = _UTC_NAMES.sub("" if has_offset else "+0000", value)
    if found == value:
        raise ValueError(value)
    return found


def _of_sheet(value: str, form: str) -> datetime:
    """The instant of a day number: whole days since the system's first, and a part of a day.

    The system of 1900 counts a 29 February 1900 that never was: the days before it are one further on.
    """
    match = _DAYS.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    days = int(match[1])
    part = float(f"0.{match[2]}") if match[2] else 0.0
    if days > _LAST_DAY or (form == "excel" and days in (0, 60)):
        raise ValueError(value)
    first = _OF_1904 if form == "excel1904" else _OF_1900 + timedelta(days=days < 60)
    try:
        return first + timedelta(days=days, seconds=round(part * 86_400))
    except OverflowError as error:
        raise ValueError(value) from error


def is_none(day: date) -> bool:
    """Is this a day that programs write where they have none."""
    return (day.year, day.month, day.day) in NO_DATES


def fault(form: str) -> str | None:
    """What is wrong with a form, as a template with `form` and `meant`; None where nothing is."""
    if form in SHEETS:
        return None
    if meant(form):
        return N_("{name}: {form} is no form of a date. Write {meant}.")
    tried = form.replace("%Z", "UTC")
    try:
        written = _SAMPLE.replace(tzinfo=UTC).strftime(tried)
        found = datetime.strptime(written, tried)  # noqa: DTZ007  (only its day is looked at)
    except ValueError:
        return N_("{name}: {form} is no form of a date; one is %d/%m/%Y %H:%M.")
    if (found.year, found.month) != (_SAMPLE.year, _SAMPLE.month):
        return N_("{name}: {form} names no year and month; a form that does is %d/%m/%Y %H:%M.")
    return None


def meant(form: str) -> str:
    """The form of Python that is meant where letters of another program stand; empty where none do."""
    if form.casefold() in {*SHEETS, "excel1900", "excel 1904"}:
        return "excel1904" if "1904" in form else "excel"
    if "%" in form and not re.search(r"YY|yy|DD|dd|MM|HH|hh|mm|ss|gg", _DIRECTIVE.sub("", form)):
        return ""
    found = _translated(form)
    return found if found != form and _works(found) else ""


def _works(form: str) -> bool:
    """Can dates of this form be written and read again."""
    try:
        written = _SAMPLE.replace(tzinfo=UTC).strftime(form)
        again = datetime.strptime(written, form)  # noqa: DTZ007
    except ValueError:
        return False
    return (again.year, again.month) == (_SAMPLE.year, _SAMPLE.month)


def _translated(form: str) -> str:
    """Each run of letters as the directive it means; directives that are there already stay."""
    out: list[str] = []
    at, has_hours = 0, False
    plain = form.replace("'T'", "T").replace('"T"', "T")
    while at < len(plain):
        if (directive := _DIRECTIVE.match(plain, at)) is not None:
            token, word = directive[0], directive[0]
        elif (match := _TOKENS.match(plain, at)) is not None and match.lastgroup is not None:
            token, word = match[0], _MEANT[int(match.lastgroup[1:])][1]
            if word == "%m" and has_hours and out[-1:] in ([":"], ["."]):
                word = "%M"  # hh:MM
            elif word == "%M" and token.startswith("m") and not has_hours:
                word = "%m"  # dd/mm/yyyy
        else:
            token = word = plain[at]
        has_hours = has_hours or word in {"%H", "%I"}
        out.append(word)
        at += len(token)
    found = "".join(out)
    return found.replace("%H", "%I") if "%p" in found else found
