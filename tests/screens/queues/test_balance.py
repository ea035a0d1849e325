"""The balance of a queue on the screen: proposed, changed line by line, given out, taken back by one key."""

from pathlib import Path

import pytest

from tests.screens.running import press, running, said, write
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three calls wait in NORTH, which anna and bruno serve."""
    desk = Desk(tmp_path / "desk.db")
    desk.add("queue_member", queue="NORTH", person="bruno")
    for _ in range(3):
        desk.open_call(queue="NORTH")
    return desk


def owners(desk: Desk) -> list[str | None]:
    return [desk.row(str(number))["assignee"] for number in (10001, 10002, 10003)]


async def test_a_proposal_is_changed_and_given_out_and_one_key_takes_it_back(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "B")
        text = "\n".join(lines)
        assert "Balance of NORTH  3 calls wait" in text
        assert any(line.split()[:3] == ["anna", "0", "open"] and "+2" in line for line in lines)
        assert any(
            "10001" in line and "anna" in line and "has least at hand: 0 open" in line for line in lines
        )
        await press(pilot, "enter")
        await write(pilot, "bru")
        lines = await press(pilot, "enter")
        assert any("10001" in line and "bruno" in line and "chosen by hand" in line for line in lines)
        lines = await press(pilot, "x")
        assert any("10002" in line and "left in the queue" in line for line in lines)
        await press(pilot, "s")
        assert said(pilot) == "Give out 2 calls of NORTH?"
        await press(pilot, "y")
        assert said(pilot).startswith("2 calls given out")
        assert owners(desk) == ["bruno", None, "anna"]
        lines = await press(pilot, "u")
        assert owners(desk) == [None, None, None]
        assert any("3 calls wait" in line for line in lines)
        lines = await press(pilot, "q")
        assert lines[1].startswith(" /")


async def test_when_all_is_given_out_one_is_back_where_one_was(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "B", "s", "y")
        assert lines[1].startswith(" /")
        assert said(pilot).startswith("3 calls given out")
        assert None not in owners(desk)
        await press(pilot, "u")
        assert owners(desk) == [None, None, None]


async def test_where_no_call_is_chosen_the_queue_is_asked_for(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "/")
        await write(pilot, " queue:south")
        await press(pilot, "enter")
        await press(pilot, "B")
        await write(pilot, "sou")
        lines = await press(pilot, "enter")
        assert any("Balance of SOUTH" in line for line in lines)
        assert any("Nobody of this queue is there today." in line for line in lines)
        await press(pilot, "s")
        assert said(pilot) == "No call of the proposal has somebody to go to."


async def test_at_eighty_columns_the_reason_is_read_whole(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await pilot.resize_terminal(80, 24)
        lines = await press(pilot, "B")
        assert all(len(line) <= 80 for line in lines)
        assert any("has least at hand: 0 open" in line for line in lines)


async def test_on_the_board_it_is_the_queue_of_the_column(desk: Desk) -> None:
    desk.open_call(assignee="")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "4", "k")
        lines = await press(pilot, "B")
        assert any("Balance of NORTH" in line for line in lines)
        await press(pilot, "q", "l")
        lines = await press(pilot, "B")  # the column "no queue": which one is asked
        assert any(line.startswith(" Balance of") for line in lines)
