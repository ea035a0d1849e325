"""What planning knows of people: working hours, holidays, absences; and ways between territories."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class Worker:
    """A person as planning needs him."""

    code: str
    name: str
    roles: list[str]
    skills: list[str]
    hours: str | None
    """Working hours; None: those of the company."""
    country: str | None
    region: str | None
    territory: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Days, or hours of days, on which a person is not there."""

    id: int
    version: int
    number: int
    person: str
    reason: str
    first: date
    last: date
    hours: str
    """The hours of each day; empty: the whole days."""
    note: str
    stand_in: str | None


def workers(*, session: Session, codes: Collection[str] | None = None) -> list[Worker]:
    """These people by code; of nobody in particular all who are active technicians."""
    t = table("person").c
    wanted = select(*(t[name] for name in Worker.__slots__)).order_by(t.code)
    if codes is not None:
        wanted = wanted.where(t.code.in_(sorted(codes)))
        return [Worker(**row) for row in session.execute(wanted).mappings()]
    found = [Worker(**row) for row in session.execute(wanted.where(t.active)).mappings()]
    return [each for each in found if "technician" in each.roles]


def absences(
    *, session: Session, first: date | None = None, last: date | None = None, person: str | None = None
) -> list[AbsenceRow]:
    """Absences that have a day in [first, last], by their beginning."""
    t = table("absence").c
    wanted = _absences().order_by(t.first, t.number)
    if first is not None:
        wanted = wanted.where(t.last >= first)
    if last is not None:
        wanted = wanted.where(t.first <= last)
    if person is not None:
        wanted = wanted.where(t.person == person)
    return [AbsenceRow(**row) for row in session.execute(wanted).mappings()]


def absence(*, session: Session, number: int) -> AbsenceRow | None:
    """One absence by its number."""
    found = session.execute(_absences().where(table("absence").c.number == number)).mappings().first()
    return None if found is None else AbsenceRow(**found)


def _absences() -> Select[Any]:
    t = table("absence").c
    return select(*(t[name] for name in AbsenceRow.__slots__))


def ways(*, session: Session) -> Mapping[tuple[str, str], int]:
    """Minutes between territories, by both names in the order of the alphabet."""
    t = table("travel_time").c
    found = session.execute(select(t.origin, t.destination, t.minutes).order_by(t.origin, t.destination))
    return {(origin, destination): minutes for origin, destination, minutes in found}


def way_id(*, session: Session, origin: str, destination: str) -> int | None:
    """The key of the row of a way."""
    t = table("travel_time").c
    found = session.execute(select(t.id).where(t.origin == origin, t.destination == destination)).scalar()
    return None if found is None else int(found)
