"""Watching a report while it runs in a thread: how far it is, and stopping it at once, asked from another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.storage.sqlite.stopping import stoppable

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


class Stopped(Refused):
    """Nobody wants the answer any more."""


class Watch:
    """One run."""

    def __init__(self) -> None:
        self.steps = 0
        """How much was worked out; a run of the same report takes about as many again."""
        self.stopped = False

    def stop(self) -> None:
        """End it; what it has so far is dropped."""
        self.stopped = True

    def _asked(self) -> bool:
        self.steps += 1
        return self.stopped

    @contextmanager
    def over(self, session: Session) -> Iterator[None]:
        """What is read within is counted, and can be stopped. Raises Stopped."""
        try:
            with stoppable(session, self._asked):
                yield
        except Exception as error:
            if self.stopped:
                raise Stopped(N_("Stopped.")) from error
            raise
