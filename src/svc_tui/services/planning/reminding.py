"""Reminders of visits, given by whoever looks first: once for a beginning, again when it moves."""

from datetime import timedelta

from svc_tui.domain.core.moments import duration
from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import About, tell
from svc_tui.services.planning.telling import SOON, instant
from svc_tui.storage.planning.rows import coming


def remind(context: Context) -> list[int]:
    """Write to the technicians of visits that begin soon, and to who handles their calls. Returns their numbers.

    How long before is the setting `visit_remind`. It is no act of the person who looks, and cannot be undone.
    """
    lead = _lead(context)
    if lead is None:
        return []
    now = context.now()
    with context.store.read() as session:
        if not coming(session=session, now=now, until=now + lead):
            return []
    with context.store.write(who="svc-tui", at=now, undoable=False) as unit:
        due = coming(session=unit.session, now=unit.at, until=unit.at + lead)
        for each in due:
            for person in each.people:
                tell(
                    unit,
                    person,
                    "reminder",
                    SOON,
                    About(each.call_id),
                    starts_at=instant(context, each.starts_at),
                )
            unit.update("visit", each.id, {"reminded_at": each.starts_at}, log=False)
        return [each.number for each in due]


def _lead(context: Context) -> timedelta | None:
    text = context.company.visit_remind
    try:
        return timedelta(seconds=duration(text)) if text else None
    except Refused:
        return None  # an import brought a length that nobody can read
