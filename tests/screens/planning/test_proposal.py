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


async def test_a_line_is_changed_and_left_out(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "B", "t")
        await type_text(pilot, "tomorrow 15")
        lines = await press(pilot, "enter")
        assert "Tue 15:00" in lines[3]
        assert "chosen by hand" in lines[3]
        await press(pilot, "a")
        await type_text(pilot, "carla")
        lines = await press(pilot, "enter")
        assert "  carla " in lines[3]
        lines = await press(pilot, "j", "x")
        assert lines[1].startswith(" 1 visit")
        await press(pilot, "s", "y")
        assert [row[1] for row in visits(store)[2:]] == [("carla",)]


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
