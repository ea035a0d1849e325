"""What long work has written so far, kept in the store itself until it is over, and how it is taken back.

Rows that were changed or deleted leave their old columns, written down by temporary triggers; of new rows the first
and the last key are enough, since nobody else writes within a burst. All of it is committed with the burst, so that
after a kill the next writer can take back exactly what stands in the store.
"""

import json
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.engine.moved import Moved
from svc_tui.storage.tables import every, table
from svc_tui.storage.tables.columns import is_watched

Keys = dict[str, int]


def tables() -> list[str]:
    """The tables that are watched, those that others refer to first."""
    return [one.name for one in every().sorted_tables if is_watched(one)]


def watch(connection: Connection) -> None:
    """Let every change and deletion of a row leave its old columns."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS burst (number INTEGER, seq INTEGER)")
    for name in tables():
        old = ", ".join(f'OLD."{column.name}"' for column in table(name).c)
        for event in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f'CREATE TEMP TRIGGER "{name}_{event}" AFTER {event} ON main."{name}" BEGIN '
                "INSERT INTO import_step (burst, seq, table_name, row_id, before) "
                f"SELECT number, seq, '{name}', OLD.id, json_array({old}) FROM burst; END"
            )


def unwatch(raw: Any) -> None:
    """Take the triggers away from a connection that others use later."""
    for name in tables():
        for event in ("UPDATE", "DELETE"):
            raw.execute(f'DROP TRIGGER IF EXISTS temp."{name}_{event}"')
    raw.execute("DROP TABLE IF EXISTS temp.burst")


def is_left(raw: Any) -> bool:
    """Has long work left something."""
    return bool(raw.execute("SELECT EXISTS (SELECT 1 FROM import_step)").fetchone()[0])


def begin(connection: Connection, burst: int, seq: int) -> Keys:
    """Number a burst. Returns the highest key of each table before it."""
    connection.exec_driver_sql("DELETE FROM temp.burst")
    connection.exec_driver_sql("INSERT INTO temp.burst VALUES (?, ?)", (burst, seq))
    return highest(connection)


def highest(connection: Connection) -> Keys:
    """The highest key of each table."""
    names = tables()
    asked = ", ".join(f'(SELECT coalesce(max(id), 0) FROM "{name}")' for name in names)
    return dict(zip(names, connection.exec_driver_sql(f"SELECT {asked}").one(), strict=True))


def keep_new(connection: Connection, burst: int, seq: int, before: Keys) -> None:
    """Write down which rows are new since the burst began."""
    rows = [
        {"burst": burst, "seq": seq, "table_name": name, "row_id": before[name] + 1, "last_id": last}
        for name, last in highest(connection).items()
        if last > before[name]
    ]
    if rows:
        connection.execute(insert(table("import_step")), rows)


def forget(connection: Connection) -> None:
    """The work is over, and stays."""
    connection.execute(delete(table("import_step")))


def last_burst(connection: Connection) -> int:
    """The last burst of which something is kept; 0 where nothing is."""
    t = table("import_step")
    return int(connection.execute(select(func.coalesce(func.max(t.c.burst), 0))).scalar_one())


def take_back(session: Session, burst: int, seq: int) -> None:
    """Undo one burst, the last that is left, on a connection that does not look after references.

    A row that somebody else changed since stays as it is, and so does a new row that somebody refers to. References
    are looked after here: checked by the store, each deleted person would cost a walk over all calls.
    """
    steps, connection = table("import_step"), session.connection()
    seqs = set(session.execute(select(steps.c.seq).distinct()).scalars())
    rows = session.execute(select(steps).where(steps.c.burst == burst).order_by(steps.c.id.desc())).all()
    gone: dict[str, list[tuple[int, int]]] = {}
    followers = Followers()
    for step in rows:
        if step.before is None:
            gone.setdefault(step.table_name, []).append((step.row_id, step.last_id))
        elif _is_untouched(connection, step.table_name, step.row_id, seqs):
            values = _restore(connection, step.table_name, step.before, seq)
            followers.touch(Moved(step.table_name, step.row_id, new=values, names=values.keys()))
    for name in reversed(tables()):
        for first, last in gone.get(name, ()):
            for row_id in range(first, last + 1):
                followers.touch(Moved(name, row_id))
            _delete(connection, name, first, last)
    connection.execute(delete(steps).where(steps.c.burst == burst))
    followers.index(session)


def _is_untouched(connection: Connection, name: str, row_id: int, seqs: set[int]) -> bool:
    if "change_seq" not in table(name).c:
        return True
    found = connection.exec_driver_sql(f'SELECT change_seq FROM "{name}" WHERE id = ?', (row_id,)).scalar()
    return found is None or found in seqs


def _restore(connection: Connection, name: str, before: str, seq: int) -> dict[str, Any]:
    """Put the old columns back; the change sequence goes on, so that others read the row again."""
    columns = [column.name for column in table(name).c]
    values = dict(zip(columns, json.loads(before), strict=True))
    if "change_seq" in values:
        values["change_seq"] = seq
    if "version" in values:
        present = connection.exec_driver_sql(
            f'SELECT version FROM "{name}" WHERE id = ?', (values["id"],)
        ).scalar()
        values["version"] = max(values["version"], present or 0) + 1
    names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
    # A new row that took the place of a deleted one gives way to it.
    connection.exec_driver_sql(
        f'INSERT OR REPLACE INTO "{name}" ({names}) VALUES ({marks})', tuple(values.values())
    )
    return values


def _delete(connection: Connection, name: str, first: int, last: int) -> None:
    """Delete new rows, but for those that somebody else refers to by now."""
    kept = _referred(connection, name, first, last)
    for row_id in kept:
        if row_id > first:
            connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id BETWEEN ? AND ?', (first, row_id - 1))
        first = row_id + 1
    connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id BETWEEN ? AND ?', (first, last))


def _referred(connection: Connection, name: str, first: int, last: int) -> list[int]:
    """New rows that rows refer to which are still there."""
    found: set[int] = set()
    for other in every().sorted_tables:
        for column in other.c if is_watched(other) else ():
            for foreign in column.foreign_keys:
                target = foreign.column
                if target.table.name != name:
                    continue
                own = f"AND NOT (o.id BETWEEN {first} AND {last})" if other.name == name else ""
                new = f'SELECT "{target.name}" FROM "{name}" WHERE id BETWEEN {first} AND {last}'
                named = f'SELECT "{column.name}" FROM "{other.name}" o WHERE "{column.name}" IN ({new}) {own}'
                wanted = f'SELECT id FROM "{name}" WHERE id BETWEEN {first} AND {last} AND "{target.name}" IN ({named})'
                found.update(connection.exec_driver_sql(wanted).scalars())
    return sorted(found)
