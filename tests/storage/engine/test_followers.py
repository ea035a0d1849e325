"""What follows from rows keeps up with every unit of work: written once, rolled back with it, made anew by undo."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from svc_tui import storage
from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.storage import followers as registered
from svc_tui.storage.calls.followers import CallStamps
from svc_tui.storage.engine.followers import Fault, Follower, Index
from svc_tui.storage.engine.moved import Moved
from svc_tui.storage.engine.store import Store
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import every
from svc_tui.storage.tables.columns import is_watched, whole_of

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Shouts(Index):
    """The name of every item in capitals."""

    tables = ("item",)
    settled: list[list[int]] = []

    def __init__(self) -> None:
        super().__init__()
        self.above: int | None = None

    def touch(self, row: Moved) -> None:
        if "name" in row.names:
            self.touched.add(row.id)

    def loading(self, unit: UnitOfWork, table_name: str) -> None:
        self.above = unit.highest(table_name) if self.above is None else self.above

    def settle(self, unit: UnitOfWork, *, last: bool) -> None:
        if self.above is not None:
            self.touched.update(unit.ids_above("item", self.above))
        if self.touched:
            self.settled.append(sorted(self.touched))
        super().settle(unit, last=last)

    def write(self, session: Session, ids: Sequence[int]) -> None:
        for row_id in ids:
            session.execute(text("DELETE FROM shout WHERE id = :id"), {"id": row_id})
            session.execute(
                text("INSERT INTO shout SELECT id, upper(name) FROM item WHERE id = :id"), {"id": row_id}
            )

    def check(self, session: Session) -> Iterable[Fault]:
        wrong = "SELECT item.code FROM item LEFT JOIN shout USING (id) WHERE said IS NOT upper(item.name)"
        return [("{code} is not shouted.", {"code": code}) for code in session.execute(text(wrong)).scalars()]

    def rebuild(self, session: Session) -> None:
        session.execute(text("DELETE FROM shout"))
        session.execute(text("INSERT INTO shout SELECT id, upper(name) FROM item"))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(registered, "FOLLOWERS", (*registered.FOLLOWERS, Shouts))
    monkeypatch.setattr(Shouts, "settled", [])
    opened = Store.open(tmp_path / "desk.db")
    run(opened, "CREATE TABLE shout (id INTEGER PRIMARY KEY, said)")
    yield opened
    opened.close()


def run(store: Store, statement: str) -> None:
    def write(session: Session) -> None:
        session.execute(text(statement))

    store.notice(write)


def shouts(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.execute(text("SELECT said FROM shout ORDER BY id")).scalars())


def add(store: Store, *names: str) -> list[int]:
    with store.write(who="anna", at=NOW) as unit:
        return [unit.insert("item", {"code": name[:3], "name": name}) for name in names]


def test_a_follower_settles_once_a_unit_with_the_rows_that_moved(store: Store) -> None:
    one, two = add(store, "pump", "valve")
    assert (Shouts.settled, shouts(store)) == ([[one, two]], ["PUMP", "VALVE"])
    with store.write(who="anna", at=NOW) as unit:
        unit.update("item", one, {"name": "old pump"})
        unit.update("item", one, {"name": "new pump"})
        unit.update("item", two, {"kind": "labour"})
        unit.insert("customer", {"code": "C1", "name": "Rossi"})
    assert (Shouts.settled[1:], shouts(store)) == ([[one]], ["NEW PUMP", "VALVE"])
    with store.write(who="anna", at=NOW) as unit:
        unit.delete("item", one)
    assert shouts(store) == ["VALVE"]


def test_what_is_refused_leaves_nothing_to_follow(store: Store) -> None:
    (one,) = add(store, "pump")
    with suppress(Refused), store.write(who="anna", at=NOW) as unit:
        unit.update("item", one, {"name": "hose"})
        raise Refused("no")
    assert shouts(store) == ["PUMP"]
    with store.write(who="anna", at=NOW) as unit:
        for name in ("valve", "hose", "bad"):
            with suppress(Refused), unit.attempt():
                row_id = unit.insert("item", {"code": name, "name": name})
                if name == "bad":
                    raise Refused("no")
    assert Shouts.settled[-1] == [row_id - 2, row_id - 1]
    assert shouts(store) == ["PUMP", "VALVE", "HOSE"]


def test_undo_and_redo_are_followed_too(store: Store) -> None:
    undo = UndoService(Context(store, "anna", lambda: NOW))
    (one,) = add(store, "pump")
    with store.write(who="anna", at=NOW) as unit:
        unit.update("item", one, {"name": "hose"})
    undo.undo()
    assert shouts(store) == ["PUMP"]
    undo.undo()
    assert shouts(store) == []
    undo.redo()
    undo.redo()
    assert shouts(store) == ["HOSE"]


def test_rows_that_come_at_once_are_followed_by_their_keys(store: Store) -> None:
    add(store, "pump")
    with store.write(who="anna", at=NOW, undoable=False) as unit:
        unit.load("item", [{"code": "v", "name": "valve"}, {"code": "h", "name": "hose"}])
        unit.load("item", [{"code": "f", "name": "filter"}])
    assert shouts(store) == ["PUMP", "VALVE", "HOSE", "FILTER"]


def test_check_tells_what_does_not_follow_and_rebuild_cures_it(store: Store) -> None:
    add(store, "pump", "valve")
    run(store, "UPDATE shout SET said = 'x' WHERE said = 'PUMP'")
    assert store.problems() == ["pum is not shouted."]
    store.rebuild()
    assert (store.problems(), shouts(store)) == ([], ["PUMP", "VALVE"])


def _kinds(kind: type[Follower]) -> Iterator[type[Follower]]:
    for each in kind.__subclasses__():
        yield from (each, *_kinds(each))


def test_every_follower_of_a_noun_is_registered_and_sees_tables_that_are_there() -> None:
    for module in walk_packages(storage.__path__, f"{storage.__name__}."):
        import_module(module.name)
    there = {kind for kind in _kinds(Follower) if kind.__module__.startswith(storage.__name__)} - {Index}
    assert there == set(registered.FOLLOWERS)
    for kind in there:
        assert set(kind.tables) <= set(every().tables), kind
        for name, columns in kind.keeps.items():
            assert columns <= set(every().tables[name].c.keys()), kind


def test_whatever_is_a_part_of_a_call_gives_it_a_new_version() -> None:
    """But for the ledger, whose rows are parts of a contract."""
    parts = {t.name for t in every().sorted_tables if "call" in whole_of(t).values() and is_watched(t)}
    assert parts - {"unit_entry"} == set(CallStamps.tables) - {"attachment"}
