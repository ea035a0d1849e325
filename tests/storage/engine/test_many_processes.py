"""Many processes on one store: nothing lost, nothing half done, one migrates (safety.md R1, R3, R7, R8)."""

import fcntl
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from svc_tui.bootstrap import system_user
from svc_tui.errors import Unavailable
from svc_tui.services.core import upkeep
from svc_tui.storage.company import people
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite import migrations, store_file
from tests.services.desk import Desk
from tests.storage.many import AT, Crowd, everything


def customers(store: Store) -> dict[str, str | None]:
    """Code and balance of every customer."""
    with store.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT code, balance FROM customer")}


ROUNDS = 40


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one customer to count on."""
    made = Store.open(tmp_path / "desk.db")
    with made.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": "C1", "name": "Counter", "balance": "0"})
    return made


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    """Processes to be started."""
    with Crowd() as found:
        yield found


@pytest.mark.slow
def test_r1_fifty_processes_read_modify_write_and_none_is_lost(store: Store, crowd: Crowd) -> None:
    for _ in range(50):
        crowd.start("add", store.path, 4)
    assert crowd.gone() == ["done"] * 50
    assert customers(store) == {"C1": "200"}
    with store.read() as session:
        versions = session.connection().exec_driver_sql("SELECT version FROM customer").scalar_one()
        changes = session.connection().exec_driver_sql("SELECT count(*) FROM change").scalar_one()
    assert (versions, changes) == (201, 201)


@pytest.mark.slow
def test_r3_what_was_acknowledged_survives_kill_9(store: Store, crowd: Crowd) -> None:
    chance = random.Random(3)
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        for number in range(6):
            crowd.start("write", store.path, f"R{round_}W{number}")
        for _ in range(chance.randrange(1, 16)):
            acknowledged.add(crowd.hear(f"R{round_}W"))
        crowd.kill()
        acknowledged.update(crowd.gone())
    assert len(acknowledged) >= ROUNDS
    assert [line for line in acknowledged if line.startswith("failed")] == []
    assert acknowledged - customers(store).keys() == set()
    assert store.problems() == []


@pytest.mark.slow
def test_r7_backups_under_load_are_consistent(store: Store, crowd: Crowd, tmp_path: Path) -> None:
    for number in range(3):
        crowd.start("write", store.path, f"W{number}")
    crowd.hear("W")
    copies = [tmp_path / f"copy-{number}.db" for number in range(5)]
    for copy in copies:
        store.backup(copy)
    crowd.kill()
    crowd.gone()
    present = set(customers(store))
    before: set[str] = set()
    for copy in copies:
        opened = Store.open(copy, make=False)
        found = set(customers(opened))
        assert opened.problems() == []
        assert before <= found <= present
        with opened.read() as session:
            changes = session.connection().exec_driver_sql("SELECT count(*) FROM change").scalar_one()
        assert changes == len(found)  # each customer came with its own change, so no half of one is there
        opened.close()
        before = found


@pytest.mark.slow
def test_r7_what_is_restored_equals_what_was_there(store: Store, crowd: Crowd, tmp_path: Path) -> None:
    """Twenty backups while others write; each, put in the place of a store, holds all and only what it held."""
    for number in range(3):
        crowd.start("write", store.path, f"W{number}")
    target = tmp_path / "restored.db"
    for number in range(20):
        said = crowd.hear("W")
        backup = tmp_path / f"backup-{number}.db"
        upkeep.backup(store, backup)
        crowd.hear("W")
        aside = upkeep.restore(backup, target)
        assert (aside is not None) == (number > 0)
        copy, restored = Store.open(backup, make=False), Store.open(target, make=False)
        assert everything(restored) == everything(copy)
        assert said in customers(restored)
        copy.close()
        restored.close()
    crowd.kill()
    crowd.gone()


@pytest.mark.slow
def test_r8_twelve_starters_at_once_make_one_store(crowd: Crowd, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    gate = tmp_path / "gate"
    with gate.open("w") as closed:
        fcntl.flock(closed, fcntl.LOCK_EX)
        for _ in range(12):
            crowd.start("open", path, gate)
    assert crowd.gone() == ["done"] * 12
    store = Store.open(path)
    with store.read() as session:
        connection = session.connection()
        assert migrations.version_of(connection) == migrations.CURRENT
        assert (
            connection.exec_driver_sql("SELECT count(*) FROM list_entry WHERE list='status'").scalar_one()
            == 4
        )
    assert store.problems() == []


@pytest.mark.slow
def test_twelve_people_who_start_at_once_are_one_person_and_the_administrator(
    crowd: Crowd, tmp_path: Path
) -> None:
    path, gate = tmp_path / "new.db", tmp_path / "gate"
    with gate.open("w") as closed:
        fcntl.flock(closed, fcntl.LOCK_EX)
        for _ in range(12):
            crowd.start("begin", path, gate)
    assert crowd.gone() == [system_user({})] * 12
    store = Store.open(path)
    with store.read() as session:
        rows = people.rows(session=session)
    assert [(row.code, "administrator" in row.roles) for row in rows] == [(system_user({}), True)]
    assert store.problems() == []


def test_a_start_that_is_killed_leaves_no_half_store(crowd: Crowd, tmp_path: Path) -> None:
    for number in range(1, 20):
        place = tmp_path / str(number)
        place.mkdir()
        crowd.start("make", place / "desk.db", number)
        said = crowd.gone()
        if (place / "desk.db").exists():
            store_file.check_header(place / "desk.db")
        store = Store.open(place / "desk.db")
        assert store.problems() == []
        store.close()
        assert [name for name in os.listdir(place) if "making" in name] == []
        if said == ["done"]:
            break
    assert number > 2


def test_a_restore_that_is_killed_leaves_the_old_or_the_new_store(crowd: Crowd, tmp_path: Path) -> None:
    made = Store.open(tmp_path / "made.db")
    with made.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": "NEW", "name": "New"})
    (tmp_path / "made.db.files").mkdir()
    (tmp_path / "made.db.files" / ("a" * 64)).write_bytes(b"attached")
    found: set[str] = set()
    for number in range(1, 40):
        place = tmp_path / str(number)
        place.mkdir()
        upkeep.backup(made, place / "backup.db")
        store = Store.open(place / "desk.db")
        with store.write(who="anna", at=AT) as unit:
            unit.insert("customer", {"code": "OLD", "name": "Old"})
        store.close()
        crowd.start("restore", store.path, number)
        said = crowd.gone()
        assert store.path.exists(), number
        store = Store.open(store.path, make=False)
        found |= customers(store).keys()
        assert set(customers(store)) in ({"OLD"}, {"NEW"}), number
        assert store.problems() == []
        store.close()
        assert [name for name in os.listdir(place) if "restoring" in name] == []
        if said == ["done"]:
            break
    assert number > 5
    assert found == {"OLD", "NEW"}


def test_r8_a_newer_store_is_refused_and_stays_as_it_is(store: Store) -> None:
    with store.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={migrations.CURRENT + 1}")
    store.close()
    with pytest.raises(Unavailable, match=f"schema {migrations.CURRENT + 1}"):
        Store.open(store.path)
    module = sqlite.driver()
    raw = module.connect(str(store.path))
    assert raw.execute("PRAGMA user_version").fetchone() == (migrations.CURRENT + 1,)
    raw.close()


@pytest.mark.slow
def test_r1_thirty_takers_get_thirty_different_calls(tmp_path: Path, crowd: Crowd) -> None:
    desk = Desk(tmp_path / "desk.db")
    for person in ("bruno", "carla"):
        desk.add("queue_member", queue="NORTH", person=person)
    waiting = {desk.open_call(queue="NORTH") for _ in range(30)}
    desk.store.close()
    for number in range(30):
        crowd.start("take", desk.store.path, ("anna", "bruno", "carla")[number % 3])
    assert sorted(crowd.gone()) == sorted(waiting)
    assert {desk.row(number)["assignee"] for number in waiting} == {"anna", "bruno", "carla"}
    assert desk.store.problems() == []
