"""T2: the real app on every screen at sizes from 1x1 to 300x100, keys in between: it lives and comes back whole."""

import random
from pathlib import Path

import pytest

from tests.services.desk import Desk
from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram

SIZES = [(1, 1), (7, 60), (59, 14), (300, 100), (300, 1), (1, 100)]
HOME = (80, 24)
SCREENS = {
    "inbox": ((), "calls"),
    "call": (("enter",), "General"),
    "explain": (("d",), "why it is due"),
    "edit": (("e",), "Edit 100"),
    "prompt": (("c",), "calls"),
    "palette": ((":",), "Inbox"),
    "set-up": ((":", "set-up: peo", "enter"), "Set-up:"),
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A few calls."""
    desk = Desk(tmp_path / "desk.db")
    for _ in range(30):
        desk.open_call()
    desk.store.close()
    return desk.store.path


def size(program: PtyProgram, columns: int, rows: int) -> None:
    """Another size, painted."""
    program.resize(columns, rows)
    program.rest()


@pytest.mark.slow
def test_t2_every_screen_at_every_size(store: Path, tmp_path: Path) -> None:
    with open_desk(store, tmp_path / "home", size=HOME) as program:
        for name, (keys, sign) in SCREENS.items():
            program.press(*keys)
            program.until_text(sign)
            for columns, rows in SIZES:
                size(program, columns, rows)
                if columns > 40 and rows < 15:
                    program.until_text("Too small: 60x15")
                program.press("tab")
            size(program, *HOME)
            program.until_text(sign)
            assert program.wait_exit(0.05) is None, name
            while "t take" not in program.text() or "General" in program.text():
                program.press("esc", first=0.5)
                if "Leave svc-tui?" in program.text():
                    program.press("n")
        chance = random.Random(2)
        for _ in range(100):
            program.resize(chance.randrange(1, 301), chance.randrange(1, 101))
            program.until_quiet(0.001, limit=0.01)
        size(program, *HOME)
        program.until_text("calls")
        program.press("ctrl+q")
        program.type("y")
        assert program.wait_exit() == 0
