"""Rows of equipment cards, and the search by serial: a tail of three characters is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import code_key
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.query.serials import is_serial
from svc_tui.storage.tables import table

CHUNK = 500


class CardRecord(NamedTuple):
    """A card, whole: the columns of the table, where each is explained."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    number: int
    serial: str | None
    serial_key: str | None
    serial_runs_key: str | None
    manufacturer_serial: str | None
    manufacturer_serial_key: str | None
    manufacturer_serial_runs_key: str | None
    item: str
    customer: str
    buyer: str | None
    contact: str | None
    phone: str | None
    status: str
    technician: str | None
    territory: str | None
    address: str | None
    location: str | None
    warranty_start: date | None
    warranty_end: date | None
    delivered_at: date | None
    delivery: str | None
    invoice: str | None
    manufactured_at: date | None
    due_back: date | None
    resolution: str | None
    remarks: str
    replaces: int | None
    replaced_by: int | None
    parent: int | None
    loan_told: date | None


class CardChange(TypedDict, total=False):
    """What an act changes of a card: any of its columns but those that the recorded path keeps."""

    extra: dict[str, Any] | None
    number: int
    serial: str | None
    serial_key: str | None
    serial_runs_key: str | None
    manufacturer_serial: str | None
    manufacturer_serial_key: str | None
    manufacturer_serial_runs_key: str | None
    item: str
    customer: str
    buyer: str | None
    contact: str | None
    phone: str | None
    status: str
    technician: str | None
    territory: str | None
    address: str | None
    location: str | None
    warranty_start: date | None
    warranty_end: date | None
    delivered_at: date | None
    delivery: str | None
    invoice: str | None
    manufactured_at: date | None
    due_back: date | None
    resolution: str | None
    remarks: str
    replaces: int | None
    replaced_by: int | None
    parent: int | None
    loan_told: date | None


@dataclass(frozen=True, slots=True)
class CardRow:
    """One unit at a customer."""

    id: int
    number: int
    serial: str | None
    manufacturer_serial: str | None
    item: str
    customer: str
    status: str
    buyer: str | None = None
    contact: str | None = None
    phone: str | None = None
    technician: str | None = None
    territory: str | None = None
    address: str | None = None
    location: str | None = None
    warranty_start: date | None = None
    warranty_end: date | None = None
    delivered_at: date | None = None
    delivery: str | None = None
    invoice: str | None = None
    manufactured_at: date | None = None
    due_back: date | None = None
    replaces: int | None = None
    replaced_by: int | None = None
    parent: int | None = None
    updated_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What hits of a serial are ordered by."""

    id: int
    number: int
    status: str
    serial: str | None
    manufacturer_serial: str | None


@dataclass(frozen=True, slots=True)
class CardNames:
    """What the codes of a card stand for."""

    item_name: str
    item_group: str | None
    customer_name: str


def of_customer(*, session: Session, customer: str, limit: int) -> list[CardRow]:
    """The cards of a customer, live ones first."""
    t = table("equipment")
    live = t.c.status.in_(("active", "loaned")).desc()
    query = statement(CardRow, "equipment", t.c.customer == customer).order_by(live, t.c.number)
    return models(session, CardRow, query.limit(limit))


def rows(*, session: Session, limit: int | None = None) -> list[CardRow]:
    """All cards by number."""
    return models(
        session, CardRow, statement(CardRow, "equipment").order_by(table("equipment").c.number).limit(limit)
    )


def by_ids(*, session: Session, ids: Sequence[int]) -> list[CardRow]:
    """These cards, in this order; one that is gone is left out."""
    t = table("equipment")
    found: dict[int, CardRow] = {}
    for start in range(0, len(ids), CHUNK):
        part = statement(CardRow, "equipment", t.c.id.in_(list(ids[start : start + CHUNK])))
        found |= {row.id: row for row in models(session, CardRow, part)}
    return [found[card] for card in ids if card in found]


def standing(*, session: Session, ids: Sequence[int]) -> list[Standing]:
    """What the lookup of serials orders cards by."""
    t = table("equipment")
    found: list[Standing] = []
    for start in range(0, len(ids), CHUNK):
        part = statement(Standing, "equipment", t.c.id.in_(list(ids[start : start + CHUNK])))
        found += [Standing(*row) for row in session.execute(part)]
    return found


def row(*, session: Session, number: int) -> CardRow | None:
    """One card."""
    found = models(session, CardRow, statement(CardRow, "equipment", table("equipment").c.number == number))
    return found[0] if found else None


def names(*, session: Session, card: CardRow) -> CardNames:
    """Item, group and customer of a card in words."""
    items, customers = table("item"), table("customer")
    item = session.execute(select(items.c.name, items.c.group).where(items.c.code == card.item)).first()
    name = session.execute(select(customers.c.name).where(customers.c.code == card.customer)).scalar()
    return CardNames(item[0] if item else "", item[1] if item else None, name or "")


def customers_of(*, session: Session, number: int) -> list[str]:
    """Further customers who may use a unit."""
    t = table("equipment_customer")
    query = select(t.c.customer).where(t.c.equipment == number).order_by(t.c.id)
    return list(session.execute(query).scalars())


def call_counts(*, session: Session, number: int) -> tuple[int, int]:
    """Open calls and all calls of a unit."""
    t = table("call")
    query = select(func.coalesce(func.sum(case((t.c.is_open, 1), else_=0)), 0), func.count())
    found = session.execute(query.select_from(t).where(t.c.equipment == number)).one()
    return int(found[0]), int(found[1])


def alike(
    *, session: Session, name: str, serial: str, item: str, statuses: Sequence[str], but: int
) -> list[CardRow]:
    """Other cards for the same item whose serial of this name is the same as people read it, or exactly so."""
    t = table("equipment")
    # The rest is looked at afterwards: few cards share a serial, and each part of its condition has an index.
    rows = models(session, CardRow, statement(CardRow, "equipment", is_serial(t, name, serial)))
    found = (row for row in rows if row.item == item and row.status in statuses and row.number != but)
    return sorted(found, key=lambda row: row.number)


def owner_defaults(*, session: Session, customer: str, contact: str | None) -> dict[str, str | None]:
    """What a card takes from its customer (EQ-10): technician, territory, the phone of the contact or its own."""
    t, people, persons = table("customer").c, table("contact").c, table("person").c
    active = select(persons.code).where(persons.code == t.technician, persons.active).scalar_subquery()
    row = session.execute(select(active, t.territory, t.phone).where(t.code == customer)).first()
    if row is None:
        return {}
    phone = None
    if contact:
        by_name = (people.customer == customer) & (func.svc_key(people.name) == code_key(contact))
        found = select(func.coalesce(people.phone, people.mobile)).where(by_name)
        phone = session.execute(found.order_by(people.active.desc(), people.id).limit(1)).scalar()
    return {"technician": row[0], "territory": row[1], "phone": phone or row[2]}


def users(*, session: Session, number: int) -> list[tuple[int, str]]:
    """Further customers who may use a unit, with the keys of their rows."""
    t = table("equipment_customer").c
    rows = session.execute(select(t.id, t.customer).where(t.equipment == number).order_by(t.id))
    return [(int(row.id), str(row.customer)) for row in rows]
