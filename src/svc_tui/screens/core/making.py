"""Making: when the parts of a screen are there, and what it begins with; what is typed meanwhile waits."""

import asyncio
from contextlib import suppress

PATIENCE_S = 10.0
"""Keys wait so long for a screen that is being made."""


class Making:
    """How far a screen is."""

    def __init__(self) -> None:
        self._parts, self._opened, self._answer = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.jobs = 0
        """How many answers it waits for."""

    @property
    def has_parts(self) -> bool:
        """Whether its parts are there."""
        return self._parts.is_set()

    def parts_are_there(self) -> None:
        """Its parts are there."""
        self._parts.set()

    def begins(self) -> None:
        """What it begins with is being read."""
        self._opened.clear()

    def is_opened(self) -> None:
        """What it begins with is there too."""
        self._opened.set()

    async def until(self, *, opened: bool) -> None:
        """Wait until its parts are there, and with `opened` what it begins with; not for ever."""
        with suppress(TimeoutError):
            await asyncio.wait_for((self._opened if opened else self._parts).wait(), PATIENCE_S)

    def answered(self) -> None:
        """One of its answers came."""
        self.jobs -= 1
        self._answer.set()

    async def next_answer(self) -> None:
        """Wait for an answer that is still to come."""
        self._answer.clear()
        await self._answer.wait()
