"""Messages of a person, with the call that each speaks of."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query
from svc_tui.storage.engine.read_models import models
from svc_tui.storage.messages.query import MessageTranslator
from svc_tui.storage.query.translator import Viewer, scoped
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to a person."""

    id: int
    """What people call it by, too."""
    person: str
    kind: str
    text: str
    """A template of the catalogue; its values are what the row says and `text_values`."""
    text_values: dict[str, Any] | None
    call_id: int | None
    call: str | None
    """Number of the call it speaks of."""
    subject: str | None
    """What that call is about, as it stands now."""
    customer_name: str | None
    contract: int | None
    activity: int | None
    customer: str | None
    sender: str | None
    at: datetime | None
    shown_from: datetime | None
    read_at: datetime | None
    done_at: datetime | None


def ids(
    *, session: Session, query: Query, viewer: Viewer, person: str, first: int | None = None
) -> "array[int]":
    """The keys of a person's messages of a filter, newest first unless it sorts."""
    t = table("message").c
    order: list[Any] = [
        t[sort.key].desc() if sort.descending else t[sort.key].asc()
        for sort in query.sort
        if sort.key in ("at", "kind", "sender", "shown_from")
    ]
    condition = scoped(query, MessageTranslator(query.keys, viewer))
    wanted = select(t.id).where(t.person == person, condition)
    found = session.execute(wanted.order_by(*order, t.at.desc(), t.id.desc()).limit(first)).scalars()
    return array("q", found)


def rows(*, session: Session, ids: Sequence[int]) -> list[MessageRow]:
    """These messages in this order; those that are gone are left out."""
    t = table("message").c
    found = {row.id: row for row in models(session, MessageRow, _statement().where(t.id.in_(ids)))}
    return [found[key] for key in ids if key in found]


def row(*, session: Session, number: int, person: str) -> MessageRow | None:
    """One message of a person."""
    t = table("message").c
    found = models(session, MessageRow, _statement().where(t.id == number, t.person == person))
    return found[0] if found else None


def unread(*, session: Session, person: str, now: datetime) -> int:
    """How many of a person's messages wait and were not read; from the index of those that are not put away."""
    t = table("message").c
    shown = or_(t.shown_from.is_(None), t.shown_from <= now)
    wanted = select(func.count()).where(t.person == person, t.done_at.is_(None), t.read_at.is_(None), shown)
    return int(session.execute(wanted).scalar_one())


def newest_unread(*, session: Session, person: str, now: datetime) -> datetime | None:
    """When the last of those came to be shown."""
    t = table("message").c
    shown = or_(t.shown_from.is_(None), t.shown_from <= now)
    came = func.max(func.coalesce(t.shown_from, t.at))
    wanted = select(came).where(t.person == person, t.done_at.is_(None), t.read_at.is_(None), shown)
    found: datetime | None = session.execute(wanted).scalar()
    return found


def _statement() -> Select[Any]:
    t, call, customer = table("message"), table("call"), table("customer")
    names = (
        "id", "person", "kind", "text", "text_values", "call_id", "contract", "activity", "customer", "sender", "at",
        "shown_from", "read_at", "done_at",
    )  # fmt: skip
    return (
        select(
            *(t.c[name] for name in names), call.c.number.label("call"), call.c.subject,
            func.coalesce(call.c.customer_name, customer.c.name).label("customer_name"),
        )
        .join_from(t, call, call.c.id == t.c.call_id, isouter=True)
        .join(customer, customer.c.code == t.c.customer, isouter=True)
    )  # fmt: skip
