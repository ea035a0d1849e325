"""My day in lines: when, how much time is left, what it is, and whose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, duration_words, moment, ngettext, number
from svc_tui.presentation.activities.lines import kind_words as activity_kind
from svc_tui.presentation.calls.columns import SOON_S, priority_cell
from svc_tui.presentation.core.columns import ColumnTable, ListColumn
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.messages.columns import kind_words as message_kind
from svc_tui.presentation.planning.lines import status_words as visit_status


class Entry(Protocol):
    """One line of a day."""

    @property
    def source(self) -> str: ...
    @property
    def left_s(self) -> int | None: ...


COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("when", N_("When"), 6, kind="when"),
        ListColumn("left", N_("Left"), 8, right=True, kind="left", gap=2),
        ListColumn("kind", N_("What"), 9, kind="kind"),
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("text", N_("About"), 31, grow=4, kind="said"),
        ListColumn("customer_name", N_("Customer"), 13, grow=1, kind="customer"),
        ListColumn("priority", N_("P"), 1, kind="priority"),
    )
}
DEFAULT = ("when", "left", "kind", "number", "text", "customer_name")
WIDE = ("when", "left", "priority", "kind", "number", "text", "customer_name")
TABLE = ColumnTable(COLUMNS, DEFAULT, WIDE, {"call": "number"})


def what(source: str, kind: str) -> str:
    """What a line is, in a word."""
    if source == "call":
        return _("call")
    if source == "visit":
        return _("visit") if kind == "planned" else visit_status(kind)
    return message_kind(kind) if source == "message" else activity_kind(kind)


def cells(entry: Any, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What a line shows in each column."""
    return tuple(_cell(entry, column, now, zone) for column in columns)


def _cell(entry: Any, column: ListColumn, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "when":
            return when(entry, now, zone)
        case "left":
            if entry.left_s is None:
                return "", "muted"
            role = "urgent strong" if entry.left_s < 0 else "warning" if entry.left_s < SOON_S else "text"
            return duration_words(entry.left_s), role
        case "kind":
            return what(entry.source, entry.kind), "muted"
        case "number":
            return show_line(entry.call or ""), "strong"
        case "said":
            return show_line(entry.text), "text strong" if entry.unread else "text"
        case "priority":
            return priority_cell(entry.priority) if entry.priority else ("", "muted")
    return show_line(entry.customer_name), "muted"


def when(entry: Any, now: datetime, zone: ZoneInfo) -> Span:
    """`late`, the time of day, or a sign that a message is new."""
    if entry.source == "message":
        return ("*", "warning strong") if entry.unread else ("", "muted")
    if entry.left_s is not None and entry.left_s < 0:
        return _("late"), "urgent strong"
    if entry.due_at is None:
        return "", "muted"
    here, today = entry.due_at.astimezone(zone), now.astimezone(zone).date()
    return (f"{here:%H:%M}", "text") if here.date() == today else (moment(entry.due_at, zone, now), "muted")


def headline(late: int, due: int, messages: int) -> str:
    """How much of a day there is."""
    parts = []
    if late:
        parts.append(ngettext("{count} late", "{count} late", late).format(count=number(late)))
    parts.append(ngettext("{count} due today", "{count} due today", due).format(count=number(due)))
    if messages:
        parts.append(ngettext("{count} message", "{count} messages", messages).format(count=number(messages)))
    return ", ".join(parts)


def detail_lines(entry: Any, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """A line that is no call, as the pane shows it."""
    at = moment(entry.due_at, zone, now) if entry.due_at is not None else ""
    lines: list[Line] = [((f" {what(entry.source, entry.kind)}  ", "accent strong"), (at, "muted"))]
    lines.append(((f" {show_line(entry.text)}", "text strong"),))
    if entry.customer_name:
        lines.append(((f" {show_line(entry.customer_name)}", "muted"),))
    return lines
