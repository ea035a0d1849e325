"""Undo, redo and the clock of a call: taking back an act moves no due date that has passed (service-levels.md 3).

An undo puts stamps and pauses back as they were, and with them when the clock ran. Where that would take lateness
away (a resumption or a reopening is undone when the call is late again) the time that was used stays used: the call
is paused, or resolved, from now on.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.reading import resolution_of, target_state
from svc_tui.services.core.context import Context
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import CallRecord, PauseRecord
from svc_tui.storage.engine import undo

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

LATE = ("overdue", "missed")
FACTS = attrgetter(
    "reported_at", "responded_at", "resolved_at", "closed_at", "paused_since", "paused_s", "contract", "priority",
    "resolution_budget_s",
)  # fmt: skip
"""Columns that say when the clocks ran, and against what."""
BUDGET = attrgetter("reported_at", "contract", "resolution_budget_s", "resolution_at_opening")
"""What may move a due date that has passed."""


@dataclass(frozen=True)
class Standing:
    """A call before the undo."""

    row: CallRecord
    pauses: list[PauseRecord]


@contextmanager
def in_order(unit: "UnitOfWork", context: Context, change_id: int) -> Iterator[None]:
    """The clocks of the calls that an act touched are in order once it is taken back."""
    before = standing(unit, undo.keys_of(unit.session, change_id, "call"))
    yield
    settle(unit, context, before)


def standing(unit: "UnitOfWork", ids: Iterable[int]) -> list[Standing]:
    """These calls as they stand; those that are gone are left out."""
    session = unit.session
    return [
        Standing(row, reads.pauses(session=session, call_id=row.id))
        for row in reads.calls_by_id(session=session, ids=sorted(ids))
    ]


def settle(unit: "UnitOfWork", context: Context, before: Iterable[Standing]) -> None:
    """Bring the clocks of these calls in order after the undo."""
    for was in before:
        for now in reads.calls_by_id(session=unit.session, ids=[was.row.id]):
            if FACTS(now) != FACTS(was.row):
                call = OpenCall(unit, context, now.number)
                call.settle()
                if _wiped_out(was.row, call):
                    _hold(call, was)


def _wiped_out(was: CallRecord, call: OpenCall) -> bool:
    """Did the undo move a due date that had passed, or turn late into in time."""
    now = call.row
    if BUDGET(was) != BUDGET(now) or now.merged_into or not _late(was, call):
        return False
    return now.resolve_by != was.resolve_by or not _late(now, call)


def _late(row: CallRecord, call: OpenCall) -> bool:
    return target_state(resolution_of(row), call.at) in LATE


def _hold(call: OpenCall, was: Standing) -> None:
    """The clock as it ran until now, and from now on what the undo brings back: paused, resolved or running."""
    now, before = call.row, was.row
    said = next((pause for pause in call.pauses() if pause.end_at is None), None)
    call.put_pauses(was.pauses)
    call.write(
        paused_since=before.paused_since, paused_until=before.paused_until, paused_s=before.paused_s,
        resolved_at=before.resolved_at,
    )  # fmt: skip
    if now.resolved_at is not None:
        call.resume_clock()
        ended = None if now.is_open else call.at
        call.settle(resolved_at=was.row.resolved_at or call.at, closed_at=ended)
        return
    call.unstamp_resolution()
    if now.paused_since is None:
        call.resume_clock()
    else:
        kind, reason = (said.kind, said.reason) if said else ("status", None)
        call.pause_clock(kind, until=now.paused_until, reason=reason)
