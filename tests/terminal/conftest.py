"""How the terminal tests start programs: a clean environment and the small app of stock widgets."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty_driver import PtyProgram

ROOT = Path(__file__).parents[2]
Start = Callable[..., PtyProgram]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start the app of stock widgets and wait until its rows are shown."""

    def run(*options: str, size: tuple[int, int] = (80, 24), answers: bool = True, **env: str) -> PtyProgram:
        base = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        base |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | env
        command = [sys.executable, "-m", "tests.terminal.stock_app", *options]
        program = PtyProgram(command, size=size, env=base, answers=answers, asks=True, cwd=str(ROOT))
        program.until_text("10003")
        program.until_text("palette")
        program.rest()
        return program

    return run
