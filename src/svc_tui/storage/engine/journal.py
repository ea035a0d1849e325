"""Values as history shows them and as the journal of undo keeps them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Date

from svc_tui.domain.core.money import plain
from svc_tui.storage.tables.columns import Exact, Instant


def as_text(value: object) -> str | None:
    """A value as history shows it: instants as ISO 8601 UTC with Z, flags as yes and no."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(as_text(each) or "-" for each in value) or None
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}={_one_of(each)}" for name, each in value.items()) or None
    return str(value).strip()


def _one_of(value: object) -> str:
    """What stands behind a name: the two targets of a priority as they are typed, `2h/8h`."""
    if isinstance(value, list | tuple):
        return "/".join(as_text(each) or "-" for each in value)
    return as_text(value) or "-"


def to_json(value: Any) -> Any:
    """A value as the journal keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def from_json(column: Column[Any], value: Any) -> Any:
    """The inverse of `to_json` for a column."""
    if isinstance(value, str) and isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Exact):
        return Decimal(value)
    return value
