"""The store: open, `read()` and `write()` scopes, and the news from other programs.

A session belongs to the thread that opened it; nothing lazy leaves a scope.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from svc_tui.errors import N_, Refused, Unavailable
from svc_tui.storage import migrations, serial_forms, solution_use, sqlite, turns
from svc_tui.storage.record import Unit, table


class Store:
    """One SQLite file with its engine."""

    def __init__(self, path: Path, waits: turns.Told = turns.silent) -> None:
        """`waits` hears when a writer waits for its turn, and must return at once."""
        self.path = path
        self.turns = turns.Turns(path, waits)
        self.engine = sqlite.open_engine(path)
        self._writer = self.engine.execution_options(write=True)
        self._data_version = None if not path.exists() else sqlite.watcher(self.engine)

    @classmethod
    def open(cls, path: Path, *, make: bool = True, waits: turns.Told = turns.silent) -> "Store":
        """Open the store, making or migrating it where needed.

        Args:
            path: The file.
            make: Make it where it is missing.
            waits: Hears when a writer waits for its turn (True), and when that is over (False); must return at once.

        Raises:
            Unavailable: missing (with `make` false), on a network disk, damaged, newer than the program, locked.
        """
        sqlite.refuse_network(path)
        fresh = not path.exists()
        if fresh and not make:
            message = N_(
                "There is no store at {path}. Make one with `svc-tui init`, or name another with --store."
            )
            raise Unavailable(message, path=path)
        with _file_errors(path), _plain_errors(path):
            if fresh:
                path.parent.mkdir(parents=True, exist_ok=True)
                _touch_private(path)
            store = cls(path, waits)
            with store.engine.connect() as connection:
                found = migrations.version_of(connection)
            migrations.refuse_newer(found, str(path))
            if found < migrations.CURRENT:
                if found:
                    sqlite.backup(store.engine, path.with_name(f"{path.name}.before-{migrations.CURRENT}"))
                with store.turns.turn():
                    migrations.migrate(store.engine, str(path))
        return store

    def close(self) -> None:
        """Let go of the file."""
        self._data_version = None
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the store and cannot write."""
        with (
            _plain_errors(self.path),
            Session(self.engine, autoflush=False, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def write(
        self, *, who: str, at: datetime, undoable: bool = True, kind: str = "act", undo_of: int | None = None
    ) -> Iterator[Unit]:
        """A unit of work: all of it is kept, with history and undo, or nothing.

        Args:
            who: Code of the person who acts.
            at: The moment of the act, aware.
            undoable: False for imports, whose rows are not journalled.
            kind: act, undo or redo.
            undo_of: The change taken back.
        """
        with (
            _plain_errors(self.path),
            self.turns.turn(),
            Session(self._writer, autoflush=False, expire_on_commit=False) as session,
        ):
            unit = Unit(session, who=who, at=at, undoable=undoable, kind=kind, undo_of=undo_of)
            yield unit
            if undoable and not unit.changed:
                session.rollback()
                return
            unit.flush()
            if unit.touched_calls:
                unit.stamp_calls(sorted(unit.touched_calls))
                sqlite.index_calls(session.connection(), sorted(unit.touched_calls))
            if unit.touched_contracts:
                from svc_tui.storage import units  # its exact numbers cost a start 10 ms

                units.keep(unit)
                unit.stamp_contracts()
            if unit.loaded_cards or unit.touched_cards:
                serial_forms.write(session, None if unit.loaded_cards else sorted(unit.touched_cards))
            if unit.use_before:
                solution_use.settle(unit)
            if unit.loaded_ties:
                solution_use.count_loaded(unit)
            if unit.loaded_solutions or unit.touched_solutions:
                from svc_tui.storage import solution_index  # its words and runs cost a start 5 ms

                solution_index.write(session, sorted(unit.touched_solutions), loaded=unit.loaded_solutions)
            session.commit()

    def notice(self, write: Callable[[Session], None]) -> None:
        """Write what is no change of data: who has a form open. Neither history nor undo."""
        with (
            _plain_errors(self.path),
            self.turns.turn(),
            Session(self._writer, autoflush=False, expire_on_commit=False) as session,
        ):
            write(session)
            session.commit()

    def news(self) -> int:
        """A number that moves when another program has written; cheap enough to ask every second."""
        if self._data_version is None:
            self._data_version = sqlite.watcher(self.engine)
        return self._data_version()

    def change_seq(self) -> int:
        """The number of the last write."""
        counter = table("counter")
        with self.read() as session:
            return int(
                session.execute(select(counter.c.value).where(counter.c.name == "change_seq")).scalar_one()
            )

    def index_all_calls(self) -> None:
        """Write the full-text index of all calls anew."""
        with _plain_errors(self.path), self.turns.turn(), self._writer.begin() as connection:
            sqlite.index_calls(connection, None)

    def index_all_solutions(self) -> None:
        """Write the full-text index of all solutions anew."""
        from svc_tui.storage import solution_index

        with _plain_errors(self.path), self.turns.turn(), Session(self._writer) as session:
            solution_index.rebuild(session)
            session.commit()

    def problems(self) -> list[str]:
        """What is wrong with the file; empty when all is well."""
        from svc_tui.storage import solution_index

        with _plain_errors(self.path):
            if found := sqlite.problems(self.engine):
                return found
            with self.read() as session:
                return solution_index.problems(session)

    def backup(self, target: Path) -> None:
        """Write a consistent copy beside others' work."""
        with _file_errors(target), _plain_errors(self.path), self._undisturbed():
            sqlite.backup(self.engine, target)

    def _undisturbed(self) -> AbstractContextManager[None]:
        """For a long read: a write-ahead log lets others write meanwhile, a rollback journal holds them up."""
        return nullcontext() if sqlite.writes_ahead() else self.turns.turn()


def _touch_private(path: Path) -> None:
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn the database's errors into sentences with a cure."""
    try:
        yield
    except IntegrityError as error:
        detail = str(error.orig)
        if "FOREIGN KEY" in detail:
            raise Refused(
                N_("Other records refer to it, or it names one that does not exist; nothing was saved.")
            ) from error
        raise Refused(
            N_("A record with this key exists already ({detail}); nothing was saved."), detail=detail
        ) from error
    except (OperationalError, DatabaseError) as error:
        raise Unavailable(_sentence(str(error.orig).lower()), path=path, detail=str(error.orig)) from error
    except sqlite.driver().DatabaseError as error:  # while connecting, where SQLAlchemy does not wrap it
        raise Unavailable(_sentence(str(error).lower()), path=path, detail=str(error)) from error


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    """Turn the file system's errors into sentences with a cure."""
    try:
        yield
    except PermissionError as error:
        raise Unavailable(
            N_("{path} may not be read or written by you. Ask its owner, or name another with --store."),
            path=path,
        ) from error
    except OSError as error:
        raise Unavailable(N_("{path} cannot be used: {detail}."), path=path, detail=error.strerror) from error


def _sentence(detail: str) -> str:
    if "locked" in detail or "busy" in detail:
        return N_(
            "{path} is busy: another program has been writing for ten seconds. Nothing was saved; try again."
        )
    if "full" in detail:
        return N_("The disk of {path} is full. Nothing was saved; make room and try again.")
    if "readonly" in detail or "read-only" in detail:
        return N_("{path} is read-only. Nothing was saved; ask its owner, or name another with --store.")
    if "malformed" in detail or "not a database" in detail or "corrupt" in detail:
        return N_(
            "{path} is damaged or not a store. Run `svc-tui store check`, then `svc-tui store restore BACKUP`."
        )
    if "unable to open" in detail:
        return N_("{path} cannot be opened. Check that its directory exists and that you may write there.")
    return N_("{path} could not be used ({detail}). Nothing was saved; run `svc-tui store check`.")
