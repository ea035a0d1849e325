"""Calls under the names that scripts rely on, page by page: what `call list` prints and `export call` writes."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from svc_tui.domain.calls.rules import number_order
from svc_tui.services.calls.reading import CallSheet
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.storage.calls import more as call_more
from svc_tui.storage.calls.lists import CallRow

PAGE = 500

NAMES = (
    "number", "subject", "description", "status", "status_class", "priority", "customer", "customer_name",
    "contact", "phone", "email", "reference", "serial", "manufacturer_serial", "item", "item_name", "item_group",
    "equipment", "contract", "covered", "coverage_reason", "queue", "assignee", "technician", "origin", "type",
    "problem", "subtype", "territory", "location", "reported_at", "assigned_at", "respond_by", "responded_at",
    "response_state", "resolve_by", "resolved_at", "resolution_state", "left_s", "paused_until", "paused_s",
    "closed_at", "reopened", "reassigned", "updated_at", "resolution", "solutions", "tags", "merged_into", "version",
    "number_order",
)  # fmt: skip
"""The fields of a call in a list, in the order of CSV columns."""

_OF_A_LINE = itemgetter(*(CallRow._fields.index(name) if name in CallRow._fields else 0 for name in NAMES))
"""What a line of a list has of them, in their order; anything where it has it not."""
ACTIVITY = (
    "number", "call", "customer", "equipment", "contract", "kind", "type", "topic", "subject", "notes", "who",
    "contact", "starts_at", "ends_at", "remind_at", "follows", "closed", "closed_at",
)  # fmt: skip
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")
ATTACHMENT = ("id", "name", "size", "sha256", "at", "who", "note")
LINK = ("kind", "number", "subject", "status")
HANDOVER = ("satisfaction", "satisfaction_text", "signed_by", "signed_at")
"""What the customer said when it was done; beside the fields of a list."""


def records(calls: Calls, ids: Sequence[int]) -> Iterator[Record]:
    """The calls of a list in their order, each with every stable name of a list."""
    for start in range(0, len(ids), PAGE):
        rows = calls.rows(ids[start : start + PAGE])
        left = calls.left(rows)
        with calls.context.store.read() as session:
            rest = call_more.more(session=session, ids=[row.id for row in rows])
        for row in rows:
            more = rest.get(row.id)
            if more is None:
                continue  # gone between the two reads
            record = dict(zip(NAMES, _OF_A_LINE(row), strict=True))
            record["description"], record["resolution"] = more.description, more.resolution
            yield _completed(record, left[row.id], more.solutions)


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same by their keys alone."""
    return records(Calls(context), ids)


def sheet_record(calls: Calls, sheet: CallSheet) -> Record:
    """One call with everything that hangs on it."""
    from svc_tui.services.shapes.planning import visit_record
    from svc_tui.services.shapes.sales import raised_records
    from svc_tui.services.shapes.work import totals_record, work_record

    row = sheet.values
    values: Record = row._asdict()
    values["response_state"] = sheet.response.state
    values["resolution_state"] = sheet.resolution.state
    left = calls.left(calls.rows([row.id])).get(row.id)
    record = call_record(values, left, (each.number for each in sheet.solutions))
    return {
        **record,
        "contract_chosen": row.contract_chosen,
        "considered": [
            {"contract": each.number, "taken": each.number == row.contract, "why": each.why}
            for each in calls.considered(row.number)
        ],
        "activities": [
            {name: row.number if name == "call" else getattr(each, name) for name in ACTIVITY}
            for each in sheet.activities
        ],
        "visits": [visit_record(each) for each in sheet.visits],
        "opportunities": raised_records(sheet.opportunities),
        "work": [work_record(line) for line in sheet.work],
        "work_totals": totals_record(sheet.totals),
        **{name: values[name] for name in HANDOVER},
        "links": [
            {**{name: getattr(each, name) for name in LINK}, "reverse": each.named} for each in sheet.links
        ],
        "attachments": fields_of(sheet.attachments, ATTACHMENT),
        "followers": list(sheet.followers),
        "history": fields_of(sheet.history, HISTORY),
    }


def call_record(values: Record, left_s: int | None, solutions: Iterable[int]) -> Record:
    """A call from the values of its row, the covered seconds left and the numbers of its solutions."""
    return _completed({name: values.get(name) for name in NAMES}, left_s, solutions)


def _completed(record: Record, left_s: int | None, solutions: Iterable[int]) -> Record:
    """A record with what its row does not have, or has in another form."""
    number = record["number"] = str(record["number"])
    record["number_order"] = number_order(number)
    record["covered"] = bool(record["covered"])
    record["left_s"] = left_s
    record["tags"] = (record["tags"] or "").split()
    record["solutions"] = list(solutions)
    return record
