"""Figures of visits, each counted once more by hand."""

from datetime import timedelta
from pathlib import Path

from svc_tui.domain.reports.definition import Definition
from svc_tui.services.planning.service import Plan
from svc_tui.services.reports.service import Reports
from svc_tui.services.reports.sources import sources, standard
from tests.services.desk import Desk
from tests.services.planning.test_plans import Planner
from tests.services.reports import stores


def test_planned_against_done_punctual_and_solved_by_the_first_visit(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    plan = Plan(desk.context)
    one, two, three = (desk.open_call() for _ in range(3))

    def made(call: str, who: str, hour: float, late: int = 0, minutes: int = 60) -> int:
        start = desk.time + timedelta(hours=hour)
        number = plan.new(call, {"technicians": who, "starts_at": start, "force": "x"}).number
        before, desk.time = desk.time, start + timedelta(minutes=late + minutes)
        plan.check_in([number], start + timedelta(minutes=late))
        plan.check_out([number], desk.time)
        desk.time = before
        return number

    made(one, "bruno", 0)  # solved by the first
    made(two, "bruno carla", 2, late=20, minutes=30)  # needed another
    made(two, "carla", 4, late=15)
    plan.cancel([plan.new(three, {"technicians": "carla", "starts_at": desk.time}).number])
    plan.new(three, {"technicians": "carla", "starts_at": desk.time + timedelta(hours=6)})
    desk.later(hours=9)
    desk.calls.resolve([one, two], "done")
    reports = Reports(desk.context)

    def cells(name: str, who: str) -> dict[str, object]:
        result = reports.run(standard()[name])
        line = next(each for each in result.lines if each.key == (who,))
        return {figure: cell.value for figure, cell in line.cells.items()}

    bruno, carla = cells("visits-by-technician", "bruno"), cells("visits-by-technician", "carla")
    assert (bruno["visits"], bruno["done"], bruno["late"]) == (2, 2, 0)
    assert (carla["visits"], carla["done"], carla["late"]) == (3, 1, 1)
    assert (bruno["planned_sum_s"], bruno["actual_sum_s"], bruno["actual_mean_s"]) == (7200, 5400, 2700)
    assert (bruno["punctual"], carla["punctual"]) == (50.0, 100.0)
    solved = cells("first-visit", "bruno")
    assert (solved["visits"], solved["first_solved"]) == (2, 50.0)


def test_each_group_and_figure_opens_its_visits(tmp_path: Path) -> None:
    """In the demo company, by every group: behind each figure are as many visits as make it."""
    context = stores.demo(tmp_path / "store.db", 120)
    subject, plan = sources()["visit"].subject, Plan(context)
    figures = (*(each.name for each in subject.counts), "actual_sum_s")
    every = len(plan.ids("is:any").ids)
    assert every > 20
    for dimension in subject.dimensions:
        result = Reports(context).run(Definition("x", "X", "visit", by=(dimension.name,), figures=figures))
        assert sum(line.count for line in result.lines) == result.total.count == every
        for line in [*result.lines, result.total]:
            assert len(plan.ids(line.filter).ids) == line.count, line.filter
            for cell in line.cells.values():
                assert len(plan.ids(cell.filter).ids) == cell.rows, cell.filter
    context.store.close()


def test_what_is_behind_in_preventive_work_counted_from_the_pages_of_the_cards(tmp_path: Path) -> None:
    desk = Planner(tmp_path / "desk.db")
    desk.rule("CARD", equipment="311", every="monthly 10")
    desk.rule("ITEM", equipment="", item="WSH-40", every="monthly 12")
    for days in (1, 12, 70):
        desk.later(days=days)
        desk.plans.make()
        for each in desk.calls.rows(desk.calls.ids("preventive:due").ids)[:1]:
            desk.calls.resolve([each.number], "done")
        (line,) = Reports(desk.context).run(standard()["preventive"]).lines
        counted = {"made": 0, "behind": 0, "missed": 0, "done": 0}
        for card in (311, 312, 316):
            rows = [row for row in desk.plans.of_card(card) if row.state != "due"]
            last = {
                row.rule: row.state for row in rows if row.day <= desk.context.today or row.state == "done"
            }
            counted["made"] += any(row.state in ("made", "behind") for row in rows)
            counted["behind"] += any(row.state == "behind" for row in rows)
            counted["missed"] += "missed" in last.values()
            counted["done"] += "done" in last.values()
        found = {name: cell.value for name, cell in line.cells.items()}
        assert found == {
            "preventive": 3, "preventive_due": counted["made"], "preventive_behind": counted["behind"],
            "preventive_missed": counted["missed"], "preventive_done": counted["done"],
        }  # fmt: skip
    assert counted["missed"] == 3


def test_plans_that_stand_on_a_contract_alone_are_counted_by_their_contracts(tmp_path: Path) -> None:
    desk = Planner(tmp_path / "desk.db")
    desk.rule("K58", equipment="", contract="58", every="monthly 10")
    desk.rule("CARD", equipment="311", every="monthly 10")

    def told() -> list[object]:
        result = Reports(desk.context).run(standard()["preventive-contracts"])
        (line,) = result.lines
        assert line.key == ("C1",)
        for cell in line.cells.values():
            assert len(sources()["contract"].lists(desk.context).ids(cell.filter).ids) == cell.rows
        return [line.cells[name].value for name in result.checked.definition.figures]

    assert told() == [1, 0, 0, 0, 0]
    desk.plans.make()
    assert told() == [1, 1, 0, 0, 0]
    desk.later(days=8)  # its day
    assert told() == [1, 1, 0, 0, 0]
    desk.later(days=2)  # its day is over
    assert told() == [1, 1, 1, 0, 0]
    (call,) = desk.calls.rows(desk.calls.ids("plan:K58").ids)
    desk.calls.resolve([call.number], "done")
    assert told() == [1, 0, 0, 0, 1]
    desk.later(days=85)
    desk.plans.make()
    assert told()[3] == 1
    for call in desk.calls.rows(desk.calls.ids("plan:K58 is:open").ids):
        desk.calls.resolve([call.number], "done")
    assert told() == [1, 0, 0, 0, 1]  # what was missed was made up for by the one after it
