"""What planning counts with, in the set-up: ways, absences, the length of a visit, a person's hours and holidays."""

from datetime import date
from pathlib import Path

import pytest

from svc_tui.services.company.lists import Lists
from svc_tui.services.company.people import People
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from svc_tui.services.planning.travel import Travel
from tests.screens.company.test_setup import fill, set_up
from tests.screens.running import press, running, said, write
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


async def test_a_way_is_written_down_changed_and_taken_out(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "ways")
        await press(pilot, "n")
        await fill(pilot, "South", "North", "40")
        assert said(pilot).startswith("North - South saved")
        assert Travel(desk.context).ways() == {("North", "South"): 40}
        lines = await press(pilot, "enter")
        assert "Minutes" in "\n".join(lines)
        assert "Territory" not in "\n".join(lines)  # which ones it is between stays
        await press(pilot, "ctrl+u")
        await write(pilot, "25")
        lines = await press(pilot, "ctrl+s")
        assert Travel(desk.context).ways() == {("North", "South"): 25}
        assert "25" in lines[4]
        await press(pilot, "X", "y")
        assert said(pilot).startswith("North - South removed")
        assert Travel(desk.context).ways() == {}
        await press(pilot, "u")
        assert Travel(desk.context).ways() == {("North", "South"): 25}


async def test_a_way_of_too_many_minutes_is_refused_and_the_form_stays(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "ways")
        await press(pilot, "n")
        lines = await fill(pilot, "South", "North", "2000")
        assert "A way takes 0 to 1440 minutes." in "\n".join(lines)
        assert Travel(desk.context).ways() == {}


async def test_an_absence_in_the_form_tells_the_visits_that_fall_into_it(desk: Desk) -> None:
    Plan(desk.context).new(desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9})
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "absences")
        await press(pilot, "n")
        await fill(pilot, "bruno", "vacation", "today", "fri")
        assert "Visits fall into it: 1" in said(pilot)
        (absence,) = Absences(desk.context).list()
        assert (absence.person, absence.first, absence.last) == ("bruno", date(2026, 3, 2), date(2026, 3, 6))
        lines = await press(pilot, "/")
        await write(pilot, "vacat")
        lines = await press(pilot, "enter")
        assert lines[4].split()[:4] == [">", "bruno", "2026-03-02", "2026-03-06"]
        await press(pilot, "X", "y")
        assert Absences(desk.context).list() == ()


async def test_a_call_type_says_how_long_its_visits_last(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "lists")
        await press(pilot, "]", "]", "n")
        await fill(pilot, "Installation", "", "", "", "", "2h30")
        assert said(pilot).startswith("Installation saved")
        assert Lists(desk.context).find("type", "Installation").visit_s == 9000
        lines = await press(pilot, "enter")
        text = "\n".join(lines)
        assert "Visit lasts" in text
        assert "2h30" in text
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Nothing changed.")


async def test_a_persons_hours_and_holidays_are_called_what_they_are(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "people")
        await press(pilot, "j")
        text = "\n".join(await press(pilot, "enter"))
        for words in ("Working hours", "Holidays of", "Holiday region", "Day begins in"):
            assert words in text
        assert People(desk.context).find("bruno").hours is None
