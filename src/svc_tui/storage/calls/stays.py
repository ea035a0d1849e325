"""How long each call was in each status, queue or hands, from its history; a call's stays sum to its life."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from svc_tui.storage.query.translator import Condition
from svc_tui.storage.sqlite.engine import seconds_of
from svc_tui.storage.tables import table

FIELDS = ("status", "queue", "assignee")
Spent = dict[str | None, int]
"""Seconds by value; a value that was there for no time counts too."""


def stays(
    session: Session, where: Condition, field: str, now: datetime
) -> Iterator[tuple[Spent, list[str | None]]]:
    """Of each call the seconds in each value of a field, from its report to its closing or now, and what it became.

    What the history says of a time before the report or after the end is taken for these.
    """
    t, entry = table("call"), table("history").c
    calls = (
        select(t.c.id, seconds_of(t.c.reported_at), seconds_of(t.c.closed_at), cast(t.c[field], Text))
        .where(where)
        .order_by(t.c.id)
    )
    told = (
        select(entry.object_id, seconds_of(entry.at), entry.old, entry.new, entry.id)
        .where(entry.kind == "call", entry.field == field, entry.object_id.in_(select(t.c.id).where(where)))
        .order_by(entry.object_id, entry.id)
    )
    changes = _grouped(_raw(session, told))
    following = next(changes, None)
    present = int(now.timestamp())
    for key, begun, closed, value in _raw(session, calls):
        while following is not None and following[0] < key:
            following = next(changes, None)
        own = following[1] if following is not None and following[0] == key else []
        yield _spent(own, begun, max(begun, present if closed is None else closed), value or None)


def _spent(changes: list[Any], begun: int, end: int, value: str | None) -> tuple[Spent, list[str | None]]:
    """Imported entries have instants of their own: the key alone is not the order of time."""
    changes.sort(key=lambda row: (row[1], row[4]))
    values = [*((row[2] or None) for row in changes), value]
    at = begun
    moments = [begun]
    for row in changes:
        at = min(max(at, row[1]), end)
        moments.append(at)
    moments.append(end)
    found: Spent = {}
    for name, (first, last) in zip(values, pairwise(moments), strict=True):
        found[name] = found.get(name, 0) + last - first
    for row in changes:  # what an odd history says it became, though it was something else by the next entry
        found.setdefault(row[3] or None, 0)
    return found, [row[3] or None for row in changes]


def _raw(session: Session, statement: Any) -> Iterator[Any]:
    result = session.execute(statement)
    cursor = result.cursor  # type: ignore[attr-defined]
    try:
        while chunk := cursor.fetchmany(5000):
            yield from chunk
    finally:
        result.close()


def _grouped(rows: Iterator[Any]) -> Iterator[tuple[int, list[Any]]]:
    key: int | None = None
    found: list[Any] = []
    for row in rows:
        if row[0] != key:
            if key is not None:
                yield key, found
            key, found = row[0], []
        found.append(row)
    if key is not None:
        yield key, found
