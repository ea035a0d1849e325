"""Balance of a queue: what each member has at hand, and a proposal who gets what waits, given out as one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.queues import sharing
from svc_tui.domain.queues.sharing import Given, Load, Membership, Present
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.calls.service import CALLS
from svc_tui.services.core.acts import run
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.queues import available as asked
from svc_tui.services.sla.left import Lefts
from svc_tui.storage.calls.left import promised_to
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.company import people
from svc_tui.storage.engine.read_models import CODED, missing
from svc_tui.storage.queues import rows as queues
from svc_tui.storage.queues.people import Past

if TYPE_CHECKING:
    from svc_tui.services.calls.open_call import OpenCall
    from svc_tui.storage.session import Session

MOST = 200
"""So many of the most urgent calls are shared out at once; nobody reads more lines than that."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody who is there, and what he has at hand."""

    person: str
    stands_in_for: str
    load: Load


@dataclass(frozen=True, slots=True)
class Line:
    """One call of the proposal."""

    call: CallRow
    left_s: int | None
    person: str
    """Who would get it; empty: nobody, it stays in the queue."""
    why: Note


@dataclass(frozen=True, slots=True)
class Balance:
    """The people of a queue, and who would get what waits in it."""

    queue: str
    stands: tuple[Stand, ...]
    absent: tuple[Membership, ...]
    """Members who are away today."""
    lines: tuple[Line, ...]
    """Most urgent first."""
    waiting: int
    """All calls that nobody has; more than there are lines where there are many."""

    def changed(self, number: str, person: str) -> Balance:
        """The same with one call given to another person, or to nobody."""
        why = note(CHOSEN) if person else note(LEFT_ALONE)
        return replace(
            self,
            lines=tuple(
                replace(line, person=person, why=why) if line.call.number == number else line
                for line in self.lines
            ),
        )

    def gets(self, person: str) -> int:
        """How many calls of the proposal a person would get."""
        return sum(line.person == person for line in self.lines)

    @property
    def pairs(self) -> dict[str, str]:
        """Who gets which call."""
        return {line.call.number: line.person for line in self.lines if line.person}


CHOSEN = N_("chosen by hand")
LEFT_ALONE = N_("left in the queue")


class Balancing:
    """Proposals for queues, and giving them out."""

    def __init__(self, context: Context, calls: CallLists) -> None:
        self._context, self._calls = context, calls
        self._lefts = Lefts(context)

    def propose(self, code: str) -> Balance:
        """Who would get which of the calls that wait in a queue. Raises NotFound.

        Each goes to who knows it, by skills and by past calls of the item, the customer or the group, as long as that
        person has at most two more open calls than the least loaded; else to the least loaded.
        """
        listing = self._calls.ids(f'queue:"{_plain(code)}" is:unassigned is:open')
        with self._context.store.read() as session:
            queue = queues.row(session=session, code=code, now=self._context.now())
            if queue is None:
                raise missing(session, "queue", "code", code)
            present = asked.available(self._context, session, queue.code)
            loads = self._loads(session, present)
            past = Past(session, loads)
            rows = [row for row in self._rows(listing.ids) if row.queue == queue.code]
            known = {row.id: past.known(asked.wanted_of(row)) for row in rows[:MOST]}
        given = sharing.shared_out([row.id for row in rows[:MOST]], loads, known.__getitem__)
        found = {each.call: each for each in given}
        left = self._calls.left(rows[:MOST])
        lines = tuple(
            Line(row, left[row.id], found[row.id].person, why_of(row, found[row.id]))
            if row.id in found
            else Line(row, left[row.id], "", note(N_("nobody is there")))
            for row in rows[:MOST]
        )
        today = self._context.today
        return Balance(
            queue.code,
            tuple(Stand(each.person, each.stands_in_for, loads[each.person]) for each in present),
            tuple(
                each for each in queue.members if sharing.is_absent(each.absent_from, each.absent_to, today)
            ),
            lines,
            len(rows),
        )

    def changed(self, found: Balance, number: str, person: str) -> Balance:
        """The proposal with one call given to another person, or to nobody.

        Raises:
            NotFound: the call is no line of it, or there is no such person.
            Refused: the person is inactive, or away today.
        """
        line = next((each for each in found.lines if each.call.number == number.strip()), None)
        if line is None:
            raise NotFound(N_("{number} does not wait in {queue}."), number=number, queue=found.queue)
        if not person.strip():
            return found.changed(line.call.number, "")
        with self._context.store.read() as session:
            row = people.row(session=session, code=person.strip())
            if row is None:
                raise missing(session, "person", "code", person)
        if not row.active:
            raise Refused(CODED["person"].inactive, code=row.code)
        if any(each.person == row.code for each in found.absent):
            raise Refused(
                N_("{person} is away today. Give the call to somebody who is there."), person=row.code
            )
        return found.changed(line.call.number, row.code)

    def give(self, code: str, pairs: Mapping[str, str]) -> Outcomes:
        """Give calls to people as one act; one undo takes all of it back.

        A call that somebody took, moved or closed since the proposal was made is refused and stays as it is.

        Args:
            code: The queue.
            pairs: Calls by number, and who gets each.

        Raises:
            Refused: there is nothing to give, or the only call of it cannot be given.
        """
        if not pairs:
            raise Refused(N_("Nothing is given out: no call of {queue} has somebody to go to."), queue=code)

        def act(call: OpenCall) -> Note:
            rules.check_open(call.number, call.row.is_open, call.row.closed_at)
            if call.row.assignee:
                raise Refused(
                    N_("{number} is {person}'s meanwhile and stays so."),
                    number=call.number,
                    person=call.row.assignee,
                )
            if call.row.queue != code:
                raise Refused(N_("{number} is no longer in {queue}."), number=call.number, queue=code)
            return call.assign(pairs[call.number])

        return run(self._context, list(pairs), CALLS, N_("{queue} balanced: {calls}"), act, queue=code)

    def _rows(self, ids: Sequence[int]) -> list[CallRow]:
        """Calls that can be worked on: neither paused nor resolved."""
        return [
            row
            for row in self._calls.rows(ids)
            if row.paused_since is None and row.status_class != "resolved"
        ]

    def _loads(self, session: Session, present: Sequence[Present]) -> dict[str, Load]:
        loads = asked.loads_of(self._context, session, [each.person for each in present])
        now, end = self._context.now(), _end_of_today(self._context)
        return {
            code: replace(
                load,
                promised_s=sum(self._lefts(promised_to(session=session, person=code, since=now, end=end))),
            )
            for code, load in loads.items()
        }


def why_of(row: CallRow, given: Given) -> Note:
    """Why a call would go to this person, as it is said beside it."""
    known = given.known
    if known is None:
        return note(N_("has least at hand: {count} open"), count=given.open)
    if known.skills:
        return note(N_("knows {skill}"), skill=known.skills[0])
    if known.items:
        return note(N_("knows {item}: {count} before"), item=row.item, count=known.items)
    if known.customers:
        return note(N_("knows the customer: {count} before"), count=known.customers)
    return note(N_("knows {group}: {count} before"), group=row.item_group, count=known.groups)


def _plain(code: str) -> str:
    return code.replace('"', "")


def _end_of_today(context: Context) -> datetime:
    tomorrow = context.today + timedelta(days=1)
    return datetime.combine(tomorrow, time(), context.zone)
