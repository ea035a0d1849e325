"""What is said on a call or with a customer, written down: the one place where the words of an activity enter a store.

Whoever has to hear of such words (people who are named in them, say) is told from `write_activity` and `reword`.
"""

from datetime import datetime
from typing import Any

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, Refused
from svc_tui.language import weekday_time
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.fields import Given
from svc_tui.services.messages.telling import About, mention
from svc_tui.storage.engine.unit_of_work import UnitOfWork


def write_activity(
    unit: UnitOfWork,
    values: Given,
    *,
    log: str | None = None,
    call: OpenCall | None = None,
    warnings: list[Note] | None = None,
) -> int:
    """Add an activity under the next number, which is returned; who is named in it and who follows its call are told.

    Args:
        unit: The act that writes it.
        values: Its columns.
        log: The event of its own history.
        call: The call it belongs to, in the hands of the act.
        warnings: Gets those of names that nobody has, where there is no call to get them.
    """
    number = unit.next_number("activity")
    unit.insert("activity", {"number": number, "created_at": unit.at, **values}, log=log)
    if values.get("series"):
        return number  # the next of a series has the words of the one before it, of which everybody was told
    text = _words(values)
    warned, named = mention(unit, text, _about(values, number))
    if call is not None:
        call.warnings += warned
        call.told.said(text, named)
    elif warnings is not None:
        warnings += warned
    return number


def reword(
    unit: UnitOfWork, row_id: int, values: Given, warnings: list[Note] | None = None
) -> dict[str, Any]:
    """Change an activity; who is named in it only now is told. Returns what really changed."""
    before = unit.row("activity", row_id)
    changed = unit.update("activity", row_id, values)
    if changed.keys() & {"notes", "subject"}:
        now = {**before, **changed}
        warned, _told = mention(unit, _words(now), _about(now, now["number"]), before=_words(before))
        if warnings is not None:
            warnings += warned
    return changed


def _words(values: Given) -> str:
    """All that an activity says; the line of a note is its beginning and stands there once."""
    subject, notes = str(values.get("subject") or ""), str(values.get("notes") or "")
    return notes if notes.startswith(subject) else f"{subject}\n{notes}".strip()


def _about(values: Given, number: int) -> About:
    return About(values.get("call_id"), values.get("contract"), number, values.get("customer"))


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
