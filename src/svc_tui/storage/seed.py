"""What every store begins with: the built-in list values of B1 and the running numbers."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from svc_tui.storage.tables import Counter, ListEntry

# list, number, name, status class, pauses the clock, locked
BUILT_IN: tuple[tuple[str, int | None, str, str | None, bool, bool], ...] = (
    ("status", -3, "Open", "open", False, True),
    ("status", -2, "Pending", "waiting", True, True),
    ("status", None, "Resolved", "resolved", False, True),
    ("status", -1, "Closed", "closed", False, True),
    ("origin", -2, "Telephone", None, False, True),
    ("origin", -3, "E-mail", None, False, True),
    ("origin", -1, "Web", None, False, True),
    ("solution_status", -2, "Internal", None, False, True),
    ("solution_status", -3, "Review", None, False, True),
    ("solution_status", -1, "Publish", None, False, True),
)

# The last number given: calls begin at 10001.
NUMBERS = {"change_seq": 0, "call": 10_000, "contract": 0, "equipment": 0, "solution": 0, "activity": 0}


def seed_lists(connection: Connection) -> None:
    """Fill a new store."""
    rows: list[dict[str, Any]] = [
        {
            "list": list_name, "number": number, "name": name, "status_class": status_class,
            "pauses_clock": pauses, "locked": locked, "position": position,
        }
        for position, (list_name, number, name, status_class, pauses, locked) in enumerate(BUILT_IN)
    ]  # fmt: skip
    connection.execute(insert(ListEntry), rows)
    connection.execute(insert(Counter), [{"name": name, "value": value} for name, value in NUMBERS.items()])
