"""The real app in a terminal of tests and benchmarks: how it is started, and what its keys open."""

import atexit
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from svc_tui.services.demo import making
from tests.terminal.pty_driver import PtyProgram

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
"""A Wednesday, half past ten in Rome."""
FIRST_ROW = ">"
COLOURS = {"truecolor": "truecolor", "16": "standard"}


def make_demo(path: Path, calls: int = 250) -> Path:
    """The demo company as of NOW in a new store: a copy of the one that is made once a process."""
    shutil.copy(_demo(calls), path)
    return path


@cache
def _demo(calls: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    making.make(folder / "demo.db", making.Made(calls, 1, "en", NOW), lambda *_: None)
    return folder / "demo.db"


def environment(home: Path, colours: str = "truecolor", **more: str) -> dict[str, str]:
    """A clean environment; colours are `truecolor` or `16`."""
    base = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": COLOURS[colours],
    }  # fmt: skip
    return base | more


def command(store: Path, *options: str) -> list[str]:
    """What runs the app on a store at NOW."""
    module = [sys.executable, "-m", "tests.terminal.desk_app"]
    return [*module, "--store", str(store), "--now", NOW.isoformat(), *options]


def start_desk(
    store: Path,
    home: Path,
    *options: str,
    colours: str = "truecolor",
    size: tuple[int, int] = (80, 24),
    answers: bool = True,
) -> PtyProgram:
    """Start the app and wait for its first row."""
    program = PtyProgram(
        command(store, *options),
        size=size,
        env=environment(home, colours),
        answers=answers,
        asks=True,
        cwd=str(ROOT),
    )
    program.until_text(FIRST_ROW)
    return program


def open_desk(store: Path, home: Path, *options: str, **how: Any) -> PtyProgram:
    """Start the app and wait until its rows and the detail of the first are shown."""
    program = start_desk(store, home, *options, **how)
    program.rest()
    return program
