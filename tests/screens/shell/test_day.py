"""My day on the screen: several kinds of lines in one list, each with the keys that mean something on it."""

from datetime import timedelta
from pathlib import Path
from typing import cast

from svc_tui.screens.shell.day import DayScreen
from svc_tui.services.activities.service import Activities
from svc_tui.services.planning.service import Plan
from tests.resting import rest
from tests.screens.running import press, running, said, screen_text, type_text
from tests.services.desk import MONDAY_9, Desk


def filled(path: Path) -> Desk:
    """A late task, a call due today, one that is not mine, a message."""
    desk = Desk(path)
    first = desk.open_call(priority="high")
    second = desk.open_call(subject="Leaks")
    desk.calls.assign([first], "anna")
    desk.calls.assign([second], "carla")
    activities = Activities(desk.context)
    activities.new({"subject": "Ring the hotel", "kind": "phone", "starts_at": MONDAY_9 + timedelta(hours=1)})
    desk.as_person("bruno").note([second], "@anna the seal is here")
    return desk


async def test_a_day_stands_in_the_order_of_the_time_left_with_the_acts_of_calls(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "m")
        assert lines[1].startswith(" / Monday 2 March 2026")
        assert lines[1].rstrip().endswith("2 due today, 1 message")
        assert [line.split()[:4] for line in lines[3:6]] == [
            [">", "10:00", "1h00", "phone"], ["11:00", "2h00", "call", "10001"], ["*", "mention", "10002", "bruno"],
        ]  # fmt: skip
        await press(pilot, "t")
        assert said(pilot) == "This line is no call. enter opens it, C puts it away."
        await press(pilot, "j", "p", "l")
        assert said(pilot).startswith("10001: priority low")
        await press(pilot, "u")
        lines = await press(pilot, "G", "enter")
        assert lines[1].startswith(" 10002 Leaks")
        await press(pilot, "q", "C")
        assert said(pilot).startswith("Message 2 done")
        assert "mention" not in "".join(screen_text(pilot.app)[3:8])
        await press(pilot, "g", "g", "C")
        assert said(pilot).startswith("Activity 1 done")
        lines = await press(pilot, "u")
        assert "phone" in lines[3]
    desk.store.close()


async def test_a_day_is_filtered_by_words_and_messages_are_put_off(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "g", "m", "slash")
        await type_text(pilot, "seal")
        lines = await press(pilot, "enter")
        assert "mention" in lines[3]
        assert lines[4].strip() == ""
        await press(pilot, "z")
        await type_text(pilot, "+2h")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("Message 2 comes back")
        assert "Nothing of your day has these words." in "".join(screen_text(pilot.app))
        await press(pilot, "g", "t")
        assert "Nothing waits for you." in "".join(screen_text(pilot.app))
        await press(pilot, "g", "m")
        assert screen_text(pilot.app)[1].startswith(" / Monday")
    desk.store.close()


async def test_a_line_goes_although_a_read_that_was_thrown_away_saw_it_go_first(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "m")
        screen = cast(DayScreen, pilot.app.screen)
        gone = screen.rows.ids[-1]
        assert "mention" in lines[5]
        screen.services.messages.snooze(["2"], MONDAY_9 + timedelta(hours=2))
        screen.listed.ids("")
        screen.reread([gone])
        await rest(pilot.app)
        assert gone not in screen.rows.ids
        assert "mention" not in "".join(screen_text(pilot.app)[3:8])
    desk.store.close()


async def test_an_empty_day_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "m")
        assert "Nothing is late, nothing is due today, and nobody told you anything." in "".join(lines)
        await press(pilot, "t", "C", "z", "r", "enter", "G", "x")
    desk.store.close()


async def test_one_key_arrives_at_a_visit_and_leaves_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    call = desk.open_call()
    Plan(desk.context).new(call, {"technicians": "bruno", "starts_at": MONDAY_9})
    async with running(desk.store.path, who="bruno", now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "m")
        assert lines[3].split()[:4] == [">", "09:00", "0h00", "visit"]
        lines = await press(pilot, "C")
        assert said(pilot).startswith("Visit 1 begun at")
        assert "working" in "".join(lines[3:6])
        await press(pilot, "g", "g")
        if "working" not in screen_text(pilot.app)[3]:
            await press(pilot, "j")
        await press(pilot, "C")
        assert said(pilot).startswith("Visit 1 done")
        lines = await press(pilot, "u")
        assert "working" in "".join(lines[3:6])
    desk.store.close()
