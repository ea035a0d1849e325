"""The list of visits, the page and the form of one: each story once, with keys as a person presses them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.services.planning.service import Plan
from tests.screens.planning.test_board import H, visits
from tests.screens.running import press, running, said, screen_text, services_at, type_text
from tests.services.desk import MONDAY_9, Desk, kept

DAY = timedelta(days=1)


def three_visits(desk: Desk) -> None:
    """1: 10001 with bruno today 9-11; 2: 10002 with carla today 10-11; 3: 10001 with carla tomorrow at 14."""
    for subject in ("Stops after warm-up", "Door sensor error E12"):
        desk.open_call(subject=subject)
    plan = Plan(desk.context)
    plan.new(
        "10001", {"technicians": "bruno", "starts_at": MONDAY_9, "length": "2h", "note": "bring a ladder"}
    )
    plan.new("10002", {"technicians": "carla", "starts_at": MONDAY_9 + H, "length": "1h"})
    plan.new("10001", {"technicians": "carla", "starts_at": MONDAY_9 + DAY + 5 * H, "length": "1h"})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(kept(three_visits), tmp_path / "desk.db"))


async def test_the_list_stands_beside_the_plan_and_leads_back_to_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "v", "l")
        assert lines[1].endswith("3 visits")
        assert lines[2].split() == [
            "No.",
            "Begins",
            "Technicians",
            "Status",
            "Call",
            "Customer",
            "Subject",
        ]
        assert lines[3].split()[:6] == [">", "1", "09:00", "bruno", "planned", "10001"]
        assert lines[5].split()[:6] == ["3", "Tue", "14:00", "carla", "planned", "10001"]
        assert lines[14].startswith(" Visit 1  10001 Stops after warm-up, Lavanderia Bianchi")
        assert lines[15].startswith(
            " planned  Mon 09:00-11:00 (2h00)  bruno  Due Tue 16:00: in time by 1d 5h."
        )
        assert any(line.strip() == "bring a ladder" for line in lines)
        lines = await press(pilot, "q")
        assert lines[1].startswith(" Monday 2 March 2026")
        lines = await press(pilot, "1", "g", "v", "v", "2")
        assert lines[1].endswith("2 visits")
        assert (await press(pilot, "q"))[1].endswith("2 calls")


async def test_marks_are_moved_by_a_day_in_one_act_and_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "x", "x", "m")
        lines = await type_text(pilot, "+1d")
        assert any("Each is moved by so much." in line for line in lines)
        lines = await press(pilot, "enter")
        assert said(pilot) == "Move by +1d: 2 visits?"
        await press(pilot, "y")
        assert said(pilot).startswith("2 visits done")
        assert [each[2] for each in visits(store)] == [24, 25, 29]
        await press(pilot, "u")
        assert [each[2] for each in visits(store)] == [0, 1, 29]


async def test_one_is_moved_to_a_time_and_a_slip_is_said(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "m")
        lines = await type_text(pilot, "+x")
        assert any("+x is not a duration." in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("+x is not a duration.")
        await press(pilot, "m", "ctrl+u")
        lines = await type_text(pilot, "wed 8:30")
        assert any("It begins Wed 08:30." in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("Visit 1 moved: bruno, Wed 08:30")
        assert visits(store)[0][2] == 47.5


async def test_marks_go_to_somebody_else_and_what_overlaps_stays_marked(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "x", "x", "a")
        await type_text(pilot, "carla")
        lines = await press(pilot, "enter")
        assert any("2 overlap. Plan them all the same, because" in line for line in lines)  # each other
        await press(pilot, "enter", "y")  # without a reason it is refused
        lines = screen_text(pilot.app)
        assert said(pilot).startswith("1 of 2 done; refused: carla is at visit 2")
        assert lines[3].startswith("  x1 ")
        assert lines[14].startswith(" 1  carla is at visit 2 ")
        await press(pilot, "escape")
        assert [each[1] for each in visits(store)] == [("bruno",), ("carla",), ("carla",)]


async def test_visits_begin_end_and_are_cancelled_from_the_list(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "i")
        assert said(pilot).startswith("Visit 1 begun at Mon 09:00")
        await press(pilot, "k", "C")
        await type_text(pilot, "new door sensor")
        await press(pilot, "enter")
        assert said(pilot).startswith("Visit 1 done, 0 min")
        lines = await press(pilot, "g", "g", "X")
        await type_text(pilot, "customer is away")
        await press(pilot, "enter")
        assert said(pilot).startswith("Visit 2 cancelled")
        lines = screen_text(pilot.app)
        assert lines[1].endswith("1 visit")
        assert [each[4] for each in visits(store)] == ["done", "cancelled", "planned"]


async def test_the_list_is_sorted_and_filtered_and_its_figures_are_a_report(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "o")
        await type_text(pilot, "lasts")
        lines = await press(pilot, "enter")
        assert [line[3:5].strip() for line in lines[3:6]] == ["2", "3", "1"]
        await press(pilot, "slash", "ctrl+u")
        await type_text(pilot, "tech:carla is:today")
        lines = await press(pilot, "enter")
        assert lines[1].endswith("1 visit")
        lines = await press(pilot, "=")
        assert "tech:carla is:today" in "".join(lines[1:3])


async def test_enter_opens_the_page_with_its_history_and_the_call_is_a_jump_away(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "v", "enter")
        assert lines[1].startswith(" Visit 1  10001 Stops after warm-up, Lavanderia Bianchi")
        assert any(line.strip() == "bring a ladder" for line in lines)
        await press(pilot, "w")
        assert said(pilot).startswith("On the way to visit 1")
        lines = await press(pilot, "]")
        assert any("Status: planned → on the way" in line for line in lines)
        lines = await press(pilot, "'", "c")
        assert lines[1].startswith(" 10001 Stops after warm-up")
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" Visit 1 ")


async def test_the_form_says_what_speaks_against_it_and_saves(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "v", "j", "j", "e")
        assert any(line.split() == [">", "Technicians", "carla"] for line in lines)
        await press(pilot, "tab", "ctrl+u")
        lines = await type_text(pilot, "today 10:15")
        assert any("Due Tue 16:00: in time by 1d 4h." in line for line in lines)
        assert any(line.split() == ["Ends", "2026-03-02", "11:15"] for line in lines)
        assert any("carla is at visit 2" in line for line in lines)
        await press(pilot, "ctrl+s")
        assert "carla is at visit 2" in said(pilot)
        await press(pilot, "shift+tab", "ctrl+u")
        await type_text(pilot, "bruno carla")
        await press(pilot, "tab", "ctrl+u")
        await type_text(pilot, "today 11:30")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("3 saved")
        assert visits(store)[2][:4] == ("10001", ("bruno", "carla"), 2.5, 1)


async def test_what_overlaps_is_told_while_it_is_typed_and_moved_with_a_reason_alone(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "v", "j", "j", "m", "ctrl+u")
        lines = await type_text(pilot, "today 10:15")
        assert any("It begins Mon 10:15. carla is at visit 2" in line for line in lines)
        lines = await press(pilot, "enter")
        assert any("1 overlaps. Plan it all the same, because" in line for line in lines)
        assert any("carla is at visit 2 (Lavanderia Bianchi) from Mon 10:00" in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("Without a reason it stays undone.")
        assert visits(store)[2][2] == 29
        await press(pilot, "m", "ctrl+u")
        await type_text(pilot, "today 10:15")
        await press(pilot, "enter")
        await type_text(pilot, "two of them lift it")
        await press(pilot, "enter")
        assert said(pilot).startswith("Visit 3 moved: carla, Mon 10:15")
    services = services_at(store, now=MONDAY_9)()
    assert services.plan.find(3).forced == "two of them lift it"
    services.close()


async def test_n_opens_the_form_of_a_new_visit_which_finds_its_call(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "v", "n")
        assert any(line.split() == [">", "Call"] for line in lines)
        await type_text(pilot, "sensor")
        await press(pilot, "enter")
        await type_text(pilot, "bruno")
        await press(pilot, "tab")
        lines = await type_text(pilot, "tomorrow 9")
        assert "10002" in "".join(lines)
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("4 saved")
    assert visits(store)[3][:3] == ("10002", ("bruno",), 24)
