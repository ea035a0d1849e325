"""A day of one technician, who fell ill or is wanted elsewhere, given to the others: proposed first, then one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import giving
from svc_tui.domain.planning.absences import REASONS, reason_of
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
from svc_tui.services.planning.proposing import DAYS, Proposed, jobs_of, proposed, reasons
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.planning import people, rows
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

STAYS: dict[How, str] = {
    "hour": N_("its hour stays"),
    "day": N_("the same day"),
    "later": N_("nobody is free that day"),
}


@dataclass(frozen=True)
class Handed(Proposed):
    """A visit, and who takes it when."""

    visit: VisitRow
    giver: str
    """Who would have gone."""

    @property
    def technicians(self) -> tuple[str, ...]:
        """Who goes then, in the order in which they went before."""
        return tuple(self.person if each == self.giver else each for each in self.visit.technicians)


@dataclass(frozen=True)
class Left:
    """A visit that stays where it is."""

    visit: VisitRow
    why: Note


@dataclass(frozen=True)
class Away:
    """A day of a technician, as it would be given to others."""

    person: str
    day: date
    visits: tuple[Handed, ...]
    """By their beginning."""
    left: tuple[Left, ...]
    """What nobody takes, and why."""


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
        context = self.context
        day = day or context.today
        begin, end = midnight(context, day), midnight(context, day + timedelta(days=1))
        now = context.now()
        until = max(end, now) + timedelta(days=DAYS)
        with context.store.read() as session:
            code = reading.code_of(session, "person", "code", person)
            if code is None:
                raise reading.missing(session, "person", "code", person)
            visits = [
                row
                for row in rows.between(session=session, start=begin, end=end, person=code)
                if row.starts_at >= begin and row.status != "done"
            ]
            asked = [row for row in visits if row.status == "planned" and row.is_open]
            found = known(context, session, min(begin, now), until, to)
            found.pop(code, None)
            ways = ways_of(session)
            calls = {row.id: row for row in CallLists(context).rows([row.call_id for row in asked])}
            jobs = {job.key: job for job in jobs_of(session, tuple(calls.values()), sorted(found))}
        held = [
            Held(
                replace(jobs[row.call_id], key=row.number, length=_seconds(row), territory=row.territory),
                seconds_of(row.starts_at),
                tuple(each for each in row.technicians if each != code),
            )
            for row in asked
        ]
        chosen = giving.give_away(
            held, [each.diary for each in found.values()], ways, seconds_of(now),
            (seconds_of(begin), seconds_of(end)), seconds_of(until),
        )  # fmt: skip
        handed = [
            _handed(calls[row.call_id], row, code, *chosen[row.number])
            for row in asked
            if row.number in chosen
        ]
        left = tuple(Left(row, _why_not(row)) for row in visits if row.number not in chosen)
        return Away(code, day, tuple(sorted(handed, key=lambda each: (each.starts_at, each.person))), left)

    def give(self, away: Away, absent: str = "") -> Outcomes:
        """Give the visits to others as they stand there; one act, one undo.

        What has no time any more, or was changed meanwhile, is refused and stops no other.

        Args:
            away: What `give_away` proposed, changed as somebody wants it.
            absent: Why the person is away that day, where that is to be written down too.

        Raises:
            BadUsage: there is no such reason.
            Refused: the only visit refused it.
        """
        reason = reason_of(absent) if absent else None
        if absent and reason is None:
            raise BadUsage(
                N_("{word} is no reason. Take one of: {reasons}."), word=absent, reasons=", ".join(REASONS)
            )

        def gone(unit: "UnitOfWork") -> None:
            there = people.absences(session=unit.session, first=away.day, last=away.day, person=away.person)
            if reason and all(each.hours for each in there):
                Absences(self.context).write_on(
                    unit, {"person": away.person, "first": away.day, "reason": reason}
                )

        moves = [
            Moved(each.visit.number, each.visit.version, each.technicians, each.starts_at)
            for each in away.visits
        ]
        title = note(
            N_("The visits of {person} on {day} given to others"),
            person=away.person,
            day=away.day.isoformat(),
        )
        return VisitEdit(self.context).move_all(moves, title, gone if reason else None)


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
        row,
        giver,
    )


def _why_not(row: VisitRow) -> Note:
    if row.status != "planned":
        return note(N_("it has begun, or somebody is on the way"))
    if not row.is_open:
        return note(N_("its call is closed"))
    if len(row.technicians) > 1:
        return note(N_("others go too, and nobody else is free then"))
    return note(N_("nobody is free in the next {days} days"), days=DAYS)
