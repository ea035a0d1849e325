"""Many writers on one store: how long they wait, whether all get through, and how much gets done.

`make load` (or `python -m tests.perf.load`) prints a table. Each writer is a process of its own with the services open;
what it does is the work of a desk: mostly notes, some new calls, some calls taken, moved and given another priority.

    people    one write a second each, at moments of their own
    at once   four writes each, one after the other, all begun together; idle, and beside four busy loops;
              beside it the same without turns, where SQLite alone decides who is next
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from svc_tui.bootstrap import Services, open_services
from svc_tui.domain.query.reader import parse as parse
from svc_tui.errors import SvcError
from svc_tui.services.calls.service import Calls as Calls  # imported before the first fork
from svc_tui.services.demo.making import Made, make
from svc_tui.storage.contracts import ledger as units
from svc_tui.storage.sqlite import turns

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CALLS = 2_000
CUSTOMERS: list[str] = []
"""Codes of those who ring."""
P99_S, RATIO, SHARE = 0.150, 5.0, 0.80
"""To reach: the 99th of a hundred of 50 people; longest against median at once; done against a run without turns."""
TIMES = 4
"""Writes of each who writes at once."""
BUSY = 4
"""Loops that never rest."""
Writer = Callable[[Services, list[str], random.Random, Callable[[float, str], None]], None]


@dataclass(frozen=True)
class Result:
    """What the writers of one run said."""

    waits: list[float]
    """Seconds that each write took."""
    errors: list[str]
    took: float
    """Seconds from the first to the last."""

    def row(self, name: str) -> str:
        """One line of the table."""
        waits = sorted(self.waits) or [0.0]
        return (
            f"| {name} | {len(self.waits)} | {len(self.errors)} | {statistics.median(waits) * 1000:,.0f} "
            f"| {self.p99 * 1000:,.0f} | {waits[-1] * 1000:,.0f} | {self.ratio:.1f} | {self.rate:.0f} |"
        )

    @property
    def p99(self) -> float:
        """Seconds that one in a hundred takes longer."""
        waits = sorted(self.waits) or [0.0]
        return waits[min(len(waits) - 1, int(len(waits) * 0.99))]

    @property
    def ratio(self) -> float:
        """The longest wait against the median."""
        return max(self.waits, default=0.0) / (statistics.median(self.waits) if self.waits else 1.0)

    @property
    def rate(self) -> float:
        """Writes a second."""
        return len(self.waits) / self.took


HEAD = (
    "| writers | writes | errors | median ms | p99 ms | longest ms | longest / median | writes/s |\n"
    + "| --- " * 8
    + "|"
)


def act(services: Services, numbers: list[str], chance: random.Random) -> None:
    """One piece of a desk's work."""
    calls, number = services.calls, chance.choice(numbers)
    what = chance.randrange(10)
    if what < 6:
        calls.note(
            [number],
            f"Rang back at {chance.randrange(24)}: pump {chance.randrange(10**6)} hums, seal ordered",
        )
    elif what < 8:
        customer = chance.choice(CUSTOMERS)
        calls.new(
            {
                "customer": customer,
                "subject": f"Door sensor error E{chance.randrange(100)}",
                "priority": "high",
            }
        )
    elif what == 8:
        calls.take([number])
    else:
        calls.priority([number], chance.choice(("low", "medium", "high")))


def people(seconds: int) -> Writer:
    """One write a second, at a moment of one's own."""

    def write(
        services: Services, numbers: list[str], chance: random.Random, tell: Callable[[float, str], None]
    ) -> None:
        begun = time.monotonic() + chance.random()
        for second in range(seconds):
            time.sleep(max(0.0, begun + second - time.monotonic()))
            timed(services, numbers, chance, tell)

    return write


def at_once(
    services: Services, numbers: list[str], chance: random.Random, tell: Callable[[float, str], None]
) -> None:
    """One write after the other."""
    for _ in range(TIMES):
        timed(services, numbers, chance, tell)


def timed(
    services: Services, numbers: list[str], chance: random.Random, tell: Callable[[float, str], None]
) -> None:
    """One write, and how long it took or what went wrong."""
    begun = time.perf_counter()
    try:
        act(services, numbers, chance)
    except SvcError as error:
        tell(0.0, str(error))
    else:
        tell(time.perf_counter() - begun, "")


def run(store: Path, writers: int, write: Writer, *, in_turn: bool = True) -> Result:
    """Let so many processes write on a copy of the store."""
    with tempfile.TemporaryDirectory(dir=store.parent) as place:
        path = Path(place) / "desk.db"
        shutil.copy(store, path)
        gate, open_gate = os.pipe()
        answers, answer = os.pipe()
        children = []
        for number in range(writers):
            child = os.fork()
            if child == 0:
                os.close(open_gate)
                os.close(answers)
                _child(path, number, write, gate, answer, in_turn)
            children.append(child)
        os.close(gate)
        os.close(answer)
        heard = os.fdopen(answers)
        for _ in range(writers):
            assert heard.readline() == "ready\n"
        begun = time.perf_counter()
        os.close(open_gate)
        said = heard.read().splitlines()
        took = time.perf_counter() - begun
        for child in children:
            os.waitpid(child, 0)
    waits = [float(line.split()[1]) for line in said if line.startswith("took")]
    return Result(waits, [line for line in said if not line.startswith("took")], took)


def _child(path: Path, number: int, write: Writer, gate: int, answer: int, in_turn: bool) -> None:
    def tell(seconds: float, error: str) -> None:
        line = f"failed {error}" if error else f"took {seconds}"
        os.write(answer, f"{line}\n".replace("\n", " ").strip().encode() + b"\n")

    try:
        turns.HAS_LOCKS = turns.HAS_LOCKS and in_turn
        services = open_services(store=path, who="anna", now=lambda: AT, env={})
        listing = services.calls.ids("is:open")
        rows = services.calls.rows(listing.ids[:200])
        numbers, CUSTOMERS[:] = [row.number for row in rows], {row.customer for row in rows}
        chance = random.Random(number)
        _ = services.context.company
        os.write(answer, b"ready\n")
        os.read(gate, 1)
        write(services, numbers, chance, tell)
    except BaseException as error:
        tell(0.0, repr(error))
    os._exit(0)


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """Processes that never rest."""
    children = []
    for _ in range(loops):
        child = os.fork()
        if child == 0:
            while True:
                pass
        children.append(child)
    try:
        yield
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def main() -> None:
    """Run everything and print it."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("--seconds", type=int, default=20, help="how long the people write")
    wanted.add_argument("--rounds", type=int, default=3, help="runs of each kind; the middle one is shown")
    wanted.add_argument("--only", choices=["people", "once"], help="one part alone")
    given = wanted.parse_args()
    assert units  # imported before the first fork
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "desk.db"
        make(store, Made(CALLS, 1, "en", AT), lambda *_: None)
        load = "/".join(f"{each:.1f}" for each in os.getloadavg())
        print(
            f"A store of {CALLS} calls; {os.cpu_count()} processors; load before: {load}\n\n{HEAD}",
            flush=True,
        )
        if given.only != "once":
            for writers in (25, 50):
                found = run(store, writers, people(given.seconds))
                print(found.row(f"{writers} people, one write a second each"), flush=True)
                _judge({"p99": found.p99 <= P99_S, "errors": not found.errors})
                _say(found)
        if given.only != "people":
            for loops, where in ((0, "idle"), (BUSY, f"beside {BUSY} busy loops")):
                for writers in (50, 100):
                    _at_once(store, writers, loops, where, given.rounds)


def _at_once(store: Path, writers: int, loops: int, where: str, rounds: int) -> None:
    """With turns and without, one after the other, so often; whichever round was in the middle is shown."""
    found: dict[bool, list[Result]] = {True: [], False: []}
    for _ in range(rounds):
        for in_turn in (True, False):
            with busy(loops):
                found[in_turn].append(run(store, writers, at_once, in_turn=in_turn))
    middle = {kind: sorted(runs, key=lambda run: run.rate)[len(runs) // 2] for kind, runs in found.items()}
    print(middle[True].row(f"{writers} at once, {where}"), flush=True)
    print(middle[False].row(f"the same without turns, {where}"), flush=True)
    errors = [sum(len(run.errors) for run in found[kind]) for kind in (True, False)]
    share = middle[True].rate / middle[False].rate
    print(
        f"  errors in {rounds} rounds: {errors[0]}, without turns {errors[1]}; done: {share:.0%} of without turns"
    )
    ratio = max(run.ratio for run in found[True])
    _judge(
        {
            "longest / median": ratio <= RATIO,
            "errors": not errors[0],
            "done": share >= SHARE or "busy" in where,
        }
    )
    _say(found[True][-1])


def _judge(reached: dict[str, bool]) -> None:
    short = [name for name, is_reached in reached.items() if not is_reached]
    print(f"  short of the target: {', '.join(short)}" if short else "  all targets reached", flush=True)


def _say(found: Result) -> None:
    for line in sorted(set(found.errors))[:3]:
        print(f"  {line}", file=sys.stderr)


if __name__ == "__main__":
    main()
