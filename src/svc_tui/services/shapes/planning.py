"""Visits under the names that scripts rely on."""

from collections.abc import Iterator, Sequence

from svc_tui.services.planning.lists import VisitLists, VisitSheet
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.storage.planning.rows import VisitRow

PAGE = 500
NAMES = (
    "number", "call", "subject", "priority", "customer", "customer_name", "territory", "technicians", "starts_at",
    "ends_at", "status", "place", "note", "forced", "checked_in_at", "checked_out_at", "actual_s", "due", "created_at",
    "updated_at", "version",
)  # fmt: skip
"""The fields of a visit in a list, in the order of CSV columns."""
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")


def records(visits: VisitLists, ids: Sequence[int]) -> Iterator[Record]:
    """The visits of a list in their order."""
    for start in range(0, len(ids), PAGE):
        yield from map(visit_record, visits.rows(ids[start : start + PAGE]))


def visit_record(row: VisitRow) -> Record:
    """One visit."""
    return {name: getattr(row, name) for name in NAMES} | {"technicians": list(row.technicians)}


def sheet_record(sheet: VisitSheet) -> Record:
    """The open visit with its history."""
    return {**visit_record(sheet.row), "history": fields_of(sheet.history, HISTORY)}
