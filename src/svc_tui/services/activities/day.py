"""My day: what waits for the person who works, from several sources, in the order of the time that is left.

Another source is a function of a context in SOURCES.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from svc_tui.domain.core.moments import to_utc
from svc_tui.language import _
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.messages.service import Messages, words
from svc_tui.storage.activities.reminders import due_of
from svc_tui.storage.planning import rows as visits

Source = Literal["call", "activity", "message", "visit"]
CALLS_DUE = "is:mine (is:overdue OR is:duetoday) sort:left"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a day."""

    source: Source
    id: int
    """Internal key of the record."""
    name: str
    """What people call it: the number of the call, the activity or the message."""
    kind: str
    """call, the kind of the activity or of the message, or the status of the visit."""
    text: str
    """What it is about, in words."""
    call: str | None = None
    """Number of the call, where it is or speaks of one."""
    customer: str | None = None
    customer_name: str = ""
    contract: int | None = None
    due_at: datetime | None = None
    """When it is due or begins; a message has no time."""
    left_s: int | None = None
    """Seconds left, negative when late: of calls the covered ones."""
    priority: str | None = None
    unread: bool = False

    @property
    def late(self) -> bool:
        """Whether its time is over."""
        return self.left_s is not None and self.left_s < 0


def calls_due(context: Context) -> list[Entry]:
    """Calls that I handle or go to, late or due today."""
    calls = CallLists(context)
    rows = calls.rows(calls.ids(CALLS_DUE).ids)
    left = calls.left(rows)
    return [
        Entry(
            "call", row.id, row.number, "call", row.subject, row.number, row.customer, row.customer_name or "",
            due_at=row.next_due, left_s=left.get(row.id), priority=row.priority,
        )
        for row in rows
    ]  # fmt: skip


def activities_due(context: Context) -> list[Entry]:
    """What I have to do today or before: reminders and follow-ups, by their reminder or beginning."""
    now = context.now()
    with context.store.read() as session:
        rows = due_of(session=session, person=context.me, until=end_of_today(context))
    found = []
    for row in rows:
        at = min(each for each in (row.starts_at, row.remind_at) if each is not None)
        if at < now and row.starts_at is not None and row.starts_at >= now:
            at = row.starts_at  # it was reminded of, and begins later
        left = round((at - now).total_seconds())
        found.append(
            Entry(
                "activity", row.id, str(row.number), row.kind, row.subject, row.call, row.customer, row.customer_name,
                row.contract, due_at=at, left_s=left,
            )
        )  # fmt: skip
    return found


def messages_waiting(context: Context) -> list[Entry]:
    """What I was told and did not put away, newest first."""
    messages = Messages(context)
    return [
        Entry(
            "message", row.id, str(row.id), row.kind, words(row, _), row.call, row.customer, row.customer_name or "",
            row.contract, unread=row.read_at is None,
        )
        for row in messages.rows(messages.ids().ids)
    ]  # fmt: skip


def visits_to_make(context: Context) -> list[Entry]:
    """My visits of today, and those before it that are not done: by their beginning, begun ones by their end."""
    now = context.now()
    with context.store.read() as session:
        rows = visits.to_make(session=session, person=context.me, until=end_of_today(context))
    return [
        Entry(
            "visit", row.id, str(row.number), row.status, row.subject, row.call, row.customer, row.customer_name,
            due_at=at, left_s=round((at - now).total_seconds()), priority=row.priority,
        )
        for row in rows
        for at in [row.ends_at if row.status == "working" else row.starts_at]
    ]  # fmt: skip


SOURCES: tuple[Callable[[Context], Sequence[Entry]], ...] = (
    calls_due, visits_to_make, activities_due, messages_waiting,
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How much of a day there is."""

    late: int
    due: int
    """Calls, visits and activities due today that are not late."""
    messages: int
    unread: int


class Day:
    """The day of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def entries(self) -> list[Entry]:
        """All of it: what is late first, then by the time left; messages last, in their own order."""
        found: list[Entry] = []
        with self.context.store.moment():
            for source in SOURCES:
                found += source(self.context)
        return sorted(found, key=_order)


def counts(entries: Sequence[Entry]) -> Counts:
    """What stands at the head of a day."""
    timed = [each for each in entries if each.source != "message"]
    told = [each for each in entries if each.source == "message"]
    late = sum(each.late for each in timed)
    return Counts(late, len(timed) - late, len(told), sum(each.unread for each in told))


def _order(entry: Entry) -> tuple[Any, ...]:
    return entry.source == "message", entry.left_s is None, entry.left_s or 0


def end_of_today(context: Context) -> datetime:
    """The first instant of tomorrow, in the company's zone."""
    tomorrow = datetime.combine(context.today + timedelta(days=1), time())
    return to_utc(tomorrow, context.zone)
