"""Import the work orders of five excavators and print every count of them, and how fast a card's history opens.

    python -m tests.perf.excavators_counts excavators.csv

Each count is asked twice: of the file with the csv module alone, and of the store with `svc-tui ... --json`.
"""

import csv
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from tests.perf.servicenow_counts import asker

DATA = Path(__file__).parents[2] / "data"
TYPES = frozenset({"PM01", "PM02", "PM04", "PM05", "PM06", "PM13"})
Counts = dict[str, Any]


def of_the_file(path: Path) -> Counts:
    """The counts, from the rows themselves; a row of another type is broken."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    good = [row for row in rows if row["PMType"] in TYPES]
    days = sorted(row["BscStartDate"] for row in good)
    return {
        "rejected": len(rows) - len(good),
        "cards": len({row["Asset"] for row in good}),
        "calls": len(good),
        **_counted("card", (row["Asset"] for row in good)),
        **_counted("type", (row["PMType"] for row in good)),
        "subjects": len({" ".join(row["OriginalShorttext"].split()) for row in good}),
        "cost": str(sum(Decimal(row["Cost"]) for row in good)),
        "first day": days[0],
        "last day": days[-1],
    }


def _counted(word: str, values: Any) -> Counts:
    return {f"{word} {name}": count for name, count in sorted(Counter(values).items())}


def of_the_store(ask: Callable[..., list[dict[str, Any]]], rejected: int, zone: tzinfo) -> Counts:
    """The same counts, from what the command line lists."""
    cards = ask("equipment", "list", "--json")
    calls = ask("call", "list", "is:any", "sort:created", "--json")
    lines = ask("export", "call", "--to", "-")
    return {
        "rejected": rejected,
        "cards": len(cards),
        "calls": len(calls),
        **{f"card {card['serial']}": card["calls"] for card in sorted(cards, key=lambda card: card["serial"])},
        **{f"type {name}": len(ask("call", "list", "is:any", f"type:{name}", "--json"))
           for name in sorted({call["type"] for call in calls})},
        "subjects": len({" ".join(call["subject"].split()) for call in calls}),
        "cost": str(sum(Decimal(line["extra"]["U_Cost"]) for line in lines)),
        "first day": _day(calls[0]["reported_at"], zone),
        "last day": _day(calls[-1]["reported_at"], zone),
    }  # fmt: skip


def _day(instant: str, zone: tzinfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()


def load(file: Path, store: Path) -> tuple[list[str], tzinfo]:
    """Import the file into a new store; the sentences about the rows that were rejected, and the company's zone."""
    from svc_tui.bootstrap import open_services
    from svc_tui.services.exchange.incoming.run import Importing, problems_of

    services = open_services(store=store, who="me", now=lambda: datetime.now(UTC), env={})
    try:
        report = Importing(services.context).run([file], map_path=DATA / "excavators.toml")
        told = problems_of(report, "reject")
        sentences = [f'{problem.place()} "{problem.value}": {problem.text()}' for _, problem in told]
        return sentences, services.context.zone
    finally:
        services.close()


def pages(store: Path, times: int = 25) -> tuple[float, float]:
    """Milliseconds of the inbox's first page, and of the first page of the history of the card with most calls."""
    from svc_tui.bootstrap import open_services
    from svc_tui.services.calls.lists import CallLists

    services = open_services(store=store, who="me", now=lambda: datetime.now(UTC), env={})
    try:
        lists, cards = CallLists(services.context), services.equipment
        most = cards.ids("sort:-calls").ids[0]
        number = cards.lines([most])[0].row.number

        def inbox() -> object:
            return lists.rows(lists.ids("is:any").ids[:50])

        found = []
        for page in (inbox, lambda: cards.sheet(f"#{number}")):
            spent = []
            for _ in range(times):
                began = time.perf_counter()
                page()
                spent.append((time.perf_counter() - began) * 1000)
            found.append(median(spent))
        return found[0], found[1]
    finally:
        services.close()


def run(file: Path) -> int:
    """Print the table. Returns how many counts differ."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.db"
        began = time.monotonic()
        rejected, zone = load(file, store)
        seconds = time.monotonic() - began
        true, found = of_the_file(file), of_the_store(asker(store), len(rejected), zone)
        inbox, card = pages(store)
    print(f"{'count':<16}{'file':>16}{'svc-tui':>16}")
    for name in {**true, **found}:
        mark = "" if true.get(name) == found.get(name) else "  differs"
        print(f"{name:<16}{true.get(name, '-'):>16}{found.get(name, '-'):>16}{mark}")
    print(*(f"rejected: {told}" for told in rejected), sep="\n")
    print(
        f"import {seconds:.1f} s; first page: inbox {inbox:.1f} ms, card {card:.1f} ms ({card / inbox:.2f})"
    )
    return sum(true.get(name) != found.get(name) for name in {**true, **found})


if __name__ == "__main__":
    sys.exit(1 if run(Path(sys.argv[1])) else 0)
