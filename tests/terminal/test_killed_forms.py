"""A form in a terminal that goes away: what was typed is there at the next start, whatever ended the program."""

import signal
import time
from pathlib import Path

import pytest

from svc_tui.screens.core.form import DRAFT_S
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import Desk
from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(queue="NORTH", assignee="")
    return desk


def until_kept(program: PtyProgram, home: Path, text: str, limit: float = 30.0) -> None:
    """Read the screen until a draft on disk holds the text."""
    start = time.monotonic()
    while time.monotonic() - start < limit:
        if any(text in path.read_text() for path in home.rglob("drafts/*.json")):
            return
        program.until_quiet(0.05, limit=0.2)
    raise AssertionError(f"no draft holds {text!r}\n{program.text()}")


def test_a_draft_waits_less_than_a_second() -> None:
    assert DRAFT_S < 1.0


def test_a_killed_program_leaves_the_draft_and_the_next_start_offers_it(desk: Desk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(desk.store.path, home) as program:
        program.press("e")
        program.until_text("Stops after warm-up")
        for letter in " twice":
            program.type(letter if letter != " " else "space")
        program.until_text("warm-up twice")
        until_kept(program, home, "Stops after warm-up twice")
        program.signal(signal.SIGKILL)
        assert program.wait_exit() == -signal.SIGKILL
    (draft,) = home.rglob("drafts/*.json")
    assert draft.stat().st_mode & 0o777 == 0o600
    with open_desk(desk.store.path, home) as program:
        program.until_text("Call 10001, not saved, from 10:30")
        program.press("ctrl+o")
        program.until_text("Stops after warm-up twice")
        program.press("ctrl+s")
        program.until_text("10001: subject changed")
    assert desk.row("10001")["subject"] == "Stops after warm-up twice"
    assert not list(home.rglob("drafts/*.json"))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_line_that_drops_keeps_the_last_letter(desk: Desk, tmp_path: Path, number: signal.Signals) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(desk.store.path, home) as program:
        program.press("n")
        program.until_text("New call")
        program.press("tab", "tab", "tab", "tab")
        program.press(*"Smoke")
        program.type("!")
        program.until_text("Smoke!")
        program.signal(number)
        assert program.wait_exit() == 128 + number
    (draft,) = home.rglob("drafts/*.json")
    assert "Smoke!" in draft.read_text()


def test_a_prompt_of_a_page_is_taken_up_again_once_the_page_is_read(desk: Desk, tmp_path: Path) -> None:
    Opportunities(desk.context).new({"customer": "C1", "owner": "anna", "name": "Boiler", "amount": "9800"})
    home = tmp_path / "home"
    home.mkdir()
    with open_desk(desk.store.path, home) as program:
        program.press("8", "l", *"bought", "space", *"elsewhere")
        program.signal(signal.SIGHUP)
        assert program.wait_exit() == 128 + signal.SIGHUP
    with open_desk(desk.store.path, home) as program:
        program.press("ctrl+o")
        program.until_text("Lost, because bought elsewhere", limit=5)
