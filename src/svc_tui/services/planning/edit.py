"""Visits planned, changed, moved, cancelled, begun and ended; one undo each, a result for each of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from svc_tui.domain.calls.rules import check_technician
from svc_tui.domain.core.moments import shifted
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.domain.planning import rules
from svc_tui.domain.work.rules import Entry
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.language import _
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.service import CALLS
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.outcomes import Outcome, Outcomes, Title, title_for, worded
from svc_tui.services.planning import telling, typed
from svc_tui.services.planning.lists import missing, number_of
from svc_tui.services.planning.weighing import Asked, Weighed, slot, slot_words, weigh
from svc_tui.services.work.lines import log_on
from svc_tui.storage.calls import reads
from svc_tui.storage.company import lists
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.planning import rows
from svc_tui.storage.planning.rows import VisitRecord

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Planned:
    """A visit that was planned."""

    number: int
    note: Note
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A visit of a proposal, as it is to be planned."""

    call: str
    technicians: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Moved:
    """A visit that goes to others or to another time, as somebody saw it."""

    number: int
    version: int
    technicians: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime


@dataclass
class _Open:
    """A visit in a unit of work, with its call."""

    unit: UnitOfWork
    context: Context
    row: VisitRecord
    call: OpenCall
    technicians: tuple[str, ...]
    warnings: list[Note] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its number."""
        return self.row.number

    def write(self, values: Given) -> dict[str, Any]:
        """Change columns. Returns what really changed."""
        changed = self.unit.update("visit", self.row.id, values)
        self.row = self.row._replace(**changed)
        return changed

    def notes(self) -> list[Note]:
        """Rules of kind W that were passed over."""
        return [*self.warnings, *self.call.warnings]


Act = Callable[[_Open], Note]


class VisitEdit:
    """What is written on visits, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    # --- planning

    def new(self, call: str, values: Mapping[str, object] | None = None) -> Planned:
        """Plan a visit for a call.

        Args:
            call: Number of the call.
            values: `technicians` (codes; unless said the call's technician, else the person who plans, where he is
                one), `starts_at` (unless said the next free time that is in time), `ends_at` or `length` (unless said
                that of the call type, else an hour), `place`, `note`, and `force` with the reason why it is planned
                although it overlaps.

        Raises:
            NotFound: there is no such call or person.
            Refused: the call is closed, somebody is no technician, it ends before it begins (SC-25), it overlaps
                another visit and is not forced (SC-26; the sentence says the next free time).
        """
        given = typed.read(self.context, values or {})
        with self.context.write() as unit:
            opened = OpenCall(unit, self.context, call)
            planned = self.plan_on(opened, given)
            unit.call_it(N_("Visit {number} planned for {call}"), number=planned.number, call=opened.number)
        return planned

    def new_on(self, calls: Sequence[str], values: Mapping[str, object] | None = None) -> Outcomes:
        """Plan one visit for each of these calls, each at the next free time after the one before it."""
        given = typed.read(self.context, values or {})

        def act(call: OpenCall) -> Note:
            planned = self.plan_on(call, given)
            call.warnings += planned.warnings
            return planned.note

        return run(self.context, calls, CALLS, N_("{calls}: visits planned"), act)

    def plan_all(self, wanted: Sequence[Wanted], force: str = "") -> Outcomes:
        """Plan the visits of a proposal as they stand there; one act, one undo. What one refuses stops no other.

        `force` is why those that overlap are planned all the same.
        """
        outcomes: list[Outcome] = []
        with self.context.write() as unit:
            for each in wanted:
                given: Values = {
                    "technicians": list(each.technicians), "starts_at": each.starts_at, "ends_at": each.ends_at,
                    "force": force,
                }  # fmt: skip
                try:
                    with unit.attempt(alone=len(wanted) == 1):
                        opened = OpenCall(unit, self.context, each.call)
                        planned = self.plan_on(opened, given)
                except (Refused, NotFound) as error:
                    if len(wanted) == 1:
                        raise
                    refused = Note(error.message, error.values)
                    outcomes.append(Outcome(each.call, False, refused, exit_code=error.exit_code))
                else:
                    outcomes.append(Outcome(opened.number, True, planned.note, planned.warnings))
            done = [each.number for each in outcomes if each.done]
            title = title_for((N_("A visit planned for {calls}"), N_("{count} visits planned")), len(done))
            unit.call_it(title, calls=", ".join(done), count=len(done))
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None, unit.touched)

    def plan_on(self, call: OpenCall, given: Values) -> Planned:
        """Plan a visit inside an act on a call; values are typed already. Raises as `new` does."""
        unit, context = call.unit, self.context
        _check_call(call)
        people = technicians_of(unit.session, given.get("technicians") or self._usual(call))
        length = given.get("length") or self._length(unit.session, call)
        due = call.row.resolve_by or call.row.next_due
        start = given.get("starts_at")
        if start is None:
            found = slot(context, unit.session, people, length, call.row.territory, due)
            if found is None:
                raise Refused(
                    N_("{people} has no free time in the next weeks. Say when: starts_at=TIME force=REASON."),
                    people=", ".join(people),
                )
            start = found.starts_at
        times = typed.times(given, start, length)
        rules.check_times(times["starts_at"], times["ends_at"])
        asked = Asked(people, times["starts_at"], times["ends_at"], call.row.territory, due)
        weighed, reason = self._weighed(unit, asked, given)
        number = unit.next_number("visit")
        unit.insert(
            "visit",
            {
                "number": number, "call_id": call.id, **times, "status": "planned",
                "place": given.get("place"), "note": given.get("note") or "", "forced": reason, "created_at": unit.at,
            },
        )  # fmt: skip
        for person in people:
            unit.insert("visit_technician", {"visit": number, "person": person}, log=None)
        call.log("visit planned", field="visits", new=str(number))
        telling.planned(call, context, people, times["starts_at"])
        if call.row.technician is None:
            call.write(technician=people[0])
        at = times["starts_at"].astimezone(context.zone)
        told = note(
            N_("Visit {number} for {call}: {people}, {at}"), number=number, call=call.number,
            people=", ".join(people), at=at,
        )  # fmt: skip
        return Planned(number, told, self._told(weighed))

    def _usual(self, call: OpenCall) -> list[str]:
        """Who goes where nobody is named: the call's technician, else who plans it, where he is one."""
        if call.row.technician:
            return [call.row.technician]
        me = reads.person(session=call.unit.session, code=self.context.me)
        if me is not None and "technician" in me.roles and me.active:
            return [me.code]
        raise BadUsage(
            N_("Say who goes to {call}: technicians=CODE. The call names no technician."), call=call.number
        )

    @staticmethod
    def _length(session: Session, call: OpenCall) -> int:
        entry = lists.entry(session=session, list_name="type", name=call.row.type) if call.row.type else None
        return (entry.visit_s if entry is not None else None) or rules.DEFAULT_S

    def _weighed(self, unit: UnitOfWork, asked: Asked, given: Given) -> tuple[Weighed, str | None]:
        """What speaks against it, and why it is forced. Raises Refused: it overlaps and is not forced (SC-26)."""
        weighed = weigh(self.context, unit.session, asked)
        reason = clean_line(str(given["force"])) if given.get("force") else None
        if weighed.overlaps and not reason:
            first = weighed.warnings[[each.kind for each in weighed.against].index("overlap")]
            where = slot_words(self.context, weighed)
            raise Refused(
                N_("{what} {slot} Or plan it all the same: force=REASON."), what=worded(first, _),
                slot=worded(where, _) if where else "",
            )  # fmt: skip
        return weighed, reason if weighed.overlaps else None

    def _told(self, weighed: Weighed) -> tuple[Note, ...]:
        where = slot_words(self.context, weighed)
        return (*weighed.warnings, *((where,) if where else ()))

    # --- changing

    def set(
        self,
        numbers: Sequence[int | str],
        values: Mapping[str, object],
        *,
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change visits: other technicians, another time, place or note; a beginning that moves takes its end along.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only one refused it: it is done or cancelled, its call is closed, it overlaps and is not
                forced.
        """
        given = typed.read(self.context, values)
        if not given:
            raise BadUsage(
                N_("Say what to change: KEY=VALUE, such as starts_at='mon 9' or technicians=CODE.")
            )

        def act(one: _Open) -> Note:
            return self._change(one, dict(given), if_version, base)

        return self._act(numbers, (N_("Visit {numbers} changed"), N_("Visits {numbers} changed")), act)

    def move(
        self,
        numbers: Sequence[int | str],
        *,
        by: timedelta | str | None = None,
        to: datetime | None = None,
        technicians: Sequence[str] | None = None,
        longer: timedelta | None = None,
        force: str = "",
    ) -> Outcomes:
        """Move visits in time or to other technicians, or stretch them.

        Args:
            numbers: The visits.
            by: So much later, or earlier; as it is typed (`1h`, `+1d`, `-30m`) days keep the hour.
            to: Let them begin then.
            technicians: Who goes instead.
            longer: So much longer, or shorter; the beginning stays.
            force: Why, where it overlaps.

        Raises:
            Refused: `by` is no duration; the only one refused it.
        """
        if by is not None:
            self._shifted(self.context.now(), by)  # a slip is said once, not for each of many

        def act(one: _Open) -> Note:
            given: Values = {"force": force} if force else {}
            start = to if by is None else self._shifted(one.row.starts_at, by)
            if start is not None:
                given["starts_at"] = start
            if longer is not None:
                given["ends_at"] = (start or one.row.starts_at) + (
                    one.row.ends_at - one.row.starts_at + longer
                )
            if technicians is not None:
                given["technicians"] = list(technicians)
            return self._change(one, given, None, None)

        return self._act(numbers, (N_("Visit {numbers} moved"), N_("Visits {numbers} moved")), act)

    def _shifted(self, at: datetime, by: timedelta | str) -> datetime:
        return at + by if isinstance(by, timedelta) else shifted(by, at, self.context.zone)

    def move_all(
        self,
        moves: Sequence[Moved],
        title: Note,
        first: Callable[[UnitOfWork], None] | None = None,
        force: str = "",
    ) -> Outcomes:
        """Move each visit to its own time and technicians; one act, one undo. What one refuses stops no other.

        Args:
            moves: The visits; one that was changed since it was seen is refused.
            title: How the act is called in the undo list.
            first: What is written before, in the same act.
            force: Why those that overlap are moved all the same.

        Raises:
            Refused: the only one refused it, and there is nothing else to write.
        """
        alone = len(moves) == 1 and first is None
        outcomes: list[Outcome] = []
        with self.context.write() as unit:
            if first is not None:
                first(unit)
            for each in moves:
                try:
                    with unit.attempt(alone=alone):
                        one = self._open(unit, each.number)
                        if one.row.version != each.version:
                            raise Refused(
                                N_("Visit {number} was changed meanwhile. Look at it again."),
                                number=each.number,
                            )
                        given: Values = {
                            "starts_at": each.starts_at, "ends_at": each.ends_at,
                            "technicians": list(each.technicians), "force": force,
                        }  # fmt: skip
                        told = self._change(one, given, None, None)
                except (Refused, NotFound) as error:
                    if alone:
                        raise
                    refused = Note(error.message, error.values)
                    outcomes.append(Outcome(str(each.number), False, refused, exit_code=error.exit_code))
                else:
                    outcomes.append(Outcome(str(each.number), True, told, tuple(one.notes())))
            unit.call_it(title.text, **title.values)
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None, unit.touched)

    def _change(self, one: _Open, given: Values, if_version: int | None, base: Given | None) -> Note:
        rules.check_open(one.number, one.row.status)
        _check_call(one.call)
        columns: Values = {name: given[name] for name in ("place", "note") if name in given}
        if "note" in columns:
            columns["note"] = columns["note"] or ""
        if {"starts_at", "ends_at", "length"} & given.keys():
            row = one.row
            columns |= typed.times(
                given, row.starts_at, rules.length_of(row.starts_at, row.ends_at), row.ends_at
            )
            rules.check_times(columns["starts_at"], columns["ends_at"])
        people = one.technicians
        if given.get("technicians"):
            people = tuple(technicians_of(one.unit.session, given["technicians"]))
        present = {**one.row._asdict(), "technicians": list(one.technicians)}
        wanted = {**columns, "technicians": list(people)} if people != one.technicians else columns
        name = f"visit {one.number}"
        settled = settle(one.unit, "visit", present, wanted, name=name, if_version=if_version, base=base)
        people = tuple(settled.pop("technicians", one.technicians))
        moved = people != one.technicians or any(
            name in settled and settled[name] != getattr(one.row, name) for name in ("starts_at", "ends_at")
        )
        if moved:
            start, end = (settled.get(name, getattr(one.row, name)) for name in ("starts_at", "ends_at"))
            due = one.call.row.resolve_by or one.call.row.next_due
            asked = Asked(people, start, end, one.call.row.territory, due, one.number)
            weighed, settled["forced"] = self._weighed(one.unit, asked, given)
            one.warnings += self._told(weighed)
        before, changed = one.technicians, one.write(settled)
        if people != one.technicians:
            self._send(one, people)
            changed["technicians"] = people
        if not changed:
            return note(N_("Visit {number}: nothing changed"), number=one.number)
        telling.changed(one.call, self.context, before, people, one.row.starts_at, moved=moved)
        if moved:
            at = one.row.starts_at.astimezone(self.context.zone)
            message = N_("Visit {number} moved: {people}, {at}")
            return note(message, number=one.number, people=", ".join(people), at=at)
        fields = ", ".join(sorted(changed))
        return note(N_("Visit {number}: {fields} changed"), number=one.number, fields=fields)

    def _send(self, one: _Open, people: Sequence[str]) -> None:
        """Let others go; who leads stands first, so all rows are written anew where the order changes."""
        stands = rows.technician_ids(session=one.unit.session, visit=one.number)
        kept = [person for person in stands if person in people]
        if kept != list(people[: len(kept)]):
            kept = []
        for person, row_id in stands.items():
            if person not in kept:
                one.unit.delete("visit_technician", row_id)
        for person in people:
            if person not in kept:
                one.unit.insert("visit_technician", {"visit": one.number, "person": person}, log=None)
        one.unit.stamp("visit", one.row.id)
        one.unit.log(
            "visit", one.row.id, "changed", field="technicians", old=", ".join(one.technicians),
            new=", ".join(people),
        )  # fmt: skip
        one.technicians = tuple(people)

    def cancel(self, numbers: Sequence[int | str], why: str = "") -> Outcomes:
        """Cancel visits that are not done; why goes into the call's history."""
        reason = clean_line(why)

        def act(one: _Open) -> Note:
            rules.check_open(one.number, one.row.status)
            one.write({"status": "cancelled"})
            words = f"{one.number}: {reason}" if reason else str(one.number)
            one.call.log("visit cancelled", field="visits", old=words)
            telling.cancelled(one.call, self.context, one.technicians, one.row.starts_at)
            return note(N_("Visit {number} cancelled"), number=one.number)

        return self._act(numbers, (N_("Visit {numbers} cancelled"), N_("Visits {numbers} cancelled")), act)

    # --- on site

    def set_off(self, numbers: Sequence[int | str]) -> Outcomes:
        """Say that the technician is on the way."""

        def act(one: _Open) -> Note:
            rules.check_open(one.number, one.row.status)
            if one.row.status == "working":
                raise Refused(
                    N_("Visit {number} has begun already. Check out when you leave."), number=one.number
                )
            one.write({"status": "on_the_way"})
            return note(N_("On the way to visit {number}"), number=one.number)

        return self._act(numbers, N_("On the way to {numbers}"), act)

    def check_in(self, numbers: Sequence[int | str], at: datetime | None = None) -> Outcomes:
        """Arrive: now, or at an instant before."""

        def act(one: _Open) -> Note:
            when = at or one.unit.at
            rules.check_in(one.number, one.row.status, when, one.unit.at)
            _check_call(one.call)
            one.write({"status": "working", "checked_in_at": when})
            one.call.log("visit begun", field="visits", new=str(one.number))
            message = N_("Visit {number} begun at {at}")
            return note(message, number=one.number, at=when.astimezone(self.context.zone))

        return self._act(numbers, N_("Arrived at {numbers}"), act)

    def check_out(
        self, numbers: Sequence[int | str], at: datetime | None = None, told: str = "", *, log: bool = True
    ) -> Outcomes:
        """Leave: now, or at an instant before. The time from arriving to leaving goes into the work log of the call,
        for each technician, with the contract's proposal of who pays.

        Args:
            numbers: The visits.
            at: When, unless it is now.
            told: What was done, for the work log.
            log: Write the work log.
        """
        words = clean(told).strip()

        def act(one: _Open) -> Note:
            when = at or one.unit.at
            rules.check_out(one.number, one.row.status, one.row.checked_in_at, when, one.unit.at)
            arrived = one.row.checked_in_at
            assert arrived is not None
            seconds = round((when - arrived).total_seconds())
            if log and seconds:
                self._log(one, arrived, when, words)
            one.write({"status": "done", "checked_out_at": when})
            one.call.log("visit done", field="visits", new=str(one.number))
            return note(N_("Visit {number} done, {minutes} min"), number=one.number, minutes=seconds // 60)

        return self._act(numbers, (N_("Visit {numbers} done"), N_("Visits {numbers} done")), act)

    def _log(self, one: _Open, arrived: datetime, left: datetime, words: str) -> None:
        if not one.call.row.is_open:
            one.warnings.append(
                note(N_("{number} is closed, so no time was logged on it."), number=one.call.number)
            )
            return
        for person in one.technicians:
            entry = Entry(
                kind="labour", seconds=round((left - arrived).total_seconds()), starts_at=arrived, ends_at=left,
                note=words, who=person,
            )  # fmt: skip
            one.warnings.append(log_on(one.call, entry))

    # --- inside an act

    def _open(self, unit: UnitOfWork, text: int | str) -> _Open:
        number = number_of(text)
        row = rows.record(session=unit.session, number=number)
        if row is None:
            raise missing(number)
        call = OpenCall(unit, self.context, str(unit.row("call", row.call_id)["number"]))
        people = rows.technicians(session=unit.session, visits=[number]).get(number, ())
        return _Open(unit, self.context, row, call, people)

    def _act(self, numbers: Sequence[int | str], title: Title, act: Act) -> Outcomes:
        opening = Opening[_Open](
            lambda unit, _context, text: self._open(unit, text), lambda one: str(one.number), _Open.notes
        )
        return run(self.context, numbers, opening, title, act)


def _check_call(call: OpenCall) -> None:
    """A visit is for an open call."""
    if not call.row.is_open:
        raise Refused(
            N_("{number} is closed; nobody visits it any more. Reopen the call first."), number=call.number
        ).cured_by("call.reopen")


def technicians_of(session: Session, codes: Sequence[str]) -> list[str]:
    """Who goes, by codes as they are written. Raises NotFound; Refused: not a technician (SC-13)."""
    found = []
    for code in codes:
        person = reads.person(session=session, code=code)
        if person is None:
            raise NotFound(
                N_("There is no person {code}. Type a part of the name to see who there is."), code=code
            )
        check_technician(person.code, person.roles, person.active)
        found.append(person.code)
    return list(dict.fromkeys(found))
