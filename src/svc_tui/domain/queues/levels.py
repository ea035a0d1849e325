"""Levels of escalation on the covered clock: when a level is reached, whether it is, and what it fires for.

A level belongs to a target of a call (response, resolution) or to its silence. It fires once for what it is armed by
(`Arm`): the run of the target's clock and its budget, or the last entry of a call's history. So it fires again after
a pause and for a new target, and after somebody wrote something; nothing else arms it anew.
"""

from dataclasses import dataclass
from datetime import datetime

from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.stopwatch import Stopwatch, due_of

RESPONSE, RESOLUTION, SILENCE = "response", "resolution", "silence"
TARGETS = (RESPONSE, RESOLUTION, SILENCE)
OVERDUE = 100
"""The percent from which a target is overdue."""


@dataclass(frozen=True)
class Moment:
    """Where a level lies: so many hundredths of a target's covered time, or so much covered time beyond it."""

    target: str
    """response, resolution or silence."""
    percent: int | None = None
    """From 1 to 100, which is overdue; none for silence."""
    after_s: int = 0
    """Covered seconds after the due instant, or of silence."""

    @property
    def is_overdue(self) -> bool:
        """Whether it is the due instant itself: reached strictly after it, as everywhere."""
        return self.percent == OVERDUE and not self.after_s

    def wanted_s(self, budget_s: int) -> int:
        """Covered seconds of a budget that are used where the level lies; hundredths are rounded up."""
        return -(-budget_s * (self.percent or 0) // 100) + self.after_s


@dataclass(frozen=True)
class Arm:
    """What a level fires for."""

    since: datetime
    """The beginning of the run, the last entry, or the due instant of a target that came without a budget."""
    budget_s: int | None = None
    """The target's budget, where it has one."""


@dataclass(frozen=True)
class Reach:
    """A level of one call: what arms it, and when it is or will be reached."""

    arm: Arm
    at: datetime
    strictly: bool = False
    """Reached only after that instant, not at it."""

    def is_reached(self, now: datetime) -> bool:
        """Whether that instant has come."""
        return now > self.at if self.strictly else now >= self.at


def may_fire(*, is_open: bool, resolved_at: datetime | None, paused_since: datetime | None) -> bool:
    """Closed, resolved and paused calls are left alone."""
    return is_open and resolved_at is None and paused_since is None


def reach(
    moment: Moment, watch: Stopwatch, coverage: Coverage | None, *, due: datetime | None, hours: Coverage
) -> Reach | None:
    """When a level of a target is reached; None: its clock stands or has stopped, it has no target, or never.

    A level that lies before the run that is under way is reached as that run begins: after a pause it fires again.

    Args:
        moment: Where the level lies.
        watch: The stopwatch of its target.
        coverage: The covered time of the call.
        due: The due instant that the call has, for a target that came from elsewhere without a budget.
        hours: What such a target's lateness is counted in, where the call has no covered time.
    """
    arm = arm_of(watch, due)
    if arm is None:
        return None
    if watch.budget_s is None:
        return _after(moment, arm, arm.since, coverage or hours)
    if coverage is None:
        return None if due is None else _after(moment, arm, due, hours)
    opening = watch.at_opening and moment.is_overdue
    at = due_of(coverage, watch.runs, moment.wanted_s(watch.budget_s), at_opening=opening)
    return Reach(arm, max(arm.since, at), moment.is_overdue) if isinstance(at, datetime) else None


def arm_of(watch: Stopwatch, due: datetime | None) -> Arm | None:
    """What arms the levels of a target. None: its clock stands or has stopped, or it has no target."""
    if watch.stopped_at is not None:
        return None
    if watch.budget_s is None:
        return None if due is None else Arm(due)
    return None if watch.running_since is None else Arm(watch.running_since, watch.budget_s)


def _after(moment: Moment, arm: Arm, due: datetime, hours: Coverage) -> Reach | None:
    """Of a target whose covered time is not known: only that it is overdue, and for how long."""
    if moment.percent != OVERDUE:
        return None
    at = hours.add(due, moment.after_s) if moment.after_s else due
    return Reach(arm, at, moment.is_overdue) if isinstance(at, datetime) else None


def silent(moment: Moment, last: datetime, hours: Coverage) -> Reach | None:
    """When nothing has been written for the time of the level. None: the hours never come.

    Args:
        moment: How long is too long.
        last: The last entry of the call's history that is no level's own.
        hours: What the silence is counted in.
    """
    at = hours.add(last, moment.after_s)
    return Reach(Arm(last), at) if isinstance(at, datetime) else None


def shown_from(hours: Coverage | None, now: datetime) -> datetime | None:
    """When an alert is shown that is given now: None at once, else when the queue opens next.

    Without hours, and with hours that never come, at once: an alert is held, never lost.
    """
    if hours is None:
        return None
    opening = hours.first_covered(now)
    return opening if isinstance(opening, datetime) and opening > now else None
