"""Rows of plans that come round again, of what became of them, and of what they are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A plan."""

    id: int
    code: str
    name: str
    equipment: int | None
    item: str | None
    contract: int | None
    every: str
    start: date | None
    until: date | None
    since: date | None
    lead: int
    horizon: int
    holiday: str
    moving: bool
    length: str | None
    technician: str | None
    queue: str | None
    priority: str
    type: str | None
    checklist: str
    active: bool
    next_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One time that a plan fell due, with what became of its call."""

    id: int
    rule: str
    equipment: int | None
    slot: str
    day: date
    """The day that was planned."""
    call_id: int | None
    call: str | None
    """Number of the call; none: it was missed."""
    is_open: bool | None
    """The call is not closed."""
    status_class: str | None
    done_at: datetime | None
    """When the visit or, without one, the call was done."""
    visits: int
    """Visits of the call that are not cancelled."""
    cancelled: int
    """Visits of the call that were cancelled."""

    @property
    def is_done(self) -> bool:
        """Nothing is left to do."""
        return self.done_at is not None or self.status_class in ("resolved", "closed")


@dataclass(frozen=True, slots=True)
class ContractSpan:
    """When a contract stands, and whose it is."""

    number: int
    customer: str
    status: str
    start: date | None
    end: date | None
    termination: date | None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a plan needs of a card."""

    number: int
    serial: str | None
    item: str
    customer: str
    status: str


def rules(*, session: Session, active: bool = False) -> list[RuleRow]:
    """All plans by code."""
    t = table("plan_rule")
    query = statement(RuleRow, "plan_rule").order_by(t.c.code)
    return models(session, RuleRow, query.where(t.c.active) if active else query)


def rule(*, session: Session, code: str) -> RuleRow | None:
    """One plan, by code in any case."""
    found = models(session, RuleRow, statement(RuleRow, "plan_rule", same(table("plan_rule"), "code", code)))
    return found[0] if found else None


def rules_of(*, session: Session, equipment: int | None = None, contract: int | None = None) -> list[RuleRow]:
    """The plans of a card, those of its item too; or of a contract."""
    t = table("plan_rule")
    query = statement(RuleRow, "plan_rule").order_by(t.c.code)
    if contract is not None:
        return models(session, RuleRow, query.where(t.c.contract == contract))
    cards = table("equipment").c
    item = select(cards.item).where(cards.number == equipment).scalar_subquery()
    return models(session, RuleRow, query.where((t.c.equipment == equipment) | (t.c.item == item)))


def made(*, session: Session, rules: Collection[str], equipment: int | None = None) -> list[MadeRow]:
    """What became of plans so far, by day."""
    t, call, visit = table("plan_row"), table("call"), table("visit")
    gone = visit.c.status == "cancelled"
    visits = (
        select(
            visit.c.call_id,
            func.max(visit.c.checked_out_at, type_=visit.c.checked_out_at.type).label("done_at"),
            func.count().filter(~gone).label("visits"),
            func.count().filter(gone).label("cancelled"),
        )
        .where(visit.c.call_id.in_(select(t.c.call_id).where(t.c.rule.in_(list(rules)))))
        .group_by(visit.c.call_id)
        .subquery()
    )
    ended = func.coalesce(
        visits.c.done_at, call.c.resolved_at, call.c.closed_at, type_=call.c.closed_at.type
    ).label("done_at")
    query = (
        select(
            t.c.id, t.c.rule, t.c.equipment, t.c.slot, t.c.day, t.c.call_id, call.c.number.label("call"),
            call.c.is_open, call.c.status_class, ended, func.coalesce(visits.c.visits, 0).label("visits"),
            func.coalesce(visits.c.cancelled, 0).label("cancelled"),
        )
        .outerjoin_from(t, call, call.c.id == t.c.call_id)
        .outerjoin(visits, visits.c.call_id == t.c.call_id)
        .where(t.c.rule.in_(list(rules)))
        .order_by(t.c.day, t.c.id)
    )  # fmt: skip
    if equipment is not None:
        query = query.where(t.c.equipment == equipment)
    return models(session, MadeRow, query)


def contract(*, session: Session, number: int) -> ContractSpan | None:
    """A contract by its number."""
    t = table("contract").c
    found = models(session, ContractSpan, statement(ContractSpan, "contract", t.number == number))
    return found[0] if found else None


def cards(
    *, session: Session, equipment: int | None, item: str | None, contract: int | None
) -> list[CardFacts]:
    """The cards of a plan: the one it names, or each of its item, of the contract's customer where it names one."""
    t = table("equipment").c
    query = statement(CardFacts, "equipment").order_by(t.number)
    if equipment is not None:
        return models(session, CardFacts, query.where(t.number == equipment))
    if item is None:
        return []
    query = query.where(t.item == item)
    if contract is not None:
        owner = table("contract").c
        query = query.where(
            t.customer == select(owner.customer).where(owner.number == contract).scalar_subquery()
        )
    return models(session, CardFacts, query)


def readings(*, session: Session, equipment: int, meter: str) -> Sequence[tuple[datetime, str, bool]]:
    """What a counter of a card showed, in order of time; a card with one counter needs no name for it."""
    t = table("meter_reading").c
    rows = session.execute(
        select(t.meter, t.at, t.value, t.replaced).where(t.equipment == equipment).order_by(t.at, t.id)
    ).all()
    names = {row.meter for row in rows}
    wanted = {name for name in names if name.casefold() == meter.casefold()} or (
        names if len(names) == 1 else set()
    )
    return [(row.at, row.value, bool(row.replaced)) for row in rows if row.meter in wanted]


def visit_of(*, session: Session, call_id: int) -> int | None:
    """The number of the last visit of a call that is not cancelled."""
    t = table("visit").c
    found = session.execute(
        select(func.max(t.number)).where(and_(t.call_id == call_id, t.status != "cancelled"))
    ).scalar()
    return None if found is None else int(found)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What plans can be about."""

    contract: int
    card: int
    item: str
    counted: int | None
    """A card that has a counter."""


def subjects(*, session: Session) -> Subjects | None:
    """A contract that stands longest, the first live card, its item, and a card with a counter."""
    contract, card, meter = table("contract").c, table("equipment").c, table("meter_reading").c
    stands = contract.status == "approved"
    number = session.execute(
        select(contract.number).where(stands).order_by(contract.end.desc()).limit(1)
    ).scalar()
    live = card.status == "active"
    found = session.execute(select(card.number, card.item).where(live).order_by(card.number).limit(1)).first()
    if number is None or found is None:
        return None
    counted = select(meter.equipment).join(table("equipment"), card.number == meter.equipment).where(live)
    return Subjects(
        number, found.number, found.item, session.execute(counted.order_by(meter.equipment).limit(1)).scalar()
    )
