"""Lists of calls: an array of keys in order, pages of rows by key. A million calls cost what is looked at.

Calls without a value sort last either way; ties go by key. Without a sort the order is that of triage: due instant,
priority, age; closed calls follow, newest first.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, not_, nulls_last, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.domain.query.tree import And, Term
from svc_tui.storage.calls import left as call_left
from svc_tui.storage.calls.measures import MEASURES, PARTS, part
from svc_tui.storage.calls.query import state_of, where
from svc_tui.storage.query.translator import Condition, Viewer
from svc_tui.storage.tables import table

CHUNK = 500
OPEN_FLAGS = {"open", "overdue", "duetoday"}
"""Words after `is:` that only open calls fulfil."""
SORT_COLUMNS = {"number": "number_order", "left": "next_due", "due": "next_due"}
COUNTED = {"solutions": "call_solution", "notes": "activity"}
"""Keys of child rows sort by how many there are."""
BLANK = ("description", "resolution", "tags")
"""Texts that are blank where there is none: they sort last like any call without a value."""


class CallRow(NamedTuple):
    """A call in a list: all but its long texts. A tuple, since a list makes thousands of them."""

    id: int
    number: str
    subject: str
    status: str
    status_class: str
    is_open: bool
    priority: str
    customer: str
    customer_name: str
    contact: str | None
    phone: str | None
    email: str | None
    reference: str | None
    serial: str | None
    manufacturer_serial: str | None
    item: str | None
    item_name: str | None
    item_group: str | None
    equipment: int | None
    contract: int | None
    covered: bool
    coverage_reason: str | None
    queue: str | None
    assignee: str | None
    technician: str | None
    origin: str | None
    type: str | None
    problem: str | None
    subtype: str | None
    territory: str | None
    location: str | None
    tags: str
    reported_at: datetime
    assigned_at: datetime | None
    respond_by: datetime | None
    responded_at: datetime | None
    response_state: str
    resolve_by: datetime | None
    resolved_at: datetime | None
    resolution_state: str
    next_due: datetime | None
    """What `left` counts down to."""
    paused_since: datetime | None
    paused_until: datetime | None
    paused_s: int
    closed_at: datetime | None
    reopened: int
    reassigned: int
    updated_at: datetime | None
    merged_into: str | None
    next_left_s: int | None
    next_since: datetime | None
    resolution_budget_s: int | None
    resolution_spent_s: int
    version: int
    change_seq: int


def ids(*, session: Session, query: Query, viewer: Viewer) -> "array[int]":
    """The keys of all calls of a query, in its order."""
    found: array[int] = array("i")  # four bytes a key: a list, its follower and its parent stand side by side
    rest = statements(query, viewer)
    if call_left.by_left(query, viewer):
        order, ahead = _around_left(query, viewer)
        found.extend(
            call_left.with_target(session=session, query=query, viewer=viewer, order=order, ahead=ahead)
        )
        rest = _without_target(query, viewer)
    for statement in rest:
        for chunk in _chunks(session, statement):
            found.extend(chunk)
    return found


def first_page(*, session: Session, query: Query, viewer: Viewer, size: int) -> list[int]:
    """The first keys of the same order, without looking for the rest."""
    if call_left.by_left(query, viewer) and not call_left.is_plain(query):
        return list(ids(session=session, query=query, viewer=viewer)[:size])
    found: list[int] = []
    rest = statements(query, viewer)
    if call_left.by_left(query, viewer):
        found = call_left.first(session=session, query=query, viewer=viewer, size=size)
        rest = _without_target(query, viewer)
    for statement in rest:
        if len(found) >= size:
            break
        found += [row for chunk in _chunks(session, statement.limit(size - len(found))) for row in chunk]
    return found


def count(*, session: Session, query: Query, viewer: Viewer) -> int:
    """How many calls a query finds."""
    return int(
        session.execute(
            select(func.count()).select_from(table("call")).where(where(query, viewer))
        ).scalar_one()
    )


def rows(*, session: Session, ids: Sequence[int], now: datetime) -> list[CallRow]:
    """List lines of these calls, in this order; a call that is gone is left out."""
    found: dict[int, CallRow] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = list(ids[start : start + CHUNK])
        statement = _row_columns(now).where(table("call").c.id.in_(wanted))
        for row in session.execute(statement).all():
            found[row[0]] = CallRow._make(row)
    return [found[key] for key in ids if key in found]


def changed(*, session: Session, since: int, viewer: Viewer, query: Query) -> tuple[list[int], list[int]]:
    """Keys of calls changed after a change number: those that the query finds now, and those it does not."""
    t = table("call")
    moved = list(session.execute(select(t.c.id).where(t.c.change_seq > since)).scalars())
    inside: set[int] = set()
    for start in range(0, len(moved), CHUNK):
        part = moved[start : start + CHUNK]
        inside.update(session.execute(select(t.c.id).where(t.c.id.in_(part), where(query, viewer))).scalars())
    return [key for key in moved if key in inside], [key for key in moved if key not in inside]


def values(*, session: Session, column: str, beginning: str, most: int = 50) -> list[str]:
    """Distinct values of a column that begin so, for completion."""
    c = table("call").c[column]
    found = session.execute(
        select(c).where(c.is_not(None), c.startswith(beginning, autoescape=True)).distinct().limit(most)
    )
    return sorted(str(value) for value in found.scalars())


def _row_columns(now: datetime) -> Select[Any]:
    t = table("call")
    states = {f"{name}_state": state_of(t, name, now) for name in ("response", "resolution")}
    return select(*(states[name] if name in states else t.c[name] for name in CallRow._fields))


def _chunks(session: Session, statement: Select[tuple[int]]) -> Iterator[list[int]]:
    """Keys straight from the driver's cursor: a million rows through SQLAlchemy cost four times as much."""
    result = session.execute(statement)
    cursor = result.cursor  # type: ignore[attr-defined]
    try:
        while chunk := cursor.fetchmany(10_000):
            yield [row[0] for row in chunk]
    finally:
        result.close()


def statements(query: Query, viewer: Viewer) -> list[Select[tuple[int]]]:
    """A list's selects, to be read one after the other: cut so that one index gives each part without sorting."""
    if _finds_open_alone(query) and (query.sort or query.words):
        # Some thousand calls are sorted sooner than the indexes of a million are walked for them.
        return [_ordered(where(query, viewer, open_alone=True), _whole_order(query, viewer))]
    found = where(query, viewer)
    if not query.sort:
        of_open = where(query, viewer, open_alone=True)
        parts = [_ordered(of_open & condition, order) for condition, order in _triage()[:2]]
        if query.scope != "is:open":
            parts += [_ordered(found & condition, order) for condition, order in _triage()[2:]]
        return parts
    first, *others = query.sort
    column = _column(first, viewer)
    rest = [*(_direction(_column(sort, viewer), sort) for sort in others), _tie(first)]
    if first.key in BLANK:
        return [_ordered(found, [_direction(column, first), *rest])]
    order = [column.desc() if first.descending else column.asc(), *rest]
    if not getattr(column, "nullable", False):
        return [_ordered(found, order)]
    return [_ordered(found & column.is_not(None), order), _ordered(found & column.is_(None), rest)]


def _around_left(query: Query, viewer: Viewer) -> tuple[list[ColumnElement[Any]], int]:
    """The order of calls with a target to come but for the time left, and how much of it comes before that."""
    order: list[ColumnElement[Any]] = []
    ahead = 0
    for sort in query.sort:
        if sort.key == call_left.LEFT:
            ahead = len(order)
        else:
            order.append(_direction(_column(sort, viewer), sort))
    return [*order, _tie(query.sort[0])] if query.sort else [], ahead


def _without_target(query: Query, viewer: Viewer) -> list[Select[tuple[int]]]:
    """What follows the calls with a target to come: the other open ones, then the closed ones."""
    c = table("call").c
    if not query.sort:
        of_open, found = where(query, viewer, open_alone=True), where(query, viewer)
        parts = [_ordered(of_open & condition, order) for condition, order in _triage()[1:2]]
        if query.scope != "is:open":
            parts += [_ordered(found & condition, order) for condition, order in _triage()[2:]]
        return parts
    alone = _finds_open_alone(query)
    found = where(query, viewer, open_alone=alone)
    if alone:
        found &= c.is_open
    order, _ = _around_left(query, viewer)
    return [_ordered(found & c.next_due.is_(None), order)]  # no closed call has a target to come


def _finds_open_alone(query: Query) -> bool:
    """Whether no closed call can be found."""
    if query.scope == "is:open":
        return True
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    return any(
        isinstance(part, Term) and part.key == "is" and {test.text for test in part.tests} <= OPEN_FLAGS
        for part in parts
    )


def _whole_order(query: Query, viewer: Viewer) -> list[ColumnElement[Any]]:
    """The same order in one piece. `IS NULL` comes first also where nothing is: no index can be walked for that."""
    c = table("call").c
    if not query.sort:
        return [c.next_due.is_(None), *_triage()[0][1]]
    order: list[ColumnElement[Any]] = []
    for sort in query.sort:
        column = _column(sort, viewer)
        order += [column.is_(None), column.desc() if sort.descending else column.asc()]
    return [*order, _tie(query.sort[0])]


def _triage() -> list[tuple[Condition, list[ColumnElement[Any]]]]:
    c = table("call").c
    return [
        (
            c.is_open & c.next_due.is_not(None),
            [c.next_due.asc(), c.priority.desc(), c.reported_at.asc(), c.id.asc()],
        ),
        (c.is_open & c.next_due.is_(None), [c.priority.desc(), c.reported_at.asc(), c.id.asc()]),
        (not_(c.is_open), [c.reported_at.desc(), c.id.desc()]),
    ]


def _ordered(condition: Condition, order: list[ColumnElement[Any]]) -> Select[tuple[int]]:
    return select(table("call").c.id).where(condition).order_by(*order)


def _tie(sort: Sort) -> ColumnElement[Any]:
    key = table("call").c.id
    return key.desc() if sort.descending else key.asc()


def _direction(column: ColumnElement[Any], sort: Sort) -> ColumnElement[Any]:
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def _column(sort: Sort, viewer: Viewer) -> ColumnElement[Any]:
    t = table("call")
    if sort.key in ("response_state", "resolution_state"):
        return state_of(t, sort.key.removesuffix("_state"), viewer.now)
    if sort.key in MEASURES:
        return MEASURES[sort.key](t, viewer.now)
    if sort.key in PARTS:
        return part(t, sort.key, viewer.zone.key)
    if sort.key in COUNTED:
        child = table(COUNTED[sort.key])
        return select(func.count()).where(child.c.call_id == t.c.id).correlate(t).scalar_subquery()
    if sort.key in ("visit", "planned"):
        visit = table("visit").c
        first = select(func.min(visit.starts_at)).where(visit.call_id == t.c.id, visit.status != "cancelled")
        return first.correlate(t).scalar_subquery()
    if sort.key in BLANK:
        return func.nullif(t.c[sort.key], "")
    return t.c.get(SORT_COLUMNS.get(sort.key, sort.key), literal(0))
