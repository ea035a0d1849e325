"""What came out of a report: rows of figures, each with the filter text of the records behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from svc_tui.domain.core.notes import Note
from svc_tui.domain.reports.definition import Checked
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.subject import Value


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure."""

    value: int | float | None
    """None where nothing has it."""
    rows: int
    """How many records make it: as many as the filter finds."""
    filter: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one group, or of all records."""

    key: tuple[Value, ...]
    """What its records have in common, by dimension."""
    labels: tuple[str, ...]
    """The same in words of the data; empty where the group has no value."""
    count: int
    """How many records."""
    filter: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Result:
    """A report as it was at a moment."""

    checked: Checked
    selection: str
    """The filter text of all its records."""
    period: Period
    computed_at: datetime
    total: Line
    lines: Sequence[Line]
    subtotals: Mapping[Value, Line] = field(default_factory=dict)
    """With two groups: each group of the first alone."""
    before: Line | None = None
    """The same total in the period before."""
    before_period: Period | None = None
    year_before: Line | None = None
    """And a year before, where there was something."""
    notes: Sequence[Note] = ()
    """How records without a value were treated, and what else a reader must know."""
    left_out: int = 0
    """Groups or records beyond `top`."""
    records: Sequence[Mapping[str, Any]] | None = None
    """Without groups: the records themselves, where the report lists them."""
