"""The columns of a list of contracts: which there are, how wide, and what a contract shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short
from svc_tui.presentation.contracts import words
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Span

COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 6, kind="number"),
        ListColumn("left_days", N_("Left"), 5, right=True, gap=2, kind="left"),
        ListColumn("status", N_("Status"), 10, kind="state"),
        ListColumn("customer_name", N_("Customer"), 20, grow=2),
        ListColumn("description", N_("Title"), 18, grow=3),
        ListColumn("end", N_("To"), 11, kind="end"),
        ListColumn("owner", N_("Owner"), 6, kind="code"),
        ListColumn("start", N_("From"), 11, kind="day"),
        ListColumn("termination", N_("Terminated"), 11, kind="day"),
        ListColumn("type", N_("Type"), 10, kind="type"),
        ListColumn("service_type", N_("Service"), 8, kind="service"),
        ListColumn("customer", N_("Code"), 8, kind="code"),
        ListColumn("contact", N_("Contact"), 16),
        ListColumn("template", N_("Template"), 12, kind="code"),
        ListColumn("response", N_("Respond"), 7, kind="code"),
        ListColumn("resolution", N_("Resolve"), 7, kind="code"),
        ListColumn("coverage", N_("Hours"), 24, grow=1),
        ListColumn("zone", N_("Zone"), 14, kind="code"),
        ListColumn("holidays", N_("Holidays"), 8, kind="code"),
        ListColumn("includes", N_("Includes"), 20, kind="includes"),
        ListColumn("lines", N_("Units"), 5, right=True, kind="lines"),
        ListColumn("units", N_("Prepaid"), 14, kind="units"),
        ListColumn("renewal", N_("Renewal"), 7, kind="yes"),
        ListColumn("remind", N_("Reminder"), 8, kind="code"),
        ListColumn("renews", N_("Renews"), 8, kind="contract"),
        ListColumn("renewed_by", N_("Renewed as"), 10, kind="contract"),
        ListColumn("value", N_("Value"), 10, right=True, kind="code"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
    )
}
DEFAULT = ("number", "left_days", "status", "customer_name", "description", "owner")
WIDE = (
    "number",
    "left_days",
    "status",
    "customer_name",
    "description",
    "type",
    "lines",
    "end",
    "value",
    "owner",
)
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {"left": "left_days", "name": "description", "title": "description", "who": "owner", "to": "end"},
    {"status": lambda: max(cell_len(text) for text in _states())},
)
chosen = TABLE.chosen


def cells(row: Any, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What a contract shows in each column; `row` has its stable names as attributes."""
    return tuple(_cell(row, column, now, zone) for column in columns)


def _cell(row: Any, column: ListColumn, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "number":
            return f"K-{row.number}", "strong"
        case "left":
            return "-" if row.left_days is None else _("{days}d").format(days=row.left_days), _left_role(row)
        case "state":
            said, role = words.state(_record(row))
            return _("to come") if said == _("not yet started") else said, role
        case "end":
            return day_short(row.effective_end) if row.effective_end else "-", _left_role(row)
        case "type":
            return words.type_words(row.type), "muted"
        case "service":
            return words.service_words(row.service_type), "muted"
        case "includes":
            return ", ".join(words.cost_words(name) for name in row.includes) or "-", "text"
        case "lines":
            return (str(len(row.lines)), "text") if row.lines else ("-", "muted")
        case "units":
            if row.units is None:
                return "-", "muted"
            used, whole = (words.quantity(each, row.unit_kind) for each in (row.used, row.units))
            return f"{used} / {whole}", words.units_role({"used": row.used, "units": row.units})
    value = getattr(row, column.key)
    return value_cell(show_line(value) if isinstance(value, str) else value, column.kind, now=now, zone=zone)


def _left_role(row: Any) -> str:
    left = row.left_days
    if left is None or row.status != "approved":
        return "muted"
    return "urgent" if left < 0 else "warning" if left <= 30 else "text"


def _record(row: Any) -> dict[str, Any]:
    return {
        "status": row.status, "expired": row.is_expired, "covering": row.is_covering, "left_days": row.left_days,
    }  # fmt: skip


def _states() -> tuple[str, ...]:
    own = (words.status_words(name) for name in ("draft", "on_hold", "terminated"))
    return (*own, _("in force"), _("expired"), _("to come"))
