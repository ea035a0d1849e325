"""Calendars out of a store and into it: lasting UIDs, sequences, what moved and what was cancelled; nothing twice."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from svc_tui.errors import BadUsage, NotFound, Refused
from svc_tui.services.planning.calendars import Calendars
from svc_tui.services.planning.service import Plan
from svc_tui.storage.planning import people
from tests.interchange.documents.test_ical import calendar
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)


class Planner(Desk):
    """The desk with a plan and calendars; today is Monday 2 March 2026."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.plan, self.calendars = Plan(self.context), Calendars(self.context)

    def visit(self, call: str, start: Any, **values: Any) -> int:
        return self.plan.new(call, {"technicians": "bruno", "starts_at": start, **values}).number

    def out(self, **whose: str) -> dict[str, Any]:
        content = self.calendars.write(**whose)  # type: ignore[arg-type]
        found = vobject.readOne(content.decode())
        return {each.uid.value: each for each in getattr(found, "vevent_list", [])}

    def away(self) -> list[tuple[str, date, date, str, str]]:
        with self.store.read() as session:
            found = people.absences(session=session)
        return [(each.reason, each.first, each.last, each.hours, each.note) for each in found]


@pytest.fixture
def desk(tmp_path: Path) -> Planner:
    return Planner(tmp_path / "desk.db")


def test_a_changed_and_a_cancelled_visit_arrive_as_such(desk: Planner) -> None:
    call = desk.open_call()
    first, second = desk.visit(call, MONDAY_9 + H, note="Bring belts"), desk.visit(call, MONDAY_9 + 5 * H)
    before = desk.out(person="bruno")
    assert {each.dtstart.value for each in before.values()} == {MONDAY_9 + H, MONDAY_9 + 5 * H}
    desk.plan.move([first], by=H)
    desk.plan.cancel([second])
    after = desk.out(person="BRUNO")
    assert after.keys() == before.keys()
    for uid, each in after.items():
        assert int(each.sequence.value) > int(before[uid].sequence.value)
    assert sorted((each.status.value, each.dtstart.value) for each in after.values()) == [
        ("CANCELLED", MONDAY_9 + 5 * H), ("CONFIRMED", MONDAY_9 + 2 * H),
    ]  # fmt: skip
    assert "Bring belts" in "".join(each.description.value for each in after.values())


def test_a_queue_and_a_contract_have_calendars_of_their_own(desk: Planner) -> None:
    north, other = desk.open_call(queue="NORTH"), desk.open_call(serial="SN-000936")
    desk.visit(north, MONDAY_9 + H)
    desk.visit(other, MONDAY_9 + 5 * H)
    (in_queue,) = desk.out(queue="north").values()
    assert in_queue.dtstart.value == MONDAY_9 + H
    under = {desk.row(north)["contract"], desk.row(other)["contract"]} - {None}
    assert under, "the washer is covered"
    for number in under:
        assert len(desk.out(contract=f"K-{number}")) >= 1
    assert desk.out(person="carla") == {}


@pytest.mark.parametrize(
    ("whose", "error"), [({}, BadUsage), ({"person": "bruno", "queue": "NORTH"}, BadUsage), ({"person": "x"}, NotFound),
                         ({"contract": "K-999"}, NotFound)],
)  # fmt: skip
def test_one_of_them_is_named(desk: Planner, whose: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        desk.calendars.write(**whose)  # type: ignore[arg-type]


DENTIST = (
    "UID:a|DTSTART;TZID=Europe/Rome:20260310T090000|DTEND;TZID=Europe/Rome:20260310T103000|SUMMARY:Dentist"
)
FERIE = "UID:b|DTSTART;VALUE=DATE:20260810|DTEND;VALUE=DATE:20260822|SUMMARY:Ferie"
TEAM = (
    "UID:t|DTSTART;TZID=Europe/Rome:20260306T080000|DTEND;TZID=Europe/Rome:20260306T090000|"
    "RRULE:FREQ=WEEKLY;COUNT=3|SUMMARY:Team"
)


def test_absences_and_appointments_come_in_once(desk: Planner) -> None:
    content = calendar(DENTIST, FERIE, TEAM)
    found = desk.calendars.read(content, "bruno")
    assert (found.new, found.moved, found.gone, found.same) == (5, 0, 0, 0)
    assert desk.away() == [
        ("appointment", date(2026, 3, 6), date(2026, 3, 6), "08:00-09:00", "Team"),
        ("appointment", date(2026, 3, 10), date(2026, 3, 10), "09:00-10:30", "Dentist"),
        ("appointment", date(2026, 3, 13), date(2026, 3, 13), "08:00-09:00", "Team"),
        ("appointment", date(2026, 3, 20), date(2026, 3, 20), "08:00-09:00", "Team"),
        ("vacation", date(2026, 8, 10), date(2026, 8, 21), "", "Ferie"),
    ]
    again = desk.calendars.read(content, "bruno")
    assert (again.new, again.moved, again.gone, again.same) == (0, 0, 0, 5)
    warned = desk.plan.new(desk.open_call(), {"technicians": "bruno", "starts_at": "2026-03-10 9:00"})
    assert "away" in " ".join(map(str, warned.warnings))


def test_what_is_moved_and_cancelled_there_is_followed(desk: Planner) -> None:
    desk.calendars.read(calendar(DENTIST, FERIE, TEAM), "bruno")
    moved = DENTIST.replace("20260310", "20260311")
    one = (
        "UID:t|RECURRENCE-ID;TZID=Europe/Rome:20260313T080000|DTSTART;TZID=Europe/Rome:20260313T100000|"
        "DTEND;TZID=Europe/Rome:20260313T110000|SUMMARY:Team"
    )
    left_out = TEAM + "|EXDATE;TZID=Europe/Rome:20260320T080000"
    found = desk.calendars.read(calendar(moved, FERIE + "|STATUS:CANCELLED", left_out, one), "bruno")
    assert (found.new, found.moved, found.gone, found.same) == (0, 2, 2, 1)
    assert [(first.isoformat(), hours) for _reason, first, _last, hours, _note in desk.away()] == [
        ("2026-03-06", "08:00-09:00"), ("2026-03-11", "09:00-10:30"), ("2026-03-13", "10:00-11:00"),
    ]  # fmt: skip
    desk.undo.undo()
    assert len(desk.away()) == 5


def test_a_whole_calendar_takes_away_what_it_lacks_and_an_invitation_does_not(desk: Planner) -> None:
    desk.calendars.read(calendar(DENTIST, FERIE), "bruno")
    desk.calendars.read(calendar(TEAM), "bruno")
    assert len(desk.away()) == 5
    assert desk.calendars.read(calendar(TEAM), "bruno", whole=True).gone == 2
    assert {note for *_rest, note in desk.away()} == {"Team"}


def test_an_event_over_midnights_is_as_long_as_it_is(desk: Planner) -> None:
    long = (
        "UID:x|DTSTART;TZID=Europe/Rome:20260310T140000|DTEND;TZID=Europe/Rome:20260313T100000|SUMMARY:Corso"
    )
    desk.calendars.read(calendar(long), "bruno")
    assert [(reason, first.day, last.day, hours) for reason, first, last, hours, _note in desk.away()] == [
        ("training", 10, 10, "14:00-24:00"), ("training", 11, 12, ""), ("training", 13, 13, "00:00-10:00"),
    ]  # fmt: skip


def test_our_own_visits_do_not_come_back_as_absences(desk: Planner) -> None:
    desk.visit(desk.open_call(), MONDAY_9 + H)
    found = desk.calendars.read(desk.calendars.write(person="bruno"), "bruno")
    assert (found.new, desk.away()) == (0, [])


def test_nothing_is_half_saved(desk: Planner) -> None:
    content = calendar(DENTIST, FERIE)
    for bad in (content[:-40], calendar(DENTIST, "UID:b|SUMMARY:when")):
        with pytest.raises(Refused):
            desk.calendars.read(bad, "bruno")
    assert desk.calendars.read(content, "bruno", dry_run=True).new == 2
    assert desk.away() == []
    with pytest.raises(NotFound):
        desk.calendars.read(content, "nobody")
