"""Rows of solutions: read models, lists of a filter, ties to calls, and what suggestions are drawn from."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, nulls_last, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.solutions.query import condition, misses
from svc_tui.storage.tables import table

CHUNK = 500
EARLIER_CALLS = 2_000
"""So many of the newest calls of an item, group or problem type are asked what solved them."""


@dataclass(frozen=True, slots=True)
class SolutionRow:
    """A solution as it is kept."""

    id: int
    number: int
    solution: str
    symptom: str
    cause: str
    description: str
    item: str | None
    status: str
    problem: str | None
    language: str | None
    owner: str | None
    reviewer: str | None
    reviewed_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    merged_into: int | None
    used: int
    last_used_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What speaks for a solution besides its words."""

    id: int
    number: int
    item: str | None
    used: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A solution on earlier calls."""

    solution: int
    closed: int
    """Calls closed with it."""
    last: datetime | None
    """When it was last attached."""


def row(*, session: Session, number: int) -> SolutionRow | None:
    """A solution by number."""
    found = models(
        session, SolutionRow, statement(SolutionRow, "solution", table("solution").c.number == number)
    )
    return found[0] if found else None


def rows(*, session: Session, ids: Sequence[int]) -> list[SolutionRow]:
    """These solutions in this order; one that is gone is left out."""
    found: dict[int, SolutionRow] = {}
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        query = statement(SolutionRow, "solution", table("solution").c.id.in_(part))
        found |= {each.id: each for each in models(session, SolutionRow, query)}
    return [found[each] for each in ids if each in found]


def standing(*, session: Session, ids: Sequence[int]) -> list[Standing]:
    """What speaks for these solutions besides their words, in any order."""
    return models(session, Standing, statement(Standing, "solution", table("solution").c.id.in_(ids)))


def ids(*, session: Session, query: Query, viewer: Viewer, first: int | None = None) -> "array[int]":
    """The keys of all solutions of a filter, in its order; without one those that closed most calls first."""
    t = table("solution").c
    order = [_column(sort) for sort in query.sort] or [t.used.desc(), nulls_last(t.last_used_at.desc())]
    wanted = select(t.id).where(condition(query, viewer)).order_by(*order, t.number).limit(first)
    return array("q", session.execute(wanted).scalars())


def _column(sort: Sort) -> ColumnElement[Any]:
    t, item = table("solution").c, table("item").c
    column: ColumnElement[Any] = t.get(sort.key, t.number)
    if sort.key == "item_group":
        column = select(item.group).where(item.code == t.item).scalar_subquery()
    elif sort.key == "misses":
        column = misses()
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def numbers(*, session: Session, ids: Sequence[int]) -> list[int]:
    """The numbers of these solutions, in this order."""
    return [each.number for each in rows(session=session, ids=ids)]


def moved(*, session: Session, since: int) -> list[int]:
    """The solutions that were changed after this number of the store."""
    t = table("solution").c
    return list(session.execute(select(t.id).where(t.change_seq > since)).scalars())


def by_number(*, session: Session, numbers: Iterable[int]) -> dict[int, SolutionRow]:
    """These solutions by their numbers."""
    query = statement(SolutionRow, "solution", table("solution").c.number.in_(list(numbers)))
    return {each.number: each for each in models(session, SolutionRow, query)}


def with_texts(*, session: Session, texts: Mapping[str, str]) -> int | None:
    """The number of the solution with exactly these texts."""
    t = table("solution").c
    wanted = (
        select(t.number).where(*(t[name] == text for name, text in texts.items())).order_by(t.number).limit(1)
    )
    return session.execute(wanted).scalar()


def most_useful(
    *, session: Session, within: Any, item: str | None, group: str | None, limit: int
) -> list[int]:
    """Keys where nothing was typed: those of the item, then of its group, then of none; most used first."""
    t, items = table("solution").c, table("item").c
    of_group = select(items.code).where(items.group == group)
    near = case((t.item == item, 0), (t.item.in_(of_group), 1), (t.item.is_(None), 2), else_=3)
    wanted = select(t.id).where(t.id.in_(within), t.merged_into.is_(None))
    order = [near] if item or group else []
    return list(
        session.execute(
            wanted.order_by(*order, t.used.desc(), nulls_last(t.last_used_at.desc()), t.number).limit(limit)
        ).scalars()
    )


def groups_of(*, session: Session, items: Iterable[str | None]) -> dict[str, str | None]:
    """The groups of items."""
    t = table("item").c
    codes = {code for code in items if code}
    found = session.execute(select(t.code, t.group).where(t.code.in_(codes)))
    return {each[0]: each[1] for each in found}


def item_names(*, session: Session, items: Iterable[str | None]) -> dict[str, str]:
    """The names of items."""
    t = table("item").c
    codes = {code for code in items if code}
    found = session.execute(select(t.code, t.name).where(t.code.in_(codes)))
    return {each[0]: each[1] for each in found}


def on_calls_like(*, session: Session, column: str, value: str | None, but: int | None = None) -> list[Tie]:
    """B1.8: solutions attached to earlier calls with this item, item group or problem type."""
    if not value:
        return []
    call, tie = table("call").c, table("call_solution").c
    newest = (
        select(call.id, call.is_open)
        .where(call[column] == value, call.id != (but or 0), call.merged_into.is_(None))
        .order_by(call.id.desc())
        .limit(EARLIER_CALLS)
        .subquery()
    )
    closed = func.sum(case((newest.c.is_open, 0), else_=1))
    wanted = (
        select(tie.solution, closed, func.max(tie.at))
        .join_from(newest, table("call_solution"), tie.call_id == newest.c.id)
        .group_by(tie.solution)
    )
    return [Tie(*found) for found in session.execute(wanted)]


def of_item(*, session: Session, item: str | None, group: str | None, limit: int) -> list[int]:
    """Numbers of the solutions that are written for an item or its group, most used first."""
    if not item:
        return []
    t, items = table("solution").c, table("item").c
    own = or_(t.item == item, t.item.in_(select(items.code).where(items.group == group)))
    wanted = select(t.number).where(own, t.merged_into.is_(None))
    return list(
        session.execute(wanted.order_by((t.item != item), t.used.desc(), t.number).limit(limit)).scalars()
    )


def calls_of(*, session: Session, number: int, limit: int = 50) -> list[dict[str, Any]]:
    """The newest calls that a solution is attached to."""
    call, tie = table("call").c, table("call_solution").c
    wanted = (
        select(
            call.number, call.subject, call.status, call.is_open, call.customer_name, call.closed_at, tie.at
        )
        .join_from(table("call_solution"), table("call"), call.id == tie.call_id)
        .where(tie.solution == number)
        .order_by(tie.id.desc())
        .limit(limit)
    )
    return [dict(found) for found in session.execute(wanted).mappings()]


def ties_of(*, session: Session, number: int) -> list[tuple[int, int, str]]:
    """Key of each tie of a solution, key and number of its call."""
    call, tie = table("call").c, table("call_solution").c
    wanted = select(tie.id, tie.call_id, call.number).join_from(
        table("call_solution"), table("call"), call.id == tie.call_id
    )
    return [(found[0], found[1], found[2]) for found in session.execute(wanted.where(tie.solution == number))]


def misses_of(
    *, session: Session, number: int | None = None, call_id: int | None = None
) -> list[Mapping[str, Any]]:
    """Where a solution did not help, or what did not help on a call."""
    t = table("solution_miss").c
    wanted = select(table("solution_miss"))
    if number is not None:
        wanted = wanted.where(t.solution == number)
    if call_id is not None:
        wanted = wanted.where(t.call_id == call_id)
    return [dict(found) for found in session.execute(wanted.order_by(t.id)).mappings()]


def merged_into(*, session: Session, number: int) -> list[int]:
    """Keys of the solutions whose place a solution took."""
    t = table("solution").c
    return list(session.execute(select(t.id).where(t.merged_into == number)).scalars())


def synonyms(*, session: Session) -> list[tuple[int, str, str]]:
    """Key, first word and other words of every line of synonyms."""
    t = table("synonym").c
    return [
        (found[0], found[1], found[2])
        for found in session.execute(select(t.id, t.name, t.words).order_by(t.name))
    ]
