"""Attached files: kept under their hash, saved out without overwriting or following anything (safety.md 2)."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.bootstrap import Services
from svc_tui.errors import NotFound, Refused, Unavailable
from svc_tui.storage.engine.vault import NAME_BYTES, safe_name
from tests.services.desk import Desk


@pytest.fixture
def services(desk: Desk) -> Services:
    """Everything, on the small company."""
    return Services(desk.context)


@pytest.fixture
def number(desk: Desk) -> str:
    """A call to attach to."""
    return desk.open_call()


def kept_in(desk: Desk) -> Path:
    """The directory beside the store."""
    return desk.store.path.with_name("desk.db.files")


def test_a_file_is_kept_once_under_its_hash(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    source = tmp_path / "photo of door.jpg"
    source.write_bytes(b"leak" * 1000)
    first = services.files.attach(number, source, "door")
    second = services.files.attach(number, source)
    sha256 = hashlib.sha256(b"leak" * 1000).hexdigest()
    assert (first.sha256, first.size, first.name, first.note) == (sha256, 4000, "photo of door.jpg", "door")
    assert [path.name for path in kept_in(desk).iterdir()] == [sha256]
    assert [row.id for row in services.files.list(number)] == [first.id, second.id]
    assert ("attached", None, "photo of door.jpg") in desk.events(number)
    assert os.stat(kept_in(desk)).st_mode & 0o077 == 0


def test_a_file_comes_out_as_it_went_in_and_overwrites_nothing(
    services: Services, number: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"first")
    kept = services.files.attach(number, source)
    out = tmp_path / "out"
    out.mkdir()
    assert services.files.save_out(kept.id, out).read_bytes() == b"first"
    with pytest.raises(Refused):
        services.files.save_out(kept.id, out)
    (out / "a.txt").unlink()
    (out / "a.txt").symlink_to(tmp_path / "victim")
    with pytest.raises(Refused):
        services.files.save_out(kept.id, out)
    assert not (tmp_path / "victim").exists()
    with pytest.raises(Refused):
        services.files.save_out(kept.id, tmp_path / "nowhere")
    with pytest.raises(NotFound):
        services.files.save_out(999, out)


def test_a_name_never_leaves_its_directory(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    kept = services.files.attach(number, source)
    desk.change("attachment", kept.id, name="../../etc/passwd")
    out = tmp_path / "deep" / "out"
    out.mkdir(parents=True)
    saved = services.files.save_out(kept.id, out)
    assert saved.parent == out
    assert "/" not in saved.name


@given(st.text())
def test_every_name_becomes_one_that_can_be_written(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not safe.startswith((".", "-", "~"))
    assert set(safe).isdisjoint('/\\\0\n:*?"<>|')
    assert safe.isprintable()
    assert len(safe.encode()) <= NAME_BYTES


def test_what_is_no_file_or_too_large_is_refused(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for bad in (tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(Refused):
            services.files.attach(number, bad)
    services.settings.set({"attachment_mb": "1"})
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(1_000_001)
    with pytest.raises(Refused, match="1 MB"):
        services.files.attach(number, large)
    with pytest.raises(NotFound):
        services.files.attach("999", large)
    assert services.files.list(number) == ()
    assert not kept_in(desk).exists()


def test_a_link_in_the_place_of_the_directory_is_not_followed(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept_in(desk).symlink_to(elsewhere)
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    with pytest.raises(Unavailable):
        services.files.attach(number, source)
    assert list(elsewhere.iterdir()) == []


def test_a_kept_file_that_was_touched_is_not_handed_out(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"right")
    kept = services.files.attach(number, source)
    (kept_in(desk) / kept.sha256).write_bytes(b"wrong")
    with pytest.raises(Unavailable):
        services.files.save_out(kept.id, tmp_path / "..")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Unavailable):
        services.files.save_out(kept.id, out)
    assert list(out.iterdir()) == []


def test_taking_a_file_off_can_be_undone_and_others_hear_of_it(
    services: Services, desk: Desk, number: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    kept = services.files.attach(number, source)
    services.files.remove(kept.id)
    assert services.files.list(number) == ()
    version = desk.row(number)["version"]
    services.undo.undo()
    assert desk.row(number)["version"] == version + 1
    out = tmp_path / "out"
    out.mkdir()
    assert services.files.save_out(services.files.list(number)[0].id, out).read_bytes() == b"x"


def test_a_card_keeps_files_by_its_serial_and_tells_them_in_its_history(
    services: Services, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "plate.jpg"
    source.write_bytes(b"WSH-40")
    card = services.equipment.list()[0]
    kept = services.files.attach(card.serial or "", source, kind="equipment")
    assert [each.id for each in services.files.list(f"#{card.number}", kind="equipment")] == [kept.id]
    assert services.history.of("equipment", card.number)[-1].event == "attached"
    with pytest.raises(NotFound, match="There is no contract K-9999"):
        services.files.attach("K-9999", source, kind="contract")


@pytest.mark.parametrize("typed", ["15", "many", "\u00b2", "\u0661\u0665", "-15", "16"])
def test_a_solution_is_named_by_its_number_and_nothing_else(
    services: Services, tmp_path: Path, typed: str
) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    if typed == "15":
        services.files.attach(typed, source, kind="solution")
        return
    with pytest.raises(NotFound, match=f"no solution {typed}"):
        services.files.attach(typed, source, kind="solution")
