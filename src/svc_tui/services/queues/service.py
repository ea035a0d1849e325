"""Queues and their members: list with counts, find, write down, change (QU-01 to QU-03)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from svc_tui.domain.company.keys import QUEUES
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import fold
from svc_tui.domain.queues.sharing import Membership
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_, NotFound, Refused, either
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.coded import (
    Beside,
    Choice,
    CodedKind,
    CodedRecords,
    Matches,
    matching,
    nearest_first,
)
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Given, Values
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.queues import members, taking
from svc_tui.services.queues.balance import Balance, Balancing
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import people as reads
from svc_tui.storage.queues import rows as queues
from svc_tui.storage.queues.rows import QueueRow

FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=200, empty=False),
    "manager": Field("person", empty=False),
    "members": Field(),
    "absences": Field("text"),
    "email": Field(longest=200),
    "hours": Field(reads=plain_hours),
    "position": Field("int", empty=False),
    "inactive": Field("flag", empty=False),
}


def _holds_calls(unit: UnitOfWork, code: str, changed: Values) -> list[Note]:
    """QU-03: it is made inactive while it holds open calls."""
    count = queues.open_calls(session=unit.session, code=code) if changed.get("inactive") else 0
    if not count:
        return []
    text = either(
        count,
        N_("{code} still holds {count} open call. Move it to another queue."),
        N_("{code} still holds {count} open calls. Move them to another queue."),
    )
    return [note(text, code=code, count=count)]


def _checked(unit: UnitOfWork, typed: Values) -> dict[str, Any]:
    if typed.get("manager"):
        typed = {**typed, "manager": reading.active_code(unit, "person", "code", typed["manager"])}
    return typed


QUEUE = CodedKind(
    "queue",
    FIELDS,
    needed=("code", "name"),
    lacks=N_("A queue needs a code, a description and a manager."),
    written=N_("Queue {code} written down"),
    changed=(N_("Queue {code} changed"), N_("Queues {code} changed")),
    checked=_checked,
    warnings=_holds_calls,
    given=lambda context: {"manager": context.me},
)
"""QU-01: the manager is the one who writes it down unless another is named."""


class Queues:
    """Shared waiting lists."""

    def __init__(self, context: Context) -> None:
        self._context = context
        kept = members.Members(context)
        beside = Beside(kept.present, kept.read, kept.write)
        self.records = CodedRecords(context, replace(QUEUE, beside=beside), self.find)
        self.new, self.set = self.records.new, self.records.set

    def list(self, *, everyone: bool = True) -> tuple[QueueRow, ...]:
        """Queues in the order of the board, with members and the counts of their open calls."""
        with self._context.store.read() as session:
            return tuple(queues.rows(session=session, now=self._context.now(), everyone=everyone))

    def matching(self, text: str = "", limit: int | None = None) -> Matches[QueueRow]:
        """The queues of a filter text, with members and counts."""
        found = matching(self._context, QUEUES, QueueRow, text, limit)
        counted = {row.code: row for row in self.list()}
        return Matches(tuple(counted.get(row.code, row) for row in found.rows), found.query)

    def find(self, code: str) -> QueueRow:
        """One queue. Raises NotFound, with the nearest code."""
        with self._context.store.read() as session:
            found = queues.row(session=session, code=code, now=self._context.now())
            if found is None:
                raise reading.missing(session, "queue", "code", code)
            return found

    def take_next(self, codes: Sequence[str] = ()) -> Outcomes:
        """Take the most urgent call that nobody has, of these queues or of all that I serve.

        Raises:
            Refused: nothing waits there, a queue is inactive (QU-02), or I serve none.
            NotFound: there is no such queue.
        """
        return taking.take_next(self._context, self._calls, codes)

    def propose(self, code: str) -> Balance:
        """What each member has at hand, and who would get what waits in a queue. Raises NotFound."""
        return self._balancing.propose(code)

    def changed(self, found: Balance, number: str, person: str) -> Balance:
        """A proposal with one call given to another person, or to nobody. Raises NotFound, Refused."""
        return self._balancing.changed(found, number, person)

    def give(self, found: Balance) -> Outcomes:
        """Give out what is proposed as one act, with one undo. Raises Refused: there is nothing to give."""
        return self._balancing.give(found.queue, found.pairs)

    @cached_property
    def _balancing(self) -> Balancing:
        return Balancing(self._context, self._calls)

    @cached_property
    def _calls(self) -> CallLists:
        """What knows the order of the inbox; kept, for it keeps what it learnt of contracts."""
        return CallLists(self._context)

    def search(self, text: str, limit: int = 20) -> tuple[Choice, ...]:
        """Queues that may be chosen (QU-02) whose code or name holds the text."""
        wanted = fold(text.strip())
        found = [row for row in self.list(everyone=False) if wanted in fold(f"{row.code} {row.name}")]
        near = nearest_first([Choice(row.code, row.name, str(row.open)) for row in found], text)
        return tuple(near[:limit])

    def add_member(
        self,
        code: str,
        person: str,
        absent_from: date | None = None,
        absent_to: date | None = None,
        stand_in: str | None = None,
    ) -> QueueRow:
        """Let a person take calls of the queue, with the days on which the person is absent where some are given.

        Raises:
            Refused: the person is not active, the absence ends before it begins, or who stands in cannot.
        """
        with self._context.write() as unit:
            row = reading.row_of(unit, "queue", "code", code)
            who = str(reading.active_code(unit, "person", "code", person))
            wanted = Membership(who, absent_from, absent_to, _active(unit, stand_in))
            self._put(unit, row, wanted, joins=True)
            unit.call_it(N_("{person} added to {code}"), person=who, code=row["code"])
        return self.find(code)

    def remove_member(self, code: str, person: str) -> QueueRow:
        """Take a person out of the queue. Raises NotFound: not a member."""
        with self._context.write() as unit:
            row = reading.row_of(unit, "queue", "code", code)
            who = str(reading.row_of(unit, "person", "code", person)["code"])
            stands = _member(unit, row["code"], who)
            if stands is None:
                raise NotFound(N_("{person} is not a member of {code}."), person=who, code=row["code"])
            members.put(unit, row, stands, None)
            unit.stamp("queue", row["id"])
            unit.call_it(N_("{person} taken out of {code}"), person=who, code=row["code"])
        return self.find(code)

    def absence(
        self,
        person: str,
        first: date | None,
        last: date | None,
        stand_in: str | None = None,
        codes: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Say when a member is absent and who stands in; without days, that he is back. One act for all queues.

        Args:
            person: Who, as typed.
            first: The first day, or none: absent already.
            last: The last day, or none: until further notice.
            stand_in: Who takes the calls meanwhile, as typed.
            codes: In these queues; without one in all of which the person is a member.

        Returns:
            The queues.

        Raises:
            Refused: it ends before it begins, who stands in cannot, or the person serves none of them.
            NotFound: there is no such person or queue.
        """
        with self._context.write() as unit:
            who = str(reading.row_of(unit, "person", "code", person)["code"])
            named = codes or reads.queues_with(session=unit.session, person=who)
            if not named:
                raise Refused(N_("{person} is a member of no queue, so nobody has to stand in."), person=who)
            wanted = Membership(who, first, last, _active(unit, stand_in))
            found = []
            for code in named:
                row = reading.row_of(unit, "queue", "code", code)
                self._put(unit, row, wanted, joins=False)
                found.append(str(row["code"]))
            title = N_("{person} absent in {code}") if first or last else N_("{person} back in {code}")
            unit.call_it(title, person=who, code=", ".join(found))
        return tuple(found)

    def _put(self, unit: UnitOfWork, row: Given, wanted: Membership, *, joins: bool) -> None:
        """One membership with its absence, checked; without days it is only ended where that is what was asked."""
        stands = reads.memberships(session=unit.session, queue=row["code"])
        mine = next((each for each in stands if each.person == wanted.person), None)
        away = bool(wanted.absent_from or wanted.absent_to)
        if not away:
            wanted = mine if mine is not None and joins else members.without_absence(wanted)
        codes = {each.person for each in stands} | ({wanted.person} if joins else set())
        others = [
            each for each in stands if each.person != wanted.person and (each.absent_from or each.absent_to)
        ]
        if away:
            members.check(unit, row["code"], codes, [wanted, *others])
        elif wanted.person not in codes:
            raise NotFound(N_("{person} is not a member of {code}."), person=wanted.person, code=row["code"])
        members.put(unit, row, mine, wanted)
        unit.stamp("queue", row["id"])


def _member(unit: UnitOfWork, queue: str, person: str) -> Membership | None:
    found = reads.memberships(session=unit.session, queue=queue)
    return next((each for each in found if each.person == person), None)


def _active(unit: UnitOfWork, person: str | None) -> str | None:
    return reading.active_code(unit, "person", "code", person) if person else None
