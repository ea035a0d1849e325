"""What a solution shows in a list."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.solutions.columns import (
    COLUMNS,
    DEFAULT,
    STATUSES,
    TABLE,
    WIDE,
    cells,
    status_words,
)
from tests.presentation.rows import HOSTILE, NOW, ROME, harmless, solution
from tests.presentation.rows import WIDE as BROAD


@pytest.mark.parametrize(
    ("key", "values", "english", "italian", "role"),
    [
        pytest.param("number", {"number": 123456}, "123456", "123456", "strong", id="its number, all of it"),
        pytest.param("symptom", {"symptom": BROAD}, BROAD, BROAD, "text", id="wide letters"),
        pytest.param("symptom", {"symptom": "two\nlines"}, "two lines", "two lines", "text", id="two lines as one"),
        pytest.param("cause", {"cause": ""}, "-", "-", "muted", id="nothing there"),
        pytest.param("item", {}, "WSH-40", "WSH-40", "muted", id="a code"),
        pytest.param("used", {}, "-", "-", "muted", id="not used yet"),
        pytest.param("used", {"used": 1234}, "1234", "1234", "text", id="used"),
        pytest.param("status", {}, "published", "pubblicata", "muted", id="published"),
        pytest.param("status", {"status": "Internal"}, "internal", "interna", "muted", id="internal"),
        pytest.param("status", {"status": "Review"}, "in review", "in revisione", "warning", id="in review"),
        pytest.param("status", {"status": "Draft"}, "Draft", "Draft", "muted", id="a status of the company"),
        pytest.param("last_used_at", {}, "-", "-", "muted", id="never used"),
        pytest.param("last_used_at", {"last_used_at": datetime(2026, 3, 1, 23, 5, tzinfo=UTC)}, "00:05", "00:05",
                     "muted", id="used after midnight"),
        pytest.param("reviewed_at", {"reviewed_at": datetime(2025, 9, 30, 8, tzinfo=UTC)}, "30 Sep 2025",
                     "30 set 2025", "muted", id="reviewed last year"),
        pytest.param("merged_into", {"merged_into": 9}, "9", "9", "muted", id="merged"),
    ],
)  # fmt: skip
def test_a_solution_in_its_columns(
    speak: Callable[[str], None], key: str, values: dict[str, Any], english: str, italian: str, role: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert cells(solution(**values), [COLUMNS[key]], now=NOW, zone=ROME) == ((text, role),)


def test_the_columns_fit_80_cells_and_all_are_known() -> None:
    columns = TABLE.chosen(DEFAULT)
    assert sum(column.width + column.gap for column in columns) - columns[-1].gap <= 80
    assert set(WIDE) <= set(COLUMNS)
    assert [column.key for column in TABLE.chosen(["updated", "last_used"])] == ["updated_at", "last_used_at"]


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_status_fits_its_column(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    width = next(column.width for column in TABLE.chosen(DEFAULT) if column.key == "status")
    assert all(cell_len(status_words(name)) <= width for name in STATUSES)


def test_hostile_fields_do_nothing_in_any_column() -> None:
    texts = {name: HOSTILE for name, column in COLUMNS.items() if column.kind in ("text", "code", "state")}
    assert harmless([cells(solution(**texts), list(COLUMNS.values()), now=NOW, zone=ROME)])
