"""BoardGrid: rows in columns side by side, each under a head of figures; as many columns as fit.

A row list whose ids stand in columns one after the other, two lines a row. The cursor stands on a row or, above the
first, on a figure of the head. A column scrolls by half its height: of the keys that go down it few paint it anew.
It knows no feature: heads are parts of (text, role), a part with a key is a figure, and identity is an id.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from svc_tui.widgets.columns import cell
from svc_tui.widgets.pens import Pens, Span, paint, pens_of
from svc_tui.widgets.row_list import Row, RowList

NARROWEST = 26
"""Cells of a column at least."""
ONE_BELOW = 80
"""On a narrower screen one column is shown at a time."""
HEAD, CARD = 3, 2
"""Lines of a head and of a row."""
MARGIN = 2
"""Cells in front of a row: the cursor sign, the mark."""
GAP = 1


@dataclass(frozen=True, slots=True)
class HeadPart:
    """A piece of a line of a head, one cell from the edge of its column."""

    text: str
    role: str = "text"
    key: str = ""
    """Its name where the cursor may stand on it; a blank in front of it takes the cursor sign."""
    grows: bool = False
    """Takes the cells that the others leave."""


HeadLines = tuple[tuple[HeadPart, ...], ...]


@dataclass(frozen=True, slots=True)
class BoardHead:
    """What stands above a column."""

    key: str
    """Which column it is."""
    lines: HeadLines
    count: int
    """How many rows stand below."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of a head: its line, and which of the line's figures."""

    line: int
    at: int


class BoardGrid(RowList):
    """A cursor, marks, columns of rows. The last cell of a row is its second line."""

    @dataclass
    class Scrolled(Message):
        """Other columns are on the screen now."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heads: tuple[BoardHead, ...] = ()
        self._starts: list[int] = [0]
        self._tops: dict[str, int] = {}
        self._standing: Standing | None = None
        self._told_at: tuple[int | None, str] = (None, "")
        self.first = 0
        """The first column on the screen."""

    # --- what it shows

    def set_board(
        self, heads: Sequence[BoardHead], ids: Sequence[int], *, cursor_id: int | None = None
    ) -> None:
        """Show these columns. Marks stay with their ids; the cursor stays on its row, or else in its column."""
        column = self.column
        before_key = self._heads[column].key if self._heads else None
        offset = self.cursor - self._starts[column] if self._heads else 0
        on_screen = offset - (self._top_of(column) if self._heads else 0)
        before = self._ids[self.cursor] if self.cursor < len(self._ids) else None
        wanted = before if cursor_id is None else cursor_id
        marked = set(compress(self._ids, self._flags)) if self._marked else set()
        self._heads = tuple(heads)
        self._starts = [0]
        for head in heads:
            self._starts.append(self._starts[-1] + head.count)
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._flags = bytearray(map(marked.__contains__, self._ids)) if marked else bytearray(len(self._ids))
        self._asked.clear()
        self.cursor = self._place_of(wanted, before_key, offset, column, anywhere=cursor_id is not None)
        if not self._ids:
            self._standing = None
        keys = {head.key for head in heads}
        self._tops = {key: top for key, top in self._tops.items() if key in keys}
        if self._heads:
            here = self._heads[self.column].key
            top = self.cursor - self._starts[self.column] - (on_screen if here == before_key else 0)
            self._tops[here] = max(0, top)
        self._clamp_top()
        self.refresh()
        self._count_marks()
        self._moved()

    def _place_of(
        self, wanted: int | None, key: str | None, offset: int, column: int, *, anywhere: bool
    ) -> int:
        """Where the cursor goes: the row it is wanted on, unless that went to another column by itself."""
        if not self._heads:
            return 0
        same = next((at for at, head in enumerate(self._heads) if head.key == key), None)
        if wanted is not None:
            try:
                index = self._ids.index(wanted)
            except ValueError:
                pass
            else:
                if anywhere or same is None or self._column_at(index) == same:
                    return index
        at = min(column, len(self._heads) - 1) if same is None else same
        return self._starts[at] + max(0, min(offset if same is not None else 0, self._heads[at].count - 1))

    # --- what is where

    @property
    def column(self) -> int:
        """The column that the cursor is in."""
        return self._column_at(self.cursor)

    @property
    def head(self) -> BoardHead | None:
        """The head of that column."""
        return self._heads[self.column] if self._heads else None

    @property
    def figure(self) -> str:
        """The key of the figure that the cursor stands on; empty where it stands on a row."""
        if self._standing is None or not self._heads:
            return ""
        return self._figures(self.column, self._standing.line)[self._standing.at].key

    @property
    def selected_id(self) -> int | None:
        """The id under the cursor; None while it stands on a figure."""
        return None if self._standing is not None else super().selected_id

    @property
    def shown(self) -> range:
        """The columns on the screen."""
        return range(self.first, min(len(self._heads), self.first + self._fits))

    @property
    def _fits(self) -> int:
        width = self.size.width
        most = 1 if width < ONE_BELOW else max(1, width // NARROWEST)
        return max(1, min(most, len(self._heads)))

    @property
    def cards(self) -> int:
        """Rows of a column that find room."""
        return max(1, (self.size.height - HEAD) // CARD)

    def _column_at(self, index: int) -> int:
        return max(0, min(bisect_right(self._starts, index) - 1, len(self._heads) - 1))

    def _across(self, column: int) -> tuple[int, int]:
        """First cell and width of a column on the screen; the last one takes what is left over."""
        width = self.size.width // self._fits
        at = column - self.first
        start = at * width
        return start, self.size.width - start if at == self._fits - 1 else width

    def _top_of(self, column: int) -> int:
        return self._tops.get(self._heads[column].key, 0)

    def _figures(self, column: int, line: int) -> list[HeadPart]:
        return [part for part in self._heads[column].lines[line] if part.key]

    # --- moving

    def move(self, rows: int) -> None:
        """Move in the column; above its first row lie the lines of its head."""
        if not self._heads:
            return
        start, offset = self._starts[self.column], self.cursor - self._starts[self.column]
        if self._standing is not None:
            line = self._standing.line + (1 if rows > 0 else -1)
            if line >= HEAD:
                self._go(start + self._top_of(self.column), None)
            elif line >= 0 and (figures := self._figures(self.column, line)):
                self._go(self.cursor, Standing(line, min(self._standing.at, len(figures) - 1)))
        elif offset + rows < 0 and offset == 0 and rows == -1:
            self._go(self.cursor, Standing(HEAD - 1, 0))
        else:
            last = self._heads[self.column].count - 1
            self._go(start + max(0, min(offset + rows, last)), None)

    def move_to(self, index: int) -> None:
        """Move the cursor to a row, the nearest where there is none."""
        if self._ids:
            self._go(max(0, min(index, len(self._ids) - 1)), None)

    def to_end(self, last: bool) -> None:
        """To the first row of the column, or to its last."""
        if self._heads:
            at = self.column + 1 if last else self.column
            self._go(self._starts[at] - (1 if last else 0), None)

    def side(self, by: int) -> None:
        """To the column beside, on the same line; on a head to the figure beside."""
        if not self._heads:
            return
        column, standing = self.column, self._standing
        if standing is not None:
            at = standing.at + by
            if 0 <= at < len(self._figures(column, standing.line)):
                self._go(self.cursor, Standing(standing.line, at))
                return
        beside = column + by
        if not 0 <= beside < len(self._heads):
            return
        on_screen = self.cursor - self._starts[column] - self._top_of(column)
        row = min(self._top_of(beside) + on_screen, self._heads[beside].count - 1)
        if standing is not None:
            figures = self._figures(beside, standing.line)
            standing = Standing(standing.line, 0 if by > 0 else len(figures) - 1)
        self._go(self._starts[beside] + max(0, row), standing)

    def page(self, pages: float) -> None:
        """Move by pages (or halves) of the column."""
        if not self._heads:
            return
        rows = int(pages * self.cards) or (1 if pages > 0 else -1)
        key, start = self._heads[self.column].key, self._starts[self.column]
        index = max(0, min(self.cursor - start + rows, self._heads[self.column].count - 1))
        self._tops[key] = max(0, self._top_of(self.column) + rows)
        self.cursor, self._standing = start + index, None
        self._clamp_top()
        self.refresh()
        self._moved()

    def _go(self, index: int, standing: Standing | None) -> None:
        """Stand on a row or, with `standing`, on a figure of its column."""
        if index == self.cursor and standing == self._standing:
            return
        before = (self.cursor, self._standing)
        self.cursor, self._standing = index, standing
        if self._clamp_top():
            self.refresh()
        else:
            self._refresh_place(*before)
            self._refresh_place(index, standing)
        self._moved()

    def _clamp_top(self) -> bool:
        """Bring column and row of the cursor to where they are seen; whether anything moved."""
        if not self._heads:
            self.first = 0
            return False
        column, cards = self.column, self.cards
        key, count = self._heads[column].key, self._heads[column].count
        offset, top = self.cursor - self._starts[column], self._top_of(column)
        if not top <= offset < top + cards:
            top = offset - cards // 2
        top = max(0, min(top, count - cards))
        first = max(column - self._fits + 1, min(self.first, column))
        first = max(0, min(first, len(self._heads) - self._fits))
        scrolled = first != self.first
        moved = scrolled or top != self._top_of(column)
        self._tops[key], self.first = top, first
        if scrolled:
            self.post_message(self.Scrolled())
        return moved

    def _moved(self) -> None:
        at = (self.selected_id, f"{self.head.key} {self.figure}" if self._standing and self.head else "")
        if at != self._told_at:
            self._told_at = at
            self.post_message(self.CursorMoved(at[0]))
        self._place_terminal_cursor()
        self._ask()

    # --- marks

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark; a figure takes none."""
        if self._standing is None:
            super().toggle_mark()

    def _repaint_marks(self) -> None:
        for column in self.shown:
            self.refresh(Region(self._across(column)[0], HEAD, MARGIN, max(0, self.size.height - HEAD)))
        self._count_marks()

    # --- rows

    def put(self, row: Row) -> None:
        """Take one row, and paint it if it is on the screen."""
        self._asked.discard(row.id)
        if self._rows.get(row.id) == row:
            return
        self._rows[row.id] = row
        for column in self.shown:
            begin, end = self._stretch(column, 0)
            for index in range(begin, end):
                if self._ids[index] == row.id:
                    self._refresh_row(index)
                    return

    def _stretch(self, column: int, margin: int) -> tuple[int, int]:
        """The rows of a column on the screen, and so many on either side."""
        start, top = self._starts[column], self._top_of(column)
        return (
            start + max(0, min(top, self._heads[column].count) - margin),
            start + min(self._heads[column].count, top + self.cards + margin),
        )

    def _visible(self) -> Sequence[int]:
        return self._near(self.shown, 0)

    def _window(self, margin: int) -> Sequence[int]:
        around = range(max(0, self.first - 1), min(len(self._heads), self.first + self._fits + 1))
        return self._near(around, min(margin, 2 * self.cards))

    def _near(self, columns: Iterable[int], margin: int) -> Sequence[int]:
        found = array("q")
        for column in columns:
            begin, end = self._stretch(column, margin)
            found.extend(self._ids[begin:end])
        return found

    # --- painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a line of each column."""
        pens = pens_of(self.app)
        if not self._heads:
            return paint((), self.size.width, pens)
        strips = [self._paint(column, y, pens) for column in self.shown]
        return Strip.join(strips) if len(strips) > 1 else strips[0]

    def _paint(self, column: int, y: int, pens: Pens) -> Strip:
        _start, width = self._across(column)
        if y < HEAD:
            return self._paint_head(column, y, width, pens)
        index, line = divmod(y - HEAD, CARD)
        index += self._starts[column] + self._top_of(column)
        if index >= self._starts[column + 1] or (y - HEAD) // CARD >= self.cards:
            return paint((), width, pens)
        lit = index == self.cursor and self._standing is None
        spans: list[Span] = []
        if line == 0:
            spans = [(">" if lit else " ", "text"), ("x" if self._flags[index] else " ", "warning")]
        else:
            spans = [(" " * MARGIN, "text")]
        if (row := self._rows.get(self._ids[index])) is not None:
            spans += self._first_line(row, width) if line == 0 else row.cells[-1:]
        inside = paint(spans, width - GAP, pens, "cursor" if lit else "ground")
        return Strip.join([inside, paint((), GAP, pens)])

    def _first_line(self, row: Row, width: int) -> list[Span]:
        """Each cell in the width of its column; the last of them takes what is left."""
        spans: list[Span] = []
        left = width - GAP - MARGIN
        columns = self._columns[:-1]
        for at, (column, (text, role)) in enumerate(zip(columns, row.cells, strict=False)):
            last = at == len(columns) - 1
            cells = max(0, left) if last else min(column.width, max(0, left))
            spans.append((cell(text, cells, column.right) + " " * (0 if last else column.gap), role))
            left -= cells + column.gap
        return spans

    def _paint_head(self, column: int, y: int, width: int, pens: Pens) -> Strip:
        parts = self._heads[column].lines[y]
        left = width - GAP - 1
        used = sum(cell_len(part.text) + bool(part.key) for part in parts if not part.grows)
        if used > left:  # what only keeps figures apart gives way first
            parts = tuple(part for part in parts if part.key or part.text.strip())
        here = column == self.column and self._standing is not None and self._standing.line == y
        strips = [paint((), 1, pens)]
        at = 0
        for part in parts:
            lit = False
            text = cell(part.text, max(0, left - used), False) if part.grows else part.text
            if part.key:
                lit = here and self._standing is not None and self._standing.at == at
                text = (">" if lit else " ") + text
                at += 1
            if cell_len(text) > left:
                text = cell(text, max(0, left), False)
            left -= cell_len(text)
            role = "text" if lit else part.role
            strips.append(paint([(text, role)], cell_len(text), pens, "cursor" if lit else "ground"))
        strips.append(paint((), left + GAP, pens))
        return Strip.join(strips)

    def _refresh_row(self, index: int) -> None:
        column = self._column_at(index)
        if column in self.shown:
            row = index - self._starts[column] - self._top_of(column)
            if 0 <= row < self.cards:
                start, width = self._across(column)
                self.refresh(Region(start, HEAD + CARD * row, width, CARD))

    def _refresh_place(self, index: int, standing: Standing | None) -> None:
        if standing is None:
            self._refresh_row(index)
        elif (column := self._column_at(index)) in self.shown:
            start, width = self._across(column)
            self.refresh(Region(start, standing.line, width, 1))

    def _place(self) -> None:
        """Columns are as wide as the screen lets them be."""

    def _place_terminal_cursor(self) -> None:
        """Screen readers and braille lines follow the terminal's cursor."""
        if not self.has_focus or not self._heads:
            return
        column = self.column
        x, y = self._across(column)[0], 0
        if self._standing is not None:
            y = self._standing.line
        else:
            y = HEAD + CARD * (self.cursor - self._starts[column] - self._top_of(column))
        self.app.cursor_position = self.content_region.offset + Offset(x, y)

    # --- mouse, where it is on

    def on_click(self, event: events.Click) -> None:
        for column in self.shown:
            start, width = self._across(column)
            if start <= event.x < start + width and event.y >= HEAD:
                index = (event.y - HEAD) // CARD + self._top_of(column)
                if index < self._heads[column].count:
                    self.move_to(self._starts[column] + index)
                    self.post_message(self.Clicked(self._ids[self.cursor]))
