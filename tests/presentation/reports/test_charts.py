"""Charts of reports as text: what is drawn, what reads without colour and in ASCII, what stands at which cells."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports.chart_bars import bar, shares
from svc_tui.presentation.reports.chart_heat import SHADES
from svc_tui.presentation.reports.chart_line import WIDEST
from svc_tui.presentation.reports.chart_parts import fitted
from svc_tui.presentation.reports.charts import ChartLine, chart_lines, kind_of, page_lines
from svc_tui.presentation.reports.sheet import sheet_of
from tests.presentation.reports.results import (
    EVIL,
    Figures,
    hours,
    line,
    months,
    queues,
    records,
    result,
    when,
)

STATES = ("calls", "resolution_met", "resolution_missed", "resolution_running", "resolution_late",
          "resolution_paused", "resolution_untargeted")  # fmt: skip
AGES = ("open", "age_to_1d", "age_to_3d", "age_to_7d", "age_median_s")
FLOW = ("open_before", "opened", "closed", "open")


def drawn(found: Result, width: int = 60, height: int | None = None, **more: Any) -> list[str]:
    return [each.text.rstrip() for each in chart_lines(found, sheet_of(found), width, height, **more)]


def promises(**definition: Any) -> Result:
    """Two queues and their promises: what is late is among what runs."""
    values = {"north": (16, 10, 2, 4, 3, 0, 0), "south": (140, 100, 1, 30, 10, 5, 4)}
    lines = [line(name, dict(zip(STATES, each, strict=True))) for name, each in values.items()]
    whole: Figures = dict(zip(STATES, map(sum, zip(*values.values(), strict=True)), strict=True))
    return result(*lines, names=STATES, total=whole, definition={"chart": "stacked"} | definition)


def days(count: int, seed: int = 3, base: int = 40) -> Result:
    """What was open over so many days."""
    draw = Random(seed)
    lines, before = [], base
    for day in range(count):
        came = draw.randint(0, 9)
        went = min(draw.randint(0, 9), before + came)
        values: Figures = dict(zip(FLOW, (before, came, went, before + came - went), strict=True))
        lines.append(line(str(date(2026, 1, 1) + timedelta(day)), values))
        before += came - went
    return result(*lines, by=("day",), names=FLOW, total=dict(zip(FLOW, (base, 0, 0, before), strict=True)),
                  definition={"flow": True, "chart": "line", "sort": ""})  # fmt: skip


def test_bars_have_name_value_and_length() -> None:
    assert drawn(queues(), 40) == [
        "Calls",
        "Washers & dr…  1,234  ██████████████████",
        "no queue           2  ▏",
    ]
    assert drawn(queues(), 40, ascii=True) == [
        "Calls",
        "Washers & dr.  1,234  ##################",
        "no queue           2  #",
    ]


def test_another_figure_is_drawn_on_wish_and_what_has_none_has_no_bar() -> None:
    assert drawn(queues(), 40, figure="response_median_s") == [
        "Response Median",
        "Washers & dr…  2h30  ███████████████████",
        "no queue",
    ]


def test_a_number_below_zero_is_a_bar_of_another_sign() -> None:
    found = result(line("a", {"calls": 10}), line("b", {"calls": -5}), names=("calls",), total={"calls": 5})
    assert drawn(found, 40) == ["Calls", f"a  10  {'█' * 33}", f"b  -5  {'-' * 16}"]


def test_a_stacked_bar_has_a_sign_for_each_part_and_a_legend() -> None:
    assert drawn(promises()) == [
        "█ Resolution met  ▓ Resolution missed  ▒ Resolution running",
        "░ Resolution paused  · No resolution target",
        "north   16  ███▓▒",
        "south  140  ██████████████████████████████████▓▒▒▒▒▒▒▒▒▒▒░░·",
    ]
    assert drawn(promises(), ascii=True) == [
        "# Resolution met  x Resolution missed  = Resolution running",
        "- Resolution paused  . No resolution target",
        "north   16  ###x=",
        "south  140  ##################################x==========--.",
    ]


def test_the_colours_of_promises_say_what_the_signs_say() -> None:
    found = promises()
    north = chart_lines(found, sheet_of(found), 60)[2]
    assert [role for _text, role in north.spans] == ["text", "kept", "urgent", "text"]


def test_what_is_a_part_of_a_part_is_not_stacked() -> None:
    found = promises()
    sheet = sheet_of(found)
    names = {
        sheet.columns[place.column].name for each in chart_lines(found, sheet, 80) for place in each.places
    }
    assert names == set(STATES) - {"calls", "resolution_late"}


def test_a_distribution_shows_the_parts_of_all_with_their_shares() -> None:
    values: Figures = dict(zip(AGES, (4, 1, 1, 2, 9), strict=True))
    found = result(line("north", values), names=AGES, total=values | {"calls": 4},
                   definition={"sort": "", "chart": "histogram"})  # fmt: skip
    assert drawn(found, 40) == [
        "0-1 d  1    25 %  ███████████",
        "2-3 d  1    25 %  ███████████",
        "4-7 d  2    50 %  ██████████████████████",
    ]
    places = [place for each in chart_lines(found, sheet_of(found), 40) for place in each.places]
    assert [(place.row, place.column) for place in places] == [(None, 2), (None, 3), (None, 4)]


def test_a_line_climbs_and_falls_with_what_came_and_went_beneath() -> None:
    assert drawn(months(), 40, 10) == [
        "Open",
        "     6 ┤      ╭─────",
        "       ┤      │",
        "     3 ┤──────╯",
        "       ┤",
        "     0 ┤",
        "        2026-01  2026-02",
        "Came    ▇▇▇▇▇▇██████  at most 5",
        "Closed  ▃▃▃▃▃▃▄▄▄▄▄▄  at most 2",
    ]
    assert drawn(months(), 40, 10, ascii=True) == [
        "Open",
        "     6 |      .-----",
        "       |      |",
        "     3 |------'",
        "       |",
        "     0 |",
        "        2026-01  2026-02",
        "Came    ******######  at most 5",
        "Closed  ::::::------  at most 2",
    ]


def test_a_heat_map_has_darker_cells_for_more_and_says_from_where() -> None:
    low, high = line(("a", "x"), {"calls": 3}), line(("b", "x"), {"calls": 7})
    found = result(
        low, high, line(("a", "y"), {"calls": 1}), by=("item", "customer"), names=("calls",), total={"calls": 11},
        definition={"cross": True}, subtotals={"a": line("a", {"calls": 4}), "b": line("b", {"calls": 7})},
    )  # fmt: skip
    assert drawn(found, 40) == [
        "     x     y       all",
        "a    ▒▒▒▒▒ ░░░░░     4",
        "b    █████ ·····     7",
        "· 0  ░ 1  ▒ 2  ▓ 4  █ 6 and more",
    ]
    assert drawn(found, 40, ascii=True)[1:3] == ["a    ===== -----     4", "b    ##### .....     7"]


def test_the_hours_of_a_day_are_all_there() -> None:
    """A night without a call is a gap, not nothing: the map would read as if the day had no night."""
    lines = drawn(hours(), 80)
    assert lines[0].split() == [*(f"{hour:02d}" for hour in range(0, 24, 2)), "all"]
    assert lines[1] == "Mon     " + "· " * 9 + "█ " + "· " * 14 + "    7"
    places = [place for each in chart_lines(hours(), sheet_of(hours()), 60) for place in each.places]
    assert {place.column for place in places} == {1, 2, 3}


@pytest.mark.parametrize(
    ("found", "wish", "kind"),
    [
        (queues(), "", "bars"), (queues(definition={"chart": "none"}), "", "none"),
        (queues(definition={"chart": "none"}), "bars", "bars"), (queues(definition={"chart": "stacked"}), "", "bars"),
        (promises(), "", "stacked"), (promises(), "bars", "bars"), (promises(), "histogram", "histogram"),
        (months(), "", "line"), (months(), "bars", "bars"), (hours(), "", "heat"), (hours(), "line", "heat"),
        (records({"subject": "E12"}), "", "none"), (records(), "bars", "none"),
        (result(by=(), definition={"sort": ""}), "", "none"),
    ],
)  # fmt: skip
def test_a_report_has_the_chart_that_its_definition_names_as_far_as_it_can(
    found: Result, wish: str, kind: str
) -> None:
    assert kind_of(found, wish) == kind
    assert bool(drawn(found, kind=wish)) == (kind != "none")


def test_without_rows_there_is_a_sentence() -> None:
    assert drawn(result()) == ["Nothing to draw: no row."]


def test_rows_that_do_not_fit_are_counted() -> None:
    many = result(
        *(line(f"q{at}", {"calls": 20 - at}) for at in range(20)), names=("calls",), total={"calls": 210}
    )
    assert len(drawn(many, 60)) == 21
    few = drawn(many, 60, 6)
    assert (len(few), few[-1]) == (6, "16 more rows")
    assert drawn(promises(), 80, 3)[-1] == "1 more row"


def crossed(down: int, across: int) -> Result:
    """A cross table with so many rows and columns, one call in each."""
    rows = [
        line((f"item {at}", f"customer {each}"), {"calls": 1}) for at in range(down) for each in range(across)
    ]
    whole = {f"item {at}": line(f"item {at}", {"calls": across}) for at in range(down)}
    return result(*rows, by=("item", "customer"), names=("calls",), total={"calls": down * across},
                  definition={"cross": True}, subtotals=whole)  # fmt: skip


def test_what_is_left_out_of_a_map_is_counted_both_ways() -> None:
    assert drawn(crossed(7, 24), 80, 6)[-1] == "4 more rows"
    assert drawn(crossed(2, 90), 60)[-1] == "42 more columns: more width shows them"
    assert drawn(crossed(2, 24), 60)[-1].endswith("and more")


def test_two_points_are_no_wall() -> None:
    assert max(each.count("─") for each in drawn(months(), 200, 10)) == WIDEST


def test_many_days_share_a_sign_and_the_chart_says_so() -> None:
    lines = drawn(days(400), 60, 20)
    assert lines[-1].startswith("A sign is ")
    assert lines[-1].endswith("rows, their highest.")


def test_a_line_far_above_zero_says_where_it_begins() -> None:
    lines = drawn(days(30, base=5000), 80, 12)
    assert not any(each.strip().startswith("0 ┤") for each in lines)
    told = [each.split("┤")[0].strip() for each in lines if "┤" in each]
    assert [each for each in told if each] == ["5,000", "4,980", "4,960"]


EVERY: list[tuple[Result, str]] = [
    (queues(), ""), (promises(), ""), (promises(), "bars"), (promises(), "histogram"), (months(), ""),
    (days(30), ""), (days(400), ""), (hours(), ""), (queues(title=EVIL), ""),
    (result(line(EVIL, {"calls": 3}), line("日本語の待ち行列です、とても長い名前", {"calls": 1}), names=("calls",),
            total={"calls": 4}), ""),
]  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 133, 200])
@pytest.mark.parametrize("height", [4, 8, 24, None])
@pytest.mark.parametrize(("found", "kind"), EVERY)
def test_a_chart_keeps_within_its_room_at_every_size(
    found: Result, kind: str, width: int, height: int | None
) -> None:
    sheet = sheet_of(found)
    for ascii in (False, True):
        lines = chart_lines(found, sheet, width, height, ascii=ascii, kind=kind)
        assert all(cell_len(each.text.rstrip()) <= width for each in lines)
        assert height is None or len(lines) <= max(height, 8)
        if ascii:
            names = "".join(str(cell) for row in sheet.rows for cell in row)
            assert all(char.isascii() or char in names for each in lines for char in each.text)
        for each in lines:
            _check_places(each, len(sheet.rows), len(sheet.columns))


def _check_places(each: ChartLine, rows: int, columns: int) -> None:
    """Places stand one after another within the line, and speak of what the sheet has."""
    before = 0
    for place in each.places:
        assert before <= place.start < place.end <= cell_len(each.text) or place.end - place.start <= 6
        assert place.row is None or 0 <= place.row < rows
        assert 0 < place.column < columns
        before = place.end


@pytest.mark.parametrize(
    ("found", "kind"), [each for each in EVERY if each[0].lines[1:] and len(each[0].lines) < 100]
)
def test_every_row_that_is_drawn_can_be_opened(found: Result, kind: str) -> None:
    sheet = sheet_of(found)
    places = [place for each in chart_lines(found, sheet, 100, kind=kind) for place in each.places]
    rows = {place.row for place in places}
    assert rows == ({None} if kind == "histogram" else set(range(len(sheet.rows))))


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8), st.integers(0, 120))
def test_the_cells_of_a_bar_are_all_given_out_and_nothing_small_gets_lost(
    values: list[int], cells: int
) -> None:
    found = shares(values, cells)
    present = sum(1 for value in values if value)
    assert sum(found) == (max(cells, present) if present else 0)
    assert [each > 0 for each in found] == [value > 0 for value in values]
    if cells >= 8 * len(values):
        exact = [cells * value / sum(values) if any(values) else 0 for value in values]
        assert all(abs(one - other) <= len(values) for one, other in zip(found, exact, strict=True))


@pytest.mark.parametrize(
    ("value", "most", "width", "drawn", "plain"),
    [(0, 10, 8, "", ""), (10, 10, 8, "█" * 8, "#" * 8), (5, 10, 8, "████", "####"), (1, 1000, 8, "▏", "#"),
     (1, 10, 8, "▊", "#"), (-5, 10, 8, "----", "----"), (3, 0, 8, "", ""), (3, 3, 0, "", "")],
)  # fmt: skip
def test_a_bar_is_as_long_as_its_value(value: int, most: int, width: int, drawn: str, plain: str) -> None:
    assert (bar(value, most, width, ascii=False), bar(value, most, width, ascii=True)) == (drawn, plain)


def test_a_name_that_is_cut_says_so() -> None:
    assert (fitted("washers", 9, ascii=False), fitted("washers", 4, ascii=False)) == ("washers  ", "was…")
    assert fitted("washers", 4, ascii=True) == "was."
    assert len(set(SHADES[0])) == len(set(SHADES[1])) == 5


def test_a_page_has_head_chart_and_foot() -> None:
    lines = page_lines(queues(), sheet_of(queues()), when, 60)
    assert lines[:3] == ["By queue", "/ is:any", ""]
    assert lines[3] == "Calls"
    assert lines[-1] == "Computed 08:00."
    assert page_lines(records(), sheet_of(records()), when, 60) == []
    listed = queues(definition={"chart": "none"})
    assert "Calls" in page_lines(listed, sheet_of(listed), when, 60)
