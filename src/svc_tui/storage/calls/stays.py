"""How long calls were in each status, queue or hands, from their history; a call's stays sum to its life."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Text, cast, select, true
from sqlalchemy.orm import Session

from svc_tui.storage.query.translator import Condition
from svc_tui.storage.reports.stream import Stayed, count
from svc_tui.storage.sqlite.engine import seconds_of
from svc_tui.storage.tables import table

FIELDS = ("status", "queue", "assignee")
MANY = 3
"""Of more than a third of the calls the whole history is read as it lies: looking up each costs half as much again."""
_KEY, _AT = itemgetter(0), itemgetter(1)


def stays(session: Session, where: Condition, field: str, now: datetime) -> Stayed:
    """The seconds of each call in each value of a field, from its report to its closing or now, and what it became.

    What the history says of a time before the report or after the end is taken for these. One pass without a function
    a call: a million calls have a few million changes.
    """
    t, entry = table("call"), table("history").c
    calls = (
        select(t.c.id, seconds_of(t.c.reported_at), seconds_of(t.c.closed_at), cast(t.c[field], Text))
        .where(where)
        .order_by(t.c.id)
    )
    told = (
        select(entry.object_id, seconds_of(entry.at), entry.old, entry.new)
        .where(entry.kind == "call", entry.field == field)
        .order_by(entry.object_id, entry.id)
    )
    if count(session, "call", where) * MANY < count(session, "call", true()):
        told = told.where(entry.object_id.in_(select(t.c.id).where(where)))
    seconds: defaultdict[str | None, array[int]] = defaultdict(lambda: array("q"))
    lives, entered = array("q"), Counter[str | None]()
    present = int(now.timestamp())
    changes = groupby(_raw(session, told), _KEY)
    following, own = next(changes, (None, None))
    for key, begun, closed, value in _raw(session, calls):
        while following is not None and following < key:
            following, own = next(changes, (None, None))
        end = present if closed is None else closed
        if end < begun:
            end = begun
        at = begun
        spent: dict[str | None, int] = {}
        rows: list[Any] = list(own or ()) if following == key else []
        if len(rows) > 1:
            rows.sort(key=_AT)  # imported entries have instants of their own: the key alone is not the order
        for row in rows:
            then, old = row[1], row[2] or None
            if then > end:
                then = end
            if then > at:
                spent[old] = spent.get(old, 0) + then - at
                at = then
            else:
                spent.setdefault(old, 0)
        last = value or None
        spent[last] = spent.get(last, 0) + end - at
        for row in rows:
            new = row[3] or None
            entered[new] += 1
            if new not in spent:  # an odd history: it was something else by the next entry
                spent[new] = 0
        for part, lasted in spent.items():
            seconds[part].append(lasted)
        lives.append(end - begun)
    return Stayed(seconds, lives, entered)


def _raw(session: Session, statement: Any) -> Iterator[Any]:
    result = session.execute(statement)
    cursor = result.cursor  # type: ignore[attr-defined]
    try:
        yield from cursor
    finally:
        result.close()
