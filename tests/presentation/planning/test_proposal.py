"""A proposal for many calls in words."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from svc_tui.presentation.planning.proposal import (
    absence_words,
    away_head,
    left_cells,
    line_detail,
    proposal_cells,
    proposal_head,
    when_words,
)
from tests.presentation.planning.test_board import Call, text
from tests.presentation.planning.test_grid import ROME, at


@dataclass(frozen=True)
class Proposed:
    call: Any
    technicians: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    in_time: bool
    overlaps: bool = False


@dataclass(frozen=True)
class LeftOut:
    call: Any
    length: timedelta


@dataclass(frozen=True)
class Absence:
    person: str
    first: date
    last: date
    hours: str = ""
    reason: str = "sick"
    stand_in: str | None = None


KEPT = Proposed(Call(), ("greta",), at(9), at(11), in_time=True)
LATE = Proposed(Call(), ("bruno", "dario"), at(33), at(34), in_time=False)


def test_a_line_says_who_goes_when_and_why() -> None:
    cells = proposal_cells(KEPT, "knows such units", ROME, at(8))
    assert {key: words for key, (words, _role) in cells.items()} == {
        "number": "10228", "person": "greta", "starts_at": "Mon 09:00", "length": "2h00",
        "customer_name": "Centro Sportivo", "why": "knows such units",
    }  # fmt: skip
    assert cells["why"][1] == "muted"
    late = proposal_cells(LATE, "", ROME, at(8))
    assert (late["starts_at"], late["person"]) == (("Tue 09:00", "urgent"), ("bruno dario", "text"))
    assert proposal_cells(KEPT, "x", ROME, at(8), against=True)["why"] == ("x", "warning")
    assert proposal_cells(replace(KEPT, overlaps=True), "x", ROME, at(8), against=True)["why"][1] == "urgent"
    left = left_cells(LeftOut(Call(), timedelta(hours=2)), "nobody is free")
    assert (left["person"][0], left["length"][0], left["why"]) == ("-", "2h00", ("nobody is free", "warning"))


def test_the_head_counts_what_is_in_time_left_out_and_overlaps() -> None:
    assert (
        text(proposal_head([KEPT, LATE], 1, 1800))
        == " 2 visits, 1 in time, 0h30 of way  1 call without a visit"
    )
    assert text(proposal_head([KEPT, replace(LATE, overlaps=True)], 0, 0)).endswith("  1 overlaps")


def test_the_line_under_the_cursor_in_full() -> None:
    when = when_words(LATE, ROME, at(8))
    assert when == "bruno, dario, Tue 09:00 - Tue 10:00 (1h00)"
    lines = [
        text(line)
        for line in line_detail(Call(), when, ["in time by 3h00;", "knows such units"], "muted", 30)
    ]
    assert lines[1:] == [f" {when}", " in time by 3h00; knows such", " units"]
    assert lines[0].startswith(" 10228 ")


def test_an_absence_in_one_line() -> None:
    monday = date(2026, 3, 2)
    one = Absence("dario", monday, monday)
    assert text(away_head(one, monday)) == " dario is away  Mon 2 Mar, sick"
    week = Absence("anna", monday, date(2026, 3, 6), "09:00-12:00", "vacation", "greta")
    assert absence_words(week, monday) == "Mon 2 Mar - Fri 6 Mar, 09:00-12:00, vacation, greta stands in"
