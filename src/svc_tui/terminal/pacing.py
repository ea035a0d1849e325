"""Pacing: on a slow line at most two frames are under way, so held keys always show the newest state.

A frame ends with a request for a cursor report; the terminal's answer says that it was drawn. A terminal
that does not answer within three seconds is not paced. Time comes in as an argument, in seconds.
"""

from collections import deque

REQUEST = "\x1b[6n"
WINDOW = 2
PATIENCE = 3.0


class Pacing:
    """Asks once; after the first answer it holds frames back while two are unanswered."""

    def __init__(self, *, wanted: bool = True) -> None:
        self._wanted = wanted
        self._asked: deque[float] = deque()
        self.start_over()

    def start_over(self) -> None:
        """Forget what was asked: another terminal may be listening after a suspend."""
        self._alive = self._wanted
        self._proven = False
        self._asked.clear()

    @property
    def is_proven(self) -> bool:
        """Whether this terminal answers."""
        return self._alive and self._proven

    @property
    def unanswered(self) -> int:
        """How many requests are still under way."""
        return len(self._asked)

    @property
    def patience_ends(self) -> float | None:
        """When to stop waiting for the oldest answer."""
        return self._asked[0] + PATIENCE if self._alive and self._asked else None

    def may_send(self, now: float) -> bool:
        """Whether a frame may leave now; gives up on a terminal that fell silent."""
        if self._asked and now - self._asked[0] >= PATIENCE:
            self._alive = False
            self._asked.clear()
        return not self.is_proven or len(self._asked) < WINDOW

    def request(self, now: float) -> str:
        """What to put at the end of a frame that is sent now."""
        if not self._alive or (not self._proven and self._asked):
            return ""
        self._asked.append(now)
        return REQUEST

    def answered(self) -> None:
        """The terminal has drawn the oldest frame that was under way."""
        if self._asked:
            self._asked.popleft()
            self._proven = True
