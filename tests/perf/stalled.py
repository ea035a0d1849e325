"""R10 of safety: thirty apps on one store whose lines stall while keys go on, and then hang up.

`python -m tests.perf.stalled --terminals 30` prints what the thirty used of the processor while they stood still, what
somebody else's writes took meanwhile, how long the last one lived after its line was gone, and the drafts that were
kept. Exit code 1 where one of them misses what is asked.
"""

import argparse
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

from svc_tui.bootstrap import open_services
from tests.terminal.desk import NOW, make_demo, start_desk
from tests.terminal.pty_driver import PtyProgram

STILL_S, GONE_S, USED = 10.0, 2.0, 0.02
"""So long they stand still; so soon they are gone; so much of one processor they may use, all together."""
WRITES = 20
WORD = "Smoke"


def stalled(store: Path, home: Path) -> PtyProgram:
    """An app with a form begun, whose line takes nothing more while keys go on."""
    home.mkdir()
    program = start_desk(store, home)
    program.press("n")
    program.until_text("New call")
    program.press("tab", "tab", "tab", "tab")
    for letter in WORD:
        program.type(letter)
    program.until_text(WORD)
    for _ in range(60):  # whole pictures that nobody reads
        os.write(program.fd, b"\x0c")
        select.select([], [], [], 0.02)
    program.until_stalled()
    return program


def used(programs: list[PtyProgram]) -> float:
    """Seconds of processor of all of them."""
    return sum(sum(psutil.Process(each.pid).cpu_times()[:2]) for each in programs)


def written(store: Path) -> list[float]:
    """Seconds that each of some notes takes somebody else."""
    services = open_services(store=store, who="anna", now=lambda: NOW, env={})
    number = services.calls.rows(services.calls.ids("is:open").ids[:1])[0].number
    took = []
    for each in range(WRITES):
        begun = time.perf_counter()
        services.calls.note([number], f"Rang back {each}")
        took.append(time.perf_counter() - begun)
    services.close()
    return took


def main() -> None:
    """Stall them, write beside them, hang up."""
    wanted = argparse.ArgumentParser(description="Apps whose lines stall and then hang up.")
    wanted.add_argument("--terminals", type=int, default=30)
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = make_demo(place / "demo.db")
        programs = [stalled(store, place / f"home{each}") for each in range(given.terminals)]
        before, begun = used(programs), time.monotonic()
        time.sleep(STILL_S)
        share = (used(programs) - before) / (time.monotonic() - begun)
        took = written(store)
        gone = time.monotonic()
        for each in programs:
            os.close(each.fd)
        statuses = [each.wait_exit(GONE_S * 5, read=False) for each in programs]
        last = time.monotonic() - gone
        drafts = [path for path in place.rglob("drafts/*.json") if WORD in path.read_text(encoding="utf-8")]
    print(f"{given.terminals} terminals stood still: {share:.1%} of one processor")
    print(
        f"{WRITES} notes of somebody else: {statistics.median(took) * 1000:.0f} ms, longest {max(took) * 1000:.0f}"
    )
    print(f"gone after {last:.1f} s; still there: {statuses.count(None)}; drafts kept: {len(drafts)}")
    sys.exit(share > USED or last > GONE_S or None in statuses or len(drafts) != given.terminals)


if __name__ == "__main__":
    main()
