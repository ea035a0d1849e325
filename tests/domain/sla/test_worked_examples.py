"""The worked examples of the clock, W1 to W27 and the table of B1-like rows, one test case an id."""

import pytest

from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.stopwatch import Stopwatch, TargetState, start
from svc_tui.domain.sla.targets import Budget, Target, budget_of, day_due, parse_target
from tests.domain.clocks import HOUR, LUNCH, NIGHTS, OFFICE, office, rome, utc

XMAS = ("2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-01-01", "2027-01-06")

ADDITIONS = {
    "W1": (office(LUNCH), rome("2026-03-01 12:00"), 5, "2026-03-02 14:00"),
    "W2": (office(), rome("2026-03-03 10:00"), 8, "2026-03-03 17:00"),
    "W3": (office(LUNCH, "2026-05-01"), rome("2026-04-30 16:00"), 4, "2026-05-04 09:00"),
    "W3b": (office(LUNCH, "2026-05-01", holidays=True), rome("2026-04-30 16:00"), 4, "2026-05-01 09:00"),
    "W3b by PH on": (
        office(LUNCH + "; PH on", "2026-05-01"),
        rome("2026-04-30 16:00"),
        4,
        "2026-05-01 09:00",
    ),
    "W4": (office("24/7"), rome("2026-03-28 12:00"), 24, "2026-03-29 11:00"),
    "W5": (office("24/7"), rome("2026-10-24 22:00"), 8, "2026-10-25 04:00"),
    "W6": (office(NIGHTS), rome("2026-03-28 23:00"), 5, "2026-03-29 03:00"),
    "W7": (office(NIGHTS, "2026-05-01"), rome("2026-04-30 23:00"), 4, "2026-05-02 01:00"),
    "W9": (office("Mo-Su 02:00-03:00"), rome("2026-03-28 02:30"), 1, "2026-03-30 00:30"),
    "W9b": (office("Mo-Su 02:00-03:00"), rome("2026-10-25 01:00"), 1.5, "2026-10-25 01:30"),
    "W11": (office("Mo-Su 08:00-20:00"), utc("2026-07-01 22:30"), 4, "2026-07-02 10:00"),
    "W12": (office(), rome("2026-03-27 16:00"), 4, "2026-03-30 09:00"),
    "W13": (office("Mo-Fr 08:30-12:30,14:00-18:00", *XMAS), rome("2026-12-23 17:00"), 20, "2026-12-30 10:30"),
    "W17": (office(), rome("2026-03-01 12:00"), 0, "2026-03-02 08:00"),
    "W26": (
        office(OFFICE, "2026-12-24 13:00-24:00", "2026-12-25"),
        rome("2026-12-24 10:00"),
        5,
        "2026-12-28 10:00",
    ),
    "W27": (
        office("Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00"),
        rome("2026-06-30 16:00"),
        8,
        "2026-07-01 12:00",
    ),
    "W19": (office("24/7", zone="Australia/Sydney"), utc("2026-04-04 09:00"), 12, "2026-04-04 21:00"),
}


@pytest.mark.parametrize("case", ADDITIONS)
def test_budget_ends_when_the_table_says(case: str) -> None:
    coverage, begin, hours, due = ADDITIONS[case]
    assert coverage.add(begin, round(hours * HOUR)) == utc(due)


def test_w7_takes_only_the_minutes_on_the_holiday() -> None:
    coverage = office(NIGHTS, "2026-05-01")
    midnight = rome("2026-05-01 00:00")
    assert coverage.elapsed(rome("2026-04-30 23:00"), midnight) == HOUR
    assert coverage.elapsed(midnight, rome("2026-05-02 03:00")) == 3 * HOUR


def paused(coverage: Coverage, begin: str, hours: int, *pauses: tuple[str, str]) -> Stopwatch:
    watch = start(rome(begin), Target(hours * HOUR), coverage)
    for held, again in pauses:
        watch = watch.pause(rome(held))
        assert watch.due(coverage) is None
        watch = watch.resume(rome(again))
    return watch


@pytest.mark.parametrize(
    ("hours", "begin", "budget", "pauses", "due"),
    [
        pytest.param(
            OFFICE,
            "2026-03-06 10:00",
            10,
            [("2026-03-06 15:00", "2026-03-09 11:00")],
            "2026-03-09 15:00",
            id="W8",
        ),
        pytest.param(
            OFFICE,
            "2026-03-02 09:00",
            8,
            [("2026-03-02 10:00", "2026-03-02 12:00"), ("2026-03-02 16:00", "2026-03-03 10:00")],
            "2026-03-03 12:00",
            id="W8b",
        ),
        pytest.param(
            OFFICE,
            "2026-03-02 16:00",
            4,
            [("2026-03-02 19:00", "2026-03-03 07:30")],
            "2026-03-03 10:00",
            id="W8c",
        ),
        pytest.param(
            "24/7",
            "2026-03-28 20:00",
            8,
            [("2026-03-28 23:00", "2026-03-29 05:00")],
            "2026-03-29 08:00",
            id="W18",
        ),
    ],
)
def test_pauses_move_the_due_date(
    hours: str, begin: str, budget: int, pauses: list[tuple[str, str]], due: str
) -> None:
    coverage = office(hours)
    assert paused(coverage, begin, budget, *pauses).due(coverage) == utc(due)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([], "2026-03-02 12:00", id="W10"),
        pytest.param([("2026-03-02 10:00", "2026-03-02 12:00")], "2026-03-02 14:00", id="W10b"),
    ],
)
def test_a_raised_priority_keeps_what_was_consumed(pauses: list[tuple[str, str]], due: str) -> None:
    coverage = office()
    watch = paused(coverage, "2026-03-02 09:00", 16, *pauses)
    budget = budget_of(Target(4 * HOUR), coverage, rome("2026-03-02 09:00"))
    assert not isinstance(budget, Never)
    assert watch.rebudget(budget).due(coverage) == utc(due)


def test_w14_a_reopened_call_runs_on() -> None:
    coverage = office()
    watch = started("2026-03-02 09:00", 8).stop(rome("2026-03-02 15:00"))
    assert (watch.spent_before(coverage), watch.due(coverage)) == (6 * HOUR, None)
    assert watch.reopen(rome("2026-03-04 10:00")).due(coverage) == utc("2026-03-04 11:00")


def started(begin: str, hours: int) -> Stopwatch:
    return start(rome(begin), Target(hours * HOUR), office())


def standing(watch: Stopwatch, now: str) -> tuple[object, float, TargetState]:
    """What a clock says at an instant: due, hours late, state."""
    left = watch.left(rome(now), office())
    assert left is not None
    return watch.due(office()), -left / HOUR, watch.state(rome(now), office())


def test_w20_used_up_then_paused() -> None:
    due = utc("2026-03-02 12:00")
    held = started("2026-03-02 09:00", 4).pause(rome("2026-03-02 15:00"))
    assert standing(held, "2026-03-03 10:00") == (due, 2, TargetState.OVERDUE)
    again = held.resume(rome("2026-03-03 10:00"))
    assert standing(again, "2026-03-03 10:00") == (due, 2, TargetState.OVERDUE)
    assert standing(again, "2026-03-03 11:00") == (due, 3, TargetState.OVERDUE)


def test_w21_the_target_falls_below_what_was_consumed() -> None:
    watch = started("2026-03-02 09:00", 8).rebudget(Budget(2 * HOUR))
    assert standing(watch, "2026-03-02 12:00") == (utc("2026-03-02 10:00"), 1, TargetState.OVERDUE)


def test_w22_the_same_after_a_pause() -> None:
    watch = started("2026-03-02 09:00", 8).pause(rome("2026-03-02 10:00")).resume(rome("2026-03-02 12:00"))
    assert standing(watch.rebudget(Budget(2 * HOUR)), "2026-03-02 14:00") == (
        utc("2026-03-02 12:00"),
        1,
        TargetState.OVERDUE,
    )


def test_w23_resolved_late_and_reopened() -> None:
    done = started("2026-03-02 09:00", 4).stop(rome("2026-03-02 15:00"))
    assert done.state(rome("2026-03-02 15:00"), office()) is TargetState.MISSED
    assert standing(done.reopen(rome("2026-03-04 10:00")), "2026-03-04 10:00") == (
        utc("2026-03-02 12:00"),
        2,
        TargetState.OVERDUE,
    )


def test_w24_due_at_the_bell() -> None:
    watch, due = started("2026-03-02 10:00", 8), utc("2026-03-02 17:00")
    assert standing(watch, "2026-03-02 18:00") == (due, 0, TargetState.CRITICAL)
    assert standing(watch, "2026-03-02 18:00:01") == (due, 0, TargetState.OVERDUE)
    late = watch.stop(rome("2026-03-02 20:00"))
    assert standing(late, "2026-03-02 20:00") == (due, 0, TargetState.MISSED)
    assert watch.stop(rome("2026-03-02 18:00")).state(rome("2026-03-02 20:00"), office()) is TargetState.MET


def test_w25_a_corrected_report_starts_the_clock_anew() -> None:
    assert started("2026-03-02 12:00", 4).due(office()) == utc("2026-03-02 15:00")
    assert standing(started("2026-03-02 09:00", 4), "2026-03-02 14:00") == (
        utc("2026-03-02 12:00"),
        1,
        TargetState.OVERDUE,
    )


@pytest.mark.parametrize(
    ("begin", "due"),
    [
        ("2026-03-02 10:00", "2026-03-03 10:00"),
        ("2026-03-06 16:00", "2026-03-09 16:00"),
        ("2026-03-07 15:00", "2026-03-10 09:00"),
        ("2026-03-02 20:00", "2026-03-04 09:00"),
    ],
)
def test_one_covered_day(begin: str, due: str) -> None:
    coverage = office()
    assert day_due(coverage, rome(begin), 1) == rome(due)
    assert start(rome(begin), Target(days=1), coverage).due(coverage) == rome(due)


DAY, B1, ALWAYS = "Mo-Fr 09:00-17:00", "Mo-Fr 0800-1700; Sa-Su 0000-2359", "Mo-Su 0000-2359"
B1_ROWS = {
    1: (office(DAY), "15 16:00", "18 12:00", "19 16:00", "18 16:00"),
    2: (office(DAY), "16 10:00", "18 13:00", "20 09:00", "18 17:00"),
    3: (office(DAY), "14 07:30", "14 13:00", "18 09:00", "14 17:00"),
    4: (office(DAY), "14 17:00", "15 13:00", "19 09:00", "15 17:00"),
    5: (office(DAY, "2024-03-18"), "15 16:00", "19 12:00", "20 16:00", "19 16:00"),
    6: (office(DAY, "2024-03-18", holidays=True), "15 16:00", "18 12:00", "19 16:00", "18 16:00"),
    7: (office(DAY), "14 13:00", "14 17:00", "18 13:00", "15 13:00"),
    8: (office(B1), "15 16:00", "16 03:00", "17 16:00", "16 07:00"),
    9: (office(ALWAYS), "15 16:00", "15 20:00", "17 16:00", "16 00:00"),
}


@pytest.mark.parametrize("row", B1_ROWS)
def test_b1_row(row: int) -> None:
    coverage, opened, *dues = B1_ROWS[row]
    reported = rome(f"2024-03-{opened}")
    for target, due in zip(("4h", "2d", "8h"), dues, strict=True):
        assert start(reported, parse_target(target), coverage).due(coverage) == rome(f"2024-03-{due}"), target
