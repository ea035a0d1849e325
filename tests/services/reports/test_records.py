"""Records that a report lists are read page by page, however many there are and whatever they are written as."""

import tracemalloc
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports.page import html_parts
from svc_tui.presentation.reports.sheet import sheet_of
from svc_tui.presentation.reports.table import csv_lines, markdown_lines, text_lines
from svc_tui.services.reports.records import PAGE, Records
from tests.presentation.reports.results import records, when

MANY = 8_000
WIDE = "x" * 600


def _read(keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    return ({"subject": f"{key} {WIDE}", "age_s": key} for key in keys)


def test_they_are_read_a_page_at_a_time_in_order() -> None:
    asked: list[int] = []

    def read(keys: Sequence[int]) -> Iterable[dict[str, Any]]:
        asked.append(len(keys))
        return _read(keys)

    found = Records(array("q", range(PAGE + 3)), read)
    assert (len(found), asked) == (PAGE + 3, [])
    assert [each["age_s"] for each in found] == list(range(PAGE + 3))
    assert asked == [PAGE, 3]
    assert [each["age_s"] for each in found[PAGE : PAGE + 2]] == [PAGE, PAGE + 1]
    assert found[-1]["age_s"] == PAGE + 2
    assert asked[2:] == [2, 1]


def _many() -> Result:
    names = ("subject", "age_s")
    return replace(records(columns=names), records=Records(array("q", range(MANY)), _read))


@pytest.mark.parametrize(
    ("write", "around"),
    [
        (lambda found: text_lines(found, sheet_of(found), when, 100), 5),
        (lambda found: markdown_lines(found, sheet_of(found), when), 9),
        (lambda found: csv_lines(sheet_of(found)), None),
        (lambda found: html_parts(found, sheet_of(found), when, "en"), 2),
    ],
    ids=["table", "markdown", "csv", "html"],
)
def test_no_form_holds_them_all(write: Callable[[Result], Iterator[str]], around: int | None) -> None:
    found = _many()
    tracemalloc.start()
    try:
        size = lines = 0
        for piece in write(found):
            size += len(piece)
            lines += 1 if around is not None else piece.count("\n")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > MANY * 60
    assert MANY < lines < MANY + 20
    assert peak < (MANY * len(WIDE)) // 2, peak
