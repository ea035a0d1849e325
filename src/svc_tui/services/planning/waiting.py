"""Calls that wait for a visit: which there are, how long a visit of each takes, and when somebody is free for it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from svc_tui.domain.planning import rules
from svc_tui.domain.planning.diary import earliest
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.planning.board import midnight
from svc_tui.services.planning.diaries import known, ways_of
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.company import lists
from svc_tui.storage.planning import rows

LOOK_AHEAD = timedelta(days=7)
"""So far a free time is offered."""
OFFERS = 2
"""So many people are offered for a call."""


@dataclass(frozen=True)
class ToPlan:
    """A call that no open visit is planned for."""

    call: CallRow
    left_s: int | None
    """Covered seconds left; negative when it is late."""
    length_s: int
    """How long a visit of its type takes."""

    @property
    def due(self) -> datetime | None:
        """When it is to be resolved, else its next target."""
        return self.call.resolve_by or self.call.next_due


@dataclass(frozen=True)
class Offer:
    """A time that is free for a call."""

    person: str
    starts_at: datetime
    in_time: bool


class Waiting:
    """What is still to be planned, in the name of the context's person."""

    context: Context

    def to_plan(self, text: str = "") -> "array[int]":
        """The keys of open calls without an open visit, by the time left.

        Args:
            text: A filter of calls, as typed; its order wins.
        """
        found = CallLists(self.context).ids(text if "sort:" in text else f"{text} sort:left".strip()).ids
        with self.context.store.read() as session:
            planned = rows.planned_calls(session=session)
        return array("q", [each for each in found if each not in planned])

    def waiting(self, ids: Sequence[int]) -> list[ToPlan]:
        """These calls, in this order, with the length of a visit."""
        calls = CallLists(self.context)
        found = calls.rows(ids)
        left = calls.left(found)
        with self.context.store.read() as session:
            lengths = {each.name: each.visit_s for each in lists.entries(session=session, list_name="type")}
        return [
            ToPlan(row, left.get(row.id), lengths.get(row.type or "") or rules.DEFAULT_S) for row in found
        ]

    def offers(self, calls: Sequence[ToPlan], first: date) -> dict[int, tuple[Offer, ...]]:
        """Who is free first for each of these calls from a day on: one time a person, the earliest first.

        Whose territory it is, or whose name stands on the call, goes first among those who are free on the same day.
        """
        context = self.context
        since = max(context.now(), midnight(context, first))
        until = since + LOOK_AHEAD
        with context.store.read() as session:
            people = list(known(context, session, since, until).values())
            ways = ways_of(session)
        found = {}
        for each in calls:
            call, offered = each.call, []
            for person in people:
                at = earliest(
                    person.diary, each.length_s, call.territory, ways, seconds_of(since), seconds_of(until)
                )
                if at is None:
                    continue
                start = instant_of(at)
                far = person.worker.code != call.technician and person.worker.territory != call.territory
                in_time = each.due is None or start + timedelta(seconds=each.length_s) <= each.due
                day = start.astimezone(context.zone).date()
                offered.append(((not in_time, day, far, at), Offer(person.worker.code, start, in_time)))
            offered.sort(key=lambda one: (one[0], one[1].person))
            found[call.id] = tuple(offer for _order, offer in offered[:OFFERS])
        return found
