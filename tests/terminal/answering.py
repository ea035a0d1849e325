"""A program of the tests that says when it is at rest: asked through a pipe, it answers on its terminal, last of all.

`PtyProgram(..., asks=True)` makes the pipe and reads the answer; the bytes of an act are those before it.
"""

import asyncio
import os
import select
import threading
from collections.abc import Callable
from typing import Any

from svc_tui.terminal.driver import DeskDriver
from svc_tui.terminal.frames import ComparedApp
from tests.resting import rest
from tests.terminal.marks import MARK, PIPE

MOMENT_S = 0.005


def answer(app: ComparedApp[Any]) -> None:
    """Serve the pipe, if there is one, for as long as the app runs."""
    if PIPE in os.environ:
        threading.Thread(target=_serve, args=(app, int(os.environ[PIPE])), daemon=True).start()


def _serve(app: ComparedApp[Any], pipe: int) -> None:
    pause = threading.Event()
    while os.read(pipe, 1):
        while not app._running or app._loop is None:
            pause.wait(MOMENT_S)
        asyncio.run_coroutine_threadsafe(_settled(app), app._loop).result()


def _hears(app: ComparedApp[Any]) -> bool:
    return isinstance(app._driver, DeskDriver) and app._driver.is_hearing


async def _settled(app: ComparedApp[Any]) -> None:
    """At rest, with nothing typed that was not read, and no frame that is held back."""
    calm = 0
    with app._context():
        while calm < 2:
            await rest(app, live=True)
            busy = bool(select.select([0], [], [], 0)[0] or _hears(app) or app._frame_owed)
            calm = 0 if busy else calm + 1
            await asyncio.sleep(MOMENT_S)
    driver = app._driver
    assert driver is not None
    write: Callable[[str], None] = app._write_own if app._compares else driver.write
    write(MARK.decode())
    driver.flush()
