"""Commands that wait for their turn: they say so, and go on when it comes."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from svc_tui.storage.engine.bursts import alone
from svc_tui.storage.sqlite.turns import Turns
from tests.cli.running import Shell
from tests.services.desk import Desk


def test_a_command_that_waits_says_so_and_goes_on(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    desk.store.close()
    words = ["--store", str(svc.store), "--as", "anna", "call", "note", number, "said on the phone"]
    with Turns(svc.store).turn():
        command = subprocess.Popen(
            [sys.executable, "-m", "svc_tui", *words], stderr=subprocess.PIPE, text=True
        )
        assert command.stderr is not None
        assert command.stderr.readline() == "Others are writing; this waits for its turn.\n"
    assert command.communicate()[1] == f"{number}: noted\n"
    assert command.returncode == 0


def test_who_imports_is_said_to_those_who_wait(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    words = ["--store", str(svc.store), "--as", "anna", "call", "note", number, "said on the phone"]
    with alone(desk.store, "bruno\tcalls.csv"), Turns(svc.store).turn():
        command = subprocess.Popen(
            [sys.executable, "-m", "svc_tui", *words], stderr=subprocess.PIPE, text=True
        )
        assert command.stderr is not None
        assert command.stderr.readline() == "bruno imports calls.csv; this waits for its turn.\n"
    assert command.communicate()[1] == f"{number}: noted\n"


def test_a_terminal_that_stands_still_keeps_no_turn(svc: Shell, desk: Desk) -> None:
    """Nobody reads what a waiting command says: it writes when its turn comes, and lets the next one in."""
    number = desk.open_call()
    desk.store.close()
    reader, full = os.pipe()
    os.set_blocking(full, False)
    with suppress(BlockingIOError):
        while True:
            os.write(full, b"x" * 4096)
    with suppress(BlockingIOError):
        while True:
            os.write(full, b"x")
    os.set_blocking(full, True)
    words = ["--store", str(svc.store), "--as", "anna", "call", "note", number, "said on the phone"]
    with Turns(svc.store).turn():
        command = subprocess.Popen([sys.executable, "-m", "svc_tui", *words], stderr=full)
        threads = Path(f"/proc/{command.pid}/task")
        while len(list(threads.iterdir())) < 3:  # one stands in the queue, one wants to tell
            os.sched_yield()
    while not desk.calls.sheet(number).activities:
        os.sched_yield()
    with Turns(svc.store).turn():
        assert command.poll() is None  # still stuck with its words
    command.kill()
    command.wait()
    os.close(full)
    os.close(reader)
