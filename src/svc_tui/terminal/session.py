"""Session: leaving cleanly when the line drops or the host ends us, even when nobody reads what we write.

The handlers are Python's own (`signal.signal`): asyncio's would wait for a loop that may be stuck. The kernel may
hand a signal to any thread while the main one, which alone runs handlers, sleeps; a watcher hears of every signal
and wakes it, and where it does not wake leaves in its place. SIGTSTP stays as Textual has it, unless `lock_in` is
asked for (service accounts have no shell).
"""

import logging
import os
import signal
import termios
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

RESTORE = (
    b"\x18\x1b[m\x1b[r\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l"
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes every mode the screens set; CAN first, for the sequence that may have been cut in the middle."""
LAST_CALL = 1.5
"""Seconds after which the process ends even if a callback hangs."""
WAKE_S = 0.5
"""Seconds that the main thread has to answer a signal before the watcher leaves without it."""
_ENDINGS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE)
"""Ctrl+c is a key while the screens are up; these come from outside, or from a line that broke."""
_log = logging.getLogger(__name__)


class Session:
    """Owns the ending signals while the screens are up; use as a context manager in the main thread."""

    def __init__(self, *, input_fd: int = 0, output_fd: int = 2, lock_in: bool = False) -> None:
        self._input_fd = input_fd
        self._output_fd = output_fd
        self._lock_in = lock_in
        self._callbacks: list[Callable[[], None]] = []
        self._before: list[Any] | None = None
        self._handlers: dict[signal.Signals, Any] = {}
        self._main = threading.main_thread()
        self._left = threading.Lock()
        self._wake_before = -1
        self._wake_fd = -1
        self._loop: AbstractEventLoop | None = None

    def on_leave(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back before a signal ends the process: save what is only in memory, fast. Returns the undo."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def __enter__(self) -> Self:
        with suppress(termios.error, OSError):
            self._before = termios.tcgetattr(self._input_fd)
        ear, self._wake_fd = os.pipe2(os.O_CLOEXEC)
        os.set_blocking(self._wake_fd, False)
        threading.Thread(target=self._watch, args=(ear,), name="desk-signals", daemon=True).start()
        self._wake_before = signal.set_wakeup_fd(self._wake_fd, warn_on_full_buffer=False)
        for number in (*_ENDINGS, signal.SIGALRM):
            handler = signal.SIG_DFL if number == signal.SIGALRM else self._leave
            self._handlers[number] = signal.signal(number, handler)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        os.close(self._wake_fd)

    def seal(self, loop: "AbstractEventLoop") -> None:
        """Once Textual's driver set its own: any signal wakes the loop, whose thread alone runs their handlers.

        A signal that comes just before the loop goes to sleep would be noted and handled only when something else
        wakes it: a window would keep its old size. With `lock_in`, ctrl+z must not lead to a shell.
        """
        self._loop = loop
        if self._lock_in:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    @property
    def may_stop(self) -> bool:
        """Whether the program may be put to sleep: a person owns the shell that would wake it."""
        return not self._lock_in

    def hang_up(self) -> None:
        """The line is gone: leave as its signal would make us. From any thread."""
        os.kill(os.getpid(), signal.SIGHUP)

    def _watch(self, ear: int) -> None:
        """Hears the number of every signal, whichever thread the kernel gave it to."""
        with os.fdopen(ear, "rb", buffering=0) as numbers:
            while heard := numbers.read(64):
                for number in heard:
                    if number in _ENDINGS:
                        self._see_it_through(signal.Signals(number))
                        return
                if self._loop is not None:
                    with suppress(RuntimeError):  # it ended meanwhile
                        self._loop.call_soon_threadsafe(lambda: None)

    def _see_it_through(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, RuntimeError):
            if self._main.ident is not None:
                signal.pthread_kill(self._main.ident, number)
        self._main.join(WAKE_S)
        self._end(number)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        for ending in _ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        self._end(number)

    def _end(self, number: int) -> None:
        if not self._left.acquire(blocking=False):
            return  # the other thread is at it, and ends the process
        signal.setitimer(signal.ITIMER_REAL, LAST_CALL)
        for callback in reversed(self._callbacks):
            try:
                callback()
            except Exception:
                _log.exception("could not save while leaving")
        give_back(self._output_fd)
        if self._before is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(self._input_fd, termios.TCSANOW, self._before)
        os._exit(128 + number)


def give_back(fd: int) -> None:
    """Give the terminal back without waiting for it."""
    with suppress(OSError):
        # Opened anew: O_NONBLOCK on our own descriptor would stay with the shell that shares it.
        flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        os.write(os.open(os.ttyname(fd), flags), RESTORE)


def has_job_control() -> bool:
    """Whether a shell started us as a job of its own, which it can wake again."""
    try:
        leader = os.getpgrp()
        fields = Path(f"/proc/{leader}/stat").read_text(encoding="ascii", errors="replace")
        parent = int(fields.rpartition(")")[2].split()[1])
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != leader
    except (OSError, ValueError, IndexError):
        return False


def in_terminfo(term: str, env: Mapping[str, str]) -> bool:
    """Whether this host describes the terminal. (`curses.setupterm` would do, but answers only once a process.)"""
    if not term or "/" in term or term.startswith("."):
        return False
    places = [env.get("TERMINFO", ""), f"{env['HOME']}/.terminfo" if env.get("HOME") else ""]
    places += [
        *env.get("TERMINFO_DIRS", "").split(":"),
        "/etc/terminfo",
        "/lib/terminfo",
        "/usr/share/terminfo",
    ]
    names = (f"{term[0]}/{term}", f"{ord(term[0]):x}/{term}")
    return any(Path(place, name).is_file() for place in places if place for name in names)
