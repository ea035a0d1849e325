"""What filters find among visits, each asked once more of the rows in Python."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.services.planning.service import Plan
from svc_tui.storage.planning.rows import VisitRow
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
NOW = MONDAY_9 + 9 * H
OPEN = ("planned", "on_the_way", "working")


class Filtered:
    """A desk in the evening of a day of visits: in time and late ones, cancelled, under way, forgotten and to come."""

    def __init__(self, path: Path) -> None:
        self.desk = desk = Desk(path)
        self.plan = plan = Plan(desk.context)
        first, second = desk.open_call(), desk.open_call(customer="C2", serial="", subject="Door 3 sticks")
        third = desk.open_call()
        desk.calls.set([first], {"territory": "north"})
        desk.calls.set([second], {"territory": "south"})
        self.resolved = {first, third}

        def planned(call: str, who: str, hours: float, **values: str) -> int:
            return plan.new(
                call, {"technicians": who, "starts_at": MONDAY_9 + hours * H, "force": "x", **values}
            ).number

        def made(number: int, late: timedelta, length: timedelta) -> None:
            desk.time = plan.find(number).starts_at + late + length
            plan.check_in([number], desk.time - length)
            plan.check_out([number], desk.time)

        made(planned(first, "bruno", 0, note="Bring a door seal"), QUARTER, H)
        made(
            planned(first, "carla bruno", 2, place="Hall 3", length="2h"),
            QUARTER + timedelta(minutes=1),
            2 * H,
        )
        plan.cancel([planned(first, "bruno", 4)])
        made(planned(third, "carla", 5), timedelta(0), H / 2)
        planned(second, "bruno", 6)  # forgotten
        under_way = planned(second, "carla", 8.5)
        desk.time = MONDAY_9 + 8.25 * H
        plan.check_in([under_way])
        planned(third, "carla", 25)
        desk.calls.resolve(sorted(self.resolved), "done")
        desk.time = NOW
        self.rows = plan.rows(plan.ids("is:any").ids)

    def found(self, text: str) -> set[int]:
        return {row.number for row in self.plan.rows(self.plan.ids(text).ids)}

    def first(self, row: VisitRow) -> bool:
        return not any(
            one.call == row.call and one.status == "done" and one.starts_at < row.starts_at
            for one in self.rows
        )

    def solved(self, row: VisitRow) -> bool:
        later = [
            one
            for one in self.rows
            if one.call == row.call and one.starts_at > row.starts_at and one.status != "cancelled"
        ]
        return row.status == "done" and row.call in self.resolved and not later


@pytest.fixture(scope="module")
def filtered(tmp_path_factory: pytest.TempPathFactory) -> Filtered:
    return Filtered(tmp_path_factory.mktemp("filtered") / "desk.db")


def _words(*words: str) -> Callable[[Filtered, VisitRow], bool]:
    def says(_all: Filtered, row: VisitRow) -> bool:
        text = f"{row.note} {row.place} {row.subject} {row.customer_name}".lower()
        return all(word in text for word in words)

    return says


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", lambda _, row: row.status in OPEN),
        ("is:open", lambda _, row: row.status in OPEN),
        ("is:done", lambda _, row: row.status == "done"),
        ("is:cancelled", lambda _, row: row.status == "cancelled"),
        ("is:today", lambda _, row: row.starts_at < MONDAY_9 + 15 * H and row.status != "cancelled"),
        ("is:late", lambda _, row: row.status in OPEN and row.ends_at < NOW),
        ("is:punctual", lambda _, row: row.checked_in_at and row.checked_in_at - row.starts_at <= QUARTER),
        ("-is:punctual is:any", lambda _, row: not row.checked_in_at or row.checked_in_at - row.starts_at > QUARTER),
        ("is:first is:any", Filtered.first),
        ("is:solved", Filtered.solved),
        ("who:carla is:any", lambda _, row: "carla" in row.technicians),
        ("lead:bruno is:any", lambda _, row: row.technicians[0] == "bruno"),
        ("customer:C2", lambda _, row: row.customer == "C2" and row.status in OPEN),
        ("territory:north is:any", lambda _, row: row.territory == "north"),
        ("no:territory is:any", lambda _, row: row.territory is None),
        ("length:>1h is:any", lambda _, row: row.planned_s > 3600),
        ("actual:>1h", lambda _, row: (row.actual_s or 0) > 3600),
        ("has:actual", lambda _, row: row.actual_s is not None),
        ("3", lambda each, row: row.status in OPEN and (row.number == 3 or _words("3")(each, row))),
        ("2 is:any", lambda each, row: row.number == 2 or _words("2")(each, row)),
        ("seal is:any", _words("seal")),
        ("hall is:any", _words("hall")),
        ("sticks", lambda each, row: row.status in OPEN and _words("sticks")(each, row)),
    ],
)  # fmt: skip
def test_a_filter_finds_what_a_look_at_each_visit_finds(
    filtered: Filtered, text: str, holds: Callable[[Filtered, VisitRow], bool]
) -> None:
    wanted = {row.number for row in filtered.rows if holds(filtered, row)}
    assert 0 < len(wanted) < len(filtered.rows)
    assert filtered.found(text) == wanted


def test_mine_are_those_to_which_i_go(filtered: Filtered) -> None:
    assert filtered.found("is:mine is:any") == set()  # anna goes to none
    filtered.desk.context.me = "bruno"
    mine = {row.number for row in filtered.rows if "bruno" in row.technicians}
    assert filtered.found("is:mine is:any") == mine
    assert filtered.found("is:mine") == {
        row.number for row in filtered.rows if row.number in mine and row.status in OPEN
    }
    filtered.desk.context.me = "anna"
