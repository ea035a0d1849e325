"""Levels on the covered clock: the instants of service-levels.md at which one is reached, and what it fires for."""

from datetime import UTC, datetime, timedelta

import pytest

from svc_tui.domain.queues.levels import Arm, Moment, may_fire, reach, shown_from, silent
from svc_tui.domain.sla.coverage import coverage_of
from svc_tui.domain.sla.stopwatch import Run, Stopwatch

DAYS = coverage_of("Mo-Fr 09:00-18:00", "Europe/Rome")
ALWAYS = coverage_of("24/7", "Europe/Rome")
HOUR = 3600


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00+00:00")


def hours(*runs: tuple[str, str | None]) -> tuple[Run, ...]:
    return tuple((at(start), None if end is None else at(end)) for start, end in runs)


@pytest.mark.parametrize(
    ("percent", "after_h", "reached"),
    [
        (50, 0, "03-02T12:00"),  # Monday 09:00 in Rome and 8 h: 13:00
        (75, 0, "03-02T14:00"),
        (90, 0, "03-02T15:12"),
        (100, 0, "03-02T16:00"),
        (100, 2, "03-03T09:00"),  # an hour to the bell, the other on Tuesday
    ],
)
def test_a_level_is_reached_on_the_covered_clock(percent: int, after_h: int, reached: str) -> None:
    watch = Stopwatch(8 * HOUR, hours(("03-02T08:00", None)))
    found = reach(Moment("resolution", percent, after_h * HOUR), watch, DAYS, due=None, hours=ALWAYS)
    assert found is not None
    assert found.at == at(reached)
    assert found.arm == Arm(at("03-02T08:00"), 8 * HOUR)
    before, after = found.at - timedelta(seconds=1), found.at + timedelta(seconds=1)
    # Overdue is strict, as everywhere; every other level is reached at its instant.
    overdue = percent == 100 and not after_h
    assert [found.is_reached(now) for now in (before, found.at, after)] == [False, not overdue, True]


def test_a_level_over_the_change_of_clocks() -> None:
    """W4: 24 h from Saturday noon are used up on Sunday at 13:00 summer time; half of them before the change."""
    watch = Stopwatch(24 * HOUR, hours(("03-28T11:00", None)))
    found = [
        reach(Moment("resolution", percent), watch, ALWAYS, due=None, hours=ALWAYS)
        for percent in (50, 75, 100)
    ]
    assert [each.at for each in found if each] == [at("03-28T23:00"), at("03-29T05:00"), at("03-29T11:00")]


def test_after_a_pause_a_level_that_was_reached_before_is_reached_as_the_run_begins() -> None:
    watch = Stopwatch(8 * HOUR, hours(("03-02T08:00", "03-02T15:00"), ("03-04T10:00", None)))
    half = reach(Moment("resolution", 50), watch, DAYS, due=None, hours=ALWAYS)
    last = reach(Moment("resolution", 90), watch, DAYS, due=None, hours=ALWAYS)
    assert half is not None
    assert last is not None
    assert (half.at, half.arm.since) == (at("03-04T10:00"), at("03-04T10:00"))
    assert last.at == at("03-04T10:12")  # 7 h were used before


@pytest.mark.parametrize(
    "watch",
    [
        Stopwatch(8 * HOUR, hours(("03-02T08:00", "03-02T15:00"))),  # paused
        Stopwatch(8 * HOUR, hours(("03-02T08:00", "03-02T15:00")), stopped_at=at("03-02T15:00")),
        Stopwatch(None, hours(("03-02T08:00", None))),  # no target
    ],
)
def test_a_clock_that_stands_reaches_nothing(watch: Stopwatch) -> None:
    assert reach(Moment("resolution", 50), watch, DAYS, due=None, hours=ALWAYS) is None


def test_of_a_target_without_a_budget_only_lateness_is_known() -> None:
    watch, due = Stopwatch(None, hours(("03-02T08:00", None))), at("03-06T16:00")  # Friday 17:00
    late = reach(Moment("resolution", 100, 2 * HOUR), watch, DAYS, due=due, hours=ALWAYS)
    assert late is not None
    assert late.at == at("03-09T09:00")  # an hour on Friday, one on Monday
    assert late.arm == Arm(due)
    assert reach(Moment("resolution", 75), watch, DAYS, due=due, hours=ALWAYS) is None


def test_a_budget_due_at_an_opening_is_overdue_at_the_opening() -> None:
    watch = Stopwatch(9 * HOUR, hours(("03-02T08:00", None)), at_opening=True)
    found = reach(Moment("resolution", 100), watch, DAYS, due=None, hours=ALWAYS)
    assert found is not None
    assert found.at == at("03-03T08:00")


def test_silence_counts_covered_hours() -> None:
    found = silent(Moment("silence", None, 4 * HOUR), at("03-06T15:00"), DAYS)  # Friday 16:00
    assert found is not None
    assert found.at == at("03-09T10:00")
    assert silent(Moment("silence", None, 4 * HOUR), at("03-06T15:00"), coverage_of("off", "UTC")) is None


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("03-27T16:59", None),
        ("03-27T17:00", "03-30T07:00"),  # Friday 18:00 to Monday 09:00, an hour shorter
        ("03-28T11:00", "03-30T07:00"),
        ("03-30T07:00", None),
    ],
)
def test_alerts_wait_for_the_opening(now: str, shown: str | None) -> None:
    assert shown_from(DAYS, at(now)) == (None if shown is None else at(shown))


def test_alerts_are_never_lost() -> None:
    assert shown_from(None, at("03-28T03:00")) is None
    assert shown_from(coverage_of("off", "UTC"), at("03-28T03:00")) is None


def test_what_is_closed_resolved_or_paused_is_left_alone() -> None:
    instant = datetime(2026, 3, 2, tzinfo=UTC)
    assert may_fire(is_open=True, resolved_at=None, paused_since=None)
    assert not may_fire(is_open=False, resolved_at=None, paused_since=None)
    assert not may_fire(is_open=True, resolved_at=instant, paused_since=None)
    assert not may_fire(is_open=True, resolved_at=None, paused_since=instant)
