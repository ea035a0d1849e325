"""Load and utilisation of technicians over some days: planned and really worked hours, and the ways between, against
the working hours of each one's own calendar. The command `plan load` and the reports on load read the same days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.planning.diary import Span, Ways
from svc_tui.domain.planning.rules import legs_s
from svc_tui.domain.reports.load import Going, WorkDay, parted
from svc_tui.domain.sla.coverage import seconds_of
from svc_tui.services.core.context import Context
from svc_tui.services.planning.board import everybody, midnight
from svc_tui.services.planning.diaries import Known, known, stop_of, ways_of
from svc_tui.storage.planning import rows
from svc_tui.storage.planning.rows import VisitRow

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Load:
    """A technician over some days."""

    person: str
    name: str
    work_s: int
    """Seconds he works by his hours, holidays and absences taken away."""
    visits: int
    """That begin on these days and are not cancelled."""
    done: int
    planned_s: int
    """Seconds of his visits as planned."""
    travel_s: int
    """Seconds on the way between them and to the first of a day, by the table of ways."""
    actual_s: int
    """Seconds from arriving to leaving, of those that were done."""

    @property
    def load(self) -> float | None:
        """Planned hours and ways, of the working hours; None where he does not work."""
        return (self.planned_s + self.travel_s) / self.work_s if self.work_s else None

    @property
    def utilisation(self) -> float | None:
        """Hours at customers that were really worked, of the working hours; None where he does not work."""
        return self.actual_s / self.work_s if self.work_s else None


class Loads:
    """Sums over the days of technicians."""

    context: Context

    def loads(self, first: date, count: int, people: Sequence[str] | None = None) -> tuple[Load, ...]:
        """Each technician over the days from `first`; a visit counts on the day on which it begins.

        Args:
            first: A civil day of the company's zone.
            count: So many days.
            people: Whose; None: every active technician, and who else has visits on these days.
        """
        with self.context.store.read() as session:
            found = _work_days(self.context, session, first, count, people)
        loads = []
        for of, days in found:
            (sums,) = parted(days, ()).values()
            loads.append(
                Load(of.worker.code, of.worker.name, sums.work_s, len(sums.records), len(sums.done), sums.planned_s,
                     sums.travel_s, sums.actual_s)
            )  # fmt: skip
        return tuple(loads)


def days_of_visits(
    context: Context, session: Session, where: Condition, first: date, count: int, all_people: bool
) -> Sequence[WorkDay]:
    """The days of technicians, with the visits that a condition finds; ways are to those from whatever was before.

    Args:
        context: The company.
        session: Where to read.
        where: Which visits.
        first: A civil day of the company's zone.
        count: So many days.
        all_people: Also of active technicians who have none.
    """
    wanted = rows.keys(session=session, where=where)
    found: list[WorkDay] = []
    for _of, days in _work_days(context, session, first, count, None, wanted):
        if all_people or any(day.goings for day in days):
            found += days
    return found


def _work_days(
    context: Context,
    session: Session,
    first: date,
    count: int,
    people: Sequence[str] | None,
    wanted: Collection[int] | None = None,
) -> list[tuple[Known, list[WorkDay]]]:
    """Each technician's days, with his visits or those of them that are wanted."""
    days = [first + timedelta(days=number) for number in range(count + 1)]
    bounds = [midnight(context, day) for day in days]
    if people is None:
        found = everybody(context, session, bounds[0], bounds[-1])
    else:
        found = known(context, session, bounds[0], bounds[-1], people)
    ways, edges = ways_of(session), [seconds_of(each) for each in bounds]
    order = sorted(found) if people is None else [code for code in people if code in found]
    return [(found[code], _days_of(found[code], days, edges, ways, wanted)) for code in order]


def _days_of(
    of: Known, days: Sequence[date], edges: Sequence[int], ways: Ways, wanted: Collection[int] | None
) -> list[WorkDay]:
    begun: list[list[VisitRow]] = [[] for _ in edges[1:]]
    for visit in of.visits:
        at = bisect_right(edges, seconds_of(visit.starts_at)) - 1
        if 0 <= at < len(begun):
            begun[at].append(visit)
    works = _worked(of.diary.work, edges)
    return [
        WorkDay(of.worker.code, day, work_s, _goings(visits, of.worker.territory, ways, wanted))
        for day, work_s, visits in zip(days, works, begun, strict=False)
    ]


def _goings(
    visits: Sequence[VisitRow], home: str | None, ways: Ways, wanted: Collection[int] | None
) -> list[Going]:
    stops = sorted(((stop_of(visit), visit) for visit in visits), key=lambda each: each[0].start)
    legs = legs_s([stop for stop, _visit in stops], home, ways)
    return [
        Going(visit.id, visit.status == "done", visit.planned_s, leg, visit.actual_s)
        for leg, (_stop, visit) in zip(legs, stops, strict=True)
        if wanted is None or visit.id in wanted
    ]


def _worked(work: Sequence[Span], edges: Sequence[int]) -> list[int]:
    """Seconds of work of each day."""
    found = [0] * (len(edges) - 1)
    for start, end in work:
        at, end = max(start, edges[0]), min(end, edges[-1])
        while at < end:
            day = bisect_right(edges, at) - 1
            until = min(end, edges[day + 1])
            found[day] += until - at
            at = until
    return found
