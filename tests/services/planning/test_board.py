"""Technicians by days: hours, visits, ways, absences, and how full each day is."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from svc_tui.presentation.planning import day as words
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from svc_tui.services.planning.travel import Travel
from tests.services.desk import MONDAY_9, Desk

MONDAY = date(2026, 3, 2)
H = 3600


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_a_day_counts_work_visits_and_ways(desk: Desk) -> None:
    plan = Plan(desk.context)
    Travel(desk.context).set("South", "North", 45)
    desk.change("person", 2, territory="South", hours="Mo-Fr 08:00-12:00")
    north, south = desk.open_call(), desk.open_call()
    desk.calls.set([north], {"territory": "North"})
    desk.calls.set([south], {"territory": "South"})
    plan.new(north, {"technicians": "bruno carla", "starts_at": MONDAY_9, "note": "two seals\n\nladder"})
    plan.new(south, {"technicians": "bruno", "starts_at": MONDAY_9 + timedelta(hours=2)})
    Absences(desk.context).away("carla tue 14:00-18:00 training")
    monday, tuesday = plan.days(MONDAY, 2)
    bruno, carla = monday.lanes
    assert (bruno.person, bruno.work_s, bruno.planned_s, bruno.travel_s) == ("bruno", 4 * H, 2 * H, 90 * 60)
    assert bruno.load == pytest.approx(3.5 / 4)
    assert [visit.call for visit in carla.visits] == [north]
    assert len(monday.visits) == 2
    assert (tuesday.lanes[1].work_s, len(tuesday.lanes[1].away), tuesday.lanes[1].visits) == (5 * H, 1, ())
    assert [(each.visits, each.planned_s, each.away) for each in plan.counts(MONDAY, 3)] == [
        (2, 3 * H, 0), (0, 0, 1), (0, 0, 0),
    ]  # fmt: skip
    text = "\n".join(words.day_lines(MONDAY, bruno, desk.context.zone))
    assert text.splitlines()[0].startswith("Bruno · ")
    assert "2 visits · 2h00 planned · 1h30 on the way" in text
    assert "09:00-10:00  Lavanderia Bianchi" in text
    assert "    > two seals\n    > ladder" in text
    assert words.load_words(bruno) == "2  2h00  88%"
    assert words.load_words(tuesday.lanes[0]) == "0"


def test_a_holiday_and_who_was_there_once(desk: Desk) -> None:
    plan = Plan(desk.context)
    plan.new(desk.open_call(), {"technicians": "carla", "starts_at": MONDAY_9})
    desk.change("person", 3, active=False)
    (board,) = plan.days(MONDAY)
    assert [lane.person for lane in board.lanes] == ["bruno", "carla"]  # who left has visits still
    (easter,) = plan.days(date(2026, 4, 6))
    assert [(lane.person, lane.holiday, lane.work_s) for lane in easter.lanes] == [("bruno", True, 0)]
    assert words.load_words(easter.lanes[0]) == "holiday"
