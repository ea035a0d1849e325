"""FigureList: a RowList whose cursor stands on one cell of its row; columns that find no room move in from the side.

The first columns name the row and stay. The cell is told by brackets around it, so it costs no pen and is read in any
look; a key to the side repaints one line, and all lines only where columns moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from svc_tui.widgets.columns import MARGIN, Column, cell
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line, Span, paint, pens_of
from svc_tui.widgets.row_list import Row, RowList

GAP = 2
"""Blank cells behind a column: the brackets stand there."""
LEAST = 12
"""Words at the right end are shown from so many cells on."""


@dataclass(frozen=True, slots=True)
class FlowRow(Row):
    """A row whose cells stand one behind the other, in no columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of the list."""

    columns: tuple[Column, ...] = ()
    heads: tuple[tuple[str, ...], ...] = ()
    """The lines of each heading."""
    labels: int = 0
    """So many columns in front stay where they are, and are stood on together, as the row."""
    figures: int = 0
    """So many columns can be stood on, those in front among them; what comes behind is for the eye."""


class FigureList(RowList):
    """Rows of figures."""

    @dataclass
    class PageWanted(RowList.PageWanted):
        """Rows of this list are missing; a screen may have another one beside it."""

    @dataclass
    class FigureMoved(Message):
        """The cursor stands on another cell of its row, or other columns are seen."""

        at: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.table = Table()
        self.figure = 0
        """The cell of the row: 0 is the row itself, others count behind the columns in front."""
        self._first = 0
        """The first column that is seen behind those in front."""
        self._seen: list[tuple[int, int, int]] = []
        """The columns that are seen: number, start and width."""

    def show_table(self, table: Table) -> None:
        """Show rows of these columns; the cursor goes to the row itself where its column is gone."""
        self.table = table
        self.figure = min(self.figure, self._most())
        self._first = table.labels
        self.set_columns(table.columns)

    @property
    def head_height(self) -> int:
        """Rows that the headings take."""
        return max((len(lines) for lines in self.table.heads), default=1)

    def side(self, by: int) -> bool:
        """To the cell on the left or right; whether there is one."""
        figure = self.figure + by
        if not 0 <= figure <= self._most():
            return False
        self.figure = figure
        if self._scroll():
            self.refresh()
        else:
            self._refresh_row(self.cursor)
        self.post_message(self.FigureMoved(figure))
        return True

    @property
    def column(self) -> int:
        """The column of the cell that is stood on, as cells of a row are counted; 0 is the row itself."""
        if isinstance(self.selected_row, FlowRow):
            return min(self.figure, len(self.selected_row.cells) - 1)
        return self.figure + self.table.labels - 1 if self.figure and self.table.labels else self.figure

    def _most(self) -> int:
        cells = self.table.figures - max(0, self.table.labels - 1)
        if isinstance(self.selected_row, FlowRow):
            cells = len(self.selected_row.cells)
        return max(0, cells - 1)

    # --- where columns stand

    def _place(self) -> None:
        self._scroll()

    def _scroll(self) -> bool:
        """Bring the column of the cursor to where it is seen; whether columns moved."""
        before = [*self._seen]
        wanted = self.figure + self.table.labels - 1 if self.table.labels else self.figure
        first = max(self.table.labels, self._first)
        if wanted >= self.table.labels and not isinstance(self.selected_row, FlowRow):
            first = min(first, wanted)
            while first < wanted and wanted not in self._fitting(first):
                first += 1
        fitting = self._fitting(first)
        while first > self.table.labels and len(self._fitting(first - 1)) > len(fitting):
            first -= 1  # no room is wasted at the right
            fitting = self._fitting(first)
        self._first = first
        self._seen = self._starts([*range(self.table.labels), *fitting])
        return self._seen != before

    def _fitting(self, first: int) -> list[int]:
        """The columns that are seen from this one on; one at least. Words at the right end may be cut."""
        columns, width = self.table.columns, self.size.width
        start = MARGIN + sum(column.width + GAP for column in columns[: self.table.labels])
        found: list[int] = []
        for at in range(first, len(columns)):
            end = start + (columns[at].width if columns[at].right else min(columns[at].width, LEAST))
            if end + 1 > width and (found or at >= self.table.figures):
                break
            found.append(at)
            start += columns[at].width + GAP
        return found

    def _starts(self, seen: Sequence[int]) -> list[tuple[int, int, int]]:
        columns, start = self.table.columns, MARGIN
        spare = self.size.width - MARGIN - sum(columns[at].width + GAP for at in seen)
        found: list[tuple[int, int, int]] = []
        for at in seen:
            width = columns[at].width
            if columns[at].grow and spare > 0:
                width, spare = width + spare, 0
            width = max(0, min(width, self.size.width - start - 1))
            found.append((at, start, width))
            start += width + GAP
        return found

    def head_lines(self) -> list[Line]:
        """The headings above the columns that are seen; signs at the ends say that there are more."""
        high: int = self.head_height
        found: list[Line] = []
        if not self.size.width:
            return found  # it is not laid out yet
        before = self._first > self.table.labels
        after = bool(self._seen) and self._seen[-1][0] < self.table.figures - 1
        for nth in range(high):
            text = " " * MARGIN
            for at, start, width in self._seen:
                lines = self.table.heads[at]
                word = lines[nth - high + len(lines)] if nth >= high - len(lines) else ""
                text += " " * (start - cell_len(text)) + cell(word, width, self.table.columns[at].right)
            if nth == high - 1 and self._seen:
                edge = self._seen[self.table.labels - 1][1:] if self.table.labels else (0, 0)
                if before:
                    place = max(1, sum(edge))
                    text = f"{text[:place]}<{text[place + 1 :]}"
                if after:
                    text = f"{text[: self.size.width - 1]:<{self.size.width - 1}}>"
            found.append(((text, "muted"),))
        return found

    # --- painting

    def render_line(self, y: int) -> Strip:
        index, pens, width = self.top + y, pens_of(self.app), self.size.width
        if index >= len(self._ids):
            return paint((), width, pens)
        here = index == self.cursor
        line: list[Span] = [(" > " if here else "   ", "text")]
        row = self._rows.get(self._ids[index])
        if isinstance(row, FlowRow):
            line += self._flow(row, here)
        elif row is not None:
            line += self._columns_of(row, here)
        return paint(line, width, pens, "cursor" if here else "ground")

    def _columns_of(self, row: Row, here: bool) -> list[Span]:
        line: list[Span] = []
        end = MARGIN
        chosen = self.column if here and self.figure else -1
        for at, start, width in self._seen:
            if at >= len(row.cells):
                continue
            text, role = row.cells[at]
            words = cell(text, width, self.table.columns[at].right)
            if at == chosen:
                words = _bracketed(" " * (start - end) + words + " ")
                line.append((words, role))
                end = start + width + 1
            else:
                line.append((" " * (start - end) + words, role))
                end = start + width
        return line

    def _flow(self, row: Row, here: bool) -> list[Span]:
        """The cells as they are read; those in front of the one that is stood on go where there is no room."""
        chosen = min(self.figure, len(row.cells) - 1) if here and self.figure else -1
        texts = [f"[{text}]" if at == chosen else f" {text} " for at, (text, _role) in enumerate(row.cells)]
        first = 1
        room = self.size.width - MARGIN
        while first < chosen and cell_len(texts[0]) + sum(map(cell_len, texts[first : chosen + 1])) > room:
            first += 1
        shown = [0, *range(first, len(texts))]
        return [(texts[at].lstrip() if at == 0 else texts[at], row.cells[at][1]) for at in shown]

    def on_resize(self) -> None:
        self.post_message(self.FigureMoved(self.figure))


def _bracketed(words: str) -> str:
    """Brackets on the blanks around a text that has one in front and one behind at least."""
    bare = words.strip()
    at = words.index(bare) if bare else len(words) - 2
    return f"{words[: at - 1]}[{bare}]{words[at + len(bare) + 1 :]}"


class FigureHeads(Lines):
    """The headings above a FigureList."""

    DEFAULT_CSS = "FigureHeads { height: 1; }"
