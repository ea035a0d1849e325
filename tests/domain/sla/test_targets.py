"""Targets as text, and day targets as budgets."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.targets import Budget, Target, budget_of, day_due, format_target, parse_target
from svc_tui.domain.sla.week import NO_HOURS
from svc_tui.errors import Refused
from tests.domain.clocks import HOUR, LUNCH, office, rome
from tests.domain.strategies import coverages, instants


@pytest.mark.parametrize(
    ("text", "target", "written"),
    [
        ("4h", Target(4 * HOUR), "4h"),
        ("2d", Target(days=2), "2d"),
        ("90m", Target(90 * 60), "1h30"),
        ("1h30", Target(90 * 60), "1h30"),
        ("1h 30m", Target(90 * 60), "1h30"),
        ("1.5h", Target(90 * 60), "1h30"),
        ("45s", Target(45), "45s"),
        ("0h", Target(), "0h"),
        ("0", Target(), "0h"),
        ("1H05M09S", Target(3909), "1h5m9s"),
        ("45min", Target(45 * 60), "45m"),
        ("0d", Target(days=0), "0d"),
    ],
)
def test_text_is_read_and_written(text: str, target: Target, written: str) -> None:
    assert parse_target(text) == target
    assert format_target(target) == written


@pytest.mark.parametrize(
    "text",
    ["", "h", "5", "-4h", "4x", "1d4h", "2d2d", "h30", "99999999999999999999h", "11000d", "1.h", "1e3h"],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_target(text)
    assert "4h" in caught.value.text()


@given(st.builds(Target, st.integers(0, 10**8)) | st.builds(Target, days=st.integers(0, 3000)))
def test_what_is_written_reads_back(target: Target) -> None:
    assert parse_target(format_target(target)) == target


def test_a_day_target_becomes_a_budget_at_the_reported_instant() -> None:
    assert budget_of(Target(days=1), office(), rome("2026-03-02 10:00")) == Budget(9 * HOUR)
    assert budget_of(Target(days=1), office(), rome("2026-03-07 15:00")) == Budget(9 * HOUR, at_opening=True)
    assert budget_of(Target(4 * HOUR), office(), rome("2026-03-07 15:00")) == Budget(4 * HOUR)


@pytest.mark.parametrize(
    ("hours", "begin", "days", "due"),
    [
        # 13:30 lies in Tuesday's lunch: forward to the next window.
        ("Mo 09:00-18:00; Tu-Fr 09:00-13:00,14:00-18:00", "2026-03-02 13:30", 1, "2026-03-03 14:00"),
        # 17:00 lies after Tuesday's last window: back to its end.
        ("Mo 09:00-18:00; Tu-Fr 09:00-13:00", "2026-03-02 17:00", 1, "2026-03-03 13:00"),
        ("Mo-Su 22:00-06:00", "2026-03-02 23:00", 1, "2026-03-03 23:00"),
        ("Mo-Su 22:00-06:00", "2026-03-02 12:00", 1, "2026-03-03 22:00"),
        ("24/7", "2026-03-28 12:00", 1, "2026-03-29 12:00"),
        ("24/7", "2026-03-28 02:30", 1, "2026-03-29 03:30"),
        ("24/7", "2026-10-24 02:30", 1, "2026-10-25 02:30"),
        (LUNCH, "2026-03-06 18:00", 0, "2026-03-09 09:00"),
    ],
)
def test_the_same_wall_clock_clamped_into_the_windows(hours: str, begin: str, days: int, due: str) -> None:
    assert day_due(office(hours), rome(begin), days) == rome(due)


def test_a_day_target_without_cover_is_never() -> None:
    nothing = Coverage(NO_HOURS, "Europe/Rome")
    assert isinstance(budget_of(Target(days=1), nothing, rome("2026-03-02 09:00")), Never)
    assert isinstance(day_due(office("Mo 09:00-10:00"), rome("2026-03-02 09:00"), 60), Never)


@given(coverages(), instants(), st.integers(0, 20))
def test_the_budget_leads_back_to_the_day(coverage: Coverage, t: datetime, days: int) -> None:
    due = day_due(coverage, t, days)
    budget = budget_of(Target(days=days), coverage, t)
    if isinstance(due, Never) or isinstance(budget, Never):
        assert isinstance(due, Never)
        assert isinstance(budget, Never)
        return
    found = coverage.add(t, budget.seconds)
    assert isinstance(found, datetime)
    # At an opening, or within a gap beside a skipped hour, the next covered instant is meant.
    assert due == (coverage.first_covered(found) if budget.at_opening else found)
