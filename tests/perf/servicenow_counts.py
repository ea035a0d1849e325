"""Import a whole ServiceNow event log and print every count of it that a list can answer.

    python -m tests.perf.servicenow_counts incident_event_log.csv

Each count is asked twice: of the file with the csv module alone, and of the store with `svc-tui ... --json`.
"""

import contextlib
import csv
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
DAYS = ("2016-04-01", "2016-05-01")
PRIORITIES = {
    "1 - Critical": "1-critical",
    "2 - High": "2-high",
    "3 - Moderate": "3-moderate",
    "4 - Low": "4-low",
}
Counts = dict[str, Any]


def of_the_file(path: Path) -> Counts:
    """The counts, from the rows themselves."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    last = list({row["number"]: row for row in rows}.values())
    return {
        "incidents": len(last),
        **{f"state {name}": count for name, count in _tops(row["incident_state"] for row in last)},
        "reopened": sum(row["reopen_count"] != "0" for row in last),
        "reassigned": sum(row["reassignment_count"] != "0" for row in last),
        "most reassigned": max(int(row["reassignment_count"]) for row in last),
        "service level kept": sum(row["made_sla"] == "true" for row in last),
        "service level missed": sum(row["made_sla"] == "false" for row in last),
        "without resolution": sum(row["resolved_at"] == "?" for row in last),
        "without closing": sum(row["closed_at"] == "?" for row in last),
        **{f"priority {PRIORITIES[name]}": count for name, count in _tops(row["priority"] for row in last)},
        "no group": sum(row["assignment_group"] == "?" for row in last),
        **{f"group {name}": count for name, count in _first(row["assignment_group"] for row in last)},
        "groups": len({row["assignment_group"] for row in rows} - {"?"}),
        "assignees": len({row["assigned_to"] for row in rows} - {"?"}),
        "callers": len({row["caller_id"] for row in rows} - {"?"}),
        "resolvers": len({row["resolved_by"] for row in rows} - {"?"}),
        **{f"backlog {day}": _backlog(last, day, "closed_at") for day in DAYS},
        **{f"unresolved {day}": _backlog(last, day, "resolved_at") for day in DAYS},
        **{f"opened by {day}": sum(_at(row["opened_at"]) < _day(day) for row in last) for day in DAYS},
        **_moves(
            (before["incident_state"], after["incident_state"])
            for before, after in pairwise(rows)
            if before["number"] == after["number"]
        ),
    }


def _tops(values: Any) -> list[tuple[str, int]]:
    return Counter(values).most_common()


def _first(values: Iterable[str]) -> list[tuple[str, int]]:
    """The four most frequent names."""
    found = Counter(value for value in values if value != "?")
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:4]


def _moves(pairs: Iterable[tuple[str, str]]) -> Counts:
    """How often a state followed another."""
    found = Counter(f"{before} > {after}" for before, after in pairs if before != after)
    return {
        "state changes": found.total(),
        **{name: found[name] for name in ("Resolved > Closed", "Active > Resolved")},
    }


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007  (the log has no zone; both sides are local)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _backlog(last: list[dict[str, str]], day: str, name: str) -> int:
    return sum(
        _at(row["opened_at"]) <= _day(day) and not (row[name] != "?" and _at(row[name]) <= _day(day))
        for row in last
    )


def of_the_store(ask: Callable[..., list[dict[str, Any]]]) -> Counts:
    """The same counts, from what the command line lists."""

    def calls(*words: str) -> list[dict[str, Any]]:
        return ask("call", "list", "is:any", *words, "--json")

    everything = calls()
    groups = [call["queue"] or "?" for call in everything]
    assignees = {call["assignee"] for call in everything} - {None}
    people = {person["code"] for person in ask("person", "list", "--json")}
    resolvers = {
        call["resolution"].partition("Resolved by")[2] for call in everything if call["resolution"]
    } - {""}
    return {
        "incidents": len(everything),
        **{f"state {name}": count for name, count in _tops(call["status"] for call in everything)},
        "reopened": len(calls("reopened:>0")),
        "reassigned": len(calls("reassigned:>0")),
        "most reassigned": calls("sort:-reassigned", "--limit", "1")[0]["reassigned"],
        "service level kept": len(calls("tags:sla-true")),
        "service level missed": len(calls("tags:sla-false")),
        "without resolution": len(calls("no:resolved")),
        "without closing": len(calls("no:closed")),
        **{f"priority {tag}": len(found) for tag in PRIORITIES.values() if (found := calls(f"tags:{tag}"))},
        "no group": len(calls("no:queue")),
        **{f"group {name}": len(calls(f'queue:"{name}"')) for name, _ in _first(groups)},
        "groups": len(ask("queue", "list", "--json")),
        "assignees": len({code for code in people if code.startswith("Resolver ")} | assignees),
        "callers": len(ask("customer", "list", "--json")),
        "resolvers": len(resolvers),
        **{f"backlog {day}": len(calls(f"created:<{day}", f"-closed:<{day}")) for day in DAYS},
        **{f"unresolved {day}": len(calls(f"created:<{day}", f"-resolved:<{day}")) for day in DAYS},
        **{f"opened by {day}": len(calls(f"created:<{day}")) for day in DAYS},
        **_moves(
            (entry["old"], entry["new"])
            for call in ask("export", "call", "--to", "-")
            for entry in call["history"]
            if entry["field"] == "status"
        ),
    }


def asker(store: Path) -> Callable[..., list[dict[str, Any]]]:
    """What asks the command line of a store and reads its JSON."""
    from svc_tui.__main__ import main

    def ask(*words: str) -> list[dict[str, Any]]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = main(["--store", str(store), "--as", "me", *words])
        assert code == 0, (words, code)
        text = out.getvalue()
        found: list[dict[str, Any]] = json.loads(
            text if text[0] == "[" else f"[{','.join(text.splitlines())}]"
        )
        return found

    return ask


def compare(file: Path, store: Path) -> tuple[Counts, Mapping[str, Any], float]:
    """Import the file into a new store; both sets of counts, and the seconds the import took."""
    from svc_tui.__main__ import main

    began = time.monotonic()
    code = main(
        ["--store", str(store), "--as", "me", "import", str(file), "--map", str(DATA / "servicenow.toml")]
    )
    assert code == 0, code
    return of_the_file(file), of_the_store(asker(store)), time.monotonic() - began


def run(file: Path) -> int:
    """Print the table. Returns how many counts differ."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        true, found, _ = compare(file, Path(folder) / "store.db")
        print(f"{'count':<28}{'file':>8}{'svc-tui':>9}")
        for name in {**true, **found}:
            mark = "" if true.get(name) == found.get(name) else "  differs"
            print(f"{name:<28}{true.get(name, '-'):>8}{found.get(name, '-'):>9}{mark}")
        print(f"{time.monotonic() - began:.1f} s")
    return sum(true.get(name) != found.get(name) for name in {**true, **found})


if __name__ == "__main__":
    sys.exit(1 if run(Path(sys.argv[1])) else 0)
