"""One row that a unit of work writes, as those see it who follow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that is made, changed or deleted."""

    table: str
    id: int | None
    """None before a new row is written."""
    old: Row = field(default_factory=dict)
    """As it stood; empty for a new row."""
    new: Row = field(default_factory=dict)
    """As it is to stand; empty for a deleted row. What is left to the table's defaults may be missing."""
    names: Collection[str] = ()
    """The columns that move."""

    def values(self, name: str) -> set[Any]:
        """What a column holds before and after, where it holds something."""
        return {row[name] for row in (self.old, self.new) if row.get(name) is not None}
