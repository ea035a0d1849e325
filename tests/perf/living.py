"""The app while it lives: what a key costs, silence at rest, held keys on thin lines, memory, waits on a million."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from svc_tui.presentation.calls.columns import COLUMNS
from svc_tui.screens.calls.inbox import InboxScreen
from tests.screens.running import running, settle
from tests.terminal.desk import NOW, open_desk
from tests.terminal.pty_driver import PtyProgram
from tests.terminal.thin_line import ThinLine

FILTERS = {
    "open view": "sort:left", "queue and priority": "queue:NORTH priority:high", "word": "pump",
    "word, closed too": "is:any pump", "prefix": "is:any pum*", "everything": "is:any",
}  # fmt: skip


@dataclass(frozen=True)
class Wait:
    """Seconds until the first page stood, until the list was whole, and the longest that a key would have waited."""

    page: float
    whole: float
    freeze: float


def key_ms(program: PtyProgram, key: str, times: int) -> float:
    """Milliseconds that the UI thread works for a key, in the middle of so many."""
    clock = Path(f"/proc/{program.pid}/task/{program.pid}/schedstat")
    costs = []
    for _ in range(times):
        before, sent = int(clock.read_text().split()[0]), len(program.sent)
        program.type(key)
        program.until_change(sent)
        program.until_quiet(0.1)
        costs.append((int(clock.read_text().split()[0]) - before) / 1e6)
    return median(costs)


def keys_at_depths(store: Path, home: Path, times: int) -> dict[str, float]:
    """What a cursor key costs at the top, in the depth and at the bottom of everything, the detail included."""
    found: dict[str, float] = {}
    with open_desk(store, home) as program:
        program.press("/", quiet=0.3)
        for key in "\x15is:any":
            program.type(key)
        program.press("enter", quiet=2.0)
        found["top"] = key_ms(program, "j", times)
        program.press("G", quiet=0.5)
        found["bottom"] = key_ms(program, "k", times)
        for _ in range(40):
            program.press("pageup", quiet=0.02)
        program.until_quiet(0.5)
        found["40 pages up"] = key_ms(program, "k", times)
    return found


def at_rest(store: Path, home: Path, seconds: float) -> dict[str, tuple[float, float]]:
    """Bytes a second and percent of a core on screens that nobody touches."""
    found: dict[str, tuple[float, float]] = {}
    with open_desk(store, home) as program:
        process = psutil.Process(program.pid)
        for name, keys in {"inbox": (), "call": ("enter",), "form": ("e",)}.items():
            program.press(*keys)
            program.until_quiet(2.0)
            before, used = len(program.sent), sum(process.cpu_times()[:2])
            program.until_quiet(seconds, limit=seconds + 0.1)
            cpu = sum(process.cpu_times()[:2]) - used
            found[name] = ((len(program.sent) - before) / seconds, 100 * cpu / seconds)
    return found


def held_key(store: Path, home: Path, *options: str, rate: int, round_trip: float) -> float:
    """Seconds by which the screen is behind the last of 40 presses at 15 a second."""
    with open_desk(store, home, *options, colours="16" if options else "truecolor", answers=False) as program:
        line = ThinLine(program, bytes_per_second=rate, round_trip=round_trip)
        program.answer_now()
        line.until_idle()
        return line.hold("j", 40, 15)


def memory(store: Path, home: Path) -> float:
    """MiB that the app holds after a tour: everything, the bottom, a word, a call."""
    with open_desk(store, home) as program:
        for text in ("is:any", "is:any pump", "is:any sort:subject"):
            program.press("/", quiet=0.3)
            for key in "\x15" + text:
                program.type(key)
            program.press("enter", quiet=2.0)
            program.press("G", "pageup", "k", quiet=0.5)
        program.press("enter", "esc", quiet=0.5)
        return float(psutil.Process(program.pid).memory_info().rss) / 2**20


@asynccontextmanager
async def lag() -> AsyncIterator[list[float]]:
    """The longest gap, in seconds, between two turns of the event loop."""
    longest = [0.0]

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            longest[0] = max(longest[0], time.perf_counter() - before - 0.002)

    task = asyncio.create_task(watch())
    try:
        yield longest
    finally:
        task.cancel()


async def waits(store: Path, *, sorts: bool = True) -> dict[str, Wait]:
    """Filters and sort orders on a store, in the app."""
    found: dict[str, Wait] = {}
    queries = dict(FILTERS)
    if sorts:
        queries |= {f"sort by {key}": f"is:any sort:{key}" for key in COLUMNS}
    async with running(store, now=NOW) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, InboxScreen)
        for name, text in queries.items():
            async with lag() as longest:
                began = time.perf_counter()
                screen.load(text)
                while screen.text != text or (screen.rows.row_count and screen.rows.selected_row is None):
                    await asyncio.sleep(0.002)
                page = time.perf_counter() - began
                await settle(pilot)
                found[name] = Wait(page, time.perf_counter() - began, longest[0])
    return found
