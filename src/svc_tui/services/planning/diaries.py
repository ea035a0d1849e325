"""Diaries of technicians, read: working hours, holidays, absences and visits of a stretch of days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.planning.diary import Diary, Span, Stop, Ways, absent_spans, without
from svc_tui.domain.planning.rules import Day
from svc_tui.domain.sla.coverage import Coverage, seconds_of, zone_of
from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.storage.contracts.terms import Hours
from svc_tui.storage.planning import people, rows
from svc_tui.storage.planning.people import AbsenceRow, Worker
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

MARGIN = timedelta(days=1)
FEW = 3
"""Of so many technicians their own visits are asked for; of more it costs less to read everybody's."""


@dataclass(frozen=True)
class Known:
    """What is known of a technician's days."""

    worker: Worker
    coverage: Coverage
    """His working hours without holidays and the company's closed dates."""
    absences: tuple[AbsenceRow, ...]
    visits: tuple[VisitRow, ...]
    """His, that are not cancelled, by their beginning."""
    away: tuple[Span, ...]
    """The same absences as stretches of time."""
    diary: Diary
    """For the rules."""

    def day(self) -> Day:
        """Why a time is no work."""
        return Day(
            lambda start, end: any(begin < end and until > start for begin, until in self.away),
            self._on_holiday,
        )

    def _on_holiday(self, start: int, end: int) -> bool:
        zone = self.coverage.zone
        first, last = (_day_of(at, zone) for at in (start, end - 1))
        return any(
            self.coverage.is_holiday(first + timedelta(days=n)) for n in range((last - first).days + 1)
        )

    def absence_at(self, start: int, end: int) -> AbsenceRow | None:
        """The absence in the way."""
        zone = self.coverage.zone
        first, last = (_day_of(at, zone) for at in (start, end))
        for each in self.absences:
            if any(begin < end and until > start for begin, until in spans_of(each, first, last, zone)):
                return each
        return None


def spans_of(absence: AbsenceRow, first: date, last: date, zone: str) -> list[Span]:
    """What an absence takes of the days from first to last."""
    begin, end = max(absence.first, first), min(absence.last, last)
    try:
        return absent_spans(begin, end, absence.hours, zone)
    except Refused:  # an import brought hours that nobody can read
        return absent_spans(begin, end, "", zone)


def _day_of(at: int, zone: str) -> date:
    return datetime.fromtimestamp(at, zone_of(zone)).date()


def ways_of(session: Session) -> Ways:
    """How long ways are."""
    return Ways(people.ways(session=session))


def coverage_of(context: Context, worker: Worker) -> Coverage:
    """When a person works: his hours, else the company's, without the holidays of his country and region."""
    company = context.company
    place = (
        "-".join(filter(None, (worker.country or company.country, worker.region))) if worker.country else None
    )
    if place is None and worker.region:
        place = f"{company.country}-{worker.region}"
    for hours in filter(None, (worker.hours, company.fallback_coverage)):
        try:
            found = coverage_under(Hours(hours, None, place, ()), company, context.now())
        except Refused:
            continue  # an import brought hours or a calendar that nobody can read
        assert found is not None
        return found
    fallback = coverage_under(Hours("Mo-Fr 09:00-18:00", None, None, ()), company, context.now())
    assert fallback is not None
    return fallback


def known(
    context: Context,
    session: Session,
    start: datetime,
    end: datetime,
    codes: Collection[str] | None = None,
    *,
    but: Collection[int] = (),
) -> dict[str, Known]:
    """Technicians by code, with what is known of [start, end) and a day around it.

    Args:
        context: The company, and what time it is.
        session: Where to read.
        start: From.
        end: To.
        codes: Whose; None: of all active technicians.
        but: Numbers of visits that are passed over.
    """
    start, end = start - MARGIN, end + MARGIN
    workers = people.workers(session=session, codes=codes)
    few = codes if codes is not None and len(codes) <= FEW else None
    visits = rows.between(session=session, start=start, end=end, people=few)
    of: dict[str, list[VisitRow]] = {}
    for visit in visits:
        for person in visit.technicians:
            if visit.number not in but:
                of.setdefault(person, []).append(visit)
    first, last = (at.astimezone(context.zone).date() for at in (start, end))
    away: dict[str, list[AbsenceRow]] = {}
    for each in people.absences(session=session, first=first, last=last):
        away.setdefault(each.person, []).append(each)
    return {
        worker.code: _known(context, worker, of.get(worker.code, ()), away.get(worker.code, ()), start, end)
        for worker in workers
    }


def _known(
    context: Context,
    worker: Worker,
    visits: Sequence[VisitRow],
    absences: Sequence[AbsenceRow],
    start: datetime,
    end: datetime,
) -> Known:
    coverage = coverage_of(context, worker)
    first, last = (at.astimezone(context.zone).date() for at in (start, end))
    spans = [span for each in absences for span in spans_of(each, first, last, coverage.zone)]
    work = without(coverage.spans_s(seconds_of(start), seconds_of(end)), spans)
    stops = sorted((stop_of(visit) for visit in visits), key=lambda stop: stop.start)
    diary = Diary(worker.code, work, stops, worker.territory)
    return Known(worker, coverage, tuple(absences), tuple(visits), tuple(spans), diary)


def stop_of(visit: VisitRow) -> Stop:
    """A visit for the rules; where somebody checked out early, it was over then."""
    start, end = seconds_of(visit.starts_at), seconds_of(visit.ends_at)
    if visit.checked_in_at is not None and visit.checked_out_at is not None:
        start, end = seconds_of(visit.checked_in_at), max(seconds_of(visit.checked_out_at), start)
        end = max(end, start + 1)
    return Stop(start, end, visit.territory, visit.number)
