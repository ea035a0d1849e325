"""Load and utilisation of technicians, each figure counted once more by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_a_week_is_summed_up_against_the_working_hours(desk: Desk) -> None:
    plan = Plan(desk.context)

    def visit(start: timedelta, hours: float, who: str = "bruno") -> int:
        given = {"technicians": who, "starts_at": MONDAY_9 + start, "ends_at": MONDAY_9 + start + hours * H}
        return plan.new(desk.open_call(), given).number

    first, _second = visit(0 * H, 2), visit(DAY + H, 1.5, "bruno carla")
    plan.cancel([visit(2 * DAY, 3)])
    visit(7 * DAY, 4)  # the week after
    Absences(desk.context).away("bruno fri vacation")
    desk.later(hours=2)
    plan.check_in([first], MONDAY_9 + H / 4)
    plan.check_out([first], MONDAY_9 + 1.5 * H)
    loads = {each.person: each for each in plan.loads(date(2026, 3, 2), 7)}
    bruno, carla = loads["bruno"], loads["carla"]
    assert (bruno.work_s, carla.work_s) == (4 * 9 * 3600, 5 * 9 * 3600)
    assert (bruno.visits, bruno.done, carla.visits, carla.done) == (2, 1, 1, 0)
    assert (bruno.planned_s, bruno.actual_s) == (3.5 * 3600, 1.25 * 3600)
    days = [board.lanes for board in plan.days(date(2026, 3, 2), 7)]
    assert bruno.travel_s == sum(lane.travel_s for lanes in days for lane in lanes if lane.person == "bruno")
    assert bruno.load == (bruno.planned_s + bruno.travel_s) / bruno.work_s
    assert bruno.utilisation == pytest.approx(1.25 / 36)
    (only,) = plan.loads(date(2026, 3, 7), 2, ["bruno"])  # a weekend
    assert (only.work_s, only.load, only.utilisation) == (0, None, None)


def test_a_visit_over_midnight_counts_on_the_day_it_begins(desk: Desk) -> None:
    plan = Plan(desk.context)
    night = {"technicians": "bruno", "starts_at": MONDAY_9 + 14 * H, "ends_at": MONDAY_9 + 17 * H}
    plan.new(desk.open_call(), night)
    (monday,), (tuesday,) = (plan.loads(date(2026, 3, day), 1, ["bruno"]) for day in (2, 3))
    assert (monday.visits, tuesday.visits) == (1, 0)
    assert (monday.planned_s, tuesday.planned_s) == (10800, 0)


@pytest.mark.parametrize(
    ("first", "count", "hours"), [(2, 1, 9), (2, 2, 18), (3, 3, 27), (4, 2, 18), (6, 1, 0), (5, 3, 9)]
)
def test_the_working_hours_of_every_day_count_the_last_as_well(
    desk: Desk, first: int, count: int, hours: int
) -> None:
    Absences(desk.context).away("bruno fri vacation")
    plan = Plan(desk.context)
    (load,) = plan.loads(date(2026, 3, first), count, ["bruno"])
    assert load.work_s == hours * 3600
    days = [plan.loads(date(2026, 3, first + day), 1, ["bruno"])[0].work_s for day in range(count)]
    assert sum(days) == load.work_s
