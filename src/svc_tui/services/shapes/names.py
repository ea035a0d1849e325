"""Rows under stable names."""

from collections.abc import Iterable, Mapping
from typing import Any

Record = dict[str, Any]
"""What leaves the program of one record: its values under stable names."""


def fields_of(rows: Iterable[object], names: Iterable[str]) -> list[Record]:
    """The named fields of each row."""
    kept = tuple(names)
    return [{name: getattr(row, name) for name in kept} for row in rows]


def picked(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[Record]:
    """The named fields of each row."""
    kept = tuple(names)
    return [{name: row.get(name) for name in kept} for row in rows]
