"""What is said on a call or with a customer, written down: the one place where the words of an activity enter a store.

Whoever has to hear of such words (people who are named in them, say) is told from `write_activity` and `reword`.
"""

from datetime import datetime
from typing import Any

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import note
from svc_tui.errors import N_, Refused
from svc_tui.language import weekday_time
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.fields import Given
from svc_tui.storage.engine.unit_of_work import UnitOfWork


def write_activity(unit: UnitOfWork, values: Given, *, log: str | None = None) -> int:
    """Add an activity under the next number, which is returned. `log` is the event of its own history."""
    number = unit.next_number("activity")
    unit.insert("activity", {"number": number, "created_at": unit.at, **values}, log=log)
    return number


def reword(unit: UnitOfWork, row_id: int, values: Given) -> dict[str, Any]:
    """Change an activity. Returns what really changed."""
    return unit.update("activity", row_id, values)


def check_past(call: OpenCall, at: datetime) -> None:
    """What is over was not in the future."""
    if at > call.at:
        raise Refused(
            N_("{number}: the instant lies in the future. Type an earlier one."), number=call.number
        )


def answered(call: OpenCall, kind: str, at: datetime) -> None:
    """A phone call or meeting that is over is the first response (SC-16), at its own instant."""
    if kind not in rules.ANSWERING or not call.row.is_open:
        return
    before = call.row.responded_at
    if before is None:
        call.stamp_response(call.unit.who, at)
    elif at < before:
        message = N_("{number} was answered already, on {at}. Correct that with responded_at.")
        call.warnings.append(note(message, number=call.number, at=weekday_time(before, call.context.zone)))
