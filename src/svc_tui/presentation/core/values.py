"""Values in the forms that scripts rely on: JSON, CSV cells, one line of text."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

SECONDS = len("2026-11-23T09:00:00")
PLAIN = {int, bool, float, type(None)}
"""Kinds that JSON has: a long list is made of them and of texts, and asks no more of each."""


def instant(value: datetime | None) -> str | None:
    """ISO 8601 UTC with Z, to the second."""
    if value is None:
        return None
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()[:SECONDS] + "Z"


def as_json(value: Any) -> Any:
    """A value as JSON has it: empty text is null, instants end in Z, days are dates."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {
            str(key): (each or None) if type(each) is str else each if type(each) in PLAIN else as_json(each)
            for key, each in value.items()
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(each) for each in value]
    return None if value == "" else value


def as_line(value: Any) -> str:
    """A value as one line of text, for CSV and for tables."""
    if value is None:
        return ""
    if type(value) is str:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instant(value) or ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={as_line(each)}" for key, each in value.items() if each not in (None, ""))
    if isinstance(value, list | tuple | set | frozenset):
        joined = [as_line(each) for each in value]
        return (" " if all(" " not in each for each in joined) else "; ").join(joined)
    return str(value)
