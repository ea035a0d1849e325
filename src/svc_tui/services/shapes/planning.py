"""Visits under the names that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from svc_tui.services.shapes.names import Record, fields_of

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.planning.board import Board, DayCount, Lane
    from svc_tui.services.planning.giving import Handed, Left
    from svc_tui.services.planning.lists import VisitLists, VisitSheet
    from svc_tui.services.planning.load import Load
    from svc_tui.services.planning.proposing import Proposed
    from svc_tui.storage.planning.people import AbsenceRow
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


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same by their keys."""
    from svc_tui.services.planning.lists import VisitLists

    return records(VisitLists(context), ids)


def visit_record(row: VisitRow) -> Record:
    """One visit."""
    return {name: getattr(row, name) for name in NAMES} | {"technicians": list(row.technicians)}


def sheet_record(sheet: VisitSheet) -> Record:
    """The open visit with its history."""
    return {**visit_record(sheet.row), "history": fields_of(sheet.history, HISTORY)}


ABSENCE = ("number", "person", "reason", "first", "last", "hours", "note", "stand_in", "version")
LANE = ("day", "person", "name", "territory", "holiday", "work_s", "planned_s", "travel_s")
PROPOSED = (
    "call", "subject", "customer_name", "territory", "technician", "starts_at", "ends_at", "in_time", "way_s", "why",
)  # fmt: skip
HANDED = ("number", *PROPOSED, "technicians", "was_at")
LOAD = (
    "person", "name", "work_s", "visits", "done", "planned_s", "travel_s", "actual_s", "load", "utilisation",
)  # fmt: skip
COUNT = ("day", "visits", "done", "planned_s", "away")


def absence_record(row: AbsenceRow) -> Record:
    """One absence."""
    return {name: getattr(row, name) for name in ABSENCE}


def lane_record(board: Board, lane: Lane) -> Record:
    """One technician's day with its visits and absences."""
    found: Record = {"day": board.day, **{name: getattr(lane, name) for name in LANE[1:]}}
    found["absences"] = [absence_record(each) for each in lane.absences]
    return {**found, "visits": [visit_record(each) for each in lane.visits]}


def count_record(count: DayCount) -> Record:
    """How much there is on a day."""
    return {name: getattr(count, name) for name in COUNT}


def load_record(each: Load) -> Record:
    """A technician over some days; shares are of 1."""
    record = {name: getattr(each, name) for name in LOAD}
    shares = {name: None if record[name] is None else round(record[name], 4) for name in LOAD[-2:]}
    return {**record, **shares}


def proposed_record(each: Proposed, why: str) -> Record:
    """A visit of a proposal; `why` are its reasons in words."""
    call = each.call
    return {
        "call": call.number, "subject": call.subject, "customer_name": call.customer_name,
        "territory": call.territory, "technician": each.person, "starts_at": each.starts_at,
        "ends_at": each.ends_at, "in_time": each.in_time, "way_s": each.way_s, "why": why,
    }  # fmt: skip


def handed_record(each: Handed, why: str) -> Record:
    """A visit that somebody else takes; `why` are the reasons in words."""
    visit = each.visit
    found = {"number": visit.number, **proposed_record(each, why)}
    return {**found, "technicians": list(each.technicians), "was_at": visit.starts_at}


def left_record(each: Left, why: str) -> Record:
    """A visit that nobody takes, in the same form: nobody and no time."""
    visit = each.visit
    return {
        **dict.fromkeys(HANDED), "number": visit.number, "call": visit.call, "subject": visit.subject,
        "customer_name": visit.customer_name, "territory": visit.territory, "technicians": list(visit.technicians),
        "was_at": visit.starts_at, "why": why,
    }  # fmt: skip
