"""The day board: each story once, with keys as a person presses them, read as text."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from tests.screens.running import press, running, said, screen_text, services_at, type_text
from tests.services.desk import MONDAY_9, Desk, kept

H = timedelta(hours=1)


def a_day(desk: Desk) -> None:
    """10001 with bruno 09-11, 10002 with carla 10-11; 10003 and 10004 wait."""
    for subject, priority in (
        ("Stops after warm-up", "high"), ("Door sensor error E12", "medium"), ("Leak at inlet valve", "high"),
        ("Waits for pump seal", "low"),
    ):  # fmt: skip
        desk.open_call(subject=subject, priority=priority)
    plan = Plan(desk.context)
    plan.new("10001", {"technicians": "bruno", "starts_at": MONDAY_9, "length": "2h"})
    plan.new("10002", {"technicians": "carla", "starts_at": MONDAY_9 + H, "length": "1h"})
    Absences(desk.context).away("carla 2026-03-03 vacation")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copy(kept(a_day), tmp_path / "desk.db"))


def visits(store: Path) -> list[tuple[str, tuple[str, ...], float, float, str]]:
    """Every visit: call, who, when from nine o'clock on, how long, status."""
    services = services_at(store, now=MONDAY_9)()
    try:
        return [
            (
                row.call,
                row.technicians,
                (row.starts_at - MONDAY_9) / H,
                (row.ends_at - row.starts_at) / H,
                row.status,
            )
            for row in services.plan.all_rows("is:any sort:number")
        ]
    finally:
        services.close()


FIRST = ("10001", ("bruno",), 0, 2, "planned")
SECOND = ("10002", ("carla",), 1, 1, "planned")


async def test_a_day_stands_with_its_visits_and_what_is_to_be_planned(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7")
        assert lines[1].startswith(" Monday 2 March 2026, today ")
        assert lines[1].endswith("2 technicians, 2 visits, 2 to plan")
        assert lines[2].split() == [f"{hour:02}" for hour in range(6, 20)]
        assert lines[3] == " > bruno" + " " * 16 + "[10001=]. . . . . . . . . . . . . ."
        assert lines[4] == "   carla" + " " * 16 + "| . 002=. . . . . . . . . . . . . ."
        assert lines[5] == " To plan, by time left"
        assert [line[3:8] for line in lines[6:8]] == ["10003", "10004"]
        assert lines[6].endswith("1h00  bruno 11:15, carla 11:15")
        assert lines[7].split()[1] == "4h00"
        assert lines[18].startswith(" 10001 Stops after warm-up, Lavanderia Bianchi")
        assert lines[19].startswith(" 09:00-11:00 planned, bruno.  Due Mon 13:00: in time by 2h00.")


async def test_the_cursor_goes_over_people_times_and_calls(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "l")
        assert lines[19] == " 11:00, free until 18:00 (7h00)"
        lines = await press(pilot, "j", "h")
        assert lines[4].startswith(" > carla")
        assert lines[18].startswith(" 10002 Door sensor")
        lines = await press(pilot, "j")
        assert lines[6].startswith(" > 10003")
        assert lines[18].startswith(" 10003 Leak at inlet valve")
        assert (await press(pilot, "j"))[18].startswith(" 10004")
        assert (await press(pilot, "k", "k"))[18].startswith(" 10002")
        assert (await press(pilot, "tab"))[18].startswith(" 10003")
        lines = await press(pilot, "tab", *"h" * 9)
        assert lines[2].split()[0] == "05"  # the hours follow the cursor


async def test_days_go_by_and_today_comes_back(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "]")
        assert lines[1].startswith(" Tuesday 3 March 2026, tomorrow")
        assert "x x x x" in lines[4]
        assert " vacation " in lines[4]
        assert (await press(pilot, "[", "["))[1].startswith(" Sunday 1 March 2026, yesterday")
        assert (await press(pilot, "t"))[1].startswith(" Monday 2 March 2026, today")


async def test_another_day_is_shown_where_its_work_begins_when_it_is_evening(store: Path) -> None:
    async with running(store, now=MONDAY_9 + 12 * H) as pilot:
        lines = await press(pilot, "7")
        assert lines[19] == " 21:00, no working hours"
        lines = await press(pilot, "]", "k")
        assert lines[19] == " 09:00, free until 18:00 (9h00)"
        assert lines[2].split()[0] == "06"
        assert (await press(pilot, "l", "l", "]"))[19].startswith(" 10:00, free until")


async def test_more_technicians_than_find_room_are_counted_and_scrolled_to(store: Path) -> None:
    services = services_at(store, now=MONDAY_9)()
    for code in ("dario", "elena", "fabio", "greta", "ivan", "luca", "marta", "nadia", "paolo"):
        services.people.new({"code": code, "roles": "technician"})
    services.close()
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7")
        assert lines[2].startswith(" ↓2  ")
        assert lines[11].split()[0] == "marta"
        lines = await press(pilot, *"j" * 10)
        assert lines[2].startswith(" ↑2  ")
        assert lines[11].startswith(" > paolo")
        assert len([line for line in lines[13:17] if line.strip()]) == 2  # the calls keep their room


async def test_a_move_is_shown_before_it_is_made_and_undone(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "L", "L")
        assert "[10001?]" in lines[3]
        assert lines[3].index("[10001") == 28
        assert lines[18].startswith(" 10001 10:00-12:00 (2h00), bruno  now Mon 09:00-11:00, bruno")
        assert lines[19] == " Due Mon 13:00: in time by 1h00."
        assert visits(store) == [FIRST, SECOND]
        await press(pilot, "enter")
        assert visits(store) == [("10001", ("bruno",), 1, 2, "planned"), SECOND]
        assert said(pilot).startswith("Visit 1 moved: bruno, Mon 10:00")
        lines = await press(pilot, "u")
        assert visits(store) == [FIRST, SECOND]
        assert lines[3].index("[10001=]") == 24


async def test_a_move_that_is_dropped_changes_nothing(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "L", "h")
        assert said(pilot).startswith("A move is drawn")
        lines = await press(pilot, "q")
        assert said(pilot) == "Left as it was."
        assert "[10001=]" in lines[3]
        assert visits(store) == [FIRST, SECOND]


async def test_length_and_technician_change_together_in_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "K")
        assert said(pilot) == "There is nobody else that way."
        await press(pilot, "-", "-", "L", "L", "L", "L", "J", "+", "enter")
        assert visits(store) == [("10001", ("carla",), 2, 1.5, "planned"), SECOND]
        await press(pilot, "u")
        assert visits(store) == [FIRST, SECOND]


async def test_what_speaks_against_a_move_is_said_and_an_overlap_wants_a_reason(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "J")
        assert "carla is at visit 2 (Lavanderia Bianchi)" in lines[20]
        assert lines[19].endswith("Next free: Mon 11:15, after the due date.")
        await press(pilot, "enter")
        assert "It overlaps" in screen_text(pilot.app)[21]
        await press(pilot, "enter")
        assert said(pilot) == "Without a reason it stays undone."
        assert visits(store) == [FIRST, SECOND]
        await press(pilot, "enter")
        await type_text(pilot, "one visit, two machines")
        await press(pilot, "enter")
        assert visits(store)[0] == ("10001", ("carla",), 0, 2, "planned")


async def test_a_call_is_put_where_the_cursor_is(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "l", "p")
        assert "003?" in lines[3]
        assert lines[18].startswith(" 10003 11:00-12:00 (1h00), bruno")
        lines = await press(pilot, "p")
        assert visits(store)[2:] == [("10003", ("bruno",), 2, 1, "planned")]
        assert lines[1].endswith("2 technicians, 3 visits, 1 to plan")


async def test_a_call_is_put_at_its_first_free_time_and_at_the_next(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "7", "P")
        assert "Nothing speaks against it." in lines[20]
        first = lines[18]
        lines = await press(pilot, "P")
        assert lines[18] != first
        assert "Nothing speaks against it." in lines[20]
        await press(pilot, "enter")
        assert len(visits(store)) == 3
        await press(pilot, "u")
        assert visits(store) == [FIRST, SECOND]


async def test_acts_on_the_visit_under_the_cursor(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert "[10001>]" in (await press(pilot, "7", "w"))[3]
        assert "[10001#]" in (await press(pilot, "i"))[3]
        await press(pilot, "j", "l", "l", "X")
        await type_text(pilot, "customer is away")
        await press(pilot, "enter")
        assert [row[4] for row in visits(store)] == ["working", "cancelled"]
        await press(pilot, "u", "a")
        await type_text(pilot, "bruno")
        lines = await press(pilot, "enter")
        assert any("bruno is at visit 1 (Lavanderia Bianchi)" in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("Without a reason it stays undone.")


async def test_a_call_opens_and_one_comes_back(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert "10001" in (await press(pilot, "7", "enter"))[1]
        lines = await press(pilot, "ctrl+o")
        assert lines[3].startswith(" > bruno")
        assert "10003" in (await press(pilot, "tab", "enter"))[1]
        await press(pilot, "q", "tab", "l", "enter")
        assert said(pilot) == "No visit here. p puts a call here."


async def test_the_calls_are_filtered(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7", "/")
        await type_text(pilot, "priority:low")
        lines = await press(pilot, "enter")
        assert [line[3:8] for line in lines[6:8]] == ["10004", ""]
        assert lines[5].endswith("/ priority:low")


async def test_what_others_plan_is_seen(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "7")
        other = services_at(store, "bruno", MONDAY_9)()
        other.plan.new("10003", {"technicians": "bruno", "starts_at": MONDAY_9 + 4 * H})
        other.close()
        look(pilot)
        lines = await press(pilot, "l")
        assert lines[1].endswith("3 visits, 1 to plan")


def look(pilot: Pilot[Any]) -> None:
    """The second in which it looks for news."""
    from svc_tui.screens.planning.board import PlanScreen

    screen = pilot.app.screen
    assert isinstance(screen, PlanScreen)
    screen._look_for_news()


async def test_a_wide_terminal_is_finer(store: Path) -> None:
    async with running(store, now=MONDAY_9, size=(140, 30)) as pilot:
        lines = await press(pilot, "7", "L", "enter")
        assert visits(store)[0][2] == 0.25
        assert lines[2].index("07") - lines[2].index("06") == 8
