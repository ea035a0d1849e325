"""Absences of people: in planning, and in the queues whose calls they take."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from svc_tui.services.queues.available import available
from svc_tui.services.queues.taking import take_next
from tests.services.desk import MONDAY_9, Desk

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def test_one_line_and_what_falls_into_it(desk: Desk) -> None:
    plan, absences = Plan(desk.context), Absences(desk.context)
    hit = plan.new(
        desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9 + timedelta(days=1)}
    ).number
    plan.new(desk.open_call(), {"technicians": "carla", "starts_at": MONDAY_9 + timedelta(days=1)})
    gone = absences.away("Bruno tue..wed vacation @carla")
    assert (gone.row.person, gone.row.first, gone.row.stand_in) == ("bruno", TUESDAY, "carla")
    assert [each.values for each in gone.warnings] == [
        {"numbers": str(hit), "person": "bruno", "day": "2026-03-03"}
    ]
    assert absences.list(TUESDAY, TUESDAY) == (gone.row,)
    assert absences.list(date(2026, 3, 5)) == ()
    changed = absences.set(gone.row.number, {"last": "2026-03-03", "hours": "16:00-18:00"})
    assert (changed.row.last, changed.row.hours, changed.warnings) == (TUESDAY, "16:00-18:00", ())
    assert desk.undo.last().say() == "bruno is away from 2026-03-03 to 2026-03-03"  # type: ignore[union-attr]
    absences.remove([gone.row.number])
    assert absences.list() == ()
    assert "Absence of bruno removed" in desk.undo.undo().say()
    assert absences.list() == (absences.find(gone.row.number),)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nobody mon", NotFound),
        ("bruno mon @bruno", Refused),
        ("bruno mon @gone", Refused),
        ("bruno 2026-03-04..2026-03-03", Refused),
    ],
)
def test_what_cannot_be_leaves_nothing(desk: Desk, line: str, error: type[Exception]) -> None:
    absences = Absences(desk.context)
    with pytest.raises(error):
        absences.away(line)
    assert absences.list() == ()


def test_who_is_away_altogether_takes_calls_of_no_queue_and_the_stand_in_does(desk: Desk) -> None:
    def there(day: date) -> list[tuple[str, str]]:
        with desk.store.read() as session:
            return [
                (each.person, each.stands_in_for) for each in available(desk.context, session, "NORTH", day)
            ]

    absences = Absences(desk.context)
    assert there(TUESDAY) == [("anna", "")]
    number = absences.away("anna tue vacation @carla").row.number
    assert there(TUESDAY) == [("carla", "anna")]
    assert there(date(2026, 3, 4)) == [("anna", "")]
    desk.time = MONDAY_9 + timedelta(days=1)
    call = desk.open_call(queue="NORTH")
    carla = desk.as_person("carla")
    take_next(carla.context, carla)
    assert desk.row(call)["assignee"] == "carla"
    absences.set(number, {"hours": "09:00-10:00"})  # some hours of a day are no day
    assert there(TUESDAY) == [("anna", "")]
