"""A day under the names that scripts rely on: what `svc-tui day` prints."""

from svc_tui.services.activities.day import Entry
from svc_tui.services.shapes.names import Record

NAMES = (
    "source", "number", "kind", "call", "text", "customer", "customer_name", "contract", "due_at", "left_s", "late",
    "priority", "read",
)  # fmt: skip
"""The fields of a line, in the order of CSV columns."""


def record(entry: Entry) -> Record:
    """One line of the day."""
    return {
        "source": entry.source, "number": entry.name, "kind": entry.kind, "call": entry.call, "text": entry.text,
        "customer": entry.customer, "customer_name": entry.customer_name, "contract": entry.contract,
        "due_at": entry.due_at, "left_s": entry.left_s, "late": entry.late, "priority": entry.priority,
        "read": not entry.unread,
    }  # fmt: skip
