"""Twenty thousand opportunities, and as many calls with work to bill: lists, pipeline, proposal, as processor time.

python -m tests.perf.sales STORE

The anchor is one full scan of the opportunities, or of the work, by SQLite itself in the same run.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from svc_tui.bootstrap import Services, open_services
from svc_tui.screens.core.list_screen import FIRST_PAGE
from tests.perf.plan import took
from tests.terminal.desk import NOW

MANY = 20_000
"""Opportunities, and calls with work."""
WORDS = ("pump", "drum", "renewal", "dryer", "trade-in", "service", "maintenance", "rinnovo")
STATUSES = {"open": 0.5, "won": 0.2, "lost": 0.3}
"""Half is still open: more than a desk ever has."""
FROM = {"call": 0.4, "equipment": 0.2, "contract": 0.2}
"""What an opportunity was raised from, the rest from nothing."""


def many_opportunities(store: Path, copy: Path, today: date) -> Path:
    """A copy of a demo store with so many opportunities in the last three years, each with its stages and origin."""
    shutil.copyfile(store, copy)
    draw = random.Random(1)
    with closing(sqlite3.connect(copy)) as c:
        stages = c.execute("SELECT name, percent FROM sales_stage ORDER BY position").fetchall()
        customers = [row[0] for row in c.execute("SELECT code FROM customer")]
        people = [row[0] for row in c.execute("SELECT code FROM person")]
        items = [row[0] for row in c.execute("SELECT code FROM item WHERE serial_managed")]
        records = {kind: [row[0] for row in c.execute(f"SELECT number FROM {kind}")] for kind in FROM}
        (last,) = c.execute("SELECT coalesce(max(number), 0) FROM opportunity").fetchone()
        for number in range(last + 1, MANY + 1):
            (status,) = draw.choices(list(STATUSES), list(STATUSES.values()))
            began = today - timedelta(days=draw.randrange(60 if status == "open" else 1000))
            decided = None if status == "open" else began + timedelta(days=draw.randrange(60))
            closes = None if draw.random() < 0.05 else began + timedelta(days=30 + draw.randrange(90))
            at, amount, owner = (
                draw.randrange(len(stages)),
                100_000 * draw.randrange(1, 500),
                draw.choice(people),
            )
            c.execute(
                "INSERT INTO opportunity (version, change_seq, number, name, customer, owner, item, started_on,"
                " closes_on, stage, percent, amount, currency, status, closed_on, remarks)"
                " VALUES (1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                (
                    number, f"{draw.choice(WORDS)} {draw.choice(WORDS)} {number}", draw.choice(customers), owner,
                    draw.choice(items), began.isoformat(), closes and closes.isoformat(), *stages[at], amount,
                    "CHF" if draw.random() < 0.1 else "EUR", status, decided and decided.isoformat(),
                ),
            )  # fmt: skip
            c.executemany(
                "INSERT INTO opportunity_stage (opportunity, line, stage, owner, started_on, closed_on, percent,"
                " amount, status, remarks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                (
                    (
                        number, line, name, owner, (began + timedelta(days=line)).isoformat(),
                        None if line == at else (began + timedelta(days=line + 1)).isoformat(), percent, amount,
                        "open" if line == at else "closed",
                    )
                    for line, (name, percent) in enumerate(stages[: at + 1])
                ),
            )  # fmt: skip
            if kind := draw.choices([*FROM, ""], [*FROM.values(), 1 - sum(FROM.values())])[0]:
                c.execute(
                    "INSERT INTO opportunity_origin (opportunity, kind, key) VALUES (?, ?, ?)",
                    (number, kind, str(draw.choice(records[kind]))),
                )
        c.commit()
    return copy


def many_works(store: Path, copy: Path, since: date) -> Path:
    """A copy of a demo store of so many calls, each with an hour and a part that its customer pays, this month."""
    shutil.copyfile(store, copy)
    draw = random.Random(1)
    with closing(sqlite3.connect(copy)) as c:
        calls = [row[0] for row in c.execute("SELECT id FROM call ORDER BY id DESC LIMIT ?", (MANY,))]
        people = [row[0] for row in c.execute("SELECT code FROM person WHERE roles LIKE '%technician%'")]
        priced = [row[0] for row in c.execute("SELECT DISTINCT item FROM price WHERE item IS NOT NULL")]
        c.execute(
            "UPDATE setting SET value = ? WHERE name = 'billing_from'", (f'"{since - timedelta(days=9)}"',)
        )
        first = datetime.combine(since, time(7), UTC).timestamp()
        for call in calls:
            start = int(first) + 900 * draw.randrange(40)
            seconds = 900 * draw.randrange(1, 12)
            shared = (call, draw.choice(people), start, start + seconds)
            for line, what in enumerate(
                (("labour", seconds, None, None), ("part", 0, draw.choice(priced), "1"))
            ):
                c.execute(
                    "INSERT INTO work (version, change_seq, call_id, who, starts_at, ends_at, line, kind, seconds,"
                    " item, quantity, note, billable, accounted, counted)"
                    " VALUES (1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 1, 0, 0)",
                    (*shared, 101 + line, *what),
                )
        c.commit()
    return copy


def scan(store: Path, table: str, text: str) -> float:
    """Processor seconds of one full scan of a table by the store's own engine."""
    with closing(sqlite3.connect(store)) as c:
        return took(
            lambda: c.execute(f"SELECT count(*), total(length({text})) FROM {table} NOT INDEXED").fetchone()
        )


def measure(services: Services) -> dict[str, float]:
    """Seconds of the processor for what the list and the pipeline read of all opportunities."""
    sales, pipeline, hints = services.opportunities, services.pipeline, services.hints

    def page(text: str, at: int = 0) -> Callable[[], object]:
        return lambda: sales.rows(sales.ids(text, first=at + FIRST_PAGE).ids[at:])

    every = sales.ids("is:any").ids
    middle = every[len(every) // 2 :][:FIRST_PAGE]
    reads = {
        "first page": page(""),
        "first page of all": page("is:any"),
        "first page, a word": page("is:any pump"),
        "first page by weight": page("sort:-weighted"),
        "keys of all": lambda: sales.ids("is:any"),
        "a page further": lambda: sales.rows(middle),
        "sums by stage": lambda: sales.sums("is:any"),
        "pipeline": pipeline.ids,
        "one opened": lambda: sales.sheet(MANY // 2),
        "first hint and counts": lambda: (hints.found(limit=1), hints.counts()),
    }
    return {what: took(read) for what, read in reads.items()}


def proposed(services: Services) -> tuple[int, float]:
    """How many lines a proposal for everybody has, and its seconds of the processor."""
    return len(services.proposals.propose().lines), took(services.proposals.propose)


def main(store: Path) -> None:
    """Print what it costs on a demo store of so many calls."""
    with tempfile.TemporaryDirectory() as folder:
        sales = many_opportunities(store, Path(folder) / "sales.db", NOW.date())
        work = many_works(store, Path(folder) / "work.db", NOW.date())
        anchor = scan(sales, "opportunity", "name")
        print(f"{'one scan of the opportunities':32}{1000 * anchor:8.1f} ms")
        with closing(open_services(store=sales, who="anna", now=lambda: NOW, env={})) as services:
            for name, seconds in measure(services).items():
                print(f"{name:32}{1000 * seconds:8.1f} ms {seconds / anchor:8.1f} scans")
        anchor = scan(work, "work", "note")
        print(f"{'one scan of the work':32}{1000 * anchor:8.1f} ms")
        with closing(open_services(store=work, who="anna", now=lambda: NOW, env={})) as services:
            count, seconds = proposed(services)
            print(
                f"{'a proposal for everybody':32}{1000 * seconds:8.1f} ms {seconds / anchor:8.1f} scans, {count} lines"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
