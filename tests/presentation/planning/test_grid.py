"""The day board in characters: every state is told without colour; what is cut still says its state."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from svc_tui.presentation.planning.grid import (
    COARSE,
    FINE,
    FINE_FROM,
    LABEL,
    MEDIUM,
    MEDIUM_FROM,
    Ghost,
    head_line,
    lane_line,
    visit_text,
    window_of,
)

ROME = ZoneInfo("Europe/Rome")
DAY = date(2026, 3, 2)


def at(hour: float) -> datetime:
    return datetime(2026, 3, 2, tzinfo=ROME).astimezone(UTC) + timedelta(hours=hour)


@dataclass(frozen=True)
class Visit:
    number: int
    call: str
    starts_at: datetime
    ends_at: datetime
    status: str = "planned"
    due: datetime | None = None


@dataclass(frozen=True)
class Absence:
    reason: str = "vacation"


@dataclass(frozen=True)
class Lane:
    person: str = "bruno"
    work: Sequence[tuple[datetime, datetime]] = ((at(9), at(18)),)
    away: Sequence[tuple[datetime, datetime]] = ()
    absences: Sequence[Absence] = ()
    holiday: bool = False
    visits: Sequence[Visit] = field(default_factory=tuple)
    load: float = 0.5


def shown(
    lane: Lane, *, now: datetime = at(30), width: int = 80, ghost: Ghost | None = None, hour: int = 6
) -> str:
    window = window_of(DAY, hour, width, ROME)
    return "".join(text for text, _role in lane_line(lane, window, now, width, ghost))


@pytest.mark.parametrize(
    ("cells", "fill", "late", "text"),
    [
        (8, "=", False, "[10431=]"), (12, ">", False, "[10431>>>>>]"), (8, "#", True, "[10431#!"),
        (4, "=", False, "431="), (4, "=", True, "31=!"), (6, "-", False, "10431-"), (7, "-", False, "10431--"),
        (2, "=", False, "1="), (2, "=", True, "=!"), (1, "#", False, "#"), (1, "#", True, "!"), (3, "=", False, "31="),
    ],
)  # fmt: skip
def test_a_visit_says_its_state_in_any_width(cells: int, fill: str, late: bool, text: str) -> None:
    assert visit_text("10431", cells, fill, late=late) == text
    assert len(text) == cells


def test_a_day_reads_without_colour() -> None:
    lane = Lane(
        visits=(
            Visit(1, "10431", at(9), at(11), "done"), Visit(2, "10377", at(11.5), at(12.5), "working"),
            Visit(3, "10402", at(14), at(17), due=at(16)),
        )
    )  # fmt: skip
    line = shown(lane, now=at(13))
    assert line == "   bruno    " + " " * 12 + "[10431-]. 377#. | . [10402=====!. . " + " " * 8
    assert len(line) == LABEL + 56
    head = "".join(text for text, _role in head_line(window_of(DAY, 6, 80, ROME), ROME))
    assert head == " " * LABEL + "".join(f"{hour:02}  " for hour in range(6, 20))


def test_absences_and_holidays_name_themselves() -> None:
    away = Lane(work=(), away=((at(0), at(24)),), absences=(Absence(),))
    assert shown(away)[LABEL:].strip() == "x x x x x x x x x x x  vacation x x x x x x x x x x x x"
    assert "holiday" in shown(Lane(work=(), holiday=True))
    hours = Lane(work=((at(9), at(14)),), away=((at(14), at(18)),), absences=(Absence("sick"),))
    assert shown(hours)[LABEL + 12 :].rstrip() == ". . . . . . . . . . x x  sick x x x"


def test_two_visits_at_once_are_seen() -> None:
    lane = Lane(visits=(Visit(1, "10431", at(9), at(11)), Visit(2, "10377", at(10), at(12))))
    assert "[104%%%%77=]" in shown(lane)


def test_a_move_is_drawn_where_it_would_be_and_no_longer_where_it_is() -> None:
    lane = Lane(visits=(Visit(1, "10431", at(9), at(11)),))
    ghost = Ghost("10431", ("bruno",), at(12), at(14), 1)
    line = shown(lane, ghost=ghost)
    assert line[LABEL + 12 : LABEL + 32] == ". . . . . . [10431?]"
    assert "10431" not in shown(lane, ghost=Ghost("10431", ("carla",), at(12), at(14), 1))


def test_more_columns_are_finer_and_say_how_full_the_day_is() -> None:
    assert window_of(DAY, 6, MEDIUM_FROM - 1, ROME).per_hour == COARSE
    medium = window_of(DAY, 6, MEDIUM_FROM, ROME)
    assert (medium.per_hour, medium.step) == (MEDIUM, timedelta(minutes=30))
    assert " 10431=. " in shown(Lane(visits=(Visit(1, "10431", at(9), at(10)),)), width=MEDIUM_FROM)
    wide = window_of(DAY, 6, FINE_FROM, ROME)
    assert (wide.per_hour, wide.step) == (FINE, timedelta(minutes=15))
    assert shown(Lane(), width=100).endswith("  ####     50%")


def test_what_lies_outside_the_hours_is_cut() -> None:
    lane = Lane(visits=(Visit(1, "10431", at(5), at(7)),))
    assert shown(lane)[LABEL:].startswith("31=]")
    assert shown(lane, hour=4)[LABEL:].startswith("    [10431=]")


def test_the_hours_of_the_night_when_clocks_change_are_those_there_are() -> None:
    day = date(2026, 3, 29)
    head = "".join(text for text, _role in head_line(window_of(day, 0, 80, ROME), ROME))
    assert head.split() == ["00", "01", *(f"{hour:02}" for hour in range(3, 15))]
