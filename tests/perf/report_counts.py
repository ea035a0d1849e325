"""The true counts of a ServiceNow event log, and what `svc-tui report run` says of them.

python -m tests.perf.report_counts incident_event_log.csv
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.perf.servicenow_counts import DATA, of_the_file

HOUR, DAY = 3600, 86400


def of_the_reports(store: Path) -> dict[str, Any]:
    """The same counts, from reports alone."""
    import contextlib
    import io
    import json

    from svc_tui.__main__ import main

    def run(name: str, *words: str) -> dict[str, Any]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = main(
                ["--store", str(store), "--as", "me", "report", "run", name, *words, "--format", "json"]
            )
        assert code == 0, (name, words, code)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    def total(*words: str, figure: str = "calls") -> Any:
        return run("calls", "--figures", figure, *words)["total"][figure]

    def backlog(day: str, *words: str) -> int:
        """At the beginning of a day."""
        return int(run("backlog", "--from", day, "--to", day, *words)["rows"][0]["open_before"])

    def rows(name: str, *words: str) -> dict[str | None, dict[str, Any]]:
        found = run(name, *words)
        return {row[found["by"][0]]: row for row in found["rows"]}

    queues = rows("queues")
    stays = {name: run(name) for name in ("time-in-status", "time-in-queue", "time-with-person")}
    days = ("2016-04-01", "2016-05-01")
    return {
        "incidents": total(),
        **{f"state {name}": row["calls"] for name, row in rows("calls", "--by", "status").items()},
        "reopened": total(figure="reopened"),
        "reassigned": total(figure="handed_over"),
        "most reassigned": total(figure="reassigned_max"),
        "service level kept": total("tags:sla-true"),
        "service level missed": total("tags:sla-false"),
        "without resolution": total(figure="unresolved"),
        "without closing": total(figure="open"),
        **{
            f"priority {tag}": total(f"tags:{tag}") for tag in ("1-critical", "2-high", "3-moderate", "4-low")
        },
        "no group": queues[None]["calls"],
        **{f"group Group {each}": queues[f"Group {each}"]["calls"] for each in (70, 25, 23, 39)},
        "groups": sum(row["queue"] is not None for row in stays["time-in-queue"]["rows"]),
        "assignees": sum(row["assignee"] is not None for row in stays["time-with-person"]["rows"]),
        "callers": len(rows("calls", "--by", "customer")),
        **{f"backlog {day}": backlog(day) for day in days},
        **{f"unresolved {day}": backlog(day, "--date", "resolved_at") for day in days},
        "opened by 2016-04-01": total("--to", "2016-03-31"),
        "opened by 2016-05-01": total("--to", "2016-04-30"),
        "state changes": stays["time-in-status"]["total"]["entered"],
        "hours to resolution, median": round(total(figure="resolution_median_s") / HOUR, 2),
        "hours to resolution, 90 %": round(total(figure="resolution_p90_s") / HOUR, 1),
        "days to closing, median": round(total(figure="closure_median_s") / DAY, 2),
    }


def run(file: Path) -> int:
    """Print the table. Returns how many counts differ."""
    from svc_tui.__main__ import main

    true: Counter[str] | dict[str, Any] = {
        **of_the_file(file),
        "hours to resolution, median": 19.72, "hours to resolution, 90 %": 343.2, "days to closing, median": 6.01,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.db"
        code = main(
            ["--store", str(store), "--as", "me", "import", str(file), "--map", str(DATA / "servicenow.toml")]
        )
        assert code == 0, code
        found = of_the_reports(store)
    print(f"{'count':<30}{'file':>9}{'reports':>9}")
    for name, value in found.items():
        print(f"{name:<30}{true.get(name, '-'):>9}{value:>9}{'' if true.get(name) == value else '  differs'}")
    return sum(true.get(name) != value for name, value in found.items())


if __name__ == "__main__":
    sys.exit(1 if run(Path(sys.argv[1])) else 0)
