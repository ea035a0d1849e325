"""When an app is at rest: no job under way, every widget through with its messages, no short timer about to act.

Asked by tests that drive the app in this process, and by the programs that tests start in a terminal. It waits for
states; Textual's own pause waits until the processor has been idle for a fiftieth of a second, which a busy machine
never is.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

SHORT_S = 1.0
"""A timer that acts once and within this time belongs to what was just done: a detail that follows the cursor."""
TURNS = 8
"""Turns of the loop in which what a message set off goes on: what is idle lays out and paints."""
ROUNDS = 3_000
"""So often it is asked whether there is rest; an app that is never at rest has a fault."""


async def rest(app: App[Any], *, live: bool = False) -> None:
    """Wait until nothing is under way.

    An app that is `live` in a terminal paints at its own pace, and what it puts off for a moment is waited for too.
    """
    quiet, pilot = 0, Pilot(app)
    for _round in range(ROUNDS):
        owed = [*_owed(app), *(_timers(app) if live else ())]
        quiet = 0 if owed else quiet + 1
        if quiet == 2 or app._exit or not app._running:
            return
        with suppress(WorkerCancelled):  # its screen went away: it owes nothing more
            await app.workers.wait_for_complete()
        if not await pilot._wait_for_screen():
            return  # the app ended
        for _turn in range(TURNS):
            await asyncio.sleep(0.001 if owed else 0)
        if not live:
            app.screen._on_timer_update()
    raise AssertionError(f"never at rest: {owed}")


def _owed(app: App[Any]) -> Iterator[object]:
    """Jobs, messages, layouts and repaints still to come."""
    screen = app.screen
    yield from app.workers
    yield from app.animator._animations  # without animation it takes one step, a frame later
    yield from app.animator._scheduled
    yield from screen._dirty_widgets
    if screen._layout_required:
        yield screen
    for pump in _pumps(app):
        if pump.message_queue_size or pump._next_callbacks:
            yield pump


def _timers(app: App[Any]) -> Iterator[object]:
    """Timers that will act once, shortly."""
    for pump in _pumps(app):
        for timer in list(pump._timers):
            task = timer._task
            if timer._repeat == 0 and timer._interval <= SHORT_S and task is not None and not task.done():
                yield timer


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    """The app and the screen in front; one behind it may owe a repaint until it comes back."""
    yield app
    yield from app.screen.walk_children(with_self=True)
