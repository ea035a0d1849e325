"""Rows of queues with their members and what waits in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from svc_tui.domain.queues.sharing import Membership
from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A shared waiting list, with the counts of its open calls."""

    id: int
    code: str
    name: str = ""
    manager: str | None = None
    email: str | None = None
    inactive: bool = False
    position: int = 0
    hours: str | None = None
    version: int = 1
    members: tuple[Membership, ...] = ()
    open: int = 0
    unassigned: int = 0
    overdue: int = 0
    waiting: int = 0
    """Open calls in a waiting status."""
    oldest_at: datetime | None = None
    """When the oldest open call was reported."""

    @property
    def absences(self) -> tuple[Membership, ...]:
        """The members who have an absence, past, present or to come."""
        return tuple(each for each in self.members if each.absent_from or each.absent_to)


def rows(*, session: Session, now: datetime, everyone: bool = True) -> list[QueueRow]:
    """All queues in the order of the board; the counts read the open calls alone."""
    t = table("queue")
    query = statement(QueueRow, "queue").order_by(t.c.position, t.c.code)
    if not everyone:
        query = query.where(~t.c.inactive)
    found: list[QueueRow] = models(session, QueueRow, query)
    members, counts = _members(session), _counts(session, now)
    return [
        replace(row, members=tuple(members.get(row.code, ())), **counts.get(row.code, {})) for row in found
    ]


def row(*, session: Session, code: str, now: datetime) -> QueueRow | None:
    """One queue, by code in any case."""
    t = table("queue")
    found = models(session, QueueRow, statement(QueueRow, "queue", same(t, "code", code)))
    if not found:
        return None
    kept = found[0]
    members = _members(session, kept.code).get(kept.code, [])
    return replace(kept, members=tuple(members), **_counts(session, now, kept.code).get(kept.code, {}))


def hours_of(*, session: Session, queues: Sequence[str]) -> list[str]:
    """The hours of these queues, each once; those that name none are left out."""
    t = table("queue").c
    wanted = select(t.hours).where(t.code.in_(queues), t.hours.is_not(None), t.hours != "").distinct()
    return list(session.execute(wanted.order_by(t.hours)).scalars())


def member_id(*, session: Session, queue: str, person: str) -> int | None:
    """The internal key of a membership."""
    t = table("queue_member")
    found = session.execute(select(t.c.id).where(t.c.queue == queue, t.c.person == person)).scalar()
    return None if found is None else int(found)


def open_calls(*, session: Session, code: str) -> int:
    """How many open calls a queue holds (QU-03)."""
    t = table("call")
    where = t.c.is_open & (t.c.queue == code)
    return int(session.execute(select(func.count()).select_from(t).where(where)).scalar_one())


def _members(session: Session, code: str | None = None) -> dict[str, list[Membership]]:
    t = table("queue_member")
    query = select(t.c.queue, t.c.person, t.c.absent_from, t.c.absent_to, t.c.stand_in).order_by(t.c.person)
    if code:
        query = query.where(t.c.queue == code)
    found: dict[str, list[Membership]] = {}
    for queue, *member in session.execute(query):
        found.setdefault(queue, []).append(Membership(*member))
    return found


def _counts(session: Session, now: datetime, code: str | None = None) -> dict[str, dict[str, Any]]:
    t = table("call")
    query = (
        select(
            t.c.queue,
            func.count().label("open"),
            func.sum(case((t.c.assignee.is_(None), 1), else_=0)).label("unassigned"),
            func.sum(case((t.c.next_due < now, 1), else_=0)).label("overdue"),
            func.sum(case((t.c.status_class == "waiting", 1), else_=0)).label("waiting"),
            func.min(t.c.reported_at).label("oldest_at"),
        )
        .where(t.c.is_open, t.c.queue.is_not(None))
        .group_by(t.c.queue)
    )
    if code:
        query = query.where(t.c.queue == code)
    return {
        row["queue"]: {name: row[name] for name in ("open", "unassigned", "overdue", "waiting", "oldest_at")}
        for row in session.execute(query).mappings()
    }
