"""How long it takes to index many solutions and to search them, and what that needs in memory.

`python -m tests.perf.search_speed [--solutions N]`. The solutions are made up: syllables as words, few of them
common and most of them rare, as in any language.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from svc_tui.services.context import Context
from svc_tui.services.solutions import Solutions
from svc_tui.storage.store import Store

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
    """The most that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentile(times: list[float], part: float) -> float:
    """In milliseconds."""
    return sorted(times)[int(part * len(times))] * 1000


def main() -> None:
    """Make the solutions, index them, search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--solutions", type=int, default=50_000)
    count = parser.parse_args().solutions
    rng = Random(7)
    words = vocabulary(rng)
    made = list(rows(count, rng, words))
    with tempfile.TemporaryDirectory() as directory:
        store = Store.open(Path(directory) / "speed.db")
        begun = time.perf_counter()
        with store.write(who="anna", at=NOW, undoable=False) as unit:
            unit.load("solution", made)
        print(f"{count} solutions written and indexed in {time.perf_counter() - begun:.1f} s")
        texts = [searched(rng, made, words) for _ in range(SEARCHES)]
        del made
        before = memory_mib()
        solutions = Solutions(Context(store, "anna", lambda: NOW))
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
        print(f"memory grew by {memory_mib() - before:.0f} MiB while searching")
        store.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
