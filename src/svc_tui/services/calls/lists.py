"""Lists of calls for screens and command line: keys in order, pages of lines, time left, completion, news."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.query.reader import Query
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import Moved, RecordList
from svc_tui.services.sla.left import Lefts, left_of
from svc_tui.storage.calls import lists
from svc_tui.storage.calls.left import most_urgent
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.calls.query import where
from svc_tui.storage.calls.reads import call_by_number, is_call, most_urgent_unassigned

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session


class CallLists:
    """Reads for lists, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._lefts = Lefts(context)
        own = RecordList(context, CALLS, self._find, self._moved, _values)
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        if first is None:
            return lists.ids(session=session, query=query, viewer=self._lefts.viewer(query, session))
        viewer = self._lefts.viewer(query, session, ordered=not typing)
        return array("q", lists.first_page(session=session, query=query, viewer=viewer, size=first))

    def _moved(self, session: "Session", since: int, query: Query) -> Moved:
        viewer = self._lefts.viewer(query, session)
        inside, outside = lists.changed(session=session, since=since, viewer=viewer, query=query)
        return inside, outside

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        return where(query, self._lefts.viewer(query, session, ordered=False))

    def exists(self, number: str) -> bool:
        """Is there a call of this number."""
        with self.context.store.read() as session:
            return is_call(session=session, number=number)

    def queue_of(self, number: str) -> str | None:
        """The queue that a call waits in; None where it is in none, or there is no such call."""
        with self.context.store.read() as session:
            row = call_by_number(session=session, number=number)
        return None if row is None else row.queue

    def rows(self, ids: Sequence[int]) -> list[CallRow]:
        """List lines of these calls, in this order."""
        with self.context.store.read() as session:
            return lists.rows(session=session, ids=ids, now=self.context.now())

    def left(self, rows: Iterable[CallRow]) -> dict[int, int | None]:
        """Covered seconds left until the next open target of each call, negative when late.

        A paused call has what remains of its resolution budget; a call without a due date has None.
        """
        now, rows = self.context.now(), list(rows)
        coverages = self._lefts.coverages({row.contract for row in rows if row.next_due is not None})
        found: dict[int, int | None] = {}
        for row in rows:
            held = row.paused_since is not None and row.resolved_at is None
            if row.next_due is not None:
                found[row.id] = left_of(row, coverages[row.contract], now)
            elif held and row.resolution_budget_s is not None:
                found[row.id] = row.resolution_budget_s - row.resolution_spent_s
            else:
                found[row.id] = None
        return found

    def most_urgent(self, queues: Sequence[str], session: "Session") -> str | None:
        """Number of the call of these queues that nobody has and that has least time left, as the inbox shows it."""
        found = most_urgent(session=session, queues=queues, now=self.context.now(), lefts=self._lefts)
        return found or most_urgent_unassigned(session=session, queues=list(queues))

    def present(self, opened: Collection[int], editing: Collection[int]) -> None:
        """Tell others which calls I have open, and whose form; by their keys.

        A notice, not a change of the call: nothing is written into the store.
        """
        self.context.store.presence.say(self.context.me, opened, editing)

    def editors(self) -> dict[int, str]:
        """Who else has which call's form open, by the call's key, as others were seen last."""
        here = self.context.store.presence.here
        return {key: each.person for each in here if each.person != self.context.me for key in each.editing}

    def viewers(self) -> dict[int, str]:
        """The same of its page."""
        here = self.context.store.presence.here
        return {key: each.person for each in here if each.person != self.context.me for key in each.open}

    def marks(self) -> dict[int, str]:
        """Both, so that a list sees which calls look different now: who edits one counts before who reads it."""
        return {**self.viewers(), **{key: f"*{person}" for key, person in self.editors().items()}}

    def colleagues(self, key: int) -> tuple[tuple[str, bool], ...]:
        """All others who have a call open, and whether they have its form open; those who edit it first."""
        here = [each for each in self.context.store.presence.here if each.person != self.context.me]
        found = {each.person: False for each in here if key in each.open}
        found |= {each.person: True for each in here if key in each.editing}
        return tuple(sorted(found.items(), key=lambda each: (not each[1], each[0])))


def _values(session: "Session", name: str, beginning: str) -> list[str]:
    return lists.values(session=session, column=name, beginning=beginning)
