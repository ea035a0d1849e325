"""How connections to a store are made: to write, or to read alone where file, directory or disk allow no more.

Reading must not need what writing needs. In write-ahead mode SQLite wants files of its own beside the store even to
read; where they cannot be made, or would belong to a reader and then stand in the way of its writers, a store that
nobody writes is read as it lies (`immutable`), and one whose log is there is read beside it.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool, StaticPool
from sqlalchemy.util import LRUCache

from svc_tui.errors import N_, SvcError, Unavailable
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite import functions, growing
from svc_tui.storage.sqlite.store_file import StoreFile, beside

WRITING = "mode=rw"
BESIDE_LOG = "mode=ro&readonly_shm=1"
AS_IT_LIES = "mode=ro&immutable=1"
READING = "mode=ro"

WRITES = "writes"
"""Whether a connection may write now, in what is kept with it."""
_FULL = (10, 13, 14)
"""SQLite's codes where it could not make its files: input and output, full, cannot open."""

Signature = tuple[int, ...]
"""Moves when somebody writes."""


def address(path: Path, how: str) -> str:
    """SQLite's address of exactly this file, which is never made."""
    return f"file:{quote(os.fsencode(path))}?{how}"


class Opener:
    """Makes the connections of one store, and knows why they cannot write, where they cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.how = WRITING
        self.trouble: SvcError | None = None
        """Why nothing can be written."""
        self._full = False
        """The disk is what is in the way."""
        self._seen: Signature = ()

    @property
    def writes(self) -> bool:
        """Whether connections can write."""
        return self.how == WRITING

    @property
    def is_stale(self) -> bool:
        """Whether connections are to be made anew: it can be written now, or what lies there was written."""
        if self.writes:
            return False
        held_up = growing.is_full(self.path) if self._full else why_not_written(self.path) is not None
        return not held_up or (self.how == AS_IT_LIES and self._seen != self.signature())

    def refresh(self) -> None:
        """Connections are made anew: what lies there counts from now on."""
        self._seen = self.signature()

    def signature(self) -> Signature:
        """What moves when somebody writes, for a reader whom SQLite tells nothing."""
        found = []
        for each in (self.path, *beside(self.path, ("-wal",))):
            try:
                told = os.stat(each)
                found += [told.st_ino, told.st_size, told.st_mtime_ns]
            except OSError:
                found += [0, 0, 0]
        return tuple(found)

    def connect(self, prepare: Callable[[Any], None]) -> Any:
        """A connection of the SQLite module, of which `prepare` has made ours.

        Raises:
            the module's Error: it cannot even be read.
        """
        trouble = why_not_written(self.path)
        self._full = False
        if trouble is None:
            try:
                self.how, self.trouble = WRITING, None
                return self._open(WRITING, prepare)
            except sqlite.driver().Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code not in _FULL or not growing.is_full(self.path):
                    raise
                trouble, self._full = full(self.path), True
        self._seen = self.signature()
        self.how = self._reading()
        self.trouble = trouble
        try:
            return self._open(self.how, prepare)
        except sqlite.driver().Error as error:
            if self.how != READING:
                raise
            message = N_(
                "{path} cannot be read where it lies: what was written last is in a log beside it, and has to be "
                "worked in first. Copy all that begins with its name to where you may write, and name the copy."
            )
            raise Unavailable(message, path=self.path) from error

    def _reading(self) -> str:
        log, index, journal = beside(self.path)
        if _size(log):
            return BESIDE_LOG if index.exists() else READING
        return READING if _size(journal) else AS_IT_LIES

    def _open(self, how: str, prepare: Callable[[Any], None]) -> Any:
        connection = sqlite.driver().connect(
            address(self.path, how), uri=True, timeout=sqlite.BUSY_MS / 1000, check_same_thread=False
        )
        try:
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def why_not_written(path: Path) -> SvcError | None:
    """Why a store can be read alone; nothing where it can be written, as far as permissions tell."""
    if not path.exists() or (_may_write(path) and _may_write(path.parent)):
        return None
    if hasattr(os, "ST_RDONLY") and os.statvfs(path).f_flag & os.ST_RDONLY:
        message = N_(
            "{path} lies on a disk that is mounted read-only ({disk}). It can be read; nothing can be saved."
        )
        return Unavailable(message, path=path, disk=growing.disk_of(path))
    if not _may_write(path):
        message = N_("{path} may be read but not written by you. Nothing was saved; ask its owner.")
        return Unavailable(message, path=path)
    message = N_(
        "{directory} may not be written by you, and {path} keeps its log there. It can be read; nothing can be saved. "
        "Ask who owns the directory."
    )
    return Unavailable(message, directory=path.parent, path=path)


def full(path: Path) -> SvcError:
    """The disk of a store is full."""
    message = N_("The disk of {path} is full. Nothing was saved; make room on {disk} and try again.")
    return Unavailable(message, path=path, disk=growing.disk_of(path))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def open_engine(path: Path, file: StoreFile | None = None, *, journal: str | None = None) -> Engine:
    """An engine on a file that is there, with the measured settings; transactions begin as `begin` below says.

    Args:
        path: The file.
        file: Looked at before each transaction, and before what was written is kept.
        journal: Another mode than the best one.

    Raises:
        Unavailable: the library is too old.
    """
    module = sqlite.driver()
    sqlite.refuse_old(module)
    opener = Opener(path)
    mode = journal or ("WAL" if sqlite.writes_ahead() else "TRUNCATE")

    def prepare(connection: Any) -> None:
        connection.isolation_level = None
        connection.text_factory = _text
        pragmas = [
            f"busy_timeout={sqlite.BUSY_MS}", "foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF",
            "cache_size=-2000", "temp_store=MEMORY",
        ]  # fmt: skip
        if opener.writes:
            pragmas += [f"journal_mode={mode}", "synchronous=FULL", "journal_size_limit=67108864"]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute(
            "PRAGMA user_version"
        ).fetchall()  # what SQLite keeps beside the file is there from now on
        if opener.writes:
            _adopt_beside(path)
        functions.register(connection)

    def create() -> Any:
        if file is not None:
            file.look()  # else another file, or none, would be opened in its place
        return opener.connect(prepare)

    dialect = _dialect(module)
    engine = Engine(
        QueuePool(create, pool_size=4, max_overflow=8, dialect=dialect),
        dialect,
        URL.create("sqlite", database=str(path)),
        execution_options={"compiled_cache": _COMPILED},
        hide_parameters=True,  # an error that is logged must not tell what people wrote
    )
    _attend(engine, opener, file)
    return engine


_COMPILED: LRUCache[Any, Any] = LRUCache(250)
"""Statements as SQL, for every store of the process: a trial copy or the next store need not compile them again.

Half as many again are kept until they are thinned out; one of a list takes some 40 KiB, and a filter that nobody asks
again stays until then.
"""


@cache
def _dialect(module: ModuleType) -> Dialect:
    """SQLAlchemy's way with SQLite, one for all stores: compiled statements belong to their dialect."""
    engine = create_engine("sqlite://", module=module, poolclass=StaticPool)
    with engine.connect():
        pass  # what it asks of a first connection, it asks now
    engine.dispose()
    return engine.dialect


def _attend(engine: Engine, opener: Opener, file: StoreFile | None) -> None:
    """Look at the file, and begin as each engine does."""

    def look(connection: Connection) -> None:
        if file is None:
            return
        try:
            file.look()
        except Unavailable:
            # What is raised here SQLAlchemy takes for the end of the transaction, without ending it.
            driver_connection: Any = connection.connection.driver_connection
            driver_connection.rollback()
            raise

    @event.listens_for(engine, "checkout")
    def checkout(
        _connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        if record.info.setdefault("how", opener.how) != opener.how or opener.is_stale:
            opener.refresh()
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = bool(options.get("write"))
        if (take_turn := options.get("take_turn")) is not None:
            take_turn()
        look(connection)
        if writes and opener.trouble is not None:
            raise opener.trouble
        let_write(connection, writes)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            look(connection)  # it may have waited long

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        if connection.get_execution_options().get("write"):
            look(connection)


def let_write(connection: Connection, writes: bool = True) -> Any:
    """The driver's own connection, which may write from now on or may not; said to SQLite where that changes."""
    driver_connection: Any = connection.connection.driver_connection
    if connection.info.get(WRITES) is not writes:
        driver_connection.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.info[WRITES] = writes
    return driver_connection


def watcher(engine: Engine) -> Callable[[], int]:
    """A function whose number moves when another connection has committed; it costs microseconds.

    It keeps one connection of its own, since the number means something only there.
    """
    raw_connection = engine.raw_connection()

    def version() -> int:
        cursor = raw_connection.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            row: Any = cursor.fetchone()
            return int(row[0])
        finally:
            cursor.close()

    return version


def raw(path: Path) -> Any:
    """A connection of the SQLite module to look at a store with, outside any engine."""

    def prepare(connection: Any) -> None:
        connection.isolation_level = None
        connection.text_factory = _text
        connection.execute(f"PRAGMA busy_timeout={sqlite.BUSY_MS}")
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA user_version").fetchall()

    return Opener(path).connect(prepare)


def _text(found: bytes) -> str:
    """A text, whatever wrote it: signs that are none are replaced, and one bad row does not hide a list."""
    return found.decode("utf-8", "replace")


def _adopt_beside(path: Path) -> None:
    """Give what SQLite just made beside a store to its group: the others who share it write there too."""
    with suppress(OSError):
        store = os.stat(path)
        for each in beside(path, ("-wal", "-shm")):
            with suppress(FileNotFoundError):
                if os.stat(each, follow_symlinks=False).st_gid != store.st_gid:
                    os.chown(each, -1, store.st_gid, follow_symlinks=False)
