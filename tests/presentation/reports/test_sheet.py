"""A report as rows and columns, and what is said above and under them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Result
from svc_tui.domain.reports.subject import Value
from svc_tui.presentation.reports.sheet import Cell, definitions, foot_lines, head_lines, sheet_of, shown
from svc_tui.services.calls.reports import SUBJECT
from tests.presentation.reports.results import (
    FEBRUARY,
    FIGURES,
    MARCH,
    NOW,
    figures,
    hours,
    line,
    months,
    queues,
    records,
    result,
    when,
)


def test_groups_stand_below_one_another_with_all_records_last() -> None:
    sheet = sheet_of(queues())
    assert [(column.name, column.title, column.right) for column in sheet.columns] == [
        ("queue", "Queue", False), ("calls", "Calls", True), ("response_kept", "Response in time", True),
        ("response_median_s", "Response Median", True), ("reopened_mean", "Reopenings Mean", True),
    ]  # fmt: skip
    assert sheet.rows == [["Washers & dryers", 1234, 87.5, 9000, 1.25], ["no queue", 2, None, None, None]]
    assert sheet.total == ["all", 1236, 87.5, 9000, 1.25]


def test_with_two_groups_all_is_said_once() -> None:
    two = result(line(("washers", "high"), {"calls": 3}), by=("queue", "priority"), names=("calls",),
                 total={"calls": 3})  # fmt: skip
    sheet = sheet_of(two)
    assert (sheet.rows, sheet.total) == ([["washers", "high", 3]], ["all", "", 3])


@pytest.mark.parametrize(
    ("empty", "rows", "total"),
    [
        (result(), [], ["all", None, None, None, None]),
        (result(total=figures(0)), [], ["all", 0, None, None, None]),
        (result(by=(), total=figures(5), definition={"sort": ""}), [[5, None, None, None]], None),
        (result(by=("weekday", "hour"), names=("calls",), definition={"cross": True}), [], None),
        (records(), [], None),
    ],
    ids=["nothing", "no calls", "one line of figures", "cross", "records"],
)
def test_what_has_no_groups_is_a_table_all_the_same(
    empty: Result, rows: list[list[Cell]], total: list[Cell] | None
) -> None:
    sheet = sheet_of(empty)
    assert (list(sheet.rows), sheet.total) == (rows, total)


def test_the_second_group_of_a_cross_table_stands_across_in_its_own_order() -> None:
    sheet = sheet_of(hours())
    assert [(column.name, column.title) for column in sheet.columns] == [
        ("weekday", "Weekday"), ("hour:9", "09"), ("hour:17", "17"), ("calls", "all"),
    ]  # fmt: skip
    assert sheet.rows == [["Mon", 7, None, 7], ["Sun", 3, 1, 4]]
    assert sheet.total is None


def test_a_group_without_a_value_stands_last_across() -> None:
    crossed = result(
        line(("washers", None), {"calls": 1}), line(("washers", "low"), {"calls": 2}),
        by=("queue", "contract"), names=("calls",), definition={"cross": True},
        subtotals={"washers": line("washers", {"calls": 3})},
    )  # fmt: skip
    sheet = sheet_of(crossed)
    assert [column.title for column in sheet.columns] == ["Queue", "low", "no contract", "all"]
    assert sheet.rows == [["washers", 2, 1, 3]]


def test_records_are_listed_under_the_words_for_their_fields() -> None:
    sheet = sheet_of(records({"subject": "E12", "age_s": 60}), str.upper)
    assert [(column.title, column.right) for column in sheet.columns][:3] == [
        ("SUBJECT", False), ("REPORTED_AT", False), ("AGE_S", True),
    ]  # fmt: skip
    assert list(sheet.rows) == [["E12", None, 60, None]]
    assert (sheet.rows[0], sheet.rows[0:5]) == (["E12", None, 60, None], [["E12", None, 60, None]])


@pytest.mark.parametrize(
    ("by", "value", "label", "words"),
    [
        ("queue", "washers", "Washers", "Washers"), ("queue", "washers", "", "washers"),
        ("queue", None, "", "no queue"), ("assignee", None, "", "nobody"), ("item", None, "", "none"),
        ("weekday", 1, "1", "Mon"), ("weekday", 7, "7", "Sun"), ("hour", 9, "9", "09"), ("hour", 0, "0", "00"),
        ("month", "2026-03", "x", "2026-03"), ("covered", 1, "1", "yes"), ("covered", 0, "0", "no"),
    ],
)  # fmt: skip
def test_groups_are_called_as_people_call_them(by: str, value: Value, label: str, words: str) -> None:
    found = result(line(value, figures(1), label), by=(by,))
    assert sheet_of(found).rows[0][0] == words


@pytest.mark.parametrize(
    ("value", "unit", "english", "italian"),
    [
        (None, "count", "", ""), (None, "", "", ""), (0, "count", "0", "0"), (1234, "count", "1,234", "1.234"),
        (87.5, "percent", "87.5 %", "87,5 %"), (100.0, "percent", "100 %", "100 %"), (0, "seconds", "0h00", "0h00"),
        (9000, "seconds", "2h30", "2h30"), (93600, "seconds", "1d 2h", "1g 2h"), (-480, "seconds", "-0h08", "-0h08"),
        (1.25, "number", "1.2", "1,2"), (1250.5, "money", "1,250.50", "1.250,50"), (True, "", "yes", "sì"),
        (False, "count", "no", "no"), (NOW, "", "08:00", "08:00"), (date(2026, 3, 2), "", "2026-03-02", "2026-03-02"),
        (["a", "b"], "", "a b", "a b"), (58, "", "58", "58"), ("text", "", "text", "text"),
    ],
)  # fmt: skip
def test_cells_read_as_numbers_and_durations_of_the_language(
    speak: Callable[[str], None], value: Cell, unit: str, english: str, italian: str
) -> None:
    assert shown(value, unit, when) == english
    speak("it")
    assert shown(value, unit, when) == italian


def test_an_instant_reads_in_full_where_nobody_says_how() -> None:
    assert shown(NOW, "") == "2026-03-02T08:00:00Z"


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (Period(), "By queue"),
        (MARCH, "By queue   1 Mar 2026 - 31 Mar 2026"),
        (Period(date(2026, 3, 2), date(2026, 3, 2)), "By queue   2 Mar 2026"),
        (Period(None, date(2026, 3, 2)), "By queue   - 2 Mar 2026"),
        (Period(date(2026, 3, 2), None), "By queue   2 Mar 2026 -"),
    ],
)
def test_the_head_says_what_of_which_time(period: Period, title: str) -> None:
    assert head_lines(queues(period=period)) == [title, "/ is:any"]


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (queues(), ["Calls: 1,236.", "Times are wall-clock times."]),
        (queues(left_out=1500), ["Calls: 1,236.", "Not shown: 1,500 more.", "Times are wall-clock times."]),
        (hours(), ["Calls: 11."]),
        (
            result(names=("response_covered_max_s",), definition={"sort": ""}),
            ["Calls: 0.", "Times are covered time."],
        ),
        (
            result(names=("response_max_s", "response_covered_max_s"), definition={"sort": ""}),
            ["Calls: 0.", "Times are wall-clock times, or covered time where they say so."],
        ),
        (
            queues(notes=[Note("Not in response times: {count} without a first response.", {"count": 2})]),
            [
                "Calls: 1,236.",
                "Times are wall-clock times.",
                "Not in response times: 2 without a first response.",
            ],
        ),
        (records({"subject": "E12"}), ["Calls: 1.", "Calls 1."]),
        (
            records(total={"calls": 0, "response_max_s": None}, names=("calls", "response_max_s")),
            ["Calls: 0.", "Calls 0.", "Times are wall-clock times."],
        ),
        (
            records(total={"response_max_s": None}, names=("response_max_s",)),
            ["Calls: 0.", "Times are wall-clock times."],
        ),
    ],
    ids=[
        "groups", "left out", "no times", "covered", "both clocks", "missing values", "records", "no value",
        "no value at all",
    ],
)  # fmt: skip
def test_the_foot_says_how_many_and_what_must_be_known(found: Result, lines: list[str]) -> None:
    assert foot_lines(found, when) == [*lines, "Computed 08:00."]


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (figures(1224, 90.0, 9480, 1.25), "Calls +12, Response in time -2.5, Response Median -0h08, Reopenings Mean 0"),
        (figures(1236), "Calls 0"),
        (figures(2470, None, 1800), "Calls -1,234, Response Median +2h00"),
        (dict.fromkeys(FIGURES), "nothing to compare"),
    ],
)  # fmt: skip
def test_the_foot_compares_what_both_times_have(before: dict[str, int | float | None], changes: str) -> None:
    other = line((), before)
    lines = foot_lines(queues(before=other, before_period=FEBRUARY, year_before=other), when)
    assert lines[-3:-1] == [
        f"Against 1 Feb 2026 - 28 Feb 2026: {changes}.", f"Against the year before: {changes}.",
    ]  # fmt: skip


def test_every_figure_is_told_in_words_with_what_it_measures() -> None:
    assert definitions(queues().checked)[:3] == [
        "Calls (calls): All calls of the selection.",
        "Response in time (response_kept): In time: those met, of those met or missed.",
        "Response Median (response_median_s): Response time: first response minus reported, wall clock. In order, "
        "the one at half: half of them are not greater.",
    ]
    assert len(definitions(months().checked)) == 4
    every = result(names=tuple(SUBJECT.figures), definition={"sort": ""})
    assert all(text.endswith(".") and "{" not in text for text in definitions(every.checked))


def test_headings_speak_the_language(speak: Callable[[str], None]) -> None:
    speak("it")
    sheet = sheet_of(queues())
    assert [column.title for column in sheet.columns][:2] == ["Coda", "Chiamate"]
    assert sheet.total is not None
    assert sheet.total[0] == "tutte"
    assert [column.name for column in sheet.columns][:2] == ["queue", "calls"]


def test_an_instant_of_a_record_is_what_it_is() -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert list(sheet_of(records({"reported_at": at})).rows) == [[None, at, None, None]]
