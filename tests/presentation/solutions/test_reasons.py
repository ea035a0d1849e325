"""Why a solution is suggested, how often it helped, and what a change took out and put in."""

from collections.abc import Callable

import pytest

from svc_tui.presentation.solutions.reasons import difference, reason, titles, use_words, version_lines


@pytest.mark.parametrize(
    ("used", "english", "italian"),
    [
        (0, "not used yet", "non ancora usata"),
        (1, "used once", "usata una volta"),
        (2, "used 2 times", "usata 2 volte"),
    ],
)
def test_how_often_it_was_used(speak: Callable[[str], None], used: int, english: str, italian: str) -> None:
    assert use_words(used) == english
    speak("it")
    assert use_words(used) == italian


@pytest.mark.parametrize(
    ("tie", "closed", "english", "italian"),
    [
        ("item", 12, "same item, closed 12 calls", "stesso articolo, ha chiuso 12 chiamate"),
        ("group", 1, "same item group, closed 1 call", "stesso gruppo di articoli, ha chiuso 1 chiamata"),
        ("problem", 0, "same problem type", "stesso tipo di problema"),
        ("words", 0, "same words", "stesse parole"),
    ],
)
def test_why_it_is_suggested(
    speak: Callable[[str], None], tie: str, closed: int, english: str, italian: str
) -> None:
    assert reason(tie, closed) == english
    speak("it")
    assert reason(tie, closed) == italian


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("one", "one", [], id="the same"),
        pytest.param("", "one\ntwo", ["+one", "+two"], id="written"),
        pytest.param("one", "", ["-one"], id="taken out"),
        pytest.param("one", "two", ["-one", "+two"], id="in place of"),
        pytest.param("a\nb\nc\nd\ne", "a\nb\nX\nd\ne", [" b", "-c", "+X", " d"], id="with its neighbours"),
        pytest.param("1. a\n---\nb", "1. a\nb", [" 1. a", "----", " b"], id="a Markdown rule"),
        pytest.param(
            "--force", "--quiet\n++i", ["---force", "+--quiet", "+++i"], id="lines that begin with signs"
        ),
        pytest.param("@@ x", "@@ y", ["-@@ x", "+@@ y"], id="lines that look like places of a difference"),
    ],
)
def test_every_line_that_went_or_came_is_told(before: str, after: str, lines: list[str]) -> None:
    assert difference(before, after) == lines


def test_versions_are_told_newest_first_with_their_differences() -> None:
    versions = [
        {
            "version": 1,
            "at": "Mon",
            "who": "anna",
            "changes": [{"field": "symptom", "old": "", "new": "Stops"}],
        },
        {
            "version": 2,
            "at": "Tue",
            "who": None,
            "changes": [{"field": "colour", "old": "red", "new": "blue"}],
        },
    ]
    assert list(version_lines(versions, str.upper)) == [
        "2  TUE  -", "  colour", "    -red", "    +blue", "1  MON  anna", "  Symptom", "    +Stops",
    ]  # fmt: skip


def test_fields_have_words_in_both_languages(speak: Callable[[str], None]) -> None:
    english = titles()
    speak("it")
    italian = titles()
    assert english["symptom"] == "Symptom"
    assert italian["symptom"] == "Sintomo"
    assert set(english) == set(italian)
    assert all(english.values())
    assert all(italian.values())
