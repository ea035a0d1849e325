"""Movements and meter readings of units: written within a unit of work, read in the order of time."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.domain.equipment.movements import Move
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement of a unit."""

    id: int
    equipment: int
    at: datetime
    who: str | None
    kind: str
    direction: str
    customer: str | None
    document: str | None
    row: int | None
    other: int | None
    old: str | None
    new: str | None
    note: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a unit's counter showed."""

    id: int
    equipment: int
    at: datetime
    who: str | None
    meter: str
    value: str
    replaced: bool
    note: str


def add(unit: UnitOfWork, number: int, move: Move, customer: str | None = None) -> int:
    """Write a movement of a card."""
    values = {**asdict(move), "equipment": number, "who": unit.who}
    values["at"] = move.at or unit.at
    values["customer"] = move.customer or customer
    return unit.insert("movement", values, log=None)


def of_card(*, session: Session, number: int) -> list[MovementRow]:
    """The movements of a card, oldest first."""
    t = table("movement").c
    query = statement(MovementRow, "movement", t.equipment == number).order_by(t.at, t.id)
    return models(session, MovementRow, query)


def readings(*, session: Session, number: int) -> list[ReadingRow]:
    """The meter readings of a card, oldest first."""
    t = table("meter_reading").c
    query = statement(ReadingRow, "meter_reading", t.equipment == number).order_by(t.at, t.id)
    return models(session, ReadingRow, query)


def keys_of(*, session: Session, table_name: str, number: int) -> list[int]:
    """Internal keys of the rows that hang on a card, newest first."""
    t = table(table_name).c
    return list(session.execute(select(t.id).where(t.equipment == number).order_by(t.id.desc())).scalars())
