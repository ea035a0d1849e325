"""A terminal for tests and benchmarks: runs a program in a pty, types, counts its bytes, shows its screen.

It answers what real terminals answer (cursor reports, on request the synchronised output mode) and can
behave like a thin line: so many bytes a second, so long a round trip.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Self

import psutil

from tests.terminal.emulator import QuickScreen, QuickStream
from tests.terminal.marks import MARK, PIPE

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?(?:2026|2048)[hl]|\x1b\][^\x07]*\x07"
)
_WHERE = b"\x1b[6n"
KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "stab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
}  # fmt: skip


def key_bytes(name: str) -> bytes:
    """What a terminal sends for a key: a name, `ctrl+x`, or the character itself."""
    if name.startswith("ctrl+"):
        return bytes([ord(name[5]) & 31])
    return KEYS.get(name, name).encode()


class PtyProgram:
    """One program in a pseudo-terminal of a given size."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        answers: bool = True,
        asks: bool = False,
        cwd: str | None = None,
    ) -> None:
        """With `asks` the program is one that says when it is at rest (`answering.py`)."""
        self.columns, self.rows = size
        self.sent = bytearray()
        """Every byte that the program wrote."""
        self.answers = answers
        self._fed = 0
        self.screen = QuickScreen(*size)
        self._stream = QuickStream(self.screen)
        self.status: int | None = None
        self.asks = asks
        pipe = os.pipe() if asks else None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = dict(env if env is not None else os.environ)
            if pipe:
                os.set_inheritable(pipe[0], True)
                env[PIPE] = str(pipe[0])
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(command[0], list(command), env)
        self._pipe = -1
        if pipe:
            os.close(pipe[0])
            self._pipe = pipe[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _pull(self, wait: float) -> int:
        """Take what is there, waiting at most so long for the first byte; -1 at the end."""
        if not select.select([self.fd], [], [], wait)[0]:
            return 0
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return -1
        start = max(0, len(self.sent) - len(_WHERE) + 1)  # a report asked for may come in two reads
        self.sent += data
        if self.answers:
            for _ in range(self.sent.count(_WHERE, start)):
                os.write(self.fd, b"\x1b[1;1R")
        return len(data) or -1

    def until_quiet(self, quiet: float = 0.15, limit: float = 10.0) -> int:
        """Read until nothing came for `quiet` seconds; returns the bytes read."""
        start, before = time.monotonic(), len(self.sent)
        while time.monotonic() - start < limit:
            if self._pull(quiet) <= 0:
                break
        return len(self.sent) - before

    def rest(self, limit: float = 30.0) -> int:
        """Ask the program to say when it is at rest, and read until it does; returns the bytes before that."""
        before, end = len(self.sent), time.monotonic() + limit
        os.write(self._pipe, b"?")
        while (at := self.sent.find(MARK, before)) < 0:
            left = end - time.monotonic()
            if left <= 0 or self._pull(left) < 0:
                raise AssertionError(f"the program is not at rest:\n{self.text()}")
        del self.sent[at : at + len(MARK)]  # what a clock made it write since then stays, and is not counted
        return at - before

    def until_change(self, before: int, limit: float = 3.0) -> None:
        """Read until more than `before` bytes have come."""
        end = time.monotonic() + limit
        while len(self.sent) <= before and time.monotonic() < end:
            self._pull(end - time.monotonic())

    def until_text(self, wanted: str, limit: float = 20.0) -> float:
        """Read until the screen shows a text; returns the seconds it took."""
        start = time.monotonic()
        while time.monotonic() - start < limit:
            if wanted in self.text():
                return time.monotonic() - start
            if self._pull(0.2) < 0:
                break
        raise AssertionError(f"never shown: {wanted!r}\n{self.text()}")

    def press(self, *keys: str, quiet: float = 0.15, first: float = 2.0) -> int:
        """Type keys, one after the other, and return the bytes that they cost together.

        A program that says when it is at rest is asked.

        Args:
            quiet: seconds of silence after which a key's repaint is over.
            first: seconds to wait for its first byte; lower it for keys that change nothing.
        """
        before = len(self.sent)
        for key in keys:
            self.type(key)
            if self.asks:
                self.rest()
            elif self._pull(first) > 0:
                self.until_quiet(quiet)
        return len(self.sent) - before

    def type(self, key: str) -> None:
        """Type a key and do not wait."""
        os.write(self.fd, key_bytes(key))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a window manager would."""
        self.text()
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def answer_now(self) -> None:
        """Answer a report that was asked while nobody answered."""
        os.write(self.fd, b"\x1b[1;1R")

    def until_stalled(self, limit: float = 10.0) -> None:
        """Leave the program's output unread until it waits: its line is full and it uses no more processor time."""
        process = psutil.Process(self.pid)
        end, last = time.monotonic() + limit, -1.0
        while (used := sum(process.cpu_times()[:2])) != last:
            if time.monotonic() > end:
                raise AssertionError("the program never stalled")
            last = used
            select.select([], [], [], 0.3)

    def text(self) -> str:
        """The screen as lines of text."""
        data = bytes(self.sent[self._fed :])
        self._fed = len(self.sent)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        cells, columns = self.screen.buffer, range(self.screen.columns)  # its `display` breaks on odd widths
        lines = ("".join(cells[y][x].data for x in columns) for y in range(self.screen.lines))
        return "\n".join(line.rstrip() for line in lines)

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def wait_exit(self, limit: float = 5.0, *, read: bool = True) -> int | None:
        """The exit status, or None if it did not end in time; `read=False` leaves the line stalled."""
        end = time.monotonic() + limit
        handle = os.pidfd_open(self.pid) if self.status is None else -1
        try:
            while self.status is None and (left := end - time.monotonic()) > 0:
                ready = select.select([handle, *([self.fd] if read else [])], [], [], left)[0]
                if handle in ready:
                    self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                elif ready and self._pull(0) < 0:
                    read = False
        finally:
            if handle >= 0:
                os.close(handle)
        while read and self.status is not None and self._pull(0) > 0:  # it may have said something last
            continue
        return self.status

    def close(self) -> None:
        """End the program, politely first."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.status is None:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, number)
                self.wait_exit(3.0)
        for fd in (self.fd, self._pipe):
            with suppress(OSError):
                os.close(fd)
