"""From the text of a cell to a value of a shape: instants, dates, numbers, yes and no, priorities.

Everything here is total: what cannot be read is a `BadValue` with a sentence, never another error.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from svc_tui.domain.core.money import number_of
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, Refused
from svc_tui.interchange.core import dates
from svc_tui.interchange.core.fields import Shape
from svc_tui.interchange.core.records import BadValue

LONGEST: Final = 100_000
"""Signs in one value. A longer one is a broken quote or a file in the wrong place."""

_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")

PRIORITIES: Final = {
    word: name
    for name, words in {
        "low": "low l bassa scp_low 0",
        "medium": "medium m media scp_medium 1",
        "high": "high h alta scp_high 2",
    }.items()
    for word in words.split()
}
YES: Final = frozenset(["yes", "y", "true", "1", "tyes", "si", "sì", "s", "x"])
NO: Final = frozenset(["no", "n", "false", "0", "tno"])


def text(value: str, *, lines: bool = False) -> str:
    """Printable text: one sort of line break, no half of a surrogate pair; one line unless `lines`."""
    if "\0" in value:
        raise BadValue(N_("There is a NUL byte in it; this is not text."))
    if len(value) > LONGEST:
        raise BadValue(
            N_("It has {count} signs, more than the {limit} that one field may hold; is a quote missing?"),
            count=len(value),
            limit=LONGEST,
        )
    return clean(value).strip() if lines else clean_line(value)


def plain(value: object) -> str:
    """A value of JSON as text: a whole number that was written `10.0` or `1.23e15` is one, with all its digits."""
    if isinstance(value, float) and value.is_integer():
        return f"{Decimal(repr(value)):f}".partition(".")[0]
    return str(value)


def decimal(value: str) -> Decimal:
    """A decimal number, as our own files and JSON write it, and as people do: `1.234,50`; no exponent."""
    try:
        found = Decimal(value.strip()) if _NUMBER.fullmatch(value.strip()) else number_of(value)
    except Refused as error:
        raise BadValue(error.message, **error.values) from None
    if found is None or abs(found) >= 10**12:
        raise BadValue(N_("This is no number."))
    return found


def instant(value: str, formats: Sequence[str], zone: tzinfo) -> datetime:
    """An instant in UTC, from text in one of `formats` or ISO 8601; without a zone it is of `zone`."""
    return to_utc(_parse(value, formats), zone)


def instant_or_none(value: str, formats: Sequence[str], zone: tzinfo) -> datetime | None:
    """The same; None for the days that programs write where they have no date."""
    found = _parse_or_none(value, formats)
    return None if found is None else to_utc(found, zone)


def day_or_none(value: str, formats: Sequence[str]) -> date | None:
    """A civil day; None for those that programs write where they have none."""
    found = _parse_or_none(value, formats)
    return None if found is None else found.date()


def to_utc(found: datetime, zone: tzinfo) -> datetime:
    """An instant in UTC; without a zone it is of `zone`."""
    try:
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise BadValue(N_("This is no date that a calendar knows.")) from error


def day(value: str, formats: Sequence[str]) -> date:
    """A civil day, from text in one of `formats` or ISO 8601."""
    return _parse(value, formats).date()


def _parse_or_none(value: str, formats: Sequence[str]) -> datetime | None:
    if value.startswith("0000-00-00"):
        return None
    found = _parse(value, formats)
    return None if dates.is_none(found) else found


def readings(value: str, formats: Sequence[str]) -> list[tuple[str, date]]:
    """Each of the forms that fits a value, with the day it makes of it."""
    found = []
    for form in formats:
        try:
            found.append((form, dates.reader(form)(value).date()))
        except (ValueError, OverflowError):
            continue
    return found


def _parse(value: str, formats: Sequence[str]) -> datetime:
    for form in formats:
        try:
            return dates.reader(form)(value)
        except (ValueError, OverflowError):
            continue
    try:
        return datetime.fromisoformat(value)
    except (ValueError, OverflowError) as error:
        raise BadValue(
            N_("This is no date in the form {form}."), form=" / ".join(formats) or "YYYY-MM-DD hh:mm"
        ) from error


def whole(value: str) -> int:
    """A whole number that fits the store."""
    try:
        number = int(value.removesuffix(".0"))
    except ValueError as error:
        raise BadValue(N_("This is no whole number.")) from error
    if abs(number) >= 2**63:
        raise BadValue(N_("This number is too large."))
    return number


def amount(value: object) -> Decimal | None:
    """A finite amount of money; None where it is none."""
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def yes(value: str) -> bool:
    """Yes or no, in the ways files say it."""
    word = value.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue(N_("This is neither yes nor no."))


def priority(value: str) -> str:
    """low, medium or high."""
    found = PRIORITIES.get(value.casefold())
    if found is None:
        raise BadValue(N_("A priority is low, medium or high."))
    return found


def parts(value: str) -> tuple[str, ...]:
    """A list written with commas or semicolons."""
    return tuple(part for part in (piece.strip() for piece in value.replace(";", ",").split(",")) if part)


def of_shape(shape: Shape, formats: Sequence[str], zone: tzinfo) -> Callable[[str], Any]:
    """The function that reads text of this shape."""
    if shape == "instant":
        return lambda value: instant_or_none(value, formats, zone)
    if shape == "date":
        return lambda value: day_or_none(value, formats)
    if shape == "lines":
        return lambda value: text(value, lines=True)
    simple: dict[str, Callable[[str], Any]] = {"int": whole, "yes": yes, "priority": priority, "list": parts}
    return simple.get(shape, text)
