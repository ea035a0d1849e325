"""A result as JSON has it."""

import json
from typing import Any

import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.domain.reports.result import Result
from svc_tui.presentation.core.values import json_text
from svc_tui.presentation.reports.document import document
from tests.presentation.reports.results import (
    EVIL,
    FEBRUARY,
    MARCH,
    figures,
    hours,
    line,
    months,
    queues,
    records,
    result,
)


def read(found: Result) -> dict[str, Any]:
    """What a script reads of it."""
    told: dict[str, Any] = json.loads(json_text(document(found)))
    return told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report", "mine"), ("title", "By queue"), ("subject", "call"), ("filter", "is:any"), ("date", "reported_at"),
        ("from", "2026-03-01"), ("to", "2026-03-31"), ("by", ["queue"]), ("computed_at", "2026-03-02T08:00:00Z"),
        ("count", 1236), ("left_out", 0), ("notes", []),
    ],
)  # fmt: skip
def test_what_was_asked_stands_with_what_was_found(name: str, value: object) -> None:
    assert read(queues(period=MARCH))[name] == value


def test_a_row_has_raw_figures_and_the_filter_behind_each() -> None:
    first, second = read(queues())["rows"]
    assert {name: first[name] for name in ("queue", "queue_name", "calls", "response_kept")} == {
        "queue": "washers", "queue_name": "Washers & dryers", "calls": 1234, "response_kept": 87.5,
    }  # fmt: skip
    assert (first["response_median_s"], first["count"], first["filter"]) == (9000, 1234, "is:washers")
    assert first["behind"]["response_median_s"] == {
        "filter": "is:washers has:response_median_s",
        "count": 1234,
    }
    assert (second["queue"], second["response_median_s"], second["response_kept"]) == (None, None, None)
    assert "queue_name" not in second


@pytest.mark.parametrize(
    ("at", "unit", "clock", "title"),
    [
        (0, "count", None, "Calls"), (1, "percent", None, "Response in time"),
        (2, "seconds", "wall", "Response Median"), (3, "number", None, "Reopenings Mean"),
    ],
)  # fmt: skip
def test_figures_carry_what_they_mean(at: int, unit: str, clock: str | None, title: str) -> None:
    told = read(queues())["figures"][at]
    assert (told["unit"], told["clock"], told["title"]) == (unit, clock, title)
    assert told["definition"].endswith(".")


@pytest.mark.parametrize(
    ("found", "rows", "names"),
    [
        (queues(), 2, set()), (result(), 0, set()), (months(), 2, set()), (hours(), 3, {"subtotals"}),
        (queues(before=line((), figures(5)), before_period=FEBRUARY), 2, {"before"}),
        (queues(year_before=line((), figures(5))), 2, {"year_before"}),
    ],
    ids=["groups", "nothing", "over time", "cross", "before", "year before"],
)  # fmt: skip
def test_what_there_is_not_has_no_name(found: Result, rows: int, names: set[str]) -> None:
    told = read(found)
    assert len(told["rows"]) == rows
    assert names == told.keys() & {"subtotals", "before", "year_before"}


def test_the_time_before_says_which_it_is() -> None:
    told = read(queues(before=line((), figures(5)), before_period=FEBRUARY))["before"]
    assert (told["from"], told["to"], told["calls"], told["reopened_mean"]) == (
        "2026-02-01", "2026-02-28", 5, None,
    )  # fmt: skip


def test_an_empty_result_counts_nothing_and_has_no_times() -> None:
    told = read(result(total=figures(0)))
    assert (told["rows"], told["count"], told["from"], told["to"]) == ([], 0, None, None)
    assert (told["total"]["calls"], told["total"]["response_median_s"]) == (0, None)


def test_records_stand_as_they_are() -> None:
    assert read(records({"subject": EVIL, "age_s": 60}))["rows"] == [{"subject": EVIL, "age_s": 60}]


def test_words_of_people_are_translated_and_names_are_not() -> None:
    notes = [Note("Not shown: {count}.", {"count": 2})]
    told = document(queues(notes=notes), lambda text: text.replace("By", "Per"))
    assert (told["title"], told["report"], told["notes"]) == ("Per queue", "mine", ["Not shown: 2."])
