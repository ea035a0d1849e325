"""A new call: what the typed fields bring with them, what is wrong, and the row that is written.

The form asks `propose` while people type; `create` proposes once more and writes.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.calls import rules
from svc_tui.domain.core.money import above
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line, code_key, serial_columns
from svc_tui.domain.core.uids import uuid7
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.domain.equipment.serials import unlike
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import before_made
from svc_tui.services.messages.telling import GIVEN, About, tell
from svc_tui.services.sla.clocks import Clocks, columns_of, coverage_under, fallback, started
from svc_tui.services.sla.cover import Cover, cover, covered_columns
from svc_tui.storage.calls import reads
from svc_tui.storage.company import settings as setup
from svc_tui.storage.company.rows import CustomerRecord
from svc_tui.storage.company.settings import Company
from svc_tui.storage.engine import acts
from svc_tui.storage.equipment.rows import CardRecord

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session

LISTS = ("origin", "type", "problem", "subtype")
LINES = ("contact", "phone", "email", "reference", "location", "territory")
READ = (
    "equipment", "equipment_customer", "customer", "address", "item", "item_group", "person", "queue", "contract",
    "contract_line", "contract_target", "unit_entry", *setup.TABLES,
)  # fmt: skip
"""The tables that a proposal is made from, but for other calls of the unit."""


@dataclass
class Proposal:
    """A new call as far as it is known."""

    values: Values
    """Columns of the row: what was typed and what follows from it."""
    answer: Cover | None = None
    """The entitlement, once a customer is known."""
    clocks: Clocks | None = None
    """Both targets as they would start."""
    warnings: list[Note] = field(default_factory=list)
    """Rules of kind W."""
    customers: list[str] = field(default_factory=list)
    """The card's customers, where there are several to choose from (SC-04)."""
    cards: list[CardRecord] = field(default_factory=list)
    """Cards that bear the typed serial, where there are several."""
    twins: tuple[str, ...] = ()
    """Open calls for the same unit (SC-29)."""


@dataclass(frozen=True)
class Prepared:
    """A new call as it was before its turn to be written came."""

    typed: Mapping[str, object]
    at: datetime
    act: int
    """The last act then."""
    proposal: Proposal
    company: Company
    """The set-up that it was made by."""


def propose(context: Context, session: "Session", typed: Mapping[str, object], now: datetime) -> Proposal:
    """Fill in what the typed values bring with them (SC-04, SC-05) and warn (SC-06 to SC-08, SC-29).

    Raises:
        Refused: a value that cannot be: an unknown code, an inactive list value, a returned unit ...
    """
    values: Values = {name: value for name, value in typed.items() if value not in (None, "")}
    proposal = Proposal(values)
    card = _card(session, proposal)
    _customer(session, proposal, card)
    _item(session, proposal, card)
    _people(context, session, values)
    _lists(session, values)
    values["subject"] = clean_line(str(values.get("subject", "")))
    values["description"] = clean(str(values.get("description", "")))
    for name in LINES:
        if values.get(name):
            values[name] = clean_line(str(values[name]))
    values.setdefault("reported_at", now)
    values.setdefault("priority", "low")
    rules.check_priority(values["priority"])
    if values.get("customer"):
        _covered(context, session, proposal, card, now)
    return proposal


def _card(session: "Session", proposal: Proposal) -> CardRecord | None:
    values = proposal.values
    card: CardRecord | None = None
    if values.get("equipment"):
        card = reads.card(session=session, number=int(values["equipment"]))
        if card is None:
            raise NotFound(
                N_("There is no equipment card {number}. Type a serial instead."), number=values["equipment"]
            )
    elif serial := values.get("serial") or values.get("manufacturer_serial"):
        cards = reads.cards_by_serial(session=session, serial=str(serial))
        if values.get("customer"):
            own = [each for each in cards if _belongs(session, each, values["customer"])]
            if cards and not own:
                each = cards[0]
                others = reads.card_customers(session=session, number=each.number)
                rules.check_card_customer(each.number, values["customer"], each.customer, others)
            cards = own
        if values.get("item"):
            cards = [each for each in cards if each.item == values["item"]] or cards
        proposal.cards = cards
        _refuse_doubt(str(serial), cards)
        card = cards[0] if cards else None
        if card is None:
            proposal.warnings.append(note(N_("No equipment card has the serial {serial}."), serial=serial))
    if card is not None:
        rules.check_card_status(card.number, card.status)
        values["equipment"] = card.number
        values["serial"] = card.serial or values.get("serial")
        values["manufacturer_serial"] = card.manufacturer_serial or values.get("manufacturer_serial")
    return card


def _refuse_doubt(serial: str, cards: list[CardRecord]) -> None:
    """A serial that is only read alike may be that of several customers: which of them is not guessed."""
    exact = [each for each in cards if not unlike(serial, (each.serial, each.manufacturer_serial))]
    live = [each for each in cards if each.status in LIVE]
    if not exact and len({each.customer for each in live}) > 1:
        several = ", ".join(f"{each.number} ({each.item}, {each.customer})" for each in live)
        message = N_("{code} fits several cards: {several}. Name one by its number.")
        raise Refused(message, code=serial, several=several)


def _belongs(session: "Session", card: CardRecord, customer: str) -> bool:
    folded = code_key(customer)
    if code_key(card.customer) == folded:
        return True
    return any(code_key(code) == folded for code in reads.card_customers(session=session, number=card.number))


def _customer(session: "Session", proposal: Proposal, card: CardRecord | None) -> None:
    values = proposal.values
    if card is not None:
        others = reads.card_customers(session=session, number=card.number)
        proposal.customers = list(dict.fromkeys([card.customer, *others]))
        values.setdefault("customer", card.customer)
    code = values.get("customer")
    if not code:
        return
    row = reads.customer(session=session, code=str(code))
    if row is None:
        raise NotFound(
            N_("There is no customer {code}. Type a part of the name or the phone number."), code=code
        )
    if row.merged_into:
        text = N_("{code} was merged into {into}; the call is written there.")
        proposal.warnings.append(note(text, code=row.code, into=row.merged_into))
        row = reads.customer(session=session, code=row.merged_into) or row
    values["customer"] = row.code
    if card is not None:
        rules.check_card_customer(card.number, row.code, card.customer, proposal.customers[1:])
    proposal.warnings += warnings_of(row)
    values["customer_name"] = row.name
    values.setdefault("contact", (card and card.contact))
    values.setdefault("phone", (card and card.phone) or row.phone)
    values.setdefault("email", row.email)
    values.setdefault("territory", (card and card.territory) or row.territory)
    _default_technician(session, values, (card and card.technician) or row.technician)
    if not values.get("location"):
        place = [
            (card and card.address) or reads.address_line(session=session, code=row.code),
            (card and card.location),
        ]
        values["location"] = ", ".join(part for part in place if part) or None


def warnings_of(row: CustomerRecord) -> list[Note]:
    """SC-08: a customer who is inactive, not to be served, or owes more than the limit."""
    found: list[Note] = []
    name = row.name or row.code
    if not row.active:
        found.append(note(N_("{customer} is marked inactive."), customer=name))
    if row.blocked:
        found.append(note(N_("{customer} is not to be served: {reason}"), customer=name, reason=row.blocked))
    if above(row.balance, row.credit_limit):
        text = N_("{customer} is above the credit limit of {limit}.")
        found.append(note(text, customer=name, limit=row.credit_limit))
    return found


def _default_technician(session: "Session", values: Values, code: str | None) -> None:
    """The card's or the customer's technician, where he still is one and nobody else was chosen."""
    if code and not values.get("technician"):
        person = reads.person(session=session, code=code)
        if person is not None and person.active and "technician" in person.roles:
            values["technician"] = code


def _item(session: "Session", proposal: Proposal, card: CardRecord | None) -> None:
    values = proposal.values
    code = card.item if card is not None else values.get("item")
    if not code:
        return
    row = reads.item(session=session, code=str(code))
    if row is None:
        raise NotFound(N_("There is no item {code}. Type a part of its name or code."), code=code)
    if not row.active and card is None:
        raise Refused(N_("The item {code} is no longer used. Choose another."), code=row.code)
    values |= {"item": row.code, "item_name": row.name, "item_group": row.group}


def _people(context: Context, session: "Session", values: Values) -> None:
    rules.check_assignee_or_queue(values.get("assignee"), values.get("queue"))
    if values.get("queue"):
        queue = reads.queue(session=session, code=values["queue"])
        if queue is None:
            raise NotFound(
                N_("There is no queue {code}. Type a part of its name to see which there are."),
                code=values["queue"],
            )
        if queue.inactive:
            raise Refused(
                N_("The queue {code} is inactive. Choose another, or activate it in the set-up."),
                code=queue.code,
            )
        values["queue"] = queue.code
    if values.get("assignee"):
        values["assignee"] = _person(
            session, values["assignee"], N_("{person} is no longer active. Choose another.")
        )
    elif not values.get("queue") and reads.person(session=session, code=context.me):
        values["assignee"] = context.me
    if values.get("technician"):
        person = reads.person(session=session, code=values["technician"])
        if person is None:
            raise NotFound(
                N_("There is no person {code}. Type a part of the name to see who there is."),
                code=values["technician"],
            )
        rules.check_technician(person.code, person.roles, person.active)
        values["technician"] = person.code


def _person(session: "Session", code: str, inactive: str) -> str:
    person = reads.person(session=session, code=code)
    if person is None:
        raise NotFound(
            N_("There is no person {code}. Type a part of the name to see who there is."), code=code
        )
    if not person.active:
        raise Refused(inactive, person=person.code)
    return str(person.code)


def _lists(session: "Session", values: Values) -> None:
    """SC-14: inactive list values cannot be chosen."""
    for name in LISTS:
        if values.get(name):
            values[name] = choose(session, name, str(values[name]))


def choose(session: "Session", list_name: str, name: str, present: str | None = None) -> str:
    """A list value as it is written in the list.

    Raises:
        Refused: unknown, or inactive and not the value that stands already.
    """
    entry = reads.list_entry(session=session, list_name=list_name, name=name.strip())
    if entry is None:
        message = N_("The list {list} has no value {name}. Choose another, or add it in the set-up.")
        raise Refused(message, list=list_name, name=name)
    if not entry.active and entry.name != present:
        raise Refused(
            N_("{name} is no longer used in the list {list}. Choose another."),
            list=list_name,
            name=entry.name,
        )
    return str(entry.name)


def _covered(
    context: Context, session: "Session", proposal: Proposal, card: CardRecord | None, now: datetime
) -> None:
    values, company = proposal.values, context.company
    answer = cover(
        session=session, company=company, customer=values["customer"], card=card, item=values.get("item"),
        item_group=values.get("item_group"), at=values["reported_at"], priority=values["priority"], now=now,
    )  # fmt: skip
    proposal.answer = answer
    values |= covered_columns(answer)
    reason = answer.entitlement.reason.value
    if answer.terms is None:
        if card is None and not values.get("item"):
            proposal.warnings.append(
                note(N_("No unit is named and no contract covers the customer: {reason}."), reason=reason)
            )
        else:
            proposal.warnings.append(note(N_("Not covered: {reason}."), reason=reason))
    due_terms = answer.terms if answer.entitlement.has_due_dates else None
    if answer.terms is None:
        due_terms = fallback(company)
    coverage = coverage_under(due_terms, company, now)
    proposal.clocks = started(values["reported_at"], due_terms, values["priority"], coverage)
    values |= columns_of(proposal.clocks, due_terms, None)
    _warn_of_twins(session, proposal)


def _warn_of_twins(session: "Session", proposal: Proposal) -> None:
    """SC-29: other calls are open for the same unit; a warning that stands already is not said again."""
    card = proposal.values.get("equipment")
    found = reads.open_calls_of_card(session=session, equipment=int(card)) if card else []
    text = N_("{number} is open for the same unit: perhaps a duplicate.")
    proposal.warnings += [note(text, number=each) for each in found if each not in proposal.twins]
    proposal.twins = tuple(found)


def prepare(context: Context, typed: Mapping[str, object]) -> Prepared:
    """Propose a new call while others write: most of the work is done when its turn comes.

    Raises:
        Refused: what `propose` refuses.
    """
    at = context.now()
    with context.store.read() as session:
        act = acts.last(session=session)
        before_made(context, session, "call")
        return Prepared(typed, at, act, propose(context, session, typed, at), context.company)


def create(
    context: Context, unit: "UnitOfWork", new: Mapping[str, object] | Prepared
) -> tuple[str, Proposal]:
    """Write a new call. Returns its number and what it was made from.

    Raises:
        Refused: SC-01 (customer and subject), and what `propose` refuses.
    """
    if isinstance(new, Prepared) and not unit.moved(new.act, READ):
        proposal = new.proposal
        context.stands(new.company)
        _warn_of_twins(unit.session, proposal)
    else:
        typed = new.typed if isinstance(new, Prepared) else new
        proposal = propose(context, unit.session, typed, unit.at)
    values = proposal.values
    if not values.get("customer"):
        raise Refused(N_("A call needs a customer. Type a serial, a name, a code or a phone number."))
    rules.check_subject(values["subject"])
    if values["reported_at"] > unit.at:
        raise Refused(N_("The call would be reported in the future. Correct the instant."))
    number = str(unit.next_number("call"))
    status = next(
        entry
        for entry in reads.statuses(session=unit.session)
        if entry.status_class == "open" and entry.active
    )
    for name in ("serial", "manufacturer_serial"):
        values |= serial_columns(name, values.get(name))
    row = {
        **values, "number": number, "number_order": int(number), "uid": uuid7(unit.at, os.urandom(10)),
        "status": status.name, "status_class": status.status_class, "is_open": True, "created_by": unit.who,
        "assigned_at": unit.at,
    }  # fmt: skip
    row.pop("resolution", None)
    call_id = unit.insert("call", row, log=None)
    unit.log("call", call_id, "created", new=number)
    assignee = values.get("assignee")
    if assignee and assignee != unit.who:
        tell(unit, str(assignee), "given", GIVEN, About(call_id))
    for name, event in (("respond_by", "response due"), ("resolve_by", "resolution due")):
        if values.get(name):
            unit.log("call", call_id, event, field=name, new=f"{values[name]:%Y-%m-%dT%H:%M:%SZ}")
    return number, proposal
