"""What waits for a visit: which calls, how long a visit takes, who is free first."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.desk import MONDAY_9
from tests.services.planning.test_visits import TEN, H, Planner

TODAY = date(2026, 3, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Planner:
    return Planner(tmp_path / "desk.db")


def waiting(desk: Planner, text: str = "") -> list[str]:
    return [each.call.number for each in desk.plan.waiting(desk.plan.to_plan(text))]


def test_open_calls_without_an_open_visit_wait_by_the_time_left(desk: Planner) -> None:
    slow, quick, planned, closed = (
        desk.call(priority="low"),
        desk.call(priority="high"),
        desk.call(),
        desk.call(),
    )
    visit = desk.visit(planned)
    desk.calls.resolve([closed], "done")
    desk.calls.close([closed])
    assert waiting(desk) == [quick, slow]
    assert waiting(desk, "priority:low") == [slow]
    assert waiting(desk, "sort:-left") == [slow, quick]
    desk.plan.cancel([visit])
    assert planned in waiting(desk)


def test_a_visit_that_is_done_does_not_keep_a_call_that_is_still_open(desk: Planner) -> None:
    call = desk.call()
    visit = desk.visit(call, MONDAY_9)
    desk.plan.check_in([visit])
    desk.later(hours=1)
    desk.plan.check_out([visit])
    assert waiting(desk) == [call]


def test_the_length_and_the_time_left_are_told(desk: Planner) -> None:
    desk.add("list_entry", list="type", name="Installation", visit_s=3 * 3600)
    desk.call(type="Installation", priority="high")
    desk.call(priority="low")
    first, second = desk.plan.waiting(desk.plan.to_plan())
    assert (first.length_s, second.length_s) == (3 * 3600, 3600)
    assert first.left_s is not None
    assert second.left_s is not None
    assert first.left_s <= second.left_s
    assert first.due == first.call.resolve_by


def test_an_offer_is_free_and_the_same_that_planning_by_itself_finds(desk: Planner) -> None:
    desk.visit(desk.call(), MONDAY_9, length="2h")
    call = desk.call()
    each = desk.plan.waiting(desk.plan.to_plan())[0]
    offers = desk.plan.offers([each], TODAY)[each.call.id]
    assert [(offer.person, offer.starts_at - MONDAY_9, offer.in_time) for offer in offers] == [
        ("carla", timedelta(0), True), ("bruno", timedelta(hours=2, minutes=15), True)
    ]  # fmt: skip
    for offer in offers:
        slot = desk.plan.slot(call, [offer.person], each.length_s)
        assert slot is not None
        assert slot.starts_at == offer.starts_at
        assert desk.plan.preview_new(call, [offer.person], offer.starts_at, offer.starts_at + H).against == ()


def test_who_is_named_on_the_call_is_offered_first_on_the_same_day(desk: Planner) -> None:
    call = desk.call(priority="low", territory="North")
    desk.calls.technician([call], "bruno")
    desk.visit(desk.call(), MONDAY_9, length="1h")
    each = desk.plan.waiting(desk.plan.to_plan())[0]
    offers = desk.plan.offers([each], TODAY)[each.call.id]
    assert [offer.person for offer in offers] == ["bruno", "carla"]


def test_a_later_day_is_offered_from_its_beginning(desk: Planner) -> None:
    desk.call()
    each = desk.plan.waiting(desk.plan.to_plan())[0]
    offers = desk.plan.offers([each], TODAY + timedelta(days=1))[each.call.id]
    assert {offer.starts_at - MONDAY_9 for offer in offers} == {timedelta(days=1)}
    assert TEN > MONDAY_9
