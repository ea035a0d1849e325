"""What only SQLite does: choosing a sound library, PRAGMAs, transactions, full text, backup, checks.

The measurements behind each choice: SQLite before 3.51.3 can corrupt a WAL file when two processes reset it at
once; a plain BEGIN upgrades to a write lock without waiting; synchronous=NORMAL loses acknowledged commits.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Engine, Text, cast, create_engine, event, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from svc_tui.errors import N_, Unavailable
from svc_tui.storage import functions

SOUND = (3, 51, 3)
NEEDED = (3, 43, 0)
BUSY_MS = 10_000
APPLICATION_ID = 0x53564354  # "SVCT": a file of ours, whatever its name
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs"}
NETWORK_FUSE = ("fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone")

FTS_COLUMNS = ("number", "subject", "description", "notes", "customer", "serial", "resolution")


def driver() -> ModuleType:
    """The SQLite module to use: the standard library's where it is sound, else pysqlite3, else the former."""
    if sqlite3.sqlite_version_info >= SOUND:
        return sqlite3
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3 if pysqlite3.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def is_sound(module: ModuleType) -> bool:
    """Is this library free of the WAL reset fault."""
    return bool(module.sqlite_version_info >= SOUND)


def writes_ahead() -> bool:
    """Is the store kept with a write-ahead log, so that readers and the writer do not wait for each other."""
    return is_sound(driver())


def network_mount(path: Path, mounts: Iterable[str]) -> str | None:
    """The type of the network file system that `path` lies on, if any.

    Args:
        path: An absolute, resolved path.
        mounts: Lines of /proc/self/mountinfo.
    """
    best, kind = "", None
    for line in mounts:
        left, _, right = line.partition(" - ")
        fields, after = left.split(), right.split()
        if len(fields) < 5 or not after:
            continue
        point = fields[4].replace("\\040", " ")
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after[0]
    if kind and (kind in NETWORK or kind.startswith(NETWORK_FUSE)):
        return kind
    return None


def refuse_network(path: Path) -> None:
    """Raise where the file would lie on a network file system: SQLite's locks do not hold there."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    if kind := network_mount(path.resolve(), mounts):
        message = N_(
            "The store {path} lies on a network file system ({kind}), where locks do not hold and writes get "
            "lost. Put it on a local disk and reach it through SSH, or name another with --store."
        )
        raise Unavailable(message, path=path, kind=kind)


def open_engine(path: Path) -> Engine:
    """An engine on the file with the measured settings; transactions begin as `begin` below says."""
    module = driver()
    if module.sqlite_version_info < NEEDED:
        message = N_(
            "SQLite {version} is too old for the store. Install the Python package pysqlite3 beside svc-tui."
        )
        raise Unavailable(message, version=module.sqlite_version)
    engine = create_engine(
        f"sqlite:///{path}", module=module, poolclass=QueuePool, pool_size=4, max_overflow=8,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
        hide_parameters=True,  # an error that is logged must not tell what people wrote
    )  # fmt: skip
    journal = "WAL" if writes_ahead() else "TRUNCATE"

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_MS}", f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON",
            "recursive_triggers=ON", "trusted_schema=OFF", "journal_size_limit=67108864", "cache_size=-2000",
            "temp_store=MEMORY",
        ):  # fmt: skip
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        functions.register(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get("write"))
        raw: Any = connection.connection.driver_connection
        raw.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def watcher(engine: Engine) -> Callable[[], int]:
    """A function whose number moves when another connection has committed; it costs microseconds.

    It keeps one connection of its own, since the number means something only there.
    """
    raw = engine.raw_connection()

    def version() -> int:
        cursor = raw.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            row: Any = cursor.fetchone()
            return int(row[0])
        finally:
            cursor.close()

    return version


CALL_TEXT = """
SELECT c.id, c.number, c.subject, c.description,
       (SELECT group_concat(a.subject || ' ' || a.notes, ' ') FROM activity a WHERE a.call_id = c.id),
       c.customer || ' ' || c.customer_name || ' ' || coalesce(c.contact, ''),
       coalesce(c.serial, '') || ' ' || coalesce(c.serial_key, '') || ' ' || coalesce(c.serial_runs_key, '')
           || ' ' || coalesce(c.manufacturer_serial, '') || ' ' || coalesce(c.manufacturer_serial_key, '')
           || ' ' || coalesce(c.manufacturer_serial_runs_key, ''),
       c.resolution
FROM call c
"""


def index_calls(connection: Connection, ids: Sequence[int] | None) -> None:
    """Write the full-text rows of these calls anew, in the caller's transaction; None means all."""
    into = f"INSERT OR REPLACE INTO call_fts(rowid, {', '.join(FTS_COLUMNS)}) {CALL_TEXT}"
    if ids is None:
        connection.exec_driver_sql("INSERT INTO call_fts(call_fts) VALUES('delete-all')")
        connection.exec_driver_sql(into)
        return
    for start in range(0, len(ids), 500):
        chunk = list(ids[start : start + 500])
        marks = ",".join("?" * len(chunk))
        replaced = connection.exec_driver_sql(f"{into} WHERE c.id IN ({marks})", tuple(chunk))
        if replaced.rowcount != len(chunk):  # some are no more
            gone = f"rowid IN ({marks}) AND rowid NOT IN (SELECT id FROM call)"
            connection.exec_driver_sql(f"DELETE FROM call_fts WHERE {gone}", tuple(chunk))


def texts(values: Sequence[str]) -> ColumnElement[str]:
    """Many texts as a column of a table of their own, under one bound value: joined, each is looked up."""
    return cast(func.json_each(json.dumps(values)).table_valued("value").c.value, Text)


def one_of(column: ColumnElement[int], keys: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column holds one of these keys, however many."""
    found = func.json_each(json.dumps(list(keys))).table_valued("value")
    return column.in_(select(found.c.value))


def backup(engine: Engine, target: Path) -> None:
    """Copy the live store into a new file that is consistent and compact.

    Raises:
        Unavailable: the target exists or cannot be written.
    """
    if target.exists():
        raise Unavailable(N_("{path} exists already. Name a file that does not."), path=target)
    with engine.connect() as connection:
        driver_connection: Any = connection.connection.driver_connection
        driver_connection.execute("PRAGMA query_only=OFF")
        driver_connection.execute("VACUUM INTO ?", (str(target),))
    with contextlib.suppress(OSError):
        os.chmod(target, 0o600)


def problems(engine: Engine) -> list[str]:
    """What `quick_check`, the foreign keys and the full-text index say; empty when all is well.

    Asked on a connection of its own: FTS5's check trusts what an older one remembers of the index, and sees damage
    that is not there once another connection has written.
    """
    fresh = open_engine(Path(str(engine.url.database)))
    try:
        return _problems(fresh)
    finally:
        fresh.dispose()


def _problems(engine: Engine) -> list[str]:
    found: list[str] = []
    with engine.connect() as connection:
        found += [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(20)") if row[0] != "ok"]
        if found:
            return found
        for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found.append(f"{table} {row_id}: {parent}")
        calls = connection.execute(text("SELECT count(*) FROM call")).scalar_one()
        indexed = connection.execute(text("SELECT count(*) FROM call_fts_docsize")).scalar_one()
        if calls != indexed:
            found.append(f"call_fts: {indexed} / {calls}")
    return found
