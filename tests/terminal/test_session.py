"""T1: a signal on an idle or a stalled line: the draft is there, the process is gone within two seconds."""

import asyncio
import signal
import termios
import threading
from contextlib import closing
from pathlib import Path

import pytest

from svc_tui.local.drafts import Drafts
from svc_tui.terminal.session import Session, in_terminfo
from tests.terminal.conftest import Start

ENDINGS = [signal.SIGHUP, signal.SIGTERM]


@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_on_an_idle_line(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    with start("--draft", str(tmp_path / "drafts")) as app:
        app.press("3")
        app.until_text("Urgent")
        for letter in "zebra":
            app.type(letter)
        app.until_text("zebra")
        mode = termios.tcgetattr(app.fd)
        app.signal(number)
        assert app.wait_exit(2.0) == 128 + number
        app.until_quiet(0.1)
        assert app.sent.endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")
        assert termios.tcgetattr(app.fd)[3] != mode[3], "the line is back in its old mode"
    found = Drafts(tmp_path / "drafts").load("form")
    assert found is not None
    assert found.fields["subject"] == "zebra"


@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_on_a_stalled_line(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    with start("--draft", str(tmp_path / "drafts"), answers=False) as app:
        app.press("3")
        app.until_text("Urgent")
        for letter in "zebra":
            app.type(letter)
        app.until_text("zebra")
        for _ in range(80):
            app.type("ctrl+l")  # 80 whole screens, and nobody reads
        app.until_stalled()
        app.signal(number)
        assert app.wait_exit(2.0, read=False) == 128 + number
    found = Drafts(tmp_path / "drafts").load("form")
    assert found is not None
    assert found.fields["subject"] == "zebra"


def test_a_callback_can_be_taken_back_and_handlers_return() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Session() as session:
        assert signal.getsignal(signal.SIGTERM) != before
        undo = session.on_leave(lambda: None)
        undo()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_locked_in_session_cannot_be_stopped() -> None:
    before = signal.getsignal(signal.SIGTSTP)
    try:
        with closing(asyncio.new_event_loop()) as loop, Session(lock_in=True) as session:
            session.seal(loop)
            assert signal.getsignal(signal.SIGTSTP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTSTP, before)


def test_a_signal_that_another_thread_got_wakes_the_loop() -> None:
    """As one that comes just before the loop goes to sleep: noted, and its handler waits for the main thread."""
    handled, answers = threading.Event(), list[bool]()

    def get_signal(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
        _until_asleep(threading.main_thread())
        signal.pthread_kill(threading.get_ident(), signal.SIGWINCH)
        answers.append(handled.wait(10))
        loop.call_soon_threadsafe(over.set)

    async def idle(session: Session) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        session.seal(loop)
        threading.Thread(target=get_signal, args=(loop, over)).start()
        await over.wait()

    before = signal.signal(signal.SIGWINCH, lambda *_: handled.set())
    try:
        with Session() as session:
            asyncio.run(idle(session))
    finally:
        signal.signal(signal.SIGWINCH, before)
    assert answers == [True]


def _until_asleep(thread: threading.Thread) -> None:
    """Reading a file lets another thread go on if it can: one that sleeps at each of many readings waits for news."""
    status, asleep = Path(f"/proc/self/task/{thread.native_id}/status"), 0
    while asleep < 200:
        asleep = asleep + 1 if "State:\tS" in status.read_text() else 0


def test_a_terminal_is_found_where_terminfo_lies(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "wy60").write_bytes(b"")
    assert in_terminfo("wy60", {"TERMINFO": str(tmp_path)})
    assert not in_terminfo("wy61", {"TERMINFO": str(tmp_path)})
    assert not in_terminfo("../w/wy60", {"TERMINFO": str(tmp_path)})
