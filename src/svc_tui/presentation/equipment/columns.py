"""The columns of a list of equipment cards: which there are, how wide, and what a card shows in each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.words import REASONS, card_status_words

STATES = ("active", "returned", "terminated", "loaned", "in_lab")
PRESENT = ("active", "loaned")
"""The states of units that are at the customer."""


class CardLine(Protocol):
    """What a list knows of a card: its own fields in `row`, what hangs on it beside them."""

    @property
    def row(self) -> Any: ...


class Answer(Protocol):
    """Whether a card is covered now."""

    @property
    def is_accepted(self) -> bool: ...
    @property
    def contract(self) -> int | None: ...
    @property
    def reason(self) -> Any: ...


COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("serial", N_("Serial"), 14, kind="serial"),
        ListColumn("item_name", N_("Item"), 16, grow=2),
        ListColumn("customer_name", N_("Customer"), 17, grow=2),
        ListColumn("covered", N_("Covered"), 7, kind="cover"),
        ListColumn("status", N_("Status"), 10, kind="state"),
        ListColumn("open_calls", N_("Open"), 4, right=True, kind="count"),
        ListColumn("calls", N_("Calls"), 5, right=True, kind="count"),
        ListColumn("manufacturer_serial", N_("Maker's serial"), 14),
        ListColumn("item", N_("Item code"), 9, kind="code"),
        ListColumn("item_group", N_("Group"), 12, kind="code"),
        ListColumn("customer", N_("Code"), 8, kind="code"),
        ListColumn("buyer", N_("Bought by"), 8, kind="code"),
        ListColumn("contact", N_("Contact"), 16),
        ListColumn("phone", N_("Phone"), 16, kind="code"),
        ListColumn("technician", N_("Technician"), 8, kind="code"),
        ListColumn("territory", N_("Territory"), 10, kind="code"),
        ListColumn("location", N_("Place"), 20, grow=1),
        ListColumn("address", N_("Address"), 24, grow=1),
        ListColumn("warranty_start", N_("Warranty from"), 11, kind="day"),
        ListColumn("warranty_end", N_("Warranty to"), 11, kind="day"),
        ListColumn("delivered_at", N_("Delivered"), 11, kind="day"),
        ListColumn("manufactured_at", N_("Built"), 11, kind="day"),
        ListColumn("due_back", N_("Due back"), 11, kind="day"),
        ListColumn("delivery", N_("Delivery note"), 12, kind="code"),
        ListColumn("invoice", N_("Invoice"), 12, kind="code"),
        ListColumn("contract", N_("Contract"), 8, kind="contract"),
        ListColumn("coverage_reason", N_("Coverage"), 24, kind="reason"),
        ListColumn("replaces", N_("Replaces"), 8, kind="code"),
        ListColumn("replaced_by", N_("Replaced by"), 8, kind="code"),
        ListColumn("parent", N_("Part of"), 7, kind="code"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
    )
}
DEFAULT = ("number", "serial", "item_name", "customer_name", "covered", "status", "open_calls")
WIDE = (*DEFAULT, "technician", "location")
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {"sn": "serial", "tech": "technician", "name": "customer_name", "warranty": "warranty_end",
     "open": "open_calls", "group": "item_group"},
    {"status": lambda: max(cell_len(card_status_words(name)) for name in PRESENT)},
)  # fmt: skip
COVERING = ("contract", "covered", "coverage_reason")


def cells(
    line: CardLine, columns: Sequence[ListColumn], answer: Answer, *, now: datetime, zone: ZoneInfo
) -> tuple[Span, ...]:
    """What a card shows in each column; `answer` is what its contracts say."""
    return tuple(_cell(line, column, answer, now, zone) for column in columns)


def value_of(line: CardLine, name: str, answer: Answer) -> Any:
    """A stable name of a card in a list."""
    if name in COVERING:
        values = {"contract": answer.contract, "covered": answer.is_accepted}
        return values.get(name, answer.reason.value)
    return getattr(line.row if hasattr(line.row, name) else line, name)


def _cell(line: CardLine, column: ListColumn, answer: Answer, now: datetime, zone: ZoneInfo) -> Span:
    row = line.row
    match column.kind:
        case "number":
            return str(row.number), "strong"
        case "serial":
            return show_line(row.serial or row.manufacturer_serial or "-"), "text"
        case "state":
            return card_status_words(row.status), "muted" if row.status in PRESENT else "warning"
        case "cover":
            return (f"K-{answer.contract}", "kept") if answer.is_accepted else (_("no"), "warning")
        case "reason":
            reason = answer.reason.value
            return _(REASONS.get(reason, reason)), "muted"
    return value_cell(value_of(line, column.key, answer), column.kind, now=now, zone=zone)


def hit_line(line: CardLine, why: str, width: int) -> Line:
    """A card that could be meant: its serials, item, state, owner, and why it fits."""
    row: Any = line.row
    serials = dict.fromkeys(show_line(each) for each in (row.serial, row.manufacturer_serial) if each)
    reason = ", ".join(_(part) for part in why.split(", "))
    owner: Any = line
    state = [] if row.status == "active" else [(f"  {card_status_words(row.status)}", "warning")]
    left = [
        (set_cell_size(_cut(" / ".join(serials), 22), 23), "text"),
        (set_cell_size(_cut(show_line(row.item), 9), 9), "text"),
        *state,
        ("  " + show_line(owner.customer_name or row.customer), "text"),
    ]
    room = width - 6 - cell_len(reason)
    used = sum(cell_len(text) for text, _role in left[:-1])
    left[-1] = (_cut(left[-1][0], max(0, room - used)), "text")
    return (*left, ("  " + reason, "muted"))


def _cut(text: str, cells_: int) -> str:
    return (
        set_cell_size(text, cells_)
        if cell_len(text) <= cells_
        else set_cell_size(text, max(0, cells_ - 1)) + "…"
    )
