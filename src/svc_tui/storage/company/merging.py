"""What names a customer, wherever it stands: derived from the tables, so that no noun can be forgotten."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import every, table
from svc_tui.storage.tables.columns import references

CODE = "customer.code"


class Child(NamedTuple):
    """A card that a customer may use, or another row that names one."""

    id: int
    equipment: int


class LiveCard(NamedTuple):
    """A unit in service."""

    number: int
    item: str
    serial: str | None
    manufacturer_serial: str | None


@cache
def naming() -> tuple[tuple[str, str], ...]:
    """Every column that names a customer, as table and column."""
    return references(every().tables.values(), CODE)


def keys(*, session: Session, table_name: str, column: str, code: str) -> Sequence[int]:
    """Keys of the rows whose column names the customer."""
    t = table(table_name)
    return session.execute(select(t.c.id).where(t.c[column] == code).order_by(t.c.id)).scalars().all()


def files(*, session: Session, customer_id: int) -> Sequence[int]:
    """Keys of a customer's own files."""
    t = table("attachment").c
    query = select(t.id).where(t.kind == "customer", t.object_id == customer_id)
    return session.execute(query.order_by(t.id)).scalars().all()


def users(*, session: Session, code: str) -> list[Child]:
    """Cards that a customer may use beside their owner."""
    t = table("equipment_customer").c
    query = select(t.id, t.equipment).where(t.customer == code).order_by(t.id)
    return [Child(*row) for row in session.execute(query)]


def owned(*, session: Session, code: str, cards: Sequence[int]) -> set[int]:
    """Which of these cards are the customer's own."""
    t = table("equipment").c
    query = select(t.number).where(t.customer == code, t.number.in_(list(cards)))
    return set(session.execute(query).scalars())


def live_cards(*, session: Session, code: str, states: Sequence[str]) -> list[LiveCard]:
    """The units of a customer that are in service."""
    t = table("equipment").c
    query = select(t.number, t.item, t.serial, t.manufacturer_serial).where(
        t.customer == code, t.status.in_(list(states))
    )
    return [LiveCard(*row) for row in session.execute(query.order_by(t.number))]


def open_calls(*, session: Session, code: str) -> list[str]:
    """Numbers of the customer's open calls that nobody has answered."""
    t = table("call").c
    query = select(t.number).where(
        t.customer == code, t.status_class != "closed", t.responded_at.is_(None), ~t.contract_chosen
    )
    return list(session.execute(query.order_by(t.id)).scalars())
