"""Painter: the shortest bytes that turn the picture a terminal shows into the one that is wanted.

It keeps what the terminal shows, where its cursor stands and which pen it holds. Only sequences that every
terminal since the VT220 knows are used. Blanks are cleared in the default background alone, because not
every terminal clears with the current one.
"""

from collections.abc import Callable
from functools import lru_cache

from svc_tui.terminal.cells import BLANK, BOLD, DIM, INK_ATTRS, PLAIN, Cell, Grid, Pen, Row, is_sure

SGR_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
SGR_OFF = {0: "22", 1: "22", 2: "23", 3: "24", 4: "25", 6: "27", 7: "28", 8: "29"}
"""Codes that switch one attribute off; the others need a reset."""

LONGEST_GAP = 8
"""Equal cells that may be written again rather than jumped over."""


@lru_cache(4096)
def pen_change(now: Pen, new: Pen) -> str:
    """The shortest SGR sequence that turns one pen into another."""
    if now == new:
        return ""
    colours = [code or default for code, held, default in _colours(now, new) if code != held]
    off, on = now.attrs & ~new.attrs, new.attrs & ~now.attrs
    whole = ["", *_on(new.attrs), *(code for code in (new.fg, new.bg) if code)]
    restart = "\x1b[" + ";".join(whole) + "m"
    bits = [bit for bit in range(13) if off & 1 << bit]
    if any(bit not in SGR_OFF for bit in bits):
        return restart
    if off & (BOLD | DIM):
        on |= new.attrs & (BOLD | DIM)
    step = "\x1b[" + ";".join([*dict.fromkeys(SGR_OFF[bit] for bit in bits), *_on(on), *colours]) + "m"
    return min(step, restart, key=len)


def _colours(now: Pen, new: Pen) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    return (new.fg, now.fg, "39"), (new.bg, now.bg, "49")


def _on(attrs: int) -> list[str]:
    return [SGR_ON[bit] for bit in range(13) if attrs & 1 << bit]


def _csi(number: int, final: str) -> str:
    return f"\x1b[{final}" if number == 1 else f"\x1b[{number}{final}"


def _across(x: int, to: int) -> str:
    """Move inside a row from a known column."""
    if to == x:
        return ""
    if to > x:
        return _csi(to - x, "C")
    back = "\b" * (x - to) if x - to <= 4 else _csi(x - to, "D")
    return min(back, "\r" + _across(0, to), key=len)


@lru_cache(16384)
def move(x: int | None, y: int | None, to_x: int, to_y: int, newline: str) -> str:
    """The shortest way for the cursor; `x` or `y` is None where it is not known.

    `newline` is what the line turns into a carriage return and a line feed.
    """
    if (x, y) == (to_x, to_y):
        return ""
    column = "" if to_x == 0 else f";{to_x + 1}"
    ways = [f"\x1b[{'' if to_y == 0 and not column else to_y + 1}{column}H"]
    if y is not None:
        down = to_y - y
        if down == 0:
            ways.append("\r" + _across(0, to_x))
            if x is not None:
                ways.append(_across(x, to_x))
        elif x is not None:
            ways.append((_csi(down, "B") if down > 0 else _csi(-down, "A")) + _across(x, to_x))
        if 0 < down <= 3:
            ways.append(newline * down + _across(0, to_x))
    return min(ways, key=lambda way: len(way) + way.count("\n"))


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
        shown = self.shown
        ways = [lambda: self._paint_rows(shown, wanted.rows), lambda: self._paint_pens(shown, wanted.rows)]
        if len(changed) > 2 and (block := moved_block(shown, wanted.rows, changed)):
            ways += [
                lambda: self._paint_rows(self._shift(*block), wanted.rows),
                lambda: self._paint_pens(self._shift(*block), wanted.rows),
            ]
        self._paint_cheapest(ways)
        for y in changed:
            self.shown[y] = wanted.rows[y].copy()
        self._go(min(cursor[0], self.width - 1), min(cursor[1], self.height - 1))
        return "".join(self._out)

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

    def _shift(self, top: int, bottom: int, by: int) -> list[Row]:
        """Let the terminal move rows `top`..`bottom` up (by < 0) or down; returns what it then shows."""
        assert self.shown is not None
        self._out.append(pen_change(self._pen, PLAIN))
        self._pen = PLAIN
        whole = bottom == self.height - 1
        if not whole:
            self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
            self._x = self._y = None
        self._go(0, top)
        self._out.append(_csi(abs(by), "L" if by > 0 else "M"))
        if not whole:
            self._out.append("\x1b[r")
            self._x = self._y = None
        rows = list(self.shown)
        fresh = [[BLANK] * self.width for _ in range(abs(by))]
        old = rows[top : bottom + 1]
        rows[top : bottom + 1] = fresh + old[:-by] if by > 0 else old[-by:] + fresh
        return rows

    def _paint_rows(self, shown: list[Row], wanted: list[Row]) -> None:
        for y in range(self.height):
            if shown[y] is not wanted[y] and shown[y] != wanted[y]:
                self._paint_row(y, shown[y], wanted[y])

    def _paint_row(self, y: int, shown: Row, wanted: Row) -> None:
        changed, clear = self._changes(shown, wanted)
        done = 0
        for x in changed:
            if x >= done:
                # Where the right half of a wide character changed, its left half did too, and came first.
                self._reach(x, y, wanted)
                done = self._write(x, wanted)
        if clear is not None:
            self._clear(clear, y, wanted)

    def _changes(self, shown: Row, wanted: Row) -> tuple[list[int], int | None]:
        """The columns to write, and the one from which the rest of the row is cleared instead."""
        changed = [
            x for x, (old, new) in enumerate(zip(shown, wanted, strict=True)) if old is not new and old != new
        ]
        tail = self.width
        while tail and wanted[tail - 1] == BLANK:
            tail -= 1
        clear = [x for x in changed if x >= tail]
        if clear and clear[-1] - clear[0] >= 3:
            return changed[: len(changed) - len(clear)], clear[0]
        return changed, None

    def _clear(self, x: int, y: int, wanted: Row) -> None:
        self._reach(x, y, wanted)
        if not _clears(self._pen):
            self._out.append(pen_change(self._pen, PLAIN))
            self._pen = PLAIN
        self._out.append("\x1b[K")

    def _paint_pens(self, shown: list[Row], wanted: list[Row]) -> None:
        """Everything of one pen, then of the next one: a colour of 24 bits costs more than a move of the cursor."""
        pieces: dict[Pen, list[tuple[int, int, int]]] = {}
        clears: list[tuple[int, int]] = []
        for y in range(self.height):
            if shown[y] is not wanted[y] and shown[y] != wanted[y]:
                changed, clear = self._changes(shown[y], wanted[y])
                for start, end, pen in _pieces(changed, wanted[y]):
                    pieces.setdefault(pen, []).append((y, start, end))
                if clear is not None:
                    clears.append((clear, y))
        while pieces:
            pen = min(pieces, key=lambda new: len(pen_change(self._pen, new)))
            for y, x, end in pieces.pop(pen):
                self._reach(x, y, wanted[y])
                while x < end:
                    x = self._write(x, wanted[y])
            while clears and _clears(self._pen):
                self._clear(*clears[0], wanted[clears.pop(0)[1]])
        for x, y in clears:
            self._clear(x, y, wanted[y])

    def _reach(self, x: int, y: int, wanted: Row) -> None:
        """Bring the cursor to a cell: over a short gap by writing its cells again, where that is shorter."""
        if self._y == y and self._x is not None and 0 < x - self._x <= LONGEST_GAP:
            jump = move(self._x, y, x, y, self.newline)
            gap = wanted[self._x : x]
            if all(len(text) == 1 and is_sure(text) for text, _ in gap):
                bytes_again, pen = 0, self._pen
                for cell in (*gap, wanted[x]):
                    change, pen = _drawn(pen, cell)
                    bytes_again += len(change) + len(cell[0].encode())
                bytes_again -= len(wanted[x][0].encode())
                if bytes_again <= len(jump) + len(_drawn(self._pen, wanted[x])[0]):
                    for at in range(self._x, x):
                        self._write(at, wanted)
                    return
        self._go(x, y)

    def _write(self, x: int, wanted: Row) -> int:
        """Write the cell at `x`, where the cursor stands; returns the column after it."""
        cell = wanted[x]
        text, pen = cell
        if pen is not self._pen:
            change, self._pen = _drawn(self._pen, cell)
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


@lru_cache(16384)
def _drawn(pen: Pen, cell: Cell) -> tuple[str, Pen]:
    """The change of pen that a cell needs, and the pen after it; a blank asks for less than a letter."""
    text, new = cell
    if text == " " and not new.attrs:
        if pen.attrs & ~INK_ATTRS == 0:
            new = Pen(pen.attrs, pen.fg, new.bg)
        elif len(pen_change(pen, Pen(0, pen.fg, new.bg))) < len(pen_change(pen, new)):
            new = Pen(0, pen.fg, new.bg)
    return pen_change(pen, new), new


def _clears(pen: Pen) -> bool:
    """Whether the rest of a row is cleared to plain blanks under this pen."""
    return not pen.bg and not pen.attrs & ~INK_ATTRS


def _pieces(changed: list[int], row: Row) -> list[tuple[int, int, Pen]]:
    """Changed columns as pieces of one pen: (start, end, pen); blanks go with what stands before or after them."""
    found: list[tuple[int, int, Pen]] = []
    for x in changed:
        text, pen = row[x]
        if found and found[-1][1] == x:
            start, _end, held = found[-1]
            if pen is held or pen == held or text == "" or (text == " " and _hides(pen, held)):
                found[-1] = start, x + 1, held
                continue
            if all(cell == " " and _hides(own, pen) for cell, own in row[start:x]):
                found[-1] = start, x + 1, pen
                continue
        found.append((x, x + 1, pen))
    return found


def _hides(blank: Pen, pen: Pen) -> bool:
    """Whether a blank of one pen looks the same when it is written with another."""
    return not blank.attrs and blank.bg == pen.bg and not pen.attrs & ~INK_ATTRS


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
