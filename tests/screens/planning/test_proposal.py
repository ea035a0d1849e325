"""Plan these: proposed for a call, for marks and for what waits; changed line by line, planned as one act."""

import shutil
from pathlib import Path

import pytest

from tests.screens.planning.test_board import FIRST, SECOND, a_day, visits
from tests.screens.running import press, running, said, type_text
from tests.services.desk import MONDAY_9, kept


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(kept(a_day), tmp_path / "desk.db"))


async def test_all_that_waits_is_proposed_and_planned_as_one_act(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "B")
        assert lines[1].startswith(" 2 visits, 2 in time, ")
        assert {line[3:8] for line in lines[3:5]} == {"10003", "10004"}
        assert visits(store) == [FIRST, SECOND]
        await press(pilot, "s", "y")
        assert said(pilot).startswith("2 visits planned")
        assert len(visits(store)) == 4
        lines = await press(pilot, "u")
        assert visits(store) == [FIRST, SECOND]
        assert lines[1].endswith("2 visits, 2 to plan")


async def test_a_line_is_changed_and_what_speaks_against_it_is_said_before_it_is_planned(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "B", "t")
        await type_text(pilot, "tomorrow 15")
        lines = await press(pilot, "enter")
        assert "Tue 15:00" in lines[3]
        assert "carla is away" in lines[3]
        assert lines[19].endswith("carla, Tue 15:00 - Tue 16:00 (1h00)")
        assert lines[20].startswith(
            " carla is away from 2026-03-03 to 2026-03-03. Next free and in time: Mon "
        )
        await press(pilot, "a")
        await type_text(pilot, "bruno")
        lines = await press(pilot, "enter")
        assert "bruno    Tue 15:00" in lines[3]
        assert "chosen by hand" in lines[3]
        lines = await press(pilot, "+", "+", "-")
        assert lines[3].split()[5] == "1h15"
        await press(pilot, "s", "y")
        assert ("bruno",) in [row[1] for row in visits(store)[2:]]
        assert {row[3] for row in visits(store)[2:]} == {1, 1.25}


async def test_lines_in_each_others_way_say_so_and_what_overlaps_stays_to_be_changed(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "B")
        for _line in range(2):
            await press(pilot, "t")
            await type_text(pilot, "tomorrow 10")
            await press(pilot, "enter", "a")
            await type_text(pilot, "bruno")
            lines = await press(pilot, "enter", "j")
        # where he is free then, or else in time
        assert ("Mon 11:15" in lines[3], "Tue 10:00" in lines[4]) == (True, True)
        await press(pilot, "t")
        await type_text(pilot, "11:45")  # over the first
        lines = await press(pilot, "enter")
        assert lines[1].endswith("2 overlap")
        assert "goes to 1000" in lines[20]
        lines = await press(pilot, "s")
        assert any("2 overlap. Plan them all the same, because" in line for line in lines)
        assert any("goes to 1000" in line for line in lines[-5:])
        await press(pilot, "enter")
        assert said(pilot).startswith("2 overlap and will be refused. Plan 2 visits?")
        lines = await press(pilot, "y")
        assert said(pilot).startswith("1 visit planned; bruno is at visit 3")
        assert lines[1].startswith(" 1 visit")
        assert len(visits(store)) == 3
        await press(pilot, "u", "q", "B", "t")
        await type_text(pilot, "11:45")
        await press(pilot, "enter", "a")
        await type_text(pilot, "bruno")
        await press(pilot, "enter", "t")
        await type_text(pilot, "9:15")  # over the visit that bruno has
        await press(pilot, "enter", "s")
        await type_text(pilot, "both at one place")
        await press(pilot, "enter")
        assert said(pilot).startswith("2 visits planned")


async def test_a_call_is_left_out_and_taken_in_again(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "B", "x")
        assert lines[1].startswith(" 1 visit, 1 in time, ")
        assert lines[1].endswith("1 call without a visit")
        assert lines[4].split()[1:3] == ["-", "-"]
        await press(pilot, "j", "a")
        await type_text(pilot, "bruno")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" 2 visits")
        await press(pilot, "x", "k", "x", "s")
        assert said(pilot) == "Nothing is proposed."


async def test_days_and_people_are_chosen_and_the_day_of_the_board_is_the_first(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "]", "B")
        assert all("Tue" in line for line in lines[3:5])
        await press(pilot, "d")
        await type_text(pilot, "thu..fri")
        lines = await press(pilot, "enter")
        assert all("Thu" in line or "Fri" in line for line in lines[3:5])
        await press(pilot, "w")
        await type_text(pilot, "carla")
        lines = await press(pilot, "enter")
        assert all(" carla " in line for line in lines[3:5])
        await press(pilot, "w", "ctrl+u")
        await type_text(pilot, "nobody")
        await press(pilot, "enter")
        assert "nobody" in said(pilot)


async def test_a_visit_is_planned_from_the_inbox(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "/")
        await type_text(pilot, " priority:low")
        await press(pilot, "enter")
        lines = await press(pilot, "P")
        assert lines[3][3:8] == "10004"
        await press(pilot, "s", "y")
        assert said(pilot).startswith("1 visit planned")
        assert [row[0] for row in visits(store)] == ["10001", "10002", "10004"]
