"""The next start offers the place where one was, by one key, and never insists."""

import os
import signal
from pathlib import Path

import pytest

from tests.screens.running import press, running, said, screen_text, type_text
from tests.services.desk import MONDAY_9, Desk
from tests.terminal.desk import open_desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four calls, two of them urgent."""
    path = tmp_path / "desk.db"
    desk = Desk(path)
    for subject, priority in (("Leak", "high"), ("Noise", "low"), ("Smell", "low"), ("Sparks", "high")):
        desk.open_call(subject=subject, priority=priority)
    desk.store.close()
    return path


async def test_the_open_call_in_its_view_is_offered_and_one_key_goes_there(
    store: Path, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        assert said(pilot) == ""
        await press(pilot, "/")
        await type_text(pilot, "priority:low")
        await press(pilot, "enter", "j", "enter", "]", "ctrl+q", "y")
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        assert said(pilot) == "09:00 you were at call 10003  (ctrl+o goes on there)"
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" 10003 Smell")
        assert "[Description]" in lines[6]
        lines = await press(pilot, "q")
        assert lines[1].startswith(" / sort:left priority:low")
        assert any(line.startswith(" > 10003") for line in lines)
        assert (await press(pilot, "ctrl+o"))[-2] == " Nothing to jump back to."


async def test_who_was_at_the_first_row_is_offered_nothing(store: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    for _start in range(2):
        async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
            assert said(pilot) == ""
            await press(pilot, "q", "y")


async def test_a_place_that_is_gone_leaves_one_in_the_list(store: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        await press(pilot, "G", "q", "y")
    (place,) = (drafts / "places").glob("*.json")
    assert os.stat(place).st_mode & 0o777 == 0o600
    place.write_text(place.read_text().replace("10003", "99999"))
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        lines = await press(pilot, "ctrl+o")
        assert any(line.startswith(" > 100") for line in lines)
    place.write_text("{")
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        assert screen_text(pilot.app)[-2] == ""


def test_a_line_that_drops_leaves_the_place(store: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(store, home) as program:
        program.press("j", "enter")
        program.until_text("[General]")
        program.signal(signal.SIGHUP)
        assert program.wait_exit() == 128 + signal.SIGHUP
    with open_desk(store, home) as program:
        program.until_text("you were at call 100")
        program.press("ctrl+o")
        program.until_text("[General]")


async def test_the_open_card_in_the_list_of_equipment_is_offered_too(store: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        await press(pilot, "2", "/")
        await type_text(pilot, "is:live")
        await press(pilot, "enter", "j", "enter", "]", "ctrl+q", "y")
    async with running(store, now=MONDAY_9, drafts_dir=drafts) as pilot:
        assert said(pilot) == "09:00 you were at card 312  (ctrl+o goes on there)"
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" Card 312")
        assert any("[Calls" in line for line in lines)
        lines = await press(pilot, "q")
        assert lines[1].startswith(" / is:live")
        assert any(line.startswith(" > 312") for line in lines)
        assert (await press(pilot, "ctrl+o"))[1].startswith(" / sort:left")
