"""Load and utilisation of technicians over some days: planned and really worked hours, and the ways between, against
the working hours of each one's own calendar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svc_tui.services.planning.board import Boards, Lane


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


class Loads(Boards):
    """Sums over the days of technicians."""

    def loads(self, first: date, count: int, people: Sequence[str] | None = None) -> tuple[Load, ...]:
        """Each technician over the days from `first`; a visit counts on the day on which it begins.

        Args:
            first: A civil day of the company's zone.
            count: So many days.
            people: Whose; None: every active technician, and who else has visits on these days.
        """
        lanes: dict[str, list[tuple[date, Lane]]] = {}
        for board in self.days(first, count, people):
            for lane in board.lanes:
                lanes.setdefault(lane.person, []).append((board.day, lane))
        return tuple(self._load(found) for found in lanes.values())

    def _load(self, days: Sequence[tuple[date, Lane]]) -> Load:
        zone = self.context.zone
        begun = [
            visit
            for day, lane in days
            for visit in lane.visits
            if visit.starts_at.astimezone(zone).date() == day
        ]
        _day, one = days[0]
        return Load(
            one.person, one.name, sum(lane.work_s for _day, lane in days), len(begun),
            sum(visit.status == "done" for visit in begun), sum(visit.planned_s for visit in begun),
            sum(lane.travel_s for _day, lane in days), sum(visit.actual_s or 0 for visit in begun),
        )  # fmt: skip
