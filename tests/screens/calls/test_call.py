"""The open call: read it tab by tab, act on it, come back; its due date explained."""

from datetime import date
from pathlib import Path

import pytest

from tests.screens.running import press, running, said, screen_text, settle, write
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two calls: 10001 with a pause behind it, 10002 on a unit that no contract lists."""
    desk = Desk(tmp_path / "desk.db")
    first = desk.open_call(description="The drum stops.\nThe lamp blinks twice.", queue="NORTH", assignee="")
    desk.open_call(subject="Leaks [/b] at the door", serial="SN-000932")
    desk.calls.note([first], "will call back", "phone")
    desk.calls.pause([first])
    desk.later(hours=2)
    desk.calls.resume([first])
    return desk


async def test_the_head_says_who_what_covered_and_both_targets(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "enter")
        assert lines[0].startswith(" Inbox  Equipment ")
        assert lines[0].endswith(" anna")
        assert lines[1].startswith(" 10001 Stops after warm-up")
        assert lines[1].split()[-2:] == ["open", "low"]
        assert lines[2] == " Lavanderia Bianchi  +39 02 555 0101  WSH-40  SN-000931"
        said_of = " ".join(" ".join(lines[3:5]).split())
        assert "Covered by K-58 (serial) to 31 Dec: parts, labour. Travel is billed." in said_of
        assert "Respond by Mon 13:00, met 09:00. Resolve by Tue 18:00, 16h00 left." in said_of
        assert lines[6].startswith(" [General] Description  Activities 1  Solutions  History  Files  Work")
        text = "\n".join(lines)
        assert "Queue            NORTH" in text
        assert "Location         Basement, left rack" in text
        lines = await press(pilot, "q")
        assert lines[3].startswith(" > 10001")


async def test_tabs_turn_with_brackets_and_with_plus_and_minus(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "l")
        lines = await press(pilot, "]")
        assert "[Description]" in lines[6]
        assert lines[9:11] == [" The drum stops.", " The lamp blinks twice."]
        lines = await press(pilot, "+")
        assert lines[7:9] == [" 09:00  anna  Phone call", "   will call back"]
        lines = await press(pilot, "]", "]")
        assert "[History]" in lines[6]
        assert any("status" in line and "pending → open" in line for line in lines)
        lines = await press(pilot, "-", "-", "-", "-")
        assert "[General]" in lines[6]


async def test_acts_work_on_the_open_call_and_are_undone_there(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, "p", "h")
        assert lines[-2].startswith(" 10001: priority high")
        assert lines[1].split()[-1] == "high"
        assert "left" in lines[4]
        lines = await press(pilot, "u")
        assert lines[1].split()[-1] == "low"
        await press(pilot, "c")
        await write(pilot, "meeting: looked at it")
        lines = await press(pilot, "enter", "]", "]")
        assert "[Activities 2]" in lines[6]
        lines = await press(pilot, "t")
        assert lines[-2].startswith(" 10001 taken")


async def test_what_others_do_to_the_open_call_is_shown(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        desk.as_person("bruno").set(["10001"], {"subject": "Stops when hot"})
        pilot.app.screen._look_for_news()  # type: ignore[attr-defined]  # what the clock does each second
        await settle(pilot)
        assert screen_text(pilot.app)[1].startswith(" 10001 Stops when hot")


async def test_neighbours_are_opened_and_the_list_follows(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, "}")
        assert lines[1].startswith(" 10002 Leaks [/b] at the door")
        assert "Not covered" in lines[3]
        await press(pilot, "right")
        assert said(pilot) == "This is the last call of the list."
        lines = await press(pilot, "q")
        assert lines[4].startswith(" > 10002")


async def test_a_long_tab_scrolls_and_says_where_one_is(desk: Desk) -> None:
    desk.calls.set(["10001"], {"description": "\n".join(f"line {number}" for number in range(60))})
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "enter", "]")
        assert lines[6].endswith("1-15 of 62")
        assert lines[9] == " line 0"
        lines = await press(pilot, "j", "j")
        assert lines[7] == " line 0"
        lines = await press(pilot, "G")
        assert lines[6].endswith("48-62 of 62")
        assert lines[21] == " line 59"
        lines = await press(pilot, "g", "g")
        assert lines[9] == " line 0"


async def test_the_due_date_is_explained_as_a_page(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "d")
        text = "\n".join(lines)
        assert "Reported Monday 2 March 2026, 09:00 (Europe/Rome)." in text
        assert "Covered hours: Mo-Fr 09:00-18:00" in text
        assert "09:00-11:00  paused       2h00" in text
        assert "11:00-18:00  covered      7h00      7h00" in text
        assert "09:00-18:00  covered      9h00     16h00" in text
        text = "\n".join(await press(pilot, "G"))
        assert "The target is 16h00: due Tuesday 3 March 2026, 18:00." in text
        assert "K-58    taken" in text
        assert "Priority high                resolve by Mon 15:00" in text
        assert "Paused until Tue 09:00       resolve by Wed 16:00" in text
        assert (await press(pilot, "q"))[3].startswith(" > 10001")


async def test_closing_asks_for_what_is_missing_and_takes_the_call_first(desk: Desk) -> None:
    desk.calls.note(["10001"], "order the seal", "task", closed=False)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, "s", "c")
        assert "neither a solution nor a resolution text" in lines[-4]
        assert said(pilot) == "10001 still has 1 open activity. It waits in NORTH: you take it first."
        await write(pilot, "Belt changed")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("10001 closed")
        assert lines[1].split()[-2:] == ["closed", "low"]
        assert any(line.split()[:3] == ["Handled", "by", "anna"] for line in lines)
        await press(pilot, "u")
        assert desk.row("10001")["assignee"] is None


async def test_files_are_attached_listed_and_saved_out(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    picture = tmp_path / "plate.txt"
    picture.write_text("serial plate")
    away = tmp_path / "away"
    away.mkdir()
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter", ":")
        await write(pilot, "attach")
        await press(pilot, "enter")
        lines = await write(pilot, "pla")
        assert any("plate.txt" in line for line in lines)
        await press(pilot, "tab", "enter")
        assert said(pilot) == "plate.txt attached to 10001  (u undo)"
        lines = await press(pilot, "-", "-")
        assert "[Files 1]" in lines[6]
        assert lines[7].startswith(" plate.txt")
        await press(pilot, ":")
        await write(pilot, "save a file")
        await press(pilot, "enter", "enter")
        await write(pilot, "away")
        await press(pilot, "enter")
        assert (away / "plate.txt").read_text() == "serial plate"


async def test_jumping_to_the_customer_and_back(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, "'", "b")
        assert lines[1] == " C1  Lavanderia Bianchi"
        assert any("call opened" in line and "10002" in line for line in lines), (
            "its line of time comes first"
        )
        assert (await press(pilot, "ctrl+o"))[1].startswith(" 10001")
        await press(pilot, "q")
        assert (await press(pilot, ";", "c"))[1].startswith(" 10001")


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (60, 15), (140, 50)])
async def test_any_size_is_survived(desk: Desk, size: tuple[int, int]) -> None:
    async with running(desk.store.path, now=desk.time, size=size) as pilot:
        await press(pilot, "enter", "]", "]", "]", "]", "]", "d", "G", "q")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_text(pilot.app)[-1].endswith("? keys")


async def test_text_of_people_is_never_markup(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    hostile = "[@click=app.exit]x[/] \x1b]52;c;aGk=\x07 [/b]"
    number = desk.open_call(subject=hostile, description=hostile, contact=hostile, resolution="")
    desk.calls.note([number], hostile)
    async with running(desk.store.path, now=desk.time) as pilot:
        seen = await press(pilot, "enter")
        for _tab in range(5):
            seen += await press(pilot, "]")
        text = "\n".join(seen + await press(pilot, "q", "d"))
        assert "[@click=app.exit]x[/]" in text
        assert "\x1b" not in text
        assert "\x07" not in text


def later_contract(desk: Desk) -> None:
    """A contract for everything of the customer, made after the calls."""
    desk.add(
        "contract", number=60, type="customer", status="approved", customer="C1", start=date(2026, 1, 1),
        end=date(2026, 12, 31), response="2h", resolution="8h", coverage="Mo-Fr 09:00-18:00",
    )  # fmt: skip


async def test_sc_27_a_contract_made_later_is_offered_and_shows_its_due_date(desk: Desk) -> None:
    later_contract(desk)
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "j", "enter")
        assert lines[1].startswith(" 10002")
        assert said(pilot).startswith("K-60 covers this unit by now.")
        await press(pilot, ":")
        await write(pilot, "contract")
        lines = await press(pilot, "enter")
        assert any("K-60" in line and "resolve by Mon 17:00" in line for line in lines) or any(
            "K-60" in line and "resolve by 17:00" in line for line in lines
        )
        lines = await press(pilot, "enter")
        assert lines[3].startswith(" Covered by K-60")
        assert "Resolve by Mon 17:00" in lines[4]


async def test_sc_11_answering_a_waiting_call_offers_to_take_it_first(desk: Desk) -> None:
    desk.calls.act(["10002"], "", lambda call: call.move("NORTH"))
    desk.calls.assign(["10002"], None)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "j", "enter", "r")
        assert said(pilot) == "10002 waits in NORTH: take it and respond?"
        await press(pilot, "y")
        assert said(pilot).startswith("10002 answered")
        assert desk.row("10002")["assignee"] == "anna"


async def test_a_task_is_done_reopened_and_corrected(desk: Desk) -> None:
    desk.calls.note(["10001"], "order the seal", "task", closed=False)
    desk.calls.note(["10001"], "call the supplier", "task", closed=False)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter", "C")
        lines = await write(pilot, "seal")
        assert any("order the seal" in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("Activity ")
        await press(pilot, ":")
        await write(pilot, "correct an")
        await press(pilot, "enter")
        await write(pilot, " today")
        await press(pilot, "enter")
        lines = await press(pilot, "]", "]")
        text = "\n".join(lines)
        assert "call the supplier today" in text
        assert text.count("Task  open") == 1
