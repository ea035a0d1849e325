"""R10: a line that takes nothing more while keys go on, and then hangs up, or comes back."""

import os
import select
import signal
import time
from pathlib import Path

import psutil
import pytest

from svc_tui.terminal.writer import MOST, Writer
from tests.services.desk import Desk
from tests.terminal.conftest import Start
from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram

PATIENCE_S = 3.3
"""Longer than the pacing waits for an answer."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    desk.store.close()
    return desk


def type_on(program: PtyProgram, seconds: float, *keys: bytes) -> None:
    """Press these keys again and again, and read nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key in keys:
            os.write(program.fd, key)
            select.select([], [], [], 0.02)


def hang_up(program: PtyProgram) -> None:
    os.close(program.fd)


def interrupt(program: PtyProgram) -> None:
    program.signal(signal.SIGINT)


def break_pipe(program: PtyProgram) -> None:
    program.signal(signal.SIGPIPE)


@pytest.mark.parametrize("end", [hang_up, interrupt, break_pipe])
@pytest.mark.parametrize("options", [(), ("--stock",)])
def test_a_stalled_line_that_ends_leaves_a_draft_and_no_process(
    desk: Desk, tmp_path: Path, end: object, options: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(desk.store.path, home, *options) as program:
        program.press("n")
        program.until_text("New call")
        program.press("tab", "tab", "tab", "tab")
        for letter in "Smoke":
            program.type(letter)
        program.until_text("Smoke")
        type_on(program, PATIENCE_S, b"\x0c", b"x", b"\x1b[D")
        assert callable(end)
        end(program)
        assert program.wait_exit(2.0, read=False) in (
            128 + signal.SIGHUP,
            128 + signal.SIGINT,
            128 + signal.SIGPIPE,
        )
    (draft,) = home.rglob("drafts/*.json")
    assert "Smoke" in draft.read_text()


def test_the_end_of_input_means_leave(desk: Desk, tmp_path: Path) -> None:
    """No signal tells of it: the program leads no session that the line could hang up."""
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(desk.store.path, home) as program:
        program.press("c")
        program.until_text("Note")
        for letter in "two words":
            program.type(letter if letter != " " else "space")
        program.until_text("two words")
        program.signal(signal.SIGSTOP)
        hang_up(program)
        program.signal(signal.SIGCONT)
        assert program.wait_exit(2.0, read=False) is not None
    assert any("two words" in path.read_text() for path in home.rglob("drafts/*.json"))


@pytest.mark.parametrize("options", [(), ("--stock",)])
def test_a_line_that_comes_back_shows_the_newest_picture(start: Start, options: tuple[str, ...]) -> None:
    with start(*options, answers=False) as app:
        process = psutil.Process(app.pid)
        used = sum(process.cpu_times()[:2])
        for _ in range(120):
            app.type("ctrl+l")
        app.until_stalled()
        app.type("3")
        app.until_stalled()
        assert sum(process.cpu_times()[:2]) - used < 20, "a stalled line is no work"
        app.until_text("Urgent")
        app.until_quiet(0.3)
        assert "Urgent" in app.text()


def test_what_a_line_does_not_take_is_kept_within_bounds() -> None:
    reader, writer = os.pipe()
    told: list[bool] = []
    mouth = Writer(fd=writer, drained=lambda: told.append(True))
    mouth.start()
    for _ in range(200):
        mouth.write("x" * 10_000)
    mouth.write("\x1b[?25h")
    assert not mouth.takes(MOST - 10_000)
    assert mouth.was_spilt()
    assert not mouth.was_spilt()
    got = bytearray()
    while not got.endswith(b"\x1b[?25h"):
        got += os.read(reader, 1 << 16)
    assert len(got) < MOST + 100_000
    mouth.stop()
    assert not mouth.is_alive()
    assert told
    os.close(reader)
    os.close(writer)
