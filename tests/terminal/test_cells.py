"""The last gate: a cell holds printable text of the width it had, whatever came in."""

import tracemalloc
import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from svc_tui.terminal.cells import MOST_MARKS, PLAIN, Grid, Pen, cells_of, safe_text

HOSTILE = [
    "\x1b[31mred", "\x1b]52;c;aGk=\x07", "\x9b31m", "a\x00b", "a\x7fb", "‮evil‬", "x​y", "\x1b[2J", "\x0e\x0f",
    "⁦abc⁩", "tab\there", "line\nbreak", "\ud800", "﻿bom", "\x85", "a" + "́" * 40, "👩‍💻", "👨‍👩‍👧", "❤️",
]  # fmt: skip


def is_harmless(text: str) -> bool:
    return all(char.isprintable() and unicodedata.category(char)[0] != "C" for char in text)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_printable(text: str, ascii_only: bool) -> None:
    sent = safe_text(text, ascii_only)
    assert is_harmless(sent)
    assert sent.isascii() or not ascii_only


@given(st.text(max_size=40), st.booleans())
def test_any_text_passes_harmless_and_as_wide_as_it_was(text: str, ascii_only: bool) -> None:
    sent = safe_text(text, ascii_only)
    assert is_harmless(sent)
    assert sent.isascii() or not ascii_only
    cells = cells_of(text, PLAIN, ascii_only)
    assert len(cells) == cell_len(text)
    assert "".join(cell for cell, _ in cells).replace(" ", "") == sent.replace(" ", "")


def test_marks_live_with_their_base_and_are_few() -> None:
    (cell,) = cells_of("a" + "́" * 40, PLAIN)
    assert len(cell[0]) == 1 + MOST_MARKS


def test_wide_characters_take_two_cells() -> None:
    assert [text for text, _ in cells_of("漢a", PLAIN)] == ["漢", "", "a"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("╭──╮│ ━╸", "+--+| --"),
        ("▊▔▎▁█▐X▌", "|-|-#|X|"),
        ("← ↑ → ↓ ▶ ◀", "< ^ > v > <"),
        ("naïve café…", "naive cafe."),
        ("漢字", "? ? "),
        ("● ○ ✓", "* o v"),
    ],
)
def test_ascii_keeps_the_shape(text: str, plain: str) -> None:
    assert safe_text(text, True) == plain


@given(st.lists(st.tuples(st.integers(-3, 9), st.sampled_from(["漢字", "a", "abc", "字", "  "])), max_size=8))
def test_no_wide_character_is_left_in_half(strokes: list[tuple[int, str]]) -> None:
    grid = Grid(8, 1)
    for x, text in strokes:
        grid.put(x, 0, cells_of(text, Pen(0, "", "44")))
    row = [text for text, _ in grid.rows[0]]
    for x, text in enumerate(row):
        if text == "":
            assert x > 0
            assert cell_len(row[x - 1]) == 2
        elif cell_len(text) == 2:
            assert row[x + 1] == ""


def test_a_long_session_keeps_no_more_cells_than_a_few_screens() -> None:
    """Of 20,000 different texts two megabytes stay; with eight thousand kept it was seventeen."""
    rng = Random(1)
    cells_of.cache_clear()
    tracemalloc.start()
    try:
        for number in range(20_000):
            text = "".join(rng.choices("abcdefgh ijkl", k=rng.choice((6, 12, 30, 60))))
            cells_of(text, Pen(0, f"38;2;1;2;{number % 5}", ""))
        kept, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        cells_of.cache_clear()
    assert kept < 4_000_000
