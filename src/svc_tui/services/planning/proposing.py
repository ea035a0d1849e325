"""Plan these on the best days: a proposal for many calls with the reason of each, changed before it is applied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import proposal, rules
from svc_tui.domain.planning.proposal import Choice, Job
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.language import duration_words
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.planning.board import midnight
from svc_tui.services.planning.diaries import known, ways_of
from svc_tui.services.planning.edit import VisitEdit, Wanted
from svc_tui.services.planning.weighing import Asked
from svc_tui.services.queues.available import wanted_of
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.company import lists
from svc_tui.storage.planning import rows as stored
from svc_tui.storage.queues.people import Past

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

DAYS = 14
"""So many days are looked at unless it is said."""


@dataclass(frozen=True)
class Proposed:
    """A visit of a proposal."""

    call: CallRow
    person: str
    starts_at: datetime
    ends_at: datetime
    in_time: bool
    """It ends before the call is due."""
    way_s: int
    """Seconds of way that it adds to the technician's day."""
    why: tuple[Note, ...]
    """The reasons, in words."""
    against: tuple[Note, ...] = ()
    """What speaks against it since it was changed by hand, and the next free time."""
    overlaps: bool = False
    """It would be refused as it stands."""

    @property
    def technicians(self) -> tuple[str, ...]:
        """Who goes."""
        return (self.person,)

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    @property
    def asked(self) -> Asked:
        """The visit as the rules weigh it."""
        call = self.call
        return Asked(
            self.technicians, self.starts_at, self.ends_at, call.territory, due_of(call), self.visit_number,
            f"{call.number} ({call.customer_name})",
        )  # fmt: skip

    @property
    def visit_number(self) -> int:
        """Of the visit, where it is there already."""
        return 0

    def at(self, starts_at: datetime, person: str | None = None, length: timedelta | None = None) -> Self:
        """The same at another time, with another technician or as long as somebody wants it."""
        end = starts_at + (length or self.length)
        due = due_of(self.call)
        why = (
            note(N_("chosen by hand")),
            _due_words(None if due is None else seconds_of(due), seconds_of(end)),
        )
        return replace(
            self, starts_at=starts_at, ends_at=end, person=person or self.person, way_s=0,
            in_time=due is None or end <= due, why=why,
        )  # fmt: skip

    def left(self, why: Note) -> "LeftOut":
        """No visit, for this reason."""
        return LeftOut(self.call, why, self.length)


@dataclass(frozen=True)
class LeftOut:
    """A call without a visit in a proposal."""

    call: CallRow
    why: Note
    length: timedelta
    """How long a visit would last."""

    @property
    def refused(self) -> Note | None:
        """Why nobody can be chosen for it by hand."""
        return None

    def given(self, person: str, starts_at: datetime) -> Proposed:
        """A visit for it after all."""
        end = starts_at + self.length
        return Proposed(self.call, person, starts_at, end, False, 0, ()).at(starts_at)


@dataclass(frozen=True)
class Proposal:
    """Visits for many calls."""

    visits: tuple[Proposed, ...]
    """By their beginning."""
    left: tuple[LeftOut, ...]
    """Calls for which there is no free time."""

    @property
    def in_time(self) -> int:
        """So many end before their call is due."""
        return sum(each.in_time for each in self.visits)

    @property
    def way_s(self) -> int:
        """Seconds of way that they add together."""
        return sum(each.way_s for each in self.visits)


class Proposals:
    """Plan these on the best days, in the name of the context's person."""

    context: Context

    def propose(
        self,
        calls: Sequence[str] | str,
        *,
        people: Sequence[str] | None = None,
        first: date | None = None,
        days: int = DAYS,
    ) -> Proposal:
        """A time and a technician for each call, by due dates, ways, skills and load. Nothing is written.

        Args:
            calls: Numbers, or a filter of calls; calls that are closed or have an open visit are passed over.
            people: Who may go; None: every active technician.
            first: The first day; today unless it is said.
            days: So many days.

        Raises:
            BadUsage: no days, or no call.
            NotFound: there is no such call.
        """
        if not 1 <= days <= 92:
            raise BadUsage(N_("Propose for 1 to 92 days."))
        context = self.context
        listed = CallLists(context)
        if isinstance(calls, str):
            ids = list(listed.ids(calls).ids)
        else:
            service = Calls(context)
            with context.store.read() as session:
                ids = [service.row(number, session).id for number in dict.fromkeys(calls)]
        rows = [row for row in listed.rows(ids) if row.status_class != "closed"]
        since = max(context.now(), midnight(context, first)) if first else context.now()
        until = midnight(context, since.astimezone(context.zone).date() + timedelta(days=days))
        with context.store.read() as session:
            visited = _visited(session, [row.id for row in rows])
            rows = [row for row in rows if row.id not in visited]
            found = known(context, session, since, until, people)
            ways = ways_of(session)
            jobs = jobs_of(session, rows, sorted(found))
        if not found:
            raise Refused(
                N_("Nobody may go: there is no active technician. Give somebody the role in the set-up.")
            )
        chosen = proposal.propose(
            jobs, [each.diary for each in found.values()], ways, seconds_of(since), seconds_of(until)
        )
        of = {row.id: row for row in rows}
        visits = [proposed(of[each.job.key], each) for each in chosen]
        planned = {each.call.id for each in visits}
        why = note(N_("no time is free on these days"))
        left = tuple(
            LeftOut(of[job.key], why, timedelta(seconds=job.length)) for job in jobs if job.key not in planned
        )
        return Proposal(tuple(sorted(visits, key=lambda each: (each.starts_at, each.person))), left)

    def apply(self, visits: Sequence[Proposed], force: str = "") -> Outcomes:
        """Plan the visits of a proposal; one act, one undo. What has no time any more is refused and stops no other.

        Args:
            visits: As somebody wants them.
            force: Why those that overlap are planned all the same.
        """
        wanted = [Wanted(each.call.number, (each.person,), each.starts_at, each.ends_at) for each in visits]
        return VisitEdit(self.context).plan_all(wanted, force)


def due_of(call: CallRow) -> datetime | None:
    """When a call is due for planning: its resolution, else its next target."""
    return call.resolve_by or call.next_due


def _visited(session: "Session", ids: Sequence[int]) -> set[int]:
    return {row.call_id for row in stored.of_calls(session=session, calls=ids) if row.status in rules.OPEN}


def jobs_of(session: "Session", rows: Sequence[CallRow], people: Sequence[str]) -> list[Job]:
    """What calls want of a visit, by the ids of the calls; who of these people knows such units."""
    lengths = {each.name: each.visit_s for each in lists.entries(session=session, list_name="type")}
    past = Past(session, people)
    jobs = []
    for row in rows:
        due = due_of(row)
        knowing = tuple(each.person for each in past.known(wanted_of(row)) if each.points)
        jobs.append(
            Job(
                row.id, lengths.get(row.type or "") or rules.DEFAULT_S, None if due is None else seconds_of(due),
                row.territory, row.priority == "high", row.technician, knowing,
            )
        )  # fmt: skip
    return jobs


def proposed(call: CallRow, choice: Choice) -> Proposed:
    """A choice as it is shown."""
    start, end = instant_of(choice.start), instant_of(choice.end)
    return Proposed(call, choice.person, start, end, choice.in_time, choice.way, tuple(reasons(choice)))


def reasons(choice: Choice) -> list[Note]:
    """The reasons, the weightiest first."""
    job, found = choice.job, list[Note]()
    if job.due is None or choice.in_time:
        found.append(_due_words(job.due, choice.end))
    else:
        found.append(
            note(N_("late by {time}: no earlier time is free"), time=duration_words(choice.end - job.due))
        )
    if choice.person == job.technician:
        found.append(note(N_("named on the call")))
    elif choice.knows:
        found.append(note(N_("knows such units")))
    if choice.after is not None:
        found.append(note(N_("{minutes} min more of way"), minutes=choice.way // 60))
    else:
        found.append(note(N_("first of the day, {minutes} min of way"), minutes=choice.way // 60))
    if choice.load < 0.5:
        found.append(note(N_("the day is {percent} % full"), percent=round(100 * choice.load)))
    return found


def _due_words(due: int | None, end: int) -> Note:
    """Whether a visit that ends then is in time, and by how much."""
    if due is None:
        return note(N_("nothing is promised"))
    if end <= due:
        return note(N_("in time by {time}"), time=duration_words(due - end))
    return note(N_("late by {time}"), time=duration_words(end - due))
