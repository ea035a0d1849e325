"""Contracts under the names that scripts rely on: what `contract list`, `show` and `ending` print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from svc_tui.domain.contracts.ledger import percent
from svc_tui.domain.sla.explain import Explanation
from svc_tui.services.contracts.lists import ContractLists
from svc_tui.services.contracts.reading import ContractLine, ContractSheet
from svc_tui.services.contracts.watch import Ending, Simulation
from svc_tui.services.core.context import Context
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.contracts.templates import TemplateRow
from svc_tui.storage.contracts.ties import Use

NAMES = (
    "number", "description", "type", "service_type", "status", "customer", "customer_name", "contact", "owner",
    "template", "start", "end", "duration", "termination", "effective_end", "left_days", "covering", "expired",
    "renewal", "remind", "reminded_at", "renews", "renewed_by", "value", "fee", "fee_every",
    "fee_due", "price_list", "response", "resolution", "coverage",
    "zone", "holidays", "closed_dates", "includes", "lines", "unit_kind", "units", "used", "unit_step",
    "unit_minimum", "unit_night", "unit_night_factor", "unit_capped", "refill", "refill_units",
    "refill_carry", "remarks", "updated_at", "version",
)  # fmt: skip
"""The fields of a contract in a list, in the order of CSV columns."""
TEMPLATE_NAMES = (
    "name", "description", "type", "expired", "duration", "renewal", "remind", "response", "resolution", "targets",
    "coverage", "zone", "holidays", "includes", "unit_kind", "units", "unit_step", "unit_minimum", "unit_night",
    "unit_night_factor", "unit_capped", "value", "fee", "fee_every", "fee_due", "refill", "refill_units",
    "refill_carry", "remarks", "updated_at", "version",
)  # fmt: skip
"""The fields of a template."""
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")
PERIOD = ("number", "status", "start", "end", "termination")
_FOLLOWS = {"covering": "is_covering", "expired": "is_expired"}


def records(rows: Iterable[ContractRow]) -> Iterator[Record]:
    """The contracts of a list, each with every stable name."""
    return map(contract_record, rows)


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same by their keys."""
    return records(ContractLists(context).rows(ids))


def contract_record(row: ContractRow) -> Record:
    """One contract."""
    values = {name: getattr(row, _FOLLOWS.get(name, name)) for name in NAMES}
    values["lines"] = [asdict(line) for line in row.lines]
    values["includes"] = list(row.includes)
    values["closed_dates"] = list(row.closed_dates or ())
    return values


def sheet_record(sheet: ContractSheet) -> Record:
    """The open contract with everything that hangs on it."""
    from svc_tui.services.shapes.sales import raised_records

    return {
        **contract_record(sheet.row),
        "lines": [line_record(line) for line in sheet.lines],
        "targets": [
            {"priority": each.priority, "response": each.response, "resolution": each.resolution}
            for each in sheet.targets
        ],
        "use": use_record(sheet.use, sheet.row),
        "chain": [{name: getattr(each, name) for name in PERIOD} for each in sheet.chain],
        "service_calls": [dict(call) for call in sheet.calls],
        "attachments": [
            {"id": each.id, "name": each.name, "size": each.size, "at": each.at, "who": each.who, "note": each.note}
            for each in sheet.attachments
        ],
        "opportunities": raised_records(sheet.opportunities),
        "history": fields_of(sheet.history, HISTORY),
    }  # fmt: skip


def line_record(line: ContractLine) -> Record:
    """A line with the unit it names, and whether a call about that would be charged to this contract now."""
    values = {**asdict(line.row), "taken": line.taken, "why": line.why or None, "contract": line.contract}
    return {name: values[name] for name in LINE}


def use_record(use: Use, row: ContractRow) -> Record:
    """What was made of a contract so far."""
    share = None if row.units is None else percent(row.used, row.units)
    return {**asdict(use), "units": row.units, "used": row.used, "percent": share}


def template_record(row: TemplateRow) -> Record:
    """One template."""
    targets = [
        {"priority": priority, "response": pair[0], "resolution": pair[1]}
        for priority, pair in _pairs(row.targets)
    ]
    values = {name: getattr(row, name) for name in TEMPLATE_NAMES if name not in ("includes", "targets")}
    values |= {"includes": list(row.includes), "targets": targets}
    return {name: values[name] for name in TEMPLATE_NAMES}


def _pairs(targets: Mapping[str, Any] | None) -> Iterable[tuple[str, Any]]:
    return (targets or {}).items()


def ending_record(each: Ending) -> Record:
    """A line of the renewal calendar."""
    row, end = each.row, each.row.effective_end
    return {
        "number": row.number, "description": row.description, "customer": row.customer,
        "customer_name": row.customer_name, "owner": row.owner, "end": end, "left_days": row.left_days,
        "within": each.within, "month": end.isoformat()[:7] if end else None, "value": row.value,
        "percent": each.percent, "calls": each.use.calls, "renewal": row.renewal, "remind_on": each.remind_on,
        "reminded_at": row.reminded_at, "renewed_by": row.renewed_by,
    }  # fmt: skip


ENDING = ("number", "description", "customer", "customer_name", "owner", "end", "left_days", "within", "month", "value",
          "percent", "calls", "renewal", "remind_on", "reminded_at", "renewed_by")  # fmt: skip
"""The fields of such a line."""


def simulation_record(found: Simulation) -> Record:
    """Due dates of a call that never came, with the spans of both targets."""
    return {
        "contract": found.number, "at": found.at, "priority": found.priority, "zone": found.zone,
        "reason": found.reason, "flags": list(found.flags),
        "response": _target_record(found.response_target, found.response),
        "resolution": _target_record(found.resolution_target, found.resolution),
    }  # fmt: skip


def _target_record(text: str | None, found: Explanation | None) -> Record | None:
    if text is None:
        return None
    if found is None:
        return {"target": text, "due_at": None, "spans": []}
    due = found.due if isinstance(found.due, datetime) else None
    spans = [
        {"start": span.start, "end": span.end, "seconds": span.seconds, "kind": span.kind.value}
        for span in found.spans
    ]
    return {"target": text, "due_at": due, "spans": spans}


LINE = ("line", "equipment", "serial", "manufacturer_serial", "item", "item_name", "item_group", "start", "end",
        "termination", "card_status", "location", "taken", "why", "contract")  # fmt: skip
"""The fields of a line in `contract show` and `contract lines`."""
