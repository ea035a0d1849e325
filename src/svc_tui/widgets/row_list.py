"""RowList: a list of any length as an array of ids and a bounded cache of rows.

It knows no feature: rows are cells of (text, role), identity is an id. Whoever owns it answers `PageWanted`
with `put_page`; a row that is not here yet is painted blank and nothing waits for it. It keeps its own top
row instead of being a ScrollView: no scroll bars, no layout when the number of rows changes, and a cursor key
repaints two lines.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from svc_tui.widgets.columns import Column, cell, place
from svc_tui.widgets.pens import Span, paint, pens_of

CACHE = 900


@dataclass(frozen=True, slots=True)
class Row:
    """What one line shows: a cell for each column."""

    id: int
    cells: tuple[Span, ...]
    name: str = ""
    """What people call the record, for acts and words about it."""


class RowList(Widget, can_focus=True):
    """A cursor, marks, columns by width."""

    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; }
    """

    @dataclass
    class PageWanted(Message):
        """Rows are missing: these ids, in list order, the visible ones among them."""

        ids: tuple[int, ...]

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on another row; id is None when the list is empty."""

        id: int | None

    @dataclass
    class MarksChanged(Message):
        """Rows were marked or unmarked; how many are marked now."""

        count: int

    @dataclass
    class Clicked(Message):
        """A row was chosen with the mouse."""

        id: int

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._places: list[tuple[int, int]] = []
        self._ids: array[int] = array("q")
        self._flags = bytearray()
        self._marked = 0
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._told: int | None = None
        self.cursor = 0
        self.top = 0

    # --- what it shows

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns; rows are asked for again, since their cells belong to the old ones."""
        self._columns = tuple(columns)
        self._rows.clear()
        self._asked.clear()
        self._place()
        self.refresh()
        self._ask()

    def set_ids(self, ids: Sequence[int], *, cursor_id: int | None = None) -> None:
        """Show these rows. Marks stay with their ids, the cursor with `cursor_id` or the id it is on."""
        wanted = cursor_id if cursor_id is not None else self.selected_id
        screen_row = self.cursor - self.top
        marked = set(compress(self._ids, self._flags)) if self._marked else set()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._flags = bytearray(map(marked.__contains__, self._ids)) if marked else bytearray(len(self._ids))
        self._asked.clear()
        self.cursor = self._index_of(wanted, near=self.cursor)
        self.top = self.cursor - screen_row
        self._clamp_top()
        self.refresh()
        self._count_marks()
        self._moved()

    def put_page(self, rows: Iterable[Row]) -> None:
        """Take rows that were asked for, or that changed; only lines that differ are painted."""
        for row in rows:
            self.put(row)
        if len(self._rows) > CACHE:
            keep = set(self._window(CACHE // 3))
            self._rows = {row_id: row for row_id, row in self._rows.items() if row_id in keep}

    def put(self, row: Row) -> None:
        """Take one row, and paint its line if it is on the screen."""
        self._asked.discard(row.id)
        if self._rows.get(row.id) == row:
            return
        self._rows[row.id] = row
        last = min(self.top + self.size.height, len(self._ids))
        for index in range(self.top, last):
            if self._ids[index] == row.id:
                self._refresh_row(index)
                break

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Rows are stale (all where `ids` is None): ask again, and show the old ones until the new arrive."""
        stale = set(self._rows) if ids is None else set(ids)
        near = self._window(self.size.height)
        for row_id in stale.difference(near):
            self._rows.pop(row_id, None)
        missing = tuple(row_id for row_id in near if row_id in stale)
        if missing:
            self._asked = set(missing)
            self.post_message(self.PageWanted(missing))

    def forget_far(self, ids: Iterable[int]) -> None:
        """These rows changed: those that are not near the screen are dropped, and read when they are needed."""
        near = set(self.near_ids())
        for row_id in ids:
            if row_id not in near:
                self._rows.pop(row_id, None)

    def near_ids(self) -> Sequence[int]:
        """Ids on the screen and a page on either side."""
        return self._window(self.size.height)

    # --- what is where

    @property
    def ids(self) -> Sequence[int]:
        """Every id, in list order."""
        return self._ids

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    @property
    def selected_id(self) -> int | None:
        """The id under the cursor."""
        return self._ids[self.cursor] if self.cursor < len(self._ids) else None

    @property
    def selected_row(self) -> Row | None:
        """The row under the cursor, if it is here."""
        selected = self.selected_id
        return None if selected is None else self._rows.get(selected)

    @property
    def lacks_row(self) -> bool:
        """Whether the row under the cursor is not here yet."""
        return self.selected_id is not None and self.selected_row is None

    def row(self, row_id: int) -> Row | None:
        """A row, if it is here."""
        return self._rows.get(row_id)

    # --- marks

    @property
    def marked_count(self) -> int:
        """How many rows are marked."""
        return self._marked

    def marked_ids(self) -> list[int]:
        """The marked ids, in list order."""
        return list(compress(self._ids, self._flags)) if self._marked else []

    def is_marked(self, row_id: int) -> bool:
        """Whether a row of the list is marked."""
        return bool(self._marked) and row_id in set(self.marked_ids())

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark."""
        if self._ids:
            self._flags[self.cursor] ^= 1
            self._refresh_row(self.cursor)
            self._count_marks()

    def mark_all(self) -> None:
        """Mark every row."""
        self._flags = bytearray(b"\x01" * len(self._ids))
        self._repaint_marks()

    def invert_marks(self) -> None:
        """Mark what is not marked, and the reverse."""
        self._flags = self._flags.translate(bytes((1, 0)) + bytes(254))
        self._repaint_marks()

    def unmark(self, ids: Iterable[int]) -> None:
        """Take the marks of these rows."""
        gone = set(ids)
        for index, row_id in enumerate(self._ids):
            if self._flags[index] and row_id in gone:
                self._flags[index] = 0
        self._repaint_marks()

    def clear_marks(self) -> None:
        """No row is marked any more."""
        if self._marked:
            self._flags = bytearray(len(self._ids))
            self._repaint_marks()

    def _repaint_marks(self) -> None:
        self.refresh(Region(0, 0, 3, self.size.height))
        self._count_marks()

    def _count_marks(self) -> None:
        count = self._flags.count(1)
        if count != self._marked:
            self._marked = count
            self.post_message(self.MarksChanged(count))

    # --- moving

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self.move_to(self.cursor + rows)

    def move_to(self, index: int) -> None:
        """Move the cursor to a row, the nearest where there is none."""
        index = max(0, min(index, len(self._ids) - 1))
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        if self._clamp_top():
            self.refresh()
        else:
            self._refresh_row(before)
            self._refresh_row(index)
        self._moved()

    def page(self, pages: float) -> None:
        """Move by pages (or halves): the screen's top and the cursor together."""
        rows = int(pages * self.size.height) or (1 if pages > 0 else -1)
        top = self.top
        self.top += rows
        self.cursor = max(0, min(self.cursor + rows, len(self._ids) - 1))
        self._clamp_top()
        if self.top != top:
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, self.size.height))
        self._moved()

    def _clamp_top(self) -> bool:
        """Bring the top row to where the cursor is seen and no blank line is wasted; whether it moved."""
        height = max(1, self.size.height)
        top = max(self.cursor - height + 1, min(self.top, self.cursor))
        top = max(0, min(top, len(self._ids) - height))
        moved, self.top = top != self.top, top
        return moved

    def _moved(self) -> None:
        selected = self.selected_id
        if selected != self._told:
            self._told = selected
            self.post_message(self.CursorMoved(selected))
        self._place_terminal_cursor()
        self._ask()

    def _index_of(self, row_id: int | None, near: int) -> int:
        """Where an id stands; `near`, within the list, when it is gone."""
        if row_id is not None:
            if near < len(self._ids) and self._ids[near] == row_id:
                return near
            try:
                return self._ids.index(row_id)
            except ValueError:
                pass
        return max(0, min(near, len(self._ids) - 1))

    # --- asking for rows

    @property
    def is_whole(self) -> bool:
        """Whether every row is here that is on the screen."""
        return all(row_id in self._rows for row_id in self._visible())

    def _visible(self) -> Sequence[int]:
        return self._ids[self.top : self.top + self.size.height]

    def _window(self, margin: int) -> Sequence[int]:
        return self._ids[max(0, self.top - margin) : self.top + self.size.height + margin]

    def _ask(self) -> None:
        """Ask for what is missing on the screen and around it, as one request; the next page always is here.

        A page that comes before its rows is painted twice: first blank, which costs bytes of its own.
        """
        missing = [row_id for row_id in self._visible() if row_id not in self._rows]
        margin = self.size.height
        if not missing:
            missing = [row_id for row_id in self._window(margin) if row_id not in self._rows]
            margin *= 2
        if missing and not self._asked.issuperset(missing):
            ids = tuple(row_id for row_id in self._window(margin) if row_id not in self._rows)
            self._asked = set(ids)
            self.post_message(self.PageWanted(ids))

    # --- painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = self.top + y
        width = self.size.width
        pens = pens_of(self.app)
        if index >= len(self._ids):
            return paint((), width, pens)
        on_cursor = index == self.cursor
        line: list[Span] = [
            (" >" if on_cursor else "  ", "text"),
            ("x" if self._flags[index] else " ", "warning"),
        ]
        if (row := self._rows.get(self._ids[index])) is not None:
            for column, (_, cells), (text, role) in zip(self._columns, self._places, row.cells, strict=False):
                line.append((cell(text, cells, column.right) + " " * column.gap, role))
        return paint(line, width, pens, "cursor" if on_cursor else "ground")

    def _refresh_row(self, index: int) -> None:
        y = index - self.top
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _place(self) -> None:
        self._places = place(self._columns, self.size.width)

    def _place_terminal_cursor(self) -> None:
        """Screen readers and braille lines follow the terminal's cursor; it is brought to a row's begin cheapest."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(0, self.cursor - self.top)

    def on_resize(self) -> None:
        """Another size: columns, top row and the rows that are needed change with it."""
        self._place()
        self._clamp_top()
        self.refresh()
        self._place_terminal_cursor()
        self._ask()

    def on_focus(self) -> None:
        self._place_terminal_cursor()

    def notify_style_update(self) -> None:
        """Another look: every line is painted anew."""
        super().notify_style_update()
        self.refresh()

    # --- mouse, where it is on

    def on_click(self, event: events.Click) -> None:
        index = self.top + event.y
        if index < len(self._ids):
            self.move_to(index)
            self.post_message(self.Clicked(self._ids[index]))

    def on_mouse_scroll_down(self) -> None:
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        self.move(-3)
