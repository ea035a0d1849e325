"""What the service monitor reads: how many calls conditions find, and when a few of them were.

A person's filter chooses no index here: without statistics of the data SQLite would take that of `priority:high`, a
third of a million calls and 0.1 s a statement, where the open calls and those of an hour take a few milliseconds.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, literal, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.query.translator import Condition
from svc_tui.storage.tables import table


def count(session: Session, found: Condition) -> int:
    """How many calls there are; of the figures of all open calls an index of theirs answers nearly each one alone."""
    return int(session.execute(select(func.count()).select_from(table("call")).where(found)).scalar_one())


def counts(session: Session, among: Condition, conditions: Sequence[Condition]) -> list[int]:
    """How many open calls among these fulfil each condition, in one pass over the open ones."""
    t = table("call")
    sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in conditions]
    return list(session.execute(select(*sums).select_from(t).where(t.c.is_open, _aside(among))).one())


def instants(
    session: Session, column: str, bounds: Condition, among: Condition
) -> Sequence[tuple[int, datetime]]:
    """The key of each call among these with one of its instants, which has its bounds."""
    c = table("call").c
    return [(key, at) for key, at in session.execute(select(c.id, c[column]).where(bounds, _aside(among)))]


def by_queue(session: Session, now: datetime, among: Condition | None) -> list[tuple[str, int, int]]:
    """Each queue with its open calls (empty: in none) and how many of them are late; among these, all where None."""
    t = table("call")
    late = func.sum(case((t.c.next_due < now, 1), else_=0))
    statement = (
        select(func.coalesce(t.c.queue, ""), func.count(), late).where(t.c.is_open).group_by(t.c.queue)
    )
    if among is not None:
        statement = statement.where(_aside(among))
    return [(code, count, overdue) for code, count, overdue in session.execute(statement)]


def _aside(among: Condition) -> Condition:
    """The same condition, of which no part can be looked up: "or no equals yes" is only known when it is asked."""
    return or_(among, literal("no") == literal("yes"))
