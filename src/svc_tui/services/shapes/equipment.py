"""Cards under the names that scripts rely on: what `equipment list`, `find`, `show` and `cover` print."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.services.core.context import Context
from svc_tui.services.equipment.find import Hit
from svc_tui.services.equipment.service import CardCoverage, CardPreview, CardSheet, EquipmentCards
from svc_tui.services.shapes.names import Record, fields_of, picked
from svc_tui.storage.equipment.lists import CardLine
from svc_tui.storage.equipment.ties import CALL

PAGE = 500
NAMES = (
    "number", "serial", "manufacturer_serial", "item", "item_name", "item_group", "customer", "customer_name",
    "customers", "buyer", "contact", "phone", "status", "technician", "territory", "address", "location",
    "warranty_start", "warranty_end", "delivered_at", "delivery", "invoice",
    "manufactured_at", "due_back", "contract", "covered", "coverage_reason", "replaces",
    "replaced_by", "parent", "open_calls", "calls", "updated_at", "version",
)  # fmt: skip
"""The fields of a card in a list, in the order of CSV columns."""
FOUND = ("number", "serial", "manufacturer_serial", "item", "customer", "status", "why")
"""The fields of a hit."""
CONTRACT = ("number", "description", "type", "service_type", "status", "start", "end", "termination")
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")
MOVEMENT = ("at", "who", "kind", "direction", "customer", "document", "row", "other", "old", "new", "note")
READING = ("at", "who", "meter", "value", "replaced", "note")
_OWN = ("number", "serial", "manufacturer_serial", "item", "customer", "buyer", "contact", "phone", "status",
        "technician", "territory", "address", "location", "warranty_start", "warranty_end", "delivered_at",
        "delivery", "invoice", "manufactured_at", "due_back", "replaces", "replaced_by", "parent", "updated_at",
        "version")  # fmt: skip


def records(cards: EquipmentCards, ids: Sequence[int]) -> Iterator[Record]:
    """The cards of a list in their order, each with every stable name."""
    for start in range(0, len(ids), PAGE):
        lines = cards.lines(ids[start : start + PAGE])
        covered = cards.covered(lines)
        for line in lines:
            yield card_record(line, covered[line.row.id])


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same by their keys alone."""
    return records(EquipmentCards(context), ids)


def card_record(line: CardLine, answer: Entitlement) -> Record:
    """One card from its line and the answer of its contracts."""
    values: Record = {name: getattr(line.row, name) for name in _OWN}
    values |= {
        "item_name": line.item_name, "item_group": line.item_group, "customer_name": line.customer_name,
        "customers": list(line.customers), "open_calls": line.open_calls, "calls": line.calls,
        "contract": answer.contract, "covered": answer.is_accepted, "coverage_reason": answer.reason.value,
    }  # fmt: skip
    return {name: values[name] for name in NAMES}


def hit_record(hit: Hit) -> Record:
    """One hit of the lookup."""
    values = {name: getattr(hit.row, name) for name in FOUND if name != "why"}
    return {**values, "why": hit.reading.why}


def coverage_record(found: CardCoverage) -> Record:
    """Whether a unit is covered, and why."""
    answer, terms, row = found.entitlement, found.terms, found.card.row
    return {
        "number": row.number, "serial": row.serial, "manufacturer_serial": row.manufacturer_serial,
        "item": row.item, "item_name": found.card.item_name, "customer": row.customer,
        "customer_name": found.card.customer_name, "status": row.status, "at": found.at,
        "contract": answer.contract, "covered": answer.is_accepted, "coverage_reason": answer.reason.value,
        "covered_until": answer.last_day if answer.is_accepted else None,
        "type": terms.type if terms else None, "service_type": terms.service_type if terms else None,
        "includes": list(terms.includes) if terms else [], "response": terms.response if terms else None,
        "resolution": terms.resolution if terms else None,
        "considered": [{"contract": each.number, "taken": each.taken, "why": each.why} for each in answer.considered],
    }  # fmt: skip


def preview_record(preview: CardPreview) -> Record:
    """A card in short: itself, and whether it is covered."""
    coverage = coverage_record(preview.coverage)
    own = card_record(preview.coverage.card, preview.coverage.entitlement)
    return {**coverage, **own}


def sheet_record(sheet: CardSheet) -> Record:
    """The open card with everything that hangs on it."""
    from svc_tui.services.shapes.sales import raised_records

    coverage = coverage_record(sheet.coverage)
    calls = [dict(call) for call in sheet.calls]
    return {
        **card_record(sheet.line, sheet.coverage.entitlement),
        **{name: coverage[name] for name in ("covered_until", "includes", "considered")},
        "components": list(sheet.components),
        "contracts": [{name: getattr(each, name) for name in CONTRACT} for each in sheet.contracts],
        "service_calls": picked(calls, CALL),
        "movements": picked(map(asdict, sheet.movements), MOVEMENT),
        "readings": picked(map(asdict, sheet.readings), READING),
        "opportunities": raised_records(sheet.opportunities),
        "history": fields_of(sheet.history, HISTORY),
    }
