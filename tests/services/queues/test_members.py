"""Queues set up in one act: members with absences and stand-ins, hours, place on the board."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.queues.sharing import Membership
from svc_tui.errors import Conflict, NotFound, Refused, SvcError
from svc_tui.services.core.context import Context
from svc_tui.services.core.history import History
from svc_tui.services.queues.service import Queues
from tests.services.desk import MONDAY_9, Desk

TODAY = MONDAY_9.date()
FAR = date(2026, 12, 24), date(2027, 1, 6)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "desk.db")
    yield found
    found.store.close()


@pytest.fixture
def queues(desk: Desk) -> Queues:
    return Queues(desk.context)


def refusal(queues: Queues, **values: Any) -> str:
    before = queues.find("NORTH")
    with pytest.raises(SvcError) as refused:
        queues.set("NORTH", values)
    assert queues.find("NORTH") == before  # nothing half saved
    return refused.value.message.format(**refused.value.values)


def test_everything_is_saved_in_one_act_and_taken_back_by_one_undo(desk: Desk, queues: Queues) -> None:
    before = queues.find("NORTH")
    saved = queues.set(
        "north",
        {
            "name": "North and islands", "manager": "carla", "members": "anna, bruno", "email": "north@example.com",
            "absences": "anna 2026-12-24..2027-01-06 bruno; bruno 2026-06-02", "hours": "mo-fr 8-18", "position": "3",
        },
    )  # fmt: skip
    row = saved.record
    assert row.members == (
        Membership("anna", *FAR, "bruno"),
        Membership("bruno", date(2026, 6, 2), date(2026, 6, 2)),
    )
    assert (row.name, row.manager, row.email, row.position) == (
        "North and islands",
        "carla",
        "north@example.com",
        3,
    )
    assert row.hours == "Mo-Fr 08:00-18:00"
    told = [(each.field, each.old, each.new) for each in History(desk.context).of("queue", "NORTH")]
    assert ("absences", None, "anna 2026-12-24..2027-01-06 bruno") in told
    assert ("members", None, "bruno") in told
    desk.undo.undo()
    after = queues.find("NORTH")
    assert (after.members, after.hours, after.position) == (before.members, before.hours, before.position)


def test_the_order_of_queues_is_their_place_on_the_board(queues: Queues) -> None:
    queues.set("NORTH", {"position": "2"})
    queues.set("SOUTH", {"position": "1"})
    assert [row.code for row in queues.list()] == ["OLD", "SOUTH", "NORTH"]


def test_days_are_typed_as_everywhere_and_ends_may_be_open(queues: Queues) -> None:
    assert queues.set("NORTH", {"absences": "anna tomorrow..+2w"}).record.absences == (
        Membership("anna", TODAY + timedelta(days=1), TODAY + timedelta(days=15)),
    )
    assert queues.set("NORTH", {"absences": "anna today.. carla"}).record.absences == (
        Membership("anna", TODAY, None, "carla"),
    )
    assert queues.set("NORTH", {"absences": "anna ..fri"}).record.absences == (
        Membership("anna", None, TODAY + timedelta(days=4)),
    )
    assert queues.set("NORTH", {"absences": ""}).record.absences == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"absences": "anna 2026-12-24..2026-12-20"}, "The absence of anna would end on 2026-12-20, before it begins"),
        ({"absences": "anna 24/12 anna"}, "anna cannot stand in for himself. Name a colleague."),
        ({"absences": "anna 24/12 gone"}, "gone is not active. Choose another person."),
        ({"absences": "anna 24/12 brno"}, "There is no person brno. Did you mean bruno?"),
        ({"absences": "bruno 24/12"}, "bruno is not a member of NORTH. Let bruno take its calls first"),
        ({"members": "anna bruno", "absences": "anna 24/12..31/12 bruno; bruno 30/12.."},
         "bruno is absent too: bruno 2026-12-30... Name somebody who is there."),
        ({"absences": "anna 24/12; anna 31/12"}, "anna has two absences."),
        ({"absences": "anna"}, "anna is no absence. Write who, from when to when, and who stands in:"),
        ({"absences": "anna soon"}, "soon is no day."),
        ({"members": "anna nobody"}, "There is no person nobody."),
        ({"members": "anna gone"}, "gone is not active."),
        ({"hours": "mo-fr 8"}, "Coverage"),
        ({"position": "first"}, "position: first is not a whole number."),
        ({"manager": ""}, "manager must not be empty."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_cure_and_nothing_is_saved(
    queues: Queues, values: dict[str, str], said: str
) -> None:
    assert said in refusal(queues, name="Changed", **values)


def test_who_is_away_from_another_queue_stands_in_for_nobody(desk: Desk, queues: Queues) -> None:
    desk.add("queue_member", queue="SOUTH", person="carla", absent_from=FAR[0])
    assert "carla is absent too" in refusal(queues, absences="anna 30/12 carla")
    queues.set("NORTH", {"absences": "anna 23/12 carla"})


def test_who_leaves_takes_the_absence_along_and_who_stays_keeps_it(queues: Queues) -> None:
    queues.set("NORTH", {"members": "anna bruno carla", "absences": "anna 24/12; bruno 25/12"})
    found = queues.set("NORTH", {"members": "bruno carla"}).record
    assert found.members == (Membership("bruno", date(2026, 12, 25), date(2026, 12, 25)), Membership("carla"))


def test_two_who_set_up_the_same_queue_meet(desk: Desk, queues: Queues) -> None:
    """One form changes the members, another the absences: both stand; where both change absences they are shown."""
    opened = queues.find("NORTH")
    other = Queues(Context(desk.store, "bruno", lambda: desk.time))
    other.set("NORTH", {"absences": "anna 24/12"})
    queues.set("NORTH", {"members": "anna carla"}, opened.version, {"members": opened.members})
    assert [each.person for each in queues.find("NORTH").members] == ["anna", "carla"]
    assert len(queues.find("NORTH").absences) == 1
    with pytest.raises(Conflict) as conflict:
        queues.set("NORTH", {"absences": "anna 31/12"}, opened.version, {"absences": opened.absences})
    assert list(conflict.value.fields) == ["absences"]


def test_an_absence_of_all_queues_is_one_act(desk: Desk, queues: Queues) -> None:
    queues.add_member("SOUTH", "anna")
    assert queues.absence("Anna", *FAR, "bruno") == ("NORTH", "SOUTH")
    for code in ("NORTH", "SOUTH"):
        assert queues.find(code).absences == (Membership("anna", *FAR, "bruno"),)
    desk.undo.undo()
    assert queues.find("NORTH").absences == queues.find("SOUTH").absences == ()
    queues.absence("anna", *FAR, None, ["south"])
    assert (queues.find("NORTH").absences, len(queues.find("SOUTH").absences)) == ((), 1)
    assert queues.absence("anna", None, None) == ("NORTH", "SOUTH")
    assert queues.find("SOUTH").absences == ()


def test_an_absence_that_one_queue_refuses_is_in_none(queues: Queues) -> None:
    queues.add_member("SOUTH", "anna")
    queues.add_member("SOUTH", "bruno", *FAR)
    with pytest.raises(Refused):
        queues.absence("anna", *FAR, "bruno")
    assert queues.find("NORTH").absences == ()
    with pytest.raises(Refused, match="member of no queue"):
        queues.absence("carla", *FAR)
    with pytest.raises(Refused):
        queues.absence("bruno", *FAR, None, ["NORTH"])
    with pytest.raises(NotFound):
        queues.absence("bruno", None, None, None, ["NORTH"])


def test_a_member_who_is_added_again_stays_absent(queues: Queues) -> None:
    queues.add_member("NORTH", "anna", *FAR, "bruno")
    assert queues.add_member("NORTH", "anna").absences == (Membership("anna", *FAR, "bruno"),)
