"""Whom a call of a queue may go to today, read from a store."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.domain.queues.sharing import Present
from svc_tui.services.queues import available as asked
from tests.services.desk import MONDAY_9, Desk

TODAY = MONDAY_9.date()
TEAM = ("anna", "bruno", "carla")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    found.add(
        "queue_member", queue="NORTH", person="bruno", absent_from=TODAY, absent_to=TODAY, stand_in="carla"
    )
    found.add("queue_member", queue="NORTH", person="gone")
    yield found
    found.store.close()


def there(desk: Desk) -> list[Present]:
    with desk.store.read() as session:
        return list(asked.available(desk.context, session, "NORTH"))


def test_members_who_are_there_and_the_stand_in_of_who_is_not(desk: Desk) -> None:
    assert there(desk) == [Present("anna"), Present("carla", "bruno")]
    desk.later(days=1)
    assert there(desk) == [Present("anna"), Present("bruno")]


def test_a_stand_in_who_is_away_from_another_queue_stands_in_for_nobody(desk: Desk) -> None:
    desk.add("queue_member", queue="SOUTH", person="carla", absent_from=TODAY - timedelta(days=3))
    assert there(desk) == [Present("anna")]


def test_the_least_loaded_and_who_waits_longest(desk: Desk) -> None:
    for who in ("anna", "bruno", "carla", "bruno"):
        desk.later(minutes=1)
        desk.calls.assign([desk.open_call(queue="NORTH")], who)
    with desk.store.read() as session:
        assert asked.in_turn(desk.context, session, TEAM) == "anna"
        assert asked.least_loaded(desk.context, session, TEAM) == "anna"
        assert asked.least_loaded(desk.context, session, ("bruno", "carla")) == "carla"
        assert asked.in_turn(desk.context, session, ()) is None
    for number in [row.number for row in desk.calls.rows(desk.calls.ids("who:bruno").ids)]:
        desk.calls.close([number], "Done", take=True)
    with desk.store.read() as session:
        assert asked.least_loaded(desk.context, session, TEAM) == "bruno"
        assert asked.in_turn(desk.context, session, TEAM) == "anna"  # bruno had his turn later


def test_who_knows_the_item_is_who_closed_calls_of_it(desk: Desk) -> None:
    for who in ("bruno", "bruno", "carla"):
        number = desk.open_call(queue="NORTH")
        desk.calls.assign([number], who)
        desk.calls.close([number], "Done")
    number = desk.open_call(serial="SN-000936", queue="NORTH")
    with desk.store.read() as session:
        row = desk.calls.row(number, session)
        found = asked.who_knows(desk.context, session, TEAM, row)
        assert found is not None
        assert (found.person, found.items, found.customers) == ("bruno", 2, 0)
        assert asked.who_knows(desk.context, session, ("anna",), row) is None
    with desk.context.write() as unit:
        unit.update("person", 1, {"skills": ["laundry"]})
    with desk.store.read() as session:
        found = asked.who_knows(desk.context, session, TEAM, desk.calls.row(number, session))
        assert found is not None
        assert (found.person, found.skills) == ("anna", ("laundry",))
