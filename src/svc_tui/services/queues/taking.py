"""Take the most urgent call of queues, so that no two of those who press it at once get the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.calls import reads
from svc_tui.storage.engine.read_models import CODED, missing
from svc_tui.storage.queues.people import served_by

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


def take_next(context: Context, calls: CallLists, codes: Sequence[str] = ()) -> Outcomes:
    """Take the call with least time left that nobody has and that is not paused.

    Chosen and taken in one transaction, and writers take turns: two takers get two calls.

    Args:
        context: Who takes it.
        calls: Knows the order of the inbox.
        codes: Of these queues, as typed; without one of all of which the taker is member or manager today, or in
            which he stands in for an absent member.

    Raises:
        Refused: nothing waits there, a queue is inactive (QU-02), or the taker serves none.
        NotFound: there is no such queue.
    """
    with context.write() as unit:
        session = unit.session
        if codes:
            queues = [_chosen(session, code) for code in dict.fromkeys(codes)]
        else:
            queues = served_by(session=session, who=context.me, day=context.today)
        if not queues:
            raise Refused(N_("You serve no queue. Let the set-up make you a member of one."))
        number = calls.most_urgent(queues, session)
        if number is None:
            raise Refused(N_("Nothing waits in {queues}."), queues=", ".join(queues))
        call = OpenCall(unit, context, number)
        happened = call.assign(context.me)
        unit.call_it(N_("{calls} given to {person}"), calls=call.number, person=context.me)
        return Outcomes((Outcome(call.number, True, happened, tuple(call.warnings)),), unit.change_id)


def _chosen(session: Session, code: str) -> str:
    row = reads.queue(session=session, code=code)
    if row is None:
        raise missing(session, "queue", "code", code)
    if row.inactive:
        raise Refused(CODED["queue"].inactive, code=row.code)
    return row.code
