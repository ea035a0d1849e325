"""Work in bulk from the command line: 3,000 due dates, an import of 140,000 event rows, a demo of a million."""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.terminal.desk import NOW, ROOT

SEED = 5
STATES = ("New", "Active", "Awaiting User Info", "Active", "Resolved", "Closed")
PRIORITIES = ("1 - Critical", "2 - High", "3 - Moderate", "4 - Low")


@dataclass(frozen=True)
class Run:
    """One command: seconds on the wall and of the processor, and the most memory it held."""

    wall: float
    cpu: float
    mib: float


def command(*words: str, stdin: Path | None = None, home: Path | None = None) -> Run:
    """Run `svc-tui` with these words and measure it."""
    env = dict(os.environ) | ({"HOME": str(home)} if home else {})
    began = time.monotonic()
    with open(stdin or os.devnull, "rb") as source:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("svc-tui")), *words],
            stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, cwd=ROOT,
        )  # fmt: skip
        said = process.stderr.read() if process.stderr else b""
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"svc-tui {' '.join(words)}: {said.decode()[-400:]}")
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def due_dates(folder: Path, cases: int = 3000) -> Run:
    """`contract due --batch` over office weeks, nights and round the clock, with pauses."""
    chance = random.Random(SEED)
    weeks = (
        "Mo-Fr 09:00-18:00",
        "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00",
        "24/7",
        "Mo-Su 22:00-06:00",
    )
    questions = folder / "questions.jsonl"
    with questions.open("w", encoding="utf-8") as out:
        for _ in range(cases):
            at = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(
                minutes=chance.randrange(525_600)
            )
            paused = at + timedelta(minutes=chance.randrange(60, 4000))
            question: dict[str, object] = {
                "hours": chance.choice(weeks),
                "zone": chance.choice(("Europe/Rome", "America/New_York", "Asia/Kolkata")),
                "at": at.isoformat(),
                "budget": f"{chance.randrange(1, 80)}h",
            }
            if chance.random() < 0.3:
                question["pause"] = [f"{paused.isoformat()}/{(paused + timedelta(hours=20)).isoformat()}"]
            out.write(json.dumps(question) + "\n")
    return command("contract", "due", "--batch", "-", stdin=questions)


def event_log(folder: Path, incidents: int = 25_000, rows: int = 140_000) -> Path:
    """An event log in the form of the shipped mapping, from a seed."""
    chance = random.Random(SEED)
    path = folder / "events.csv"
    with (ROOT / "data" / "servicenow-sample.csv").open(encoding="utf-8") as sample:
        head = next(csv.reader(sample))
    extra = rows - 2 * incidents
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, head, restval="?")
        writer.writeheader()
        for incident in range(incidents):
            more = round(extra * (incident + 1) / incidents) - round(extra * incident / incidents)
            writer.writerows(_incident(chance, incident, 2 + more))
    return path


def _incident(chance: random.Random, incident: int, events: int) -> Sequence[dict[str, str]]:
    opened = datetime(2016, 2, 29, 8, tzinfo=UTC) + timedelta(minutes=incident * 10)
    resolved = opened + timedelta(hours=events * 7)
    closed = resolved + timedelta(days=5)
    fixed = {
        "number": f"INC{incident:07}", "active": "true", "made_sla": chance.choice(("true", "false")),
        "caller_id": f"Caller {chance.randrange(3000)}", "opened_at": _moment(opened), "contact_type": "Phone",
        "location": f"Location {chance.randrange(200)}", "category": f"Category {chance.randrange(50)}",
        "subcategory": f"Subcategory {chance.randrange(200)}", "u_symptom": f"Symptom {chance.randrange(500)}",
        "priority": chance.choice(PRIORITIES), "closed_code": f"code {chance.randrange(10)}",
        "resolved_by": f"Resolved by {chance.randrange(100)}", "resolved_at": _moment(resolved),
        "closed_at": _moment(closed),
    }  # fmt: skip
    states = [STATES[min(step, 3)] for step in range(events - 2)] + ["Resolved", "Closed"]
    return [
        fixed | {
            "incident_state": state, "reassignment_count": str(step // 3), "reopen_count": "0",
            "sys_mod_count": str(step), "sys_updated_by": f"Updated by {chance.randrange(300)}",
            "sys_updated_at": _moment(closed if state == "Closed" else opened + timedelta(hours=step * 7)),
            "assignment_group": f"Group {chance.randrange(60)}", "assigned_to": f"Resolver {chance.randrange(200)}",
        }
        for step, state in enumerate(states)
    ]  # fmt: skip


def _moment(at: datetime) -> str:
    return f"{at.day}/{at.month}/{at.year} {at:%H:%M}"


def event_import(folder: Path, incidents: int = 25_000, rows: int = 140_000) -> Run:
    """Import an event log into a new store."""
    log = event_log(folder, incidents, rows)
    mapping = str(ROOT / "data" / "servicenow.toml")
    return command("--store", str(folder / "import.db"), "--as", "me", "import", str(log), "--map", mapping)


def demo(path: Path, calls: int) -> Run:
    """Make the demo company as of NOW."""
    words = ["demo", "--no-open", "--calls", str(calls), "--now", NOW.isoformat(), "--fresh"]
    return command("--store", str(path), "--language", "en", *words)


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A directory that goes when it is left."""
    return tempfile.TemporaryDirectory(prefix="svc-bench-")
