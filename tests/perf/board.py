"""The board of queues with twenty thousand open calls: how soon it stands, what a key costs, what it holds.

python -m tests.perf.board STORE
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.perf.living import key_ms
from tests.terminal.desk import NOW, open_desk

OPEN, QUEUES = 20_000, 40


@dataclass(frozen=True)
class Found:
    """Seconds until its calls stand, milliseconds of the UI thread for a key down and one aside, MiB.

    `inbox` is what a key down costs there, in the same minute: on a machine with others both move.
    """

    opened: float
    down: float
    aside: float
    mib: float
    inbox: float


def many_open(store: Path, copy: Path) -> Path:
    """A copy of a demo store in which so many calls are open, in so many queues; as wrong in all else as may be."""
    shutil.copyfile(store, copy)
    draw, now = random.Random(1), int(NOW.timestamp())
    with closing(sqlite3.connect(copy)) as c:
        columns = [row[1] for row in c.execute("PRAGMA table_info(queue)")]
        first = dict(zip(columns, c.execute("SELECT * FROM queue").fetchone(), strict=True))
        codes = [row[0] for row in c.execute("SELECT code FROM queue")]
        marks = ", ".join("?" * len(columns))
        for at in range(QUEUES - len(codes)):
            code = f"TEAM{at:02}"
            values = first | {"id": None, "code": code, "code_key": code.lower(), "name": f"Team {at}"}
            c.execute(f"INSERT INTO queue VALUES ({marks})", list(values.values()))
            codes.append(code)
        (open_now,) = c.execute("SELECT count(*) FROM call WHERE is_open").fetchone()
        closed = [row[0] for row in c.execute("SELECT id FROM call WHERE NOT is_open")]
        for key in draw.sample(closed, min(len(closed), OPEN - open_now)):
            due = now + draw.randrange(-400_000, 400_000)
            c.execute(
                "UPDATE call SET is_open = 1, status = 'Open', status_class = 'open', closed_at = NULL,"
                " resolved_at = NULL, queue = ?, next_due = ?, next_left_s = 3600, next_since = ?, resolve_by = ?,"
                " assignee = iif(?, assignee, NULL) WHERE id = ?",
                (draw.choice(codes), due, due - 7200, due, draw.random() < 0.6, key),
            )
        c.executemany(
            "INSERT INTO queue_move (call_id, from_queue, to_queue, at) VALUES (?, ?, ?, ?)",
            [(key, draw.choice(codes), draw.choice(codes), now) for key in draw.sample(closed, 3_000)],
        )
        c.commit()
    return copy


def measure(store: Path, home: Path, times: int) -> Found:
    """The board of a store that `many_open` made, in a terminal."""
    with open_desk(store, home) as program:
        inbox = key_ms(program, "j", times)
        began = time.monotonic()
        program.type("4")
        program.until_text(" open calls")
        opened = time.monotonic() - began
        program.rest()
        down = key_ms(program, "j", times)
        aside = key_ms(program, "l", times // 2)
        program.press("G", "pageup", "g", "q", quiet=0.5)
        mib = float(psutil.Process(program.pid).memory_info().rss) / 2**20
    return Found(opened, down, aside, mib, inbox)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(measure(many_open(Path(sys.argv[1]), home / "board.db"), home, 20))
