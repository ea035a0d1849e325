"""Rows of imports: everything a file may refer to read at once, many rows written at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import find_id
from svc_tui.storage.engine.unit_of_work import UnitOfWork, as_text
from svc_tui.storage.sqlite import call_index
from svc_tui.storage.tables import every, table
from svc_tui.storage.tables.columns import CHANGED, FOLDS, events_of

CHUNK = 500
UNORDERED = frozenset({"contract_target", "equipment_customer", "queue_member"})
"""Tables below a record whose rows stand in no order."""

__all__ = [
    "activities_of_calls", "add", "as_text", "call_keys", "calls", "change", "columns", "event_of", "fill",
    "history_of", "index", "keep", "kept_of_calls", "next_id", "pairs", "rename", "replace_children", "rows_of",
]  # fmt: skip


def columns(table_name: str) -> set[str]:
    """The names of a table's columns."""
    return set(table(table_name).c.keys())


def event_of(table_name: str, column: str | None) -> str:
    """What the history calls a change of a column, of one that there is not too."""
    return events_of(table(table_name)).get(column or "", (CHANGED, CHANGED))[0]


def rows_of(*, session: Session, table_name: str, names: Sequence[str]) -> Iterable[Sequence[Any]]:
    """These columns of every row, in the order in which they were written."""
    t = table(table_name)
    return session.execute(select(*(t.c[name] for name in names)).order_by(t.c.id)).yield_per(1000)


def pairs(*, session: Session, table_name: str, key: str, value: str) -> dict[Any, Any]:
    """One column by another, where the first is there."""
    return {
        row[0]: row[1]
        for row in rows_of(session=session, table_name=table_name, names=(key, value))
        if row[0] is not None
    }


def calls(*, session: Session, key: str, values: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    """Whole rows of calls by number, uid, or B1's id."""
    t = table("call")
    by = t.c.extra["ServiceCallID"].as_integer() if key == "b1" else t.c[key]
    found: dict[Any, dict[str, Any]] = {}
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        for row in session.execute(select(by.label("_key"), t).where(by.in_(part))).mappings():
            found[row["_key"]] = {name: value for name, value in row.items() if name != "_key"}
    return found


def call_keys(*, session: Session) -> Iterable[Sequence[Any]]:
    """Key, number, B1's id and B1's list of activities of every call."""
    t = table("call")
    names = (t.c.id, t.c.number, t.c.extra["ServiceCallID"].as_integer(), t.c.extra["ServiceCallActivities"])
    return session.execute(select(*names).order_by(t.c.id)).yield_per(1000)


def activities_of_calls(*, session: Session) -> Iterable[Sequence[Any]]:
    """Number of the call and of the activity, of every activity that belongs to a call."""
    call, activity = table("call"), table("activity")
    query = select(call.c.number, activity.c.number).join(activity, activity.c.call_id == call.c.id)
    return session.execute(query.order_by(activity.c.number)).yield_per(1000)


def kept_of_calls(*, session: Session, ids: Sequence[int]) -> Iterable[Sequence[Any]]:
    """Key, number and kept fields of these calls."""
    t = table("call")
    for start in range(0, len(ids), CHUNK):
        where = t.c.id.in_(ids[start : start + CHUNK])
        yield from session.execute(select(t.c.id, t.c.number, t.c.extra).where(where)).all()


def keep(unit: UnitOfWork, table_name: str, told: Mapping[int, Mapping[str, Any] | None]) -> None:
    """Write the kept fields of rows that this act has made or changed; no history tells of them."""
    t = table(table_name)
    if told:
        statement = update(t).where(t.c.id == bindparam("key")).values(extra=bindparam("kept"))
        unit.session.connection().execute(
            statement, [{"key": key, "kept": kept} for key, kept in told.items()]
        )


def history_of(*, session: Session, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The entries of these calls, without their keys."""
    t = table("history")
    found: dict[int, list[tuple[Any, ...]]] = {}
    wanted = (t.c.object_id, t.c.at, t.c.who, t.c.event, t.c.field, t.c.old, t.c.new)
    for start in range(0, len(ids), CHUNK):
        where = (t.c.kind == "call") & t.c.object_id.in_(ids[start : start + CHUNK])
        for row in session.execute(select(*wanted).where(where).order_by(t.c.id)):
            found.setdefault(row[0], []).append(tuple(row[1:]))
    return found


def next_id(*, session: Session, table_name: str) -> int:
    """The next free internal key; it stays free while the write scope is open."""
    t = table(table_name)
    return int(session.execute(select(func.coalesce(func.max(t.c.id), 0))).scalar_one()) + 1


def fill(table_name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every column of its table: many rows go in at once only where all have the same ones."""
    filled: dict[str, Any] = {}
    for column in table(table_name).c:
        if FOLDS in column.info:
            continue  # each row gets its own
        if column.name in row:
            filled[column.name] = row[column.name]
        elif column.name != "id":
            default = column.default
            filled[column.name] = (
                None if default is None else default.arg(None) if default.is_callable else default.arg  # type: ignore[attr-defined]
            )
    return filled


def add(unit: UnitOfWork, table_name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write many new rows, stamped as the unit's, without journal."""
    if not rows:
        return
    stamp: dict[str, Any] = {}
    if "version" in table(table_name).c:
        stamp = {"version": 1, "change_seq": unit.seq}
    unit.load(table_name, [fill(table_name, {"updated_at": unit.at, **row, **stamp}) for row in rows])


def still_missing(
    unit: UnitOfWork, table_name: str, key: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """Stubs that nobody else has made meanwhile; `key` are the columns that tell them apart."""
    unit.ready()
    if not unit.others_wrote:
        return rows
    t = table(table_name)
    there: set[tuple[Any, ...]] = set()
    for start in range(0, len(rows), CHUNK):
        first = [row[key[-1]] for row in rows[start : start + CHUNK]]
        wanted = select(*(t.c[name] for name in key)).where(t.c[key[-1]].in_(first))
        there.update(tuple(row) for row in unit.session.execute(wanted))
    return [row for row in rows if tuple(row[name] for name in key) not in there]


def change(
    unit: UnitOfWork, table_name: str, row_id: int, values: Mapping[str, Any], *, log: bool = True
) -> dict[str, Any]:
    """Change one row through the recorded path; what does not differ is not written.

    Kept fields of other programs are never told in a history: one of them may hold a password.
    """
    told = {name: value for name, value in values.items() if name != "extra"}
    changed = unit.update(table_name, row_id, told, log=log) if told else {}
    if "extra" in values:
        changed |= unit.update(table_name, row_id, {"extra": values["extra"]}, log=False)
    return changed


def index(unit: UnitOfWork, ids: Sequence[int]) -> None:
    """Write the full-text rows of these calls."""
    call_index.write(unit.session.connection(), ids)


def replace_children(
    unit: UnitOfWork, table_name: str, where: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> bool:
    """Make the rows below a record these. Returns whether anything moved."""
    t = table(table_name)
    query = select(t).order_by(t.c.id)
    for name, value in where.items():
        query = query.where(t.c[name] == value)
    wanted = [fill(table_name, {**row, **where}) for row in rows]
    present = [dict(row) for row in unit.session.execute(query).mappings()]
    here = [{name: value for name, value in row.items() if name != "id"} for row in present]
    if here == wanted or (table_name in UNORDERED and sorted(map(repr, here)) == sorted(map(repr, wanted))):
        return False
    for row in present:
        unit.delete(table_name, row["id"])
    unit.load(table_name, wanted)
    return True


def rename(unit: UnitOfWork, table_name: str, key: str, old: str, new: str, *, onto: bool = False) -> None:
    """Let everything that refers to `old` refer to `new`.

    Args:
        unit: The open unit of work.
        table_name: The table of the record that is renamed.
        key: Its column.
        old: What it was called.
        new: What it is called now.
        onto: A record of the new name exists already; the old one is deleted.
    """
    unit.session.execute(text("PRAGMA defer_foreign_keys=ON"))
    t = table(table_name)
    for other in every().tables.values():
        for column in other.c:
            if any(foreign.target_fullname == f"{table_name}.{key}" for foreign in column.foreign_keys):
                unit.session.execute(update(other).where(column == old).values({column.name: new}))
    row_id = unit.session.execute(select(t.c.id).where(t.c[key] == old)).scalar_one()
    if onto:
        unit.delete(table_name, row_id)
    else:
        unit.update(table_name, row_id, {key: new})


def id_of(*, session: Session, table_name: str, key: str, value: Any) -> int | None:
    """The internal key of the row with this value, codes and names in any case."""
    return find_id(session, table_name, key, value)


def is_stub(*, session: Session, table_name: str, key: str, value: Any) -> bool:
    """Was this record only named by an import so far."""
    t = table(table_name)
    return bool(session.execute(select(t.c.stub).where(t.c[key] == value)).scalar())


def entry_id(*, session: Session, list_name: str, name: str) -> int | None:
    """The internal key of a value of a set-up list."""
    t = table("list_entry")
    found = session.execute(select(t.c.id).where(t.c.list == list_name, t.c.name == name)).scalar()
    return None if found is None else int(found)


NAMED_BY: dict[str, tuple[tuple[str, str], ...]] = {
    "territory": (("customer", "territory"), ("equipment", "territory")),
    "solution_status": (("solution", "status"),),
    "problem": (("solution", "problem"),),
    "item_group": (("contract_line", "item_group"),),
}
"""Where else than on calls a list's value is named."""


def rename_value(unit: UnitOfWork, column: str, old: str, new: str) -> None:
    """Let everything that carries a list's value carry its new name."""
    places = [("call", column), *NAMED_BY.get(column, ())]
    for table_name, name in places:
        t = table(table_name)
        if name in t.c:
            stamp = {"change_seq": unit.seq, "version": t.c.version + 1} if "version" in t.c else {}
            unit.session.execute(update(t).where(t.c[name] == old).values({name: new, **stamp}))
    unit.forget()


def numbers_of_solutions(*, session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """The solutions attached to each call, by line."""
    t = table("call_solution")
    query = select(t.c.call_id, t.c.solution).where(t.c.call_id.in_(ids)).order_by(t.c.line, t.c.id)
    found: dict[int, list[int]] = {}
    for call_id, number in session.execute(query):
        found.setdefault(call_id, []).append(number)
    return found


def visits_of_b1(*, session: Session, call: int) -> dict[int, tuple[int, int]]:
    """The visits of a call that came from B1: by their line the key and the number."""
    t = table("visit").c
    found = session.execute(select(t.id, t.number, t.extra).where(t.call_id == call))
    return {
        extra["LineNum"]: (int(key), int(number))
        for key, number, extra in found
        if extra and extra.get("LineNum") is not None
    }


def send(unit: UnitOfWork, visit: int, person: str | None) -> bool:
    """Let a person lead a visit where he does not go yet. Returns whether that is new."""
    t = table("visit_technician").c
    goes = set(unit.session.execute(select(t.person).where(t.visit == visit)).scalars())
    if person is None or person in goes:
        return False
    unit.insert("visit_technician", {"visit": visit, "person": person}, log=None)
    return True


def absences_of(*, session: Session, person: str) -> set[tuple[date, date, str, str]]:
    """First and last day, reason and note of a person's absences."""
    t = table("absence").c
    found = session.execute(select(t.first, t.last, t.reason, t.note).where(t.person == person))
    return {(first, last, reason, note) for first, last, reason, note in found}
