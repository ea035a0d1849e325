"""Opportunities raised from what service meets: a call, a card, a contract that is to be renewed; each once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from svc_tui.domain.core.currency import minor_units
from svc_tui.domain.core.money import amount as kept_amount
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused
from svc_tui.language import day_short
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import item_price
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.sales import typed
from svc_tui.services.sales.edit import OpportunityEdit, Written
from svc_tui.services.sales.open_opportunity import OpenOpportunity, found_origin, named
from svc_tui.storage.calls import reads
from svc_tui.storage.company import items
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sales import rows
from svc_tui.storage.sales.rows import Origin, Raised

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


class AlreadyRaised(Refused):
    """An opportunity of the same origin is open or was won."""

    number = 0
    """Its number."""


class OpportunityRaising(OpportunityEdit):
    """What is raised from other records."""

    def proposal(self, kind: str, key: str | int) -> Values:
        """What a new opportunity would begin with that is raised from a record: fields as they are stored.

        Raises:
            NotFound: there is no such record.
        """
        with self._context.store.read() as session:
            origin = found_origin(session, Origin(kind, str(key)))
            proposed = self._proposed(session, origin)
            return {**proposed, **self._price(session, origin, proposed)}

    def already(self, kind: str, key: str | int) -> Raised | None:
        """The opportunity that stands in the way of another one from this record. Raises NotFound."""
        with self._context.store.read() as session:
            return _standing(session, found_origin(session, Origin(kind, str(key))))

    def raise_from(
        self,
        kind: str,
        key: str | int,
        values: Mapping[str, object] | None = None,
        *,
        again: bool = False,
    ) -> Written:
        """Write an opportunity down with what the record knows: customer, contact, item, what it is about.

        Args:
            kind: call, equipment or contract.
            key: Its number, as people type it.
            values: What is typed stands over what the record knows; the amount, where it knows none. Of a call that
                is what its item costs the customer.
            again: Another one is meant, although one is open or was won.

        Raises:
            AlreadyRaised: one is open or was won.
            NotFound, Refused: as `new`.
        """
        given = typed.read(self._context, values) if values else {}
        with self._context.write() as unit:
            one = self.raise_on(unit, Origin(kind, str(key)), given, again=again)
            origin = one.row.origin[0]
            unit.call_it(
                N_("Opportunity {number} raised from {origin}"), number=one.number, origin=str(origin)
            )
        told = note(
            N_("Opportunity {number} raised from {origin}: {name}"),
            number=one.number, origin=str(origin), name=one.row.name,
        )  # fmt: skip
        return Written(one.number, told, tuple(one.warnings))

    def raise_each(
        self,
        kind: str,
        keys: Sequence[str],
        values: Mapping[str, object] | None = None,
        *,
        again: bool = False,
    ) -> Outcomes:
        """Raise one from each of several records, with one undo; an outcome is called by its record.

        Raises:
            AlreadyRaised, NotFound, Refused: the only one refused it; as `raise_from`.
        """
        given = typed.read(self._context, values) if values else {}
        opening = Opening[tuple[str, OpenOpportunity]](
            lambda unit, _context, key: (key, self.raise_on(unit, Origin(kind, key), given, again=again)),
            lambda found: found[0],
            lambda found: found[1].warnings,
        )

        def told(found: tuple[str, OpenOpportunity]) -> Note:
            return note(
                N_("Opportunity {opportunity} raised from {number}: {name}"),
                opportunity=found[1].number, number=found[0], name=found[1].row.name,
            )  # fmt: skip

        titles = (N_("Opportunity raised from {numbers}"), N_("Opportunities raised from {numbers}"))
        return run(self._context, keys, opening, titles, told)

    def raise_on(
        self, unit: UnitOfWork, origin: Origin, given: Values, *, again: bool = False
    ) -> OpenOpportunity:
        """Raise one inside an act; values are typed already. Raises as `raise_from`."""
        found = found_origin(unit.session, origin)
        standing = _standing(unit.session, found)
        if standing is not None and not again:
            raise self._already(standing)
        proposed = self._proposed(unit.session, found)
        others = tuple(each for each in given.get("origin", ()) if each != found)
        if "currency" in given:
            proposed.pop("amount", None)  # it was of another currency
        values: Values = {**proposed, **given}
        price: Values = {}
        if not given.keys() & {"amount", "currency"}:
            price = self._price(unit.session, found, {**values, **named(unit, values, None)})
        one = self.write_new(unit, {**values, **price, "origin": (found, *others)})
        if price:
            words = N_("the amount is the price of {item} for {customer}: {amount} {currency}")
            one.warnings.append(note(words, item=one.row.item, customer=one.row.customer, **price))
        return one

    def _price(self, session: "Session", origin: Origin, values: Values) -> Values:
        """Amount and currency of what is sold from a call: one of its item, as this customer would be billed today."""
        item, customer = values.get("item"), values.get("customer")
        if origin.kind != "call" or not item or not customer:
            return {}
        found = item_price(self._context, session, item, customer)
        return {} if found is None or found[0] <= 0 else {"amount": found[0], "currency": found[1]}

    def _already(self, found: Raised) -> AlreadyRaised:
        raised = (
            found.created_at.astimezone(self._context.zone).date() if found.created_at else found.started_on
        )
        message = N_(
            "Already raised by {who} on {day}, as opportunity {number}: {name}. Open that one, or say that another "
            "one is meant: --again."
        )
        error = AlreadyRaised(
            message, who=found.created_by or found.owner or "?", number=found.number, name=found.name,
            day=day_short(raised, self._context.today),
        )  # fmt: skip
        error.number = found.number
        return error

    def _proposed(self, session: "Session", origin: Origin) -> Values:
        found = {"call": _of_call, "equipment": _of_card, "contract": _of_contract}[origin.kind](
            session, origin.key
        )
        if (end := found.pop("end", None)) is not None and end >= self._context.today:
            found["closes_on"] = end
        if (value := found.pop("value", None)) is not None:
            amount, places = kept_amount(value), minor_units(self._context.company.currency)
            if amount is not None and amount > 0 and amount == round(amount, places):
                found["amount"] = amount
        customer = reads.customer(session=session, code=found["customer"])
        if customer is not None and not customer.active:
            del found["customer"]
        owner = reads.person(session=session, code=found["owner"]) if found.get("owner") else None
        if owner is None or not owner.active:
            found.pop("owner", None)
        return {name: value for name, value in found.items() if value not in (None, "")}


def _standing(session: "Session", origin: Origin) -> Raised | None:
    """The newest opportunity of this origin that is not lost."""
    known = rows.raised_from(session=session, kind=origin.kind, key=origin.key)
    return next((each for each in known if each.status != "lost"), None)


def _of_call(session: "Session", number: str) -> Values:
    call = reads.call_by_number(session=session, number=number)
    assert call is not None
    item = call.item if _may_be_sold(session, call.item) else None
    return {
        "name": call.subject, "customer": call.customer, "contact": call.contact, "item": item,
        "territory": call.territory, "remarks": call.description,
    }  # fmt: skip


def _of_card(session: "Session", number: str) -> Values:
    card = reads.card(session=session, number=int(number))
    assert card is not None
    item = items.row(session=session, code=card.item)
    named = (item.name if item else "") or card.item
    serial = card.serial or card.manufacturer_serial or ""
    return {
        "name": f"{named} {serial}".strip(), "customer": card.customer, "contact": card.contact,
        "item": card.item if _may_be_sold(session, card.item) else None, "territory": card.territory,
    }  # fmt: skip


def _of_contract(session: "Session", number: str) -> Values:
    contract = reads.contract(session=session, number=int(number))
    assert contract is not None
    end: date | None = effective_end(contract.end, contract.termination) if contract.end else None
    return {
        "name": f"K-{contract.number} {contract.description}".strip(), "customer": contract.customer,
        "contact": contract.contact, "owner": contract.owner, "end": end, "value": contract.value,
    }  # fmt: skip


def _may_be_sold(session: "Session", code: str | None) -> bool:
    item = items.row(session=session, code=code) if code else None
    return item is not None and item.active
