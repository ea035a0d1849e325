"""Rows of each noun as services hand them to what shows them, and what shown lines say: text and roles.

Every test of how things read makes its rows here, so that a change of their shape is one change.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.presentation.core.spans import Line

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""Monday, 09:00 in Rome."""
ROME = ZoneInfo("Europe/Rome")
HOSTILE = "a\x1b[2J\x07b\u202ec\nd[bold]e[/]\x9b"
"""Acts on a terminal, turns the line, breaks it, and looks like markup."""
WIDE = "漢字テスト"
PILED = "z" + "\u0301" * 40


def said(line: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _role in line)


def told(lines: Iterable[Line]) -> list[str]:
    """The text of lines, blanks at their ends left out."""
    return [said(line).rstrip() for line in lines]


def role_of(lines: Iterable[Line], part: str) -> str:
    """The role of the one span that has a part in it."""
    found = [role for line in lines for text, role in line if part in text]
    assert len(found) == 1, (part, found)
    return found[0]


def harmless(lines: Iterable[Line]) -> bool:
    """Whether every line is one line of printable characters."""
    return all(text.isprintable() for line in lines for text, _role in line)


def value(**values: Any) -> Any:
    """Something with these attributes."""
    return SimpleNamespace(**values)
