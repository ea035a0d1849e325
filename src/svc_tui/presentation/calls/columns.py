"""The columns of a list of calls: which there are, how wide, and what a call shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, duration_words, pgettext
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.words import origin_words, status_words

SOON_S = 3600
"""Covered seconds left from which the time is a warning."""


class CallLine(Protocol):
    """What a list knows of a call: its stable names as attributes."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...


COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("left", N_("Left"), 8, right=True, gap=2, kind="left"),
        ListColumn("priority", N_("P"), 1, gap=2, kind="priority"),
        ListColumn("status", N_("Status"), 8, kind="status"),
        ListColumn("customer_name", N_("Customer"), 18, grow=2),
        ListColumn("subject", N_("Subject"), 23, grow=3),
        ListColumn("assignee", N_("Who"), 5, kind="code"),
        ListColumn("queue", N_("Queue"), 8, kind="code"),
        ListColumn("technician", N_("Technician"), 8, kind="code"),
        ListColumn("customer", N_("Code"), 8, kind="code"),
        ListColumn("contact", N_("Contact"), 16),
        ListColumn("phone", N_("Phone"), 16, kind="code"),
        ListColumn("reference", N_("Reference"), 12, kind="code"),
        ListColumn("serial", N_("Serial"), 14),
        ListColumn("item", N_("Item"), 10, kind="code"),
        ListColumn("item_name", N_("Item name"), 18),
        ListColumn("item_group", N_("Group"), 10, kind="code"),
        ListColumn("contract", N_("Contract"), 9, kind="contract"),
        ListColumn("covered", N_("Covered"), 7, kind="yes"),
        ListColumn("origin", N_("Origin"), 9, kind="code"),
        ListColumn("type", N_("Type"), 10, kind="code"),
        ListColumn("problem", N_("Problem"), 12, kind="code"),
        ListColumn("territory", N_("Territory"), 10, kind="code"),
        ListColumn("reported_at", N_("Reported"), 12, kind="moment"),
        ListColumn("respond_by", N_("Respond by"), 12, kind="moment"),
        ListColumn("resolve_by", N_("Resolve by"), 12, kind="moment"),
        ListColumn("closed_at", N_("Closed"), 12, kind="moment"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
        ListColumn("reopened", N_("Reopened"), 8, right=True, kind="count"),
        ListColumn("reassigned", N_("Passed on"), 9, right=True, kind="count"),
    )
}
BUILT_IN = ("Open", "Pending", "Resolved", "Closed")
"""The statuses that every company has."""
DEFAULT = ("number", "left", "priority", "status", "customer_name", "subject", "assignee")
WIDE = ("number", "left", "priority", "status:16", "customer_name", "subject", "assignee", "queue")
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {"who": "assignee", "tech": "technician", "due": "resolve_by", "name": "customer_name"},
    {"status": lambda: max(cell_len(status_words(name)) for name in BUILT_IN)},
)
chosen = TABLE.chosen


def left_cell(left_s: int | None, *, paused: bool, state: str = "") -> Span:
    """The time left, or why there is none. `state`: met or missed once the call is resolved."""
    if state == "met":
        return _("met"), "kept"
    if state == "missed":
        return _("missed"), "urgent"
    if paused:
        return _("paused"), "muted"
    if left_s is None:
        return _("no due"), "muted"
    words = duration_words(left_s)
    if left_s < 0:
        return words, "urgent strong"
    return words, "warning" if left_s < SOON_S else "text"


def priority_cell(priority: str) -> Span:
    """The priority in one letter."""
    return {
        "high": (pgettext("priority", "H"), "urgent"),
        "medium": (pgettext("priority", "M"), "warning"),
    }.get(priority, (pgettext("priority", "L"), "muted"))


EDITING = "✎"
LOOKING = "◦"


def cells(
    row: CallLine,
    columns: Sequence[ListColumn],
    left_s: int | None,
    *,
    now: datetime,
    zone: ZoneInfo,
    editor: str = "",
    viewer: str = "",
) -> tuple[Span, ...]:
    """What a call shows in each column; who has its form open takes the place of the status, who reads it leaves a
    sign before the time left, or in the place of the status too."""
    found = [_cell(row, column, left_s, now, zone) for column in columns]
    if editor:
        keys = [column.key for column in columns]
        at = keys.index("status") if "status" in keys else len(keys) - 1
        found[at] = (editing(editor), "warning")
    elif viewer:
        _mark_looking(found, columns, viewer)
    return tuple(found)


def _mark_looking(found: list[Span], columns: Sequence[ListColumn], viewer: str) -> None:
    """A sign in the empty beginning of the time left: it costs no column, and no byte where nobody looks.

    Where the time fills its column, the status gives way, or who handles it: what the call is about stays.
    """
    keys = [column.key for column in columns]
    if "left" in keys:
        at = keys.index("left")
        text, role = found[at]
        room = columns[at].width - cell_len(text) - cell_len(LOOKING)
        if room > 0:
            found[at] = (f"{LOOKING}{' ' * room}{text}", role)
            return
    at = next((keys.index(key) for key in ("status", "assignee") if key in keys), len(keys) - 1)
    found[at] = (looking(viewer), "muted")


def looking(person: str) -> str:
    """That somebody has the page open."""
    return f"{LOOKING} {show_line(person)}"


def editing(person: str) -> str:
    """That somebody has the form open."""
    return f"{EDITING} {show_line(person)}"


def _cell(row: Any, column: ListColumn, left_s: int | None, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "number":
            return show_line(row.number), "strong"
        case "left":
            state = row.resolution_state if row.resolution_state in ("met", "missed") else ""
            held = row.paused_since is not None and row.resolve_by is None
            paused = held and (row.next_due is None or row.next_due >= now)
            return left_cell(left_s, paused=paused, state=state)
        case "priority":
            return priority_cell(row.priority)
        case "status":
            return status_words(row.status), "muted"
    value = getattr(row, column.key)
    if value and column.key == "origin":
        return origin_words(value), "muted"
    return value_cell(value, column.kind, now=now, zone=zone)
