"""Ctrl+z: to sleep where a shell can wake the program again, and nowhere else."""

import shlex
from pathlib import Path

import pytest

from tests.services.desk import Desk
from tests.terminal.desk import ROOT, command, environment, open_desk
from tests.terminal.pty_driver import PtyProgram


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    desk.store.close()
    return desk


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_shell_gets_its_terminal_back_and_wakes_the_program(
    desk: Desk, tmp_path: Path, wrapped: bool
) -> None:
    words = shlex.join(command(desk.store.path))
    words = f"sh -c {shlex.quote(words + '; true')}" if wrapped else words
    env = environment(tmp_path, PS1="sh> ", COLUMNS="30", LINES="9")
    with PtyProgram(["bash", "--norc", "--noprofile", "-i"], env=env, cwd=str(ROOT)) as shell:
        shell.until_text("sh>")
        shell.type(f"{words}\r")
        shell.until_text("Stops after warm-up")
        shell.until_quiet(0.5)
        assert "? keys" in shell.text(), "as wide as the terminal, not as COLUMNS says"
        for keys in ("", "c"):
            shell.type(keys)
            shell.until_quiet(0.3)
            shell.type("ctrl+z")
            shell.until_text("Stopped")
            shell.type("clear; echo wi''ped\r")
            shell.until_text("wiped\nsh>")
            assert "Stops after warm-up" not in shell.text()
            shell.type("fg\r")
            shell.until_text("Stops after warm-up")
            shell.until_quiet(0.5)
        assert "Note" in shell.text()
        shell.type("esc")
        shell.until_text("/ filter")
        shell.type("ctrl+q")
        shell.until_text("Leave svc-tui?")
        shell.type("y")
        shell.until_text("sh>")


def test_without_a_shell_nothing_sleeps(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.store.path, tmp_path) as program:
        program.press("ctrl+z")
        program.until_text("No shell could wake svc-tui again")
        program.signal(20)  # SIGTSTP
        program.press("?")
        program.until_text("a word searches")
