"""Plans that come round again in a real store: written down, made once, missed, moved, given back; undo of it all."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.planning.plans import Plans
from svc_tui.services.planning.recurring import Row
from svc_tui.services.planning.service import Plan
from svc_tui.storage.engine.store import Store
from tests.services.desk import Desk

DAY = timedelta(days=1)


class Planner(Desk):
    """The desk with plans; today is Monday 2 March 2026."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.plans, self.plan = Plans(self.context), Plan(self.context)

    def rule(self, code: str = "P1", **values: Any) -> str:
        given = {"name": "Half-year check", "equipment": "311", "every": "monthly", **values}
        return self.plans.new({"code": code, **given}).record.code

    def rows(self, code: str = "P1", *states: str) -> list[Row]:
        return [each for each in self.plans.sheet(code).rows if not states or each.state in states]

    def days(self, code: str = "P1", *states: str) -> list[str]:
        return [each.day.isoformat() for each in self.rows(code, *states)]

    def count(self, table: str) -> int:
        from svc_tui.storage.exchange.whole import rows_of

        with self.store.read() as session:
            return len(list(rows_of(session=session, table_name=table, names=("id",))))


@pytest.fixture
def desk(tmp_path: Path) -> Planner:
    return Planner(tmp_path / "desk.db")


def said(made: Outcomes) -> str:
    return " ".join(each.say() for each in made.outcomes)


def test_a_call_is_made_ahead_of_its_day_and_sleeps_until_then(desk: Planner) -> None:
    desk.rule(start="2026-03-10", queue="NORTH", checklist="Oil\nBelts", lead="14", priority="medium")
    made = desk.plans.make()
    (number,) = [each.number for each in made.outcomes]
    row = desk.row(number)
    assert (row["subject"], row["description"], row["equipment"]) == ("Half-year check", "Oil\nBelts", 311)
    assert (row["queue"], row["priority"], row["status_class"]) == ("NORTH", "medium", "waiting")
    assert row["paused_until"].astimezone(desk.context.zone).date() == date(2026, 3, 10)
    assert desk.days("P1", "made") == ["2026-03-10"]
    assert desk.plans.find("p1").next_on == date(2026, 4, 10)


def test_twice_makes_nothing_new_nor_does_another_program(desk: Planner, tmp_path: Path) -> None:
    desk.rule(every="weekly mon", technician="bruno")
    first = desk.plans.make()
    assert len(first.done) == 3  # 2, 9 and 16 March
    assert desk.plans.make().outcomes == ()
    other = Store.open(tmp_path / "desk.db")
    assert Plans(Context(other, "bruno", lambda: desk.time)).make().outcomes == ()
    other.close()
    assert desk.count("plan_row") == desk.count("visit") == 3


def test_two_at_the_same_moment_make_nothing_twice(desk: Planner, tmp_path: Path) -> None:
    desk.rule(every="weekly mon,wed,fri", technician="bruno", lead="40")

    def make(who: str) -> int:
        store = Store.open(tmp_path / "desk.db")
        try:
            return len(Plans(Context(store, who, lambda: desk.time)).make().done)
        finally:
            store.close()

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(make, ("anna", "bruno", "carla")))
    assert sorted(made)[:2] == [0, 0]
    assert desk.count("plan_row") == desk.count("call") == max(made) == 18


def test_a_dry_run_writes_nothing(desk: Planner) -> None:
    desk.rule()
    assert len(desk.plans.make(dry_run=True).done) == 1
    assert desk.count("call") == desk.count("plan_row") == 0


def test_until_looks_further_but_not_beyond_the_horizon(desk: Planner) -> None:
    desk.rule(horizon="70")
    assert len(desk.plans.make(date(2026, 3, 2)).done) == 1
    assert len(desk.plans.make(date(2030, 1, 1)).done) == 2  # 2 April and, a Saturday moved to Monday, 4 May
    assert desk.days("P1", "made") == ["2026-03-02", "2026-04-02", "2026-05-04"]


def test_what_was_missed_is_said_first_and_made_up_for_once(desk: Planner) -> None:
    desk.rule("OLD", every="monthly 2")
    desk.rule("NEW", start="2026-07-08", every="every 6 months")
    desk.later(days=127)  # 7 July 2026
    made = desk.plans.make()
    told = [each.say() for each in made.outcomes]
    assert [text.split(" (")[0] for text in told[:4]] == ["OLD"] * 4
    assert "missed on 2026-03-02" in told[0]
    assert "missed on 2026-06-02" in told[3]
    assert "missed on 2026-07-02" in told[4]
    assert "made for 2026-07-07" in told[4]
    assert told[5].startswith("NEW")
    assert len(told) == 6
    states = Counter(each.state for each in desk.rows("OLD") if each.state != "due")
    assert states == {"missed": 4, "made": 1}
    assert [each.state for each in desk.plans.behind()] == ["missed"] * 4
    desk.later(days=1)
    assert [each.state for each in desk.plans.behind()] == ["missed"] * 4 + ["behind"]


@pytest.mark.parametrize(("holiday", "day"), [("later", "2026-06-03"), ("earlier", "2026-06-01")])
def test_never_on_a_holiday(desk: Planner, holiday: str, day: str) -> None:
    """The second of June, a Tuesday, is a holiday in Italy."""
    desk.rule(start="2026-06-02", holiday=holiday)
    desk.plans.make(date(2026, 6, 2))
    assert desk.days("P1", "made") == [day]


def test_the_holidays_are_those_of_who_goes(desk: Planner) -> None:
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        bruno = find_id(session, "person", "code", "bruno")
    desk.change("person", bruno or 0, country="FR", hours="Mo,We 08:00-12:00")
    desk.rule(start="2026-06-02", technician="bruno")
    desk.plans.make(date(2026, 6, 2))
    (row,) = desk.rows("P1", "made")
    assert row.day == date(2026, 6, 3)
    (visit,) = desk.plan.all_rows("is:any")
    assert visit.starts_at.astimezone(desk.context.zone).isoformat()[:16] == "2026-06-03T08:00"


def test_over_both_changes_of_the_clocks_visits_keep_their_hour(desk: Planner) -> None:
    """29 March and 25 October 2026 are Sundays; every Monday around them the visit stands at nine."""
    for code, start in (("SPRING", "2026-03-23"), ("AUTUMN", "2026-10-19")):
        desk.rule(code, start=start, every="weekly mon", technician="bruno", horizon="365")
    desk.plans.make(date(2026, 11, 2))
    zone = desk.context.zone
    local = [row.starts_at.astimezone(zone) for row in desk.plan.all_rows("is:any sort:starts")]
    changed = ("2026-03-23", "2026-03-30", "2026-10-19", "2026-10-26")
    at = {day: [each for each in local if each.date().isoformat() == day] for day in changed}
    assert all(at.values())
    assert {each[0].strftime("%H:%M") for each in at.values()} == {"09:00"}
    assert [at[day][0].utcoffset() for day in changed] == [timedelta(hours=hours) for hours in (1, 2, 2, 1)]


def contract(desk: Planner, **values: Any) -> None:
    given = {"number": 90, "customer": "C2", "status": "approved", "type": "customer", "start": date(2026, 1, 1),
             "end": date(2026, 5, 15), **values}  # fmt: skip
    desk.add("contract", **given)


def test_it_stops_with_the_end_of_the_contract(desk: Planner) -> None:
    contract(desk)
    desk.rule(equipment="", contract="K-90", every="monthly 15", holiday="later")
    made = desk.plans.make(date(2026, 12, 31))
    assert desk.days("P1", "made") == ["2026-03-16", "2026-04-15", "2026-05-15"]
    assert {desk.row(each.number)["customer"] for each in made.outcomes} == {"C2"}


def test_on_the_last_day_it_is_moved_the_other_way_rather_than_out_of_the_contract(desk: Planner) -> None:
    contract(desk, end=date(2026, 3, 15))  # a Sunday
    desk.rule(equipment="", contract="90", every="monthly 15")
    desk.plans.make(date(2026, 12, 31))
    assert desk.days("P1", "made") == ["2026-03-13"]


@pytest.mark.parametrize("status", ["draft", "on_hold", "terminated"])
def test_a_contract_that_does_not_stand_makes_nothing(desk: Planner, status: str) -> None:
    contract(desk, status=status)
    desk.rule(contract="90")
    assert desk.plans.make(date(2026, 5, 1)).outcomes == ()


def test_each_live_card_of_an_item_gets_its_own(desk: Planner) -> None:
    desk.rule(equipment="", item="wsh-40")
    desk.plans.make()
    assert [each.equipment for each in desk.rows("P1", "made")] == [
        311,
        312,
        316,
    ]  # not returned, nor in the lab
    assert {each.equipment for each in desk.plans.of_card(316)} == {316}


def test_a_cancelled_visit_gives_its_row_back(desk: Planner) -> None:
    desk.rule(technician="bruno", length="2h")
    call = desk.plans.make().outcomes[0].number
    (visit,) = desk.plan.all_rows("is:any")
    assert visit.ends_at - visit.starts_at == timedelta(hours=2)
    desk.plan.cancel([visit.number])
    again = desk.plans.make()
    assert "planned anew" in said(again)
    assert again.outcomes[0].number == call
    assert [each.status for each in desk.plan.all_rows("is:any sort:number")] == ["cancelled", "planned"]
    assert desk.plans.make().outcomes == ()


@pytest.mark.parametrize(("moving", "day"), [("no", "2026-09-10"), ("yes", "2026-09-04")])
def test_done_early_moves_the_next_one_or_not(desk: Planner, moving: str, day: str) -> None:
    desk.rule(every="every 6 months", start="2026-03-10", moving=moving)
    call = desk.plans.make().outcomes[0].number
    desk.later(days=2)
    desk.calls.close([call], "Done")
    desk.time += timedelta(days=10)
    assert desk.rows("P1", "done")[0].done_on == date(2026, 3, 4)
    assert desk.days("P1", "due")[0] == day


def test_a_moving_one_waits_until_it_is_done(desk: Planner) -> None:
    desk.rule(every="every 1 months", moving="yes")
    call = desk.plans.make().outcomes[0].number
    desk.later(days=100)
    assert desk.plans.make().outcomes == ()
    desk.calls.close([call], "Done")
    assert desk.days("P1", "due")[0] == "2026-07-10"


def test_a_changed_plan_keeps_its_day_and_says_when_it_falls_due_next(desk: Planner) -> None:
    desk.rule(start="2026-03-15")
    desk.plans.records.set_all(["P1"], {"every": "every 2 months"})
    assert (desk.plans.find("P1").every, desk.plans.find("P1").next_on) == (
        "every 2 months 15", date(2026, 3, 15),
    )  # fmt: skip
    desk.plans.set("P1", {"start": "2026-04-15"})
    assert desk.plans.find("P1").next_on == date(2026, 4, 15)
    assert [each.code for each in desk.plans.matching("next:2026-04").rows] == ["P1"]
    desk.plans.stop(["P1"])
    assert desk.plans.find("P1").next_on is None
    desk.plans.set("P1", {"active": "yes"})
    with pytest.raises(Refused, match="before it begins"):
        desk.plans.set("P1", {"until": "2026-04-01"})
    assert (desk.plans.find("P1").until, desk.plans.find("P1").next_on) == (None, date(2026, 4, 15))


def test_by_a_counter(desk: Planner) -> None:
    for days, value in ((-60, "1000"), (0, "1600")):
        desk.add("meter_reading", equipment=311, at=desk.time + days * DAY, value=value, meter="h")
    desk.rule(every="500 h", start="2025-12-01", lead="60")
    desk.plans.make()
    assert [(each.slot, each.day.isoformat()) for each in desk.rows("P1", "made")] == [
        ("2000", "2026-04-13")  # 400 more at ten a day: 11 April, a Saturday
    ]
    assert desk.plans.make().outcomes == ()
    desk.add("meter_reading", equipment=311, at=desk.time + DAY, value="900", meter="h")
    made = desk.plans.make()
    assert made.refused
    assert "ran backwards" in said(made)
    assert "ran backwards" in desk.plans.sheet("P1").problem


def test_a_plan_that_is_stopped_makes_nothing_and_misses_nothing(desk: Planner) -> None:
    desk.rule(every="weekly mon")
    desk.plans.stop(["p1"])
    desk.later(days=60)
    assert desk.plans.make().outcomes == ()
    desk.plans.set("P1", {"active": "yes"})
    desk.plans.make()
    assert desk.plans.behind() == ()
    assert [row.code for row in desk.plans.matching("").rows] == ["P1"]


def test_one_undo_takes_all_of_it_back(desk: Planner) -> None:
    desk.rule(technician="bruno")
    desk.rule("P2", every="weekly mon", queue="NORTH")
    before = {name: desk.count(name) for name in ("call", "visit", "plan_row", "visit_technician")}
    assert len(desk.plans.make().done) == 4
    desk.undo.undo()
    assert {name: desk.count(name) for name in before} == before
    assert len(desk.plans.make().done) == 4


def test_what_one_plan_refuses_stops_no_other(desk: Planner) -> None:
    desk.rule("BAD", queue="SOUTH")
    desk.rule("GOOD", equipment="316")
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        south = find_id(session, "queue", "code", "SOUTH")
    desk.change("queue", south or 0, inactive=True)
    made = desk.plans.make()
    assert [each.number for each in made.refused] == ["BAD"]
    assert len(made.done) == 1
    assert desk.count("call") == desk.count("plan_row") == 1


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"every": ""}, Refused, "must not be empty"),
        ({"every": "sometimes"}, Refused, "every: sometimes is no way"),
        ({"every": "0 hours"}, Refused, "no way to come round"),
        ({"every": "weekly mon until 2026-12-31"}, Refused, "until=DAY"),
        ({"equipment": ""}, Refused, "what the plan is for"),
        ({"item": "WSH-40"}, Refused, "not both"),
        ({"equipment": "9999"}, NotFound, "9999"),
        ({"technician": "anna"}, Refused, "no technician role"),
        ({"queue": "OLD"}, Refused, "inactive"),
        ({"lead": "-1"}, Refused, "lead: -1"),
        ({"length": "long"}, Refused, "not a duration"),
        ({"every": "2026-05-01", "moving": "yes"}, Refused, "do not move"),
        ({"start": "2026-02-30"}, Refused, "start: 2026-02-30 is no day"),
        ({"start": "2026-06-01", "until": "2026-05-31"}, Refused, "before it begins on 2026-06-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Planner, values: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        desk.rule(**values)
    assert desk.count("plan_rule") == 0
