"""What follows from the rows of calls for queues: what came into each and went out of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from svc_tui.storage.engine.followers import Follower

if TYPE_CHECKING:
    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


class QueueMoves(Follower):
    """A call is opened in a queue, moved, closed, reopened or merged: it comes in here and goes out there.

    The rows stand in the journal of the act, so that undo takes them away with it; what is undone or done again
    writes none of its own. What is taken in from a file did not come in today.
    """

    tables: ClassVar[Sequence[str]] = ("call",)

    def __init__(self) -> None:
        super().__init__()
        self._moved: dict[int, tuple[str | None, str | None]] = {}
        """For each call the queue it waited in before the act, and the one it waits in now."""

    def touch(self, row: "Moved") -> None:
        if row.id is None or not ("queue" in row.names or "is_open" in row.names):
            return
        before, _ = self._moved.get(row.id, (_waits_in(row.old), None))
        if row.new:
            self._moved[row.id] = before, _waits_in(row.new)
        else:  # a call that is gone has no row to point to
            self._moved.pop(row.id, None)

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        moved, self._moved = self._moved, {}
        if unit.takes_in or unit.undo_of is not None:
            return
        found = [(key, before, now) for key, (before, now) in moved.items() if before != now]
        for call_id, before, now in found:
            values = {"call_id": call_id, "from_queue": before, "to_queue": now, "at": unit.at}
            unit.insert("queue_move", values, log=None)
        if found:
            unit.flush()


def _waits_in(call: Mapping[str, Any]) -> str | None:
    """Code of the queue that an open call waits in, empty where it waits in none; None where it is not open."""
    if not call or not call.get("is_open", True):
        return None
    return call.get("queue") or ""
