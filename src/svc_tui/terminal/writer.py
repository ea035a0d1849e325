"""Writer: sends what the screens write to the terminal from a thread of its own, so that nobody waits for the line.

What a stalled line does not take is kept within bounds: beyond them whole frames are left out, and told by
`was_spilt`, so that the picture can be sent anew. Knows nothing of Textual, whose writer thread it stands in for.
"""

import os
import select
import termios
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

from svc_tui.terminal.session import give_back

MOST = 1 << 18
"""Bytes that wait at most, beside modes that are switched."""
FRAME = 64
"""What is longer paints; what is shorter may switch a mode and is never left out."""
CHUNK = 1 << 12
LAST_CALL = 1.0
"""Seconds that the end waits for the line."""


class Writer(Thread):
    """Writes in order; the caller goes on at once."""

    def __init__(self, *, fd: int, drained: Callable[[], None] | None = None) -> None:
        super().__init__(daemon=True, name="desk-output")
        self._fd = fd
        self._drained = drained
        self._waiting: deque[bytes] = deque()
        self._changed = Condition()
        self._stopped = False
        self._bytes = 0
        self._asked = False
        self._spilt = False
        self.dead = False
        """Whether the terminal is gone."""

    def takes(self, most: int) -> bool:
        """Whether at most so many bytes wait; who is told no is called when there are none."""
        with self._changed:
            refused = self._bytes > most
            self._asked = self._asked or refused
            return not refused

    def write(self, text: str) -> None:
        """Send this after what was written before."""
        data = text.encode("utf-8", "replace")
        with self._changed:
            if self.dead:
                return
            if self._bytes + len(data) > MOST and len(data) > FRAME:
                self._spilt = self._asked = True
                return
            self._waiting.append(data)
            self._bytes += len(data)
            self._changed.notify_all()

    def was_spilt(self) -> bool:
        """Whether something was left out since this was last asked."""
        with self._changed:
            spilt, self._spilt = self._spilt, False
            return spilt

    def flush(self) -> None:
        """Nothing to do: the thread sends what there is."""

    def run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._stopped)
                if not self._waiting:
                    return
                data = b"".join(self._waiting)
                self._waiting.clear()
            self._send(data)

    def _send(self, data: bytes) -> None:
        at = 0
        while at < len(data) and not self.dead:
            try:
                sent = os.write(self._fd, data[at : at + CHUNK])
            except BlockingIOError:
                sent = 0
                self._wait_for_room()
            except OSError:
                self.dead, sent = True, len(data) - at
            at += sent
            with self._changed:
                self._bytes -= sent
                tell, self._asked = self._asked and not self._bytes, self._asked and self._bytes > 0
                self._changed.notify_all()
            if tell and self._drained is not None:
                self._drained()

    def _wait_for_room(self) -> None:
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        poll.poll(1000)

    def stop(self) -> None:
        """Send what there is and end; a line that takes nothing for a second gets no more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self.join(LAST_CALL)
        if self.is_alive():
            self.dead = True
            with suppress(termios.error, OSError):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self.join(LAST_CALL / 4)
            give_back(self._fd)
