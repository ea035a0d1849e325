"""Load and utilisation: days of people with what they did on them, summed up against the hours that they work.

A record that several people go to counts for each of them, and in a sum over people once; its hours are each one's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from svc_tui.domain.reports.subject import Figure
from svc_tui.errors import N_

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """One person's part of a record."""

    record: int
    """Key of the record."""
    done: bool
    planned_s: int
    travel_s: int
    """The way there."""
    actual_s: int | None
    """None: not begun and ended."""


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A person's day."""

    person: str
    day: date
    work_s: int
    """Seconds he works by his hours, holidays and absences taken away."""
    goings: Sequence[Going] = ()


@dataclass(slots=True)
class Sums:
    """Days together."""

    work_s: int = 0
    planned_s: int = 0
    travel_s: int = 0
    actual_s: int = 0
    goings: int = 0
    records: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    timed: set[int] = field(default_factory=set)
    """Those that were begun and ended."""

    def add(self, day: WorkDay) -> None:
        """Take a day in."""
        self.work_s += day.work_s
        for going in day.goings:
            self.goings += 1
            self.planned_s += going.planned_s
            self.travel_s += going.travel_s
            self.records.add(going.record)
            if going.done:
                self.done.add(going.record)
            if going.actual_s is not None:
                self.actual_s += going.actual_s
                self.timed.add(going.record)

    @property
    def empty(self) -> bool:
        """Nobody works, and nobody goes anywhere."""
        return not (self.work_s or self.goings)

    def value(self, figure: str) -> int | float | None:
        """A figure of `LOADS`; None: nothing to divide by."""
        busy = self.planned_s + self.travel_s
        match figure:
            case "visits":
                return len(self.records)
            case "done":
                return len(self.done)
            case "load":
                return _percent(busy, self.work_s)
            case "utilisation":
                return _percent(self.actual_s, self.work_s)
            case "travel_share":
                return _percent(self.travel_s, busy)
            case "travel_mean_s":
                return round(self.travel_s / self.goings) if self.goings else None
            case _:
                return int(getattr(self, figure))

    def rows(self, figure: Figure) -> int:
        """How many records make a figure."""
        return len(
            self.done if figure.filter == DONE else self.timed if figure.filter == TIMED else self.records
        )


def parted(days: Iterable[WorkDay], parts: Sequence[Callable[[WorkDay], str]]) -> dict[Key, Sums]:
    """The sums of each group; `parts` say which one a day is in."""
    found: dict[Key, Sums] = {}
    for day in days:
        found.setdefault(tuple(part(day) for part in parts), Sums()).add(day)
    return found


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


DONE, TIMED = "is:done", "has:actual_s"
LOADS = (
    Figure("visits", N_("Visits"),
           N_("Those that are not cancelled; one of several technicians counts for each of them, in the total once."),
           "load"),
    Figure("done", N_("Done"), N_("Made and ended."), "load", filter=DONE),
    Figure("work_s", N_("Works"), N_("Working hours by one's own calendar, holidays and absences taken away."), "load",
           unit="hours"),
    Figure("planned_s", N_("Planned"),
           N_("From the planned beginning to the planned end, of each technician who goes."), "load", unit="hours"),
    Figure("travel_s", N_("On the way"),
           N_("By the table of ways: to the first visit of a day from where it begins, and from each to the next."),
           "load", unit="hours"),
    Figure("travel_mean_s", N_("A way"), N_("The mean time on the way to a visit."), "load", unit="seconds"),
    Figure("travel_share", N_("Way %"), N_("On the way, of the planned hours and ways together."), "load",
           unit="percent"),
    Figure("load", N_("Load"), N_("Planned hours and ways, of the working hours."), "load", unit="percent"),
    Figure("actual_s", N_("Actual"), N_("From arriving to leaving, of each technician who went."), "load",
           filter=TIMED, unit="hours"),
    Figure("utilisation", N_("Used"), N_("Hours really spent at customers, of the working hours."), "load",
           filter=TIMED, unit="percent"),
)  # fmt: skip
"""The figures of a report on load."""
