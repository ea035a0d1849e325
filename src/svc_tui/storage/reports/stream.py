"""Rows for reports, straight from the driver's cursor: groups, which conditions a record fulfils, its measures.

One statement a report. A million rows through SQLAlchemy's results cost more than all that is worked out from them.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.buckets import UNITS
from svc_tui.storage.query.translator import Condition
from svc_tui.storage.sqlite.engine import seconds_of
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import Instant, Ranked

Columns = Mapping[str, ColumnElement[Any]]
"""What is worked out of a record, by name, beside the columns of its table."""
Row = Sequence[Any]
Counted = list[tuple[int, int]]
"""Instants, each with how many records have it."""
_CHUNK = 5000
_QUARTER_S = 900


@dataclass(frozen=True, slots=True)
class Group:
    """A column to part by."""

    source: str
    unit: str = ""
    """A stretch of the calendar: the instant itself is read."""


def rows(
    session: Session,
    kind: str,
    where: Condition,
    groups: Sequence[Group],
    conditions: Sequence[Condition],
    measures: Sequence[str],
    columns: Columns,
) -> Iterator[list[Row]]:
    """`(group..., mask, measure...)` of each record, in chunks."""
    t = table(kind)
    chosen = [*(_group(t, columns, each) for each in groups), _mask(conditions)]
    chosen += [_column(t, columns, name) for name in measures]
    return _chunks(session, select(*chosen).select_from(t).where(where))


def counted(
    session: Session,
    kind: str,
    where: Condition,
    groups: Sequence[Group],
    conditions: Sequence[Condition],
    columns: Columns,
) -> Iterator[list[Row]]:
    """`(group..., mask, count)` of records alike; instants that share a quarter of an hour are alike."""
    t = table(kind)
    chosen: list[ColumnElement[Any]] = []
    for each in groups:
        column = _group(t, columns, each)
        instant = isinstance(_column(t, columns, each.source).type, Instant)
        chosen.append(column - column % _QUARTER_S if instant and each.unit in UNITS else column)
    chosen.append(_mask(conditions))
    return _chunks(session, select(*chosen, func.count()).select_from(t).where(where).group_by(*chosen))


@dataclass(frozen=True, slots=True)
class Stayed:
    """How long records were in each value of a field."""

    seconds: "Mapping[str | None, array[int]]"
    """By value, of each record that was there at some time; one that was there for no time counts too."""
    lives: "array[int]"
    """Of each record the whole of its time."""
    entered: "Counter[str | None]"
    """How often one became which value."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What comes and goes by two instants of a record; those that are gone before they came are left out."""

    kind: str
    where: Condition
    came: str
    went: str

    def standing(self, session: Session, at: datetime) -> int:
        """How many have come before a moment and are not gone by then."""
        c = table(self.kind).c
        gone = or_(c[self.went].is_(None), c[self.went] >= at)
        return count(session, self.kind, and_(self.where, c[self.came] < at, gone))

    def instants(self, session: Session, begin: datetime | None, end: datetime) -> tuple[Counted, Counted]:
        """How many came and went at which quarter of an hour, in seconds since 1970, from `begin` until `end`."""
        t = table(self.kind)
        sound = or_(t.c[self.went].is_(None), t.c[self.went] >= t.c[self.came])
        found: list[Counted] = []
        for name in (self.came, self.went):
            quarter = seconds_of(t.c[name]) - seconds_of(t.c[name]) % _QUARTER_S
            kept = select(quarter, func.count()).select_from(t)
            kept = kept.where(self.where, sound, self._within(name, begin, end)).group_by(quarter)
            found.append([(row[0], row[1]) for chunk in _chunks(session, kept) for row in chunk])
        return found[0], found[1]

    def backwards(self, session: Session, begin: datetime | None, end: datetime) -> int:
        """How many of those are gone before they came."""
        c = table(self.kind).c
        either = or_(*(self._within(name, begin, end) for name in (self.came, self.went)))
        return count(session, self.kind, and_(self.where, c[self.went] < c[self.came], either))

    def _within(self, name: str, begin: datetime | None, end: datetime) -> Condition:
        column = table(self.kind).c[name]
        return and_(column < end, column >= begin) if begin is not None else column < end


def count(session: Session, kind: str, where: Condition) -> int:
    """How many records there are."""
    return int(session.execute(select(func.count()).select_from(table(kind)).where(where)).scalar_one())


def words_of(kind: str, source: str) -> Mapping[str | int | None, str | int | None] | None:
    """What the values of a column stand for, where the store keeps ranks."""
    column = table(kind).c.get(source)
    if column is None or not isinstance(column.type, Ranked):
        return None
    return dict(enumerate(column.type.words, 1))


def names(session: Session, kind: str, codes: Sequence[str]) -> dict[str, str]:
    """What records are called whose code is known."""
    t = table(kind)
    if "code" not in t.c or "name" not in t.c:
        return {}
    found: dict[str, str] = {}
    for start in range(0, len(codes), 500):
        part = codes[start : start + 500]
        found.update(
            (row[0], row[1]) for row in session.execute(select(t.c.code, t.c.name).where(t.c.code.in_(part)))
        )
    return found


def _column(t: Table, columns: Columns, name: str) -> ColumnElement[Any]:
    return columns[name] if name in columns else t.c[name]


def _group(t: Table, columns: Columns, group: Group) -> ColumnElement[Any]:
    column = _column(t, columns, group.source)
    return seconds_of(column) if isinstance(column.type, Instant) else column


def _mask(conditions: Sequence[Condition]) -> ColumnElement[int]:
    parts = [case((condition, 1 << at), else_=0) for at, condition in enumerate(conditions)]
    if not parts:
        return literal(0)
    found: ColumnElement[int] = parts[0]
    for part in parts[1:]:
        found = found + part
    return found


def _chunks(session: Session, statement: Any) -> Iterator[list[Row]]:
    result = session.execute(statement)
    cursor = result.cursor  # type: ignore[attr-defined]
    try:
        while chunk := cursor.fetchmany(_CHUNK):
            yield chunk
    finally:
        result.close()
