"""Columns of a list: how many cells each gets, and the line of their heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line, Span

MARGIN = 3
"""Cells in front of the first column: a blank, the cursor sign, the mark."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list."""

    key: str
    """Its stable name."""
    title: str
    """Its head, translated."""
    width: int
    """Cells at least."""
    grow: int = 0
    """Share of the cells that are left over."""
    right: bool = False
    """Aligned to the right."""
    gap: int = 1
    """Blank cells behind it."""


def place(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Start and width of each column within `width` cells; columns that find no room have width 0."""
    fixed = MARGIN + sum(column.width + column.gap for column in columns)
    shares = sum(column.grow for column in columns)
    spare, given = max(0, width - fixed), 0
    lack = max(0, fixed - width)
    placed, start = [], MARGIN
    for column in columns:
        cells = column.width
        if column.grow and shares:
            before = spare * given // shares
            given += column.grow
            cells += spare * given // shares - before
            # Where the line is short, growing columns give way down to half their width.
            cut = min(lack, cells // 2)
            cells, lack = cells - cut, lack - cut
        cells = max(0, min(cells, width - start))
        placed.append((start, cells))
        start += cells + column.gap
    return placed


def cell(text: str, width: int, right: bool) -> str:
    """Text in exactly `width` cells, cut with a sign."""
    cells = cell_len(text)
    if cells > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else set_cell_size(text, width)
    return " " * (width - cells) + text if right else text + " " * (width - cells)


def heads(columns: Sequence[Column], width: int, sorted_by: str = "", descending: bool = False) -> Line:
    """The line of column heads."""
    line: list[Span] = [(" " * MARGIN, "muted")]
    for column, (_, cells) in zip(columns, place(columns, width), strict=True):
        title = cell(column.title, cells, column.right)
        line.append((title, "accent" if column.key == sorted_by and descending else "muted"))
        line.append((" " * column.gap, "muted"))
    return tuple(line)


class ColumnHeads(Lines):
    """The heads above a list."""

    DEFAULT_CSS = "ColumnHeads { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: tuple[Column, ...] = ()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show the heads of these columns."""
        self._columns = tuple(columns)
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        self.show_lines([heads(self._columns, self.size.width)])
