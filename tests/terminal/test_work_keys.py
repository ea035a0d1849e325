"""`w` and `W` in a real terminal: a stopwatch survives a killed session and sends nothing while it runs."""

import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from svc_tui.services.work.service import Works
from tests.services.desk import Desk
from tests.terminal.desk import FIRST_ROW, NOW, ROOT, environment
from tests.terminal.pty_driver import PtyProgram

LINE_BYTES = 700
"""What starting a stopwatch may cost: two words above, one sentence below."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call, which its contract covers with labour."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    return desk


def opened(desk: Desk, home: Path, now: datetime) -> PtyProgram:
    """The app on the store, as anna sees it at that moment."""
    words = [sys.executable, "-m", "tests.terminal.desk_app", "--store", str(desk.store.path)]
    program = PtyProgram(
        [*words, "--now", now.isoformat()], size=(80, 24), env=environment(home), asks=True, cwd=str(ROOT)
    )
    program.until_text(FIRST_ROW)
    program.rest()
    return program


def type_in(program: PtyProgram, text: str) -> None:
    """Letters, as fast as they come."""
    for letter in text:
        program.type({" ": "space", "/": "slash"}.get(letter, letter))


@pytest.mark.slow
def test_a_stopwatch_outlives_kill_9_and_is_silent_while_it_runs(desk: Desk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with opened(desk, home, NOW) as program:
        before = len(program.sent)
        program.press("W")
        program.until_text("10001 since 10:30")
        program.until_text("10001: stopwatch started")
        program.rest()
        assert len(program.sent) - before <= LINE_BYTES
        before = len(program.sent)
        program.until_quiet(2.2, limit=2.5)
        assert len(program.sent) == before
        program.signal(signal.SIGKILL)
        assert program.wait_exit() == -signal.SIGKILL
    with opened(desk, home, NOW + timedelta(minutes=50)) as program:
        program.until_text("10001 since 10:30")
        program.press("W")
        program.until_text("Stop, work on 10001 from 10:30 to now")
        type_in(program, "replaced the seal")
        program.until_text("labour 0h50 (10:30-11:20); included")
        program.press("enter")
        program.until_text("10001: 50m logged, included")
        assert "since 10:30" not in program.text()
    (line,) = Works(desk.context).list("10001").lines
    assert (line.seconds, line.note) == (50 * 60, "replaced the seal")


@pytest.mark.slow
def test_w_logs_a_line_on_the_open_call(desk: Desk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with opened(desk, home, NOW) as program:
        program.press("enter")
        program.until_text("Handled by")
        program.press("w")
        program.until_text("1h30 what was done")
        type_in(program, "from 9:00 to 10:15 new belt")
        program.until_text("labour 1h15 (09:00-10:15); included: K-58 includes labour")
        program.press("enter")
        program.until_text("10001: 1h15 logged, included")
        program.until_text("Work 1")
        program.press("[")
        program.until_text("Together: labour 1h15")
        program.press("u")
        program.until_text("No work logged yet")
    assert Works(desk.context).list("10001").lines == ()
