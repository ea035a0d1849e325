"""Why a call is due when it is due, and what would change it; nothing here is saved.

`explain` cuts the time from the report to the due date into covered, paused and closed spans; the covered
ones sum to the budget. `what_if` gives the due date after a pause, another target or another coverage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from svc_tui.domain.sla.coverage import (
    Coverage,
    Instant,
    Never,
    instant_of,
    merged,
    seconds_of,
)
from svc_tui.domain.sla.stopwatch import Pause, Stopwatch, due_of, runs_of
from svc_tui.domain.sla.targets import Budget

# Far beyond any search, yet within the years a datetime can hold.
_OPEN_END = 200_000_000_000


class SpanKind(StrEnum):
    """What a stretch of time counts as; a pause hides what lies below it."""

    COVERED = "covered"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True)
class Span:
    """A stretch of one kind, [start, end)."""

    start: datetime
    end: datetime
    seconds: int
    kind: SpanKind


@dataclass(frozen=True)
class Skipped:
    """A date that would have had covered hours, were it not closed."""

    day: date
    name: str
    """The holiday's name; empty for a closed date of the company."""
    lost: tuple[tuple[int, int], ...] = ()
    """What fell out, in seconds of its wall clock, where some hours of the date are left; empty: the whole date."""


@dataclass(frozen=True)
class Explanation:
    """A due date taken apart."""

    due: Instant | None
    """None: paused with no end in sight."""
    budget_s: int
    spans: tuple[Span, ...]
    """Without a gap from the report to the due date; empty when there is none."""
    skipped: tuple[Skipped, ...]

    @property
    def consumed_s(self) -> int:
        """The sum of the covered spans; the budget, when there is a due date."""
        return sum(span.seconds for span in self.spans if span.kind is SpanKind.COVERED)


def explain(
    coverage: Coverage,
    reported: datetime,
    budget: Budget,
    pauses: Iterable[Pause] = (),
    names: Mapping[date, str] | None = None,
) -> Explanation:
    """The due date of a target with everything that led to it; `names` are the names of holidays."""
    pauses = list(pauses)
    held = held_seconds(pauses)
    due = due_with_pauses(coverage, reported, budget, pauses)
    if not isinstance(due, datetime):
        return Explanation(due, budget.seconds, (), ())
    spans = tuple(cut(coverage, reported, due, held))
    return Explanation(due, budget.seconds, spans, tuple(skipped(coverage, reported, due, names or {})))


def held_seconds(pauses: Iterable[Pause]) -> list[tuple[int, int]]:
    """Pauses as intervals of whole seconds in order, overlaps joined."""
    return merged((seconds_of(begin), _OPEN_END if end is None else seconds_of(end)) for begin, end in pauses)


def due_with_pauses(
    coverage: Coverage, at: datetime, budget: Budget, pauses: Iterable[Pause]
) -> Instant | None:
    """The first instant at which the budget is used up outside the pauses; None: while a pause has no end."""
    due = due_of(coverage, runs_of(at, pauses), budget.seconds, at_opening=budget.at_opening)
    first = coverage.first_covered(at) if due is None else due
    return first if isinstance(first, Never) else due


def elapsed_with_pauses(coverage: Coverage, a: datetime, b: datetime, held: list[tuple[int, int]]) -> int:
    """Covered seconds in [a, b), pauses left out."""
    start, end = seconds_of(a), seconds_of(b)
    lost = sum(coverage.elapsed_s(max(start, begin), min(end, until)) for begin, until in held if begin < end)
    return coverage.elapsed_s(start, end) - lost


def cut(coverage: Coverage, a: datetime, b: datetime, held: list[tuple[int, int]]) -> list[Span]:
    """[a, b) in spans of one kind each, in order and without a gap."""
    start, end = seconds_of(a), seconds_of(b)
    found: list[Span] = []
    for begin, until in [*held, (end, end)]:
        begin, until = min(begin, end), min(until, end)
        if begin > start:
            found += _open_and_closed(coverage, start, begin)
        if until > max(start, begin):
            found.append(_span(max(start, begin), until, SpanKind.PAUSED))
        start = max(start, until)
    return found


def _open_and_closed(coverage: Coverage, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    for opens, closes in coverage.spans_s(start, end):
        if opens > start:
            found.append(_span(start, opens, SpanKind.CLOSED))
        found.append(_span(opens, closes, SpanKind.COVERED))
        start = closes
    if end > start:
        found.append(_span(start, end, SpanKind.CLOSED))
    return found


def _span(start: int, end: int, kind: SpanKind) -> Span:
    return Span(instant_of(start), instant_of(end), end - start, kind)


def skipped(coverage: Coverage, a: datetime, b: datetime, names: Mapping[date, str]) -> list[Skipped]:
    """The closed dates from a to b that took covered hours away."""
    found: list[Skipped] = []
    for day in coverage.closures_between(coverage.local(a).date(), coverage.local(b).date()):
        if lost := coverage.lost_on(day):
            found.append(Skipped(day, names.get(day, ""), lost if coverage.hours_on(day) else ()))
    return found


def what_if(
    watch: Stopwatch,
    coverage: Coverage | None,
    now: datetime,
    *,
    pause_until: datetime | None = None,
    budget: Budget | None = None,
    other: Coverage | None = None,
) -> Instant | None:
    """The due date after a pause from now until an instant, a new budget, another coverage, or all of them.

    Returns:
        None where no due date would result: paused without an end, stopped, or without a target.
    """
    if pause_until is not None:
        watch = watch.pause(now).resume(max(now, pause_until))
    if budget is not None:
        watch = watch.rebudget(budget)
    return watch.due(other or coverage)
