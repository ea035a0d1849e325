"""Queues and their members: list with counts, find, write down, change (QU-01 to QU-03)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from svc_tui.domain.company.keys import QUEUES
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import fold
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
from svc_tui.services.core.fields import Field, Values
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.queues import taking
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import rows as queues
from svc_tui.storage.queues.rows import QueueRow

FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=200, empty=False),
    "manager": Field("person", empty=False),
    "email": Field(longest=200),
    "inactive": Field("flag", empty=False),
    "members": Field(),
}


def _members(unit: UnitOfWork, text: str, present: Collection[str]) -> list[str]:
    """The codes of those who are named; who is in the queue already may be inactive by now. Raises Refused."""
    found = set()
    for typed in text.replace(",", " ").split():
        code = reading.row_of(unit, "person", "code", typed)["code"]
        found.add(code if code in present else str(reading.active_code(unit, "person", "code", typed)))
    return sorted(found)


def _let(
    unit: UnitOfWork, queue: Mapping[str, Any], present: Collection[str], wanted: Collection[str]
) -> None:
    """Let those who are wanted take calls of the queue, and no others."""
    for person in (each for each in wanted if each not in present):
        unit.insert("queue_member", {"queue": queue["code"], "person": person})
        unit.log("queue", queue["id"], "changed", field="members", new=person)
    for person in (each for each in present if each not in wanted):
        known = queues.member_id(session=unit.session, queue=queue["code"], person=person)
        assert known is not None
        unit.delete("queue_member", known)
        unit.log("queue", queue["id"], "changed", field="members", old=person)
    unit.stamp("queue", queue["id"])


def _present(unit: UnitOfWork, queue: Mapping[str, Any]) -> Values:
    return {"members": sorted(queues.people_of(session=unit.session, queue=queue["code"]))}


def _read(unit: UnitOfWork, given: Values, present: Values) -> Values:
    """Members as they are typed, or as a form read them."""
    wanted = given.get("members") or ()
    if "members" not in given:
        return {}
    if isinstance(wanted, str):
        return {"members": _members(unit, wanted, present["members"])}
    return {"members": sorted(getattr(each, "person", each) for each in wanted)}


def _write(unit: UnitOfWork, queue: Mapping[str, Any], present: Values, wanted: Values) -> None:
    _let(unit, queue, present["members"], wanted["members"])


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
    beside=Beside(_present, _read, _write),
    warnings=_holds_calls,
    given=lambda context: {"manager": context.me},
)
"""QU-01: the manager is the one who writes it down unless another is named."""


class Queues:
    """Shared waiting lists."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records = CodedRecords(context, QUEUE, self.find)
        self.new, self.set = self.records.new, self.records.set

    def list(self, *, everyone: bool = True) -> tuple[QueueRow, ...]:
        """Queues by code, with members and the counts of their open calls."""
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
        self, code: str, person: str, absent_from: date | None = None, absent_to: date | None = None
    ) -> QueueRow:
        """Let a person take calls of the queue, or change the days on which the person is absent.

        Raises:
            Refused: the person is not active, or the absence ends before it begins.
        """
        if absent_from and absent_to and absent_to < absent_from:
            raise Refused(N_("The absence would end before it begins."))
        with self._context.write() as unit:
            row = reading.row_of(unit, "queue", "code", code)
            who = reading.active_code(unit, "person", "code", person)
            assert who is not None
            unit.stamp("queue", row["id"])
            absence = {"absent_from": absent_from, "absent_to": absent_to}
            known = queues.member_id(session=unit.session, queue=row["code"], person=who)
            if known is None:
                unit.insert("queue_member", {"queue": row["code"], "person": who, **absence})
                unit.log("queue", row["id"], "changed", field="members", new=who)
            else:
                unit.update("queue_member", known, absence)
            unit.call_it(N_("{person} added to {code}"), person=who, code=row["code"])
        return self.find(code)

    def remove_member(self, code: str, person: str) -> QueueRow:
        """Take a person out of the queue. Raises NotFound: not a member."""
        with self._context.write() as unit:
            row = reading.row_of(unit, "queue", "code", code)
            who = reading.row_of(unit, "person", "code", person)["code"]
            known = queues.member_id(session=unit.session, queue=row["code"], person=who)
            if known is None:
                raise NotFound(N_("{person} is not a member of {code}."), person=who, code=row["code"])
            _let(unit, row, [who], [])
            unit.call_it(N_("{person} taken out of {code}"), person=who, code=row["code"])
        return self.find(code)
