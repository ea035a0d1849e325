"""Rows of activities: the read model of lists and pages, the keys of a filter, the chain that one stands in."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, nulls_last, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.storage.activities.query import condition
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.tables import table

CHUNK = 500


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as lists and pages show it."""

    id: int
    version: int
    number: int
    call: str | None
    """Number of the call."""
    customer: str | None
    customer_name: str
    equipment: int | None
    contract: int | None
    opportunity: int | None
    kind: str
    type: str | None
    topic: str | None
    subject: str
    notes: str
    priority: str
    who: str | None
    contact: str | None
    phone: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    remind_at: datetime | None
    follows: int | None
    recurrence: dict[str, Any] | None
    series: int | None
    closed: bool
    closed_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """Another activity of the same chain or series."""

    number: int
    kind: str
    subject: str
    starts_at: datetime | None
    closed: bool


def rows(*, session: Session, ids: Sequence[int]) -> list[ActivityRow]:
    """These activities in this order; one that is gone is left out."""
    t, call, customer = table("activity"), table("call"), table("customer")
    own = [name for name in ActivityRow.__slots__ if name in t.c]
    found: dict[int, ActivityRow] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = (
            select(*(t.c[name] for name in own), call.c.number.label("call"),
                   func.coalesce(customer.c.name, "").label("customer_name"))
            .join_from(t, call, call.c.id == t.c.call_id, isouter=True)
            .join(customer, customer.c.code == t.c.customer, isouter=True)
            .where(t.c.id.in_(list(ids[start : start + CHUNK])))
        )  # fmt: skip
        found |= {row["id"]: ActivityRow(**row) for row in session.execute(wanted).mappings()}
    return [found[each] for each in ids if each in found]


def ids(*, session: Session, query: Query, viewer: Viewer, first: int | None = None) -> "array[int]":
    """The keys of all activities of a filter, in its order.

    Without an order those that are open stand first, the next to begin on top; then the newest.
    """
    t = table("activity").c
    order = [_column(sort) for sort in query.sort] or [
        t.closed,
        nulls_last(func.iif(t.closed, None, t.starts_at).asc()),
        nulls_last(t.closed_at.desc()),
    ]
    wanted = select(t.id).where(condition(query, viewer)).order_by(*order, t.number.desc()).limit(first)
    return array("q", session.execute(wanted).scalars())


def _column(sort: Sort) -> ColumnElement[Any]:
    t = table("activity").c
    column: ColumnElement[Any] = t.get(sort.key, t.number)
    if sort.key == "call":
        call = table("call").c
        column = select(call.number_order).where(call.id == t.call_id).scalar_subquery()
    elif sort.key == "customer_name":
        customer = table("customer").c
        column = select(customer.name).where(customer.code == t.customer).scalar_subquery()
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def key_of(*, session: Session, number: int) -> int | None:
    """The internal key of an activity."""
    t = table("activity").c
    found = session.execute(select(t.id).where(t.number == number)).scalar()
    return None if found is None else int(found)


def moved(*, session: Session, since: int) -> list[int]:
    """The activities that were changed after this number of the store."""
    t = table("activity").c
    return list(session.execute(select(t.id).where(t.change_seq > since)).scalars())


def linked(*, session: Session, number: int, follows: int | None, series: int | None) -> list[Link]:
    """What it follows up, what follows it up, and its series, by number."""
    t = table("activity").c
    near = [t.follows == number]
    if follows is not None:
        near.append(t.number == follows)
    if series is not None:
        near.append(t.series == series)
    wanted = select(t.number, t.kind, t.subject, t.starts_at, t.closed)
    found = session.execute(wanted.where(or_(*near), t.number != number).order_by(t.number))
    return [Link(*row) for row in found]


def later_in_series(*, session: Session, series: int, number: int) -> int | None:
    """The number of one that was made after this one in its series."""
    t = table("activity").c
    wanted = select(t.number).where(t.series == series, t.number > number).order_by(t.number).limit(1)
    found = session.execute(wanted).scalar()
    return None if found is None else int(found)
