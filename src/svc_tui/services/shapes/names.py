"""Rows under stable names."""

from collections.abc import Iterable, Mapping
from typing import Any


def picked(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    """The named fields of each row."""
    kept = tuple(names)
    return [{name: row.get(name) for name in kept} for row in rows]
