"""What calendars need of visits and absences: whose visits, under which lasting names, what a file brought before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.planning.rows import VisitRow, rows
from svc_tui.storage.tables import table

LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Brought:
    """An absence that a calendar file brought."""

    id: int
    number: int
    person: str
    reason: str
    first: date
    last: date
    hours: str
    note: str
    uid: str


def visits(
    *,
    session: Session,
    start: datetime,
    end: datetime,
    person: str | None = None,
    queue: str | None = None,
    contract: int | None = None,
) -> list[VisitRow]:
    """Visits that lie wholly or in part in [start, end), cancelled ones too, by beginning; of a person, of calls that a
    queue has, or of calls under a contract."""
    t, call, goes = table("visit").c, table("call").c, table("visit_technician").c
    wanted = select(t.id).join_from(table("visit"), table("call"), call.id == t.call_id)
    wanted = wanted.where(t.starts_at < end, t.starts_at > start - LONGEST, t.ends_at > start)
    if person is not None:
        wanted = wanted.where(t.number.in_(select(goes.visit).where(goes.person == person)))
    if queue is not None:
        wanted = wanted.where(call.queue == queue)
    if contract is not None:
        wanted = wanted.where(call.contract == contract)
    ids = list(session.execute(wanted.order_by(t.starts_at, t.number)).scalars())
    return rows(session=session, ids=ids)


def uids(*, session: Session, calls: Iterable[int]) -> dict[int, str]:
    """The lasting names of calls, by their keys."""
    t = table("call").c
    return {
        int(row.id): str(row.uid) for row in session.execute(select(t.id, t.uid).where(t.id.in_(list(calls))))
    }


def brought(*, session: Session, person: str) -> list[Brought]:
    """The absences of a person that calendar files brought."""
    t = table("absence").c
    return models(session, Brought, statement(Brought, "absence", t.person == person, t.uid.is_not(None)))
