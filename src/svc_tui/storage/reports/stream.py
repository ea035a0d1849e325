"""Rows for reports, straight from the driver's cursor: groups, which conditions a record fulfils, its measures.

One statement a report. A million rows through SQLAlchemy's results cost more than all that is worked out from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, case, func, literal, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.buckets import UNITS
from svc_tui.storage.query.translator import Condition
from svc_tui.storage.sqlite.engine import seconds_of
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import Instant, Ranked

Columns = Mapping[str, ColumnElement[Any]]
"""What is worked out of a record, by name, beside the columns of its table."""
Row = Sequence[Any]
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


def instants(
    session: Session, kind: str, where: Condition, came: str, went: str
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """How many records came and went at which instant, those left out that are gone before they came."""
    t = table(kind)
    sound = [where, ~(t.c[went].is_not(None) & (t.c[went] < t.c[came]))]
    found: list[list[tuple[int, int]]] = []
    for name in (came, went):
        quarter = seconds_of(t.c[name]) - seconds_of(t.c[name]) % _QUARTER_S
        kept = select(quarter, func.count()).select_from(t).where(*sound, t.c[name].is_not(None))
        found.append(
            [(row[0], row[1]) for chunk in _chunks(session, kept.group_by(quarter)) for row in chunk]
        )
    return found[0], found[1]


def backwards(session: Session, kind: str, where: Condition, came: str, went: str) -> int:
    """How many records are gone before they came."""
    t = table(kind)
    found = select(func.count()).select_from(t).where(where, t.c[went] < t.c[came])
    return int(session.execute(found).scalar_one())


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
