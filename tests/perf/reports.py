"""What every report costs on a large store: processor time and memory, all time and one month, beside a scan.

python -m tests.perf.reports STORE [REPORT...]

Each report runs in a process of its own. The anchor is one full scan of the calls by SQLite itself in the same run,
so that a busy or slow machine shows in both. Limits: a month within 1 s, all time within 5 s, what is watched
(`monitor`, `ageing`) within 0.5 s, 100 MiB of memory.
"""

import json
import resource
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

WATCHED = ("ageing", "monitor")
ALL, ALL_S, MONTH_S, WATCHED_S, MOST_MIB = "all", 5.0, 1.0, 0.5, 100.0


def whole_month(store: Path) -> str:
    """The last whole month of a store, as a period is typed."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        (newest,) = database.execute("SELECT max(reported_at) FROM call").fetchone()
    first = datetime.fromtimestamp(newest, UTC).replace(day=1)
    return f"{first - timedelta(days=1):%Y-%m}"


def scan(store: Path) -> float:
    """Processor seconds of one full scan of the calls by the store's own engine."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        begin = time.process_time()
        database.execute("SELECT count(*), total(length(subject)) FROM call NOT INDEXED").fetchone()
        return time.process_time() - begin


def _one(store: Path, name: str, within: str) -> dict[str, Any]:
    """One report in this process, its rows counted; what it took beyond the open store."""
    from svc_tui import clock
    from svc_tui.domain.reports.periods import period
    from svc_tui.services.core.context import Context
    from svc_tui.services.reports.service import Asked, Reports
    from svc_tui.storage.engine.store import Store

    context = Context(Store.open(store, make=False), "anna", clock.now)
    reports = Reports(context)
    reports.checked(reports.find(name))
    with context.store.read():
        pass
    before, begin = _memory(), time.process_time()
    result = reports.run(name, Asked(period=period(within, context.today)))
    lines = len(result.lines) if result.records is None else len(result.records)
    took = time.process_time() - begin
    return {"seconds": took, "memory": _memory() - before, "count": result.total.count, "lines": lines}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class Cost:
    """The dearest of the reports: which, seconds of the processor, MiB."""

    all_time: tuple[float, str]
    month: tuple[float, str]
    watched: tuple[float, str]
    memory: tuple[float, str]
    scan: float
    """One scan of the calls in the same run, seconds of the processor."""


def dearest(store: Path) -> Cost:
    """What the dearest of all reports cost on a store."""
    from svc_tui.services.reports.sources import standard

    month, found = whole_month(store), []
    for name in standard():
        found += [(name, within, _asked(store, name, within)) for within in (ALL, month)]
    others = [each for each in found if each[0] not in WATCHED]
    return Cost(
        max((cost["seconds"], name) for name, within, cost in others if within == ALL),
        max((cost["seconds"], name) for name, within, cost in others if within == month),
        max((cost["seconds"], name) for name, _, cost in found if name in WATCHED),
        max((cost["memory"], name) for name, _, cost in found),
        min(scan(store) for _ in range(2)),
    )


def _asked(store: Path, name: str, within: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.perf.reports", "--one", str(store), name, within]
    found: dict[str, Any] = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return found


def main(words: list[str]) -> int:
    """Print the table; 1 where a limit was not kept."""
    if words[:1] == ["--one"]:
        print(json.dumps(_one(Path(words[1]), words[2], words[3])))
        return 0
    from svc_tui.services.reports.sources import standard

    store, names = Path(words[0]), words[1:] or list(standard())
    anchor = min(scan(store) for _ in range(2))
    print(f"one scan of the calls: {anchor:.2f} s of processor")
    print(f"{'report':<24}{'period':<9}{'s':>7}{'scans':>7}{'MiB':>7}{'records':>10}{'lines':>9}")
    kept = True
    for name in names:
        for within, limit in ((ALL, ALL_S), (whole_month(store), MONTH_S)):
            found = _asked(store, name, within)
            held = (
                found["seconds"] <= (WATCHED_S if name in WATCHED else limit) and found["memory"] <= MOST_MIB
            )
            kept = kept and held
            print(
                f"{name:<24}{within:<9}{found['seconds']:>7.2f}{found['seconds'] / anchor:>7.1f}"
                f"{found['memory']:>7.0f}{found['count']:>10}{found['lines']:>9}{'' if held else '  OVER'}",
                flush=True,
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
