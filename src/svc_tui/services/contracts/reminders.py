"""Reminders of ends to come (CT-12), written by whoever looks first; small, since every start of the program asks."""

from svc_tui.domain.contracts.periods import parse_notice, remind_on
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import About, tell
from svc_tui.storage.contracts.query import local_day
from svc_tui.storage.contracts.reminders import Waiting, waiting
from svc_tui.storage.query.translator import Viewer

TEXT = N_("K-{number} of {customer} ends on {end}. Renew it, or let it end.")


def remind(context: Context) -> list[int]:
    """Write to the owners of contracts whose reminder is due, once for each end. Returns the numbers.

    It is no act of the person who looks, and cannot be undone.
    """
    viewer = Viewer(now=context.now(), zone=context.zone)
    with context.store.read() as session:
        if not _due(waiting(session=session, now=viewer.now), viewer):
            return []
    with context.store.write(who="svc-tui", at=viewer.now, undoable=False) as unit:
        due = _due(waiting(session=unit.session, now=unit.at), viewer)
        for each in due:
            end = f"{effective_end(each.end, each.termination):%Y-%m-%d}"
            about = About(contract=each.number, customer=each.customer)
            tell(unit, each.owner, "renewal", TEXT, about, end=end)
            unit.update("contract", each.id, {"reminded_at": unit.at})
            unit.log("contract", each.id, "reminded", new=each.owner)
        return [each.number for each in due]


def _due(found: list[Waiting], viewer: Viewer) -> list[Waiting]:
    due = []
    for each in found:
        try:
            notice = parse_notice(each.remind)
        except Refused:
            continue  # an import brought a notice that nobody can read
        end = effective_end(each.end, each.termination)
        if remind_on(end, notice) <= local_day(viewer, each.zone) <= end:
            due.append(each)
    return due
