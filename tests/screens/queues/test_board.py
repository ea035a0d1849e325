"""The board of queues: each story once, with keys as a person presses them, read as text."""

import shutil
from pathlib import Path
from typing import cast

import pytest

from svc_tui.app import SvcApp
from svc_tui.screens.queues.board import BoardScreen
from tests.screens.running import press, running, said, screen_text, services_at, settle, type_text
from tests.services.desk import MONDAY_9, Desk, kept

CALLS = (
    ("Stops after warm-up", "high", "NORTH"), ("Door sensor error E12", "medium", "NORTH"),
    ("Leak at inlet valve", "high", "SOUTH"), ("Waits for pump seal", "low", None),
)  # fmt: skip


def four_calls(desk: Desk) -> None:
    for subject, priority, queue in CALLS:
        desk.open_call(subject=subject, priority=priority, queue=queue, assignee="")


def long_queue(desk: Desk) -> None:
    for at in range(30):
        desk.open_call(subject=f"Call {at}", queue="NORTH", assignee="")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four calls: 10001 and 10002 in NORTH, 10003 in SOUTH, 10004 in no queue."""
    return Path(shutil.copy(kept(four_calls), tmp_path / "desk.db"))


async def test_all_queues_stand_side_by_side_with_their_figures(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4")
        assert lines[1] == " /" + " " * 44 + "is:open  3 queues, 4 open calls"
        assert lines[2] == "  NORTH            2 open   SOUTH            1 open   no queue           1 open"
        assert lines[3] == "  2 free  0 late  old 0h    1 free  0 late  old 0h    0 free  0 late  old 0h"
        assert lines[4] == "  today  2 in  0 out        today  1 in  0 out        today  1 in  0 out"
        assert lines[5] == "> 10001     2h00 H -        10003     2h00 H -        10004     4h00 L anna"
        assert lines[6] == "  Stops after warm-up       Leak at inlet valve       Waits for pump seal"
        assert lines[7] == "  10002     4h00 M -"
        assert lines[18].startswith(" 10001 Stops after warm-up")


async def test_the_cursor_goes_from_column_to_column_and_into_the_heads(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "j", "l")
        assert lines[5].startswith("  10001     2h00 H -      > 10003")
        assert lines[18].startswith(" 10003 Leak")
        assert (await press(pilot, "right"))[5].endswith("> 10004     4h00 L anna")
        lines = await press(pilot, "h", "h", "k")
        assert lines[4].startswith("  today >2 in  0 out ")
        assert lines[18].startswith(" NORTH  Northern team  manager bruno  members anna")
        assert lines[19] == " 2 calls came in today.  (enter lists them)"
        lines = await press(pilot, "k", "l", "l", "l")
        assert "  old 0h   >1 free  0 late" in lines[3]
        assert lines[18].startswith(" SOUTH")
        await press(pilot, "t")
        assert said(pilot) == "No call to act on."
        lines = await press(pilot, "k", "j", "j", "j", "j")
        assert "> 10003" in lines[5]
        assert (await press(pilot, "h", "G"))[7].startswith("> 10002")
        assert (await press(pilot, "g", "g"))[5].startswith("> 10001")


async def test_a_figure_opens_exactly_its_calls_and_one_comes_back_to_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "k", "k", "enter")
        assert lines[1].startswith(" / queue:NORTH is:unassigned ")
        assert lines[1].endswith("is:open  2 calls")
        assert [line[3:8] for line in lines[3:5]] == ["10001", "10002"]
        lines = await press(pilot, "ctrl+o")
        assert lines[3].startswith(" >2 free")
        assert (await press(pilot, "j", "enter"))[1].startswith(" / came:NORTH ")
        lines = await press(pilot, "4", "j", "l", "l", "k", "k", "k", "enter")
        assert lines[1].startswith(" / queue:none ")


async def test_acts_on_marks_go_across_columns_and_move_calls_between_them(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "x", "l", "x")
        assert lines[5].startswith(" x10001     2h00 H -      >x10003")
        assert "2 marked" in lines[22]
        await press(pilot, "t", "y")
        lines = screen_text(pilot.app)
        assert lines[3].startswith("  1 free  0 late  old 0h    0 free")
        assert lines[5].startswith("  10001     2h00 H anna   > 10003     2h00 H anna")
        await press(pilot, "m")
        lines = await type_text(pilot, "nor")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("10003 moved to NORTH")
        assert lines[2].startswith("  NORTH                          3 open   no queue ")
        assert lines[4].startswith("  today  3 in  0 out")
        lines = await press(pilot, "u")
        assert lines[2].startswith("  NORTH            2 open   SOUTH            1 open   no queue")
        assert (await press(pilot, "u"))[5].startswith("  10001     2h00 H -        10003     2h00 H -")


@pytest.mark.parametrize(
    ("keys", "typed", "answer", "done", "row"),
    [
        pytest.param("pl", "", "Priority low: 2 calls?", "2 calls: priority low", "4h00 L -", id="priority"),
        pytest.param("z", "tomorrow", "Pause: 2 calls?", "2 calls paused until Tue 09:00", "paused H -", id="pause"),
        pytest.param("c", "phoned", "Note: 2 calls?", "2 calls: noted", "2h00 H -", id="note"),
        pytest.param("a", "bru", "Assign to bruno: 2 calls?", "2 calls given to bruno", "2h00 H bruno", id="give"),
    ],
)  # fmt: skip
async def test_acts_of_the_inbox_are_those_of_the_board(
    store: Path, keys: str, typed: str, answer: str, done: str, row: str
) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        before = await press(pilot, "4", "x", "l", "x", *keys)
        if typed:
            await type_text(pilot, typed)
            before = await press(pilot, "enter")
        assert said(pilot) == answer
        lines = await press(pilot, "y")
        assert said(pilot).startswith(done)
        assert [lines[5][at : at + 22].split(None, 1)[-1].strip() for at in (2, 28)] == [row, row]
        assert (await press(pilot, "u"))[5] == before[5].replace("x", " ")


async def test_what_is_closed_leaves_the_board(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4", "x", "l", "x", "t", "y", "x", "h", "x", "s")
        await type_text(pilot, "clo")
        await press(pilot, "enter")
        lines = await press(pilot, "y")
        assert said(pilot).startswith("2 calls")
        assert lines[2].startswith("  NORTH                          1 open   no queue")
        assert lines[4].startswith("  today  2 in  1 out")
        assert (await press(pilot, "u"))[2].startswith("  NORTH            2 open   SOUTH            1 open")


async def test_the_cursor_stays_in_its_queue_when_its_call_leaves(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4", "j", "m")
        await type_text(pilot, "sou")
        lines = await press(pilot, "enter")
        assert lines[5].startswith("> 10001")
        assert lines[18].startswith(" 10001")
        assert "10002" in lines[7][20:]


async def test_what_others_do_is_shown_with_its_figures(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4", "l")
        services = services_at(store, "bruno", MONDAY_9)()
        services.calls.move(["10001"], "SOUTH")
        services.close()
        while not screen_text(pilot.app)[2].startswith("  NORTH            1 open   SOUTH            2 open"):
            await pilot.pause(0.05)
        lines = screen_text(pilot.app)
        assert lines[4].startswith("  today  2 in  1 out        today  2 in")
        assert "> 10003" in lines[5] or "> 10003" in lines[7]


async def test_the_queue_of_the_column_is_balanced(store: Path) -> None:
    """Of a call without a queue there is none: one is asked for."""
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "l", "k", "B")
        assert "SOUTH" in "".join(lines[1:4])
        lines = await press(pilot, "q", "j", "l", "B")
        assert any(line.startswith(" Balance of") for line in lines)


async def test_the_next_call_is_taken_from_the_board(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "l", "T")
        assert said(pilot).startswith("10001 taken")
        assert lines[3].startswith("  1 free")
        assert lines[5].startswith("> 10001     2h00 H anna     10003")


async def test_a_call_that_a_colleague_has_open_or_edits_is_marked_while_he_is_there(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        before = await press(pilot, "4")
        app = cast(SvcApp, pilot.app)

        async def look() -> list[str]:
            app._look()
            cast(BoardScreen, app.screen)._look_for_news()
            await settle(pilot)
            return screen_text(app)

        bruno = services_at(store, "bruno", MONDAY_9)()
        bruno.calls.present({1, 3}, {3})
        lines = await look()
        assert lines[5] == "> 10001 ◦   2h00 H -        10003     2h00 H ✎ bru…   10004     4h00 L anna"
        bruno.close()
        assert await look() == before


async def test_the_filter_holds_for_every_column(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4", "/")
        await type_text(pilot, "priority:high")
        lines = await press(pilot, "enter")
        assert lines[2] == "  NORTH                          1 open   SOUTH                          1 open"
        await press(pilot, "k", "k", "k")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / queue:NORTH priority:high ")


async def test_columns_are_chosen_and_kept(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4", "v", "c")
        await type_text(pilot, "- south")
        lines = await press(pilot, "enter")
        assert said(pilot) == "Columns: - SOUTH  (u undo)"
        assert lines[2].startswith("  no queue ")
        assert "NORTH" not in lines[2]
        lines = await press(pilot, "k")
        assert "1 queue with calls is not shown; vc chooses." in "".join(lines[18:22])
    async with running(store, now=MONDAY_9) as pilot:
        assert "NORTH" not in (await press(pilot, "g", "q"))[2]
        await press(pilot, "v", "c")
        await press(pilot, *["backspace"] * 8)
        assert (await press(pilot, "enter"))[2].startswith("  NORTH ")
    async with running(store, who="bruno", now=MONDAY_9) as pilot:
        assert (await press(pilot, "4"))[2].startswith("  NORTH ")


async def test_below_eighty_columns_one_queue_is_shown_at_a_time(store: Path) -> None:
    async with running(store, now=MONDAY_9, size=(64, 18)) as pilot:
        lines = await press(pilot, "4")
        assert lines[1].endswith(" 1 of 3 queues, 4 open calls")
        assert "NORTH" in lines[2]
        assert "SOUTH" not in lines[2]
        lines = await press(pilot, "l")
        assert "SOUTH" in lines[2]
        assert lines[1].endswith(" 2 of 3 queues, 4 open calls")


async def test_a_long_column_scrolls_alone(tmp_path: Path) -> None:
    store = Path(shutil.copy(kept(long_queue), tmp_path / "desk.db"))
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "4")
        lines = await press(pilot, *"jjjjjj")
        assert "> 10007" in "\n".join(lines)
        lines = await press(pilot, "G")
        assert "> 10030" in "\n".join(lines)
        lines = await press(pilot, "pageup", "pageup")
        assert "> 10018" in "\n".join(lines)
        await press(pilot, "enter")
        assert screen_text(pilot.app)[1].lstrip().startswith("10018")
        await press(pilot, "q")
        await settle(pilot)
        assert "> 10018" in "\n".join(screen_text(pilot.app))


async def test_the_last_key_of_back_is_left_to_it(store: Path) -> None:
    """`h` is the queue on the left here; `q` still asks before one leaves."""
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "4", "h")
        assert lines[5].startswith("> 10001")
        await press(pilot, "q")
        assert said(pilot) == "Leave svc-tui?"
