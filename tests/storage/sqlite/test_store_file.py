"""The store is exactly the file that was named, ours, and still there; what is left of it is never hidden."""

import os
import socket
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from svc_tui.errors import Refused, Unavailable
from svc_tui.storage.engine import upkeep
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite import store_file
from tests.storage.many import AT


def names(store: Store) -> list[str]:
    """The customers of a store."""
    with store.read() as session:
        return list(session.connection().exec_driver_sql("SELECT code FROM customer").scalars())


def add(store: Store, code: str) -> None:
    with store.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": code, "name": code})


@pytest.mark.parametrize(
    ("own", "other", "taken"),
    [
        (sqlite.SOUND, (9, 0, 0), "own"),
        ((3, 45, 0), (3, 51, 3), "other"),
        ((3, 45, 0), (3, 45, 0), "other"),
        ((3, 45, 0), (3, 44, 9), "own"),
        ((3, 45, 0), None, "own"),
    ],
)
def test_a_sound_sqlite_is_taken_else_the_newer(
    monkeypatch: pytest.MonkeyPatch, own: tuple[int, ...], other: tuple[int, ...] | None, taken: str
) -> None:
    beside = other and SimpleNamespace(sqlite_version_info=other)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", own)
    monkeypatch.setitem(sys.modules, "pysqlite3", beside)
    assert sqlite.driver() is (sqlite3 if taken == "own" else beside)


@pytest.mark.parametrize(
    "name",
    ["a%20b.db", "a b.db", "what?.db", "a?mode=memory", "a#b.db", "a;b&c=d.db", "%2e.db", ":memory:", "file:x.db",
     "città.db",     os.fsdecode(b"caf\xe9.db"), "a'b\".db", "~nobody.db", "n" * 200],
)  # fmt: skip
def test_the_store_is_the_file_that_was_named(tmp_path: Path, name: str) -> None:
    store = Store.open(tmp_path / name)
    add(store, "C1")
    store.backup(tmp_path / "copy.db")
    beside = {name + suffix for suffix in store_file.BESIDE}
    assert set(os.listdir(tmp_path)) - beside == {name, "copy.db"}
    store.close()
    assert names(Store.open(tmp_path / name, make=False)) == ["C1"]
    assert names(Store.open(tmp_path / "copy.db", make=False)) == ["C1"]


def test_a_link_leads_to_the_store_and_what_belongs_to_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.db"
    Store.open(tmp_path / "real" / "desk.db").close()
    link.symlink_to(tmp_path / "real" / "desk.db")
    store = Store.open(link)
    add(store, "C1")
    assert store.path == tmp_path / "real" / "desk.db"
    copy = tmp_path / "copy.db"
    store.backup(copy)
    add(store, "C2")
    store.close()
    upkeep.restore(copy, link)
    assert link.is_symlink()
    assert names(Store.open(link)) == ["C1"]
    assert (tmp_path / "real" / "desk.db.replaced-1").exists()
    assert sorted(os.listdir(tmp_path)) == ["copy.db", "link.db", "real"]


def test_what_cannot_be_a_store_is_a_sentence_and_stays(tmp_path: Path) -> None:
    loop, fifo, nowhere, unix = (tmp_path / name for name in ("loop", "fifo", "nowhere", "unix"))
    loop.symlink_to(loop)
    os.mkfifo(fifo)
    nowhere.symlink_to(tmp_path / "missing" / "desk.db")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(unix))
    cases = {
        loop: "back to itself", fifo: "no ordinary file", nowhere: "where nothing is", unix: "no ordinary file",
        tmp_path: "is a directory", fifo / "desk.db": "is a file", loop / "desk.db": "back to itself",
        tmp_path / ("n" * 300): "too long", tmp_path / ("n" * 250): "too long",
        tmp_path.joinpath(*["d" * 100] * 6, "x"): "too long", nowhere / "desk.db": "where nothing is",
        tmp_path / "a\0b": "no name of a file", Path("/dev/null"): "no ordinary file",
    }  # fmt: skip
    before = sorted(os.listdir(tmp_path))
    for path, words in cases.items():
        for make in (True, False):
            with pytest.raises(Unavailable, match=words):
                Store.open(path, make=make)
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("version", [0, 1, 2, 99])
@pytest.mark.parametrize("log", [False, True])
def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, version: int, log: bool) -> None:
    path = tmp_path / "firefox.db"
    other = sqlite3.connect(path)
    if log:
        other.execute("PRAGMA journal_mode=WAL")
    other.execute(f"PRAGMA user_version={version}")
    other.execute("CREATE TABLE person (code TEXT)")
    other.commit()
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in ("firefox.db", "firefox.db-wal"):
        if (tmp_path / name).exists():
            (copied / name).write_bytes((tmp_path / name).read_bytes())
    other.close()
    before = {each: each.read_bytes() for each in copied.iterdir()}
    backup = tmp_path / "desk.db"
    Store.open(backup).close()
    for act in (lambda: Store.open(copied / path.name), lambda: upkeep.restore(backup, copied / path.name)):
        with pytest.raises(Unavailable, match="another program"):
            act()
    with pytest.raises(Unavailable, match="another program"):
        upkeep.restore(copied / path.name, tmp_path / "new.db")
    assert {each: each.read_bytes() for each in copied.iterdir()} == before
    assert not (tmp_path / "new.db").exists()


def test_an_empty_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch()
    with pytest.raises(Unavailable, match=r"is empty.*store restore.*svc-tui init"):
        Store.open(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_written_into_a_store_that_is_gone(tmp_path: Path, replaced: bool) -> None:
    path, away = tmp_path / "desk.db", tmp_path / "away.db"
    store = Store.open(path)
    add(store, "C1")
    path.rename(away)
    if replaced:
        Store.open(tmp_path / "other.db").close()
        (tmp_path / "other.db").rename(path)
    here = set(os.listdir(tmp_path))
    acts = [
        store.news, lambda: add(store, "C2"), lambda: names(store), lambda: store.notice(lambda session: None),
        lambda: store.backup(tmp_path / "copy.db"), store.change_seq, store.index_anew, store.problems,
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(
            Unavailable, match=r"is another file now" if replaced else r"is gone.*store restore"
        ):
            act()
    assert set(os.listdir(tmp_path)) == here, "nothing new in its place"
    if not replaced:
        with pytest.raises(Unavailable, match="is gone"):
            Store.open(path)
        away.rename(path)
        add(store, "C3")
        assert names(store) == ["C1", "C3"]


def test_a_store_that_goes_while_it_is_written_is_not_said_to_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = Store.open(path)

    def write() -> None:
        with store.write(who="anna", at=AT) as unit:
            unit.insert("customer", {"code": "C1", "name": "One"})
            path.rename(tmp_path / "away.db")

    with pytest.raises(Unavailable, match="is gone"):
        write()
    (tmp_path / "away.db").rename(path)
    assert names(store) == []


def test_a_log_that_goes_is_noticed(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "desk.db")
    add(store, "C1")
    (tmp_path / "desk.db-wal").unlink()
    with pytest.raises(Unavailable, match="write-ahead log"):
        add(store, "C2")


@pytest.mark.parametrize("left", ["desk.db.replaced-1", "desk.db.before-2", "desk.db-wal"])
def test_a_store_that_was_here_is_not_made_anew(tmp_path: Path, left: str) -> None:
    (tmp_path / left).write_bytes(b"x")
    for make in (True, False):
        with pytest.raises(Unavailable, match=left):
            Store.open(tmp_path / "desk.db", make=make)
    assert os.listdir(tmp_path) == [left]


def test_the_files_of_a_store_in_use_are_not_opened(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "desk.db")
    add(store, "C1")
    os.link(tmp_path / "desk.db", tmp_path / "hard")
    (tmp_path / "soft").symlink_to(tmp_path / "desk.db-wal")
    for name in ("desk.db", "desk.db-wal", "desk.db-shm", "hard", "soft", "desk.db-turn"):
        with pytest.raises(Refused, match=r"store backup"):
            store_file.refuse_open(tmp_path / name)
    store.close()
    store_file.refuse_open(tmp_path / "desk.db")
    store_file.refuse_open(tmp_path / "missing")
