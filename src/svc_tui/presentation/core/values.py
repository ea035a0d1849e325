"""Values in the forms that scripts rely on: JSON, CSV cells, one line of text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

_TWO = tuple(f"{number:02d}" for number in range(60))


def instant(value: datetime | None) -> str | None:
    """ISO 8601 UTC with Z, to the second."""
    if value is None:
        return None
    at = value if value.tzinfo is UTC else value.astimezone(UTC)
    # A list has a dozen instants a record, and few days: a third of what `isoformat` costs.
    return f"{_day(at.year, at.month, at.day)}T{_TWO[at.hour]}:{_TWO[at.minute]}:{_TWO[at.second]}Z"


@lru_cache(maxsize=1024)
def _day(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def json_text(value: Any) -> str:
    """A value as JSON text: empty text is null, instants end in Z, days are dates, decimal numbers are texts.

    One pass, by the kind of each value: a list has 50 values a record, and thousands of records.
    """
    return _JSON.get(type(value), _other)(value)


def _other(value: Any) -> str:
    """Kinds that are asked for one by one: those made of others, and those that only behave like one."""
    if isinstance(value, datetime):
        return f'"{instant(value)}"'
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Decimal):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return _object(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _object({each.name: getattr(value, each.name) for each in fields(value)})
    if isinstance(value, list | tuple | set | frozenset):
        return _array(value)
    return "null" if value == "" else _encode(value)


def _object(value: Mapping[Any, Any]) -> str:
    return _names(tuple(value)) % tuple([_JSON.get(type(each), _other)(each) for each in value.values()])


def _array(value: Iterable[Any]) -> str:
    return f"[{', '.join([json_text(each) for each in value])}]"


@lru_cache(maxsize=64)
def _names(names: tuple[Any, ...]) -> str:
    """The text of an object without its values: all records of a list have the same names."""
    shown = [encode_basestring(str(name)).replace("%", "%%") + ": %s" for name in names]
    return f"{{{', '.join(shown)}}}"


_encode = JSONEncoder(ensure_ascii=False).encode
_JSON: dict[type, Callable[[Any], str]] = {
    str: lambda value: encode_basestring(value) if value else "null",
    type(None): lambda _value: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    datetime: lambda value: f'"{instant(value)}"',
    dict: _object,
    list: _array,
    tuple: _array,
}


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
