"""The plan with a hundred thousand visits: how soon a day is read and shown, its calls to plan, a move weighed.

python -m tests.perf.plan STORE
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psutil

from svc_tui.bootstrap import Services, open_services
from tests.terminal.desk import open_desk

VISITS, DAYS = 100_000, 1_000


def many_visits(store: Path, copy: Path, now: int) -> Path:
    """A copy of a demo store with so many visits, on days before now and after it."""
    shutil.copyfile(store, copy)
    draw = random.Random(1)
    with closing(sqlite3.connect(copy)) as c:
        calls = [row[0] for row in c.execute("SELECT id FROM call")]
        people = [row[0] for row in c.execute("SELECT code FROM person WHERE roles LIKE '%technician%'")]
        (last,) = c.execute("SELECT coalesce(max(number), 0) FROM visit").fetchone()
        for number in range(last + 1, last + 1 + VISITS):
            start = now + 86_400 * draw.randrange(-9 * DAYS // 10, DAYS // 10) + 900 * draw.randrange(-16, 20)
            status = "done" if start < now else "planned"
            c.execute(
                "INSERT INTO visit (version, change_seq, number, call_id, starts_at, ends_at, status, note)"
                " VALUES (1, 1, ?, ?, ?, ?, ?, '')",
                (number, draw.choice(calls), start, start + 3600, status),
            )
            c.execute(
                "INSERT INTO visit_technician (visit, person) VALUES (?, ?)", (number, draw.choice(people))
            )
        c.commit()
        c.execute("ANALYZE")
    return copy


def took(work: Callable[[], object]) -> float:
    """The middle of five runs, in seconds of the processor."""
    found = []
    for _ in range(5):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return sorted(found)[2]


def measure(services: Services) -> dict[str, float]:
    """Seconds of the processor for what the day board reads."""
    plan, today = services.plan, services.today
    visit = next(each for each in plan.days(today + timedelta(days=1))[0].visits if each.status == "planned")
    return {
        "a day": took(lambda: plan.days(today)),
        "calls to plan": took(plan.to_plan),
        "a move weighed": took(lambda: plan.preview(visit.number)),
        "free times of six calls": took(lambda: plan.offers(plan.waiting(plan.to_plan()[:6]), today)),
    }


def on_screen(store: Path, home: Path) -> float:
    """The middle of five: seconds of the processor, in all threads, from the key of the next day to its last byte."""
    found: list[float] = []
    with open_desk(store, home) as program:
        program.type("7")
        program.until_text(" to plan")
        program.rest()
        process = psutil.Process(program.pid)
        for _ in range(5):
            began = sum(process.cpu_times()[:2])
            program.type("]")
            program.rest()
            found.append(sum(process.cpu_times()[:2]) - began)
    return sorted(found)[2]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = many_visits(Path(sys.argv[1]), Path(folder) / "plan.db", int(time.time()))
        services = open_services(store=path, who=None, env={})
        for name, seconds in measure(services).items():
            print(f"{name:26}{1000 * seconds:8.0f} ms")
        services.close()
