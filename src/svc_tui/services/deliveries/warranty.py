"""The warranty contract that a delivery brings (CT-13): one for each template, document and customer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts.periods import end_of_period
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.equipment.rules import check_joins_contract
from svc_tui.errors import N_
from svc_tui.services.contracts.fields import CARRIED
from svc_tui.storage.equipment import deliveries as rows

if TYPE_CHECKING:
    from svc_tui.services.equipment.open_card import OpenCard
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Paper:
    """The document that brought a unit."""

    move: str
    """The movement it is: delivered or invoiced."""
    number: str
    day: date
    at: datetime
    """Its day as an instant."""


def cover(unit: "UnitOfWork", card: "OpenCard", template: str, paper: Paper) -> tuple[int | None, list[Note]]:
    """Let a new card join the warranty contract of its document, made from the item's template where there is none.

    The card's own warranty is filled with the contract's. Returns the contract's number, and why there is none.
    """
    check_joins_contract(card.number, card.row.status)
    model = rows.template(session=unit.session, name=template)
    if model is None:
        text = N_("There is no template {name}, which item {item} names; no warranty contract was made.")
        return None, [note(text, name=template, item=card.row.item)]
    if model["expired"]:
        text = N_("Template {name} of item {item} is expired; no warranty contract was made.")
        return None, [note(text, name=model["name"], item=card.row.item)]
    if not model["duration"]:
        text = N_("Template {name} of item {item} says no duration; no warranty contract was made.")
        return None, [note(text, name=model["name"], item=card.row.item)]
    number = rows.warranty_of(
        session=unit.session, template=model["name"], customer=card.row.customer, start=paper.day,
        kind=paper.move, document=paper.number, at=paper.at,
    )  # fmt: skip
    end = end_of_period(paper.day, model["duration"])
    if number is None:
        number = _contract(unit, card.row.customer, model, paper.day, end)
    line = {
        "contract": number, "line": rows.next_line(session=unit.session, contract=number),
        "start": paper.day, "end": end, "equipment": card.number,
        "serial": card.row.serial, "manufacturer_serial": card.row.manufacturer_serial, "item": card.row.item,
    }  # fmt: skip
    unit.insert("contract_line", line)
    card.write({"warranty_start": paper.day, "warranty_end": end})
    return number, []


def _contract(unit: "UnitOfWork", customer: str, model: dict[str, Any], start: date, end: date) -> int:
    """An approved warranty contract with the terms and the files of its template (CT-10)."""
    number = unit.next_number("contract")
    terms = {name: model[name] for name in CARRIED}
    ledger = terms.pop("units")
    key = unit.insert(
        "contract",
        {
            **terms, "number": number, "customer": customer, "template": model["name"], "type": "serial",
            "service_type": "warranty", "status": "approved", "start": start, "end": end,
            "duration": model["duration"], "units": ledger,
        },
    )  # fmt: skip
    for priority, (response, resolution) in (model["targets"] or {}).items():
        target = {"contract": number, "priority": priority, "response": response, "resolution": resolution}
        unit.insert("contract_target", target)
    if ledger:
        entry = {"contract": number, "at": unit.at, "who": unit.who, "kind": "bought", "quantity": ledger}
        unit.insert("unit_entry", entry, log=None)
    for file in rows.files_of(session=unit.session, kind="contract_template", object_id=model["id"]):
        kept = {name: value for name, value in file.items() if name != "id"}
        unit.insert("attachment", {**kept, "kind": "contract", "object_id": key})
    return number
