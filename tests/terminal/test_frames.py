"""The small app in a real pseudo-terminal: bytes by key, at rest, after a suspend; ASCII and hostile text."""

import os
import re
import signal
from statistics import median

import pytest

from tests.terminal.conftest import Start
from tests.terminal.pty_driver import PtyProgram
from tests.terminal.wire import foreign


def usual_cost(app: PtyProgram, key: str) -> float:
    """The median of a few rows, which are of different lengths."""
    return median(app.press(key) for _ in range(5))


def test_a_cursor_key_costs_little(start: Start) -> None:
    with start() as app:
        assert len(app.sent) < 5000
        assert usual_cost(app, "down") <= 450
        assert app.press("pagedown") <= 2400
        app.press("2")
        assert usual_cost(app, "down") <= 450


def test_sixteen_colours_cost_half(start: Start) -> None:
    with start("--slow") as app:
        assert len(app.sent) < 3000
        assert usual_cost(app, "down") <= 220
        assert app.press("pagedown") <= 1500


def test_at_rest_nothing_is_sent(start: Start) -> None:
    with start() as app:
        app.press("down")
        assert app.until_quiet(1.0) == 0


def test_a_key_that_changes_nothing_costs_nothing(start: Start) -> None:
    with start() as app:
        assert app.press("up") == 0


def test_a_frame_that_is_held_comes_with_its_release(start: Start) -> None:
    with start("--patient") as app:
        before = len(app.sent)
        app.type("h")
        app.type("2")
        assert app.until_quiet(0.5) == 0
        app.type("r")
        app.until_change(before)
        app.rest()
        assert "00003" in app.text()


def test_a_frame_that_nobody_releases_comes_all_the_same(start: Start) -> None:
    with start() as app:
        app.press("h")
        assert app.press("down") > 0


def test_with_the_comparer_off_textual_paints_as_it_does(start: Start) -> None:
    with start("--stock") as app:
        assert "10003" in app.text()
        assert app.press("down") > 450


def test_repaint_sends_the_whole_picture(start: Start) -> None:
    with start() as app:
        before = app.text()
        assert app.press("ctrl+l") > 2000
        assert app.text() == before


def test_a_resize_and_back_is_painted_anew(start: Start) -> None:
    with start() as app:
        before = app.text()
        app.resize(70, 20)
        app.rest()
        assert "10003" in app.text()
        app.resize(80, 24)
        app.rest()
        assert app.text() == before


def test_a_resize_and_back_that_textual_does_not_notice_is_repaired(start: Start) -> None:
    with start() as app:
        before = app.text()
        app.resize(40, 10)  # the emulator cuts its picture here
        app.resize(80, 24)
        app.rest()
        assert app.text() == before


def test_a_hundred_resizes_are_survived(start: Start) -> None:
    with start() as app:
        for step in range(100):
            app.resize(20 + step * 7 % 120, 5 + step * 3 % 50)
        app.resize(80, 24)
        app.until_text("10003")
        app.rest()
        assert usual_cost(app, "down") <= 450


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 60), (60, 15), (300, 100)])
def test_any_size_is_painted(start: Start, size: tuple[int, int]) -> None:
    with start() as app:
        app.resize(*size)
        app.press("down", "m", "q", "2", "down")
        app.resize(80, 24)
        app.until_text("palette")


def test_after_a_suspend_the_whole_picture_returns(start: Start) -> None:
    with start() as app:
        before = app.text()
        app.signal(signal.SIGTSTP)
        os.waitpid(app.pid, os.WUNTRACED)
        app.signal(signal.SIGCONT)
        count = app.rest()
        assert count > 2000
        assert app.text() == before


@pytest.mark.parametrize("mode", [(), ("--stock",)])
def test_ascii_sends_no_other_byte(start: Start, mode: tuple[str, ...]) -> None:
    with start("--ascii", "--look", "mono", *mode) as app:
        app.press("2", "down", "m", "q", "3")
        assert max(app.sent) < 0x80


def test_mono_sends_no_colour(start: Start) -> None:
    with start("--look", "mono") as app:
        app.press("2", "down", "m", "q", "3")
        codes = {code for sgr in re.findall(rb"\x1b\[([\d;]*)m", app.sent) for code in sgr.split(b";")}
        assert not {code for code in codes if len(code) > 1 and code[:1] in b"3491"} - {b"39", b"49"}


@pytest.mark.parametrize("mode", [(), ("--ascii", "--look", "mono")])
def test_no_byte_of_a_users_text_acts_on_the_terminal(start: Start, mode: tuple[str, ...]) -> None:
    with start("--hostile", *mode) as app:
        app.press("down", "pagedown", "2", "down", "pagedown", "m", "q", "ctrl+l")
        assert foreign(app.sent) == []
        assert app.sent.count(b"\x1b[2J") == 2, "the first frame and ctrl+l"


def test_with_the_comparer_off_the_gate_still_holds(start: Start) -> None:
    with start("--hostile", "--stock") as app:
        app.press("down", "pagedown", "2", "down")
        assert foreign(app.sent) == []


def test_leaving_waits_for_reports_under_way(start: Start) -> None:
    with start() as app:
        app.press("down")
        app.answers = False
        app.press("down")
        app.type("q")
        assert app.wait_exit(0.3) is None
        app.answer_now()
        assert app.wait_exit() == 0


def test_leaving_does_not_wait_for_ever(start: Start) -> None:
    with start() as app:
        app.press("down")
        app.answers = False
        app.press("down")
        app.type("q")
        assert app.wait_exit(4.0) == 0


def test_leaving_gives_the_terminal_back(start: Start) -> None:
    with start() as app:
        app.type("q")
        assert app.wait_exit() == 0
        app.until_quiet(0.1)
        assert app.sent.rindex(b"\x1b[?1049l") > app.sent.rindex(b"\x1b[?1049h")
        assert b"\x1b[?25h" in app.sent[app.sent.rindex(b"\x1b[?1049l") :]


def test_a_terminal_that_stops_answering_is_served_after_all(start: Start) -> None:
    with start() as app:
        app.answers = False
        for _ in range(6):
            app.type("down")
        app.until_quiet(0.3)
        assert app.sent.count(b"\x1b[6n") >= 2
        app.until_quiet(4.0, limit=4.5)
        app.answers = True
        app.press("down")
        assert app.press("down") > 0


def test_no_answer_at_all_means_no_pacing(start: Start) -> None:
    with start(answers=False) as app:
        for _ in range(5):
            assert app.press("down") > 0
        assert app.sent.count(b"\x1b[6n") == 1
