"""Which stopwatch of a person runs: asked by every list and page, so it knows no more than it must."""

from dataclasses import dataclass
from datetime import datetime

from svc_tui.services.core.context import Context
from svc_tui.storage.work import rows


@dataclass(frozen=True)
class Running:
    """A stopwatch that runs."""

    person: str
    call: str
    subject: str
    kind: str
    since: datetime
    seconds: int


def running(context: Context) -> Running | None:
    """The stopwatch of the context's person, where one runs; it outlives any session."""
    with context.store.read() as session:
        found = rows.stopwatch(session=session, person=context.me)
    if found is None:
        return None
    seconds = max(0, int((context.now() - found.since).total_seconds()))
    return Running(found.person, found.number, found.subject, found.kind, found.since, seconds)
