"""Reports on load: days of people become lines, each figure with the filter text of the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from svc_tui.domain.core.buckets import bucket_of_day
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.reports.definition import LEVELS, Checked
from svc_tui.domain.reports.load import Key, Sums, WorkDay, parted
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Cell, Line
from svc_tui.domain.reports.subject import Dimension, Subject, Value
from svc_tui.errors import N_, BadUsage

MOST_DAYS = 366
"""So many days of people are summed up."""


def days_of(within: Period) -> tuple[date, int]:
    """The first day of a period, and how many there are. Raises BadUsage: too many, or nobody knows how many."""
    if within.first is None or within.last is None or (within.last - within.first).days >= MOST_DAYS:
        raise BadUsage(N_("Name a period of {days} days at most, such as 2026-11."), days=MOST_DAYS)
    return within.first, (within.last - within.first).days + 1


def scope(subject: Subject, *, nobody: bool = False) -> str:
    """The filter text of the records that load somebody, or of those to which nobody goes."""
    return f"{subject.loads_scope} {'no' if nobody else 'has'}:{subject.loads[0].source}"


def lines(checked: Checked, days: Sequence[WorkDay], selection: str) -> tuple[list[Line], dict[Value, Line]]:
    """A line for each group, and with two of them one for each of the first."""
    parts = [_part_of(each) for each in checked.by]
    groups = parted(days, parts) if parts else {}
    found = [
        _line(checked, key, sums, selection)
        for key, sums in groups.items()
        if len(parts) < LEVELS or not sums.empty
    ]
    firsts = parted(days, parts[:1]) if len(parts) == LEVELS else {}
    return found, {key[0]: _line(checked, key, sums, selection) for key, sums in firsts.items()}


def total(checked: Checked, days: Sequence[WorkDay], selection: str) -> Line:
    """All days together."""
    return _line(checked, (), _sums(days), selection)


def notes(checked: Checked, days: Sequence[WorkDay], nobody: int) -> list[Note]:
    """What loads nobody, and what loads several."""
    sums = _sums(days)
    found = [note(N_("Left out: {count} that nobody goes to."), count=nobody)] if nobody else []
    more = sums.goings - len(sums.records)
    if more and any(not each.unit for each in checked.by):
        message = N_("Several go to the same: {count} more in the rows than in the total.")
        found.append(note(message, count=more))
    return found


def _line(checked: Checked, key: Key, sums: Sums, selection: str) -> Line:
    keys, date_key = checked.subject.keys, checked.date
    terms = [dimension.term(each, keys, date_key) for dimension, each in zip(checked.by, key, strict=False)]
    text = " ".join([selection, *terms])
    cells = {
        each.name: Cell(sums.value(each.name), sums.rows(each), f"{text} {each.filter}".rstrip())
        for each in checked.figures
    }
    return Line(key, key, len(sums.records), text, cells)


def _sums(days: Sequence[WorkDay]) -> Sums:
    return parted(days, ()).get((), Sums())


def _part_of(dimension: Dimension) -> Callable[[WorkDay], str]:
    """Which group a day is in."""
    if dimension.unit:
        return lambda each: bucket_of_day(each.day, dimension.unit)
    return lambda each: each.person
