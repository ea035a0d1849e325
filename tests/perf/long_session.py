"""How much memory a long session takes: random keys on the real app, and what it holds after each thousand.

`python -m tests.perf.long_session --keys 24000 --seed 1` prints a table. After the first thousand keys a session may
grow by a tenth (exit code 1 where it grew more). Keys that leave the app or stop it are left out.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.terminal.desk import ROOT, command, environment, make_demo
from tests.terminal.monkey import KEYS
from tests.terminal.pty_driver import PtyProgram

LEAVING = {b"q", b"\x1a"}
PRESSED = tuple(key for key in KEYS if key not in LEAVING)
WARM = 1000
"""Keys until everything was seen once."""
GROWTH = 0.1
BURST = 8
"""Keys that are typed before the app is waited for."""
MIB = 1 << 20


def resident(pid: int) -> float:
    """What a process holds, in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


def session(store: Path, home: Path, seed: int, marks: list[int]) -> Iterator[tuple[int, float]]:
    """Each number of keys of `marks`, in order, with what the app held then. Raises SystemExit: it ended."""
    rnd = random.Random(seed)
    env = environment(home, PYTHONPATH=str(ROOT))
    with PtyProgram(command(store), env=env, cwd=str(home), asks=True) as program:
        program.until_text(">", limit=60.0)
        typed = 0
        for mark in marks:
            while typed < mark:
                burst = min(BURST, mark - typed)
                os.write(program.fd, b"".join(rnd.choice(PRESSED) for _ in range(burst)))
                typed += burst
                program.rest()  # else keys that wait to be heard count as memory
                if program.wait_exit(0.0001) is not None:
                    raise SystemExit(f"the app ended by {program.status} after {typed:,} keys of seed {seed}")
            yield mark, resident(program.pid)


def growth(found: list[tuple[int, float]]) -> float:
    """How much the session grew after it was warm, as a share of what it held then."""
    warm = next(held for keys, held in found if keys >= WARM)
    return max(held for keys, held in found if keys >= WARM) / warm - 1


def main() -> None:
    """Press the keys, and print what the session held."""
    wanted = argparse.ArgumentParser(description="How much memory a long session takes.")
    wanted.add_argument("--keys", type=int, default=24_000)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--calls", type=int, default=250)
    given = wanted.parse_args()
    marks = sorted({min(each, given.keys) for each in (WARM, *range(3000, given.keys, 3000), given.keys)})
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = make_demo(place / "demo.db", given.calls)
        print("| keys | MiB |\n| --- | --- |", flush=True)
        found = []
        for keys, held in session(store, place, given.seed, marks):
            found.append((keys, held))
            print(f"| {keys:,} | {held:.1f} |", flush=True)
    print(f"grown by {growth(found):.1%} after {WARM:,} keys (seed {given.seed}, at most {GROWTH:.0%})")
    sys.exit(growth(found) > GROWTH)


if __name__ == "__main__":
    main()
