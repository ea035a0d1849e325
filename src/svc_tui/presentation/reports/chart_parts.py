"""What charts are made of: lines of spans, and which figure stands at which cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.reports.sheet import Cell, Sheet

GAP = 2
LABEL = 28
"""No name is wider, nor than a third of the chart."""


@dataclass(frozen=True, slots=True)
class Place:
    """Cells of a line, from `start` to before `end`, that stand for one figure of the sheet."""

    start: int
    end: int
    row: int | None
    """Its row; None is the row of all records."""
    column: int


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line of a chart."""

    spans: Line
    places: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """Its words and signs."""
        return "".join(text for text, _role in self.spans)


def value_of(cell: Cell) -> float:
    """A figure as a length; nothing where there is none."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def names_of(sheet: Sheet, labels: int) -> list[str]:
    """What the rows are called, by their first columns."""
    return [show_line(" / ".join(str(each) for each in row[:labels])) for row in sheet.rows]


def fitted(text: str, width: int, *, ascii: bool) -> str:
    """A name in exactly so many cells, with a mark where it was cut."""
    if cell_len(text) > width > 1:
        text = set_cell_size(text, width - 1).rstrip() + ("." if ascii else "…")
    return set_cell_size(text, width)


def label_width(names: Sequence[str], width: int) -> int:
    """How wide the names may stand in a chart of a width."""
    return min(max(map(cell_len, names), default=0), LABEL, max(4, width // 3))


def right(text: str, width: int) -> str:
    """A text at the right of so many cells."""
    return " " * max(0, width - cell_len(text)) + text
