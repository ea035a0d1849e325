"""A store that a group shares, or that may only be read: as another user of the system where the tests are root."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svc_tui.errors import SvcError
from svc_tui.services.core import upkeep
from svc_tui.storage.engine.store import Store
from tests.screens.running import services_at
from tests.services.desk import Desk
from tests.storage.many import AT

NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def as_other(act: Callable[[], str], user: int = NOBODY, group: int = NOBODY) -> str:
    """What an act says, done by a process that permissions hold for."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(group)
                os.setuid(user)
                os.umask(0o077)
            said = act()
        except BaseException as error:
            said = str(error) if isinstance(error, SvcError) else f"fault: {error!r}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        said = told.read()
    os.waitpid(pid, 0)
    return said


def add(store: Store, code: str) -> str:
    with store.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": code, "name": code})
    return "saved"


def read(store: Store) -> str:
    with store.read() as session:
        return " ".join(
            session.connection().exec_driver_sql("SELECT code FROM customer ORDER BY code").scalars()
        )


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("mode", [(0o444, 0o755), (0o444, 0o777), (0o644, 0o555)])
def test_what_may_only_be_read_is_read_and_nothing_is_left_beside_it(
    place: Path, mode: tuple[int, int], live: bool
) -> None:
    desk = place / "desk"
    desk.mkdir()
    store = Store.open(desk / "desk.db")
    add(store, "C1")
    if not live:
        store.close()
    else:
        add(store, "C2")  # stands in the log alone
    for each in desk.iterdir():
        os.chmod(each, mode[0])
    os.chmod(desk, mode[1])
    before = sorted(os.listdir(desk))

    def act() -> str:
        found = Store.open(desk / "desk.db", make=False)
        with tempfile.TemporaryDirectory() as name:
            upkeep.backup(found, Path(name) / "copy.db")
            copied = read(Store.open(Path(name) / "copy.db"))
        try:
            written = add(found, "C3")
        except SvcError as error:
            written = str(error)
        return f"{read(found)}|{copied}|{found.problems()}|{found.news() == found.news()}|{written}"

    said = as_other(act).split("|")
    assert said[:4] == (["C1 C2", "C1 C2"] if live else ["C1", "C1"]) + ["[]", "True"], said
    assert "may be read" in said[4] or "may not be written by you" in said[4]
    assert sorted(os.listdir(desk)) == before
    os.chmod(desk, 0o755)
    store.close()


def test_backup_restore_and_files_keep_the_mode_of_a_shared_store(place: Path) -> None:
    path = place / "desk.db"
    old = os.umask(0o077)
    try:
        Store.open(path).close()
        os.chmod(path, 0o660)
        store = Store.open(path)
        add(store, "C1")
        copy = place / "copy.db"
        (place / "desk.db.files").mkdir()
        (place / "desk.db.files" / ("a" * 64)).write_bytes(b"attached")
        upkeep.backup(store, copy)
        store.close()
        upkeep.restore(copy, path)
    finally:
        os.umask(old)
    modes = {
        name: stat.S_IMODE((place / name).stat().st_mode) for name in ("desk.db", "copy.db", "copy.db.files")
    }
    assert modes == {"desk.db": 0o660, "copy.db": 0o660, "copy.db.files": 0o770}
    assert path.stat().st_gid == copy.stat().st_gid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may act for two people")
def test_each_of_a_group_backs_up_restores_and_writes_and_the_others_go_on(place: Path) -> None:
    desk, group, first, second = place / "desk", 54321, 54322, 54323
    desk.mkdir()
    os.chown(desk, first, group)
    os.chmod(desk, 0o2770)
    path = desk / "desk.db"

    def make() -> str:
        Store.open(path).close()
        os.chmod(path, 0o660)
        return add(Store.open(path), "C1")

    def restored() -> str:
        copy, store = desk / "copy.db", Store.open(path, make=False)
        upkeep.backup(store, copy)
        store.close()
        upkeep.restore(copy, path)
        upkeep.migrate(path)
        upkeep.rebuild(path)
        return add(Store.open(path, make=False), "C2")

    def goes_on() -> str:
        store = Store.open(path, make=False)
        return f"{add(store, 'C3')}: {read(store)} {store.problems()}"

    assert as_other(make, first, group) == "saved"
    assert as_other(restored, second, group) == "saved"
    assert as_other(goes_on, first, group) == "saved: C1 C2 C3 []"
    assert as_other(goes_on, NOBODY, NOBODY) not in ("", "saved: C1 C2 C3 []")
    assert (path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == (group, 0o660)
    others = {each.name: each.stat().st_gid for each in desk.iterdir()}
    assert set(others.values()) == {group}, others


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may act for two people")
@pytest.mark.parametrize("shared_later", [False, True])
def test_each_of_a_group_attaches_opens_and_removes_files_of_the_others(
    place: Path, shared_later: bool
) -> None:
    desk, group, first, second = place / "desk", 54321, 54322, 54323
    desk.mkdir()
    path, photos = desk / "desk.db", (place / "photo.jpg", place / "plate.jpg", place / "bill.pdf")
    Desk(path).store.close()
    for each, mode in ((desk, 0o2770), (path, 0o600 if shared_later else 0o660)):
        os.chown(each, first, group)
        os.chmod(each, mode)
    for each in photos:
        each.write_bytes(each.name.encode())
        os.chmod(each, 0o644)

    def attach(photo: Path) -> Callable[[], str]:
        def act() -> str:
            services = services_at(path)()
            row = services.files.attach("C1", photo, kind="customer")
            services.store.close()
            return row.name

        return act

    def opens_all() -> str:
        services = services_at(path)()
        with tempfile.TemporaryDirectory() as out:
            rows = services.files.list("C1", kind="customer")
            told = [services.files.save_out(row.id, Path(out)).read_text() for row in rows]
        services.files.remove(rows[0].id)
        services.undo.undo()
        services.store.close()
        return f"{' '.join(told)} {checks()}"

    def checks() -> str:
        return str([each.text(str) for each in upkeep.check(path)])

    def restores() -> str:
        services = services_at(path)()
        upkeep.backup(services.store, desk / "copy.db")
        services.store.close()
        upkeep.restore(desk / "copy.db", path)
        return opens_all()

    assert as_other(attach(photos[0]), first, group) == "photo.jpg"
    if shared_later:
        os.chmod(path, 0o660)
        assert "files may not be used by you" in as_other(opens_all, second, group)
        assert "photo.jpg, may not be read by you" in as_other(checks, second, group)
        assert as_other(attach(photos[2]), first, group) == "bill.pdf"
    assert as_other(attach(photos[1]), second, group) == "plate.jpg"
    names = "photo.jpg bill.pdf plate.jpg []" if shared_later else "photo.jpg plate.jpg []"
    assert as_other(opens_all, first, group) == names
    assert as_other(restores, second, group) == names
    assert as_other(opens_all, first, group) == names
    assert "may not be" in as_other(opens_all, NOBODY, NOBODY)
