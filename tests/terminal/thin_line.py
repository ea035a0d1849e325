"""A thin line between a person and a program: so many bytes a second, so long a round trip.

What the program writes waits in an endless buffer, as it does in a modem or a phone; keys and the terminal's
answers take half a round trip. Used by tests and by the benchmark.
"""

import heapq
import os
import select
import time

from tests.terminal.pty_driver import PtyProgram, key_bytes

PIECE = 32


class ThinLine:
    """Wraps a program that was started with `answers=False`."""

    def __init__(self, program: PtyProgram, *, bytes_per_second: float, round_trip: float) -> None:
        self._program = program
        self._rate = bytes_per_second
        self._half = round_trip / 2
        self._free_at = 0.0
        self._arrivals: list[tuple[float, bytes]] = []
        self._uplink: list[tuple[float, bytes]] = []
        self.last_arrival = 0.0
        """When the terminal drew the last byte."""
        self.drawn = bytearray()
        """What has arrived at the terminal."""

    def run_until(self, end: float) -> None:
        """Let the line work until a moment of `time.monotonic()`."""
        while (now := time.monotonic()) < end:
            self._deliver(now)
            due = min([end, *(queue[0][0] for queue in (self._arrivals, self._uplink) if queue)])
            if select.select([self._program.fd], [], [], max(0.0, due - now))[0]:
                self._take(os.read(self._program.fd, 1 << 16))

    def until_idle(self, quiet: float = 0.5, limit: float = 30.0) -> None:
        """Let the line work until nothing is under way and the program is silent."""
        end = time.monotonic() + limit
        seen = -1
        while (self._arrivals or self._uplink or seen != len(self._program.sent)) and time.monotonic() < end:
            seen = len(self._program.sent)
            self.run_until(time.monotonic() + quiet)

    def hold(self, key: str, count: int, per_second: float) -> float:
        """Hold a key down; returns by how many seconds the screen is behind the last press."""
        last = 0.0
        for _ in range(count):
            last = time.monotonic()
            heapq.heappush(self._uplink, (last + self._half, key_bytes(key)))
            self.run_until(last + 1 / per_second)
        self.until_idle()
        return self.last_arrival - last

    def _take(self, data: bytes) -> None:
        self._program.sent += data
        now = time.monotonic()
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            self._free_at = max(now, self._free_at) + len(piece) / self._rate
            self._arrivals.append((self._free_at + self._half, piece))

    def _deliver(self, now: float) -> None:
        while self._arrivals and self._arrivals[0][0] <= now:
            when, piece = self._arrivals.pop(0)
            before = self.drawn.count(b"\x1b[6n")
            self.drawn += piece
            self.last_arrival = when
            for _ in range(self.drawn.count(b"\x1b[6n") - before):
                heapq.heappush(self._uplink, (when + self._half, b"\x1b[1;1R"))
        while self._uplink and self._uplink[0][0] <= now:
            os.write(self._program.fd, heapq.heappop(self._uplink)[1])
