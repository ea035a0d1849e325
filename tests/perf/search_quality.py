"""How well solutions are found: nDCG@10 and MRR@10 on judged sets, whole and without each ingredient.

`python -m tests.perf.search_quality DIR [--only NAME] [--most N]`: each folder of DIR with solutions.jsonl,
queries.tsv and qrels.tsv is a set. Its solutions go into a store and are searched through the service.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from svc_tui.domain.solutions import words as search_words
from svc_tui.domain.solutions.ranking import FIELDS, TUNING, Tuning
from svc_tui.services.core.context import Context
from svc_tui.services.solutions.meaning import meaning
from svc_tui.services.solutions.service import Solutions
from svc_tui.storage.engine.store import Store
from svc_tui.storage.solutions import search as solution_search

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DEPTH = 10

Right = dict[str, dict[str, int]]


class JudgedSet:
    """Solutions, queries and the right answers."""

    def __init__(self, directory: Path, most: int | None = None) -> None:
        self.name = directory.name
        self.solutions = [json.loads(line) for line in (directory / "solutions.jsonl").open(encoding="utf-8")]
        self.right: Right = {}
        for query, solution, grade in _cells(directory / "qrels.tsv"):
            if int(grade) > 0:
                self.right.setdefault(query, {})[solution] = int(grade)
        every = [(query, text) for query, text in _cells(directory / "queries.tsv") if query in self.right]
        self.queries = every[:: max(1, len(every) // most)] if most else every

    def stored(self, path: Path) -> Store:
        """All of them in a store, numbered in their order."""
        store = Store.open(path)
        rows = [
            {"number": place, "created_at": NOW, **{name: record.get(name) or "" for name in FIELDS}}
            for place, record in enumerate(self.solutions, 1)
        ]
        with store.write(who="anna", at=NOW, undoable=False) as unit:
            unit.load("solution", rows)
        return store

    def judge(self, answers: Sequence[Sequence[int]]) -> tuple[float, float]:
        """nDCG@10 and MRR@10 of the answers to the queries, in their order."""
        gains = ranks = 0.0
        for (query, _text), numbers in zip(self.queries, answers, strict=True):
            right = self.right[query]
            grades = [right.get(self.solutions[number - 1]["id"], 0) for number in numbers[:DEPTH]]
            gains += _discounted(grades) / _discounted(sorted(right.values(), reverse=True)[:DEPTH])
            ranks += next((1 / place for place, grade in enumerate(grades, 1) if grade), 0.0)
        return gains / len(self.queries), ranks / len(self.queries)


def _cells(path: Path) -> Iterator[list[str]]:
    for line in path.open(encoding="utf-8"):
        yield line.rstrip("\n").split("\t")


def _discounted(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


Change = Callable[[], Any]


@contextmanager
def nothing() -> Iterator[None]:
    """No change."""
    yield


def without_endings() -> Any:
    """Words as they are written."""
    return patch.object(search_words, "LANGUAGES", {})


def without_small_words() -> Any:
    """Small words count as any other."""
    return patch.object(search_words, "STOP", {})


def by_index_alone() -> Any:
    """The order of the index, without the ranking."""

    def as_fetched(entries: Sequence[Any], *_rest: Any) -> list[float]:
        return [float(len(entries) - place) for place in range(len(entries))]

    return patch.object(solution_search, "scores", as_fetched)


FLAT = replace(TUNING, weights=dict.fromkeys(FIELDS, 1.0))
EXACT = replace(TUNING, least_like=2.0)
VARIANTS: Mapping[str, tuple[Tuning, Change, bool]] = {
    "all, with the extra": (TUNING, nothing, True),
    "all": (TUNING, nothing, False),
    "without like words": (EXACT, nothing, False),
    "like words of unknown ones alone": (replace(TUNING, known_power=99.0), nothing, False),
    "without endings taken off": (TUNING, without_endings, False),
    "without stop words": (TUNING, without_small_words, False),
    "without weights of fields": (FLAT, nothing, False),
    "without neighbours": (replace(TUNING, neighbours=0.0), nothing, False),
    "in the order of the index": (TUNING, by_index_alone, False),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    parser.add_argument("--only", help="one line of the table")
    parser.add_argument("--most", type=int, help="about so many queries of each set")
    args = parser.parse_args()
    sets = [JudgedSet(each.parent, args.most) for each in sorted(args.directory.glob("*/qrels.tsv"))]
    print("| nDCG@10 / MRR@10 | " + " | ".join(each.name for each in sets) + " | average |")
    print("|---" * (len(sets) + 2) + "|")
    for name, (tuning, change, extra) in VARIANTS.items():
        if args.only not in (None, name) or (extra and meaning() is None):
            continue
        found = [run(each, tuning, change, extra) for each in sets]
        cells = [f"{gain:.4f} / {rank:.4f}" for gain, rank in found]
        average = sum(gain for gain, _rank in found) / len(found)
        print(f"| {name} | " + " | ".join(cells) + f" | {average:.4f} |")
        sys.stdout.flush()


def run(judged: JudgedSet, tuning: Tuning, change: Change, extra: bool) -> tuple[float, float]:
    """One set in a store of its own."""
    with tempfile.TemporaryDirectory() as directory, change():
        store = judged.stored(Path(directory) / "judged.db")
        solutions = Solutions(Context(store, "anna", lambda: NOW), tuning=tuning, semantic=extra)
        answers = solutions.searches((text for _query, text in judged.queries), top=DEPTH)
        found = judged.judge([[hit.row.number for hit in hits] for hits in answers])
        store.close()
    return found


if __name__ == "__main__":
    main()
