"""Week and month as lines: bars and hours that agree with the day, at every width."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.planning import day, overview

MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Gone:
    reason: str
    hours: str = ""
    note: str = ""


@dataclass(frozen=True)
class Lane:
    visits: tuple[Any, ...] = ()
    planned_s: int = 0
    travel_s: int = 0
    work_s: int = 36_000
    person: str = "bruno"
    name: str = "Bruno"
    holiday: bool = False
    absences: tuple[Gone, ...] = ()

    @property
    def load(self) -> float:
        return (self.planned_s + self.travel_s) / self.work_s if self.work_s else float(self.planned_s > 0)


@dataclass(frozen=True)
class Day:
    day: date
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Count:
    day: date
    visits: int = 0
    done: int = 0
    planned_s: int = 0
    away: int = 0


@pytest.mark.parametrize(
    ("lane", "bar"),
    [
        (Lane(), "0"),
        (Lane(work_s=0), "-"),
        (Lane(work_s=0, holiday=True), "holiday"),
        (Lane(work_s=0, absences=(Gone("sick"),)), "sick"),
        (Lane((1,), 360), "=... 1%"),
        (Lane((1, 2), 14_400, 3_600), "==.. 50%"),
        (Lane((1, 2), 36_000), "==== 100%"),
        (Lane((1, 2), 45_000), "===! 125%"),
        (Lane((1,), 3_600, work_s=0), "==== 100%"),
    ],
)
def test_a_bar_says_how_full_a_day_is_or_why_it_is_empty(lane: Lane, bar: str) -> None:
    assert overview.load_bar(lane, 9) == bar
    assert day.load_words(lane).split()[-1] == bar.split()[-1]  # what the command line says


def text(lines: list[Line]) -> list[str]:
    return ["".join(words for words, _role in line).rstrip() for line in lines]


def a_week(person: str = "bruno") -> list[Day]:
    return [
        Day(MONDAY + timedelta(days=n), (Lane((1, 2), 18_000 * n, work_s=36_000, person=person),))
        for n in range(7)
    ]


def test_a_technician_has_a_line_of_bars_and_one_of_hours() -> None:
    lines = text(overview.week_lines(a_week(), MONDAY, 80))
    assert " ".join(lines[0].split()) == "Mon 2 Tue 3 Wed 4 Thu 5 Fri 6 Sat 7 Sun 8"
    assert lines[1].startswith(" bruno    .... 0%")
    assert lines[1][20:40] == "==.. 50%  ==== 100% "
    assert lines[2][10:40] == "2  0h00   2  5h00   2  10h00  "
    assert len(lines) == 3


@pytest.mark.parametrize("width", [40, 80, 81, 124, 200])
@pytest.mark.parametrize("person", ["bruno", "a-very-long-code-of-somebody", "日本語日本語日本語"])
def test_days_stand_under_their_heads_at_every_width(width: int, person: str) -> None:
    lines = overview.week_lines(a_week(person), MONDAY, width)
    spans = [[cell_len(words) for words, _role in line] for line in lines]
    assert spans[0] == spans[1] == spans[2]
    assert sum(spans[0]) <= max(width, 80)


def test_a_month_counts_each_day() -> None:
    days = [
        Count(MONDAY, 4, 1, 36_000, 1),
        Count(MONDAY + timedelta(days=1), 1, 0, 18_000),
        Count(date(2026, 3, 4)),
    ]
    lines = text(overview.month_lines(days, MONDAY))
    assert [line.split() for line in lines] == [
        ["Day", "Visits", "Done", "Hours", "Away"],
        ["Mon", "2", "4", "1", "10h00", "1", "=" * 20, "today"],
        ["Tue", "3", "1", "0", "5h00", "0", "=" * 10],
        ["Wed", "4", "0", "0", "0h00", "0"],
    ]
    assert overview.month_head(days) == "5 visits · 15h00"
    assert overview.month_head([Count(MONDAY, 9, 0, 190_800)]) == "9 visits · 53h00"
    assert overview.month_head([]) == "0 visits · 0h00"
