"""The columns of a list of visits: which there are, how wide, and what a visit shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import duration_words
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.planning.lines import STATUSES, status_words

COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("starts_at", N_("Begins"), 12, kind="start"),
        ListColumn("planned_s", N_("Lasts"), 5, right=True, gap=2, kind="length"),
        ListColumn("technicians", N_("Technicians"), 11, kind="people"),
        ListColumn("status", N_("Status"), 9, kind="state"),
        ListColumn("call", N_("Call"), 6),
        ListColumn("customer_name", N_("Customer"), 14, grow=2),
        ListColumn("subject", N_("Subject"), 12, grow=3),
        ListColumn("priority", N_("P"), 1, gap=2, kind="priority"),
        ListColumn("ends_at", N_("Ends"), 12, kind="moment"),
        ListColumn("due", N_("Due"), 12, kind="due"),
        ListColumn("territory", N_("Territory"), 10, kind="code"),
        ListColumn("place", N_("Place"), 20, grow=1),
        ListColumn("note", N_("Notes"), 20, grow=1),
        ListColumn("customer", N_("Code"), 8, kind="code"),
        ListColumn("forced", N_("Forced"), 14),
        ListColumn("checked_in_at", N_("Arrived"), 12, kind="moment"),
        ListColumn("checked_out_at", N_("Left"), 12, kind="moment"),
        ListColumn("actual_s", N_("Actual"), 6, right=True, gap=2, kind="length"),
        ListColumn("created_at", N_("Created"), 12, kind="moment"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
    )
}
DEFAULT = ("number", "starts_at", "technicians", "status", "call", "customer_name", "subject")
WIDE = ("number", "starts_at", "planned_s", *DEFAULT[2:], "territory", "due")
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {"who": "technicians", "tech": "technicians", "when": "starts_at", "length": "planned_s", "actual": "actual_s"},
    {"status": lambda: max(cell_len(status_words(name)) for name in STATUSES)},
)  # fmt: skip
ENDED = ("done", "cancelled")


def cells(row: Any, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What a visit shows in each column; `row` has its stable names as attributes."""
    return tuple(_cell(row, column, now, zone) for column in columns)


def _cell(row: Any, column: ListColumn, now: datetime, zone: ZoneInfo) -> Span:
    ended = row.status in ENDED
    value = getattr(row, column.key)
    match column.kind:
        case "number":
            return str(value), "muted" if ended else "strong"
        case "start":
            words, _role = value_cell(value, "moment", now=now, zone=zone)
            return words, "muted" if ended else "urgent" if row.ends_at < now else "text"
        case "length":
            return ("-" if value is None else duration_words(value)), "muted"
        case "people":
            return ", ".join(show_line(each) for each in value) or "-", "muted" if ended else "text"
        case "state":
            return status_words(value), "muted" if ended else "accent" if value != "planned" else "text"
        case "priority":
            return show_line(value)[:1].upper(), "text"
        case "due":
            words, role = value_cell(value, "moment", now=now, zone=zone)
            return words, "urgent" if value is not None and not ended and value < row.ends_at else role
    return value_cell(show_line(value) if isinstance(value, str) else value, column.kind, now=now, zone=zone)
