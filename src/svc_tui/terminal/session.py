"""Session: leaving cleanly when the line drops or the host ends us, even when nobody reads what we write.

The handlers are Python's own (`signal.signal`): asyncio's would wait for a loop that may be stuck on a full
line. SIGTSTP stays as Textual has it, unless `lock_in` is asked for (service accounts have no shell).
"""

import logging
import os
import signal
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Self

RESTORE = (
    b"\x18\x1b[m\x1b[r\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l"
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes every mode the screens set; CAN first, for the sequence that may have been cut in the middle."""
LAST_CALL = 1.5
"""Seconds after which the process ends even if a callback hangs."""
_ENDINGS = (signal.SIGHUP, signal.SIGTERM)
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

    def on_leave(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back before a signal ends the process: save what is only in memory, fast. Returns the undo."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def __enter__(self) -> Self:
        with suppress(termios.error, OSError):
            self._before = termios.tcgetattr(self._input_fd)
        for number in _ENDINGS:
            self._handlers[number] = signal.signal(number, self._leave)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def seal(self) -> None:
        """Once Textual's driver set its own: with `lock_in`, ctrl+z must not lead to a shell."""
        if self._lock_in:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        for ending in _ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, LAST_CALL)
        for callback in reversed(self._callbacks):
            try:
                callback()
            except Exception:
                _log.exception("could not save while leaving")
        self._restore()
        os._exit(128 + number)

    def _restore(self) -> None:
        """Give the terminal back without waiting for it."""
        with suppress(OSError):
            # Opened anew: O_NONBLOCK on our own descriptor would stay with the shell that shares it.
            flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            os.write(os.open(os.ttyname(self._output_fd), flags), RESTORE)
        if self._before is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(self._input_fd, termios.TCSANOW, self._before)


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
