"""The tool behind `make bench`: measures every row of the table of what to reach, prints it, and writes it into README.

    python -m tests.perf.bench [--quick] [--calls N] [--only bytes,start,keys,board,lists,rest,sales,batches] [--write]

Stores are built once into .bench/ and used again. Figures of time hang on the machine: the imports of Textual and
SQLModel on it stand beside them. `*` marks what falls short.
"""

import argparse
import asyncio
import hashlib
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from svc_tui.bootstrap import open_services
from svc_tui.services.demo import making
from tests.perf import batches, board, living, plan, reports, sales, sizes, starting, watching
from tests.perf.limits import ASKED, kind_of
from tests.terminal.desk import NOW, ROOT

BENCH = ROOT / ".bench"
SCHEMA = ROOT / "src" / "svc_tui" / "storage" / "sqlite" / "steps" / "001_tables.sql"
README = ROOT / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
MANY = 1_000_000


@dataclass(frozen=True)
class Line:
    """A row of the table: what, what to reach, what was measured, and whether that is enough."""

    what: str
    reach: str
    measured: str
    good: bool = True


@dataclass(frozen=True)
class Bench:
    """One run."""

    quick: bool
    calls: int
    home: Path

    def store(self, calls: int) -> Path:
        """A demo store as of NOW, built once for a schema."""
        mark = hashlib.sha256(SCHEMA.read_bytes()).hexdigest()[:8]
        path = BENCH / f"calls-{calls}-{mark}.db"
        if not path.exists():
            BENCH.mkdir(exist_ok=True)
            sys.stderr.write(f"making {path.name}\n")
            making.make(path, making.Made(calls, 1, "en", NOW), lambda *_: None)
        return path

    def copy(self, name: str) -> Path:
        """A store of 250 calls that may be written to."""
        return Path(shutil.copyfile(self.store(250), self.home / f"{name}.db"))


def start_lines(bench: Bench) -> list[Line]:
    """First paint and first rows, as ratios to the bare imports."""
    stores = {"250": bench.store(250), "many": bench.store(bench.calls)}
    found = starting.measure(stores, bench.home, 3 if bench.quick else 9)
    textual, both = found.imports["textual"], found.imports["both"]
    few, many = found.starts["250"], found.starts["many"]
    paint, rows = few.paint.wall / textual.wall, few.rows.wall / both.wall
    listed, imported = starting.listing(stores["250"], bench.home, 3 if bench.quick else 9)
    more, ratio = many.rows.wall / both.wall, many.rows.wall / few.rows.wall
    return [
        Line("machine: import textual.app / with sqlmodel", "", f"{textual.wall:.2f} s / {both.wall:.2f} s"),
        Line("first paint, times import textual.app", "<= 1.6", f"{paint:.2f}", paint <= 1.6),
        Line("first paint, bytes", "<= 3,600", f"{few.bytes:,}", few.bytes <= 3600),
        Line("first rows of 250, times both imports", "<= 1.3", f"{rows:.2f}", rows <= 1.3),
        Line(f"first rows of {bench.calls:,}, times both imports", "<= 1.4", f"{more:.2f}", more <= 1.4),
        Line(f"{bench.calls:,} against 250", "<= 1.2", f"{ratio:.2f}", ratio <= 1.2),
        Line(
            "call list --limit 5 of 250, processor time, times import sqlmodel",
            "<= 1.5",
            f"{listed / imported:.2f}",
            listed <= 1.5 * imported,
        ),
    ]


def byte_lines(bench: Bench) -> list[Line]:
    """Bytes of every act, truecolor and 16 colours."""
    full, sixteen = (sizes.measure(bench.copy(name), bench.home, name) for name in ("truecolor", "16"))
    lines = [
        _bytes_line(name, [name], full, sixteen)
        for name in ("cursor key", "cursor key, detail", "page", "priority")
    ]
    for page in sizes.PAGES:
        lines.append(_bytes_line(f"{page}, open and back", [f"{page}, open", f"{page}, back"], full, sixteen))
    ways = [f"{name}, {way}" for name in sizes.PROMPTS for way in ("open", "close")]
    lines.append(
        _bytes_line(f"the dearest of {len(sizes.PROMPTS)} prompts, open or close", ways, full, sixteen)
    )
    for place in sizes.PLACES:
        lines += _place_lines(bench, place)
    return lines


def _place_lines(bench: Bench, name: str) -> list[Line]:
    """The same of another main place."""
    full, sixteen = (
        sizes.measure_place(name, bench.copy(f"{name}-{colours}"), bench.home, colours)
        for colours in ("truecolor", "16")
    )
    place = sizes.PLACES[name]
    screens = ["place, open", *(f"{act}, {way}" for act in place.pages for way in ("open", "back"))]
    prompts = [f"{act}, {way}" for act in place.prompts for way in ("open", "close")]
    return [
        *(
            _bytes_line(f"{name}: {act}", [act], full, sixteen)
            for act in ("cursor key", "cursor key, detail", "page")
            if act in full and act in sixteen
        ),
        _bytes_line(
            f"{name}: the dearest of {len(place.pages) + 1} screens, open or back", screens, full, sixteen
        ),
        _bytes_line(
            f"{name}: the dearest of {len(place.prompts)} prompts, open or close", prompts, full, sixteen
        ),
    ]


def _bytes_line(what: str, names: list[str], full: dict[str, int], sixteen: dict[str, int]) -> Line:
    """The dearest of these acts in either colour system."""
    most = ASKED[kind_of(names[-1])]
    one, other = max(full[name] for name in names), max(sixteen[name] for name in names)
    good = one <= most[0] and other <= most[1]
    return Line(f"{what}, bytes", f"<= {most[0]:,} / {most[1]:,}", f"{one:,} / {other:,}", good)


def key_lines(bench: Bench) -> list[Line]:
    """What a cursor key costs in the process, and held keys on thin lines."""
    found = living.keys_at_depths(bench.store(bench.calls), bench.home, 10 if bench.quick else 40)
    lines = [
        Line(f"cursor key of {bench.calls:,}, {where}, detail included", "<= 10 ms", f"{ms:.1f} ms", ms <= 10)
        for where, ms in found.items()
    ]
    slow = living.held_key(bench.copy("held"), bench.home, "--slow", rate=2000, round_trip=0.2)
    fast = living.held_key(bench.copy("held"), bench.home, rate=8000, round_trip=0.3)
    return [
        *lines,
        Line("key held 40 times, 2 KB/s and 200 ms, --slow", "<= 1.3 s", f"{slow:.2f} s", slow <= 1.3),
        Line("key held 40 times, 8 KB/s and 300 ms", "<= 0.8 s", f"{fast:.2f} s", fast <= 0.8),
    ]


def board_lines(bench: Bench) -> list[Line]:
    """The board of queues with many open calls."""
    store = board.many_open(bench.store(bench.calls), bench.home / "board.db")
    found = board.measure(store, bench.home, 10 if bench.quick else 40)
    what = f"board of {board.OPEN:,} open calls of {bench.calls:,} in {board.QUEUES} queues"
    down, aside = found.down / found.inbox, found.aside / found.inbox
    return [
        Line(f"{what}, opened", "<= 0.5 s", f"{found.opened:.2f} s", found.opened <= 0.5),
        Line(f"{what}, cursor key against the inbox", "<= 1.25", f"{down:.2f}", down <= 1.25),
        Line(f"{what}, to a column that was not shown", "<= 2", f"{aside:.2f}", aside <= 2),
        Line(f"{what}, memory", "<= 130 MiB", f"{found.mib:.0f} MiB", found.mib <= 130),
    ]


def rest_lines(bench: Bench) -> list[Line]:
    """Silence at rest, and memory."""
    found = living.at_rest(bench.copy("rest"), bench.home, 5 if bench.quick else 20)
    lines = [
        Line(
            f"at rest, {where}",
            "0 bytes/s, <= 1 %",
            f"{sent:.0f} bytes/s, {cpu:.1f} %",
            not sent and cpu <= 1,
        )
        for where, (sent, cpu) in found.items()
    ]
    mib = living.memory(bench.store(bench.calls), bench.home)
    return [
        *lines,
        Line(f"memory with {bench.calls:,} calls, after a tour", "<= 130 MiB", f"{mib:.0f} MiB", mib <= 130),
    ]


def list_lines(bench: Bench) -> list[Line]:
    """First pages and the longest wait for a key, filter by filter and column by column."""
    found = asyncio.run(living.waits(bench.store(bench.calls), sorts=not bench.quick))
    columns = {name: wait for name, wait in found.items() if name.startswith("sort by")}
    shown = {name: wait for name, wait in found.items() if name not in columns}
    if columns:
        slowest = max(columns, key=lambda name: columns[name].page)
        shown[f"{slowest} (the slowest of {len(columns)} columns)"] = columns[slowest]
    return [
        Line(
            f"{bench.calls:,}: {name}", "page <= 0.30 s",
            f"{wait.page:.2f} s, all {wait.whole:.2f} s, a key waits {wait.freeze * 1000:.0f} ms at most",
            wait.page <= 0.3 and wait.freeze <= 0.2,
        )
        for name, wait in shown.items()
    ]  # fmt: skip


def batch_lines(bench: Bench) -> list[Line]:
    """Bulk work from the command line."""
    share = 10 if bench.quick else 1
    due = batches.due_dates(bench.home)
    rows, incidents = 140_000 // share, 25_000 // share
    read = batches.event_import(bench.home, incidents, rows)
    lines = [
        Line("contract due --batch, 3,000 cases", "<= 10 s", f"{due.wall:.1f} s", due.wall <= 10),
        Line(
            f"import of {rows:,} event rows", "<= 60 s, 400 MB", f"{read.wall:.0f} s, {read.mib:.0f} MiB",
            read.wall <= 60 and read.mib <= 381,
        ),
    ]  # fmt: skip
    if not bench.quick:
        made = batches.demo(bench.home / "made.db", bench.calls)
        good = made.wall <= 240 and made.mib <= 476
        words = f"{made.wall:.0f} s, {made.mib:.0f} MiB"
        lines.append(Line(f"demo of {bench.calls:,} calls", "<= 240 s, 500 MB", words, good))
    return lines


def report_lines(bench: Bench) -> list[Line]:
    """The dearest of all reports on many calls, in seconds of the processor."""
    found = reports.dearest(bench.store(bench.calls))
    what = f"reports on {bench.calls:,} calls"
    times = [
        ("all time", found.all_time, reports.ALL_S), ("one month", found.month, reports.MONTH_S),
        ("ageing, monitor", found.watched, reports.WATCHED_S),
    ]  # fmt: skip
    mib, name = found.memory
    return [
        *(
            Line(
                f"{what}, the dearest: {when}", f"<= {limit:g} s",
                f"{seconds:.2f} s ({dear}), {seconds / found.scan:.0f} scans", seconds <= limit,
            )
            for when, (seconds, dear), limit in times
        ),
        Line(f"{what}, memory", f"<= +{reports.MOST_MIB:.0f} MiB", f"+{mib:.0f} MiB ({name})",
             mib <= reports.MOST_MIB),
    ]  # fmt: skip


def plan_lines(bench: Bench) -> list[Line]:
    """The plan with many visits, in seconds of the processor."""
    now = [NOW]
    store = plan.many_visits(bench.copy("plan"), bench.home / "visits.db", int(NOW.timestamp()))
    services = open_services(store=store, who=None, now=lambda: now[0], env={})
    found = plan.measure(services)
    services.close()
    found["the next day on the screen"] = plan.on_screen(store, bench.home)
    return [
        Line(f"plan with {plan.VISITS:,} visits: {what}", "<= 300 ms", f"{1000 * took:.0f} ms", took <= 0.3)
        for what, took in found.items()
    ]


def sales_lines(bench: Bench) -> list[Line]:
    """Many opportunities, and much work to bill, in seconds of the processor."""
    base, now = bench.store(sales.MANY), NOW.date()
    store = sales.many_opportunities(base, bench.home / "opportunities.db", now)
    with closing(open_services(store=store, who="anna", now=lambda: NOW, env={})) as services:
        found = sales.measure(services)
    anchor = sales.scan(store, "opportunity", "name")
    work = sales.many_works(base, bench.home / "work.db", now)
    with closing(open_services(store=work, who="anna", now=lambda: NOW, env={})) as services:
        count, took = sales.proposed(services)
    each = 1_000_000 * took / count
    return [
        *(
            Line(
                f"{sales.MANY:,} opportunities: {what}", "<= 300 ms",
                f"{1000 * seconds:.0f} ms, {seconds / anchor:.1f} scans", seconds <= 0.3,
            )
            for what, seconds in found.items()
        ),
        Line(
            f"a proposal for everybody, {sales.MANY:,} calls with work", "<= 10 s",
            f"{took:.1f} s, {each:.0f} us a line", took <= 10,
        ),
    ]  # fmt: skip


def monitor_lines(bench: Bench) -> list[Line]:
    """Bytes of the service monitor and of the wall."""
    full, sixteen = (
        watching.measure(bench.copy(f"monitor-{name}"), bench.home, name) for name in ("truecolor", "16")
    )
    lines = []
    for act in full:
        most = ASKED["screen"] if act.endswith("open") else (1500, 1500)
        good = full[act] <= most[0] and sixteen[act] <= most[1]
        reach = f"<= {most[0]:,} / {most[1]:,}"
        lines.append(Line(f"{act}, bytes", reach, f"{full[act]:,} / {sixteen[act]:,}", good))
    return lines


PARTS: dict[str, Callable[[Bench], list[Line]]] = {
    "start": start_lines, "bytes": byte_lines, "keys": key_lines, "board": board_lines, "rest": rest_lines,
    "monitor": monitor_lines, "reports": report_lines, "plan": plan_lines,
    "sales": sales_lines, "lists": list_lines, "batches": batch_lines,
}  # fmt: skip


HEAD = "| at 80x24 (truecolor / 16 colours) | to reach | before | measured |"


def table(lines: list[Line], known: str = "") -> str:
    """The lines as Markdown, put into the rows of a table that is known: what was measured there comes before.

    A row that was not measured this time stays; a new one follows the row that it was measured after.
    """
    rows = {cells[0]: cells for cells in map(_cells, known.splitlines()) if len(cells) == 4}
    names = [name for name in rows if name and not name.startswith(("at 80x24", "---"))]
    at = len(names)
    for line in lines:
        measured = f"{line.measured}{'' if line.good else ' *'}"
        was = rows.get(line.what, ["", "", "", ""])
        rows[line.what] = [line.what, line.reach, was[2] if was[3] == measured else was[3], measured]
        at = names.index(line.what) if line.what in names else at
        if line.what not in names:
            names.insert(at, line.what)
        at += 1
    return "\n".join(
        [HEAD, "| --- | --- | --- | --- |", *(f"| {' | '.join(rows[name])} |" for name in names)]
    )


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def write(lines: list[Line]) -> None:
    """Put the lines into the table between the marks of the README."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    known, _, after = rest.partition(END)
    day = datetime.now(UTC).date().isoformat()
    words = (
        f"Measured by `make bench`, the last time on {day}; `*` marks what falls short, "
        "before is what the row said until then."
    )
    text = f"{before}{BEGIN}\n\n{words}\n\n{table(lines, known)}\n\n{END}{after}"
    README.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument(
        "--quick", action="store_true", help="fewer repetitions, and 20,000 calls for a million"
    )
    parser.add_argument("--calls", type=int, help="how many calls the large store has")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, joined by commas")
    parser.add_argument("--write", action="store_true", help="renew these rows of the table in README.md")
    given = parser.parse_args(arguments)
    with batches.scratch() as folder:
        bench = Bench(given.quick, given.calls or (20_000 if given.quick else MANY), Path(folder))
        lines = [line for part in given.only.split(",") for line in PARTS[part](bench)]
    print(table(lines))
    if given.write:
        write(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
