"""Absences of people: written down in one line, changed, removed; what visits fall into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import absences as typed
from svc_tui.domain.sla.coverage import instant_of
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values, read_fields
from svc_tui.services.planning.diaries import spans_of
from svc_tui.services.planning.lists import number_of
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.planning import people, rows
from svc_tui.storage.planning.people import AbsenceRow

FIELDS = {
    "person": Field("person", empty=False),
    "reason": Field("choice", choices=tuple(typed.REASONS), empty=False),
    "first": Field("day", empty=False),
    "last": Field("day"),
    "hours": Field(longest=60),
    "note": Field(longest=254),
    "stand_in": Field("person"),
}


@dataclass(frozen=True)
class Gone:
    """An absence that was written down."""

    row: AbsenceRow
    note: Note
    warnings: tuple[Note, ...] = ()
    """The visits that fall into it."""


class Absences:
    """Absences, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def list(
        self, first: date | None = None, last: date | None = None, person: str | None = None
    ) -> tuple[AbsenceRow, ...]:
        """Absences with a day in [first, last], by their beginning; of one person, where one is named."""
        with self.context.store.read() as session:
            code = None if person is None else reading.code_of(session, "person", "code", person)
            if person is not None and code is None:
                raise reading.missing(session, "person", "code", person)
            return tuple(people.absences(session=session, first=first, last=last, person=code))

    def find(self, number: int | str) -> AbsenceRow:
        """One absence. Raises NotFound."""
        with self.context.store.read() as session:
            found = people.absence(session=session, number=_number(number))
        if found is None:
            raise _missing(number)
        return found

    def away(self, line: str) -> Gone:
        """Write one down from its line, `anna mon..fri vacation`. Raises Refused, NotFound."""
        read = typed.read(line, self.context.today)
        return self.new(
            {
                "person": read.person, "first": read.first, "last": read.last, "hours": read.hours,
                "reason": read.reason, "stand_in": read.stand_in, "note": read.note,
            }
        )  # fmt: skip

    def new(self, values: Mapping[str, object]) -> Gone:
        """Write one down from its fields.

        Raises:
            BadUsage: no person or no day.
            NotFound: there is no such person.
            Refused: it ends before it begins, its hours cannot be read, somebody stands in for himself.
        """
        given = {name: value for name, value in self._read(values).items() if value is not None}
        if not given.get("person") or not given.get("first"):
            raise BadUsage(N_("Say who is away and when: person=CODE first=DATE last=DATE."))
        with self.context.write() as unit:
            number, columns = self.write_on(unit, given)
            unit.call_it(N_("{person} is away from {first} to {last}"), **_title(columns))
        return self._gone(number, N_("{person} is away from {first} to {last}."))

    def write_on(self, unit: UnitOfWork, given: Values) -> tuple[int, Values]:
        """Write one down inside an act; values are typed already. Returns its number and columns. Raises as `new`."""
        usual: Values = {"last": given["first"], "reason": "other", "hours": "", "note": "", "stand_in": None}
        columns = self._checked(unit, {**usual, **given})
        number = unit.next_number("absence")
        unit.insert("absence", {"number": number, **columns})
        return number, columns

    def set(self, number: int | str, values: Mapping[str, object]) -> Gone:
        """Change one. Raises as `new`."""
        given = self._read(values)
        row = self.find(number)
        present: Values = {name: getattr(row, name) for name in FIELDS}
        with self.context.write() as unit:
            columns = self._checked(unit, {**present, **given})
            unit.update("absence", row.id, columns)
            unit.call_it(N_("{person} is away from {first} to {last}"), **_title(columns))
        return self._gone(row.number, N_("{person} is away from {first} to {last}."))

    def remove(self, numbers: Sequence[int | str]) -> tuple[AbsenceRow, ...]:
        """The people are there again. Raises NotFound."""
        found = tuple(self.find(number) for number in numbers)
        with self.context.write() as unit:
            for row in found:
                unit.delete("absence", row.id)
            unit.call_it(N_("Absence of {people} removed"), people=", ".join(row.person for row in found))
        return found

    def _read(self, values: Mapping[str, object]) -> Values:
        given = read_fields(FIELDS, values, today=self.context.today)
        for name in ("hours", "note"):
            if name in given:
                given[name] = given[name] or ""
        return given

    def _checked(self, unit: UnitOfWork, columns: Values) -> Values:
        columns["person"] = reading.row_of(unit, "person", "code", columns["person"])["code"]
        columns["last"] = columns["last"] or columns["first"]
        typed.check(columns["first"], columns["last"])
        columns["hours"] = typed.hours_of(columns["first"], columns["hours"] or "")
        if columns["stand_in"]:
            columns["stand_in"] = reading.active_code(unit, "person", "code", columns["stand_in"])
            if columns["stand_in"] == columns["person"]:
                raise Refused(
                    N_("{person} cannot stand in for himself. Name a colleague."), person=columns["person"]
                )
        return columns

    def _gone(self, number: int, words: str) -> Gone:
        row = self.find(number)
        told = note(words, person=row.person, first=row.first.isoformat(), last=row.last.isoformat())
        return Gone(row, told, tuple(self._warnings(row)))

    def _warnings(self, row: AbsenceRow) -> Sequence[Note]:
        """Visits that fall into it and are still to be made."""
        spans = spans_of(row, row.first, row.last, self.context.zone.key)
        if not spans:
            return []
        start, end = instant_of(spans[0][0]), instant_of(spans[-1][1])
        with self.context.store.read() as session:
            found = rows.between(session=session, start=start, end=end, people=[row.person])
        hit = [
            visit
            for visit in found
            if visit.status != "done"
            and any(visit.starts_at < instant_of(b) and visit.ends_at > instant_of(a) for a, b in spans)
        ]
        if not hit:
            return []
        numbers = ", ".join(str(visit.number) for visit in hit)
        first = hit[0].starts_at.astimezone(self.context.zone).date()
        return [
            note(
                N_("Visits fall into it: {numbers}. Give them to others: plan give {person} --day {day}."),
                numbers=numbers,
                person=row.person,
                day=first.isoformat(),
            )
        ]


def _title(columns: Values) -> Values:
    return {
        "person": columns["person"], "first": columns["first"].isoformat(), "last": columns["last"].isoformat(),
    }  # fmt: skip


def _number(text: int | str) -> int:
    try:
        return number_of(text)
    except NotFound:
        raise _missing(text) from None


def _missing(number: object) -> NotFound:
    return NotFound(N_("There is no absence {number}. Look with: plan absence"), number=number)
