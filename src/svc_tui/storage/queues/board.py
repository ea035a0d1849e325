"""What the board of queues shows of each: its figures, which open call waits where, what came and went.

The figures of open calls come out of one partial index alone (`call_open_queue`), the others out of a day's moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from svc_tui.storage.query.translator import Condition
from svc_tui.storage.tables import table

NOWHERE = ""
"""Stands for the code of the queue of calls that wait in none."""


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """A queue as the head of a column names it."""

    code: str
    """Empty: no queue."""
    name: str = ""
    manager: str | None = None
    members: tuple[str, ...] = ()
    inactive: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a queue."""

    open: int = 0
    unassigned: int = 0
    overdue: int = 0
    oldest_at: datetime | None = None
    """When the oldest open call was reported."""
    came: int = 0
    """Calls that came in today, by being opened, moved or reopened."""
    went: int = 0
    """Calls that went out today, by being moved, closed or merged."""


@dataclass(slots=True)
class _Day:
    came: set[int] = field(default_factory=set)
    went: set[int] = field(default_factory=set)


def facts(*, session: Session) -> list[QueueFacts]:
    """Every queue, in the order of its position, then by code."""
    queue, member = table("queue").c, table("queue_member").c
    members: dict[str, list[str]] = {}
    for code, person in session.execute(select(member.queue, member.person).order_by(member.person)):
        members.setdefault(code, []).append(person)
    wanted = select(queue.code, queue.name, queue.manager, queue.inactive).order_by(
        queue.position, queue.code
    )
    return [
        QueueFacts(code, name, manager, tuple(members.get(code, ())), inactive)
        for code, name, manager, inactive in session.execute(wanted)
    ]


def figures(
    *, session: Session, now: datetime, since: datetime, open_calls: Condition, any_calls: Condition | None
) -> dict[str, Figures]:
    """The figures of each queue that has some.

    Args:
        session: The open session.
        now: What is overdue, is so by then.
        since: When the day began.
        open_calls: The open calls that count.
        any_calls: The calls, open or closed, of which it counts that they came and went; None counts all.
    """
    days = _moves(session, since, any_calls)
    c = table("call").c
    counted = (
        select(
            func.coalesce(c.queue, NOWHERE),
            func.count(),
            func.sum(case((c.assignee.is_(None), 1), else_=0)),
            func.sum(case((c.next_due < now, 1), else_=0)),
            func.min(c.reported_at),
        )
        .where(c.is_open, open_calls)
        .group_by(c.queue)
    )
    found = {code: Figures(came=len(day.came), went=len(day.went)) for code, day in days.items()}
    for code, count, unassigned, overdue, oldest_at in session.execute(counted):
        day = days.get(code, _Day())
        found[code] = Figures(count, unassigned, overdue, oldest_at, len(day.came), len(day.went))
    return found


def queue_of_each(*, session: Session) -> dict[int, str]:
    """In which queue each open call waits, straight from the driver: there are some thousand."""
    c = table("call").c
    result = session.execute(select(c.id, func.coalesce(c.queue, NOWHERE)).where(c.is_open))
    try:
        rows: Iterable[tuple[int, str]] = result.cursor.fetchall()  # type: ignore[attr-defined]
        return dict(rows)
    finally:
        result.close()


def _moves(session: Session, since: datetime, calls: Condition | None) -> dict[str, _Day]:
    moved, call = table("queue_move").c, table("call").c
    wanted = select(moved.call_id, moved.from_queue, moved.to_queue).where(moved.at >= since)
    if calls is not None:
        wanted = wanted.where(moved.call_id.in_(select(call.id).where(calls)))
    days: dict[str, _Day] = {}
    for call_id, before, after in session.execute(wanted):
        if before is not None:
            days.setdefault(before, _Day()).went.add(call_id)
        if after is not None:
            days.setdefault(after, _Day()).came.add(call_id)
    return days
