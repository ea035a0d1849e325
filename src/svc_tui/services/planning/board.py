"""Technicians by days: who works when, who is away, which visits lie where, how full each day is; what a move would do.

One reading for a day, a week or a month; screens and the command line show the same values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import shifted, to_utc
from svc_tui.domain.planning.diary import Span, Ways
from svc_tui.domain.planning.rules import OPEN, travel_s
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.planning import weighing
from svc_tui.services.planning.diaries import Known, known, spans_of, stop_of, ways_of
from svc_tui.services.planning.lists import VisitLists
from svc_tui.services.planning.weighing import Asked, Slot, Weighed
from svc_tui.storage.planning import people, rows
from svc_tui.storage.planning.people import AbsenceRow
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Lane:
    """One technician's day."""

    person: str
    name: str
    territory: str | None
    work: tuple[Stretch, ...]
    """When he works that day, without absences."""
    away: tuple[Stretch, ...]
    """When he is absent."""
    absences: tuple[AbsenceRow, ...]
    """Why."""
    holiday: bool
    """The day is a holiday of his, or the company is closed."""
    visits: tuple[VisitRow, ...]
    """Not cancelled, by their beginning."""
    work_s: int
    """Seconds he works."""
    planned_s: int
    """Seconds of his visits."""
    travel_s: int
    """Seconds on the way: to the first visit from where his day begins, and from each to the next."""

    @property
    def load(self) -> float:
        """How full the day is: 1 is full."""
        return (self.planned_s + self.travel_s) / self.work_s if self.work_s else float(self.planned_s > 0)


@dataclass(frozen=True)
class Board:
    """A day of all technicians."""

    day: date
    lanes: tuple[Lane, ...]

    @property
    def visits(self) -> tuple[VisitRow, ...]:
        """All visits of the day, each once, by their beginning."""
        found = {visit.number: visit for lane in self.lanes for visit in lane.visits}
        return tuple(sorted(found.values(), key=lambda visit: (visit.starts_at, visit.number)))


@dataclass(frozen=True)
class DayCount:
    """How much there is on a day."""

    day: date
    visits: int
    done: int
    planned_s: int
    """Seconds of visits, of each technician who goes."""
    away: int
    """Technicians who are away that day, or for hours of it."""


class Boards:
    """What is read of days, in the name of the context's person."""

    context: Context

    def days(self, first: date, count: int = 1, people: Sequence[str] | None = None) -> tuple[Board, ...]:
        """The days from `first`, each with a lane for every technician.

        Args:
            first: A civil day of the company's zone.
            count: So many days.
            people: Whose; None: every active technician, and who else has visits on these days.
        """
        context, zone = self.context, self.context.zone
        start, end = midnight(context, first), midnight(context, first + timedelta(days=count))
        with context.store.read() as session:
            if people is None:
                found = everybody(context, session, start, end)
            else:
                found = known(context, session, start, end, list(people))
            ways = ways_of(session)
        order = list(people) if people is not None else sorted(found)
        boards = []
        for number in range(count):
            day = first + timedelta(days=number)
            begin, until = (seconds_of(midnight(context, day + timedelta(days=n))) for n in (0, 1))
            lanes = tuple(
                _lane(found[code], day, begin, until, ways, zone.key) for code in order if code in found
            )
            boards.append(Board(day, lanes))
        return tuple(boards)

    def counts(self, first: date, count: int) -> tuple[DayCount, ...]:
        """How much there is on each of the days from `first`."""
        context, zone = self.context, self.context.zone
        start, end = midnight(context, first), midnight(context, first + timedelta(days=count))
        with context.store.read() as session:
            visits = rows.between(session=session, start=start, end=end)
            away = people.absences(session=session, first=first, last=first + timedelta(days=count - 1))
        of: dict[date, list[VisitRow]] = {}
        for visit in visits:
            of.setdefault(visit.starts_at.astimezone(zone).date(), []).append(visit)
        found = []
        for number in range(count):
            day = first + timedelta(days=number)
            there = of.get(day, [])
            seconds = sum(_seconds(each) * max(len(each.technicians), 1) for each in there)
            gone = {each.person for each in away if each.first <= day <= each.last}
            done = sum(each.status == "done" for each in there)
            found.append(DayCount(day, len(there), done, seconds, len(gone)))
        return tuple(found)

    def preview(
        self,
        number: int,
        *,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        technicians: Sequence[str] | None = None,
    ) -> Weighed:
        """What would speak against a visit that is moved so. Nothing is written. Raises NotFound."""
        lists = VisitLists(self.context)
        row = lists.find(number)
        start = starts_at or row.starts_at
        end = ends_at or start + (row.ends_at - row.starts_at)
        asked = Asked(technicians or row.technicians, start, end, row.territory, row.due, row.number)
        with self.context.store.read() as session:
            return weighing.weigh(self.context, session, asked)

    def preview_moves(
        self,
        numbers: Sequence[int | str],
        *,
        by: str | None = None,
        to: datetime | None = None,
        technicians: Sequence[str] | None = None,
    ) -> list[Weighed]:
        """What would speak against visits that are moved so together; arguments as those of `move`. Nothing is written.

        Those that are done or cancelled cannot be moved and are passed over. Raises NotFound.
        """
        context, lists = self.context, VisitLists(self.context)
        asked = []
        for row in map(lists.find, numbers):
            if row.status not in OPEN:
                continue
            start = to or row.starts_at
            start = start if by is None else shifted(by, row.starts_at, context.zone)
            end, who = start + (row.ends_at - row.starts_at), technicians or row.technicians
            name = f"{row.call} ({row.customer_name})"
            asked.append(Asked(who, start, end, row.territory, row.due, row.number, name))
        with context.store.read() as session:
            return weighing.weigh_all(context, session, asked) if asked else []

    def preview_new(
        self, call: str, technicians: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Weighed:
        """What would speak against a visit for a call. Nothing is written. Raises NotFound."""
        calls = Calls(self.context)
        with self.context.store.read() as session:
            row = calls.row(call, session)
            asked = Asked(technicians, starts_at, ends_at, row.territory, row.resolve_by or row.next_due)
            return weighing.weigh(self.context, session, asked)

    def slot(
        self, call: str, technicians: Sequence[str], length_s: int, since: datetime | None = None
    ) -> Slot | None:
        """The next time at which nothing speaks against a visit for a call; in time, else the next. Raises NotFound."""
        calls = Calls(self.context)
        with self.context.store.read() as session:
            row = calls.row(call, session)
            due = row.resolve_by or row.next_due
            return weighing.slot(
                self.context, session, technicians, length_s, row.territory, due, since=since
            )


def everybody(context: Context, session: Session, start: datetime, end: datetime) -> dict[str, Known]:
    """Every active technician, and who else has visits in [start, end), by code."""
    found = known(context, session, start, end)
    visits = rows.between(session=session, start=start, end=end)
    others = {who for visit in visits for who in visit.technicians} - found.keys()
    return found | known(context, session, start, end, others) if others else found


def midnight(context: Context, day: date) -> datetime:
    """The first instant of a civil day of the company's zone."""
    return to_utc(datetime.combine(day, datetime.min.time()), context.zone)


def _lane(of: Known, day: date, begin: int, until: int, ways: Ways, zone: str) -> Lane:
    work = _cut(of.diary.work, begin, until)
    absences = tuple(each for each in of.absences if each.first <= day <= each.last)
    away = _cut([span for each in absences for span in spans_of(each, day, day, zone)], begin, until)
    visits = tuple(
        each for each in of.visits if seconds_of(each.starts_at) < until and seconds_of(each.ends_at) > begin
    )
    stops = sorted((stop_of(each) for each in visits), key=lambda stop: stop.start)
    return Lane(
        of.worker.code, of.worker.name, of.worker.territory, _instants(work), _instants(away), absences,
        of.coverage.is_holiday(day), visits, sum(b - a for a, b in work),
        sum(min(stop.end, until) - max(stop.start, begin) for stop in stops),
        travel_s(stops, of.worker.territory, ways),
    )  # fmt: skip


def _cut(spans: Sequence[Span], begin: int, until: int) -> list[Span]:
    return [(max(a, begin), min(b, until)) for a, b in spans if a < until and b > begin]


def _instants(spans: Sequence[Span]) -> tuple[Stretch, ...]:
    return tuple((instant_of(a), instant_of(b)) for a, b in spans)


def _seconds(visit: VisitRow) -> int:
    return round((visit.ends_at - visit.starts_at).total_seconds())


def by_person(board: Board) -> Mapping[str, Lane]:
    """The lanes of a day by the code of the technician."""
    return {lane.person: lane for lane in board.lanes}
