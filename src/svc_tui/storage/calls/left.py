"""Lists of calls in the order of what they show: the covered time left or late, which no column can hold.

A call's row keeps what its next target had left when its clock last started; the time since then is counted by
whoever knows the coverage (`Viewer.lefts`). Only open calls with a target to come are asked: some thousand of a
million, out of one index.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.storage.calls.query import where
from svc_tui.storage.query.translator import Condition, Lefts, Target, Viewer
from svc_tui.storage.tables import table

FIRST = 400
"""Calls looked at before a first page asks whether it is known."""
LEFT = "left"


def by_left(query: Query, viewer: Viewer) -> bool:
    """Is the list in the order of the time left, and is there somebody to work it out."""
    return viewer.lefts is not None and (not query.sort or any(sort.key == LEFT for sort in query.sort))


def is_plain(query: Query) -> bool:
    """The time left alone, least first: triage."""
    return not query.sort or query.sort == (Sort(LEFT, False),)


def targets(*, session: Session, condition: Condition | None = None) -> list[Target]:
    """The open calls with a target to come, in the order in which they fall due."""
    return _fetched(session, _triage(_to_come() if condition is None else condition & _to_come()))


def promised_to(*, session: Session, person: str, since: datetime, end: datetime) -> list[Target]:
    """The calls of a person that fall due from one moment until another."""
    c = table("call").c
    return targets(
        session=session, condition=(c.assignee == person) & (c.next_due >= since) & (c.next_due < end)
    )


def most_urgent(*, session: Session, queues: Sequence[str], now: datetime, lefts: Lefts) -> str | None:
    """Number of the call of these queues with least time left that nobody has and that is not paused.

    Read as they fall due, and no further than a call could have less left: see `first`.
    """
    c = table("call").c
    condition = c.queue.in_(list(queues)) & c.assignee.is_(None) & c.paused_since.is_(None)
    least: tuple[int, int] | None = None
    for rows in _pages(session, _triage(condition & _to_come())):
        left, at = min((left, at) for at, left in enumerate(lefts(rows)))
        if least is None or left < least[0]:
            least = left, rows[at][0]
        if least[0] <= min(0, rows[-1][2] - int(now.timestamp())):
            break
    return (
        None if least is None else str(session.execute(select(c.number).where(c.id == least[1])).scalar_one())
    )


def with_target(
    *, session: Session, query: Query, viewer: Viewer, order: Sequence[ColumnElement[Any]], ahead: int
) -> "array[int]":
    """The keys of the calls of a query with a target to come, by the time left and, where that is equal, the rest.

    Args:
        session: The open session.
        query: What is asked.
        viewer: Who asks.
        order: The whole order in SQL but for the time left.
        ahead: How many of `order` come before the time left.
    """
    assert viewer.lefts is not None
    found = where(query, viewer, open_alone=True) & _to_come()
    if is_plain(query):
        rows = _fetched(session, _triage(found))
        lefts = _shown(rows, viewer)
        return array("i", (rows[at][0] for at in sorted(range(len(rows)), key=lefts.__getitem__)))
    rank: ColumnElement[Any] = func.dense_rank().over(order_by=order[:ahead]) if ahead else literal(0)
    rows = _fetched(session, _columns(rank).where(found).order_by(*order))
    way = -1 if next(sort for sort in query.sort if sort.key == LEFT).descending else 1
    lefts = _shown(rows, viewer, way)
    ranks = [cast("tuple[Any, ...]", row)[6] for row in rows]
    return array("i", (rows[at][0] for at in sorted(range(len(rows)), key=lambda at: (ranks[at], lefts[at]))))


def first(*, session: Session, query: Query, viewer: Viewer, size: int) -> list[int]:
    """The beginning of the plain order, found without looking at all: nothing is later than the clock on the wall.

    Calls are read as they fall due. What falls due at d is late by now - d at most, so once a page of calls is later
    than that, or not later than by nothing where d is to come, the rest follows.
    """
    assert viewer.lefts is not None
    now = int(viewer.now.timestamp())
    seen: list[tuple[float, int, int]] = []
    for rows in _pages(session, _triage(where(query, viewer, open_alone=True) & _to_come())):
        places = range(len(seen), len(seen) + len(rows))
        seen += zip(_shown(rows, viewer), places, (row[0] for row in rows), strict=True)
        seen.sort()
        least = min(0, rows[-1][2] - now)
        if len(seen) >= size and seen[size - 1][0] <= least:
            break
    return [key for _, _, key in seen[:size]]


def _shown(rows: Sequence[Target], viewer: Viewer, way: int = 1) -> list[float]:
    """What the list shows of each: the time left; last, either way, the calls that it calls paused.

    Of such a call the response is still to come, and not late yet.
    """
    assert viewer.lefts is not None
    now = int(viewer.now.timestamp())
    found: list[float] = [way * left for left in viewer.lefts(rows)]
    for at, row in enumerate(rows):
        if row[5] and row[2] >= now:
            found[at] = inf
    return found


def _to_come() -> Condition:
    c = table("call").c
    return c.is_open & c.next_due.is_not(None)


def _columns(*more: ColumnElement[Any]) -> Select[Any]:
    c = table("call").c
    held = c.paused_since.is_not(None) & c.resolve_by.is_(None)
    return select(c.id, c.contract, c.next_due, c.next_since, c.next_left_s, held, *more)


def _triage(condition: Condition) -> Select[Any]:
    c = table("call").c
    return _columns().where(condition).order_by(c.next_due, c.priority.desc(), c.reported_at, c.id)


def _fetched(session: Session, statement: Select[Any]) -> list[Target]:
    return [row for page in _pages(session, statement) for row in page]


def _pages(session: Session, statement: Select[Any]) -> Iterator[list[Target]]:
    """Rows as the driver has them, instants as seconds: twenty thousand through the types cost more than the rest."""
    result = session.execute(statement)
    cursor, size = result.cursor, FIRST  # type: ignore[attr-defined]
    try:
        while page := cursor.fetchmany(size):
            yield page
            size *= 2
    finally:
        result.close()
