"""When a person is at work: the hours of his queues, else those of the company. A bell may ring only then."""

from datetime import datetime

from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.storage.contracts.terms import Hours
from svc_tui.storage.queues.people import served_by
from svc_tui.storage.queues.rows import hours_of


def works_now(context: Context, at: datetime) -> bool:
    """Whether a queue of the person is open; where none names hours, whether the company is."""
    company = context.company
    with context.store.read() as session:
        day = at.astimezone(context.zone).date()
        texts = hours_of(session=session, queues=served_by(session=session, who=context.me, day=day))
    for text in texts or [company.fallback_coverage]:
        try:
            coverage = coverage_under(Hours(text, None, None, ()), company, at)
        except Refused:
            continue  # an import brought hours that nobody can read
        if coverage is not None and coverage.covers(at):
            return True
    return False
