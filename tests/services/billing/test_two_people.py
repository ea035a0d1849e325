"""Two people at once, each in a process of its own: no line is handed over twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.services.billing.books import Book, called, line
from tests.services.desk import Desk, kept

LINES = 12
PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from svc_tui.errors import Refused
from svc_tui.services.billing.handing import Billing
from svc_tui.services.core.context import Context
from svc_tui.storage.engine.store import Store
from tests.services.billing.books import line

store, who, home = Store.open(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])
lines = [line(f"10001/{number}") for number in range(1, int(sys.argv[4]) + 1)]
now = datetime(2026, 3, 2, 8, tzinfo=UTC)


def due(_context, _customer, _until, taken):
    return [each for each in lines if each.source.whole not in taken]


billing = Billing(Context(store, who, lambda: now), due)
print("ready", flush=True)
sys.stdin.readline()
for each in lines:
    try:
        billing.approve([str(each.source)])
        billing.hand_over("C1", home / f"{who}-{each.source.key.partition('/')[2]}.csv", "csv")
    except Refused:
        pass
store.close()
"""


def test_two_processes_hand_over_each_line_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db", kept(called))
    book = Book(desk, [line(f"10001/{number}") for number in range(1, LINES + 1)])
    root = str(Path(__file__).parents[3])
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(desk.store.path), who, str(tmp_path), str(LINES)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root},
        )
        for who in ("anna", "bruno")
    ]  # fmt: skip
    for each in programs:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in programs:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    assert [each.wait(120) for each in programs] == [0, 0]
    for each in programs:
        each.communicate()
    rows = book.billing.hand_overs()
    sources = [each.source for row in rows for each in book.billing.sheet(row.number).lines]
    assert sorted(sources) == sorted(str(each.source) for each in book.lines), json.dumps(sources)
    assert len(list(tmp_path.glob("*.csv"))) == len(rows)
    assert sum(row.net_minor for row in rows) == LINES * 8000
