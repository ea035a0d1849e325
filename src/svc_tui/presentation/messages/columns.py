"""The columns of a list of messages: which there are, how wide, and what a message shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.wrapping import wrapped

KINDS = {
    "given": N_("given"), "escalated": N_("escalated"), "mention": N_("mention"), "renewal": N_("renewal"),
    "reminder": N_("reminder"), "followed": N_("followed"), "visit": N_("visit"),
}  # fmt: skip
"""What each kind is called (message ids)."""


class Message(Protocol):
    """What a list knows of a message."""

    @property
    def kind(self) -> str: ...
    @property
    def read_at(self) -> datetime | None: ...


COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("state", " ", 1, kind="state"),
        ListColumn("at", N_("Came"), 12, kind="moment"),
        ListColumn("kind", N_("Kind"), 9, kind="kind"),
        ListColumn("text", N_("Message"), 40, grow=1, kind="said"),
        ListColumn("sender", N_("From"), 8, kind="code"),
        ListColumn("call", N_("Call"), 6, kind="code"),
        ListColumn("customer_name", N_("Customer"), 18, grow=1),
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("shown_from", N_("Until"), 12, kind="moment"),
        ListColumn("done_at", N_("Done"), 12, kind="moment"),
    )
}
DEFAULT = ("state", "at", "kind", "text")
WIDE = (*DEFAULT, "customer_name:20")
TABLE = ColumnTable(COLUMNS, DEFAULT, WIDE, {"from": "sender", "until": "shown_from"})
NEW = "*"
"""Stands before what was not read yet."""


def kind_words(kind: str) -> str:
    """A kind as people read it."""
    return _(KINDS[kind]) if kind in KINDS else show_line(kind)


def cells(
    row: Message, said: str, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo
) -> tuple[Span, ...]:
    """What a message shows in each column; `said` is its text in words."""
    return tuple(_cell(row, said, column, now, zone) for column in columns)


def _cell(row: Any, said: str, column: ListColumn, now: datetime, zone: ZoneInfo) -> Span:
    unread = row.read_at is None
    match column.kind:
        case "state":
            return (NEW, "warning strong") if unread else (" ", "muted")
        case "said":
            return show_line(said), "text strong" if unread else "text"
        case "kind":
            return kind_words(row.kind), "warning" if row.kind == "escalated" else "muted"
        case "number":
            return str(row.id), "muted"
    return value_cell(getattr(row, column.key), column.kind, now=now, zone=zone)


def detail_lines(row: Any, said: str, *, now: datetime, zone: ZoneInfo, width: int) -> list[Line]:
    """A message whole, as the pane shows it above what it speaks of."""
    came = value_cell(row.at, "moment", now=now, zone=zone)[0]
    lines = wrapped(show_line(said), max(1, width - 2))
    found: list[Line] = [((" ", "text"), (line, "text strong")) for line in lines]
    if row.call_id is None:
        found.append(((f" {kind_words(row.kind)}  {came}  {show_line(row.sender or '')}", "muted"),))
    return found
