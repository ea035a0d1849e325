"""A solution on its screens: head, texts, steps, calls, versions, and where a search found its words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.solutions import sheet
from tests.presentation.rows import (
    HOSTILE,
    NOW,
    ROME,
    WIDE,
    entry,
    harmless,
    role_of,
    said,
    solution,
    told,
    value,
    version,
)

AGO = datetime(2025, 9, 30, 8, tzinfo=UTC)
TEXTS = dict.fromkeys(
    (
        "symptom",
        "cause",
        "solution",
        "description",
        "item",
        "status",
        "problem",
        "language",
        "owner",
        "reviewer",
    ),
    HOSTILE,
)


def page(misses: int = 0, stale: bool = False, item_name: str = "Washer", **values: Any) -> list[Line]:
    found = value(row=solution(**values), item_name=item_name, misses=misses, stale=stale)
    return sheet.head(found, now=NOW, zone=ROME)


def test_what_was_found_is_marked_without_colour() -> None:
    line = sheet.marked([("Stops after ", False), ("warm", True), ("-up", False)])
    assert said(line) == "Stops after *warm*-up"
    assert role_of([line], "warm") == "accent"
    assert harmless([sheet.marked([(HOSTILE, True), (HOSTILE, False)])])


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({}, "not used yet", "non ancora usata", id="not yet"),
        pytest.param({"used": 1}, "closed 1 call", "ha chiuso 1 chiamata", id="once, nobody knows when"),
        pytest.param(
            {"used": 1234, "last_used_at": NOW}, "closed 1,234 calls, last 09:00",
            "ha chiuso 1.234 chiamate, ultima volta 09:00", id="often, last today",
        ),
        pytest.param(
            {"used": 2, "last_used_at": AGO}, "closed 2 calls, last 30 Sep 2025 10:00",
            "ha chiuso 2 chiamate, ultima volta 30 set 2025 10:00", id="last year",
        ),
    ],
)  # fmt: skip
def test_how_often_it_helped(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert sheet.use_line(solution(**values), NOW, ROME) == text


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        pytest.param(
            {}, ["Solution 7  Clean the sensor", "WSH-40 Washer  published  not used yet"], id="published"
        ),
        pytest.param(
            {"item": None, "status": "Review", "merged_into": 9, "solution": ""},
            ["Solution 7  Stops after warm-up", "any item  in review  not used yet  merged into 9"],
            id="any item, in review, merged",
        ),
        pytest.param(
            {"misses": 1}, ["Solution 7  Clean the sensor", "WSH-40 Washer  published  not used yet",
                            "It did not help 1 call."], id="it failed once",
        ),
        pytest.param(
            {"misses": 1200, "stale": True},
            ["Solution 7  Clean the sensor", "WSH-40 Washer  published  not used yet",
             "It did not help 1,200 calls. "
             "Due for a review: unused or unread for a year, or a call came back after it."],
            id="failed, and stale",
        ),
    ],
)  # fmt: skip
def test_the_head_says_which_and_how_it_stands(values: dict[str, Any], lines: list[str]) -> None:
    assert told(page(**values)) == lines


def test_what_is_in_review_or_merged_stands_out() -> None:
    line = sheet.head_line(solution(status="Review", merged_into=9), NOW, ROME)
    assert said(line) == "7  WSH-40  in review  not used yet  merged into 9"
    assert role_of([line], "in review") == "warning"
    assert role_of([line], "merged") == "warning"
    assert role_of([sheet.head_line(solution(), NOW, ROME)], "published") == "text"


def test_the_pane_has_two_lines_a_text_at_most() -> None:
    lines = told(sheet.detail_lines(solution(cause="word " * 60), (), now=NOW, zone=ROME, width=60))
    assert lines[0] == " 7  WSH-40  published  not used yet"
    assert lines[1] == " Symptom   Stops after warm-up"
    assert len(lines) == 5
    assert lines[3].startswith(" " * 11 + "word")
    assert all(cell_len(line) <= 60 for line in lines)


def test_the_pane_in_italian_and_with_what_was_found(speak: Callable[[str], None]) -> None:
    speak("it")
    lines = told(sheet.detail_lines(solution(cause=""), [("Stops", True)], now=NOW, zone=ROME, width=60))
    assert lines == [
        " 7  WSH-40  pubblicata  non ancora usata", " *Stops*", " Sintomo    Stops after warm-up",
        " Soluzione  Clean the sensor",
    ]  # fmt: skip
    plain = sheet.detail_lines(solution(), [("Stops", False)], now=NOW, zone=ROME, width=60)
    assert "*" not in told(plain)[1]


@pytest.mark.parametrize(
    ("number", "item", "begins"),
    [
        pytest.param(7, "WSH-40", "7    WSH-40   Stops", id="a small number"),
        pytest.param(12345, "WSH-40", "12345 WSH-40   Stops", id="five digits do not touch the item"),
        pytest.param(1234567, "WSH-40", "1234567 WSH-40   Stops", id="no digit is cut"),
        pytest.param(7, None, "7             Stops", id="any item"),
        pytest.param(7, WIDE, "7    漢字テス Stops", id="a wide item is cut to its place"),
    ],
)
def test_a_hit_has_its_number_item_and_passage(number: int, item: str | None, begins: str) -> None:
    row = solution(number=number, item=item)
    assert said(sheet.hit_line(row, ())).startswith(begins)
    assert said(sheet.hit_line(row, [("Stops", True)])) == begins[: -len("Stops")] + "*Stops*"


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        (
            "K",
            [" K may help   7    same item, closed 2 calls:  Clean the sensor",
             "              12345 same words:  Stops"],
        ),
        (
            "",
            [" may help     7    same item, closed 2 calls:  Clean the sensor",
             "              12345 same words:  Stops"],
        ),
    ],
)  # fmt: skip
def test_what_may_help_is_offered_with_its_reason(key: str, lines: list[str]) -> None:
    offered = [
        value(row=solution(), tie="item", closed=2),
        value(row=solution(number=12345, solution="", symptom="Stops"), tie="words", closed=0),
    ]
    assert told(sheet.offered_lines(offered, key)) == lines
    assert sheet.offered_lines([], key) == []


@pytest.mark.parametrize("key", ["K", "ctrl+k", ""])
def test_an_offer_is_whole_in_italian(speak: Callable[[str], None], key: str) -> None:
    speak("it")
    line = told(sheet.offered_lines([value(row=solution(), tie="item", closed=0)], key))[0]
    assert line.startswith(f" {key} può servire " if key else " può servire ")
    assert line.endswith(" 7    stesso articolo:  Clean the sensor")


def test_the_page_has_texts_steps_and_what_it_is_about() -> None:
    row = solution(cause="", description="1. Isolate power **first**.", problem="Sensor", owner="anna")
    assert told(sheet.text_lines(row, 60)) == [
        " Symptom", "   Stops after warm-up", "", " Solution", "   Clean the sensor", "", " Steps",
        "   1. Isolate power first.", "", " Problem     Sensor", " Owner       anna",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "it"])
def test_labels_do_not_touch_their_values(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    for name in ("problem", "language", "owner", "reviewer"):
        plain = dict.fromkeys(("symptom", "cause", "solution"), "")
        (line,) = sheet.text_lines(solution(**(plain | {name: "X"})), 60)
        assert said(line).endswith(" X")


def test_calls_that_used_it() -> None:
    calls: list[dict[str, Any]] = [
        {"number": "10423", "at": NOW, "subject": "E12"},
        {"number": "7", "at": None, "subject": WIDE},
    ]
    assert told(sheet.calls_lines(calls, now=NOW, zone=ROME)) == ["  10423  09:00  E12", f"      7  {WIDE}"]
    assert told(sheet.calls_lines([], now=NOW, zone=ROME)) == [" No call has used it yet."]


def test_its_like() -> None:
    assert told(sheet.similar_lines([(solution(), ())])) == [" 7    WSH-40   Stops after warm-up"]
    assert told(sheet.similar_lines([])) == [" Nothing says much the same."]


def test_versions_say_what_went_and_what_came() -> None:
    versions = [
        version(("symptom", "", "Stops"), event="created"),
        version(("colour", "--red", "blue"), who=None, at=AGO),
    ]
    lines = sheet.versions_lines(versions, 60, now=NOW, zone=ROME)
    assert told(lines) == [
        " 30 Sep 2025 10:00  -  changed", "   colour", "   - --red", "   + blue",
        " 09:00  anna  created", "   Symptom", "   + Stops",
    ]  # fmt: skip
    assert lines[2][0][1] == "warning"
    assert lines[3][0][1] == "kept"
    assert told(sheet.versions_lines([], 60, now=NOW, zone=ROME)) == [" It was never changed."]


@pytest.mark.parametrize(
    ("each", "english", "italian"),
    [
        pytest.param(entry("created"), " 09:00  anna  created", " 09:00  anna  creata", id="no field"),
        pytest.param(
            entry("changed", "status", "Review", "Publish"),
            " 09:00  anna  changed  Status: in review → published",
            " 09:00  anna  modificata  Stato: in revisione → pubblicata", id="a status in words",
        ),
        pytest.param(
            entry("changed", "owner", None, "bruno", who=None), " 09:00  -  changed  Owner: - → bruno",
            " 09:00  -  modificata  Titolare: - → bruno", id="it had no owner",
        ),
        pytest.param(
            entry("changed", "symptom", "x" * 60, "y"), f" 09:00  anna  changed  Symptom: {'x' * 37}... → y",
            f" 09:00  anna  modificata  Sintomo: {'x' * 37}... → y", id="a long text by its beginning",
        ),
    ],
)  # fmt: skip
def test_a_history_says_who_changed_what(
    speak: Callable[[str], None], each: Any, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert told(sheet.history_lines([each], now=NOW, zone=ROME)) == [text]


def test_the_newest_stands_first() -> None:
    lines = told(
        sheet.history_lines([entry("created"), entry("changed", "owner", "a", "b")], now=NOW, zone=ROME)
    )
    assert "created" in lines[1]


def test_no_text_of_a_solution_acts() -> None:
    row = solution(**TEXTS)
    call = {"number": HOSTILE, "at": NOW, "subject": HOSTILE}
    lines = [
        *sheet.head(value(row=row, item_name=HOSTILE, misses=1, stale=True), now=NOW, zone=ROME),
        *sheet.detail_lines(row, [(HOSTILE, True)], now=NOW, zone=ROME, width=60), *sheet.text_lines(row, 60),
        *sheet.offered_lines([value(row=row, tie="item", closed=1)], "K"), *sheet.similar_lines([(row, ())]),
        *sheet.calls_lines([call], now=NOW, zone=ROME),
        *sheet.versions_lines([version((HOSTILE, HOSTILE, ""), event=HOSTILE, who=HOSTILE)], 60, now=NOW, zone=ROME),
        *sheet.history_lines([entry(HOSTILE, HOSTILE, HOSTILE, HOSTILE, who=HOSTILE)], now=NOW, zone=ROME),
    ]  # fmt: skip
    assert harmless(lines)
