"""The two clocks of a call: each target is a stopwatch over covered time (service-levels.md 3).

A `Stopwatch` is a frozen value: a budget and the runs in which it ran. Every step returns a new one. What it says
(due, state, time left) depends on the coverage alone, and a due date that has passed stays where it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from svc_tui.domain.sla.coverage import Coverage, Instant, Never, instant_of, seconds_of
from svc_tui.domain.sla.targets import Budget, Target, budget_of

Run = tuple[datetime, datetime | None]
"""From and to; None: it still runs."""
Pause = tuple[datetime, datetime | None]
"""From and to; None: still paused."""


class TargetState(StrEnum):
    """What is shown of a target; the words are the stable names of `response_state` and `resolution_state`."""

    NONE = "none"
    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Marks:
    """The instants a target passes; the row of a call keeps them so that SQL can filter by state."""

    due_at: datetime | None = None
    """Overdue strictly after it; None: paused with time left, no target, or never."""
    warn_at: datetime | None = None
    """From here 75 % is consumed."""
    critical_at: datetime | None = None
    """From here 90 % is consumed."""


NO_MARKS = Marks()


@dataclass(frozen=True)
class Stopwatch:
    """One target of a call: a budget of covered seconds, and the runs in order that consume it."""

    budget_s: int | None = None
    """Covered seconds allowed; None: no target."""
    runs: tuple[Run, ...] = ()
    """The last one has no end while the clock runs."""
    stopped_at: datetime | None = None
    """When it was stopped (answered, resolved)."""
    at_opening: bool = False
    """See Budget.at_opening."""
    once: bool = False
    """The response clock: no status pauses it, it stops once for ever."""

    @property
    def running_since(self) -> datetime | None:
        """The start of the open run; None: paused or stopped."""
        return self.runs[-1][0] if self.runs and self.runs[-1][1] is None else None

    @property
    def is_running(self) -> bool:
        return self.running_since is not None

    @property
    def is_paused(self) -> bool:
        return self.running_since is None and self.stopped_at is None

    # Steps

    def pause(self, now: datetime) -> Self:
        """Hold the clock; nothing for a response clock or one that does not run."""
        return self if self.once else self._closed(now)

    def resume(self, now: datetime) -> Self:
        """Run on after a pause with what was consumed."""
        return replace(self, runs=(*self.runs, (now, None))) if self.is_paused else self

    def rebudget(self, budget: Budget | None) -> Self:
        """Another priority, contract or coverage: the runs are kept, so the due date may lie in the past.
        An answered response stays as it was."""
        if self.once and self.stopped_at is not None:
            return self
        if budget is None:
            return replace(self, budget_s=None, at_opening=False)
        return replace(self, budget_s=budget.seconds, at_opening=budget.at_opening)

    def stop(self, now: datetime) -> Self:
        """Answered or resolved. A second stop changes nothing."""
        if self.stopped_at is not None:
            return self
        return replace(self._closed(now), stopped_at=now)

    def reopen(self, now: datetime) -> Self:
        """Run on after a stop; the time in between counts as paused. Never for a response clock."""
        if self.once or self.stopped_at is None:
            return self
        return replace(self, runs=(*self.runs, (now, None)), stopped_at=None)

    def _closed(self, now: datetime) -> Self:
        since = self.running_since
        return self if since is None else replace(self, runs=(*self.runs[:-1], (since, max(now, since))))

    # What it says

    def spent(self, now: datetime, coverage: Coverage | None) -> int:
        """Covered seconds consumed until now."""
        if coverage is None:
            return 0
        ends = ((start, now if end is None else min(end, now)) for start, end in self.runs)
        return sum(coverage.elapsed(start, end) for start, end in ends)

    def spent_before(self, coverage: Coverage | None) -> int:
        """Covered seconds consumed in the runs that are over."""
        if coverage is None:
            return 0
        return sum(coverage.elapsed(start, end) for start, end in self.runs if end is not None)

    def left(self, now: datetime, coverage: Coverage | None) -> int | None:
        """Covered seconds left, negative when late; None without a target. While paused: what remains."""
        return None if self.budget_s is None else self.budget_s - self.spent(now, coverage)

    def due(self, coverage: Coverage | None) -> Instant | None:
        """When the budget is or was used up. None without a target or a coverage, and when the clock was
        paused or stopped with time left."""
        if self.budget_s is None or coverage is None:
            return None
        return due_of(coverage, self.runs, self.budget_s, at_opening=self.at_opening)

    def measured_by(self, coverage: Coverage | None) -> Instant | None:
        """The due date a stopped clock is measured by: where it would have run to. As `due` while it is not stopped."""
        found = self.due(coverage)
        if (
            found is None
            and self.stopped_at is not None
            and self.runs
            and self.runs[-1][1] == self.stopped_at
        ):
            return replace(self, runs=(*self.runs[:-1], (self.runs[-1][0], None))).due(coverage)
        return found

    def met(self, coverage: Coverage | None) -> bool | None:
        """Whether a stopped clock was in time: not used up, or stopped by the due date. None: no target, or no stop."""
        if self.stopped_at is None or self.budget_s is None or coverage is None:
            return None
        due = self.due(coverage)
        return not isinstance(due, datetime) or self.stopped_at <= due

    def marks(self, coverage: Coverage | None) -> Marks:
        """Due, warning and critical instants for the row of the call."""
        due, since = self.due(coverage), self.running_since
        if coverage is None or self.budget_s is None or not isinstance(due, datetime):
            return NO_MARKS
        if since is None:
            return Marks(due)
        marks: list[datetime] = []
        for percent in (75, 90):
            at = due_of(coverage, self.runs, -(-self.budget_s * percent // 100))
            marks.append(min(due, max(since, at)) if isinstance(at, datetime) else due)
        return Marks(due, *marks)

    def state(self, now: datetime, coverage: Coverage | None) -> TargetState:
        """The state of the target at `now`; SQL says the same from stored marks."""
        if self.budget_s is None:
            return TargetState.NONE
        if self.stopped_at is not None:
            met = self.met(coverage)
            return TargetState.NONE if met is None else TargetState.MET if met else TargetState.MISSED
        marks = self.marks(coverage)
        if marks.due_at is not None and now > marks.due_at:
            return TargetState.OVERDUE
        if not self.is_running:
            return TargetState.PAUSED
        if marks.due_at is None:
            return TargetState.NONE
        if marks.critical_at is not None and now >= marks.critical_at:
            return TargetState.CRITICAL
        if marks.warn_at is not None and now >= marks.warn_at:
            return TargetState.WARNING
        return TargetState.OK


def due_of(
    coverage: Coverage, runs: Sequence[Run], budget_s: int, *, at_opening: bool = False
) -> Instant | None:
    """The first instant at which the runs have consumed a budget; None: they end before.

    What is used up stays used up: a budget of nothing is due at the first covered instant after the clock started,
    and one that ends at an opening at that opening, whatever pauses come between.
    """
    left, at = budget_s, None
    for start, end in runs:
        begin = seconds_of(start)
        if end is None or left == 0:
            at = coverage.add_s(begin, left)
            if at is None:
                return Never(coverage.reason(start))
            break
        spent = coverage.elapsed_s(begin, seconds_of(end))
        if spent >= left:
            at = coverage.add_s(begin, left)
            break
        left -= spent
    if at is not None and at_opening:
        at = coverage.add_s(at, 0)
    return None if at is None else instant_of(at)


def runs_of(start: datetime, pauses: Iterable[Pause], stopped_at: datetime | None = None) -> tuple[Run, ...]:
    """The runs of a clock that started then, was held by these pauses and perhaps stopped.

    Pauses may overlap, begin before the start, and come in any order. A run that begins where the clock stops is
    kept though it is empty: the clock was running when it stopped.
    """
    found: list[Run] = []
    since: datetime | None = start
    for begin, end in sorted(pauses, key=lambda pause: pause[0]):
        if since is None or (stopped_at is not None and begin >= stopped_at):
            break
        if end is not None and end <= since:
            continue
        if begin >= since:
            found.append((since, begin))
        since = end
    if since is not None and (stopped_at is None or since <= stopped_at):
        found.append((since, stopped_at))
    return tuple(found)


def start(
    reported: datetime, target: Target | None, coverage: Coverage | None, *, once: bool = False
) -> Stopwatch:
    """A clock that runs from the reported instant. Without a target or a coverage it has no budget.

    A target that never ends (the contract covers no hour) gives no budget either: the call has no due date.
    """
    budget = budget_of(target, coverage, reported) if target is not None and coverage is not None else None
    runs: tuple[Run, ...] = ((reported, None),)
    if budget is None or isinstance(budget, Never):
        return Stopwatch(runs=runs, once=once)
    return Stopwatch(budget.seconds, runs, at_opening=budget.at_opening, once=once)


def replayed(watch: Stopwatch, pauses: Iterable[Pause], stopped_at: datetime | None) -> Stopwatch:
    """A clock just started, run through its pauses in order and its stop: a call read from elsewhere."""
    for begin, end in pauses:
        watch = watch.pause(begin)
        if end is not None:
            watch = watch.resume(end)
    return watch if stopped_at is None else watch.stop(stopped_at)
