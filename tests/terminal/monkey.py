"""T4: a monkey at the terminal: bytes, keys, sequences, pastes and sizes by a seed, from the first byte on.

`calm` events ask for nothing: reports, unknown sequences, pastes where no text is typed, sizes, moves of the cursor.
`wild` ones are anything. See `make monkey`.
"""

import os
import random
import select
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.terminal.desk import ROOT, command, environment
from tests.terminal.hearing import REPORTS
from tests.terminal.pty_driver import PtyProgram

Event = bytes | tuple[int, int]
"""What is typed, or a new size."""

LEFT = (0, -signal.SIGINT, -signal.SIGQUIT, 128 + signal.SIGINT)
"""How the app may end: left by its own keys, or by those of the line before the terminal is the app's."""
MOVES = (
    b"j",
    b"k",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1bOA",
    b"\x1bOB",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[H",
    b"\x1b[F",
    b"\x0c",
)
KEYS = tuple(bytes([code]) for code in range(0x20, 0x7F)) * 2 + tuple(
    sent.encode()
    for sent in (
        "\r", "\t", "\x1b", "\x7f", "\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[3~", "\x1b[5~", "\x1b[6~",
        "\x13", "\x0f", "\x14", "\x1a", "\x0e", "\x10", "\x01", "\x05", "\x0b", "\x15", "\x17", "\x1bt", "\x1bx",
        "\x1b[106;2:1u", "\x1b[27u", "\x1b[13u", "\x1b[116;3u", "gg", "ge", "gs", "sr", "ss", "v1", "'e", "\x0c",
    )
)  # fmt: skip
WORDS = (
    "pump", "SN-000931", "queue:NORTH", "is:any", "2026-03-04", "+1d", "1h30", "K-7", "ÉLI", "città", "漢字", "[/b]",
    "%s", "\\", "'", ";", "=", "100", "x2", "travel", "8km",
)  # fmt: skip
PLAIN = "".join(chr(code) for code in range(0x20, 0x7F))


def text(rnd: random.Random) -> str:
    """Some words, perhaps on several lines, perhaps with harm in them."""
    words = [
        rnd.choice([*WORDS, "\n", "\r\n", "\x1b[31m", "\x00", "\t", "\u202e"])
        for _ in range(rnd.randrange(1, 9))
    ]
    return " ".join(words)


def sequence(rnd: random.Random) -> bytes:
    """A sequence that means nothing: reports, and what looks like them."""
    kind = rnd.randrange(4)
    body = "".join(rnd.choice(PLAIN) for _ in range(rnd.randrange(30)))
    if kind == 0:
        return f"\x1b{rnd.choice(']P_^X')}{body}\x1b\\".encode()
    if kind == 1:
        digits = "".join(rnd.choice("0123456789;:") for _ in range(rnd.randrange(1, 12)))
        return f"\x1b[{rnd.choice('?>=<')}{digits}{rnd.choice('cnRtySxq')}".encode()
    if kind == 2:
        return f"\x1b]{rnd.randrange(120)};{body}\x07".encode()
    return rnd.choice(REPORTS).encode()


def paste(rnd: random.Random) -> bytes:
    """A paste as a terminal marks it."""
    return f"\x1b[200~{text(rnd)}\x1b[201~".encode()


def size(rnd: random.Random) -> tuple[int, int]:
    """Any size, the usual one most often."""
    return rnd.choice(
        [(80, 24), (80, 24), (120, 40), (60, 15), (1, 1), (300, 100), (rnd.randrange(1, 200), 20)]
    )


def calm(seed: int, count: int) -> Iterator[Event]:
    """Events that ask for no change."""
    rnd = random.Random(seed)
    for _ in range(count):
        kind = rnd.random()
        if kind < 0.5:
            yield sequence(rnd)
        elif kind < 0.6:
            yield paste(rnd)
        elif kind < 0.65:
            yield size(rnd)
        else:
            yield rnd.choice(MOVES)


def wild(seed: int, count: int) -> Iterator[Event]:
    """Anything."""
    rnd = random.Random(seed)
    for _ in range(count):
        kind = rnd.random()
        if kind < 0.6:
            yield rnd.choice(KEYS)
        elif kind < 0.7:
            yield rnd.choice(WORDS).encode()
        elif kind < 0.78:
            yield sequence(rnd)
        elif kind < 0.84:
            yield bytes(rnd.randrange(256) for _ in range(rnd.randrange(1, 12)))
        elif kind < 0.92:
            yield paste(rnd)
        elif kind < 0.95:
            yield text(rnd).replace("\n", "\r").encode()
        else:
            yield size(rnd)


class Monkey:
    """Plays events to the real app, and starts it again where it was left by its own keys."""

    def __init__(self, store: Path, home: Path) -> None:
        self._store, self._home = store, home
        home.mkdir(exist_ok=True)
        self.left = 0
        """How often the app was left."""
        self.tail: list[Event] = []
        """The last events, for whoever looks for the cause of a fault."""
        self._program: PtyProgram | None = None

    def play(self, events: Iterator[Event]) -> PtyProgram:
        """Play them all; the app that is there in the end. Raises AssertionError: it ended by a fault."""
        for number, event in enumerate(events):
            self.tail = [*self.tail[-40:], event]
            program = self._running()
            if isinstance(event, tuple):
                with suppress(OSError):
                    program.resize(*event)
            else:
                self._type(program, event)
            if number % 25 == 24:
                program.until_change(0, 10.0)  # what came until now, it finds when it starts
                program.until_quiet(0.03, limit=3.0)
        program = self._running()
        program.until_quiet(0.5, limit=5.0)
        return self._running()

    def close(self) -> None:
        """End the app."""
        if self._program is not None:
            self._program.close()

    def _running(self) -> PtyProgram:
        if self._program is not None and self._ended(self._program):
            self._program.close()
            self._program = None
            self.left += 1
        if self._program is None:
            env = environment(self._home, PYTHONPATH=str(ROOT))
            self._program = PtyProgram(command(self._store), env=env, cwd=str(self._home))
        return self._program

    def _ended(self, program: PtyProgram) -> bool:
        if program.wait_exit(0.0001) is None:
            return False
        faults = "".join(log.read_text() for log in self._home.rglob("svc-tui.log"))
        assert program.status in LEFT, f"ended by {program.status} after {self.tail}\n{faults[-3000:]}"
        return True

    def _type(self, program: PtyProgram, data: bytes) -> None:
        """Type, and read meanwhile: whoever does not read stalls the line."""
        while data:
            readable, writable, _ = select.select([program.fd], [program.fd], [], 1.0)
            if readable and program._pull(0) < 0:
                return
            if writable:
                with suppress(OSError):
                    data = data[os.write(program.fd, data[:256]) :]
