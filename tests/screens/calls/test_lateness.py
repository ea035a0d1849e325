"""A late call that is paused: inbox, page and explanation show the one figure."""

from datetime import timedelta
from pathlib import Path

from tests.screens.running import press, running, screen_text
from tests.services.desk import MONDAY_9, Desk


async def test_inbox_page_and_explanation_show_one_lateness_of_a_paused_call(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=6)
    desk.calls.pause([number])
    desk.later(hours=20)
    desk.store.close()
    async with running(tmp_path / "desk.db", now=desk.time) as pilot:
        lines = screen_text(pilot.app)
        assert any(line.split()[1:3] == [number, "-2h00"] for line in lines), lines
        assert any("Resolve by Mon 13:00" in line for line in lines), lines
        lines = await press(pilot, "d")
        assert any("Late by 2h00 of covered time." in line for line in lines), lines
    assert desk.time == MONDAY_9 + timedelta(hours=26)
