"""Many processes on one store: a server that has imported everything once forks one for each thing to do.

`python -m tests.storage.many` reads acts from stdin, a line each, and forks; `wait` waits for all of them. What
they say goes to the server's stdout, a line at a time, which is short enough to stay whole.
"""

import fcntl
import gc
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from svc_tui.bootstrap import open_services
from svc_tui.services.calls.service import Calls as Calls  # imported before the first fork
from svc_tui.services.core import upkeep
from svc_tui.services.queues.service import Queues as Queues
from svc_tui.storage.engine.store import Store
from svc_tui.storage.sqlite.turns import Turns

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Crowd:
    """The test's side: starts processes, hears what they say, kills them."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__], cwd=Path(__file__).parents[2], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._pids: list[int] = []
        self._kept: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._server.communicate("")

    def start(self, *words: object) -> None:
        """Let a process do one of the acts below."""
        self._say(" ".join(map(str, words)))
        self._pids.append(int(self.hear("pid ").removeprefix("pid ")))

    def hear(self, beginning: str = "") -> str:
        """The next line that begins so; what others say before it is kept for later, and for `gone`."""
        for kept in self._kept:
            if kept.startswith(beginning):
                self._kept.remove(kept)
                return kept
        assert self._server.stdout is not None
        for line in self._server.stdout:
            if line.startswith(beginning):
                return line.rstrip("\n")
            self._kept.append(line.rstrip("\n"))
        raise AssertionError("the processes are gone")

    def kill(self) -> None:
        """Kill every process that was started, at once."""
        for pid in self._pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def kill_first(self) -> None:
        """Kill the process that was started first."""
        os.kill(self._pids.pop(0), signal.SIGKILL)

    def gone(self) -> list[str]:
        """Everything that was said, once all processes have ended."""
        self._say("wait")
        self.hear("gone")
        said, self._kept, self._pids = self._kept, [], []
        return said

    def _say(self, line: str) -> None:
        assert self._server.stdin is not None
        self._server.stdin.write(line + "\n")
        self._server.stdin.flush()


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with store.read() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'"
        ).scalars()
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY rowid')]
            for name in names
        }


def add(path: Path, times: str) -> None:
    """Read a number, add one, write it, so often: what loses updates where transactions are wrong."""
    store = Store.open(path)
    for _ in range(int(times)):
        with store.write(who="anna", at=AT) as unit:
            value = int(unit.row("customer", 1)["balance"] or 0) + 1
            unit.update("customer", 1, {"balance": str(value)})
    tell("done")


def write(path: Path, name: str) -> None:
    """Insert rows for ever, and say each one once it is committed."""
    store = Store.open(path)
    number = 0
    while True:
        number += 1
        with store.write(who="anna", at=AT) as unit:
            unit.insert("customer", {"code": f"{name}-{number}", "name": "x" * 300})
        tell(f"{name}-{number}")


def open_at(path: Path, gate: str) -> None:
    """Open, and so migrate, when the test opens the gate for all."""
    with Path(gate).open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
    Store.open(path)
    tell("done")


def begin(path: Path, gate: str) -> None:
    """Start for the first time as a user of the system whom nobody wrote down yet."""
    with Path(gate).open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
    tell(open_services(store=path, env={}).me)


def die(number: int) -> None:
    """Be killed at the n-th thing that is done to the names of files from now on."""
    left = [number]

    def count(event: str, _words: tuple[object, ...]) -> None:
        if event in ("os.link", "os.rename", "os.remove", "os.mkdir"):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def make(path: Path, number: str) -> None:
    """Make a store, and be killed at its n-th step."""
    die(int(number))
    Store.open(path)
    tell("done")


def restore(path: Path, number: str) -> None:
    """Put the backup beside a store in its place, and be killed at its n-th step."""
    die(int(number))
    upkeep.restore(path.with_name("backup.db"), path)
    tell("done")


def take(path: Path, who: str) -> None:
    """Take the most urgent call of one's queues, as `T` does."""
    services = open_services(store=path, who=who, env={})
    tell(services.queues.take_next().outcomes[0].number)


def takes(path: Path, who_times: str) -> None:
    """The same so often, one after the other: `anna:10`."""
    who, times = who_times.split(":")
    services = open_services(store=path, who=who, now=lambda: AT, env={})
    for _ in range(int(times)):
        tell(services.queues.take_next().outcomes[0].number)


def hold(path: Path, name: str) -> None:
    """Hold the turn until killed."""
    with Turns(path).turn():
        tell(f"{name} holds")
        signal.pause()


def turn(path: Path, name: str) -> None:
    """Take a turn, and say so when it comes; before that, that it waits."""
    with Turns(path, lambda waits: tell(f"{name} waits") if waits else None).turn():
        tell(f"turn {name}")


def tell(text: str) -> None:
    """One line to the test."""
    os.write(1, f"{text}\n".encode())


ACTS = {
    "add": add, "write": write, "open": open_at, "take": take, "takes": takes, "hold": hold, "turn": turn,
    "begin": begin, "make": make, "restore": restore,
}  # fmt: skip


def rehearse() -> None:
    """Write once into a store of one's own: what that imports and compiles, those who are forked need not."""
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "rehearsal.db")
        with store.write(who="anna", at=AT) as unit:
            unit.insert("customer", {"code": "C1", "name": "x"})
        with store.write(who="anna", at=AT) as unit:
            unit.update("customer", 1, {"balance": str(int(unit.row("customer", 1)["balance"] or 0) + 1)})
        store.close()
    gc.freeze()


def serve() -> None:
    """Fork for each line of stdin."""
    rehearse()
    for line in iter(sys.stdin.readline, ""):
        act, *words = line.split()
        if act == "wait":
            try:
                while True:
                    os.wait()
            except ChildProcessError:
                tell("gone")
            continue
        pid = os.fork()
        if pid == 0:
            try:
                ACTS[act](Path(words[0]), words[1])
            except BaseException as error:
                tell(f"failed: {error!r}")
            os._exit(0)
        tell(f"pid {pid}")


if __name__ == "__main__":
    serve()
