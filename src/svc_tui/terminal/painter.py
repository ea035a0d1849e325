"""Painter: the shortest bytes that turn the picture a terminal shows into the one that is wanted.

It keeps what the terminal shows, where its cursor stands and which pen it holds. Only sequences that every
terminal since the VT220 knows are used. Blanks are cleared in the default background alone, because not
every terminal clears with the current one.
"""

from collections.abc import Callable

from svc_tui.terminal.cells import BLANK, PLAIN, Grid, Pen, Row, is_sure, sure_row
from svc_tui.terminal.pieces import (
    FEWEST_TO_END,
    LONGEST_GAP,
    Piece,
    Stretch,
    pieces_of,
    shifted,
    shifted_texts,
    shortest,
    stretches,
)
from svc_tui.terminal.sequences import clears, csi, drawn, move, pen_change

FEW_ROWS = 7
"""Changed rows up to which the order of the pieces is weighed one by one; its cost grows with their square."""


class Painter:
    """One terminal's picture, cursor and pen."""

    def __init__(self, width: int, height: int, *, newline: str = "\r\n") -> None:
        self.width = width
        self.height = height
        self.newline = newline
        self.shown: list[Row] | None = None
        """Rows on the terminal, None when that is not known."""
        self._x: int | None = None
        self._y: int | None = None
        self._pen: Pen = PLAIN
        self._out: list[str] = []

    def forget(self) -> None:
        """Something else may have written: the next frame starts from a cleared screen."""
        self.shown = None

    def paint(self, wanted: Grid, cursor: tuple[int, int]) -> str:
        """What to send so that the terminal shows `wanted` with its cursor at `cursor`; "" if it does."""
        if (wanted.width, wanted.height) != (self.width, self.height):
            self.width, self.height = wanted.width, wanted.height
            self.forget()
        self._out = []
        if self.shown is None:
            self._out.append("\x1b[m\x1b[H\x1b[2J")
            self._x, self._y, self._pen = 0, 0, PLAIN
            self.shown = [[BLANK] * self.width for _ in range(self.height)]
        changed = [y for y in range(self.height) if self.shown[y] != wanted.rows[y]]
        shown = self._wiped(self.shown, wanted.rows, changed)
        rows = wanted.rows
        ways = [lambda: self._paint_rows(shown, rows), lambda: self._paint_pens(shown, rows)]
        if len(changed) <= FEW_ROWS:
            ways.append(lambda: self._paint_nearest(shown, rows, cursor))
            if texts := shifted_texts(shown, rows, changed):
                ways.append(lambda: self._paint_nearest(self._shift_texts(shown, texts), rows, cursor))
        if len(changed) > 2 and (block := moved_block(shown, rows, changed)):
            ways += [
                lambda: self._paint_rows(self._shift(shown, *block), rows),
                lambda: self._paint_pens(self._shift(shown, *block), rows),
            ]
        self._paint_cheapest(ways)
        for y in changed:
            self.shown[y] = wanted.rows[y].copy()
        self._go(min(cursor[0], self.width - 1), min(cursor[1], self.height - 1))
        return "".join(self._out)

    def _wiped(self, shown: list[Row], wanted: list[Row], changed: list[int]) -> list[Row]:
        """What is shown once rows about whose widths terminals disagree were erased, to be painted whole.

        Where a terminal, or what stands between (mosh, tmux), drew a character wider or narrower than we count, its
        neighbours stand elsewhere than we know: whatever is left of the old row would be residue of it.
        """
        rows = shown
        for y in changed:
            if shown[y] is not wanted[y] and not (sure_row(shown[y]) and sure_row(wanted[y])):
                if rows is shown:
                    rows = list(shown)
                if not clears(self._pen):
                    self._out.append(pen_change(self._pen, PLAIN))
                    self._pen = PLAIN
                self._go(0, y)
                self._out.append("\x1b[2K")
                rows[y] = [BLANK] * self.width
        return rows

    def _paint_cheapest(self, ways: list[Callable[[], None]]) -> None:
        """Try every way of painting, and keep the shortest."""
        before = self._x, self._y, self._pen, self._out
        best: tuple[int, tuple[int | None, int | None, Pen, list[str]]] | None = None
        for way in ways:
            self._x, self._y, self._pen, self._out = *before[:3], []
            way()
            length = sum(map(len, self._out))
            if best is None or length < best[0]:
                best = length, (self._x, self._y, self._pen, self._out)
        assert best is not None
        self._x, self._y, self._pen, out = best[1]
        self._out = before[3] + out

    def _shift(self, shown: list[Row], top: int, bottom: int, by: int) -> list[Row]:
        """Let the terminal move rows `top`..`bottom` up (by < 0) or down; returns what it then shows."""
        self._out.append(pen_change(self._pen, PLAIN))
        self._pen = PLAIN
        whole = bottom == self.height - 1
        if not whole:
            self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
            self._x = self._y = None
        self._go(0, top)
        self._out.append(csi(abs(by), "L" if by > 0 else "M"))
        if not whole:
            self._out.append("\x1b[r")
            self._x = self._y = None
        rows = list(shown)
        fresh = [[BLANK] * self.width for _ in range(abs(by))]
        old = rows[top : bottom + 1]
        rows[top : bottom + 1] = fresh + old[:-by] if by > 0 else old[-by:] + fresh
        return rows

    def _shift_texts(self, shown: list[Row], texts: list[tuple[int, int, int]]) -> list[Row]:
        """Let the terminal push the end of rows to the right or pull it to the left; returns what it then shows."""
        rows = list(shown)
        if not clears(self._pen):
            self._out.append(pen_change(self._pen, PLAIN))
            self._pen = PLAIN
        for y, x, by in texts:
            self._go(x, y)
            self._out.append(csi(abs(by), "@" if by > 0 else "P"))
            rows[y] = shifted(rows[y], x, by)
        return rows

    def _paint_rows(self, shown: list[Row], wanted: list[Row]) -> None:
        for y in range(self.height):
            if shown[y] is not wanted[y] and shown[y] != wanted[y]:
                self._paint_row(y, shown[y], wanted[y])

    def _paint_row(self, y: int, shown: Row, wanted: Row) -> None:
        changed, cleared = self._changes(shown, wanted)
        done = 0
        for x in changed:
            while cleared and cleared[0][0] < x:
                self._clear(*cleared.pop(0), y, wanted)
            if x >= done:
                # Where the right half of a wide character changed, its left half did too, and came first.
                self._reach(x, y, wanted)
                done = self._write(x, wanted)
        for stretch in cleared:
            self._clear(*stretch, y, wanted)

    def _changes(self, shown: Row, wanted: Row) -> tuple[list[int], list[Stretch]]:
        """The columns to write, and the stretches of blanks that are cleared instead."""
        changed = [
            x for x, (old, new) in enumerate(zip(shown, wanted, strict=True)) if old is not new and old != new
        ]
        blanks = [x for x in changed if wanted[x] == BLANK]
        if len(blanks) < FEWEST_TO_END:
            return changed, []
        cleared = list(stretches(blanks, wanted))
        for start, count in cleared:
            changed = [x for x in changed if not start <= x < start + (count or self.width)]
        return changed, cleared

    def _clear(self, x: int, count: int, y: int, wanted: Row) -> None:
        """Clear so many cells, or the rest of the row where `count` is 0."""
        self._reach(x, y, wanted)
        if not clears(self._pen):
            self._out.append(pen_change(self._pen, PLAIN))
            self._pen = PLAIN
        self._out.append(csi(count, "X") if count else "\x1b[K")

    def _paint_pens(self, shown: list[Row], wanted: list[Row]) -> None:
        """Everything of one pen, then of the next one: a colour of 24 bits costs more than a move of the cursor."""
        pieces, cleared = self._all_pieces(shown, wanted)
        by_pen: dict[Pen, list[Piece]] = {}
        for piece in pieces:
            by_pen.setdefault(piece[3], []).append(piece)
        while by_pen:
            pen = min(by_pen, key=lambda new: len(pen_change(self._pen, new)))
            self._put(by_pen.pop(pen), wanted)
            if clears(self._pen):
                self._put(cleared, wanted)
                cleared = []
        self._put(cleared, wanted)

    def _paint_nearest(self, shown: list[Row], wanted: list[Row], cursor: tuple[int, int]) -> None:
        """Always what costs least from here, the move and the pen together."""
        pieces, cleared = self._all_pieces(shown, wanted)
        start = self._x, self._y, self._pen
        self._put(shortest(start, cursor, pieces + cleared, wanted, self.newline), wanted)

    def _all_pieces(self, shown: list[Row], wanted: list[Row]) -> tuple[list[Piece], list[Piece]]:
        """What is to be written and what is to be cleared, top down."""
        pieces: list[Piece] = []
        cleared: list[Piece] = []
        for y in range(self.height):
            if shown[y] is not wanted[y] and shown[y] != wanted[y]:
                changed, stretches_ = self._changes(shown[y], wanted[y])
                pieces += [(y, start, end, pen) for start, end, pen in pieces_of(changed, wanted[y])]
                cleared += [(y, x, -count, PLAIN) for x, count in stretches_]
        return pieces, cleared

    def _put(self, pieces: list[Piece], wanted: list[Row]) -> None:
        """Write and clear these."""
        for y, x, end, _pen in pieces:
            if end > 0:
                self._reach(x, y, wanted[y])
                while x < end:
                    x = self._write(x, wanted[y])
            else:
                self._clear(x, -end, y, wanted[y])

    def _reach(self, x: int, y: int, wanted: Row) -> None:
        """Bring the cursor to a cell: over a short gap by writing its cells again, where that is shorter."""
        if self._y == y and self._x is not None and 0 < x - self._x <= LONGEST_GAP:
            jump = move(self._x, y, x, y, self.newline)
            gap = wanted[self._x : x]
            if all(len(text) == 1 and is_sure(text) for text, _ in gap):
                bytes_again, pen = 0, self._pen
                for cell in (*gap, wanted[x]):
                    change, pen = drawn(pen, cell)
                    bytes_again += len(change) + len(cell[0].encode())
                bytes_again -= len(wanted[x][0].encode())
                if bytes_again <= len(jump) + len(drawn(self._pen, wanted[x])[0]):
                    for at in range(self._x, x):
                        self._write(at, wanted)
                    return
        self._go(x, y)

    def _write(self, x: int, wanted: Row) -> int:
        """Write the cell at `x`, where the cursor stands; returns the column after it."""
        cell = wanted[x]
        text, pen = cell
        if pen is not self._pen:
            change, self._pen = drawn(self._pen, cell)
            if change:
                self._out.append(change)
        after = x + 2 if x + 1 < self.width and wanted[x + 1][0] == "" else x + 1
        if not text.isascii() and not is_sure(text):
            # Terminals differ about such a character: blank its place, then trust no column after it.
            if after - x == 2:
                self._out.append(f"  \x1b[{x + 1}G")
            self._x = None
        else:
            self._x = after if after < self.width else None
        self._out.append(text)
        return after

    def _go(self, x: int, y: int) -> None:
        self._out.append(move(self._x, self._y, x, y, self.newline))
        self._x, self._y = x, y


def moved_block(shown: list[Row], wanted: list[Row], changed: list[int]) -> tuple[int, int, int] | None:
    """Rows that seem to have moved: (top, bottom, by), the block with the most text that need not be sent.

    Rows match by their text, because the row under the cursor moves too and changes its pens.
    """
    first, last = changed[0], changed[-1]
    before = ["".join([text for text, _ in shown[y]]).rstrip() for y in range(first, last + 1)]
    after = ["".join([text for text, _ in wanted[y]]).rstrip() for y in range(first, last + 1)]
    height = len(before)
    best: tuple[int, int, int] | None = None
    best_gain = 1
    for by in range(1 - height, height):
        if by == 0:
            continue
        run_gain = 0
        start: int | None = None
        for y in range(max(0, by), min(height, height + by)):
            if before[y - by] and before[y - by] == after[y]:
                start = y if start is None else start
                run_gain += before[y] != after[y]
                if run_gain > best_gain:
                    best_gain = run_gain
                    best = (min(start, start - by), max(y, y - by), by)
            elif after[y] != before[y - by]:
                start, run_gain = None, 0
    if best is None:
        return None
    return first + best[0], first + best[1], best[2]
