"""What follows from the rows of calls: their versions, and the index of their words."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from svc_tui.errors import N_
from svc_tui.storage.engine.followers import Fault, Follower, Index
from svc_tui.storage.sqlite import call_index

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


class CallStamps(Follower):
    """A call whose parts change has a new version: other programs read it again, who edits it is told."""

    tables: ClassVar[Sequence[str]] = (
        "activity", "attachment", "call_follower", "call_link", "call_pause", "call_solution",
        "escalation_step", "message", "plan_row", "queue_move", "solution_miss", "stopwatch", "visit", "work",
    )  # fmt: skip

    def touch(self, row: "Moved") -> None:
        if row.table == "message" and row.old and row.new:
            return  # that somebody read what he was told is no change of the call
        if row.table != "attachment":
            self.touched |= row.values("call_id")
        elif "call" in row.values("kind"):
            self.touched |= row.values("object_id")

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        for call_id in self.taken():
            unit.stamp("call", call_id)


class CallText(Index):
    """The full-text index of calls. Who loads many calls writes their text himself (`exchange.incoming.index`)."""

    tables: ClassVar[Sequence[str]] = ("call", "activity")

    def touch(self, row: "Moved") -> None:
        if row.table == "call":
            self.touched.add(row.id)
        else:
            self.touched |= row.values("call_id")

    def write(self, session: "Session", ids: Sequence[int]) -> None:
        call_index.write(session.connection(), ids)

    def check(self, session: "Session") -> Iterable[Fault]:
        calls, indexed = call_index.counts(session.connection())
        if calls != indexed:
            message = N_("The text index of calls has {count} of {all} calls.")
            yield message, {"count": indexed, "all": calls}

    def rebuild(self, session: "Session") -> None:
        call_index.write(session.connection(), None)
