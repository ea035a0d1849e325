"""Week, month and a technician's day, from the board: what they say, the pages beside them, copied and saved."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.screens.planning.test_board import a_day
from tests.screens.running import press, running, said, type_text
from tests.services.desk import MONDAY_9, kept


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(kept(a_day), tmp_path / "desk.db"))


async def test_the_week_of_all_technicians_and_the_weeks_beside_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "]", "]", "v", "w")
        assert lines[1] == " Week of Monday 2 March 2026"
        assert lines[3].split()[:4] == ["Mon", "2", "Tue", "3"]
        assert lines[4].startswith(" bruno    ")
        assert lines[5][10:].split() == ["1", "2h00"]
        assert lines[6].startswith(" carla    ")
        assert lines[6][20:29].strip() == "vacation"
        assert (await press(pilot, "]"))[1] == " Week of Monday 9 March 2026"
        assert (await press(pilot, "[", "["))[1] == " Week of Monday 23 February 2026"
        assert (await press(pilot, "t"))[1] == " Week of Monday 2 March 2026"
        assert (await press(pilot, "q"))[1].startswith(" Wednesday 4 March 2026")


async def test_the_month_and_the_months_beside_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "v", "m")
        assert lines[1] == " March 2026  2 visits · 3h00"
        assert lines[4].split() == ["Mon", "2", "2", "0", "3h00", "0", "=" * 20, "today"]
        assert lines[5].split() == ["Tue", "3", "0", "0", "0h00", "1"]
        assert ["Tue", "31"] in [line.split()[:2] for line in await press(pilot, "G")]
        lines = await press(pilot, "]")
        assert lines[1].startswith(" April 2026")
        assert lines[2].split()[0] == "Day"
        assert lines[3].split()[:2] == ["Wed", "1"]
        assert (await press(pilot, "[", "["))[1].startswith(" February 2026")


async def test_the_day_of_the_technician_under_the_cursor_is_copied_and_saved(
    store: Path, tmp_path: Path
) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "j", ">")
        assert lines[1].endswith(" · Monday 2 March 2026")
        assert lines[3].startswith(" 1 visit · 1h00 planned")
        assert lines[5] == " 10:00-11:00  Lavanderia Bianchi"
        assert lines[6] == "     10002  Door sensor error E12"
        await press(pilot, "Y")
        copied = pilot.app.clipboard
        assert "\n     10002  Door sensor error E12\n" in copied
        lines = await press(pilot, ">")
        assert "day-carla-2026-03-02.txt" in "".join(lines)
        await press(pilot, "ctrl+u")
        await type_text(pilot, str(tmp_path / "carla.txt"))
        await press(pilot, "enter")
        assert (tmp_path / "carla.txt").read_text() == copied
        lines = await press(pilot, "]")
        assert "vacation" in lines[3]


async def test_a_file_that_is_there_stays(store: Path, tmp_path: Path) -> None:
    (tmp_path / "week.txt").write_text("mine")
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "v", "w", ">", "ctrl+u")
        await type_text(pilot, str(tmp_path / "week.txt"))
        await press(pilot, "enter")
        assert "exists already" in said(pilot)
        assert (tmp_path / "week.txt").read_text() == "mine"


async def test_a_move_that_is_drawn_is_made_or_dropped_first(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "L", "v", "w")
        assert said(pilot).startswith("A move is drawn")


async def test_a_month_that_ends_shows_today_under_its_titles(store: Path) -> None:
    async with running(store, now=MONDAY_9 + timedelta(days=29)) as pilot:
        lines = await press(pilot, "7", "v", "m")
        assert lines[2].split()[0] == "Day"
        assert any(line.endswith("  today") for line in lines)
        await press(pilot, "Y")
        copied = pilot.app.clipboard.splitlines()
        assert copied[1].split()[0] == "Day"
        assert len(copied) == 2 + 31  # all of it, whatever is seen
