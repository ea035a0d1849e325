"""Saved views as they are offered beside their keys."""

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.core.views import view_lines, view_name
from tests.presentation.rows import HOSTILE, WIDE, harmless, role_of, told, value


def view(slot: int, name: str, query: str = "is:open", own: bool = True) -> Any:
    return value(id=slot if own else None, slot=slot, name=name, query=query)


VIEWS = [view(slot, f"View {slot}") for slot in range(1, 10)]


@pytest.mark.parametrize(
    ("name", "own", "italian"),
    [
        pytest.param("Paused", False, "In pausa", id="everybody's is translated"),
        pytest.param("Paused", True, "Paused", id="somebody's own stays as it is"),
    ],
)
def test_a_view_has_its_name(speak: Callable[[str], None], name: str, own: bool, italian: str) -> None:
    assert view_name(view(1, name, own=own)) == name
    speak("it")
    assert view_name(view(1, name, own=own)) == italian


def test_each_has_a_line_with_its_key_and_its_filter_where_there_is_room() -> None:
    lines = view_lines([view(1, "Mine", "who:me"), view(9, "Late", "is:overdue -is:paused")], 80, 5)
    assert told(lines) == [
        " v1 Mine                   who:me",
        " v9 Late                   is:overdue -is:paused",
    ]
    assert role_of(lines, "v9 ") == "accent"
    assert role_of(lines, "who:") == "muted"


def test_without_room_they_stand_in_columns_read_downwards() -> None:
    assert told(view_lines(VIEWS, 40, 3)) == [
        " v1 View 1   v4 View 4   v7 View 7",
        " v2 View 2   v5 View 5   v8 View 8",
        " v3 View 3   v6 View 6   v9 View 9",
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("height", [1, 2, 3, 5, 8])
def test_columns_fit_the_width_whatever_the_names(width: int, height: int) -> None:
    views = [view(slot, WIDE * slot if slot % 2 else "long " * slot) for slot in range(1, 10)]
    for line in told(view_lines(views, width, height)):
        assert cell_len(line) <= width or width // -(-9 // height) < 6


def test_a_long_name_is_cut_with_a_sign_and_its_filter_stays_in_its_column() -> None:
    (line,) = told(view_lines([view(1, WIDE * 5, "who:me")], 80, 5))
    assert "…" in line
    assert cell_len(line[: line.index("who:")]) == 27


def test_no_view_and_no_row() -> None:
    assert view_lines([], 80, 5) == []
    assert view_lines(VIEWS, 80, 0) == []


def test_a_hostile_name_and_filter_stay_text() -> None:
    assert harmless(view_lines([view(1, HOSTILE, HOSTILE)], 80, 5))
    assert harmless(view_lines([view(1, HOSTILE), view(2, HOSTILE)], 80, 1))
