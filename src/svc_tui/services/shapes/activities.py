"""Activities under the names that scripts rely on."""

from collections.abc import Iterable, Iterator, Sequence

from svc_tui.services.activities.lists import ActivitySheet
from svc_tui.services.activities.recurring import way_back
from svc_tui.services.activities.service import Activities
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.storage.activities.rows import ActivityRow

PAGE = 500
NAMES = (
    "number", "call", "customer", "customer_name", "equipment", "contract", "opportunity", "kind", "type", "topic",
    "subject", "notes",
    "priority", "who", "contact", "phone", "starts_at", "ends_at", "remind_at", "follows", "recurrence", "series",
    "closed", "closed_at", "created_at", "updated_at", "version",
)  # fmt: skip
"""The fields of an activity in a list, in the order of CSV columns."""
LINK = ("number", "kind", "subject", "starts_at", "closed")
ATTACHMENT = ("id", "name", "size", "sha256", "at", "who", "note")
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")


def records(activities: Activities, ids: Sequence[int]) -> Iterator[Record]:
    """The activities of a list in their order."""
    for start in range(0, len(ids), PAGE):
        yield from map(activity_record, activities.rows(ids[start : start + PAGE]))


def activity_record(row: ActivityRow) -> Record:
    """One activity; how it comes back as it may be typed again, or null."""
    return {name: getattr(row, name) for name in NAMES} | {"recurrence": way_back(row.recurrence) or None}


def rows_of(rows: Iterable[ActivityRow]) -> list[Record]:
    """Several."""
    return [activity_record(row) for row in rows]


def sheet_record(sheet: ActivitySheet) -> Record:
    """The open activity with everything that hangs on it; `ahead` are civil times of the company's zone."""
    return {
        **activity_record(sheet.row),
        "ahead": [slot.isoformat(timespec="minutes") for slot in sheet.ahead],
        "links": fields_of(sheet.links, LINK),
        "attachments": fields_of(sheet.attachments, ATTACHMENT),
        "history": fields_of(sheet.history, HISTORY),
    }
