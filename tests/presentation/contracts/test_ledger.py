"""The ledger of prepaid units: what is left of what, as a bar and in words, and every entry with its balance."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from svc_tui.domain.contracts.ledger import sums
from svc_tui.presentation.contracts.ledger import bar, entry_words, ledger_lines
from svc_tui.presentation.core.spans import Line
from tests.presentation.rows import HOSTILE, NOW, ROME, harmless, role_of, told, value

HOUR = 3600


def ledger(*entries: tuple[str, int], kind: str = "hours", **values: Any) -> list[Line]:
    """The lines of entries (kind and quantity), each with `values`."""
    found, balance = [], 0
    for name, quantity in entries:
        balance += quantity
        plain = {"at": NOW, "who": "anna", "call": None, "line": None, "note": "", "period": None}
        found.append(value(kind=name, quantity=quantity, balance=balance, **(plain | values)))
    return ledger_lines(value(unit_kind=kind, entries=found, sums=sums(entries)), now=NOW, zone=ROME)


@pytest.mark.parametrize(
    ("entries", "kind", "english", "italian", "role"),
    [
        pytest.param(
            [("bought", 10 * HOUR)], "hours", "[--------------------] 10h left of 10h, 0 % used",
            "[--------------------] restano 10h di 10h, 0 % usato", "text", id="whole",
        ),
        pytest.param(
            [("bought", 10 * HOUR), ("used", -27000)], "hours", "[###############-----] 2h30 left of 10h, 75 % used",
            "[###############-----] restano 2h30 di 10h, 75 % usato", "warning", id="three quarters: a warning",
        ),
        pytest.param(
            [("bought", 10 * HOUR), ("used", -9 * HOUR)], "hours", "[##################--] 1h left of 10h, 90 % used",
            None, "warning", id="nine tenths",
        ),
        pytest.param(
            [("bought", 10), ("used", -10)], "visits", "[####################] 0 left of 10, 100 % used",
            None, "urgent", id="all visits",
        ),
        pytest.param(
            [("bought", 10), ("used", -12)], "visits", "[####################] -2 left of 10, 120 % used",
            None, "urgent", id="more than all",
        ),
        pytest.param(
            [("bought", 10 * HOUR), ("expired", -10 * HOUR)], "hours", "[--------------------] 0 left of 0, 0 % used",
            None, "text", id="all of it expired",
        ),
        pytest.param(
            [("used", -HOUR)], "hours", "[####################] -1h left of 0, 100 % used", None, "urgent",
            id="drawn from nothing",
        ),
    ],
)  # fmt: skip
def test_the_sums_say_what_is_left(
    speak: Callable[[str], None], entries: Any, kind: str, english: str, italian: str | None, role: str
) -> None:
    lines = ledger(*entries, kind=kind)
    assert told(lines)[:2] == [f" {english}", ""]
    assert lines[0][2][1] == role
    if italian is not None:
        speak("it")
        assert told(ledger(*entries, kind=kind))[0] == f" {italian}"


@pytest.mark.parametrize("percent", range(0, 130, 7))
def test_the_bar_is_readable_without_colour_and_always_as_long(percent: int) -> None:
    text = bar(sums([("bought", 100), ("used", -percent)]))
    assert len(text) == 22
    assert text.count("#") == min(20, percent // 5)


def test_nothing_was_ever_bought() -> None:
    assert told(ledger()) == [" No prepaid units."]


def test_entries_stand_below_each_other_the_newest_first() -> None:
    assert told(ledger(("bought", 10 * HOUR), ("used", -5400), ("corrected", 900)))[2:] == [
        " 09:00          corrected       15m     8h45  anna",
        " 09:00          used          -1h30     8h30  anna",
        " 09:00          bought          10h      10h  anna",
    ]


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({"call": "10423"}, "anna  call 10423", "anna  chiamata 10423", id="of a call"),
        pytest.param({"call": "10423", "note": "cup"}, "anna  call 10423  cup", "anna  chiamata 10423  cup", id="both"),
        pytest.param({"note": "a gift", "who": None}, "-  a gift", "-  a gift", id="by nobody we know"),
    ],
)  # fmt: skip
def test_an_entry_says_whose_and_why(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert told(ledger(("bought", 10), kind="visits", **values))[2].endswith(f"  {text}")


@pytest.mark.parametrize("language", ["en", "it"])
def test_entries_of_two_years_keep_their_columns(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    dates = [datetime(2025, 9, 30, 8, tzinfo=UTC), datetime(2026, 1, 30, 8, tzinfo=UTC), NOW]
    entries = [
        value(kind=kind, quantity=5, balance=5, at=at, who="anna", call=None, line=None, note="", period=None)
        for kind, at in zip(("bought", "corrected", "expired"), dates, strict=True)
    ]
    lines = told(
        ledger_lines(
            value(unit_kind="visits", entries=entries, sums=sums([("bought", 5)])), now=NOW, zone=ROME
        )
    )
    assert len({line.index("anna") for line in lines[2:]}) == 1
    assert lines[-1].startswith(
        " 30 Sep 2025 10:00 bought" if language == "en" else " 30 set 2025 10:00 acquistate"
    )


def test_nothing_in_it_acts() -> None:
    lines = ledger(("bought", 5), kind="visits", call=HOSTILE, note=HOSTILE, who=HOSTILE)
    assert harmless(lines)
    assert entry_words(HOSTILE).isprintable()
    assert role_of(lines, "bought") == "text"
