"""How the board of queues reads: its heads, its calls, what the pane says of a figure."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.queues.board import (
    CARD,
    WIDTHS,
    card_cells,
    figure_lines,
    head_parts,
    queue_words,
)
from tests.presentation.rows import HOSTILE, NOW, ROME, harmless, role_of, told, value

AT = {key: place for place, key in enumerate(CARD)}


def column(
    code: str = "NORTH",
    name: str = "",
    manager: str | None = None,
    members: tuple[str, ...] = (),
    **figures: Any,
) -> Any:
    counted = {"open": 0, "unassigned": 0, "overdue": 0, "oldest_at": None, "came": 0, "went": 0} | figures
    return value(
        queue=value(code=code, name=name, manager=manager, members=members), figures=value(**counted)
    )


def heads(found: Any) -> list[Line]:
    return [tuple((part.text, part.role) for part in line) for line in head_parts(found, NOW)]


BUSY: dict[str, Any] = {
    "open": 1234,
    "unassigned": 3,
    "overdue": 2,
    "oldest_at": NOW - timedelta(days=9, hours=5),
    "came": 4,
    "went": 1,
}

# The head of a column


@pytest.mark.parametrize(
    ("found", "english", "italian"),
    [
        pytest.param(
            column(**BUSY), [" NORTH1,234 open", "3 free 2 late old 9d", " today 4 in 1 out"],
            [" NORTH1.234 aperte", "3 libere 2 scad. da 9g", " oggi 4 entr. 1 usc."], id="busy",
        ),
        pytest.param(
            column(""), [" no queue0 open", "0 free 0 late -", " today 0 in 0 out"],
            [" nessuna coda0 aperte", "0 libere 0 scad. -", " oggi 0 entr. 0 usc."], id="calls of no queue, none",
        ),
    ],
)  # fmt: skip
def test_a_head_says_the_queue_and_its_figures(
    speak: Callable[[str], None], found: Any, english: list[str], italian: list[str]
) -> None:
    for language, texts in (("en", english), ("it", italian)):
        speak(language)
        assert told(heads(found)) == texts


@pytest.mark.parametrize(
    ("part", "busy", "quiet"),
    [
        ("open", "strong", "muted"),
        ("free", "text", "muted"),
        ("late", "urgent", "muted"),
        (" in", "text", "muted"),
        (" out", "text", "muted"),
    ],
)
def test_a_figure_of_nothing_is_quiet(part: str, busy: str, quiet: str) -> None:
    assert role_of(heads(column(**BUSY)), part) == busy
    assert role_of(heads(column()), part) == quiet


@pytest.mark.parametrize(
    ("since", "english", "italian"),
    [
        pytest.param(NOW - timedelta(minutes=59), "old 0h", "da 0h", id="just now"),
        pytest.param(NOW - timedelta(hours=23, minutes=59), "old 23h", "da 23h", id="not a day yet"),
        pytest.param(NOW - timedelta(hours=24), "old 1d", "da 1g", id="a day"),
        pytest.param(NOW + timedelta(hours=5), "old 0h", "da 0h", id="a clock that went wrong"),
        pytest.param(None, "-", "-", id="no call"),
    ],
)
def test_the_age_of_the_oldest(
    speak: Callable[[str], None], since: datetime | None, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert head_parts(column(oldest_at=since), NOW)[1][-1].text == text


def test_the_cursor_may_stand_on_each_figure_and_the_pane_explains_it() -> None:
    keys = [part.key for line in head_parts(column(**BUSY), NOW) for part in line if part.key]
    assert keys == ["open", "unassigned", "overdue", "oldest", "came", "went"]
    assert all(len(pane(column(**BUSY), key)) == 2 for key in keys)


# A call


def card(left_s: int | None = 7800, editor: str = "", viewer: str = "", **values: Any) -> tuple[Span, ...]:
    row = {
        "id": 1, "number": "10423", "priority": "high", "assignee": "anna", "subject": "Door does not lock",
        "resolution_state": "running", "paused_since": None, "resolve_by": NOW, "next_due": NOW,
    } | values  # fmt: skip
    return card_cells(value(**row), left_s, now=NOW, zone=ROME, editor=editor, viewer=viewer)


def test_a_call_says_what_it_is_and_who_has_it() -> None:
    assert [text for text, _role in card()] == ["10423", "2h10", "H", "anna", "Door does not lock"]
    assert set(WIDTHS) == set(CARD)


@pytest.mark.parametrize(
    ("key", "shown", "span"),
    [
        pytest.param("left", card(-7800), ("-2h10", "urgent strong"), id="late has a sign"),
        pytest.param("left", card(1800), ("0h30", "warning"), id="soon"),
        pytest.param("left", card(None), ("no due", "muted"), id="no target"),
        pytest.param(
            "left", card(None, paused_since=NOW, resolve_by=None, next_due=None), ("paused", "muted"), id="paused"
        ),
        pytest.param("left", card(resolution_state="met"), ("met", "kept"), id="resolved in time"),
        pytest.param("left", card(resolution_state="missed"), ("missed", "urgent"), id="resolved late"),
        pytest.param("left", card(viewer="bruno"), ("◦   2h10", "text"), id="somebody reads it"),
        pytest.param("assignee", card(assignee=None), ("-", "muted"), id="nobody is a dash"),
        pytest.param("assignee", card(assignee=" "), ("-", "muted"), id="a blank is nobody"),
        pytest.param("assignee", card(editor="bruno"), ("✎ bruno", "warning"), id="somebody writes in it"),
        pytest.param("assignee", card(assignee=None, editor="bruno"), ("✎ bruno", "warning"), id="nobody's"),
        pytest.param("left", card(editor="bruno", viewer="luca"), ("2h10", "text"), id="who writes is told alone"),
    ],
)  # fmt: skip
def test_what_stands_out_in_a_call(key: str, shown: tuple[Span, ...], span: Span) -> None:
    assert shown[AT[key]] == span


@pytest.mark.parametrize("left_s", [-3600, -(9 * 24 + 23) * 3600, -(23 * 24 + 5) * 3600])
def test_a_call_that_somebody_reads_keeps_its_subject(left_s: int) -> None:
    shown = card(left_s, viewer="bruno")
    assert shown[AT["subject"]][0] == "Door does not lock"
    assert any(text.startswith("◦") for text, _role in shown)
    assert shown[AT["left"]][0].endswith(card(left_s)[AT["left"]][0])


# The pane


def pane(found: Any, figure: str, folded: tuple[Any, ...] = (), hidden: int = 0) -> list[str]:
    return told(
        figure_lines(found, figure, folded=folded, hidden=hidden, key="enter", choose="c", now=NOW, zone=ROME)
    )


@pytest.mark.parametrize(
    ("figure", "figures", "english", "italian"),
    [
        ("open", {"open": 1}, "1 call is open.", "1 chiamata è aperta."),
        ("open", {"open": 1234}, "1,234 calls are open.", "1.234 chiamate sono aperte."),
        ("unassigned", {"unassigned": 1}, "Nobody has 1 call.", "1 chiamata non è di nessuno."),
        ("unassigned", {"unassigned": 2}, "Nobody has 2 calls.", "2 chiamate non sono di nessuno."),
        ("overdue", {"overdue": 1}, "1 call is past a target.", "1 chiamata"),
        ("overdue", {}, "0 calls are past a target.", "0 chiamate"),
        ("came", {"came": 1}, "1 call came in today.", "1 chiamata"),
        ("came", {"came": 2}, "2 calls came in today.", "2 chiamate"),
        ("went", {"went": 1}, "1 call went out today.", "1 chiamata"),
        ("went", {"went": 2}, "2 calls went out today.", "2 chiamate"),
        ("oldest", {"oldest_at": NOW}, "The oldest of its calls was reported 09:00.",
         "La più vecchia delle sue chiamate è stata segnalata 09:00."),
        ("oldest", {}, "The oldest of its calls was reported -.",
         "La più vecchia delle sue chiamate è stata segnalata -."),
    ],
)  # fmt: skip
def test_a_figure_in_words(
    speak: Callable[[str], None], figure: str, figures: dict[str, Any], english: str, italian: str
) -> None:
    found = column(**figures)
    assert pane(found, figure) == [" NORTH", f" {english}  (enter lists them)"]
    speak("it")
    assert pane(found, figure)[1].startswith(f" {italian}")
    assert pane(found, figure)[1].endswith("  (enter le elenca)")


@pytest.mark.parametrize(
    ("found", "english", "italian"),
    [
        pytest.param(column(), " NORTH", " NORTH", id="a code alone"),
        pytest.param(column(""), " no queue", " nessuna coda", id="calls of no queue"),
        pytest.param(
            column(name="North desk", manager="luca", members=("anna", "bruno")),
            " NORTH  North desk  manager luca  members anna, bruno",
            " NORTH  North desk  responsabile luca  membri anna, bruno", id="all of it",
        ),
    ],
)  # fmt: skip
def test_the_pane_says_whose_figure_it_is(
    speak: Callable[[str], None], found: Any, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert pane(found, "open")[0] == text


@pytest.mark.parametrize(
    ("folded", "hidden", "english", "italian"),
    [
        ((), 0, [], []),
        ((column("LAB"), column("")), 0, [" Empty: LAB, no queue"], [" Vuote: LAB, nessuna coda"]),
        ((), 1, [" 1 queue with calls is not shown; c chooses."],
         [" 1 coda con chiamate non è mostrata; c sceglie."]),
        ((column("LAB"),), 2, [" Empty: LAB", " 2 queues with calls are not shown; c chooses."],
         [" Vuote: LAB", " 2 code con chiamate non sono mostrate; c sceglie."]),
    ],
)  # fmt: skip
def test_the_pane_says_what_is_not_shown(
    speak: Callable[[str], None], folded: tuple[Any, ...], hidden: int, english: list[str], italian: list[str]
) -> None:
    for language, texts in (("en", english), ("it", italian)):
        speak(language)
        assert pane(column(), "open", folded, hidden)[2:] == texts


def test_names_that_mean_harm_do_nothing() -> None:
    bad = column(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    lines = figure_lines(bad, "open", folded=[bad], hidden=1, key="enter", choose="c", now=NOW, zone=ROME)
    assert harmless([*lines, *heads(bad), card(number=HOSTILE, assignee=HOSTILE, subject=HOSTILE)])
    assert harmless([card(editor=HOSTILE), card(viewer=HOSTILE), ((queue_words(HOSTILE), "text"),)])
