"""`T` takes the most urgent call of one's queues; one stands on it, or it is opened."""

from pathlib import Path

from tests.screens.running import press, running, said
from tests.services.desk import Desk


async def test_one_stands_on_what_was_taken_and_on_a_page_it_is_opened(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    mine = desk.open_call(priority="high")
    first, second = desk.open_call(queue="NORTH"), desk.open_call(queue="NORTH")
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "T")
        assert said(pilot).startswith(f"{first} taken")
        assert any(line.split()[:2] == [">", first] for line in lines)
        await press(pilot, "k")
        assert (await press(pilot, "enter"))[1].startswith(f" {mine}")
        lines = await press(pilot, "T")
        assert lines[1].startswith(f" {second}")
        await press(pilot, "T")
        assert said(pilot) == "Nothing waits in NORTH."
        await press(pilot, "u")
        assert [desk.row(number)["assignee"] for number in (first, second)] == ["anna", None]
