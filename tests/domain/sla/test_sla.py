"""The stopwatches: pausing, stopping, reopening, states and the instants stored for them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.stopwatch import NO_MARKS, Marks, Stopwatch, TargetState, start
from svc_tui.domain.sla.targets import Budget, Target
from svc_tui.domain.sla.week import NO_HOURS
from tests.domain.clocks import HOUR, office, rome
from tests.domain.strategies import BUDGETS, coverages, instants

OFFICE = office()
MONDAY = rome("2026-03-02 09:00")
EIGHT = Target(8 * HOUR)


def running(hours: int = 8, *, once: bool = False) -> Stopwatch:
    return start(MONDAY, Target(hours * HOUR), OFFICE, once=once)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-02 09:00", TargetState.OK),
        ("2026-03-02 14:59:59", TargetState.OK),
        ("2026-03-02 15:00", TargetState.WARNING),
        ("2026-03-02 16:11:59", TargetState.WARNING),
        ("2026-03-02 16:12", TargetState.CRITICAL),
        ("2026-03-02 17:00", TargetState.CRITICAL),
        ("2026-03-02 17:00:01", TargetState.OVERDUE),
    ],
)
def test_states_while_it_runs(now: str, state: TargetState) -> None:
    assert running().state(rome(now), OFFICE) is state


def test_marks_are_the_instants_at_which_the_state_changes() -> None:
    assert running().marks(OFFICE) == Marks(
        due_at=rome("2026-03-02 17:00"),
        warn_at=rome("2026-03-02 15:00"),
        critical_at=rome("2026-03-02 16:12"),
    )


def test_after_a_pause_the_marks_count_what_was_consumed() -> None:
    watch = running().pause(rome("2026-03-02 16:00")).resume(rome("2026-03-08 12:00"))
    assert watch.marks(OFFICE) == Marks(
        due_at=rome("2026-03-09 10:00"),
        warn_at=rome("2026-03-08 12:00"),
        critical_at=rome("2026-03-09 09:12"),
    )
    assert watch.state(rome("2026-03-08 12:00"), OFFICE) is TargetState.WARNING


def test_a_mark_reached_before_a_pause_stays_reached() -> None:
    watch = running().pause(rome("2026-03-02 15:00")).resume(rome("2026-03-08 12:00"))
    assert watch.spent_before(OFFICE) == 6 * HOUR
    assert watch.marks(OFFICE).warn_at == rome("2026-03-08 12:00")
    assert watch.state(rome("2026-03-08 12:00"), OFFICE) is TargetState.WARNING


def test_while_paused_there_is_no_due_date_but_what_remains() -> None:
    watch = running().pause(rome("2026-03-02 14:00"))
    assert watch.due(OFFICE) is None
    assert watch.marks(OFFICE) == NO_MARKS
    assert watch.left(rome("2026-03-05 14:00"), OFFICE) == 3 * HOUR
    assert watch.state(rome("2026-03-05 14:00"), OFFICE) is TargetState.PAUSED
    assert watch.pause(rome("2026-03-05 14:00")) == watch


def test_lateness_is_counted_in_covered_time() -> None:
    friday = start(rome("2026-03-06 09:00"), EIGHT, OFFICE)
    monday = rome("2026-03-09 10:00")
    assert friday.due(OFFICE) == rome("2026-03-06 17:00")
    assert friday.left(monday, OFFICE) == -2 * HOUR
    assert OFFICE.due_in(monday, rome("2026-03-06 17:00")) == -2 * HOUR


def test_overdue_after_closing_is_late_by_nothing_and_missed() -> None:
    watch = running(9)
    evening = rome("2026-03-02 20:00")
    assert watch.state(rome("2026-03-02 18:00"), OFFICE) is not TargetState.OVERDUE
    assert watch.state(rome("2026-03-02 18:00:01"), OFFICE) is TargetState.OVERDUE
    assert watch.left(evening, OFFICE) == 0
    assert watch.stop(evening).state(evening, OFFICE) is TargetState.MISSED
    assert watch.stop(rome("2026-03-02 18:00")).state(evening, OFFICE) is TargetState.MET


@pytest.mark.parametrize(
    ("stopped", "state"), [("2026-03-02 17:00", TargetState.MET), ("2026-03-02 17:00:01", TargetState.MISSED)]
)
def test_a_target_is_met_up_to_the_budget(stopped: str, state: TargetState) -> None:
    assert running().stop(rome(stopped)).state(rome("2026-04-01 09:00"), OFFICE) is state


def test_the_response_clock_is_never_paused_and_stops_once_for_ever() -> None:
    watch = running(4, once=True)
    assert watch.pause(rome("2026-03-02 10:00")) == watch
    answered = watch.stop(rome("2026-03-02 12:00"))
    assert answered.stop(rome("2026-03-03 12:00")) == answered
    assert answered.reopen(rome("2026-03-04 12:00")) == answered
    assert answered.rebudget(Budget(HOUR)) == answered
    assert answered.state(MONDAY, OFFICE) is TargetState.MET


def test_time_while_resolved_counts_as_paused() -> None:
    watch = running().stop(rome("2026-03-02 10:00")).reopen(rome("2026-03-06 10:00"))
    assert watch.left(rome("2026-03-06 11:00"), OFFICE) == 6 * HOUR
    assert running().reopen(rome("2026-03-06 10:00")) == running()


def test_a_lower_target_than_was_consumed_was_due_when_it_was_used_up() -> None:
    watch = running().pause(rome("2026-03-02 15:00")).rebudget(Budget(4 * HOUR))
    assert watch.due(OFFICE) == rome("2026-03-02 13:00")
    assert watch.state(rome("2026-03-02 15:00:01"), OFFICE) is TargetState.OVERDUE
    resumed = watch.resume(rome("2026-03-03 09:00"))
    assert resumed.due(OFFICE) == rome("2026-03-02 13:00")
    assert resumed.left(rome("2026-03-03 10:00"), OFFICE) == -3 * HOUR
    assert watch.rebudget(Budget(8 * HOUR)).due(OFFICE) is None


def test_a_stopped_clock_says_by_what_it_is_measured() -> None:
    at = rome("2026-03-02 15:00")
    assert running().stop(at).measured_by(OFFICE) == rome("2026-03-02 17:00")
    assert running().pause(rome("2026-03-02 10:00")).stop(at).measured_by(OFFICE) is None
    again = running().pause(rome("2026-03-02 10:00")).resume(at).stop(at)
    assert again.measured_by(OFFICE) == rome("2026-03-03 13:00")
    assert running(4).stop(at).measured_by(OFFICE) == rome("2026-03-02 13:00")


def test_what_is_used_up_at_closing_is_due_at_the_opening_though_paused_before() -> None:
    watch = start(rome("2026-03-02 20:00"), Target(days=1), OFFICE)
    assert watch.due(OFFICE) == rome("2026-03-04 09:00")
    held = watch.pause(rome("2026-03-03 19:00"))
    assert held.due(OFFICE) == rome("2026-03-04 09:00")
    assert held.state(rome("2026-03-04 09:00"), OFFICE) is TargetState.PAUSED
    assert held.state(rome("2026-03-04 09:00:01"), OFFICE) is TargetState.OVERDUE


@pytest.mark.parametrize(
    ("target", "coverage"),
    [(None, OFFICE), (EIGHT, None), (Target(days=2), Coverage(NO_HOURS, "Europe/Rome"))],
)
def test_without_target_or_contract_there_is_no_state(
    target: Target | None, coverage: Coverage | None
) -> None:
    watch = start(MONDAY, target, coverage)
    assert watch.due(coverage) is None
    assert watch.left(MONDAY, coverage) is None
    assert watch.state(MONDAY, coverage) is TargetState.NONE
    assert watch.stop(MONDAY).state(MONDAY, coverage) is TargetState.NONE


def test_a_contract_found_later_counts_from_the_report() -> None:
    watch = start(MONDAY, None, None).rebudget(Budget(8 * HOUR))
    assert watch.due(OFFICE) == rome("2026-03-02 17:00")
    assert watch.rebudget(None).due(OFFICE) is None


def test_a_contract_that_covers_no_hour_gives_no_due_date() -> None:
    nothing = Coverage(NO_HOURS, "Europe/Rome")
    watch = start(MONDAY, EIGHT, nothing)
    assert isinstance(watch.due(nothing), Never)
    assert watch.state(MONDAY, nothing) is TargetState.NONE


def test_a_zero_target_is_due_at_the_first_covered_instant() -> None:
    watch = start(rome("2026-03-01 12:00"), Target(), OFFICE)
    assert watch.state(rome("2026-03-01 13:00"), OFFICE) is TargetState.OK
    assert watch.state(rome("2026-03-02 09:00"), OFFICE) is TargetState.CRITICAL
    assert watch.state(rome("2026-03-02 09:00:01"), OFFICE) is TargetState.OVERDUE


def test_a_pause_outside_hours_moves_no_day_target() -> None:
    watch = start(rome("2026-03-07 15:00"), Target(days=1), OFFICE)
    assert watch.due(OFFICE) == rome("2026-03-10 09:00")
    paused = watch.pause(rome("2026-03-08 10:00")).resume(rome("2026-03-08 20:00"))
    assert paused.due(OFFICE) == rome("2026-03-10 09:00")
    longer = watch.pause(rome("2026-03-09 10:00")).resume(rome("2026-03-09 12:00"))
    assert longer.due(OFFICE) == rome("2026-03-10 11:00")


@given(coverages(), instants(), BUDGETS, st.integers(0, 200 * HOUR))
def test_the_state_says_what_was_consumed(coverage: Coverage, t: datetime, budget: int, later: int) -> None:
    watch = start(t, Target(budget), coverage)
    now = t + timedelta(seconds=later)
    assume(watch.marks(coverage).due_at is not None)
    state, spent = watch.state(now, coverage), watch.spent(now, coverage)
    if state in (TargetState.OK, TargetState.WARNING, TargetState.CRITICAL):
        percent = 100 * spent / budget
        expected = (
            TargetState.CRITICAL
            if percent >= 90
            else TargetState.WARNING
            if percent >= 75
            else TargetState.OK
        )
        assert state is expected
    else:
        assert state is TargetState.OVERDUE
        assert spent >= budget
