"""Text of people in lines of a width: words stay whole where they can, nothing is lost, nothing stands out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from svc_tui.presentation.core.wrapping import paragraph, wrapped
from tests.presentation.rows import HOSTILE, PILED, WIDE


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, [""], id="nothing"),
        pytest.param("Pump leaks", 10, ["Pump leaks"], id="just as long"),
        pytest.param("Pump leaks oil", 10, ["Pump leaks", "oil"], id="between words"),
        pytest.param("one\n\ntwo", 10, ["one", "", "two"], id="its own lines"),
        pytest.param("one\r\ntwo\rthree", 10, ["one", "two", "three"], id="lines of other systems"),
        pytest.param("  - a long entry", 10, ["  - a long", "  entry"], id="a margin is kept"),
        pytest.param("Supercalifragilistic x", 8, ["Supercal", "ifragili", "stic x"], id="a word too long"),
        pytest.param("a  wide   gap", 20, ["a  wide   gap"], id="gaps that fit are kept"),
        pytest.param(WIDE, 5, ["漢字", "テス", "ト"], id="wide characters are not halved"),
        pytest.param("a\tb", 20, ["a    b"], id="a tab"),
        pytest.param("end   ", 3, ["end"], id="blanks at the end"),
        pytest.param("e\u0301" * 6, 4, ["é" * 4, "é" * 2], id="accents cost no cell"),
    ],
)  # fmt: skip
def test_text_is_broken_where_people_would(text: str, width: int, lines: list[str]) -> None:
    assert [unicodedata.normalize("NFC", line) for line in wrapped(text, width)] == lines


@given(st.text("ab \n漢\u0301\x1b\u202e\tW", max_size=120), st.integers(2, 40))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width and (line.isprintable() or not line) for line in lines)
    for letter in "ab漢W":
        assert sum(line.count(letter) for line in lines) == text.count(letter)


def test_hostile_text_becomes_lines_that_do_nothing() -> None:
    assert all(line.isprintable() for line in wrapped(HOSTILE + PILED, 12))
    assert len("".join(wrapped(PILED, 12))) == 5


def test_a_paragraph_has_a_margin_on_both_sides_and_a_role() -> None:
    assert paragraph("Pump leaks oil", 12, "warning") == [
        ((" ", "text"), ("Pump leaks", "warning")),
        ((" ", "text"), ("oil", "warning")),
    ]
    assert len(paragraph("Pump leaks", 12, indent=4)) == 2
    assert paragraph("x", 12, indent=4) == [(("    ", "text"), ("x", "text"))]
