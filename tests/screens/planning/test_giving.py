"""Somebody is away: said in one line on the board, the visits given to others as one act."""

import shutil
from pathlib import Path

import pytest

from svc_tui.services.planning.service import Plan
from tests.screens.planning.test_board import FIRST, SECOND, H, a_day, visits
from tests.screens.running import press, running, said, screen_text, services_at, type_text
from tests.services.desk import MONDAY_9, Desk, kept


def two_more(desk: Desk) -> None:
    """bruno goes to 10003 at two too, and sets off to 10004 at five."""
    a_day(desk)
    plan = Plan(desk.context)
    plan.new("10003", {"technicians": "bruno", "starts_at": MONDAY_9 + 5 * H})
    plan.set_off([plan.new("10004", {"technicians": "bruno", "starts_at": MONDAY_9 + 8 * H}).number])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(kept(two_more), tmp_path / "desk.db"))


def absences(store: Path) -> list[tuple[str, str, str]]:
    services = services_at(store, now=MONDAY_9)()
    try:
        return [(row.person, row.first.isoformat(), row.reason) for row in services.absences.list()]
    finally:
        services.close()


CARLA = ("carla", "2026-03-03", "vacation")


async def test_who_falls_ill_is_said_and_his_day_given_to_others_with_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        before = visits(store)
        lines = await press(pilot, "7", "A")
        assert "Away: who, when, why" in screen_text(pilot.app)[-3]
        lines = await press(pilot, "enter")
        assert lines[1] == " bruno is away  Mon 2 Mar, sick"
        assert lines[2].startswith(" 2 visits, ")
        assert lines[2].endswith("1 call without a visit")
        assert lines[4].split()[:5] == [">", "10001", "Mon", "09:00", "carla"]
        assert lines[5].split()[:4] == ["10003", "Mon", "14:00", "carla"]
        assert "its hour stays" in lines[5]
        assert lines[6].split()[:5] == ["10004", "Mon", "17:00", "-", "-"]
        assert "it has begun" in lines[6]
        assert visits(store) == before
        assert absences(store) == [CARLA]
        await press(pilot, "s")
        assert said(pilot) == "bruno is away: give 2 visits to others?"
        lines = await press(pilot, "y")
        assert said(pilot).startswith("bruno is away; 2 visits given to others")
        assert [row[1] for row in visits(store)] == [("carla",), ("carla",), ("carla",), ("bruno",)]
        assert absences(store) == [("bruno", "2026-03-02", "sick"), CARLA]
        assert " sick " in lines[3]
        await press(pilot, "u")
        assert visits(store) == before
        assert absences(store) == [CARLA]


async def test_a_line_stays_or_goes_to_somebody_else_before_it_is_given(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "A", "enter", "x")
        assert "left out by hand" in lines[5]
        await press(pilot, "G", "a")
        assert said(pilot) == "it has begun, or somebody is on the way"
        await press(pilot, "k", "a")
        await type_text(pilot, "carla")
        lines = await press(pilot, "enter", "g", "g")
        assert lines[2].startswith(" 2 visits, ")
        await press(pilot, "x", "x", "s", "y")
        assert said(pilot).startswith("bruno is away; 0 visits given")
        assert visits(store)[0][1] == ("bruno",)
        assert len(absences(store)) == 2


async def test_the_absence_is_typed_anew(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "A", "enter", "d", "ctrl+u")
        await type_text(pilot, "bruno today 13-18 appointment @carla")
        lines = await press(pilot, "enter")
        assert lines[1] == " bruno is away  Mon 2 Mar, 13:00-18:00, appointment, carla stands in"
        assert lines[2].startswith(" 1 visit, ")
        await press(pilot, "d", "ctrl+u")
        await type_text(pilot, "bruno")
        await press(pilot, "enter")
        assert said(pilot).startswith("bruno is no absence.")


async def test_an_absence_without_visits_is_written_at_once(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "]", "j", "A", "ctrl+u")
        lines = await type_text(pilot, "carla thu..fri vacation")
        assert "carla: Thu 5 Mar - Fri 6 Mar, vacation" in "\n".join(lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("carla is away from 2026-03-05 to 2026-03-06.")
        assert absences(store) == [CARLA, ("carla", "2026-03-05", "vacation")]
        await press(pilot, "u")
        assert absences(store) == [CARLA]


async def test_another_day_of_the_board_is_the_day_that_is_proposed(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "]", "A")
        assert any("bruno tomorrow sick" in line for line in lines)
        await press(pilot, "escape", "]", "A")
        assert any("bruno 2026-03-04 sick" in line for line in screen_text(pilot.app))
        assert visits(store)[:2] == [FIRST, SECOND]
