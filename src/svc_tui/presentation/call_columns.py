"""The columns of a list of calls: which there are, how wide, and what a call shows in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.text import show_line
from svc_tui.errors import N_, Refused
from svc_tui.language import _, date_short, duration_words, moment, pgettext
from svc_tui.presentation.spans import Span
from svc_tui.presentation.words import origin_words

SOON_S = 3600
"""Covered seconds left from which the time is a warning."""


class CallLine(Protocol):
    """What a list knows of a call: its stable names as attributes."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CallColumn:
    """One column of the list."""

    key: str
    """A stable name of the call, as in filters."""
    title: str
    """Its head (message id)."""
    width: int
    grow: int = 0
    right: bool = False
    gap: int = 1
    kind: str = "text"
    """How a value is shown: text, code, moment or a word of its own."""


COLUMNS: dict[str, CallColumn] = {
    column.key: column
    for column in (
        CallColumn("number", N_("No."), 5, kind="number"),
        CallColumn("left", N_("Left"), 8, right=True, gap=2, kind="left"),
        CallColumn("priority", N_("P"), 1, gap=2, kind="priority"),
        CallColumn("status", N_("Status"), 8, kind="status"),
        CallColumn("customer_name", N_("Customer"), 18, grow=2),
        CallColumn("subject", N_("Subject"), 23, grow=3),
        CallColumn("assignee", N_("Who"), 5, kind="code"),
        CallColumn("queue", N_("Queue"), 8, kind="code"),
        CallColumn("technician", N_("Technician"), 8, kind="code"),
        CallColumn("customer", N_("Code"), 8, kind="code"),
        CallColumn("contact", N_("Contact"), 16),
        CallColumn("phone", N_("Phone"), 16, kind="code"),
        CallColumn("reference", N_("Reference"), 12, kind="code"),
        CallColumn("serial", N_("Serial"), 14),
        CallColumn("item", N_("Item"), 10, kind="code"),
        CallColumn("item_name", N_("Item name"), 18),
        CallColumn("item_group", N_("Group"), 10, kind="code"),
        CallColumn("contract", N_("Contract"), 9, kind="contract"),
        CallColumn("covered", N_("Covered"), 7, kind="yes"),
        CallColumn("origin", N_("Origin"), 9, kind="code"),
        CallColumn("type", N_("Type"), 10, kind="code"),
        CallColumn("problem", N_("Problem"), 12, kind="code"),
        CallColumn("territory", N_("Territory"), 10, kind="code"),
        CallColumn("reported_at", N_("Reported"), 12, kind="moment"),
        CallColumn("respond_by", N_("Respond by"), 12, kind="moment"),
        CallColumn("resolve_by", N_("Resolve by"), 12, kind="moment"),
        CallColumn("closed_at", N_("Closed"), 12, kind="moment"),
        CallColumn("updated_at", N_("Changed"), 12, kind="moment"),
        CallColumn("reopened", N_("Reopened"), 8, right=True, kind="count"),
        CallColumn("reassigned", N_("Passed on"), 9, right=True, kind="count"),
    )
}
BUILT_IN = ("Open", "Pending", "Resolved", "Closed")
"""The statuses that every company has."""
DEFAULT = ("number", "left", "priority", "status", "customer_name", "subject", "assignee")
WIDE = ("number", "left", "priority", "status:16", "customer_name", "subject", "assignee", "queue")
WIDE_FROM = 100
"""What a view without columns of its own shows, and from how many cells on it shows more."""
_ALIASES = {"who": "assignee", "tech": "technician", "due": "resolve_by", "name": "customer_name"}


def chosen(texts: Sequence[str], *, digits: int = 5) -> tuple[CallColumn, ...]:
    """The columns of a view, each written as `subject` or `subject:30`; numbers get room for `digits`.

    Raises:
        Refused: there is no such column, or no column is named.
    """
    found: list[CallColumn] = []
    for text in texts:
        name, _sep, width = text.partition(":")
        column = COLUMNS.get(_ALIASES.get(name, name))
        if column is None:
            raise Refused(
                N_("There is no column {name}. Known are {known}."), name=name, known=" ".join(COLUMNS)
            )
        if width.isdigit() and 1 <= int(width) <= 200:
            column = replace(column, width=int(width), grow=0)
        if column.key == "number":
            column = replace(column, width=max(column.width, digits))
        if column.key == "status" and not width:
            column = replace(column, width=max(column.width, *(cell_len(status_words(s)) for s in BUILT_IN)))
        if column.key not in [known.key for known in found]:
            found.append(column)
    if not found:
        raise Refused(N_("A list needs a column. Known are {known}."), known=" ".join(COLUMNS))
    return tuple(found)


def for_width(texts: Sequence[str], width: int) -> Sequence[str]:
    """The columns as they are shown at a width: those that nobody chose grow with it."""
    return WIDE if width >= WIDE_FROM and tuple(texts) == DEFAULT else texts


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


def priority_words(priority: str) -> str:
    """The priority in a word."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}.get(priority, priority)


def status_words(name: str) -> str:
    """A status as it is read: built-in ones are translated, the company's own stand as they are."""
    built_in = {
        "Open": pgettext("status", "open"),
        "Pending": pgettext("status", "pending"),
        "Resolved": pgettext("status", "resolved"),
        "Closed": pgettext("status", "closed"),
    }
    return built_in.get(name) or show_line(name)


EDITING = "✎"


def cells(
    row: CallLine,
    columns: Sequence[CallColumn],
    left_s: int | None,
    *,
    now: datetime,
    zone: ZoneInfo,
    editor: str = "",
) -> tuple[Span, ...]:
    """What a call shows in each column; `editor` has its form open, which takes the place of the status."""
    found = [_cell(row, column, left_s, now, zone) for column in columns]
    if editor:
        keys = [column.key for column in columns]
        at = keys.index("status") if "status" in keys else len(keys) - 1
        found[at] = (editing(editor), "warning")
    return tuple(found)


def editing(person: str) -> str:
    """That somebody has the form open."""
    return f"{EDITING} {show_line(person)}"


def _cell(row: Any, column: CallColumn, left_s: int | None, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "number":
            return show_line(row.number), "strong"
        case "left":
            state = row.resolution_state if row.resolution_state in ("met", "missed") else ""
            return left_cell(left_s, paused=row.paused_since is not None, state=state)
        case "priority":
            return priority_cell(row.priority)
        case "status":
            return status_words(row.status), "muted"
    value = getattr(row, column.key)
    if value is None or value == "":
        return "-", "muted"
    if column.key == "origin":
        return origin_words(value), "muted"
    match column.kind:
        case "moment":
            recent = abs((value - now).days) < 300
            return (moment(value, zone, now) if recent else date_short(value, zone, year=True)), "muted"
        case "contract":
            return f"K-{value}", "muted"
        case "yes":
            return (_("yes"), "kept") if value else (_("no"), "muted")
        case "count":
            return (str(value), "text") if value else ("-", "muted")
    return show_line(str(value)), "muted" if column.kind == "code" else "text"
