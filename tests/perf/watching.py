"""What the service monitor and the wall send at 80x24 on the demo company: when they open, and each minute.

`python -m tests.perf.watching` prints it. Time passes by a file, since the app of tests stands at a moment.
"""

import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from svc_tui.bootstrap import open_services
from tests.terminal.desk import NOW, make_demo, open_desk
from tests.terminal.pty_driver import PtyProgram

MINUTES = 4
"""So many are let pass, and the dearest counts."""


def busy_hour(store: Path) -> None:
    """Two dozen calls in the last hour, in no order that lines of signs could share with themselves a minute later."""
    draw, at = random.Random(4), [NOW]
    services = open_services(store=store, who="anna", now=lambda: at[0], env={})
    customer = services.customers.list()[0].code
    for _call in range(24):
        at[0] = NOW - timedelta(minutes=draw.randint(0, 58))
        services.calls.new({"customer": customer, "subject": "Stops"})
    services.close()


def cost(program: PtyProgram, key: str) -> int:
    """Bytes of a key until the screen is at rest."""
    before = len(program.sent)
    program.type(key)
    program.until_change(before)
    program.rest()
    return len(program.sent) - before


def pass_minutes(program: PtyProgram, clock: Path, count: int) -> int:
    """Let minutes pass, one by one; the bytes of the dearest."""
    most = 0
    for _minute in range(count):
        clock.write_text((datetime.fromisoformat(clock.read_text()) + timedelta(minutes=1)).isoformat())
        most = max(most, cost(program, "R"))
    return most


def measure(store: Path, home: Path, colours: str) -> dict[str, int]:
    """The bytes of each act."""
    clock = home / "clock"
    clock.write_text(NOW.isoformat())
    busy_hour(store)
    with open_desk(store, home, "--clock", str(clock), colours=colours) as program:
        program.type("g")
        found = {"monitor, open": cost(program, "w")}
        found["monitor, a minute"] = pass_minutes(program, clock, MINUTES)
        found["wall, open"] = cost(program, "w")
        found["wall, a minute"] = pass_minutes(program, clock, MINUTES)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for each in ("truecolor", "16"):
            print(each, measure(make_demo(Path(folder) / f"{each}.db"), Path(folder), each), file=sys.stdout)
