"""How far one act walks through the source: files it enters, and how often it goes from one to another.

`python -m tests.perf.walks` counts calls of functions, in all threads, whose code lies in the program: `t` on a call
from the key until its row is painted anew, the import of one row of a CSV file, a filter until its rows are read.
"""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import svc_tui
from svc_tui.bootstrap import open_services
from tests.screens.running import NOW, press, running
from tests.services.desk import Desk

SOURCE = str(Path(svc_tui.__file__).parent)


class Walk:
    """What was entered, in order, while it is on."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.on = False

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        if self.on and event == "call" and (name := frame.f_code.co_filename).startswith(SOURCE):
            self.files.append(name)

    def told(self, what: str) -> str:
        """One line: files, changes of file, calls."""
        changes = sum(one != other for one, other in zip(self.files, self.files[1:], strict=False))
        return f"| {what} | {len(set(self.files))} | {changes} | {len(self.files)} |"


@contextmanager
def watched() -> Iterator[Walk]:
    """A walk that sees this thread and those that begin meanwhile."""
    walk = Walk()
    threading.setprofile(walk)
    sys.setprofile(walk)
    try:
        yield walk
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


async def taken(store: Path) -> Walk:
    """`t` on one call; everything was pressed once before."""
    with watched() as walk:
        async with running(store) as pilot:
            await press(pilot, "t", "u")
            walk.on = True
            await press(pilot, "t")
            walk.on = False
    return walk


def filtered(store: Path) -> Walk:
    """A filter until its rows are read."""
    services = open_services(store=store, who="anna", now=lambda: NOW, env={})

    def once() -> None:
        services.calls.rows(services.calls.ids("is:open priority:high leak sort:due").ids)

    return _second(once)


def imported(store: Path, folder: Path) -> Walk:
    """One row of a file in our own names."""
    from svc_tui.services.exchange.incoming.run import Importing

    services = open_services(store=store, who="anna", now=lambda: NOW, env={})
    files = []
    for number in (1, 2):
        file = folder / f"calls{number}.csv"
        file.write_text(f"number,customer,subject\n2{number},C1,Leak {number}\n", encoding="utf-8")
        files.append(file)
    left = iter(files)
    return _second(lambda: Importing(services.context).run([next(left)], kind="call"))


def _second(act: Callable[[], object]) -> Walk:
    """The walk of an act that was done once before, so that imports do not count."""
    with watched() as walk:
        act()
        walk.on = True
        act()
        walk.on = False
    return walk


def main() -> None:
    """Count and print."""
    print("| walk | files | changes of file | calls |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder / "desk.db")
        for subject in ("Leak", "Noise"):
            desk.open_call(subject=subject, priority="high")
        desk.store.close()
        print(asyncio.run(taken(folder / "desk.db")).told("`t` on a call until its row is painted"))
        print(imported(folder / "desk.db", folder).told("import of one row of a CSV file"))
        print(filtered(folder / "desk.db").told("a filter until its rows are read"))


if __name__ == "__main__":
    main()
