"""The columns of a list of solutions: which there are, how wide, and what a solution shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Span

STATUSES = {"Internal": N_("internal"), "Review": N_("in review"), "Publish": N_("published")}
"""The built-in statuses in words (message ids); those of the company are their own words."""


class Row(Protocol):
    """What a list knows of a solution."""

    @property
    def number(self) -> int: ...
    @property
    def status(self) -> str: ...


COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("symptom", N_("Symptom"), 20, grow=3),
        ListColumn("solution", N_("Solution"), 20, grow=3),
        ListColumn("item", N_("Item"), 8, kind="code"),
        ListColumn("used", N_("Used"), 4, right=True, kind="count"),
        ListColumn("status", N_("Status"), 9, kind="state"),
        ListColumn("last_used_at", N_("Last used"), 12, kind="moment"),
        ListColumn("cause", N_("Cause"), 20, grow=2),
        ListColumn("problem", N_("Problem"), 12, kind="code"),
        ListColumn("language", N_("Language"), 8, kind="code"),
        ListColumn("owner", N_("Owner"), 8, kind="code"),
        ListColumn("reviewer", N_("Reviewer"), 8, kind="code"),
        ListColumn("reviewed_at", N_("Reviewed"), 12, kind="moment"),
        ListColumn("created_at", N_("Written"), 12, kind="moment"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
        ListColumn("merged_into", N_("Merged into"), 11, kind="code"),
    )
}
DEFAULT = ("number", "symptom", "solution", "item", "used", "status")
WIDE = (*DEFAULT, "last_used_at", "owner")
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {"updated": "updated_at", "last_used": "last_used_at"},
    {"status": lambda: max(cell_len(status_words(name)) for name in STATUSES)},
)


def status_words(status: str) -> str:
    """A status as people read it."""
    return _(STATUSES[status]) if status in STATUSES else show_line(status)


def cells(row: Row, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What a solution shows in each column."""
    return tuple(_cell(row, column, now, zone) for column in columns)


def _cell(row: Any, column: ListColumn, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "number":
            return str(row.number), "strong"
        case "state":
            return status_words(row.status), "warning" if row.status == "Review" else "muted"
    return value_cell(getattr(row, column.key), column.kind, now=now, zone=zone)
