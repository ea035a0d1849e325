"""Rows of visits: the read model of lists, boards and prints, and the keys of a filter."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, nulls_last, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.storage.planning.query import OPEN, condition, measured
from svc_tui.storage.query.translator import Condition, Viewer
from svc_tui.storage.tables import table

CHUNK = 500
LONGEST = timedelta(days=31)
"""No visit lasts longer: what overlaps a day is looked for among those that begin so long before it."""


class VisitRecord(NamedTuple):
    """A visit, whole, as its table has it."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    number: int
    call_id: int
    starts_at: datetime
    ends_at: datetime
    status: str
    place: str | None
    note: str
    forced: str | None
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    created_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as lists, boards and prints show it, with what they need of its call."""

    id: int
    version: int
    number: int
    call_id: int
    call: str
    """Number of the call."""
    subject: str
    """Subject of the call."""
    priority: str
    """Priority of the call."""
    is_open: bool
    """The call is open."""
    due: datetime | None
    """When the call is to be resolved, else its next target."""
    customer: str
    customer_name: str
    contact: str | None
    phone: str | None
    territory: str | None
    item: str | None
    item_name: str | None
    serial: str | None
    starts_at: datetime
    ends_at: datetime
    status: str
    place: str | None
    """Where: of the visit, else of the call."""
    note: str
    forced: str | None
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    technicians: tuple[str, ...] = ()
    """Codes; the first one leads."""

    @property
    def planned_s(self) -> int:
        """Seconds from the planned beginning to the planned end."""
        return round((self.ends_at - self.starts_at).total_seconds())

    @property
    def actual_s(self) -> int | None:
        """Seconds from arriving to leaving."""
        if self.checked_in_at is None or self.checked_out_at is None:
            return None
        return round((self.checked_out_at - self.checked_in_at).total_seconds())


_OF_CALL = (
    "subject", "priority", "is_open", "customer", "customer_name", "contact", "phone", "territory", "item", "item_name",
    "serial",
)  # fmt: skip
_OWN = (
    "id", "version", "number", "call_id", "starts_at", "ends_at", "status", "note", "forced", "checked_in_at",
    "checked_out_at", "created_at", "updated_at",
)  # fmt: skip


def rows(*, session: Session, ids: Sequence[int]) -> list[VisitRow]:
    """These visits in this order; one that is gone is left out."""
    t = table("visit").c
    found: dict[int, VisitRow] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = _wanted().where(t.id.in_(list(ids[start : start + CHUNK])))
        found |= {row.id: row for row in _read(session, wanted)}
    return [found[each] for each in ids if each in found]


def between(
    *,
    session: Session,
    start: datetime,
    end: datetime,
    people: Collection[str] | None = None,
    cancelled: bool = False,
) -> list[VisitRow]:
    """Visits that lie wholly or in part in [start, end), by their beginning; of these technicians, if any are named."""
    t = table("visit").c
    wanted = _wanted().where(t.starts_at < end, t.starts_at > start - LONGEST, t.ends_at > start)
    if not cancelled:
        wanted = wanted.where(t.status != "cancelled")
    if people is not None:
        goes = table("visit_technician").c
        wanted = wanted.where(exists().where(goes.visit == t.number, goes.person.in_(list(people))))
    return _read(session, wanted.order_by(t.starts_at, t.number))


def keys(*, session: Session, where: Condition) -> set[int]:
    """The keys of the visits that a condition finds."""
    return set(session.execute(select(table("visit").c.id).where(where)).scalars())


def to_make(*, session: Session, person: str, until: datetime) -> list[VisitRow]:
    """A person's visits of open calls that begin before an instant and are not done, by their beginning."""
    t, goes, call = table("visit").c, table("visit_technician").c, table("call").c
    wanted = _wanted().where(
        t.status.in_(OPEN), t.starts_at < until, call.is_open,
        t.number.in_(select(goes.visit).where(goes.person == person)),
    )  # fmt: skip
    return _read(session, wanted.order_by(t.starts_at, t.number))


def of_calls(*, session: Session, calls: Iterable[int]) -> list[VisitRow]:
    """The visits of calls, by their beginning."""
    t = table("visit").c
    return _read(session, _wanted().where(t.call_id.in_(list(calls))).order_by(t.starts_at, t.number))


def planned_calls(*, session: Session) -> set[int]:
    """The keys of calls that have an open visit."""
    t = table("visit").c
    return set(session.execute(select(t.call_id).where(t.status.in_(OPEN))).scalars())


def _wanted() -> Select[Any]:
    t, call = table("visit").c, table("call").c
    return select(
        *(t[name] for name in _OWN), *(call[name] for name in _OF_CALL), call.number.label("call"),
        func.coalesce(t.place, call.location).label("place"),
        func.coalesce(call.resolve_by, call.next_due, type_=t.starts_at.type).label("due"),
    ).join_from(table("visit"), table("call"), call.id == t.call_id)  # fmt: skip


def _read(session: Session, wanted: Select[Any]) -> list[VisitRow]:
    found = session.execute(wanted).mappings().all()
    goes = technicians(session=session, visits=[row["number"] for row in found])
    return [VisitRow(**row, technicians=goes.get(row["number"], ())) for row in found]


def technicians(*, session: Session, visits: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who goes on each of these visits, by their numbers; who leads first."""
    t = table("visit_technician").c
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(visits), CHUNK):
        wanted = select(t.visit, t.person).where(t.visit.in_(list(visits[start : start + CHUNK])))
        for number, person in session.execute(wanted.order_by(t.id)):
            found[number] = (*found.get(number, ()), person)
    return found


def technician_ids(*, session: Session, visit: int) -> dict[str, int]:
    """The keys of the rows that say who goes on a visit, by person."""
    t = table("visit_technician").c
    wanted = select(t.person, t.id).where(t.visit == visit).order_by(t.id)
    return {person: int(row_id) for person, row_id in session.execute(wanted)}


def record(*, session: Session, number: int) -> VisitRecord | None:
    """A visit by its number."""
    t = table("visit")
    found = session.execute(select(t).where(t.c.number == number)).first()
    return None if found is None else VisitRecord._make(found)


def ids(*, session: Session, query: Query, viewer: Viewer, first: int | None = None) -> "array[int]":
    """The keys of all visits of a filter, in its order; without an order by their beginning."""
    t = table("visit").c
    order = [_column(sort) for sort in query.sort] or [t.starts_at]
    wanted = select(t.id).where(condition(query, viewer)).order_by(*order, t.number).limit(first)
    return array("q", session.execute(wanted).scalars())


def _column(sort: Sort) -> ColumnElement[Any]:
    t, call = table("visit").c, table("call").c
    column: ColumnElement[Any] = t.get(sort.key, t.number)
    if sort.key in (worked_out := measured()):
        column = worked_out[sort.key]
    of_call = {"call": call.number_order, "customer": call.customer, "customer_name": call.customer_name,
               "territory": call.territory}  # fmt: skip
    if sort.key in of_call:
        column = select(of_call[sort.key]).where(call.id == t.call_id).scalar_subquery()
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def key_of(*, session: Session, number: int) -> int | None:
    """The internal key of a visit."""
    t = table("visit").c
    found = session.execute(select(t.id).where(t.number == number)).scalar()
    return None if found is None else int(found)


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit of which people are to be reminded."""

    id: int
    number: int
    call_id: int
    starts_at: datetime
    people: tuple[str, ...]
    """Its technicians and who handles its call, each once, as far as they are active."""


def coming(*, session: Session, now: datetime, until: datetime) -> list[Coming]:
    """Visits of open calls that begin after now and by then, of which nobody was reminded for this beginning."""
    t, call, person = table("visit").c, table("call").c, table("person").c
    wanted = (
        select(t.id, t.number, t.call_id, t.starts_at, call.assignee)
        .join(table("call"), call.id == t.call_id)
        .where(
            t.starts_at > now, t.starts_at <= until, t.status == "planned", call.is_open,
            t.reminded_at.is_distinct_from(t.starts_at),
        )
        .order_by(t.starts_at, t.number)
    )  # fmt: skip
    found = session.execute(wanted).all()
    goes = technicians(session=session, visits=[row.number for row in found])
    named = {code for row in found for code in (*goes.get(row.number, ()), row.assignee) if code}
    active = set(session.execute(select(person.code).where(person.code.in_(named), person.active)).scalars())
    return [
        Coming(
            row.id, row.number, row.call_id, row.starts_at,
            tuple(dict.fromkeys(code for code in (*goes.get(row.number, ()), row.assignee) if code in active)),
        )
        for row in found
    ]  # fmt: skip


def moved(*, session: Session, since: int) -> list[int]:
    """The visits that were changed after this number of the store."""
    t = table("visit").c
    return list(session.execute(select(t.id).where(t.change_seq > since)).scalars())
