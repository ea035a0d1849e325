"""Long work, such as an import, as a row of short transactions with turns of others between: kept whole or not at all.

Work that fits into one burst is one transaction like any other. Longer work writes down what it did
(`import_steps`): broken off, it is taken back; killed, it is taken back by the next who writes. A file beside the
store says who is at it, and its lock, whether he lives.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, event, update
from sqlalchemy.orm import Session

from svc_tui.storage.engine import import_steps
from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sqlite import connecting
from svc_tui.storage.tables import table

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # no such locks on this system: the next import takes back what a killed one left
    HAS_LOCKS = False
else:
    HAS_LOCKS = True

if TYPE_CHECKING:
    from svc_tui.storage.engine.store import Store

HELD_S = 0.08
"""A burst is ended at the next seam after this long; with what a seam may cost it stays below a fifth of a second."""
LONGEST = 500
"""Bytes of what it says."""
NAME = "-import"
"""What the file is called that says who imports, behind the name of the store."""


class Bursts:
    """One long act of one person."""

    def __init__(self, store: "Store", who: str, at: datetime, undoable: bool) -> None:
        self._store, self._who, self._at, self._undoable = store, who, at, undoable
        self._connection: Connection = store.engine.connect().execution_options(
            write=True, take_turn=self._take_turn
        )
        self.session = Session(self._connection, autoflush=False, expire_on_commit=False)
        event.listen(self.session, "after_begin", self._opened)
        self._seq = store.change_seq()
        self.unit = UnitOfWork(self.session, Followers(), who=who, at=at, undoable=undoable, seq=self._seq)
        self.unit.rest, self.unit.ready, self.unit.takes_in = self.rest, self._ready, True
        self._turn: AbstractContextManager[None] | None = None
        self._began: float | None = None
        self._baseline = 0
        self._before: import_steps.Keys = {}
        self._count = 0
        """Bursts that were committed."""

    @property
    def committed(self) -> bool:
        """Can others see a part of it already."""
        return self._count > 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let what is done in the block read without keeping others from writing."""
        with self._store.read() as session:
            self.unit.session = session
            try:
                yield
            finally:
                self.unit.session = self.session

    def rest(self) -> None:
        """A seam of the work: what was done so far agrees with itself, and others may write if they waited long."""
        if self._began is not None and not self._store.private and monotonic() - self._began > HELD_S:
            self._end_burst()

    def finish(self) -> None:
        """Keep all of it."""
        if not self.committed and (self._began is None or (self._undoable and not self.unit.changed)):
            self._roll_back()
            return
        if self._began is None:
            self.session.connection()
        self.unit.settle()
        import_steps.forget(self.session.connection())
        self._commit()

    def abandon(self) -> None:
        """Keep nothing: the open burst is rolled back, those before it are taken back."""
        self._roll_back()
        if self.committed:
            take_back(self._store)

    def close(self) -> None:
        """Let go of the connection."""
        self.session.close()
        self._release()
        with _by_itself(self._connection) as raw:
            import_steps.unwatch(raw)

    # One burst

    def _ready(self) -> None:
        """What is stamped with the sequence of a burst is stamped with that of its own."""
        if self._began is None:
            self.session.connection()

    def _take_turn(self) -> None:
        self._turn = self._store.writing()
        self._turn.__enter__()

    def _release(self) -> None:
        self._began = None
        if self._turn is not None:
            turn, self._turn = self._turn, None
            turn.__exit__(None, None, None)

    def _opened(self, session: Session, transaction: object, connection: Connection) -> None:
        """A burst begins with its first statement."""
        if self._began is not None:
            return
        self._began = monotonic()
        if self._count == 0:
            import_steps.watch(connection)
        counter, unit = table("counter"), self.unit
        bump = update(counter).where(counter.c.name == "change_seq").values(value=counter.c.value + 1)
        seq = int(connection.execute(bump.returning(counter.c.value)).scalar_one())
        unit.others_wrote |= self._seq != seq - 1
        unit.seq = self._seq = seq
        self._before = import_steps.begin(connection, self._count + 1, seq)
        self._baseline = self._changes(connection)

    def _end_burst(self) -> None:
        connection = self.session.connection()
        if not self.unit.changed and self._changes(connection) == self._baseline:
            self._roll_back()  # it only read
            return
        self.unit.settle(last=False)
        import_steps.keep_new(connection, self._count + 1, self._seq, self._before)
        self._commit()
        self._count += 1

    def _commit(self) -> None:
        self.session.commit()
        self._release()

    def _roll_back(self) -> None:
        self.session.rollback()
        if not self.committed:
            self.unit.unwritten()
        self._release()

    @staticmethod
    def _changes(connection: Connection) -> int:
        raw: Any = connection.connection.driver_connection
        return int(raw.total_changes)


# Who imports


@contextmanager
def alone(store: "Store", what: str) -> Iterator[Callable[[], None]]:
    """Be the only one who imports, and say so to those who wait. Yields what is to be called when all is over."""
    descriptor = _open(store.path, os.O_CREAT) if HAS_LOCKS else None
    if descriptor is None:
        yield lambda: None
        return
    try:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            store.waits(True)
            try:
                flock(descriptor, LOCK_EX)
            finally:
                store.waits(False)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, what.encode("utf-8", "replace")[:LONGEST])
        yield lambda: os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def who(store: Path) -> tuple[str, str] | None:
    """Who imports into this store, and what; None where nobody does."""
    with suppress(OSError), open(_name(store), "rb") as file:
        person, _, what = file.read(LONGEST).decode("utf-8", "replace").partition("\t")
        return (person, what) if person else None
    return None


def mend(store: "Store") -> None:
    """Take back what an import left that was killed; costs a look at a file where there is none."""
    try:
        if not os.stat(_name(store.path)).st_size or not HAS_LOCKS:
            return
    except OSError:
        return
    if (descriptor := _open(store.path)) is None:
        return
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
        take_back(store)
        os.ftruncate(descriptor, 0)
    except BlockingIOError:
        pass  # it is still at work
    finally:
        os.close(descriptor)


def take_back(store: "Store") -> None:
    """Undo every burst that is written down, the last first, with turns of others between."""
    connection = store.engine.connect().execution_options(write=True)
    raw: Any = connection.connection.driver_connection
    if not import_steps.is_left(raw):
        connection.close()
        return
    raw.execute("PRAGMA foreign_keys=OFF")  # kept by the order in which rows go
    try:
        while True:
            with store.writing(), Session(connection, autoflush=False) as session:
                burst = import_steps.last_burst(session.connection())
                if not burst:
                    return
                bump = update(table("counter")).where(table("counter").c.name == "change_seq")
                bump = bump.values(value=table("counter").c.value + 1)
                seq = int(session.execute(bump.returning(table("counter").c.value)).scalar_one())
                import_steps.take_back(session, burst, seq)
                session.commit()
    finally:
        with _by_itself(connection) as raw:
            raw.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _by_itself(connection: Connection) -> Iterator[Any]:
    """The connection without a transaction, to make it what others expect of it before it is theirs again."""
    try:
        connection.rollback()
        yield connecting.let_write(connection)
    except BaseException:
        connection.invalidate()
        raise
    finally:
        connection.close()


def _name(store: Path) -> str:
    return f"{os.path.realpath(store)}{NAME}"


def _open(store: Path, more: int = 0) -> int | None:
    """The file that says who imports, made for those who may write the store."""
    try:
        descriptor = os.open(_name(store), os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | more, 0o600)
    except OSError:
        return None
    with suppress(OSError):
        own, wanted = os.fstat(descriptor), os.stat(store)
        if own.st_uid == os.geteuid() and (own.st_mode ^ wanted.st_mode) & 0o777:
            os.fchown(descriptor, -1, wanted.st_gid)
            os.fchmod(descriptor, wanted.st_mode & 0o666)
    return descriptor
