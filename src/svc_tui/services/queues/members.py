"""The members of a queue and their absences, as people type them and as they are kept.

An absence is a line: who, from when to when, and who takes the calls meanwhile: `anna 2026-12-24..2027-01-06 bruno`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from svc_tui.domain.core.days import read_day
from svc_tui.domain.queues.sharing import Membership, meet
from svc_tui.errors import N_, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.queues import people
from svc_tui.storage.queues import rows as queues

FORM = N_(
    "{text} is no absence. Write who, from when to when, and who stands in: anna 2026-12-24..2027-01-06 bruno."
)
BACKWARDS = N_("The absence of {person} would end on {last}, before it begins on {first}.")


class Members:
    """What belongs to a queue and is no column of it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def present(self, unit: UnitOfWork, queue: Given) -> Values:
        """Members by code, and those of them who have an absence."""
        found = people.memberships(session=unit.session, queue=queue["code"])
        return {"members": [each.person for each in found], "absences": _absences(found)}

    def read(self, unit: UnitOfWork, given: Values, present: Values) -> Values:
        """Both as they are typed, or as a form read them. Raises NotFound, Refused."""
        found: Values = {}
        if "members" in given:
            wanted = given["members"] or ()
            if isinstance(wanted, str):
                found["members"] = _typed(unit, wanted, present["members"])
            else:
                found["members"] = sorted(getattr(each, "person", each) for each in wanted)
        if "absences" in given:
            told = given["absences"] or ()
            if isinstance(told, str):
                told = [self._absence(unit, line) for line in lines_of(told)]
            found["absences"] = _absences(told)
        return found

    def write(self, unit: UnitOfWork, queue: Given, present: Values, wanted: Values) -> None:
        """Let those who are wanted take calls of the queue, and no others, with these absences. Raises Refused."""
        members, absences = wanted["members"], wanted["absences"]
        if absences == present["absences"]:  # nothing was said of them: who leaves takes his along
            absences = tuple(each for each in absences if each.person in members)
        check(unit, queue["code"], members, absences)
        away = {each.person: each for each in absences}
        stands = {each.person: each for each in people.memberships(session=unit.session, queue=queue["code"])}
        for person in members:
            put(unit, queue, stands.get(person), away.get(person, Membership(person)))
        for person in stands.keys() - set(members):
            put(unit, queue, stands[person], None)
        unit.stamp("queue", queue["id"])

    def _absence(self, unit: UnitOfWork, line: str) -> Membership:
        """One absence as it is typed."""
        words = line.split()
        if not 2 <= len(words) <= 3:
            raise Refused(FORM, text=line)
        first, dots, last = words[1].partition("..")
        if not first and not last:
            raise Refused(FORM, text=line)
        today = self._context.today
        begins = read_day(first, today=today) if first else None
        ends = read_day(last, today=begins or today) if last else None if dots else begins
        return Membership(
            str(reading.row_of(unit, "person", "code", words[0])["code"]), begins, ends,
            reading.active_code(unit, "person", "code", words[2]) if len(words) == 3 else None,
        )  # fmt: skip


def lines_of(text: str) -> list[str]:
    """The absences of a text: one a line, or with a semicolon between them."""
    return [line.strip() for line in text.replace(";", "\n").split("\n") if line.strip()]


def in_words(absence: Membership) -> str:
    """An absence as it is typed."""
    first, last = (day.isoformat() if day else "" for day in (absence.absent_from, absence.absent_to))
    days = first if first == last else f"{first}..{last}"
    return " ".join(filter(None, (absence.person, days, absence.stand_in)))


def check(unit: UnitOfWork, queue: str, members: Collection[str], absences: Sequence[Membership]) -> None:
    """Is each absence of a member, does it end after it begins, and is who stands in there meanwhile.

    Raises:
        Refused: with the sentence for the first that is not.
    """
    twice = [each.person for each in absences]
    for absence in absences:
        person, first, last, stand_in = (
            absence.person,
            absence.absent_from,
            absence.absent_to,
            absence.stand_in,
        )
        if person not in members:
            raise Refused(
                N_("{person} is not a member of {code}. Let {person} take its calls first, or leave the absence out."),
                person=person, code=queue,
            )  # fmt: skip
        if twice.count(person) > 1:
            raise Refused(
                N_("{person} has two absences. A member has one at a time; write one of them."), person=person
            )
        if first and last and last < first:
            raise Refused(BACKWARDS, person=person, first=first, last=last)
        if stand_in is None:
            continue
        if stand_in == person:
            raise Refused(N_("{person} cannot stand in for himself. Name a colleague."), person=person)
        others = [*absences, *people.absences_of(session=unit.session, person=stand_in, but=queue)]
        for other in others:
            if other.person == stand_in and meet(first, last, other.absent_from, other.absent_to):
                raise Refused(
                    N_("{stand_in} is absent too: {absence}. Name somebody who is there."),
                    stand_in=stand_in, absence=in_words(other),
                )  # fmt: skip


def put(
    unit: UnitOfWork, queue: Mapping[str, Any], stands: Membership | None, wanted: Membership | None
) -> None:
    """Make of one membership what is wanted, and tell the queue's history; what is equal is left alone."""
    if stands == wanted:
        return
    if wanted is None:
        assert stands is not None
        unit.delete("queue_member", _id(unit, queue, stands.person))
        unit.log("queue", queue["id"], "changed", field="members", old=stands.person)
        return
    absence = {
        "absent_from": wanted.absent_from, "absent_to": wanted.absent_to, "stand_in": wanted.stand_in,
    }  # fmt: skip
    if stands is None:
        unit.insert("queue_member", {"queue": queue["code"], "person": wanted.person, **absence})
        unit.log("queue", queue["id"], "changed", field="members", new=wanted.person)
        stands = Membership(wanted.person)
    else:
        unit.update("queue_member", _id(unit, queue, wanted.person), absence)
    if stands != wanted:
        old, new = (in_words(each) if _absences([each]) else None for each in (stands, wanted))
        unit.log("queue", queue["id"], "changed", field="absences", old=old, new=new)


def without_absence(member: Membership) -> Membership:
    """The same, there on every day."""
    return replace(member, absent_from=None, absent_to=None, stand_in=None)


def _id(unit: UnitOfWork, queue: Mapping[str, Any], person: str) -> int:
    known = queues.member_id(session=unit.session, queue=queue["code"], person=person)
    assert known is not None
    return known


def _absences(found: Iterable[Any]) -> tuple[Membership, ...]:
    """Those who have one, by code; of any read model with these columns."""
    return tuple(
        sorted(
            (
                Membership(each.person, each.absent_from, each.absent_to, each.stand_in)
                for each in found
                if each.absent_from or each.absent_to
            ),
            key=lambda each: (each.person, each.absent_from or date.min),
        )
    )


def _typed(unit: UnitOfWork, text: str, present: Collection[str]) -> list[str]:
    """The codes of those who are named; who is in the queue already may be inactive by now. Raises Refused."""
    found = set()
    for typed in text.replace(",", " ").split():
        code = reading.row_of(unit, "person", "code", typed)["code"]
        found.add(code if code in present else str(reading.active_code(unit, "person", "code", typed)))
    return sorted(found)
