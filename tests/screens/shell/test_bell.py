"""The bell: on wish, in working hours, once a minute."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.screens.shell.bell import Bell
from svc_tui.services.core.context import Context
from svc_tui.settings import Settings
from tests.services.desk import MONDAY_9, Desk


@dataclass
class Terminal:
    """An app whose work is done at once, and that counts how often it rang."""

    desk: Desk
    settings: Settings = field(default_factory=Settings)
    now: datetime = MONDAY_9
    rang: int = 0

    def __post_init__(self) -> None:
        self.services = Services(Context(self.desk.store, "bruno", lambda: self.now))

    def bell(self) -> None:
        self.rang += 1

    def run_worker(self, work: Callable[[], Any], *, thread: bool, group: str, exit_on_error: bool) -> None:
        work()

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        callback(*args)
        return True


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(Desk(tmp_path / "desk.db"))


def test_it_is_silent_unless_somebody_wants_it_and_follows_the_person_s_own_choice(
    terminal: Terminal,
) -> None:
    Bell(terminal).ring()
    assert terminal.rang == 0
    terminal.services.messages.want_bell(True)
    Bell(terminal).ring()
    assert terminal.rang == 1
    terminal.settings = replace(Settings(), bell=True)
    terminal.services.messages.want_bell(False)
    Bell(terminal).ring()
    assert terminal.rang == 1


def test_it_rings_once_a_minute_and_never_outside_the_hours_of_the_queue(terminal: Terminal) -> None:
    terminal.settings = replace(Settings(), bell=True)
    bell = Bell(terminal)
    for seconds, rang in ((0, 1), (30, 1), (59, 1), (60, 2), (61, 2), (12 * 3600, 2), (24 * 3600, 3)):
        terminal.now = MONDAY_9 + timedelta(seconds=seconds)
        bell.ring()
        assert terminal.rang == rang
