"""Rows of any table by the names of its columns, to move all: read in pages, found by key, written as they are.

What is written here is no act of a person: neither history nor journal, only the change sequence moves.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, and_, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import code_key
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.exchange.incoming import columns, fill, rows_of
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import Exact, Instant, Priority, keys_of, kind_of, with_keys

PAGE = 500
Row = dict[str, Any]

__all__ = ["PAGE", "Row", "columns", "fill", "rows_of"]


def shapes(table_name: str) -> dict[str, str]:
    """What each column holds that a file may tell: text, int, decimal, yes, date, instant, priority
    or json."""
    found: dict[str, str] = {}
    keys = keys_of(table(table_name))
    for column in table(table_name).c:
        if column.name in keys:
            continue
        kind = column.type
        if isinstance(kind, Instant):
            shape = "instant"
        elif isinstance(kind, Priority):
            shape = "priority"
        elif isinstance(kind, Exact):
            shape = "decimal"
        elif isinstance(kind, Boolean):
            shape = "yes"
        elif isinstance(kind, JSON):
            shape = "json"
        elif isinstance(kind, Date):
            shape = "date"
        else:
            shape = "int" if isinstance(kind, Integer) else "text"
        found[column.name] = shape
    return found


def references(table_name: str) -> dict[str, str]:
    """Columns that name a record of another table, with that table."""
    return {
        column.name: next(iter(column.foreign_keys)).target_fullname.partition(".")[0]
        for column in table(table_name).c
        if column.foreign_keys
    }


@cache
def can_be_empty(table_name: str) -> frozenset[str]:
    """Columns that may hold nothing."""
    return frozenset(column.name for column in table(table_name).c if column.nullable)


def history_kind(table_name: str) -> str:
    """What the records of a table are called in the history."""
    return kind_of(table(table_name))


def pages(*, session: Session, table_name: str) -> Iterator[list[Row]]:
    """Every row in the order in which it was written, a page at a time."""
    t, last = table(table_name), 0
    while True:
        query = select(t).where(t.c.id > last).order_by(t.c.id).limit(PAGE)
        page = [dict(row) for row in session.execute(query).mappings()]
        if not page:
            return
        yield page
        last = page[-1]["id"]


def of_ids(*, session: Session, table_name: str, ids: Sequence[int]) -> Iterator[list[Row]]:
    """These rows in this order, a page at a time; those that are gone are left out."""
    t = table(table_name)
    for start in range(0, len(ids), PAGE):
        part = ids[start : start + PAGE]
        found = {
            row["id"]: dict(row) for row in session.execute(select(t).where(t.c.id.in_(part))).mappings()
        }
        yield [found[key] for key in part if key in found]


def below(
    *, session: Session, table_name: str, column: str, values: Sequence[Any], where: Mapping[str, Any]
) -> dict[Any, list[Row]]:
    """The rows that name these records, by the record, in the order in which they were written."""
    t = table(table_name)
    found: dict[Any, list[Row]] = {}
    for start in range(0, len(values), PAGE):
        query = select(t).where(t.c[column].in_(values[start : start + PAGE]))
        for name, value in where.items():
            query = query.where(t.c[name] == value)
        for row in session.execute(query.order_by(t.c.id)).mappings():
            found.setdefault(row[column], []).append(dict(row))
    return found


def told(*, session: Session, kind: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """The history of these records: what it says, without the changes of this store that it belongs to."""
    found = below(session=session, table_name="history", column="object_id", values=ids, where={"kind": kind})
    names = ("at", "who", "event", "field", "old", "new")
    return {key: [{name: row[name] for name in names} for row in entries] for key, entries in found.items()}


def numbers_of_calls(*, session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The numbers of calls by their internal keys."""
    t = table("call")
    return {row[0]: row[1] for row in session.execute(select(t.c.id, t.c.number).where(t.c.id.in_(ids)))}


def lines_of_work(*, session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Lines of work as `call/line`, by their internal keys."""
    work, call = table("work").c, table("call").c
    query = select(work.id, call.number, work.line).where(work.call_id == call.id, work.id.in_(ids))
    return {row[0]: f"{row[1]}/{row[2]}" for row in session.execute(query)}


def keys_of_calls(*, session: Session, numbers: Sequence[str]) -> dict[str, int]:
    """Internal keys of calls by their numbers."""
    t, found = table("call"), dict[str, int]()
    for start in range(0, len(numbers), PAGE):
        query = select(t.c.number, t.c.id).where(t.c.number.in_(numbers[start : start + PAGE]))
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def keys_of_work(*, session: Session, calls: Sequence[int]) -> dict[tuple[int, int], int]:
    """Internal keys of lines of work by call and line."""
    t, found = table("work"), dict[tuple[int, int], int]()
    for start in range(0, len(calls), PAGE):
        query = select(t.c.call_id, t.c.line, t.c.id).where(t.c.call_id.in_(calls[start : start + PAGE]))
        found |= {(row[0], row[1]): row[2] for row in session.execute(query)}
    return found


def present(*, session: Session, table_name: str, key: Sequence[str], values: Sequence[Any]) -> list[Row]:
    """The rows with one of these keys, each a tuple of values; empty parts count as equal."""
    t = table(table_name)
    if len(key) == 1:
        where = t.c[key[0]].in_([value[0] for value in values])
    elif any(part is None for value in values for part in value):
        wanted = set(values)
        everything = session.execute(select(t).order_by(t.c.id)).mappings()
        return [dict(row) for row in everything if tuple(row[name] for name in key) in wanted]
    else:
        where = tuple_(*(t.c[name] for name in key)).in_(list(values))
    return [dict(row) for row in session.execute(select(t).where(where).order_by(t.c.id)).mappings()]


def marked_by(table_name: str, key: Sequence[str]) -> tuple[str, ...]:
    """The columns that tell records of this key apart: of codes and names in any case their own keys."""
    kept = {name: column for column, name in keys_of(table(table_name)).items()}
    whole = {name for name in key if name in kept and not table(table_name).c[kept[name]].nullable}
    return tuple(kept[name] if name in whole else name for name in key)


def mark(table_name: str, key: Sequence[str], values: Sequence[Any]) -> tuple[Any, ...]:
    """The values of those columns for a key."""
    pairs = zip(key, marked_by(table_name, key), values, strict=True)
    return tuple(value if name == column else code_key(str(value)) for name, column, value in pairs)


def next_id(*, session: Session, table_name: str) -> int:
    """The next internal key, one that no record ever had."""
    t = table(table_name)
    highest = session.execute(select(func.coalesce(func.max(t.c.id), 0))).scalar_one()
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    ever = session.connection().exec_driver_sql(query, (table_name,)).scalar()
    return max(int(highest), int(ever or 0)) + 1


def add(unit: UnitOfWork, table_name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows as they are; only the change sequence is this store's."""
    if not rows:
        return
    stamp = {"change_seq": unit.seq} if "change_seq" in table(table_name).c else {}
    unit.load(table_name, [fill(table_name, {**row, **stamp}) for row in rows])


def put(unit: UnitOfWork, table_name: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Make columns of a row these, version and stamps too: only where the store is empty but for what it came with."""
    t = table(table_name)
    stamp = {"change_seq": unit.seq} if "change_seq" in t.c else {}
    unit.session.execute(update(t).where(t.c.id == row_id).values(**{**with_keys(t, values), **stamp}))


def point(unit: UnitOfWork, table_name: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Let a new row refer to rows that came after it."""
    t = table(table_name)
    unit.session.execute(update(t).where(t.c.id == row_id).values(**values))


def remove(unit: UnitOfWork, table_name: str, where: Mapping[str, Any]) -> None:
    """Take rows away without a trace: what a new store came with, or a history that a whole one replaces."""
    t = table(table_name)
    unit.session.execute(delete(t).where(and_(*(t.c[name] == value for name, value in where.items()))))


def add_history(unit: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write entries of histories that came from elsewhere."""
    if entries:
        unit.session.execute(insert(table("history")), [dict(entry) for entry in entries])


def is_empty(*, session: Session) -> bool:
    """Whether a store has nothing but what every new one comes with."""
    names = ("call", "customer", "item", "equipment", "contract", "solution", "queue")
    return all(session.execute(select(table(name).c.id).limit(1)).scalar() is None for name in names)
