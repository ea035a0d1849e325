"""Reminders of activities, given by whoever looks first: once for a value, again when the value changes."""

from svc_tui.errors import N_
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import About, shortened, tell
from svc_tui.storage.activities.reminders import Reminding, reminding

OF_CALL = N_("Reminder for {number}: {said}")
OF_CUSTOMER = N_("Reminder for {customer}: {said}")
ALONE = N_("Reminder: {said}")


def remind(context: Context) -> list[int]:
    """Write to those whose reminder is due. Returns the numbers of the activities.

    It is no act of the person who looks, and cannot be undone. Those of closed calls wait until the call is open again.
    """
    now = context.now()
    with context.store.read() as session:
        if not reminding(session=session, now=now):
            return []
    with context.store.write(who="svc-tui", at=now, undoable=False) as unit:
        due = reminding(session=unit.session, now=unit.at)
        for each in due:
            about = About(each.call_id, each.contract, each.number, each.customer)
            tell(unit, each.who, "reminder", _text(each), about, said=shortened(each.subject))
            unit.update("activity", each.id, {"reminded_at": each.remind_at}, log=False)
        return [each.number for each in due]


def _text(each: Reminding) -> str:
    if each.call_id is not None:
        return OF_CALL
    return OF_CUSTOMER if each.customer else ALONE
