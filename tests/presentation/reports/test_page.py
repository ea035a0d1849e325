"""A report as a page of HTML."""

import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports.page import html_parts
from svc_tui.presentation.reports.sheet import sheet_of
from tests.presentation.reports.results import (
    EVIL,
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
from tests.presentation.rows import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def page(found: Result, language: str = "en") -> str:
    return "".join(html_parts(found, sheet_of(found), when, language))


def table(text: str) -> list[list[str]]:
    """The cells of the table, a list each row."""
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def items(text: str) -> list[str]:
    return [unescape(each) for each in re.findall(r"<li>(.*?)</li>", text)]


def drawing(text: str) -> ElementTree.Element | None:
    """The chart, well formed as XML is."""
    found = re.search(r"<svg.*?</svg>", text, re.DOTALL)
    return ElementTree.fromstring(found[0]) if found else None


def written(text: str) -> list[str]:
    chart = drawing(text)
    assert chart is not None
    return [each.text or "" for each in chart.iter(f"{SVG}text")]


def rects(text: str, name: str) -> list[float]:
    chart = drawing(text)
    assert chart is not None
    return [float(each.attrib[name]) for each in chart.iter(f"{SVG}rect")]


def test_the_table_reads_as_people_read_it() -> None:
    text = page(queues(period=MARCH))
    assert table(text) == [
        ["Queue", "Calls", "Response in time", "Response Median", "Reopenings Mean"],
        ["Washers & dryers", "1,234", "87.5 %", "2h30", "1.2"],
        ["no queue", "2", "", "", ""],
        ["all", "1,236", "87.5 %", "2h30", "1.2"],
    ]
    assert "<h1>By queue   1 Mar 2026 - 31 Mar 2026</h1><code>/ is:any</code>" in text
    assert '<td>Washers &amp; dryers</td><td class="n">1,234</td>' in text
    assert "<tfoot>" in text


def test_what_is_missing_and_what_the_figures_mean_stand_under_the_table() -> None:
    told = items(page(queues(notes=[Note("Not in ages: {count} closed.", {"count": 3})], left_out=4)))
    assert told[:5] == [
        "Calls: 1,236.", "Not shown: 4 more.", "Times are wall-clock times.", "Not in ages: 3 closed.",
        "Computed 08:00.",
    ]  # fmt: skip
    assert told[5] == "Calls (calls): All calls of the selection."
    assert len(told) == 5 + len(FIGURES)


@pytest.mark.parametrize(
    "found",
    [
        result(line("q", figures(1), EVIL), total=figures(1)),
        result(line("q", figures(1)), total=figures(1), title=EVIL),
        result(line("q", figures(1)), total=figures(1), selection=EVIL),
        result(line("q", figures(1)), total=figures(1), notes=[Note("{text}", {"text": EVIL})]),
        result(
            line((EVIL, EVIL), {"calls": 1}), by=("queue", "item"), names=("calls",),
            definition={"cross": True}, subtotals={EVIL: line(EVIL, {"calls": 1})},
        ),
        result(line(EVIL, figures(1)), definition={"chart": "line"}),
        records({"subject": EVIL}),
    ],
    ids=["group", "title", "filter", "note", "cross", "line", "record"],
)  # fmt: skip
def test_what_people_wrote_is_text_wherever_it_stands(found: Result) -> None:
    text = page(found)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert drawing(text) is not None or found.records


def test_a_language_and_what_cannot_be_seen_do_no_harm() -> None:
    text = page(result(line("q", figures(1), HOSTILE)), '"><script>')
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(text)
    assert "<script" not in text


@pytest.mark.parametrize("found", [queues(), hours(), months(), result(), records({"subject": "http://x.it"})],
                         ids=["queues", "hours", "months", "nothing", "records"])  # fmt: skip
def test_a_page_asks_no_network(found: Result) -> None:
    text = page(found)
    assert "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"" in text
    assert not re.search(
        r"(?i)\b(src|href|action|srcset)\s*=|url\(|@import|<(script|link|iframe|img|object)", text
    )


@pytest.mark.parametrize(
    "found",
    [
        queues(definition={"chart": "none"}), result(), records({"subject": "E12"}),
        result(by=(), total=figures(3), definition={"sort": ""}),
        result(by=("weekday", "hour"), names=("calls",), definition={"cross": True}),
    ],
    ids=["asked for none", "no groups", "records", "one line", "empty cross"],
)  # fmt: skip
def test_where_there_is_nothing_to_draw_there_is_no_chart(found: Result) -> None:
    assert drawing(page(found)) is None


@pytest.mark.parametrize(
    ("sort", "words", "wide"),
    [
        ("-calls", ["Washers & dryers", "1,234", "no queue", "2"], [490.0, 0.8]),
        ("-response_median_s", ["Washers & dryers", "2h30", "no queue", ""], [490.0, 0.0]),
        ("queue", ["Washers & dryers", "1,234", "no queue", "2"], [490.0, 0.8]),
    ],
)
def test_bars_are_as_long_as_the_figure_that_sorts(sort: str, words: list[str], wide: list[float]) -> None:
    text = page(queues(definition={"sort": sort}))
    assert written(text) == words
    assert rects(text, "width") == wide


def test_bars_where_all_is_nothing_have_no_length() -> None:
    assert rects(page(result(line("a", figures(0)), line("b", figures(0)))), "width") == [0.0, 0.0]


def test_long_names_are_cut_and_only_so_many_bars_are_drawn() -> None:
    text = page(result(*(line(f"{at:03} {'x' * 40}", figures(at)) for at in range(99))))
    assert len(rects(text, "width")) == 60
    assert written(text)[0] == f"000 {'x' * 19}…"
    assert len(table(text)) == 101


def test_two_groups_are_named_at_one_bar() -> None:
    found = result(line(("q", None), figures(3)), by=("queue", "contract"))
    assert written(page(found)) == ["q / no contract", "3"]


def test_over_time_a_line_ends_where_what_is_open_ends() -> None:
    text = page(months())
    chart = drawing(text)
    assert chart is not None
    drawn = chart.find(f"{SVG}polyline")
    assert drawn is not None
    assert drawn.attrib["points"] == "50.0,115.0 740.0,20.0"
    assert written(text) == ["6", "0", "2026-01", "2026-02"]
    assert chart.findtext(f"{SVG}title") == "Open"


def test_a_line_of_one_point_is_drawn() -> None:
    found = result(line("2026-01", figures(3)), by=("month",), definition={"chart": "line"})
    assert 'points="50.0,20.0"' in page(found)


def test_a_cross_table_is_squares_with_their_numbers() -> None:
    text = page(hours())
    assert written(text) == ["09", "17", "Mon", "7", "Sun", "3", "1"]
    assert rects(text, "fill-opacity") == [1.0, 0.06, 0.46, 0.19]
    assert table(text)[1:] == [["Mon", "7", "", "7"], ["Sun", "3", "1", "4"]]


def test_records_show_instants_durations_and_answers() -> None:
    text = page(records({"subject": "a\nb", "reported_at": NOW, "age_s": 9000, "covered": True}, {}))
    assert table(text)[1:] == [["a b", "08:00", "2h30", "yes"], ["", "", "", ""]]
    assert "<tfoot>" not in text


def test_a_page_speaks_its_language(speak: Callable[[str], None]) -> None:
    speak("it")
    text = page(queues(), "it")
    assert '<html lang="it">' in text
    assert table(text)[1] == ["Washers & dryers", "1.234", "87,5 %", "2h30", "1,2"]
