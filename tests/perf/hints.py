"""Hints among a hundred thousand cards and as many calls: how soon all of them are there, by rule.

svc-tui --store STORE demo --calls 100000 --no-open; python -m tests.perf.hints STORE
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from svc_tui.bootstrap import Services, open_services
from tests.perf.plan import took

CARDS, CONTRACTS = 100_000, 10_000


def many_cards(store: Path, copy: Path, today: date) -> Path:
    """A copy of a demo store with so many cards, every tenth under a contract of its own, and the calls among them."""
    shutil.copyfile(store, copy)
    draw = random.Random(1)
    with closing(sqlite3.connect(copy)) as c:
        items = [row[0] for row in c.execute("SELECT code FROM item WHERE serial_managed")]
        customers = [row[0] for row in c.execute("SELECT code FROM customer")]
        c.execute("UPDATE item SET life = 96 WHERE serial_managed AND id % 5 = 0")
        (last,) = c.execute("SELECT max(number) FROM equipment").fetchone()
        owner = {}
        for number in range(last + 1, CARDS + 1):
            delivered = today - timedelta(days=draw.randrange(3700))
            owner[number] = draw.choice(customers)
            c.execute(
                "INSERT INTO equipment (version, change_seq, number, serial, serial_key, item, customer, status,"
                " warranty_end, delivered_at, remarks) VALUES (1, 1, ?, ?, ?, ?, ?, 'active', ?, ?, '')",
                (
                    number, f"P-{number}", f"P{number}", draw.choice(items), owner[number],
                    delivered + timedelta(days=730), delivered,
                ),
            )  # fmt: skip
        (first,) = c.execute("SELECT max(number) + 1 FROM contract").fetchone()
        kept = ", ".join(row[1] for row in c.execute("PRAGMA table_info(contract)") if row[1] not in OWN)
        for place, number in enumerate(range(first, first + CONTRACTS)):
            card = last + 1 + place * (CARDS - last - 1) // CONTRACTS
            begin = today - timedelta(days=draw.randrange(360))
            c.execute(
                f"INSERT INTO contract ({', '.join(OWN[1:])}, {kept}) SELECT ?, 'serial', ?, ?, ?, NULL, {kept}"
                " FROM contract WHERE number = 58",
                (number, owner[card], begin, begin + timedelta(days=364)),
            )
            c.execute(
                "INSERT INTO contract_line (contract, line, equipment) VALUES (?, 0, ?)", (number, card)
            )
        c.execute(
            f"UPDATE call SET equipment = {last + 1} + (id * id) % {CARDS - last} WHERE equipment IS NOT NULL"
        )
        c.execute("UPDATE contract SET renews = NULL")
        c.commit()
        c.execute("ANALYZE")
    return copy


OWN = ("id", "number", "type", "customer", "start", "end", "renews")


def measure(services: Services) -> dict[str, tuple[int, float]]:
    """How many hints, and seconds of the processor, for each rule and for what a screen asks."""
    found = {
        f"rule {name}": (count, took(lambda name=name: services.hints.found(name)))  # type: ignore[misc]
        for name, count in services.hints.counts().items()
    }
    found["all of them"] = (services.hints.count(), took(services.hints.found))
    found["the first fifty"] = (50, took(lambda: services.hints.found(limit=50)))
    found["counts"] = (len(services.hints.counts()), took(services.hints.counts))
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = many_cards(Path(sys.argv[1]), Path(folder) / "hints.db", datetime.now(UTC).date())
        services = open_services(store=path, who=None, env={})
        for name, (count, seconds) in measure(services).items():
            print(f"{name:20}{count:8}{1000 * seconds:8.0f} ms")
        services.close()
