"""A store that cannot be used says so in one sentence with the cure (safety.md R5, R6)."""

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.errors import Refused, Unavailable
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import engine as sqlite
from tests.storage.many import AT

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:40 / /home rw - nfs4 server:/home rw
41 40 0:41 / /home/local rw - xfs /dev/sdb1 rw
42 22 0:42 / /mnt/my\\040share rw - cifs //server/share rw
43 22 0:43 / /mnt/ssh rw - fuse.sshfs user@host: rw
44 22 0:44 / /mnt/fuse rw - fuse.ext4 /dev/sdc1 rw
45 22 0:45 / /mnt/n rw shared:7 master:2 - 9p host rw
""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/desk.db", None),
        ("/home/anna/desk.db", "nfs4"),
        ("/home/local/desk.db", None),
        ("/homes/desk.db", None),
        ("/mnt/my share/desk.db", "cifs"),
        ("/mnt/ssh/a/desk.db", "fuse.sshfs"),
        ("/mnt/fuse/desk.db", None),
        ("/mnt/n/desk.db", "9p"),
    ],
)
def test_network_file_systems_are_told_by_the_mount(path: str, kind: str | None) -> None:
    assert sqlite.network_mount(Path(path), MOUNTS) == kind


@given(st.lists(st.text()))
def test_no_list_of_mounts_breaks_the_reader(lines: list[str]) -> None:
    sqlite.network_mount(Path("/home/anna/desk.db"), lines)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some hundred pages, closed."""
    path = tmp_path_factory.mktemp("full") / "desk.db"
    store = Store.open(path)
    with store.write(who="anna", at=AT) as unit:
        for number in range(400):
            unit.insert("customer", {"code": f"C{number}", "name": f"Customer {number} " * 20})
    store.close()
    return path


@pytest.mark.slow
def test_r6_forty_damaged_files_are_all_found(full: Path, tmp_path: Path) -> None:
    chance = random.Random(6)
    missed: list[str] = []
    whole = full.read_bytes()
    pages = len(whole) // 4096
    for number in range(40):
        damaged = bytearray(whole)
        kind = number % 4
        page = chance.randrange(1, pages)
        if kind == 0:  # a page of noise
            damaged[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
        elif kind == 1:  # the end is missing
            damaged = damaged[: page * 4096]
        elif kind == 2:  # the head is noise
            damaged[:100] = chance.randbytes(100)
        else:  # the head of a page is turned over
            damaged[page * 4096 : page * 4096 + 8] = bytes(255 - byte for byte in damaged[page * 4096 :][:8])
        path = tmp_path / f"damaged-{number}.db"
        path.write_bytes(damaged)
        if not _damage(path):
            missed.append(f"{number}: kind {kind}, page {page} of {pages}")
    assert missed == []


def _damage(path: Path) -> list[str]:
    """What `store check` would say; any other error than a sentence fails the test."""
    try:
        store = Store.open(path, make=False)
    except Unavailable as error:
        return [error.text()]
    try:
        return store.problems()
    except Unavailable as error:
        return [error.text()]
    finally:
        store.close()


def test_a_full_disk_keeps_nothing_of_the_change(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    shutil.copy(full, path)
    store = Store.open(path)
    # SQLite's own limit stands in for the disk: the same error by the same way.
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    writer = store.engine.execution_options(write=True)
    with writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        with store.write(who="anna", at=AT) as unit:
            for number in range(400):
                unit.insert("customer", {"code": f"D{number}", "name": "x" * 4000})

    with pytest.raises(Unavailable, match=r"full.*make room"):
        fill()
    store.close()
    again = Store.open(path)
    with again.read() as session:
        count = session.connection().exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
    assert count == 400
    assert again.problems() == []


def test_a_directory_that_may_not_be_made_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(Unavailable, match=str(tmp_path)):
        Store.open(file / "sub" / "desk.db")
    directory = tmp_path / "directory.db"
    directory.mkdir()
    with pytest.raises(Unavailable, match=str(directory)):
        Store.open(directory)


def test_a_missing_store_is_not_made_when_not_asked(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="svc-tui init"):
        Store.open(tmp_path / "none.db", make=False)
    assert not (tmp_path / "none.db").exists()


def test_a_new_store_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "desk.db"
    Store.open(path)
    assert os.stat(path).st_mode & 0o077 == 0


def test_a_read_scope_cannot_write(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    shutil.copy(full, path)
    store = Store.open(path)
    with pytest.raises(Unavailable), store.read() as session:
        session.connection().exec_driver_sql("DELETE FROM customer")
    with pytest.raises(Refused), store.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": "C1", "name": "Twice"})
