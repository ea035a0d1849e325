"""The store: open, `read()` and `write()` scopes, and the news from other programs.

A session belongs to the thread that opened it; nothing lazy leaves a scope.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from svc_tui.errors import N_, Unavailable, of_file
from svc_tui.storage.engine import making
from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sqlite import connecting, copies, growing, migrations, presence, store_file, turns
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite.store_errors import file_errors, plain_errors
from svc_tui.storage.sqlite.store_file import StoreFile
from svc_tui.storage.tables import table

if TYPE_CHECKING:
    from svc_tui.storage.engine.bursts import Bursts
    from svc_tui.storage.engine.checking import Finding


T = TypeVar("T")


RECORDED = ("change",)
"""Where every unit of work writes; its file has the tables of histories and journals too."""


class _Moment(local):
    """What a thread looks at."""

    session: Session | None = None
    known: "dict[str, Any]"
    """What was asked once already."""


class Store:
    """One SQLite file with its engine."""

    def __init__(self, path: Path, waits: turns.Told = turns.silent) -> None:
        """`waits` hears when a writer waits for its turn, and must return at once."""
        self.path = path
        self.turns = turns.Turns(path, waits)
        self.waits = waits
        self.presence = presence.Presence(path)
        """Who has which call open, here and elsewhere."""
        self.private = False
        """A copy that nobody else knows of."""
        self._import_file = f"{os.path.realpath(path)}-import"
        self.file = StoreFile(path)
        self.engine = connecting.open_engine(path, self.file)
        self._writer = self.engine.execution_options(write=True)
        self._data_version: Callable[[], int] | None = None
        self._moment = _Moment()
        self.schema = self.schema_before = migrations.CURRENT
        """The schema now, and when the store was opened."""

    @classmethod
    def open(cls, path: Path, *, make: bool = True, waits: turns.Told = turns.silent) -> "Store":
        """Open the store, making or migrating it where needed.

        Args:
            path: The file.
            make: Make it where it is missing.
            waits: Hears when a writer waits for its turn (True), and when that is over (False); must return at once.

        Raises:
            Unavailable: missing (with `make` false), no store of ours, on a network disk, damaged, newer than the
                program, locked.
        """
        path = store_file.locate(path)
        sqlite.refuse_network(path)
        growing.clear(path, "restoring", "making")
        if not path.exists():
            store_file.refuse_lost(path)
            if not make:
                message = N_(
                    "There is no store at {path}. Make one with `svc-tui init`, or name another with --store."
                )
                raise Unavailable(message, path=path)
            with file_errors(path), plain_errors(path):
                making.make(path)
        with file_errors(path), plain_errors(path):
            store = cls(path, waits)
            try:
                store.migrate()
                store.news()
            except BaseException:
                store.close()
                raise
        return store

    def migrate(self, *, keep: bool = True) -> None:
        """Bring the store to this program's schema; with `keep` a copy stays beside it as it was."""
        with self.engine.connect() as connection:
            found = self.schema_before = migrations.version_of(connection)
        migrations.refuse_newer(found, str(self.path))
        if found < migrations.CURRENT:
            if keep:
                kept = copies.free_name(self.path, f"before-{migrations.CURRENT}")
                copies.backup(self.engine, self.path, kept)
            with self.turns.turn():
                migrations.migrate(self.engine, str(self.path), _follow_anew)

    def close(self) -> None:
        """Let go of the file."""
        self.presence.leave()
        self._data_version = None
        self.engine.dispose()
        self.file.forget_log()
        self.file.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the store and cannot write."""
        if (within := self._moment.session) is not None:
            with plain_errors(self.path):
                yield within
            return
        with (
            plain_errors(self.path),
            Session(self.engine, autoflush=False, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that this thread reads within is of one moment and takes one transaction; nothing is written within."""
        if self._moment.session is not None:
            yield
            return
        with self.read() as session:
            self._moment.session, self._moment.known = session, {}
            try:
                yield
            finally:
                self._moment.session = None

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """What `ask` answers; within a moment it is asked once for all who ask under this name."""
        if self._moment.session is None:
            return ask()
        known = self._moment.known
        if name not in known:
            known[name] = ask()
        answer: T = known[name]
        return answer

    @contextmanager
    def write(
        self,
        *,
        who: str,
        at: datetime,
        undoable: bool = True,
        kind: str = "act",
        undo_of: int | None = None,
        ahead: Sequence[str] = (),
    ) -> Iterator[UnitOfWork]:
        """A unit of work: all of it is kept, with history and undo, or nothing.

        Args:
            who: Code of the person who acts.
            at: The moment of the act, aware.
            undoable: False for imports, whose rows are not journalled.
            kind: act, undo or redo.
            undo_of: The change taken back.
            ahead: Tables that it will need. The first use of one imports its classes, 10 ms and more, for which
                nobody should wait who wants to write.
        """
        self.mend()
        for name in (*RECORDED, *ahead):
            table(name)
        following = Followers()
        with (
            self.writing(),
            Session(self._writer, autoflush=False, expire_on_commit=False) as session,
        ):
            unit = UnitOfWork(
                session, following, who=who, at=at, undoable=undoable, kind=kind, undo_of=undo_of
            )
            yield unit
            if undoable and not unit.changed:
                session.rollback()
                return
            unit.settle()
            session.commit()

    @contextmanager
    def bursts(self, *, who: str, at: datetime, undoable: bool, what: str) -> Iterator["Bursts"]:
        """Long work of one person, in short transactions: all of it is kept, or nothing.

        Args:
            who: Code of the person who acts.
            at: The moment of the act, aware.
            undoable: False for imports, whose rows are not journalled.
            what: What others who wait are told.
        """
        from svc_tui.storage.engine import bursts

        with plain_errors(self.path), bursts.alone(self, what) as over:
            bursts.take_back(self)
            work = bursts.Bursts(self, who, at, undoable)
            try:
                try:
                    yield work
                    work.finish()
                except BaseException:
                    work.abandon()
                    over()
                    raise
                over()
            finally:
                work.close()

    def mend(self) -> None:
        """What an import left that was killed is taken back by the next who writes."""
        try:
            if not os.stat(self._import_file).st_size:
                return
        except OSError:
            return
        from svc_tui.storage.engine import bursts

        bursts.mend(self)

    def notice(self, write: Callable[[Session], None]) -> None:
        """Write what is no change of data: who has a form open. Neither history nor undo."""
        with (
            self.writing(),
            Session(self._writer, autoflush=False, expire_on_commit=False) as session,
        ):
            write(session)
            session.commit()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The turn of one who writes into a store that is still there."""
        self.file.look()
        if (why := connecting.why_not_written(self.path)) is not None:
            raise why  # without a turn: the files for it would belong to one who never writes
        with plain_errors(self.path), self.turns.turn():
            yield

    def look(self) -> None:
        """Is the store still the file that was opened. Raises Unavailable: it was deleted, moved or replaced."""
        self.file.look()

    def news(self) -> int:
        """A number that moves when another program has written; cheap enough to ask every second.

        Raises:
            Unavailable: the store was deleted, moved or replaced.
        """
        self.file.look()
        with plain_errors(self.path):
            if self._data_version is None:
                self._data_version = connecting.watcher(self.engine)
                self.file.note_log()
            return self._data_version()

    def change_seq(self) -> int:
        """The number of the last write."""
        counter = table("counter")
        with self.read() as session:
            return int(
                session.execute(select(counter.c.value).where(counter.c.name == "change_seq")).scalar_one()
            )

    def index_anew(self) -> None:
        """Make anew what follows from the rows."""
        with self.writing(), Session(self._writer) as session:
            Followers().rebuild(session)
            session.commit()

    def findings(self) -> list["Finding"]:
        """What is wrong with the file and what is in it, each with its cure."""
        from svc_tui.storage.engine import checking

        with plain_errors(self.path):
            return checking.findings(self)

    def problems(self) -> list[str]:
        """The same in words; empty when all is well."""
        return [each.text() for each in self.findings()]

    def rebuild(self) -> None:
        """Make anew what can be made from the rest: indexes of every sort; bytes that are no text are replaced."""
        from svc_tui.storage.engine import checking

        with self.writing(), Session(self._writer) as session:
            checking.rebuild(self, session)
            session.commit()

    def backup(self, target: Path) -> None:
        """Write a consistent copy beside others' work."""
        with file_errors(target), plain_errors(self.path), self._undisturbed():
            self.file.look()
            copies.backup(self.engine, self.path, target)

    @contextmanager
    def trial(self) -> Iterator["Store"]:
        """A private copy of the store as it is now, for finding out what would happen; nobody waits for it.

        Raises:
            Unavailable: there is no room for it.
        """
        self.file.look()
        try:
            made = tempfile.TemporaryDirectory(prefix="svc-tui-")
        except OSError as error:  # no directory for it, or no room in it
            raise of_file(error, Path(tempfile.tempdir or os.sep)) from error
        with made as folder:
            path = Path(folder) / self.path.name
            with file_errors(path), plain_errors(path), self._undisturbed():
                copies.duplicate(self.engine, path)
            copy = Store.open(path, make=False)
            copy.private = True
            try:
                yield copy
            finally:
                copy.close()

    def _undisturbed(self) -> AbstractContextManager[None]:
        """For a long read: a write-ahead log lets others write meanwhile, a rollback journal holds them up."""
        return nullcontext() if sqlite.writes_ahead() else self.turns.turn()


def _follow_anew(connection: Connection, tables: frozenset[str]) -> None:
    """Make anew what follows from the rows of these tables."""
    with Session(connection, autoflush=False) as session:
        Followers().rebuild(session, tables)
        session.flush()
