"""The words around the day board."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.planning.board import (
    call_lines,
    due_words,
    gap_lines,
    ghost_lines,
    offer_words,
    title_ends,
    visit_lines,
    waiting_cells,
    waiting_ends,
)
from svc_tui.presentation.planning.grid import Ghost
from tests.presentation.planning.test_grid import DAY, ROME, Lane, Visit, at

NOW = at(8)


def text(line: Line) -> str:
    return "".join(words for words, _role in line)


@dataclass(frozen=True)
class Sheet(Visit):
    subject: str = "Leak at inlet valve"
    customer_name: str = "Clinica S. Marco"
    place: str | None = "Via Roma 4"
    phone: str | None = "+39 02 555"
    note: str = "bring a seal"
    technicians: tuple[str, ...] = ("dario",)


@dataclass(frozen=True)
class Load(Lane):
    name: str = "Bruno Rossi"
    territory: str | None = "North"
    work_s: int = 9 * 3600
    planned_s: int = 2 * 3600
    travel_s: int = 900


@dataclass(frozen=True)
class Call:
    number: str = "10228"
    subject: str = "Boilers"
    priority: str = "medium"
    customer_name: str = "Centro Sportivo"
    location: str | None = "Via Po 3"


@dataclass(frozen=True)
class ToPlan:
    call: Call = field(default_factory=Call)
    left_s: int | None = 8 * 3600
    length_s: int = 7200
    due: datetime | None = field(default_factory=lambda: at(17))


@dataclass(frozen=True)
class Offer:
    person: str
    starts_at: datetime
    in_time: bool = True


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY, " Monday 2 March 2026, today"), (DAY + timedelta(1), " Tuesday 3 March 2026, tomorrow"),
        (DAY - timedelta(1), " Sunday 1 March 2026, yesterday"), (DAY + timedelta(7), " Monday 9 March 2026"),
    ],
)  # fmt: skip
def test_the_title_names_the_day_and_what_there_is(day: date, words: str) -> None:
    left, right = title_ends(day, DAY, 4, 1, 6)
    assert text(left) == words
    assert text(right) == "4 technicians, 1 visit, 6 to plan "


def test_the_filter_of_the_calls_is_shown_only_where_there_is_one() -> None:
    assert [text(each) for each in waiting_ends("")] == [" To plan, by time left", ""]
    assert text(waiting_ends("queue:north")[1]) == "/ queue:north "


@pytest.mark.parametrize(
    ("end", "due", "words", "role"),
    [
        (at(16), at(17), "Due Mon 17:00: in time by 1h00.", "kept"),
        (at(17), at(17), "Due Mon 17:00: in time by 0h00.", "kept"),
        (at(18), at(17), "Due Mon 17:00: late by 1h00.", "urgent"), (at(16), None, "Nothing is promised.", "muted"),
    ],
)  # fmt: skip
def test_what_a_visit_does_to_the_due_date(
    end: datetime, due: datetime | None, words: str, role: str
) -> None:
    assert due_words(end, due, ROME, NOW) == (words, role)


def test_a_due_date_more_than_five_days_away_has_its_date() -> None:
    def told(days: int) -> str:
        due = at(17) + timedelta(days=days)
        return due_words(due, due, ROME, NOW)[0]

    assert [told(days) for days in (-6, -5, 5, 6)] == [
        "Due 24 Feb 17:00: in time by 0h00.", "Due Wed 17:00: in time by 0h00.", "Due Sat 17:00: in time by 0h00.",
        "Due 8 Mar 17:00: in time by 0h00.",
    ]  # fmt: skip


def test_the_pane_of_a_visit() -> None:
    visit = Sheet(1, "10398", at(9), at(12.5), due=at(17))
    assert [text(line) for line in visit_lines(visit, (), ROME, NOW)] == [
        " 10398 Leak at inlet valve, Clinica S. Marco, Via Roma 4",
        " 09:00-12:30 planned, dario.  Due Mon 17:00: in time by 4h30.",
        " +39 02 555  bring a seal",
    ]
    assert text(visit_lines(visit, ["dario is away."], ROME, NOW)[2]) == " dario is away."


def test_the_pane_of_a_move_says_from_where_what_it_does_and_what_speaks_against_it() -> None:
    before = Sheet(1, "10398", at(9), at(12.5))
    ghost = Ghost("10398", ("bruno",), at(15), at(18.5), 1)
    lines = ghost_lines(
        ghost, before, at(17), ["bruno does not work then."], "Next free: Tue 09:00.", ROME, NOW
    )
    assert [text(line) for line in lines] == [
        " 10398 15:00-18:30 (3h30), bruno  now Mon 09:00-12:30, dario",
        " Due Mon 17:00: late by 1h30.  Next free: Tue 09:00.",
        " bruno does not work then.",
    ]
    new = ghost_lines(Ghost("10228", ("bruno",), at(9), at(10)), None, None, (), "", ROME, NOW)
    assert [text(line) for line in new][1:] == [" Nothing is promised.", " Nothing speaks against it."]


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (9, " 09:00, free until 11:00 (2h00)"), (13, " 13:00, free until 18:00 (5h00)"),
        (19, " 19:00, no working hours"), (7, " 07:00, away"),
    ],
)  # fmt: skip
def test_the_pane_of_a_gap(hour: float, words: str) -> None:
    lane = Load(visits=(Visit(1, "10431", at(11), at(13)),), away=((at(6), at(8)),), load=0.25)
    lines = [text(line) for line in gap_lines(lane, at(hour), ROME)]
    assert lines == [
        " Bruno Rossi  North", words, " 1 visit: 2h00 and 0h15 of travel, of 9h00; 25 % full"
    ]  # fmt: skip


def test_a_free_time_names_its_day_only_where_it_is_another() -> None:
    assert offer_words(Offer("greta", at(9)), DAY, ROME) == "greta 09:00"
    assert offer_words(Offer("bruno", at(33.5), in_time=False), DAY, ROME) == "bruno Tue 09:30!"


def test_a_call_to_plan() -> None:
    offers = [Offer("greta", at(9)), Offer("bruno", at(15.5))]
    words = [cell for cell, _role in waiting_cells(ToPlan(), offers, DAY, ROME)]
    assert words == ["10228", "8h00", "M", "Centro Sportivo", "Boilers", "2h00", "greta 09:00, bruno 15:30"]
    late = waiting_cells(ToPlan(left_s=-60), (), DAY, ZoneInfo("UTC"))
    assert (late[1][1], late[-1]) == ("urgent", ("-", "muted"))
    lines = [text(line) for line in call_lines(ToPlan(), offers, ROME, NOW.astimezone(UTC), DAY)]
    assert lines == [
        " 10228 Boilers, Centro Sportivo, Via Po 3", " Due Mon 17:00.  A visit takes 2h00.",
        " Free: greta 09:00, bruno 15:30",
    ]  # fmt: skip
