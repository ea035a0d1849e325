"""Rows of customers with their contacts and addresses, and the search for a caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.core import phones
from svc_tui.domain.core.text import fold
from svc_tui.storage.engine.read_models import holding, models, same, statement
from svc_tui.storage.tables import table

CHUNK = 500
Child = TypeVar("Child")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact person."""

    id: int
    name: str
    number: int | None = None
    position: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address."""

    id: int
    kind: str = "ship_to"
    name: str = ""
    street: str | None = None
    zip_code: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    building: str | None = None

    @property
    def line(self) -> str:
        """All of it on one line."""
        town = " ".join(part for part in (self.zip_code, self.city) if part)
        return ", ".join(part for part in (self.street, self.building, town, self.country) if part)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A business partner."""

    id: int
    code: str
    name: str
    kind: str = "customer"
    phone: str | None = None
    email: str | None = None
    territory: str | None = None
    technician: str | None = None
    credit_limit: str | None = None
    balance: str | None = None
    vat_number: str | None = None
    active: bool = True
    blocked: str | None = None
    price_list: str | None = None
    discount: str | None = None
    vat: str | None = None
    merged_into: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer who may be calling: why it was found."""

    code: str
    name: str
    contact: str | None
    phone: str | None
    city: str | None


def rows(
    *, session: Session, text: str = "", everyone: bool = True, limit: int | None = None
) -> list[CustomerRow]:
    """Customers by code, those whose code, name, phone or e-mail holds the text."""
    t = table("customer")
    query = statement(CustomerRow, "customer").order_by(t.c.code).limit(limit)
    if text:
        query = query.where(_words(t, text))
    if not everyone:
        query = query.where(t.c.active)
    return models(session, CustomerRow, query)


def row(*, session: Session, code: str) -> CustomerRow | None:
    """One customer, by code in any case."""
    t = table("customer")
    found = models(session, CustomerRow, statement(CustomerRow, "customer", same(t, "code", code)))
    return found[0] if found else None


def contacts(*, session: Session, codes: Sequence[str]) -> dict[str, list[ContactRow]]:
    """The contact persons of customers, active ones first."""
    t = table("contact")
    return _of(session, ContactRow, "contact", codes, [t.c.active.desc(), t.c.id])


def addresses(*, session: Session, codes: Sequence[str]) -> dict[str, list[AddressRow]]:
    """The addresses of customers, where units stand first."""
    t = table("address")
    return _of(session, AddressRow, "address", codes, [(t.c.kind == "ship_to").desc(), t.c.id])


def _of(
    session: Session, model: type[Child], table_name: str, codes: Sequence[str], order: Sequence[Any]
) -> dict[str, list[Child]]:
    t = table(table_name)
    found: dict[str, list[Child]] = {code: [] for code in codes}
    for start in range(0, len(codes), CHUNK):
        part = t.c.customer.in_(list(codes[start : start + CHUNK]))
        query = statement(model, table_name, part).add_columns(t.c.customer).order_by(*order)
        for row in session.execute(query).mappings():
            values = dict(row)
            found[values.pop("customer")].append(model(**values))
    return found


def callers(*, session: Session, text: str, limit: int) -> list[Caller]:
    """Active customers found by phone number, code, name or the name of a contact; best first."""
    t = table("customer")
    words = text.strip()
    found: dict[str, Caller] = {}
    if phones.looks_like_phone(words):
        _by_phone(session, phones.phone_key(words) or "", limit, found)
    first = (
        same(t, "code", words).desc(),
        (func.instr(func.svc_fold(t.c.name), fold(words)) == 1).desc(),
    )
    query = select(t.c.code, t.c.name, t.c.phone).where(t.c.active, _words(t, words))
    for code, name, phone in session.execute(query.order_by(*first, t.c.name).limit(limit)):
        found.setdefault(code, Caller(code, name, None, phone, None))
    _by_contact(session, words, limit, found)
    kept = list(found.values())[:limit]
    cities = _cities(session, [caller.code for caller in kept])
    return [Caller(each.code, each.name, each.contact, each.phone, cities.get(each.code)) for each in kept]


def _words(t: Any, text: str) -> ColumnElement[bool]:
    return holding(text, t.c.code, t.c.name, t.c.email)


def _same_number(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """The stored number holds the typed one, or is it without its prefix."""
    ways: list[ColumnElement[bool]] = [column.like(f"%{key}%")]
    if len(key) >= phones.TAIL:
        ways.append(func.substr(column, -phones.TAIL) == key[-phones.TAIL :])
        ways.append((func.length(column) >= 6) & literal(key).like("%" + column))
    return or_(*ways)


def _by_phone(session: Session, key: str, limit: int, found: dict[str, Caller]) -> None:
    t, c = table("customer"), table("contact")
    people = (
        select(t.c.code, t.c.name, c.c.name, func.coalesce(c.c.phone, c.c.mobile))
        .join(c, c.c.customer == t.c.code)
        .where(
            t.c.active, c.c.active, or_(_same_number(c.c.phone_key, key), _same_number(c.c.mobile_key, key))
        )
    )
    for code, name, contact, phone in session.execute(people.limit(limit)):
        found.setdefault(code, Caller(code, name, contact, phone, None))
    firms = select(t.c.code, t.c.name, t.c.phone).where(t.c.active, _same_number(t.c.phone_key, key))
    for code, name, phone in session.execute(firms.limit(limit)):
        found.setdefault(code, Caller(code, name, None, phone, None))


def _by_contact(session: Session, text: str, limit: int, found: dict[str, Caller]) -> None:
    if len(found) >= limit or not text:
        return
    t, c = table("customer"), table("contact")
    query = (
        select(t.c.code, t.c.name, c.c.name, func.coalesce(c.c.phone, c.c.mobile))
        .join(c, c.c.customer == t.c.code)
        .where(t.c.active, c.c.active, holding(text, c.c.name))
    )
    for code, name, contact, phone in session.execute(query.limit(limit)):
        found.setdefault(code, Caller(code, name, contact, phone, None))


def _cities(session: Session, codes: list[str]) -> dict[str, str]:
    t = table("address")
    query = select(t.c.customer, t.c.city).where(t.c.customer.in_(codes), t.c.city.is_not(None))
    return {row[0]: row[1] for row in session.execute(query.order_by(t.c.kind, t.c.id.desc()))}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much hangs on a customer."""

    calls: int
    open_calls: int
    cards: int
    contracts: int
    activities: int


@dataclass(frozen=True, slots=True)
class SaidRow:
    """An activity of a customer."""

    number: int
    kind: str
    subject: str
    who: str | None
    at: datetime | None
    closed: bool
    call: str | None
    equipment: int | None
    contract: int | None


def counts(*, session: Session, code: str) -> Counts:
    """How many calls, cards, contracts and activities name a customer; each by the index on its customer."""

    def count(table_name: str, *where: ColumnElement[bool]) -> int:
        t = table(table_name)
        query = select(func.count()).select_from(t).where(t.c.customer == code, *where)
        return int(session.execute(query).scalar_one())

    return Counts(
        count("call"), count("call", _open()), count("equipment"), count("contract"),
        count("activity"),
    )  # fmt: skip


def _open() -> ColumnElement[bool]:
    """Not closed; asked in a way that no index of all open calls answers, but that of the customer."""
    return table("call").c.status_class != "closed"


@dataclass(frozen=True, slots=True)
class CallOfCustomer:
    """A call in the list of a customer."""

    number: str
    subject: str
    status: str
    is_open: bool
    reported_at: datetime
    assignee: str | None


def calls(*, session: Session, code: str, limit: int) -> list[CallOfCustomer]:
    """The newest calls of a customer, by the index that has them in this order."""
    c = table("call").c
    query = statement(CallOfCustomer, "call", c.customer == code)
    return models(session, CallOfCustomer, query.order_by(c.reported_at.desc(), c.id.desc()).limit(limit))


def activities(*, session: Session, code: str, limit: int) -> list[SaidRow]:
    """The activities of a customer, what is planned first, then what was done, the newest first."""
    a, c = table("activity").c, table("call").c
    at = func.coalesce(a.starts_at, a.created_at, type_=a.starts_at.type)
    query = (
        select(
            a.number, a.kind, a.subject, a.who, at.label("at"), a.closed, c.number.label("call"), a.equipment,
            a.contract,
        )
        .join_from(table("activity"), table("call"), c.id == a.call_id, isouter=True)
        .where(a.customer == code)
        .order_by(at.desc(), a.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [SaidRow(*row) for row in session.execute(query)]
