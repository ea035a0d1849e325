"""Writers of one store wait in turn: in order, not for ever, and a reader for nobody."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svc_tui.errors import Unavailable
from svc_tui.storage.engine import upkeep
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import turns
from svc_tui.storage.sqlite.turns import Turns
from tests.storage.many import AT, Crowd


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open store."""
    made = Store.open(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    """Processes to be started."""
    with Crowd() as found:
        yield found


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience and deadline of this process end at once."""
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    monkeypatch.setattr(turns, "DEADLINE_S", 0.02)


def blocked(path: Path) -> int:
    """How many wait for the locks of this store, as the system counts them."""
    places = {f"{os.stat(f'{path}{name}').st_ino} 0 EOF" for name in turns.NAMES}
    return sum("->" in line and any(each in line for each in places) for line in _locks())


def _locks() -> list[str]:
    return [line.replace(":", " ") for line in Path("/proc/locks").read_text().splitlines()]


def test_a_killed_holder_frees_the_next_and_the_rest_come_in_their_order(store: Store, crowd: Crowd) -> None:
    crowd.start("hold", store.path, "first")
    crowd.hear("first holds")
    names = [f"w{number}" for number in range(12)]
    for count, name in enumerate(names, start=1):
        crowd.start("turn", store.path, name)
        while blocked(store.path) < count:
            os.sched_yield()
    crowd.kill_first()
    assert [crowd.hear("turn") for _ in names] == [f"turn {name}" for name in names]


def test_who_waits_for_more_than_a_second_is_told(store: Store, crowd: Crowd) -> None:
    crowd.start("hold", store.path, "first")
    crowd.hear("first holds")
    crowd.start("turn", store.path, "second")
    assert crowd.hear("second") == "second waits"
    crowd.kill_first()
    assert crowd.hear("turn") == "turn second"


def test_who_gave_up_leaves_no_trace_in_the_queue(store: Store, crowd: Crowd, short: None) -> None:
    """A dead place in the queue would hold up everybody behind it."""
    crowd.start("hold", store.path, "first")
    crowd.hear("first holds")
    for _ in range(3):
        with pytest.raises(Unavailable, match="waited 0 seconds for its turn"), store.turns.turn():
            raise AssertionError("it was not its turn")
    crowd.start("turn", store.path, "second")
    crowd.kill_first()
    assert crowd.hear("turn") == "turn second"
    while blocked(store.path):
        os.sched_yield()
    with store.turns.turn():
        assert blocked(store.path) == 0


def test_threads_of_one_process_take_turns(store: Store) -> None:
    inside, most, told = 0, 0, []

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with store.turns.turn():
                inside += 1
                most = max(most, inside)
                os.sched_yield()
                inside -= 1
        told.append("done")

    threads = [threading.Thread(target=work) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (most, told) == (1, ["done"] * 6)


def test_everything_that_writes_takes_its_turn(store: Store, short: None, tmp_path: Path) -> None:
    copy, fresh = tmp_path / "copy.db", tmp_path / "fresh.db"
    store.backup(copy)

    def write() -> None:
        with store.write(who="anna", at=AT):
            raise AssertionError("it was not its turn")

    acts: list[Callable[[], object]] = [
        write,
        lambda: store.notice(lambda session: None),
        store.index_anew,
        lambda: upkeep.restore(copy, store.path),
        lambda: Store.open(fresh),
    ]
    with Turns(store.path).turn(), Turns(fresh).turn():
        for act in acts:
            with pytest.raises(Unavailable, match="for its turn"):
                act()


def test_readers_wait_for_nobody(store: Store, short: None, tmp_path: Path) -> None:
    with Turns(store.path).turn():
        again = Store.open(store.path)
        assert again.change_seq() == 0
        assert again.problems() == []
        again.backup(tmp_path / "copy.db")
        again.close()


def test_a_failed_write_gives_its_turn_back(store: Store, short: None) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), store.write(who="anna", at=AT):
            raise ZeroDivisionError
    with store.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": "C1", "name": "x"})
    assert store.change_seq() == 1


@pytest.mark.parametrize("place", turns.NAMES)
def test_where_the_files_cannot_be_used_writing_goes_on_without(store: Store, place: str) -> None:
    """A directory or a link in their place, as a read-only directory would: the store is written all the same."""
    for name in turns.NAMES:
        Path(f"{store.path}{name}").unlink()
    other = store.path.with_name("other")
    Path(f"{store.path}{place}").symlink_to(other)
    with store.write(who="anna", at=AT) as unit:
        unit.insert("customer", {"code": "C1", "name": "x"})
    assert store.change_seq() == 1
    assert not other.exists()  # the link was not followed


def test_one_turn_for_all_names_of_a_store(store: Store, short: None) -> None:
    link = store.path.with_name("link.db")
    link.symlink_to(store.path.name)
    with Turns(link).turn(), pytest.raises(Unavailable), Turns(store.path).turn():
        raise AssertionError("two at once")


@pytest.mark.parametrize(("mode", "wanted"), [(0o600, 0o600), (0o660, 0o660), (0o640, 0o600), (0o400, 0o600)])
def test_the_files_are_for_those_who_may_write_the_store(store: Store, mode: int, wanted: int) -> None:
    store.path.chmod(mode)
    with store.turns.turn():
        pass
    for name in turns.NAMES:
        found = os.stat(f"{store.path}{name}")
        assert stat.S_IMODE(found.st_mode) == wanted
        assert found.st_gid == os.stat(store.path).st_gid
