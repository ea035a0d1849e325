"""Columns of any list: which are shown, how wide, and what a value says in its cell."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.errors import Refused
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from tests.presentation.rows import HOSTILE, NOW, ROME

TABLE = ColumnTable(
    {
        "number": ListColumn("number", "No.", 5),
        "subject": ListColumn("subject", "Subject", 20, grow=3),
        "status": ListColumn("status", "Status", 8),
    },
    ("number", "subject"),
    ("number", "subject", "status"),
    {"title": "subject"},
    {"status": lambda: 11},
)


@pytest.mark.parametrize(
    ("texts", "digits", "wanted"),
    [
        pytest.param(["number", "subject"], 5, [("number", 5, 0), ("subject", 20, 3)], id="as they are"),
        pytest.param(["title"], 5, [("subject", 20, 3)], id="by another name"),
        pytest.param(["subject:30"], 5, [("subject", 30, 0)], id="a width, which then does not grow"),
        pytest.param(["number"], 7, [("number", 7, 0)], id="numbers get room for their digits"),
        pytest.param(["number:3"], 7, [("number", 7, 0)], id="no number is cut by a width"),
        pytest.param(["status"], 5, [("status", 11, 0)], id="room for its longest word"),
        pytest.param(["status:4"], 5, [("status", 4, 0)], id="a narrow one that somebody chose"),
        pytest.param(["subject", "title:9"], 5, [("subject", 20, 3)], id="each one once"),
        pytest.param(["subject:0"], 5, [("subject", 20, 3)], id="no width at all"),
        pytest.param(["subject:201"], 5, [("subject", 20, 3)], id="wider than any terminal"),
        pytest.param(["subject:²"], 5, [("subject", 20, 3)], id="a digit that is no number"),
        pytest.param(["subject:٣٠"], 5, [("subject", 30, 0)], id="digits of another script"),
    ],
)
def test_a_view_has_the_columns_that_it_names(
    texts: list[str], digits: int, wanted: list[tuple[str, int, int]]
) -> None:
    found = TABLE.chosen(texts, digits=digits)
    assert [(column.key, column.width, column.grow) for column in found] == wanted


@pytest.mark.parametrize("texts", [["colour"], ["subject", "colour:9"], [""], []])
def test_a_column_that_is_unknown_and_a_list_without_any_are_refused_with_the_known_ones(
    texts: list[str],
) -> None:
    with pytest.raises(Refused, match="number subject status"):
        TABLE.chosen(texts)


@pytest.mark.parametrize(
    ("texts", "width", "more"),
    [
        (("number", "subject"), 99, False),
        (("number", "subject"), 100, True),
        (["number", "subject"], 140, True),
        (("subject", "number"), 140, False),
    ],
)
def test_only_what_nobody_arranged_grows_with_the_terminal(
    texts: tuple[str, ...], width: int, more: bool
) -> None:
    assert tuple(TABLE.for_width(texts, width)) == (TABLE.wide if more else tuple(texts))


@pytest.mark.parametrize(
    ("shown", "kind", "english", "italian", "role"),
    [
        pytest.param(None, "moment", "-", "-", "muted", id="nothing"),
        pytest.param("", "text", "-", "-", "muted", id="an empty text"),
        pytest.param(0, "count", "-", "-", "muted", id="a count of none"),
        pytest.param(12, "count", "12", "12", "text", id="a count"),
        pytest.param(58, "contract", "K-58", "K-58", "muted", id="a contract"),
        pytest.param(True, "yes", "yes", "sì", "kept", id="yes"),
        pytest.param(False, "yes", "no", "no", "muted", id="no"),
        pytest.param("NORTH", "code", "NORTH", "NORTH", "muted", id="a code"),
        pytest.param("Pump", "text", "Pump", "Pump", "text", id="a text"),
        pytest.param(date(2026, 9, 30), "day", "30 Sep 2026", "30 set 2026", "muted", id="a day"),
        pytest.param(
            datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "moment", "00:30", "00:30", "muted",
            id="yesterday in UTC, today in the zone of the company",
        ),
        pytest.param(
            datetime(2026, 2, 27, 8, tzinfo=UTC), "moment", "Fri 09:00", "ven 09:00", "muted", id="this week"
        ),
        pytest.param(
            datetime(2026, 7, 28, 8, tzinfo=UTC), "moment", "28 Jul 10:00", "28 lug 10:00", "muted",
            id="this year, in summer time",
        ),
        pytest.param(
            datetime(2025, 12, 12, 8, tzinfo=UTC), "moment", "12 Dec 2025", "12 dic 2025", "muted",
            id="last year, not long ago",
        ),
        pytest.param(
            datetime(2024, 2, 29, 23, 30, tzinfo=UTC), "moment", "1 Mar 2024", "1 mar 2024", "muted",
            id="years ago",
        ),
    ],
)  # fmt: skip
def test_a_value_says_what_people_read(
    speak: Callable[[str], None], shown: Any, kind: str, english: str, italian: str, role: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert value_cell(shown, kind, now=NOW, zone=ROME) == (text, role)


def test_the_last_week_of_a_year_is_told_by_its_days() -> None:
    new_year = datetime(2026, 1, 2, 8, tzinfo=UTC)
    cell = value_cell(datetime(2025, 12, 30, 8, tzinfo=UTC), "moment", now=new_year, zone=ROME)
    assert cell == ("Tue 09:00", "muted")


@pytest.mark.parametrize("language", ["en", "it"])
def test_days_and_moments_of_all_the_year_fit_their_columns(
    speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    for month in range(1, 13):
        for now in (NOW, NOW.replace(year=2027)):
            at = datetime(2026, month, 28, 22, 30, tzinfo=UTC)
            assert cell_len(value_cell(at, "moment", now=now, zone=ROME)[0]) <= 12
        assert cell_len(value_cell(date(2026, month, 28), "day", now=NOW, zone=ROME)[0]) <= 11


@pytest.mark.parametrize("kind", ["text", "code"])
def test_no_text_acts_on_the_terminal_or_leaves_its_line(kind: str) -> None:
    text, _role = value_cell(HOSTILE, kind, now=NOW, zone=ROME)
    assert text.isprintable()
    assert "[bold]e[/]" in text
