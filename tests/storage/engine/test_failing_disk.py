"""A disk that is full, breaks for a moment, or loses its power: safety.md R4 and R5."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from svc_tui.errors import Unavailable
from svc_tui.services.core.files import Files
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.storage.engine import bursts
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite.growing import disk_of
from tests.services.desk import Desk
from tests.storage.disk import Disk, power_cuts
from tests.storage.many import AT, everything

ROWS = 40
CUTS = 100
Act = Callable[[Desk, Path], object]


def create(desk: Desk, _: Path) -> object:
    return desk.calls.new({"serial": "SN-000931", "subject": "Leaks", "description": "water " * 900})


def edit(desk: Desk, _: Path) -> object:
    return desk.calls.set(["10001"], {"subject": "Leaks again", "priority": "high", "queue": "NORTH"})


def close(desk: Desk, _: Path) -> object:
    return desk.calls.close(["10001"], "Door sensor replaced")


def load(desk: Desk, directory: Path) -> object:
    return Importing(desk.context).run([directory / "in.csv"], map_path=directory / "in.toml")


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Everything SQLite does in this test goes through it."""
    with Disk() as found:
        yield found


@pytest.fixture
def desk(disk: Disk, tmp_path: Path) -> Iterator[Desk]:
    """One open call, and a file to import."""
    rows = "".join(f"I-{number},Belt {number},C1,2026-01-05 08:00\n" for number in range(ROWS))
    (tmp_path / "in.csv").write_text("no,text,who,at\n" + rows, encoding="utf-8")
    (tmp_path / "in.toml").write_text(
        'kind = "call"\ndates = ["%Y-%m-%d %H:%M"]\n'
        '[fields]\nnumber = "no"\nsubject = "text"\ncustomer = "who"\nreported_at = "at"\n',
        encoding="utf-8",
    )
    made = Desk(tmp_path / "desk.db")
    made.open_call()
    yield made
    made.store.close()


@pytest.mark.slow
@pytest.mark.parametrize("act", [create, edit, close, load])
def test_r5_a_disk_that_fails_at_any_call_keeps_nothing_of_the_act(
    disk: Disk, desk: Desk, tmp_path: Path, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        bursts, "HELD_S", 3600.0
    )  # the file in one burst: what a second one leaves is tried elsewhere
    path = desk.store.path
    before = everything(desk.store)
    full = f"The disk of {path} is full. Nothing was saved; make room on {disk_of(path)} and try again."
    broken = f"{path} could not be used (disk I/O error). Nothing was saved; run `svc-tui store check`."
    said = set()
    for number in range(1, 400):
        disk.lasting = number % 2 == 1
        disk.count, disk.fail_at = 0, number
        try:
            act(desk, tmp_path)
        except Unavailable as error:
            said.add(error.text())
        else:
            assert disk.count < number, "it failed, and nobody was told"
            break
        finally:
            disk.fail_at = 0
        assert everything(desk.store) == before
    assert number > 15
    assert said == {full, broken}
    assert everything(desk.store) != before, "with room again the same act is done"
    desk.store.close()
    again = Store.open(path)
    assert again.problems() == []
    again.close()


def test_a_file_that_could_not_be_attached_is_not_kept(disk: Disk, desk: Desk, tmp_path: Path) -> None:
    files = Files(desk.context)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"leak")
    kept = tmp_path / "desk.db.files"
    disk.count, disk.fail_at = 0, 1
    with pytest.raises(Unavailable, match=r"is full.*make room"):
        files.attach("10001", photo)
    assert list(kept.iterdir()) == []
    disk.fail_at = 0
    files.attach("10001", photo)
    assert [path.read_bytes() for path in kept.iterdir()] == [b"leak"]
    disk.count, disk.fail_at = 0, 1
    with pytest.raises(Unavailable):
        files.attach("10001", photo)
    assert len(list(kept.iterdir())) == 1, "another entry needs it"


def committing(store: Store, disk: Disk, acts: int) -> None:
    """Write customers of many sizes and say each one once it is kept."""
    for number in range(acts):
        with store.write(who="anna", at=AT) as unit:
            unit.insert("customer", {"code": f"P{number}", "name": "x" * (number * 97 % 3000)})
        disk.say(f"P{number}")


def lost(disk: Disk, before: dict[str, bytes], directory: Path, rounds: int) -> tuple[int, int]:
    """How many cuts lost what was said to be kept, and how many left a damaged file."""
    chance = random.Random(4)
    name = next(path for path in before if path.endswith("desk.db"))
    losses = damages = 0
    cuts = sorted(chance.sample(range(1, len(disk.deeds)), rounds))
    for number, (said, files) in enumerate(power_cuts(disk.deeds, before, cuts, chance)):
        place = directory / f"cut-{number}.db"
        for path, content in files.items():
            place.with_name(place.name + path.removeprefix(name)).write_bytes(content)
        try:
            with closing(Store.open(place, make=False)) as store:
                with store.read() as session:
                    found = set(session.connection().exec_driver_sql("SELECT code FROM customer").scalars())
                damages += bool(store.problems())
                losses += bool(said - found)
        except Unavailable:
            damages += 1
    return losses, damages


@pytest.mark.slow
@pytest.mark.parametrize("careless", [False, True])
def test_r4_a_power_cut_loses_nothing_that_was_said_to_be_kept(
    disk: Disk, tmp_path: Path, careless: bool
) -> None:
    Store.open(tmp_path / "desk.db").close()
    before = {str(tmp_path / "desk.db"): (tmp_path / "desk.db").read_bytes()}
    disk.recording = True
    store = Store(tmp_path / "desk.db")
    if careless:  # the control: without syncing, the same cuts must lose something
        event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        store.engine.dispose()
    committing(store, disk, 250)
    store.close()
    disk.recording = False
    assert {deed.kind for deed in disk.deeds} >= {"write", "said"}
    assert any(deed.kind == "write" and deed.path.endswith(".db") for deed in disk.deeds), "no checkpoint yet"
    losses, damages = lost(disk, before, tmp_path, 20 if careless else CUTS)
    if careless:
        assert losses + damages > 0
    else:
        assert sqlite.is_sound(sqlite.driver())
        assert (losses, damages) == (0, 0)
