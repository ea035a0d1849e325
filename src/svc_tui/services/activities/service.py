"""Activities after they were written: done, opened again, corrected."""

from svc_tui.domain.calls.rules import ANSWERING
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import ActivityRecord
from svc_tui.storage.engine.unit_of_work import UnitOfWork


class Activities:
    """Notes, phone calls, meetings and tasks, by their numbers."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def done(self, number: int) -> Outcomes:
        """Close an activity; a phone call or meeting is the call's first response (SC-16)."""
        with self.context.write() as unit:
            row = _row(unit, number)
            if row.closed:
                raise Refused(N_("Activity {number} is done already."), number=number)
            unit.update("activity", row.id, {"closed": True, "closed_at": unit.at})
            call = _call_of(unit, self.context, row)
            if call is not None:
                call.log("activity done", field="activities", new=row.subject)
                if row.kind in ANSWERING and call.row.is_open:
                    call.stamp_response(unit.who)
            return _result(unit, number, call, N_("Activity {number} done"))

    def reopen(self, number: int) -> Outcomes:
        """Open an activity again, so that it can be corrected (AC-01)."""
        with self.context.write() as unit:
            row = _row(unit, number)
            if not row.closed:
                raise Refused(N_("Activity {number} is open."), number=number)
            unit.update("activity", row.id, {"closed": False, "closed_at": None})
            call = _call_of(unit, self.context, row)
            if call is not None:
                call.log("activity reopened", field="activities", new=row.subject)
            return _result(unit, number, call, N_("Activity {number} is open again"))

    def correct(self, number: int, text: str) -> Outcomes:
        """Other words; a closed activity is read-only until reopened (AC-01)."""
        text = clean(text).strip()
        if not text:
            raise Refused(N_("The note is empty. Type what was said or done."))
        with self.context.write() as unit:
            row = _row(unit, number)
            if row.closed:
                raise Refused(N_("Activity {number} is done and read-only. Reopen it first."), number=number)
            head = clean_line(text.split("\n", 1)[0])[:100]
            unit.update("activity", row.id, {"notes": text, "subject": head})
            return _result(unit, number, _call_of(unit, self.context, row), N_("Activity {number} corrected"))


def _row(unit: UnitOfWork, number: int) -> ActivityRecord:
    row = reads.activity(session=unit.session, number=number)
    if row is None:
        raise NotFound(N_("There is no activity {number}. Look at the call's activities."), number=number)
    return row


def _call_of(unit: UnitOfWork, context: Context, row: ActivityRecord) -> OpenCall | None:
    if row.call_id is None:
        return None
    return OpenCall(unit, context, str(unit.row("call", row.call_id)["number"]))


def _result(unit: UnitOfWork, number: int, call: OpenCall | None, text: str) -> Outcomes:
    unit.call_it(text, number=number)
    happened: Note = note(text, number=number)
    return Outcomes((Outcome(call.number if call else str(number), True, happened),), unit.change_id)
