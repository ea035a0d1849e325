"""Hand-overs and their lines under the names that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.domain.core.currency import from_minor
from svc_tui.services.shapes.names import Record, fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svc_tui.services.billing.handing import Sheet
    from svc_tui.storage.billing.handing import HandOverRow, LineRow
    from svc_tui.storage.engine.history import HistoryRow

NAMES = (
    "number", "customer", "day", "until", "currency", "net", "vat", "total", "format", "file_name", "at", "who",
    "reversed_at", "reversed_by", "reversed_why", "version",
)  # fmt: skip
LINE = (
    "source", "call", "contract", "kind", "day", "text", "item", "quantity", "unit", "price", "discount", "vat_rate",
    "net", "currency", "rule", "status",
)  # fmt: skip
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")


def hand_over(row: HandOverRow) -> Record:
    """One hand-over; amounts are decimal texts."""
    money = {
        name: from_minor(getattr(row, f"{name}_minor"), row.currency) for name in ("net", "vat", "total")
    }
    return {name: money[name] if name in money else getattr(row, name) for name in NAMES}


def line(row: LineRow) -> Record:
    """A line of one."""
    told = {"vat_rate": row.vat, "net": from_minor(row.net_minor, row.currency)}
    return {name: told[name] if name in told else getattr(row, name) for name in LINE}


def sheet(found: Sheet, history: Sequence[HistoryRow]) -> Record:
    """A hand-over with its lines and its history."""
    lines = [line(each) for each in found.lines]
    return {**hand_over(found.row), "lines": lines, "history": fields_of(history, HISTORY)}
