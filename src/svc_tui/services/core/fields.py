"""Values that come as text from a form or a command line, read into the types of a record's fields.

One table of fields a noun; what a field refers to is resolved by the noun's own service.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal

from svc_tui.domain.core.days import Meant, read_day
from svc_tui.domain.core.text import clean, clean_line, fold
from svc_tui.errors import N_, BadUsage, Refused

Kind = Literal[
    "line", "text", "flag", "int", "day", "choice", "words", "person", "queue", "group", "customer"
]

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
YES = {"yes", "true", "1", "on", "y", "si", "sì", "vero"}
NO = {"no", "false", "0", "off", "n", "falso"}


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is read."""

    kind: Kind = "line"
    choices: tuple[str, ...] = ()
    """The words of a choice, or of each of several words; several words without it are any, in lower case."""
    longest: int | None = None
    """Characters that fit."""
    empty: bool = True
    """May be empty."""
    prefer: Meant = "future"
    """A day without its year or week lies ahead, behind, or is the nearest."""
    reads: Callable[[str], str] | None = None
    """What is typed in the one form in which it is kept. Raises Refused."""


Fields = Mapping[str, Field]
Values = dict[str, Any]
"""Values by the names of fields that are only known when it runs: typed by people, read from files, for any table."""
Given = Mapping[str, Any]
"""The same where they are only read."""


def read_fields(fields: Fields, values: Mapping[str, object], *, today: date | None = None) -> Values:
    """Each value in the type of its field; empty text is None where a field may be empty.

    Args:
        fields: What may be said, by name.
        values: What is said.
        today: The day that a typed one is relative to; only whole dates are read without it.

    Raises:
        BadUsage: there is no such field.
        Refused: a value does not fit its field.
    """
    found: Values = {}
    for name, value in values.items():
        if name not in fields:
            near = get_close_matches(name, fields, 1)
            message = N_("There is no field {name} to set. Known are {known}.")
            if near:
                message = N_("There is no field {name} to set. Did you mean {near}?")
            raise BadUsage(message, name=name, near=near[0] if near else "", known=", ".join(fields))
        found[name] = _read(name, fields[name], value, today)
    return found


def _read(name: str, field: Field, value: object, today: date | None) -> Any:
    if isinstance(value, str):
        value = clean(value).strip() if field.kind == "text" else clean_line(value)
    if value is None or value == "":
        if not field.empty:
            raise Refused(N_("{name} must not be empty."), name=name)
        return [] if field.kind == "words" else ("" if field.kind == "text" else None)
    if isinstance(value, str):
        value = _typed(name, field, value, today)
    if field.reads is not None and isinstance(value, str):
        value = field.reads(value)
    if field.longest and isinstance(value, str) and len(value) > field.longest:
        message = N_("{name} has {count} characters; {most} fit.")
        raise Refused(message, name=name, count=len(value), most=field.longest)
    return value


def _typed(name: str, field: Field, text: str, today: date | None) -> Any:
    if field.kind == "flag":
        word = fold(text)
        if word in YES | NO:
            return word in YES
        raise Refused(N_("{name}: {value} is neither yes nor no."), name=name, value=text)
    if field.kind == "int":
        if not _WHOLE.fullmatch(text):
            raise Refused(N_("{name}: {value} is not a whole number."), name=name, value=text)
        return int(text)
    if field.kind == "day":
        try:
            return read_day(text, today=today, prefer=field.prefer)
        except Refused:
            message = N_(
                "{name}: {value} is no day. Type it as 2026-12-31, 31/12, tomorrow, fri, +3d or +1mo."
            )
            raise Refused(message, name=name, value=text) from None
    if field.kind == "choice":
        return _choice(name, field, text)
    if field.kind == "words":
        words = text.replace(",", " ").split()
        words = [_choice(name, field, word) if field.choices else word.lower() for word in words]
        return list(dict.fromkeys(words))
    return text


def _choice(name: str, field: Field, text: str) -> str:
    for choice in field.choices:
        if fold(choice) == fold(text):
            return choice
    message = N_("{name}: there is no {value}. Choose from {known}.")
    raise Refused(message, name=name, value=text, known=", ".join(field.choices))
