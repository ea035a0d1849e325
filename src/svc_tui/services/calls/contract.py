"""The contract of a call chosen by hand (SC-19): any of the customer's, before the first response, logged."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import note
from svc_tui.domain.sla.entitlement import Entitlement, entitle
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.sla.cover import candidate
from svc_tui.services.sla.question import number_of
from svc_tui.storage.calls import reads
from svc_tui.storage.contracts.terms import Terms, terms


def change_contract(call: OpenCall, value: Any) -> None:
    """Another contract of the same customer, or none; due dates follow, old and new go to the history."""
    rules.check_contract_change(call.number, call.row.responded_at)
    if value in (None, ""):
        call.settle(
            anew=True, contract=None, covered=False, coverage_reason="no contract", contract_chosen=True
        )
        return
    number = number_of(str(value))
    found = terms(session=call.unit.session, number=number) if number is not None else None
    if found is None:
        raise NotFound(N_("There is no contract {contract}. Type its number, such as K-58."), contract=value)
    if found.customer != call.row.customer:
        message = N_(
            "K-{contract} belongs to {owner}, not to {customer}. Choose one of this customer's contracts."
        )
        raise Refused(message, contract=found.number, owner=found.customer, customer=call.row.customer)
    own, whole = judged(call, found), judged(call, found, any_unit=True)
    if not whole.is_accepted:
        text = N_(
            "K-{contract} does not entitle: {reason}. The call runs under its terms and is not covered."
        )
        call.warnings.append(note(text, contract=found.number, reason=whole.reason.value))
    elif not own.is_accepted:
        text = N_("K-{contract} does not list this unit; it covers the call because you chose it.")
        call.warnings.append(note(text, contract=found.number))
    call.settle(
        anew=True,
        contract=found.number,
        covered=whole.is_accepted,
        coverage_reason=whole.reason.value,
        contract_chosen=True,
    )


def judged(
    call: OpenCall, found: Terms, *, any_unit: bool = False, at: datetime | None = None
) -> Entitlement:
    """What the entitlement says of this contract alone, for the call's unit or for any unit of the customer.

    It is asked as of the reported instant, or of another `at`.
    """
    row = call.row
    at = at or row.reported_at
    card = reads.card(session=call.unit.session, number=row.equipment) if row.equipment else None
    if found.start is None or found.end is None:
        return entitle([], customer=found.customer, at=at)
    asked = candidate(found, call.context.company, row.priority, call.at)
    if any_unit:
        asked = replace(asked, type="customer", lines=())
    serial, maker = (card.serial, card.manufacturer_serial) if card else (row.serial, row.manufacturer_serial)
    return entitle(
        [asked], customer=found.customer, at=at, serial=serial or "", item=row.item or "",
        item_group=row.item_group or "", manufacturer_serial=maker or "",
        equipment=row.equipment,
    )  # fmt: skip
