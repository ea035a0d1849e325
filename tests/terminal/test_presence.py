"""A colleague's mark in a real terminal: gone within five seconds after his program ended, however it ended."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from svc_tui.storage.sqlite.presence import Presence
from tests.services.desk import Desk
from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram

AWAY_S = 5.0


def seen_within(limit: float, program: PtyProgram, others: Presence, wanted: Callable[[], bool]) -> float:
    """Look as an app does, until what is seen is what is wanted. Returns after how many seconds."""
    start = time.monotonic()
    while not wanted():
        assert time.monotonic() - start < limit, others.here
        program.until_quiet(0.02, limit=0.1)
        others.look()
    return time.monotonic() - start


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_the_mark_of_a_call_that_is_open_goes_with_the_program(tmp_path: Path, ending: int) -> None:
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call(queue="NORTH", assignee="")
    key = desk.row(number)["id"]
    others = Presence(desk.store.path)
    with open_desk(desk.store.path, tmp_path) as program:
        program.press("enter")
        seen_within(
            AWAY_S, program, others, lambda: [each.open for each in others.here] == [frozenset({key})]
        )
        program.signal(ending)
        program.wait_exit()
        start = time.monotonic()
        others.look()
        assert not others.here
        assert time.monotonic() - start < AWAY_S
    desk.store.close()
