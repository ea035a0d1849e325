"""A report as a table to walk through: its cells in words, and behind each exactly the filter of its figure."""

import pytest

from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports.grid import Behind, Grid, head_lines_of
from svc_tui.presentation.reports.sheet import sheet_of
from tests.presentation.reports.results import (
    EVIL,
    figures,
    hours,
    line,
    months,
    queues,
    records,
    result,
    when,
)


def grid(found: Result) -> Grid:
    return Grid(found, sheet_of(found), when)


def texts(found: Grid) -> list[list[str]]:
    return [[text for text, _role in row.cells] for row in found.rows(0, found.count)]


def test_groups_stand_with_their_figures_a_bar_and_all_of_them_at_the_end() -> None:
    found = grid(queues())
    assert found.labels == 1
    assert found.figures == 5
    assert texts(found) == [
        ["Washers & dryers", "1,234", "87.5 %", "2h30", "1.2", "################"],
        ["no queue", "2", "", "", "", "#"],
        ["all", "1,236", "87.5 %", "2h30", "1.2", ""],
    ]


def test_behind_a_cell_stands_the_filter_of_its_figure_and_behind_a_name_that_of_its_group() -> None:
    first, second, whole = grid(queues()).rows(0, 3)
    assert first.behind[:2] == (Behind("is:washers", 1234), Behind("is:washers has:calls", 1234))
    assert second.behind[2] == Behind("is: has:response_kept", 2)
    assert whole.behind[0] == Behind("", 1236)
    assert len(first.behind) == 5


def test_a_cross_table_opens_its_cells_and_the_sums_of_its_rows() -> None:
    found = grid(hours())
    assert texts(found) == [["Mon", "7", "", "7"], ["Sun", "3", "1", "4"], ["all", "Calls 11"]]
    monday, sunday, whole = found.rows(0, 3)
    assert monday.behind == (
        Behind("is:1", 7),
        Behind("is:1 is:9 has:calls", 7),
        None,
        Behind("is:1 has:calls", 7),
    )
    assert sunday.behind[1] == Behind("is:7 is:9 has:calls", 3)
    assert whole.flows
    assert whole.behind == (Behind("", 11), Behind(" has:calls", 11))


def test_records_are_read_when_they_are_looked_at_and_open_themselves() -> None:
    found = grid(
        records({"number": "10001", "subject": "Leak"}, {"number": "10002", "subject": EVIL, "age_s": 5400})
    )
    assert [row.behind[0] for row in found.rows(0, 2)] == [Behind("", 1, "10001"), Behind("", 1, "10002")]
    (last,) = found.rows(2, 3)
    assert last.flows
    assert [text for text, _role in last.cells] == ["all", "Calls 2"]
    assert texts(found)[1][:1] == [EVIL]


def test_over_time_the_bar_is_what_stood_open() -> None:
    assert [row[-1] for row in texts(grid(months()))] == ["########", "################", ""]


def test_without_groups_one_row_has_the_figures_of_all() -> None:
    found = grid(result(by=(), names=("calls",), total={"calls": 3}, definition={"sort": ""}))
    assert texts(found) == [["3"]]
    assert found.rows(0, 1)[0].behind == (Behind(" has:calls", 3),)


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("Calls", 5, ["Calls"]),
        ("Response Median", 8, ["Response", "Median"]),
        ("Response covered 90 %", 12, ["Response", "covered 90 %"]),
        ("", 3, [""]),
    ],
)
def test_a_heading_breaks_between_words(title: str, width: int, lines: list[str]) -> None:
    assert head_lines_of(title, width) == lines


def test_a_heading_takes_three_lines_at_most() -> None:
    found = result(line("a", figures(1)), by=("customer",), title="x")
    assert all(len(head_lines_of(each.title, each.width)) <= 3 for each in grid(found).columns)
