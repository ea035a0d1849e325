"""How long it takes to index many solutions and to search them, and what that needs in memory.

`python -m tests.perf.search_speed [--solutions N]`. The solutions are made up: syllables as words, few of them
common and most of them rare, as in any language.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import psutil

from svc_tui.services.core.context import Context
from svc_tui.services.solutions.service import Solutions
from svc_tui.storage.engine.store import Store

SYLLABLES = "ba be bi bo bra ca che ci co cra da de di do dri fa fe fi fo ga gli go gra la le li"
SYLLABLES += " lo lu ma me mi mo na ne ni no pa pe pi po pra ra re ri ro sa se"
SYLLABLES += " si so sta ta te ti to tra tu va ve vi vo za"
WORDS = 30_000
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SEARCHES = 300


def vocabulary(rng: Random) -> list[str]:
    """Different words, the common ones first."""
    parts = SYLLABLES.split()
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(rng.choice(parts) for _ in range(rng.choice((2, 3, 3, 4))))] = None
    return list(found)


def draw(rng: Random, words: list[str], count: int) -> str:
    """So many words, the n-th of the vocabulary about n times as rare as the first."""
    most = len(words)
    return " ".join(words[min(int(most ** rng.random()), most - 1)] for _ in range(count))


def rows(count: int, rng: Random, words: list[str]) -> Iterator[dict[str, object]]:
    """Solutions of some 90 words each."""
    for number in range(1, count + 1):
        yield {
            "number": number,
            "symptom": f"{draw(rng, words, 8)} E-{rng.randrange(400)}",
            "cause": draw(rng, words, 8),
            "solution": draw(rng, words, 12),
            "description": draw(rng, words, 60),
            "created_at": NOW,
        }


def searched(rng: Random, made: list[dict[str, object]], words: list[str]) -> str:
    """Five words of a symptom and one of the other fields, one in three with a slip."""
    record = rng.choice(made)
    found = rng.sample(str(record["symptom"]).split(), 5) + rng.sample(str(record["description"]).split(), 1)
    if rng.random() < 1 / 3:
        at = rng.randrange(len(found))
        cut = rng.randrange(1, max(2, len(found[at])))
        found[at] = found[at][:cut] + rng.choice("aeiost") + found[at][cut + 1 :]
    return " ".join(found)


def memory_mib() -> float:
    """What this process holds now."""
    return float(psutil.Process().memory_info().rss) / (1 << 20)


def percentile(times: list[float], part: float) -> float:
    """In milliseconds."""
    return sorted(times)[int(part * len(times))] * 1000


def search_all(path: Path, texts: list[str]) -> None:
    """Search in a process that does nothing else, and print what it took."""
    store = Store.open(path)
    solutions = Solutions(Context(store, "anna", lambda: NOW))
    before = memory_mib()
    times, busy = [], []
    for text in texts:
        begun, used = time.perf_counter(), time.process_time()
        solutions.search(text)
        times.append(time.perf_counter() - begun)
        busy.append(time.process_time() - used)
    print(f"first search {times[0] * 1000:.0f} ms")
    print(f"search p50 {percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms")
    print(
        f"of which the processor was busy p50 {percentile(busy, 0.5):.0f} ms, p95 {percentile(busy, 0.95):.0f} ms"
    )
    print(f"memory grew by {memory_mib() - before:.0f} MiB, the stemmer and its words among it")
    store.close()


def main() -> None:
    """Make the solutions, index them, search."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--solutions", type=int, default=50_000)
    parser.add_argument("--store", type=Path, help="search this store for the lines of standard input")
    args = parser.parse_args()
    if args.store is not None:
        search_all(args.store, sys.stdin.read().splitlines())
        return
    rng = Random(7)
    words = vocabulary(rng)
    made = list(rows(args.solutions, rng, words))
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "speed.db"
        store = Store.open(path)
        begun = time.perf_counter()
        with store.write(who="anna", at=NOW, undoable=False) as unit:
            unit.load("solution", made)
        print(
            f"{args.solutions} solutions written and indexed in {time.perf_counter() - begun:.1f} s",
            flush=True,
        )
        store.close()
        texts = "\n".join(searched(rng, made, words) for _ in range(SEARCHES))
        again = [sys.executable, "-m", "tests.perf.search_speed", "--store", str(path)]
        subprocess.run(again, input=texts, text=True, check=True)


if __name__ == "__main__":
    main()
