"""What a screen does when it is opened it does once: Textual calls the handlers of all its classes."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from textual.message import Message
from textual.worker import Worker, WorkerState

from svc_tui import app
from svc_tui.screens.calls.explain import ExplainScreen
from svc_tui.screens.core import list_screen
from svc_tui.screens.planning import board
from tests.screens.running import press, running, settle
from tests.services.desk import Desk
from tests.terminal.desk import NOW, make_demo

READS = {
    "2": "view", "3": "view", "4": "detail", "5": "view", "6": "reports", "7": "plan", "8": "hints",
    "7 v w": "overview", "7 v m": "overview", "8 v h": "hints", "1 enter": "sheet", "2 enter": "sheet",
}  # fmt: skip
"""Keys that open something, and the group of the jobs that read it."""


@pytest.fixture(autouse=True)
def no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for others' changes while jobs are counted."""
    monkeypatch.setattr(app, "WATCH_S", 3600.0)
    for each in (list_screen, board):
        monkeypatch.setattr(each, "POLL_S", 3600.0)


def test_what_is_opened_is_read_once(tmp_path: Path) -> None:
    begun: Counter[str] = Counter()

    def hear(message: Message) -> None:
        if isinstance(message, Worker.StateChanged) and message.state is WorkerState.RUNNING:
            begun[message.worker.group] += 1

    async def drive() -> dict[str, int]:
        found = {}
        async with running(make_demo(tmp_path / "demo.db"), now=NOW, hears=hear) as pilot:
            for keys, group in READS.items():
                begun.clear()
                await press(pilot, *keys.split())
                found[keys] = begun[group]
                if len(keys) > 1:
                    await press(pilot, "q")
        return found

    assert asyncio.run(drive()) == dict.fromkeys(READS, 1)


class Counting(ExplainScreen):
    """A page that counts how often it names the places, and how often it is read."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.named = self.read = 0

    def show_top(self) -> None:
        self.named += 1
        super().show_top()

    def reload(self) -> None:
        self.read += 1
        super().reload()


def test_each_class_of_a_page_begins_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call()

    async def drive() -> tuple[int, int]:
        async with running(tmp_path / "desk.db") as pilot:
            page = Counting(number)
            await pilot.app.push_screen(page)
            await settle(pilot)
            return page.named, page.read

    assert asyncio.run(drive()) == (1, 1)
