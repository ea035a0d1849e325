"""The covered week as a grid: windows, midnights, holidays, the present moment, in Unicode and in ASCII (K12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from svc_tui.domain.sla.closures import Closure
from svc_tui.domain.sla.coverage import Coverage, coverage_of
from svc_tui.domain.sla.week import Week
from svc_tui.presentation.sla.week_grid import GLYPHS, states, week_grid, week_of
from svc_tui.terminal.cells import safe_text

HOLIDAY = date(2026, 5, 1)
WEDNESDAY = datetime(2026, 4, 29, 11, 20, tzinfo=UTC)


def rows(
    text: str, *, now: datetime = WEDNESDAY, width: int = 79, ascii: bool = True, zone: str = "Europe/Rome"
) -> list[str]:
    """The seven days as they are printed."""
    coverage = coverage_of(text, zone, frozenset([HOLIDAY]))
    lines = week_grid(coverage, {HOLIDAY: "Labour Day"}, now=now, width=width, ascii=ascii)
    return ["".join(text for text, _role in line) for line in lines][2:9]


def cells(row: str) -> str:
    return row[10:58]


def test_several_windows_a_day_stand_at_their_hours() -> None:
    monday = rows("Mo-Fr 08:30-12:30,14:00-18:00; Sa 09:15-12:00")[0]
    assert cells(monday) == "." * 17 + "#" * 8 + "..." + "#" * 8 + "." * 12
    assert monday.startswith("  Mon 27 ")
    assert monday.rstrip().endswith("8h00")
    saturday = rows("Mo-Fr 08:30-12:30,14:00-18:00; Sa 09:15-12:00")[5]
    assert cells(saturday) == "." * 18 + "-" + "#" * 5 + "." * 24


def test_a_window_across_midnight_goes_on_the_next_morning() -> None:
    monday, *_others, sunday = rows("Fr 22:00-06:00; Su 22:00-02:00")
    assert cells(monday) == "#" * 4 + "." * 44
    assert cells(sunday) == "." * 44 + "#" * 4
    assert cells(rows("Th 22:00-06:00")[4]) == ":" * 12 + "." * 36  # the tail falls on a holiday


def test_a_holiday_is_marked_and_named_unless_it_is_included() -> None:
    friday = rows("Mo-Fr 09:00-18:00")[4]
    assert cells(friday) == "." * 18 + ":" * 18 + "." * 12
    assert friday.endswith("-  Labour Day")
    included = rows("Mo-Fr 09:00-18:00; PH on")[4]
    assert cells(included) == "." * 18 + "#" * 18 + "." * 12
    assert included.endswith("9h00  Labour Day")


def test_hours_of_holidays_and_closed_parts_of_days_stand_at_their_hours() -> None:
    friday = rows("Mo-Fr 09:00-18:00; PH 10:00-12:30")[4]
    assert cells(friday) == "." * 18 + "::" + "#####" + ":" * 11 + "." * 12
    assert friday.endswith("2h30  Labour Day")
    part = frozenset([Closure(date(2026, 4, 30), 13 * 60, 24 * 60)])
    coverage = coverage_of("Mo-Fr 09:00-18:00", "Europe/Rome", frozenset([HOLIDAY]), parts=part)
    lines = [
        "".join(text for text, _role in line) for line in week_grid(coverage, {}, now=WEDNESDAY, ascii=True)
    ]
    assert cells(lines[5]) == "." * 18 + "#" * 8 + ":" * 10 + "." * 12
    assert lines[5].endswith("4h00  closed")
    assert lines[-1].strip() == "31h00 this week. 1 holiday falls out. 1 day is closed in part."


def test_the_grid_shows_the_hours_of_its_season() -> None:
    monday = rows("Mo-Fr 09:00-18:00; Apr 28-May 31: Mo-Fr 08:00-14:00")[0]
    tuesday = rows("Mo-Fr 09:00-18:00; Apr 28-May 31: Mo-Fr 08:00-14:00")[1]
    assert cells(monday) == "." * 18 + "#" * 18 + "." * 12
    assert cells(tuesday) == "." * 16 + "#" * 12 + "." * 20


def test_today_and_now_are_marked_in_the_contracts_zone() -> None:
    wednesday = rows("Mo-Fr 09:00-18:00")[2]
    assert wednesday.startswith("> Wed 29")
    assert cells(wednesday)[26] == "|"  # 13:20
    sydney = rows("Mo-Fr 09:00-18:00", zone="Australia/Sydney")
    assert cells(sydney[2])[42] == "|"  # 21:20
    kiritimati = rows("24/7", zone="Pacific/Kiritimati")
    assert kiritimati[3].startswith("> Thu 30")


def test_round_the_clock_and_the_sums() -> None:
    coverage = coverage_of("24/7", "Europe/Rome", frozenset([HOLIDAY]))
    lines = ["".join(text for text, _role in line) for line in week_grid(coverage, {}, now=WEDNESDAY)]
    assert lines[-1].strip() == "144h00 this week. 1 holiday falls out."
    assert "Europe/Rome" in lines[0]
    assert lines[1].split() == ["0", "3", "6", "9", "12", "15", "18", "21", "24"]
    assert all(word in lines[-2] for word in ("covered", "holiday", "now, 13:20"))


@pytest.mark.parametrize("width", [79, 66, 60, 40])
def test_it_fits_its_width(width: int) -> None:
    for row in rows("Mo-Su 08:30-12:30,14:00-18:00", width=width):
        assert cell_len(row) <= width


def test_each_state_has_a_character_of_its_own_and_the_frame_comparer_agrees() -> None:
    for place in (0, 1):
        assert len({glyphs[place] for glyphs in GLYPHS.values()}) == len(GLYPHS)
    for unicode, ascii in GLYPHS.values():
        assert safe_text(unicode, ascii_only=True) == ascii
    for plain, drawn in zip(rows("Mo-Fr 08:15-12:30"), rows("Mo-Fr 08:15-12:30", ascii=False), strict=True):
        assert safe_text(drawn, ascii_only=True) == plain


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)), max_size=3), min_size=7, max_size=7
    ),
    st.sampled_from([24, 48]),
)
def test_the_cells_of_a_day_say_what_the_clock_counts(
    windows: list[list[tuple[int, int]]], count: int
) -> None:
    days = tuple(tuple(sorted((start, start + length) for start, length in day)[:1]) for day in windows)
    coverage = Coverage(Week(days), "UTC")
    step = 86_400 // count
    for day in week_of(coverage, {}, date(2026, 3, 4)):
        shown = states(day, count)
        midnight = datetime(day.day.year, day.day.month, day.day.day, tzinfo=UTC)
        for place, state in enumerate(shown):
            start = midnight + timedelta(seconds=place * step)
            counted = coverage.elapsed(start, start + timedelta(seconds=step))
            assert state == ("covered" if counted == step else "part" if counted else "closed")
