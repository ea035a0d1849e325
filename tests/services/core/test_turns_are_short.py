"""Nobody waits for a turn while another program imports what its first write needs.

The first act of a program that had shown its list cost the others 60 ms (a note) to 145 ms (a new call) of processor;
with what it imports and asks first done ahead, 27 and 24.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from svc_tui.services.queues.rules import RoutingRules
from tests.services.desk import Desk

PROGRAM = """
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from svc_tui.bootstrap import open_services
from svc_tui.storage.sqlite.turns import Turns

taken, came = Turns.turn, set()


@contextmanager
def turn(self):
    with taken(self):
        before = set(sys.modules)
        try:
            yield
        finally:
            came.update(name for name in set(sys.modules) - before if name.startswith("svc_tui"))


services = open_services(store=Path(sys.argv[1]), who="anna", now=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC), env={})
number = sys.argv[2]
services.calls.rows(services.calls.ids("is:open").ids)
services.context.company
Turns.turn = turn
{
    "note": lambda calls: calls.note([number], "Rang back"),
    "new": lambda calls: calls.new({"serial": "SN-000931", "subject": "Hums"}),
    "take": lambda calls: calls.take([number]),
    "priority": lambda calls: calls.priority([number], "high"),
    "move": lambda calls: calls.move([number], "NORTH"),
    "pause": lambda calls: calls.pause([number]),
}[sys.argv[3]](services.calls)
print(*sorted(came), sep="\\n", end="")
"""


@pytest.mark.parametrize("act", ["note", "new", "take", "priority", "move", "pause"])
def test_the_first_act_imports_nothing_while_others_wait(desk: Desk, tmp_path: Path, act: str) -> None:
    number = desk.open_call()
    RoutingRules(desk.context).save("Bar", {"when": "customer:C3", "queue": "SOUTH"})
    RoutingRules(desk.context).save("Laundry", {"when": "item_group:Laundry", "queue": "SOUTH"})
    desk.store.close()
    asked = [sys.executable, "-c", PROGRAM, str(tmp_path / "desk.db"), number, act]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (found.stderr, found.returncode) == ("", 0)
    assert found.stdout.splitlines() == []
