"""How long the app takes to its first paint and its first rows, next to bare imports on the same machine.

Wall time and processor time are both taken: on a busy machine the second is the one to believe.
"""

import os
import re
import resource
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from tests.terminal.desk import ROOT, environment
from tests.terminal.pty_driver import PtyProgram

LISTING = ("call", "list", "--limit", "5")
IMPORTS = {"textual": "import textual.app", "both": "import textual.app, sqlmodel"}
FIRST_PAINT = re.compile(rb"Inbox.*\x1b\[6n", re.DOTALL)
FIRST_ROWS = re.compile(rb"(?<![0-9])1[0-9]{4,6}(?![0-9])")


@dataclass(frozen=True)
class Took:
    """Seconds on the wall, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Start:
    """One start of the app."""

    paint: Took
    rows: Took
    bytes: int
    """Bytes of the first paint, of everything that came before it too."""


def bare_import(code: str) -> Took:
    """What Python takes to run a line of imports."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def command(store: Path, home: Path, *words: str) -> Took:
    """What a whole command takes, from the start of its process to the end."""
    program = str(Path(sys.executable).with_name("svc-tui"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    whole = [program, "--store", str(store), "--as", "anna", *words]
    subprocess.run(whole, check=True, env=environment(home), stdout=subprocess.DEVNULL)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def listing(store: Path, home: Path, times: int) -> tuple[float, float]:
    """Processor time of a list of five calls, and of importing SQLModel, in turn; the middle of so many."""
    lists, imports = [], []
    for _ in range(times + 1):
        imports.append(bare_import("import sqlmodel"))
        lists.append(command(store, home, *LISTING))
    return _median(lists[1:]).cpu, _median(imports[1:]).cpu


def start(store: Path, home: Path) -> Start:
    """Start `svc-tui` on a store and wait for its first rows."""
    command = [str(Path(sys.executable).with_name("svc-tui")), "--store", str(store), "--as", "anna"]
    began = time.monotonic()
    with PtyProgram(command, env=environment(home), cwd=str(ROOT)) as program:
        process = psutil.Process(program.pid)
        paint, paint_bytes = _until(program, process, FIRST_PAINT, began)
        rows, _bytes = _until(program, process, FIRST_ROWS, began)
    return Start(paint, rows, paint_bytes)


def _until(
    program: PtyProgram, process: psutil.Process, wanted: re.Pattern[bytes], began: float
) -> tuple[Took, int]:
    end = began + 60
    while not (found := wanted.search(program.sent)):
        if not select.select([program.fd], [], [], max(0.0, end - time.monotonic()))[0]:
            raise AssertionError(f"never painted: {wanted.pattern!r}\n{program.text()}")
        data = os.read(program.fd, 1 << 16)
        program.sent += data
        for _ in range(data.count(b"\x1b[6n")):
            os.write(program.fd, b"\x1b[1;1R")
    used = process.cpu_times()
    return Took(time.monotonic() - began, used.user + used.system), found.end()


@dataclass(frozen=True)
class Starts:
    """Medians of several starts, and of the imports measured in between."""

    imports: dict[str, Took]
    starts: dict[str, Start]


def measure(stores: dict[str, Path], home: Path, times: int) -> Starts:
    """Start the app on each store in turn, with the bare imports in between, so that all see the same machine."""
    imports: dict[str, list[Took]] = {name: [] for name in IMPORTS}
    starts: dict[str, list[Start]] = {name: [] for name in stores}
    for _ in range(times + 1):
        for name, code in IMPORTS.items():
            imports[name].append(bare_import(code))
        for name, store in stores.items():
            starts[name].append(start(store, home))
    return Starts(
        {name: _median(taken[1:]) for name, taken in imports.items()},
        {
            name: Start(
                _median([each.paint for each in taken[1:]]),
                _median([each.rows for each in taken[1:]]),
                int(median(each.bytes for each in taken[1:])),
            )
            for name, taken in starts.items()
        },
    )


def _median(taken: list[Took]) -> Took:
    return Took(median(each.wall for each in taken), median(each.cpu for each in taken))
