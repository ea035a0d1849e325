"""Where a unit went and whose it was, and what its counters showed, a line each, the newest first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from svc_tui.presentation.equipment.movements import WHAT, movement_lines, reading_lines
from tests.presentation.rows import HOSTILE, NOW, ROME, harmless, movement, reading, role_of, said, told


def moved(**values: Any) -> str:
    (line,) = movement_lines([movement(**values)], now=NOW, zone=ROME)
    return said(line)


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param(
            {"kind": "created", "new": "C1"},
            "09:00  anna  written down  C1", "09:00  anna  scritta  C1", id="a new card",
        ),
        pytest.param(
            {"kind": "delivered", "direction": "out", "document": "DN-7", "customer": "C1"},
            "09:00  anna  delivered  out, document DN-7, C1",
            "09:00  anna  consegnata  fuori, documento DN-7, C1", id="with its document and customer",
        ),
        pytest.param(
            {"kind": "to_lab", "direction": "in", "old": "active", "new": "in_lab", "note": "smells"},
            "09:00  anna  into the lab  in, active → in repair lab, smells",
            "09:00  anna  in laboratorio  dentro, attiva → in laboratorio, smells", id="states are words",
        ),
        pytest.param(
            {"kind": "owner", "old": "C1", "new": "C2"},
            "09:00  anna  changed hands  C1 → C2", "09:00  anna  passata di mano  C1 → C2", id="from and to",
        ),
        pytest.param(
            {"kind": "moved", "old": "Basement", "new": "active"},
            "09:00  anna  moved  Basement → active", "09:00  anna  spostata  Basement → active",
            id="a place that is called as a state is",
        ),
        pytest.param(
            {"kind": "moved", "new": "Roof"}, "09:00  anna  moved  Roof", "09:00  anna  spostata  Roof",
            id="to a place, from none",
        ),
        pytest.param(
            {"kind": "moved", "old": "Roof"}, "09:00  anna  moved  Roof → -", "09:00  anna  spostata  Roof → -",
            id="away from a place, to none",
        ),
        pytest.param(
            {"kind": "linked", "old": "replaces", "other": 312},
            "09:00  anna  linked  for card 312", "09:00  anna  legata  per la scheda 312", id="stands in for another",
        ),
        pytest.param(
            {"kind": "unlinked", "old": "replaced_by", "other": 312},
            "09:00  anna  link ended  card 312 in its place",
            "09:00  anna  legame finito  scheda 312 al suo posto", id="another stood in for it",
        ),
        pytest.param(
            {"kind": "loaned_out", "direction": "out", "old": "active", "new": "loaned", "other": 312},
            "09:00  anna  lent  out, active → loaned, for card 312",
            "09:00  anna  prestata  fuori, attiva → in prestito, per la scheda 312", id="lent for another",
        ),
        pytest.param(
            {"kind": "joined", "new": "parent", "other": 5},
            "09:00  anna  became a part  parent, card 5", "09:00  anna  diventata parte  parent, scheda 5",
            id="a part of a whole",
        ),
        pytest.param(
            {"kind": "ended", "who": None}, "09:00  -  terminated", "09:00  -  terminata", id="by nobody we know"
        ),
    ],
)  # fmt: skip
def test_a_movement_says_what_which_way_and_with_which_document(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    assert moved(**values).rstrip() == english
    speak("it")
    assert moved(**values).rstrip() == italian


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        pytest.param(datetime(2026, 3, 1, 23, 10, tzinfo=UTC), "00:10  ", id="today where the company is"),
        pytest.param(datetime(2026, 3, 1, 22, 50, tzinfo=UTC), "Sun 23:50  ", id="before its midnight"),
        pytest.param(datetime(2025, 7, 1, 8, tzinfo=UTC), "1 Jul 2025 10:00  ", id="last summer"),
    ],
)
def test_when_is_told_in_the_zone_of_the_company(at: datetime, begins: str) -> None:
    assert moved(kind="moved", at=at).startswith(begins)


def test_the_newest_stands_first() -> None:
    lines = movement_lines(
        [movement("created"), movement("delivered"), movement("moved")], now=NOW, zone=ROME
    )
    assert [line.split()[2] for line in told(lines)] == ["moved", "delivered", "written"]
    assert role_of(lines, "delivered") == "muted"
    assert movement_lines([], now=NOW, zone=ROME) == []


@pytest.mark.parametrize("kind", [*WHAT, HOSTILE])
def test_every_kind_has_words_and_no_text_acts(kind: str) -> None:
    texts = dict.fromkeys(("who", "document", "customer", "old", "new", "note"), HOSTILE)
    lines = movement_lines([movement(kind, **texts), movement(kind, direction="in", customer=HOSTILE)],
                           now=NOW, zone=ROME)  # fmt: skip
    assert harmless(lines)
    assert "_" not in told(lines)[0].split("[bold]")[0]


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({}, "09:00  anna  1520.5", "09:00  anna  1520.5", id="a counter"),
        pytest.param({"meter": "pages"}, "09:00  anna  pages  1520.5", "09:00  anna  pages  1520.5", id="by name"),
        pytest.param(
            {"replaced": True}, "09:00  anna  1520.5  new counter", "09:00  anna  1520.5  contatore nuovo", id="new"
        ),
        pytest.param(
            {"replaced": True, "note": "board", "who": None},
            "09:00  -  1520.5  new counter, board", "09:00  -  1520.5  contatore nuovo, board", id="a new one",
        ),
    ],
)  # fmt: skip
def test_a_counter_says_what_it_showed(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        lines = reading_lines([reading("1520.5", **values)], now=NOW, zone=ROME)
        assert told(lines) == [text]
        assert role_of(lines, "1520.5") == "text strong"


def test_readings_are_told_newest_first_and_do_nothing() -> None:
    lines = reading_lines(
        [reading("1"), reading(HOSTILE, meter=HOSTILE, note=HOSTILE, who=HOSTILE)], now=NOW, zone=ROME
    )
    assert told(lines)[1] == "09:00  anna  1"
    assert harmless(lines)
