"""The tabs of an open card: each says what it has, or that it has nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.language import _
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.equipment import tabs
from tests.presentation.rows import (
    HOSTILE,
    NOW,
    ROME,
    WIDE,
    call_of,
    card,
    entry,
    harmless,
    movement,
    reading,
    role_of,
    told,
    value,
)


def unit(number: int, **values: Any) -> Any:
    return value(**({"number": number, "serial": f"S-{number}", "manufacturer_serial": None, "item": "WSH-40",
                     "customer": "C1", "status": "active", "depth": 0} | values))  # fmt: skip


def file(**values: Any) -> Any:
    return value(**({"name": "plan.pdf", "size": 1200, "at": NOW, "who": "anna"} | values))


def every(record: dict[str, Any]) -> dict[str, list[Line]]:
    return {
        "calls": tabs.calls(record, now=NOW, zone=ROME),
        "contracts": tabs.contracts(record),
        "movements": tabs.movements(record, now=NOW, zone=ROME),
        "replaced": tabs.replaced([], 311),
        "parts": tabs.parts([], 311),
        "files": tabs.files([], now=NOW, zone=ROME),
        "history": tabs.history(record, now=NOW, zone=ROME),
    }


@pytest.mark.parametrize("language", ["en", "it"])
def test_their_titles_fit_80_cells_and_empty_ones_say_so(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    assert sum(cell_len(_(title)) + 1 for title in tabs.TABS) + 2 <= 80
    for lines in every(card()).values():
        (line,) = lines
        assert line[0][1] == "muted"
        assert line[0][0].startswith(" ")
        assert line[0][0].endswith(".")


@pytest.mark.parametrize(
    ("tab", "values", "lines"),
    [
        ("calls", {"service_calls": [call_of(), call_of(number="7", status="Pending", priority="medium")]},
         ["  10423  09:00  open  high  E12", "      7  09:00  pending  medium  E12"]),
        ("movements", {"movements": [movement("created", new="C1")]}, [" 09:00  anna  written down  C1"]),
        ("movements", {"movements": [movement("created", new="C1")], "readings": [reading("7")]},
         [" 09:00  anna  written down  C1", "", " Counters", " 09:00  anna  7"]),
        ("history", {"history": [entry("created"), entry("changed", "location", None, "Roof")]},
         [" 09:00  anna  changed  Place: - → Roof", " 09:00  anna  created"]),
    ],
)  # fmt: skip
def test_full_ones_say_what_they_have(tab: str, values: dict[str, Any], lines: list[str]) -> None:
    assert told(every(card(**values))[tab]) == lines


def test_the_head_keeps_room_for_what_is_below() -> None:
    many = card(considered=[{"contract": n, "taken": False, "why": "draft"} for n in range(9)])
    lines = tabs.head(many, now=NOW, zone=ROME)
    assert len(lines) == 6
    assert lines[-1] == ()
    assert told(lines)[0] == " Card 311  SN-000931  WSH-40 Washer  active"


def test_units_that_stood_in_for_one_another() -> None:
    chain = [unit(310, status="returned"), unit(311), unit(312, serial=None, manufacturer_serial="M-1")]
    lines = tabs.replaced(chain, 311)
    assert told(lines) == [
        " 310  S-310  WSH-40  C1  returned",
        " → 311  S-311  WSH-40  C1  (this one)",
        " → 312  M-1  WSH-40  C1",
    ]
    assert role_of(lines, "returned") == "warning"
    assert told(tabs.replaced([unit(311)], 311))[0].startswith(" No unit stands in for it")


def test_parts_stand_below_their_whole() -> None:
    tree = [unit(300), unit(311, depth=1, serial=None), unit(312, depth=2, item=WIDE, status="in_lab")]
    lines = tabs.parts(tree, 311)
    assert told(lines) == [
        " 300  S-300  WSH-40  C1",
        "   311  -  WSH-40  C1  (this one)",
        f"     312  S-312  {WIDE}  C1  in repair lab",
    ]
    assert ("311", "accent strong") in lines[1]
    assert ("300", "accent") in lines[0]
    assert told(tabs.parts([unit(311)], 311)) == [" It has no parts, and is a part of nothing."]


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({}, " plan.pdf  1 kB  09:00  anna", " plan.pdf  1 kB  09:00  anna", id="small"),
        pytest.param(
            {"size": 1_540_000, "at": None, "who": None}, " plan.pdf  1.5 MB", " plan.pdf  1,5 MB", id="from nobody"
        ),
        pytest.param({"size": 0, "name": WIDE}, f" {WIDE}  0 B  09:00  anna", f" {WIDE}  0 B  09:00  anna", id="empty"),
    ],
)  # fmt: skip
def test_files_have_their_size(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert told(tabs.files([file(**values)], now=NOW, zone=ROME)) == [text]


def test_nothing_in_them_acts() -> None:
    bad = unit(312, serial=HOSTILE, item=HOSTILE, customer=HOSTILE, status=HOSTILE)
    assert harmless(tabs.parts([unit(311), bad], 311) + tabs.replaced([bad, unit(311)], 311))
    assert harmless(tabs.files([file(name=HOSTILE, who=HOSTILE)], now=NOW, zone=ROME))
    assert harmless(tabs.general(card(location=HOSTILE)))
