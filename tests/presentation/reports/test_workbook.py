"""A report as a workbook, read back with another library."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.domain.reports.result import Result
from svc_tui.errors import Refused
from svc_tui.presentation.reports import workbook as module
from svc_tui.presentation.reports.sheet import Cell, Column, Sheet, sheet_of
from svc_tui.presentation.reports.workbook import workbook
from tests.presentation.reports.results import (
    EVIL,
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
from tests.presentation.rows import ROME


def written(found: Result, sheet: Sheet | None = None) -> bytes:
    return workbook(found, sheet or sheet_of(found), when, ROME)


def book(found: Result, sheet: Sheet | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(written(found, sheet)))


def cell(value: Cell, unit: str = "") -> Any:
    """A value as it stands in a workbook."""
    return book(records(), Sheet([Column("x", "X", unit)], [[value]], None))["Report"]["A2"]


def values(page: Any) -> list[list[object]]:
    return [[each.value for each in row] for row in page.iter_rows()]


def chart(found: Result) -> str:
    """The drawing of a workbook, as it is stored; empty where it has none."""
    with ZipFile(BytesIO(written(found))) as kept:
        return next((kept.read(name).decode() for name in kept.namelist() if "charts/chart" in name), "")


def test_the_table_stands_under_a_head_that_stays_and_filters_the_groups_alone() -> None:
    page = book(queues())["Report"]
    assert values(page) == [
        ["Queue", "Calls", "Response in time", "Response Median", "Reopenings Mean"],
        ["Washers & dryers", 1234, 0.875, timedelta(hours=2, minutes=30), 1.25],
        ["no queue", 2, None, None, None],
        ["all", 1236, 0.875, timedelta(hours=2, minutes=30), 1.25],
    ]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E3")
    assert [each.font.bold for each in (page["A1"], page["A2"], page["A4"])] == [True, False, True]


@pytest.mark.parametrize(
    ("value", "unit", "stored", "reads"),
    [
        (1234, "count", 1234, "#,##0"), (87.5, "percent", 0.875, "0.0 %"), (0, "percent", 0, "0.0 %"),
        (9000, "seconds", timedelta(hours=2, minutes=30), "[h]:mm:ss"),
        (180000, "seconds", timedelta(hours=50), "[h]:mm:ss"), (1.25, "number", 1.25, "#,##0.0"),
        (1250.5, "money", 1250.5, "#,##0.00"), (None, "count", None, "#,##0"), (58, "", 58, "0"), (1058, "", 1058, "0"),
        (Decimal("1250.50"), "money", 1250.5, "#,##0.00"), (date(1899, 12, 31), "", "1899-12-31", "@"),
        (datetime(1850, 1, 1, tzinfo=UTC), "", "1850-01-01T00:00:00Z", "@"),
        (NOW, "", datetime(2026, 3, 2, 9), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001  (a sheet has no zones: Rome's)
        (date(2026, 3, 2), "", datetime(2026, 3, 2), "yyyy-mm-dd"),  # noqa: DTZ001
        (True, "", "yes", "@"), (False, "", "no", "@"), (["parts", "labour"], "", "parts labour", "@"),
        ("0042", "", "0042", "@"), ("", "", "", "@"),
    ],
)  # fmt: skip
def test_cells_are_real_numbers_durations_shares_and_dates(
    value: Cell, unit: str, stored: object, reads: str
) -> None:
    found = cell(value, unit)
    assert (found.value, found.number_format) == (stored, reads)


@pytest.mark.parametrize(
    "text", [EVIL, "=1+1", "+39 06 1", "-1", "@SUM(A1)", "{=1}", "http://x.it", "mailto:a@b.it", "1e5", "<b>&amp;"]
)  # fmt: skip
def test_what_people_wrote_is_text_never_a_formula_link_or_number(text: str) -> None:
    found = cell(text)
    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_headings_titles_and_notes_are_no_formulas_either() -> None:
    found = result(line("q", figures(1), EVIL), title=EVIL, notes=[Note("{text}", {"text": EVIL})])
    read = book(found, Sheet([Column("x", "=1+1"), Column("y", "=2", "count")], [["=3", None]], ["=4", None]))
    cells = [each for page in read.worksheets for row in page.iter_rows() for each in row if each.value]
    assert {each.data_type for each in cells} == {"s"}
    assert "<script" not in chart(found)


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(cell("x" * 40_000).value) == 32_000


def test_the_last_page_tells_what_it_is_about() -> None:
    notes = [Note("Not in ages: {count} closed.", {"count": 3})]
    told = [row[0] for row in values(book(queues(period=MARCH, notes=notes))["About"])]
    assert told[:8] == [
        "By queue   1 Mar 2026 - 31 Mar 2026", "/ is:any", "Calls: 1,236.", "Times are wall-clock times.",
        "Not in ages: 3 closed.", "Computed 08:00.", "", "Calls (calls): All calls of the selection.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "kind", "series"),
    [
        (queues(), "barChart", ["$B$2:$B$3"]),
        (queues(definition={"chart": "histogram"}), "barChart", ["$B$2:$B$3"]),
        (months(), "lineChart", ["$B$2:$B$3", "$C$2:$C$3", "$D$2:$D$3", "$E$2:$E$3"]),
        (hours(), "barChart", ["$B$2:$B$3", "$C$2:$C$3", "$D$2:$D$3"]),
        (queues(definition={"chart": "none"}), "", []), (result(), "", []), (records({"subject": "E12"}), "", []),
    ],
    ids=["bars", "histogram", "line", "cross", "asked for none", "no groups", "records"],
)  # fmt: skip
def test_a_chart_is_of_the_cells_where_there_are_some(found: Result, kind: str, series: list[str]) -> None:
    drawn = chart(found)
    assert f"<c:{kind}>" in drawn if kind else not drawn
    assert [each for each in series if f"<c:val><c:numRef><c:f>Report!{each}<" not in drawn] == []
    assert drawn.count("<c:ser>") == len(series)
    read = book(found)
    assert [each.title for each in read.chartsheets] == (["Chart"] if kind else [])


@pytest.mark.parametrize(
    ("found", "rows"),
    [
        (result(total=figures(0)), [["all", 0, None, None, None]]),
        (result(by=(), total=figures(5), definition={"sort": ""}), [[5, None, None, None]]),
        (records(columns=("subject",)), []),
    ],
    ids=["no groups", "one line", "no records"],
)
def test_an_empty_report_is_a_workbook_all_the_same(found: Result, rows: list[list[object]]) -> None:
    read = book(found)
    assert values(read["Report"])[1:] == rows
    assert read.sheetnames == ["Report", "About"]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    with pytest.raises(Refused) as refused:
        written(queues())
    assert str(refused.value) == "A workbook holds 1 rows, not 2. Write CSV, or choose fewer."


def test_pages_speak_the_language(speak: Callable[[str], None]) -> None:
    speak("it")
    read = book(queues())
    assert read.sheetnames == ["Report", "Grafico", "Di che cosa"]
    assert [each.value for each in read.worksheets[0][1]][:2] == ["Coda", "Chiamate"]
