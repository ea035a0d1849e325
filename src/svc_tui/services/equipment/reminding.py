"""Reminders of lent units that are not back on their day, given by whoever looks first: once for a day."""

from svc_tui.errors import N_
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import About, tell
from svc_tui.storage.equipment.reminders import overdue

TEXT = N_("Card {card}, lent to {customer}, was to be back on {end}. Fetch it, or agree on another day.")


def remind(context: Context) -> list[int]:
    """Write to who lent the units, else to the technicians of their cards. Returns the numbers of the cards.

    It is no act of the person who looks, and cannot be undone.
    """
    with context.store.read() as session:
        if not overdue(session=session, today=context.today):
            return []
    with context.store.write(who="svc-tui", at=context.now(), undoable=False) as unit:
        due = overdue(session=unit.session, today=context.today)
        for each in due:
            about, end = About(customer=each.customer), each.due_back.isoformat()
            tell(unit, each.person, "reminder", TEXT, about, card=each.number, end=end)
            unit.update("equipment", each.id, {"loan_told": each.due_back}, log=False)
        return [each.number for each in due]
