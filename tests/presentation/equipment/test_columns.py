"""What a card shows in a list, and as a hit of the box for serials."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.equipment.columns import (
    COLUMNS,
    DEFAULT,
    STATES,
    TABLE,
    WIDE,
    cells,
    hit_line,
    value_of,
)
from tests.presentation.rows import HOSTILE, NOW, PILED, ROME, card_line, harmless, role_of, said, value
from tests.presentation.rows import WIDE as BROAD


def answer(accepted: bool = True, reason: str = "covered") -> Any:
    return value(is_accepted=accepted, contract=58 if accepted else None, reason=value(value=reason))


def cell(key: str, line: Any, found: Any = None) -> Span:
    return cells(line, [COLUMNS[key]], found or answer(), now=NOW, zone=ROME)[0]


@pytest.mark.parametrize(
    ("key", "values", "english", "italian", "role"),
    [
        pytest.param("number", {"number": 123456}, "123456", "123456", "strong", id="its number, all of it"),
        pytest.param("serial", {}, "SN-000931", "SN-000931", "text", id="its serial"),
        pytest.param(
            "serial", {"serial": None, "manufacturer_serial": "M-7"}, "M-7", "M-7", "text", id="else the maker's"
        ),
        pytest.param("serial", {"serial": ""}, "-", "-", "text", id="no serial"),
        pytest.param("status", {}, "active", "attiva", "muted", id="active"),
        pytest.param("status", {"status": "loaned"}, "loaned", "in prestito", "muted", id="lent: at a customer"),
        pytest.param("status", {"status": "returned"}, "returned", "restituita", "warning", id="returned"),
        pytest.param("status", {"status": "in_lab"}, "in repair lab", "in laboratorio", "warning", id="in the lab"),
        pytest.param("status", {"status": "terminated"}, "terminated", "terminata", "warning", id="terminated"),
        pytest.param("covered", {}, "K-58", "K-58", "kept", id="covered by"),
        pytest.param("item_name", {"item_name": BROAD}, BROAD, BROAD, "text", id="wide letters"),
        pytest.param("item_name", {"item_name": ""}, "-", "-", "muted", id="an item without a name"),
        pytest.param("open_calls", {"open_calls": 0}, "-", "-", "muted", id="no call is open"),
        pytest.param("open_calls", {"open_calls": 3}, "3", "3", "text", id="three are"),
        pytest.param("contract", {}, "K-58", "K-58", "muted", id="the contract"),
        pytest.param(
            "warranty_end", {"warranty_end": date(2027, 9, 30)}, "30 Sep 2027", "30 set 2027", "muted", id="a day"
        ),
        pytest.param("updated_at", {"updated_at": datetime(2026, 3, 1, 23, 5, tzinfo=UTC)}, "00:05", "00:05", "muted",
                     id="changed after midnight"),
        pytest.param("buyer", {}, "-", "-", "muted", id="nothing there"),
    ],
)  # fmt: skip
def test_a_card_in_its_columns(
    speak: Callable[[str], None], key: str, values: dict[str, Any], english: str, italian: str, role: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert cell(key, card_line(**values)) == (text, role)


@pytest.mark.parametrize(
    ("reason", "english", "italian"),
    [
        ("expired", "the contract has expired", "il contratto è scaduto"),
        ("no contract", "no contract", "nessun contratto"),
    ],
)
def test_what_is_not_covered_says_so_and_why(
    speak: Callable[[str], None], reason: str, english: str, italian: str
) -> None:
    no = answer(False, reason)
    assert cell("covered", card_line(), no) == ("no", "warning")
    assert cell("contract", card_line(), no) == ("-", "muted")
    assert cell("coverage_reason", card_line(), no) == (english, "muted")
    speak("it")
    assert cell("coverage_reason", card_line(), no) == (italian, "muted")


def test_stable_names_say_the_same_as_the_cells() -> None:
    line = card_line(open_calls=3)
    names = ("contract", "covered", "coverage_reason", "open_calls", "item")
    assert [value_of(line, name, answer()) for name in names] == [58, True, "covered", 3, "WSH-40"]


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_columns_fit_80_cells_and_the_words_in_them(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    columns = TABLE.chosen(DEFAULT)
    assert sum(column.width + column.gap for column in columns) - columns[-1].gap <= 80
    status = next(column for column in columns if column.key == "status")
    for state in ("active", "loaned"):
        assert cell_len(cell("status", card_line(status=state))[0]) <= status.width
    assert set(WIDE) <= set(COLUMNS)
    assert all(cell("status", card_line(status=state))[0] != state or state in STATES for state in STATES)


def test_hostile_fields_do_nothing_in_any_column() -> None:
    texts = {
        name: HOSTILE
        for name, column in COLUMNS.items()
        if column.kind in ("text", "code", "serial", "state")
    }
    assert harmless([cells(card_line(**texts), list(COLUMNS.values()), answer(), now=NOW, zone=ROME)])


# Hits


@pytest.mark.parametrize(
    ("values", "why", "english", "italian"),
    [
        pytest.param(
            {}, "whole serial",
            "SN-000931 WSH-40 Lavanderia Bianchi whole serial",
            "SN-000931 WSH-40 Lavanderia Bianchi numero di serie intero", id="as it is",
        ),
        pytest.param(
            {"manufacturer_serial": "M-7", "status": "terminated"}, "one wrong character, tail",
            "SN-000931 / M-7 WSH-40 terminated Lavanderia Bianchi one wrong character, tail",
            "SN-000931 / M-7 WSH-40 terminata Lavanderia Bianchi un carattere sbagliato, coda",
            id="two serials, a state, two reasons",
        ),
        pytest.param(
            {"manufacturer_serial": "SN-000931", "customer_name": ""}, "tail",
            "SN-000931 WSH-40 C1 tail", "SN-000931 WSH-40 C1 coda",
            id="one serial twice, a customer without a name",
        ),
    ],
)  # fmt: skip
def test_a_hit_says_which_unit_and_why_it_fits(
    speak: Callable[[str], None], values: dict[str, Any], why: str, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert " ".join(said(hit_line(card_line(**values), why, 120)).split()) == text


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("name", ["Lavanderia " * 9, BROAD * 9, PILED * 99], ids=["long", "wide", "piled"])
def test_a_hit_fits_its_line_and_keeps_its_reason(width: int, name: str) -> None:
    line = hit_line(card_line(serial=name, item=name, customer_name=name), "one wrong character", width)
    assert cell_len(said(line)) <= width
    assert said(line).endswith("  one wrong character")
    assert "…" in said(line)


def test_a_hit_that_means_harm_does_nothing() -> None:
    line = hit_line(
        card_line(serial=HOSTILE, item=HOSTILE, customer_name=HOSTILE, status=HOSTILE), "tail", 200
    )
    assert harmless([line])
    assert role_of([line], "tail") == "muted"
