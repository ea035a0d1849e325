"""What stands in the way of taking a change back: values that somebody moved since, what now leans on what was made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.engine.unit_of_work import as_text, to_json
from svc_tui.storage.tables import every, table
from svc_tui.storage.tables.columns import events_of, record_key, whole_of

Row = Mapping[str, Any]
Root = tuple[str, Any]


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way."""

    root: Root
    """The record that it belongs to: a call, a card, or the row itself."""
    what: str
    """The record by its number, code or name."""
    moved: str | None = None
    """The field that moved; none where the record is gone or another one leans on it."""
    value: str | None = None
    """What it is now."""
    gone: bool = False
    by: str | None = None
    """Who did it; none where nobody wrote it down."""
    at: datetime | None = None
    title: str = ""
    """What the other act was called, a message."""
    title_values: dict[str, Any] = field(default_factory=dict)


def in_the_way(session: Session, change_id: int) -> list[Obstacle]:
    """What keeps a change from being taken back, the newest row first; empty when nothing does."""
    rows = rows_of(session, change_id)
    own = {(row["table_name"], row["row_id"]) for row in rows}
    found: list[Obstacle] = []
    for (name, row_id), (before, after) in _net(rows).items():
        now = _now(session, name, row_id)
        values = {**(before or {}), **(after or {}), **(now or {})}
        root, what = _root(name, row_id, values), _name(values, row_id)
        if after is None:
            found += _taken_place(session, change_id, name, root, before or {})
            continue
        if now is None:
            found.append(_told(session, change_id, name, row_id, None, Obstacle(root, what, gone=True)))
            continue
        kept = Followers.kept(name)
        moved = [
            key
            for key, value in after.items()
            if key in now and key not in kept and to_json(now[key]) != value
        ]
        if before is None:
            moved = [key for key in moved if key in events_of(table(name))]
        if moved:
            key = next((each for each in moved if each in events_of(table(name))), moved[0])
            stands = Obstacle(root, what, key, as_text(now[key]))
            found.append(_told(session, change_id, name, row_id, key, stands))
        elif before is None:
            found += _leaning(session, change_id, name, now, own, Obstacle(root, what))
    return found


def rows_of(session: Session, change_id: int) -> list[dict[str, Any]]:
    """The journal of a change, the last row first."""
    journal = table("change_row")
    wanted = select(journal).where(journal.c.change_id == change_id).order_by(journal.c.id.desc())
    return [dict(row) for row in session.execute(wanted).mappings()]


def apart(session: Session, change_id: int) -> dict[tuple[str, int], Root] | None:
    """Where a bulk act did the same to several records, which row belongs to which; None where it is one piece."""
    rows = rows_of(session, change_id)
    roots: dict[tuple[str, int], Root] = {}
    shapes: dict[Root, list[tuple[str, bool, tuple[str, ...]]]] = {}
    for row in rows:
        name, row_id = row["table_name"], row["row_id"]
        values = {**(_now(session, name, row_id) or {}), **(row["before"] or {}), **(row["after"] or {})}
        root = _root(name, row_id, values)
        if record_key(table(root[0])) is None:
            return None
        roots[name, row_id] = root
        shape = (
            name,
            row["before"] is None,
            tuple(sorted(events_of(table(name)).keys() & (row["after"] or {}).keys())),
        )
        shapes.setdefault(root, []).append(shape)
    alike = {tuple(sorted(each)) for each in shapes.values()}
    return roots if len(shapes) > 1 and len(alike) == 1 else None


def _net(rows: Sequence[Row]) -> dict[tuple[str, int], tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Each row as it was before the act and as the act left it."""
    found: dict[tuple[str, int], tuple[dict[str, Any] | None, dict[str, Any] | None]] = {}
    for row in rows:  # the last first
        key = row["table_name"], row["row_id"]
        before, after = row["before"], row["after"]
        if key not in found:
            found[key] = (before, after)
            continue
        _later, stands = found[key]
        if stands is not None and after is not None:
            stands = {**after, **stands}
        found[key] = (before, stands)
    return {key: each for key, each in found.items() if each != (None, None)}


def _now(session: Session, name: str, row_id: int) -> dict[str, Any] | None:
    t = table(name)
    found = session.execute(select(t).where(t.c.id == row_id)).mappings().first()
    return dict(found) if found else None


def _root(name: str, row_id: int, values: Row) -> Root:
    for column, whole in whole_of(table(name)).items():
        if values.get(column) is not None:
            return whole, values[column]
    return name, values.get(record_key(table(name)) or "id", row_id)


def _name(values: Row, row_id: int) -> str:
    return str(values.get("number") or values.get("code") or values.get("name") or row_id)


def _told(
    session: Session, change_id: int, name: str, row_id: int, key: str | None, stands: Obstacle
) -> Obstacle:
    """The same with who did it, when and by which act: the journal knows, else the history."""
    journal, change = table("change_row").c, table("change").c
    wanted = (
        select(journal.before, journal.after, change.who, change.at, change.title, change.title_values)
        .join(table("change"), change.id == journal.change_id)
        .where(journal.change_id > change_id, journal.table_name == name, journal.row_id == row_id)
        .order_by(journal.id.desc())
    )
    for row in session.execute(wanted).mappings():
        if row["after"] is None or key is None or key in row["after"]:
            return _by(stands, row["who"], row["at"], row["title"], row["title_values"])
    history = table("history").c
    where = (history.object_id == row_id, history.kind == name, history.field == key)
    last = session.execute(
        select(history.who, history.at).where(*where).order_by(history.id.desc()).limit(1)
    ).first()
    return stands if last is None else _by(stands, last.who, last.at, "", {})


def _by(stands: Obstacle, who: str | None, at: datetime, title: str, values: Any) -> Obstacle:
    return Obstacle(
        stands.root, stands.what, stands.moved, stands.value, stands.gone, who, at, title, dict(values or {})
    )


def _leaning(
    session: Session, change_id: int, name: str, now: Row, own: Iterable[tuple[str, int]], made: Obstacle
) -> list[Obstacle]:
    """Records that refer to one which the act made, and were not made by it."""
    mine = set(own)
    for other in every().sorted_tables:
        for column in other.c:
            for foreign in column.foreign_keys:
                owner, _dot, key = foreign.target_fullname.partition(".")
                if owner != name or now.get(key) is None:
                    continue
                wanted = select(other).where(column == now[key]).order_by(other.c.id.desc()).limit(100)
                for row in session.execute(wanted).mappings():
                    if (other.name, row["id"]) not in mine:
                        return [_told(session, change_id, other.name, row["id"], None, made)]
    return []


def _taken_place(session: Session, change_id: int, name: str, root: Root, before: Row) -> list[Obstacle]:
    """Another record under the code, number or name of one that the act deleted."""
    t = table(name)
    for column in t.c:
        if not column.unique or before.get(column.name) is None:
            continue
        found = session.execute(select(t.c.id).where(column == before[column.name])).scalar()
        if found is not None:
            key = column.name.removesuffix("_key")
            stands = Obstacle(root, str(before.get(key)), key, str(before.get(key)))
            return [_told(session, change_id, name, int(found), None, stands)]
    return []
