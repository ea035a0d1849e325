"""Days of one technician, who fell ill or is wanted elsewhere, given to the others: proposed first, then one act."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import giving
from svc_tui.domain.planning.absences import REASONS, Absence, reason_of
from svc_tui.domain.planning.diary import Span, absent_spans
from svc_tui.domain.planning.giving import Held, How
from svc_tui.domain.planning.proposal import Choice
from svc_tui.domain.sla.coverage import seconds_of
from svc_tui.errors import N_, BadUsage
from svc_tui.language import duration_words
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.board import midnight
from svc_tui.services.planning.diaries import known, ways_of
from svc_tui.services.planning.edit import Moved, VisitEdit
from svc_tui.services.planning.proposing import DAYS, LeftOut, Proposed, jobs_of, proposed, reasons
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.planning import people, rows
from svc_tui.storage.planning.people import AbsenceRow
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session

STAYS: dict[How, str] = {
    "hour": N_("its hour stays"),
    "day": N_("the same day"),
    "later": N_("nobody is free that day"),
}


@dataclass(frozen=True, kw_only=True)
class Handed(Proposed):
    """A visit, and who takes it when."""

    visit: VisitRow
    giver: str
    """Who would have gone."""

    @property
    def technicians(self) -> tuple[str, ...]:
        """Who goes then, in the order in which they went before."""
        return tuple(self.person if each == self.giver else each for each in self.visit.technicians)

    @property
    def visit_number(self) -> int:
        return self.visit.number

    def left(self, why: Note) -> "Left":
        return Left(self.call, why, self.length, self.visit, self.giver)


@dataclass(frozen=True)
class Left(LeftOut):
    """A visit that stays where it is."""

    visit: VisitRow
    giver: str

    @property
    def refused(self) -> Note | None:
        return self.why if self.visit.status != "planned" or not self.visit.is_open else None

    def given(self, person: str, starts_at: datetime) -> Handed:
        end = starts_at + self.length
        new = Handed(
            call=self.call, person=person, starts_at=starts_at, ends_at=end, in_time=False, way_s=0, why=(),
            visit=self.visit, giver=self.giver,
        )  # fmt: skip
        return new.at(starts_at)


@dataclass(frozen=True)
class Away:
    """Days of a technician, as they would be given to others."""

    absence: Absence
    """Who is away, when and why."""
    visits: tuple[Handed, ...]
    """By their beginning."""
    left: tuple[Left, ...]
    """What nobody takes, and why."""

    @property
    def person(self) -> str:
        """Whose days."""
        return self.absence.person

    @property
    def day(self) -> date:
        """The first of them."""
        return self.absence.first


class Giving:
    """Days given to others, in the name of the context's person."""

    context: Context

    def give_away(self, person: str, day: date | None = None, *, to: Sequence[str] | None = None) -> Away:
        """Who of the others takes each visit of a day that is not begun, and when. Nothing is written.

        A visit keeps its hour where somebody is free then, and always where others go too; else it stays on its day,
        else it goes to one of the days after it.

        Args:
            person: Whose day.
            day: Which; today unless it is said.
            to: Who may take them; None: every other active technician.

        Raises:
            NotFound: there is no such person.
        """
        day = day or self.context.today
        return self.gone(Absence(person, day, day), to=to)

    def gone(self, absence: Absence, *, to: Sequence[str] | None = None) -> Away:
        """The same of all that falls into an absence. Raises as `give_away`, and NotFound: nobody stands in so."""
        context, zone = self.context, self.context.zone
        begin, end = midnight(context, absence.first), midnight(context, absence.last + timedelta(days=1))
        spans = absent_spans(absence.first, absence.last, absence.hours, zone.key)
        now = context.now()
        until = max(end, now) + timedelta(days=DAYS)
        with context.store.read() as session:
            code = _person(session, absence.person)
            stand_in = _person(session, absence.stand_in) if absence.stand_in else None
            visits = [
                row
                for row in rows.between(session=session, start=begin, end=end, people=[code])
                if row.starts_at >= begin and row.status != "done" and _hit(row, spans)
            ]
            asked = [row for row in visits if row.status == "planned" and row.is_open]
            found = known(context, session, min(begin, now), until, to)
            found.pop(code, None)
            ways = ways_of(session)
            calls = {row.id: row for row in CallLists(context).rows([row.call_id for row in visits])}
            jobs = {job.key: job for job in jobs_of(session, tuple(calls.values()), sorted(found))}
        held = []
        for row in asked:
            day = row.starts_at.astimezone(zone).date()
            first, last = (seconds_of(midnight(context, day + timedelta(days=n))) for n in (0, 1))
            job = replace(jobs[row.call_id], key=row.number, length=_seconds(row), territory=row.territory)
            others = tuple(each for each in row.technicians if each != code)
            held.append(Held(job, seconds_of(row.starts_at), (first, last), others))
        diaries = [each.diary for each in found.values()]
        chosen = giving.give_away(held, diaries, ways, seconds_of(now), seconds_of(until))
        handed = [
            _handed(calls[row.call_id], row, code, *chosen[row.number])
            for row in asked
            if row.number in chosen
        ]
        left = tuple(
            Left(calls[row.call_id], _why_not(row), row.ends_at - row.starts_at, row, code)
            for row in visits
            if row.number not in chosen
        )
        return Away(
            replace(absence, person=code, stand_in=stand_in),
            tuple(sorted(handed, key=lambda each: (each.starts_at, each.person))),
            left,
        )

    def give(self, away: Away, absent: str = "", force: str = "") -> Outcomes:
        """Give the visits to others as they stand there; one act, one undo.

        What has no time any more, or was changed meanwhile, is refused and stops no other.

        Args:
            away: What `give_away` or `gone` proposed, changed as somebody wants it.
            absent: Why the person is away then, where that is to be written down too.
            force: Why visits that overlap are given all the same.

        Raises:
            BadUsage: there is no such reason.
            Refused: the only visit refused it.
        """
        reason = reason_of(absent) if absent else None
        if absent and reason is None:
            raise BadUsage(
                N_("{word} is no reason. Take one of: {reasons}."), word=absent, reasons=", ".join(REASONS)
            )
        absence = away.absence

        def gone(unit: "UnitOfWork") -> None:
            there = people.absences(
                session=unit.session, first=absence.first, last=absence.last, person=absence.person
            )
            if not any(_holds(each, absence) for each in there):
                Absences(self.context).write_on(unit, {**asdict(absence), "reason": reason})

        moves = [
            Moved(each.visit.number, each.visit.version, each.technicians, each.starts_at, each.ends_at)
            for each in away.visits
        ]
        title = note(
            N_("The visits of {person} on {day} given to others"),
            person=away.person,
            day=away.day.isoformat(),
        )
        return VisitEdit(self.context).move_all(moves, title, gone if reason else None, force)


def _person(session: "Session", code: str) -> str:
    found = reading.code_of(session, "person", "code", code)
    if found is None:
        raise reading.missing(session, "person", "code", code)
    return found


def _hit(row: VisitRow, spans: Sequence[Span]) -> bool:
    start, end = seconds_of(row.starts_at), seconds_of(row.ends_at)
    return any(start < until and end > begin for begin, until in spans)


def _holds(there: AbsenceRow, absence: Absence) -> bool:
    """Whether an absence that is written down says it already."""
    return (
        there.first <= absence.first
        and there.last >= absence.last
        and (not there.hours or there.hours == absence.hours)
    )


def _seconds(row: VisitRow) -> int:
    return round((row.ends_at - row.starts_at).total_seconds())


def _handed(call: CallRow, row: VisitRow, giver: str, choice: Choice, how: How) -> Handed:
    to, why = proposed(call, choice), reasons(choice)
    if how == "hour" and choice.job.due is not None and not choice.in_time:
        why[0] = note(N_("late by {time}, as before"), time=duration_words(choice.end - choice.job.due))
    return Handed(
        to.call,
        to.person,
        to.starts_at,
        to.ends_at,
        to.in_time,
        to.way_s,
        (note(STAYS[how]), *why),
        visit=row,
        giver=giver,
    )


def _why_not(row: VisitRow) -> Note:
    if row.status != "planned":
        return note(N_("it has begun, or somebody is on the way"))
    if not row.is_open:
        return note(N_("its call is closed"))
    if len(row.technicians) > 1:
        return note(N_("others go too, and nobody else is free then"))
    return note(N_("nobody is free in the next {days} days"), days=DAYS)
