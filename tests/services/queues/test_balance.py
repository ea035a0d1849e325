"""What each member of a queue has, who would get what waits and why, and giving it out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.queues.balance import Balance
from svc_tui.services.queues.service import Queues
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    found.add("queue_member", queue="NORTH", person="bruno")
    found.add("queue_member", queue="NORTH", person="carla")
    yield found
    found.store.close()


@pytest.fixture
def queues(desk: Desk) -> Queues:
    return Queues(desk.context)


def proposal(found: Balance) -> list[tuple[str, str, str]]:
    return [(line.call.number, line.person, line.why.text.format(**line.why.values)) for line in found.lines]


def given(desk: Desk, who: str, *, close: bool = False, **values: str) -> str:
    """A call that somebody got."""
    number = desk.open_call(queue="NORTH", **values)
    desk.calls.assign([number], who)
    if close:
        desk.calls.close([number], "Done")
    return number


def test_what_each_has_at_hand(desk: Desk, queues: Queues) -> None:
    given(desk, "anna", serial="SN-000936")  # without a target
    given(desk, "bruno", priority="high")  # due today: response in two hours
    late = given(desk, "bruno")
    desk.change("call", desk.row(late)["id"], next_due=MONDAY_9 - timedelta(hours=1))
    loads = {each.person: each.load for each in queues.propose("north").stands}
    assert {code: (load.open, load.overdue) for code, load in loads.items()} == {
        "anna": (1, 0), "bruno": (2, 1), "carla": (0, 0),
    }  # fmt: skip
    assert (loads["anna"].promised_s, loads["bruno"].promised_s, loads["carla"].promised_s) == (
        0,
        2 * 3600,
        0,
    )


def test_most_urgent_first_to_who_has_least(desk: Desk, queues: Queues) -> None:
    given(desk, "anna", serial="SN-000936")
    low = desk.open_call(queue="NORTH")
    high = desk.open_call(queue="NORTH", priority="high")
    elsewhere = desk.open_call(queue="SOUTH")
    paused = desk.open_call(queue="NORTH")
    desk.calls.pause([paused])
    found = queues.propose("NORTH")
    assert proposal(found) == [
        (high, "bruno", "has least at hand: 0 open"),
        (low, "carla", "has least at hand: 0 open"),
    ]
    assert {elsewhere, paused}.isdisjoint(line.call.number for line in found.lines)


def test_who_knows_the_item_the_customer_or_has_the_skill(desk: Desk, queues: Queues) -> None:
    given(desk, "carla", close=True)
    given(desk, "carla", close=True)
    number = desk.open_call(queue="NORTH")
    assert proposal(queues.propose("NORTH")) == [(number, "carla", "knows WSH-40: 2 before")]
    with desk.context.write() as unit:
        unit.update(
            "person", 2, {"skills": ["washer"]}
        )  # bruno; a skill weighs more than two calls of the customer
    desk.calls.set([number], {"serial": ""})
    assert proposal(queues.propose("NORTH"))[0][1] == "carla"
    other = desk.open_call(queue="NORTH", serial="SN-000936")
    assert (other, "bruno", "knows washer") in proposal(queues.propose("NORTH"))


def test_who_is_away_gets_nothing_and_the_stand_in_is_named(desk: Desk, queues: Queues) -> None:
    number = desk.open_call(queue="NORTH")
    desk.add("person", code="dario", name="Dario")
    queues.absence("anna", None, MONDAY_9.date(), "dario")
    queues.absence("bruno", MONDAY_9.date(), None)
    given(desk, "carla", serial="SN-000936")
    found = queues.propose("NORTH")
    assert [(each.person, each.stands_in_for) for each in found.stands] == [("carla", ""), ("dario", "anna")]
    assert [each.person for each in found.absent] == ["anna", "bruno"]
    assert proposal(found)[0][:2] == (number, "dario")
    with pytest.raises(Refused, match="away today"):
        queues.changed(found, number, "bruno")
    with pytest.raises(Refused):
        queues.changed(found, number, "gone")
    with pytest.raises(NotFound):
        queues.changed(found, number, "nobody")
    with pytest.raises(NotFound):
        queues.changed(found, "77", "carla")


def test_nobody_there_leaves_it_in_the_queue_and_says_so(desk: Desk, queues: Queues) -> None:
    number = desk.open_call(queue="SOUTH")
    found = queues.propose("SOUTH")
    assert proposal(found) == [(number, "", "nobody is there")]
    with pytest.raises(Refused, match="Nothing is given out"):
        queues.give(found)


def test_a_proposal_is_changed_line_by_line_and_given_out_as_one_act(desk: Desk, queues: Queues) -> None:
    numbers = [desk.open_call(queue="NORTH") for _ in range(4)]
    found = queues.propose("NORTH")
    found = queues.changed(found, numbers[0], "Carla")
    found = queues.changed(found, numbers[1], "")
    assert proposal(found)[:2] == [
        (numbers[0], "carla", "chosen by hand"),
        (numbers[1], "", "left in the queue"),
    ]
    outcomes = queues.give(found)
    assert [outcome.number for outcome in outcomes.done] == [numbers[0], *numbers[2:]]
    assert desk.row(numbers[0])["assignee"] == "carla"
    assert desk.row(numbers[1])["assignee"] is None
    desk.undo.undo()
    assert {desk.row(number)["assignee"] for number in numbers} == {None}


def test_what_others_did_meanwhile_stays(desk: Desk, queues: Queues) -> None:
    numbers = [desk.open_call(queue="NORTH") for _ in range(3)]
    found = queues.propose("NORTH")
    other = Queues(Context(desk.store, "carla", lambda: desk.time))
    taken = other.take_next(["NORTH"]).outcomes[0].number
    moved = next(number for number in numbers if number != taken)
    desk.calls.move([moved], "SOUTH")
    outcomes = queues.give(found)
    assert sorted(outcome.number for outcome in outcomes.refused) == sorted([taken, moved])
    assert len(outcomes.done) == 1
    assert (desk.row(taken)["assignee"], desk.row(moved)["assignee"]) == ("carla", None)


def test_many_are_shared_so_that_nobody_has_more_than_one_more(desk: Desk, queues: Queues) -> None:
    for _ in range(5):
        given(desk, "anna", serial="SN-000936")
    for _ in range(16):
        desk.open_call(queue="NORTH", serial="SN-000936")
    found = queues.propose("NORTH")
    assert [each.load.open + found.gets(each.person) for each in found.stands] == [7, 7, 7]
