"""The two clocks of a call: each target is a stopwatch over covered time (service-levels.md 3).

A `Stopwatch` is a frozen value that the call's row stores; every step returns a new one. What it says (due,
state, time left) depends on the coverage alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from svc_tui.domain.coverage import Coverage, Instant, Never, instant_of, seconds_of
from svc_tui.domain.targets import Budget, Target, budget_of


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
    """The instants a running target passes; the row of a call keeps them so that SQL can filter by state."""

    due_at: datetime | None = None
    """Overdue strictly after it; None: not running, no target, or never."""
    warn_at: datetime | None = None
    """From here 75 % is consumed."""
    critical_at: datetime | None = None
    """From here 90 % is consumed."""


NO_MARKS = Marks()


@dataclass(frozen=True)
class Stopwatch:
    """One target of a call: a budget of covered seconds, what was consumed, and since when it runs."""

    budget_s: int | None = None
    """Covered seconds allowed; None: no target."""
    spent_s: int = 0
    """Covered seconds consumed before `running_since`."""
    running_since: datetime | None = None
    """None: paused or stopped."""
    stopped_at: datetime | None = None
    """When it was stopped (answered, resolved)."""
    at_opening: bool = False
    """See Budget.at_opening."""
    once: bool = False
    """The response clock: no status pauses it, it stops once for ever."""

    @property
    def is_running(self) -> bool:
        return self.running_since is not None

    @property
    def is_paused(self) -> bool:
        return self.running_since is None and self.stopped_at is None

    # Steps

    def pause(self, now: datetime, coverage: Coverage | None) -> Self:
        """Hold the clock; nothing for a response clock or one that does not run."""
        if self.once or not self.is_running:
            return self
        return replace(self, spent_s=self.spent(now, coverage), running_since=None)

    def resume(self, now: datetime) -> Self:
        """Run on after a pause with what was consumed."""
        return replace(self, running_since=now) if self.is_paused else self

    def rebudget(self, budget: Budget | None) -> Self:
        """Another priority, contract or coverage: what was consumed is kept, and since `running_since` the
        coverage that is asked with from now on counts. An answered response stays as it was."""
        if self.once and self.stopped_at is not None:
            return self
        if budget is None:
            return replace(self, budget_s=None, at_opening=False)
        return replace(self, budget_s=budget.seconds, at_opening=budget.at_opening)

    def stop(self, now: datetime, coverage: Coverage | None) -> Self:
        """Answered or resolved. A second stop changes nothing."""
        if self.stopped_at is not None:
            return self
        return replace(self, spent_s=self.spent(now, coverage), running_since=None, stopped_at=now)

    def reopen(self, now: datetime) -> Self:
        """Run on after a stop; the time in between counts as paused. Never for a response clock."""
        if self.once or self.stopped_at is None:
            return self
        return replace(self, running_since=now, stopped_at=None)

    # What it says

    def spent(self, now: datetime, coverage: Coverage | None) -> int:
        """Covered seconds consumed until now."""
        if self.running_since is None or coverage is None:
            return self.spent_s
        return self.spent_s + coverage.elapsed(self.running_since, now)

    def left(self, now: datetime, coverage: Coverage | None) -> int | None:
        """Covered seconds left, negative when late; None without a target. While paused: what remains."""
        return None if self.budget_s is None else self.budget_s - self.spent(now, coverage)

    def due(self, coverage: Coverage | None) -> Instant | None:
        """When the budget is used up; None while paused or stopped, without a target or a coverage."""
        if self.budget_s is None or self.running_since is None or coverage is None:
            return None
        due = coverage.add(self.running_since, self.budget_s - self.spent_s)
        return coverage.first_covered(due) if self.at_opening and isinstance(due, datetime) else due

    def marks(self, coverage: Coverage | None) -> Marks:
        """Due, warning and critical instants for the row of the call."""
        due = self.due(coverage)
        if (
            coverage is None
            or self.budget_s is None
            or self.running_since is None
            or not isinstance(due, datetime)
        ):
            return NO_MARKS
        since, marks = seconds_of(self.running_since), []
        for percent in (75, 90):
            need = -(-self.budget_s * percent // 100) - self.spent_s
            at = since if need <= 0 and self.spent_s else coverage.add_s(since, need)
            marks.append(due if at is None else min(due, instant_of(at)))
        return Marks(due, *marks)

    def state(self, now: datetime, coverage: Coverage | None) -> TargetState:
        """The state of the target at `now`; the same that `state_of` says from stored marks."""
        return state_of(self, self.marks(coverage), now)


def state_of(watch: Stopwatch, marks: Marks, now: datetime) -> TargetState:
    """The state of a target from what the row of a call stores, without its coverage."""
    if watch.budget_s is None:
        return TargetState.NONE
    if watch.stopped_at is not None:
        return TargetState.MET if watch.spent_s <= watch.budget_s else TargetState.MISSED
    if watch.running_since is None:
        return TargetState.PAUSED
    if marks.due_at is None:
        return TargetState.NONE
    if now > marks.due_at:
        return TargetState.OVERDUE
    if marks.critical_at is not None and now >= marks.critical_at:
        return TargetState.CRITICAL
    if marks.warn_at is not None and now >= marks.warn_at:
        return TargetState.WARNING
    return TargetState.OK


def start(
    reported: datetime, target: Target | None, coverage: Coverage | None, *, once: bool = False
) -> Stopwatch:
    """A clock that runs from the reported instant. Without a target or a coverage it has no budget.

    A target that never ends (the contract covers no hour) gives no budget either: the call has no due date.
    """
    budget = budget_of(target, coverage, reported) if target is not None and coverage is not None else None
    if budget is None or isinstance(budget, Never):
        return Stopwatch(running_since=reported, once=once)
    return Stopwatch(budget.seconds, running_since=reported, at_opening=budget.at_opening, once=once)


def replayed(
    watch: Stopwatch,
    coverage: Coverage | None,
    pauses: list[tuple[datetime, datetime | None]],
    stopped_at: datetime | None,
) -> Stopwatch:
    """A clock just started, run through its pauses in order and its stop: a call read from elsewhere."""
    for begin, end in pauses:
        watch = watch.pause(begin, coverage)
        if end is not None:
            watch = watch.resume(end)
    return watch if stopped_at is None else watch.stop(stopped_at, coverage)
