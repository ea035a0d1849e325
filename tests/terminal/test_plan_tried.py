"""The plan as a new user tries it, in a real terminal: fifteen calls given to four technicians for tomorrow, in time,
then the day of one who falls ill to the others. Each key counts half a second of a person, and the machine its own:
15 keys for all at once, 32 one by one (30 s), 6 for the day of the one who is ill.
"""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from svc_tui.storage.planning.rows import VisitRow
from tests.services.desk import Desk
from tests.terminal.desk import NOW, open_desk
from tests.terminal.pty_driver import PtyProgram

CALLS = 15
KEY_S = 0.5
"""A key at a person's pace."""
PLANNED_S, GIVEN_S = 120, 60
PEOPLE = ("bruno", "carla", "dario", "greta")


class Person:
    """Somebody at the keys, who looks at the screen before going on."""

    def __init__(self, program: PtyProgram) -> None:
        self.program = program
        self.keys = 0
        self._begun = time.monotonic()

    def press(self, *keys: str, until: str = "") -> str:
        """Press keys one by one, each when the screen rests; wait for words and read the screen."""
        for key in keys:
            self.program.press(key)
            self.program.rest()
            self.keys += 1
        if until:
            self.program.until_text(until)
        return self.program.text()

    def type(self, text: str) -> None:
        """Letters, as fast as they come."""
        self.press(*({" ": "space"}.get(letter, letter) for letter in text))

    @property
    def seconds(self) -> float:
        """What all of it takes: the keys of a person, and the machine."""
        return self.keys * KEY_S + time.monotonic() - self._begun


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Four technicians, and fifteen calls of the morning, due by tomorrow evening."""
    desk = Desk(tmp_path / "desk.db")
    desk.time = NOW
    for code in PEOPLE[2:]:
        desk.add("person", code=code, name=code.title(), roles=["technician"])
    for number in range(CALLS):
        desk.open_call(subject=f"Stops after {number + 3} minutes", priority="medium")
    return desk


def planned(desk: Desk) -> list[VisitRow]:
    plan = Plan(desk.context)
    return plan.rows(plan.ids("is:any").ids)


def stands_in_time(desk: Desk) -> None:
    """Each call has one visit, tomorrow, before it is due; nobody is at two places, all four go."""
    rows = planned(desk)
    assert len({row.call for row in rows}) == len(rows) == CALLS
    assert {row.starts_at.date() for row in rows} == {NOW.date() + timedelta(days=1)}
    assert all(row.due is not None and row.ends_at <= row.due for row in rows)
    assert {row.technicians[0] for row in rows} == set(PEOPLE)
    assert all(not Plan(desk.context).preview(row.number).against for row in rows)


def falls_ill(desk: Desk, person: Person) -> None:
    """bruno says in the evening that he is ill tomorrow: his visits go to the others, and the absence stands."""
    own = [row.number for row in planned(desk) if row.technicians == ("bruno",)]
    assert own
    person.press("g", "g", "A", until="bruno tomorrow sick")
    text = person.press("enter", until="bruno is away")
    assert f"{len(own)} visits, {len(own)} in time" in text
    person.press("s", until=f"give {len(own)} visits to others?")
    person.press("y", until=f"{len(own)} visits given to others")
    rows = {row.number: row for row in planned(desk)}
    assert all(rows[number].technicians != ("bruno",) for number in own)
    assert all(row.due is not None and row.ends_at <= row.due for row in rows.values())
    (absence,) = Absences(desk.context).list()
    assert (absence.person, absence.reason) == ("bruno", "sick")


@pytest.mark.slow
def test_all_calls_are_proposed_for_tomorrow_then_one_technician_falls_ill(
    desk: Desk, tmp_path: Path
) -> None:
    with open_desk(desk.store.path, tmp_path) as program:
        person = Person(program)
        person.press("7", until=f"{CALLS} to plan")
        person.press("]", until="tomorrow")
        person.press("B", until=f"{CALLS} visits")
        person.press("d")
        person.type("tomorrow")
        text = person.press("enter", until=f"{CALLS} visits, {CALLS} in time")
        assert "without a visit" not in text
        person.press("s", until=f"Plan {CALLS} visits?")
        person.press("y", until=f"{CALLS} visits planned")
        assert person.seconds < PLANNED_S, (person.keys, person.seconds)
        stands_in_time(desk)
        ill = Person(program)
        falls_ill(desk, ill)
        assert ill.seconds < GIVEN_S, (ill.keys, ill.seconds)


@pytest.mark.slow
def test_each_call_is_put_where_somebody_is_free_one_by_one(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.store.path, tmp_path) as program:
        person = Person(program)
        person.press("7", until=f"{CALLS} to plan")
        person.press("]", until="tomorrow")
        for number in range(CALLS):
            text = person.press("P", until="in time by")
            assert "Nothing speaks against it." in text
            person.press("enter", until=f"{CALLS - number - 1} to plan")
        assert person.seconds < PLANNED_S, (person.keys, person.seconds)
        stands_in_time(desk)
        ill = Person(program)
        falls_ill(desk, ill)
        assert ill.seconds < GIVEN_S, (ill.keys, ill.seconds)
