"""The same keys to two programs, each in its own tmux, compared screen by screen, colours and attributes too.

`run_pair` is for any two commands: the real app with and without its frame comparer is the case it is for.
Nothing sleeps for synchronisation: a step is over when both programs have fallen silent and use no processor time.
"""

import os
import random
import re
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from svc_tui.terminal.themes import CUBE

Look = tuple[str, ...]
_SGR = re.compile(r"\x1b\[([\d;]*)m|\x1b\][^\x1b\x07]*(?:\x1b\\|\x07)|(.)", re.DOTALL)
_OFF = {"22": ("1", "2"), "23": ("3",), "24": ("4",), "25": ("5",), "27": ("7",), "28": ("8",), "29": ("9",)}
_INK = ("4", "7", "9", "53")
"""Attributes that show on a blank."""


@dataclass(frozen=True)
class Key:
    """A key in tmux's words (`Down`, `Enter`, `x`), or a size to give the window."""

    name: str
    size: tuple[int, int] | None = None


def random_keys(
    seed: int, count: int, names: Sequence[str], sizes: Sequence[tuple[int, int]] = ()
) -> list[Key]:
    """The same keys for the same seed; one in twenty five is a resize, where sizes are given."""
    chance = random.Random(seed)
    keys = []
    for _ in range(count):
        if sizes and chance.random() < 0.04:
            keys.append(Key("resize", chance.choice(sizes)))
        else:
            keys.append(Key(chance.choice(names)))
    return keys


class Tmux:
    """One program alone in a tmux server of its own."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], env: Mapping[str, str]) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="pair-"))
        self._socket = str(self._home / "s")
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        config = self._home / "conf"
        config.write_text(
            'set -g status off\nset -g default-terminal "tmux-256color"\nset -s escape-time 0\n'
            "set -g remain-on-exit on\nset -g focus-events off\n"
        )
        variables = [part for name, value in env.items() for part in ("-e", f"{name}={value}")]
        where = ["-x", str(size[0]), "-y", str(size[1])]
        self.run("-f", str(config), "new-session", "-d", "-s", "p", *where, *variables, "--", *command)
        fifo = self._home / "out"
        os.mkfifo(fifo)
        self.output = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        """Where tmux copies what the program writes, so that waiting is for an event."""
        self.run("pipe-pane", "-t", "p", "-o", f"exec cat > {fifo}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(
            ["tmux", "-S", self._socket, "kill-server"], env=self._env, capture_output=True, check=False
        )
        os.close(self.output)
        shutil.rmtree(self._home, ignore_errors=True)

    def run(self, *words: str) -> str:
        """A tmux command and its output."""
        done = subprocess.run(
            ["tmux", "-S", self._socket, *words], env=self._env, capture_output=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"tmux {words[0]}: {done.stderr.decode()}")
        return done.stdout.decode()

    def press(self, key: Key) -> None:
        """Send one key, or resize."""
        if key.size:
            self.run("resize-window", "-t", "p", "-x", str(key.size[0]), "-y", str(key.size[1]))
        else:
            self.run("send-keys", "-t", "p", key.name)

    def capture(self) -> str:
        """The screen with its escape sequences."""
        return self.run("capture-pane", "-e", "-p", "-N", "-t", "p")

    @property
    def ended(self) -> bool:
        """Whether the program is gone."""
        return self.run("display-message", "-p", "-t", "p", "#{pane_dead}").strip() == "1"

    def until_text(self, wanted: str, limit: float = 30.0) -> None:
        """Wait for a text on the screen."""
        end = time.monotonic() + limit
        while wanted not in self.capture():
            if time.monotonic() > end:
                raise AssertionError(f"never shown: {wanted!r}\n{self.capture()}")
            select.select([self.output], [], [], 0.2)
            self.drain()

    def drain(self) -> None:
        """Forget that output came."""
        while select.select([self.output], [], [], 0)[0] and os.read(self.output, 1 << 16):
            pass


def rest(sides: Sequence[Tmux], first: float, quiet: float, limit: float = 20.0) -> None:
    """Wait at most `first` seconds for output, then until all sides were silent for `quiet`."""
    by_handle = {side.output: side for side in sides}
    end = time.monotonic() + limit
    wait = first
    while ready := select.select(list(by_handle), [], [], wait)[0]:
        for handle in ready:
            by_handle[handle].drain()
        wait = quiet
        if time.monotonic() > end:
            raise AssertionError("the screens never came to rest")


def cells(capture: str) -> list[list[tuple[str, Look]]]:
    """A capture as rows of (text, look). What cannot be seen on a blank is left out of its look."""
    rows: list[list[tuple[str, Look]]] = [[]]
    attrs: set[str] = set()
    fg = bg = ""
    for match in _SGR.finditer(capture):
        codes, text = match.groups()
        if text == "\n":
            rows.append([])
        elif text:
            ink = sorted(attrs.intersection(_INK) if text == " " else attrs)
            seen = fg if text != " " or ink else ""
            rows[-1].append((text, (*ink, f"f{seen}", f"b{bg}")))
        elif codes is not None:
            fg, bg = _read_sgr(codes, attrs, fg, bg)
    return [_without_blank_tail(row) for row in rows]


def _without_blank_tail(row: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    while row and row[-1] == (" ", ("f", "b")):
        row = row[:-1]
    return row


def _by_number(parts: list[str]) -> str:
    """A colour's parameters; one of the fixed 256 always by its number, however it was told."""
    if parts[0] == "2" and (number := CUBE.get("#{:02x}{:02x}{:02x}".format(*map(int, parts[1:])))):
        return f"5;{number}"
    return ";".join(parts)


def _read_sgr(codes: str, attrs: set[str], fg: str, bg: str) -> tuple[str, str]:
    parts = codes.split(";")
    while parts:
        code = parts.pop(0) or "0"
        if code == "0":
            attrs.clear()
            fg = bg = ""
        elif code in ("38", "48"):
            count = 4 if parts[0] == "2" else 2
            colour, parts = _by_number(parts[:count]), parts[count:]
            fg, bg = (colour, bg) if code == "38" else (fg, colour)
        elif code in ("39", "49"):
            fg, bg = ("", bg) if code == "39" else (fg, "")
        elif code in _OFF:
            attrs.difference_update(_OFF[code])
        elif len(code) == 1 or code in ("21", "53"):
            attrs.add(code)
        elif code[0] in "39":
            fg = code
        else:
            bg = code
    return fg, bg


def run_pair(
    first: Sequence[str],
    second: Sequence[str],
    keys: Sequence[Key],
    size: tuple[int, int] = (80, 24),
    *,
    env: Mapping[str, str] | None = None,
    ready: str = "",
    quiet: float = 0.06,
) -> int:
    """Drive both commands with the same keys; returns the number of equal screens that were compared.

    Args:
        ready: text that both must show before the first key.
        quiet: seconds without output after which a step is over.

    Raises:
        AssertionError: at the first step where the screens differ, with both pictures.
    """
    with Tmux(first, size, env or {}) as one, Tmux(second, size, env or {}) as two:
        for side in (one, two):
            side.until_text(ready)
        pressed: list[str] = []
        for step, key in enumerate([None, *keys]):
            if key:
                pressed.append(f"{key.name}{key.size or ''}")
                one.press(key)
                two.press(key)
            _compare(one, two, f"step {step} after {pressed[-8:]}", quiet)
        if one.ended or two.ended:
            raise AssertionError(f"a program ended before the last key:\n{one.capture()}\n{two.capture()}")
    return len(keys) + 1


def _compare(one: Tmux, two: Tmux, where: str, quiet: float) -> None:
    left = right = ""
    for patience in (1, 5, 15):  # on a busy machine one side may be slower than `quiet`
        rest((one, two), quiet * patience * 2, quiet * patience)
        left, right = one.capture(), two.capture()
        if cells(left) == cells(right):
            return
    rows = zip(cells(left), cells(right), strict=False)
    differ = [f"row {y}:\n  {a}\n  {b}" for y, (a, b) in enumerate(rows) if a != b]
    raise AssertionError(f"{where}: the screens differ\n" + "\n".join(differ[:3]))
