"""Cells: the text of a screen as a terminal stores it, one (text, pen) pair a column.

Also the last gate: whatever the text, a cell holds printable characters only, so that no byte of a user's
text can act on a terminal. Knows nothing of Textual; how cells are sent is `painter.py`.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size, split_graphemes

BOLD, DIM, ITALIC, UNDERLINE, BLINK = 1, 2, 4, 8, 16
REVERSE, CONCEAL, STRIKE = 64, 128, 256
INK_ATTRS = BOLD | DIM | ITALIC
"""Attributes that change nothing on a blank cell."""

SUBSTITUTE, ASCII_SUBSTITUTE = "�", "?"
MOST_MARKS = 4
"""Combining marks that one base may carry."""


class Pen(NamedTuple):
    """How a cell is drawn, already in the terminal's colour system."""

    attrs: int = 0
    """Bits in the order of Rich's styles: bold, dim, italic, underline, blink, ..."""
    fg: str = ""
    """SGR parameters of the foreground, "" for the terminal's own."""
    bg: str = ""
    """SGR parameters of the background, "" for the terminal's own."""


Cell = tuple[str, Pen]
"""Text and pen of one column. The right half of a wide character is ("", pen)."""
Row = list[Cell]

PLAIN = Pen()
BLANK: Cell = (" ", PLAIN)

_SURE_RANGES = (
    (0x20, 0x7E),  # Latin, Greek, Cyrillic
    (0xA1, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x48A, 0x52F),
    (0x2010, 0x2015),  # dashes, quotes, bullets, ellipsis
    (0x2018, 0x2027),
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),  # currency
    (0x2190, 0x2193),  # arrows
    (0x2500, 0x25A1),  # lines, blocks, squares
    (0x2800, 0x28FF),  # braille
    (0x3001, 0x3029),  # CJK, kana, full-width forms
    (0x3041, 0x3096),
    (0x30A1, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF60),
)

_ASCII_RANGES = (
    ("─━┄┅┈┉╌╍╴╶╸╺╼╾⎯▁▔▂⎺⎻⎼⎽‐‑‒–—―−", "-"),
    ("═", "="),
    ("│┃┆┇┊┋╎╏╵╷╹╻╽╿║▏▎▍▌▋▊▉▐▕▖▗▘▝", "|"),
    ("╱", "/"),
    ("╲", "\\"),
    ("╳✗✘✕×☒", "x"),
    ("▀▄█▃▅▆▇■▪▮▬▓▙▚▛▜▞▟", "#"),
    ("░", "."),
    ("▒", ":"),
    ("□▢▫☐", "o"),
    ("←◀◂◁‹«⇐⬅", "<"),
    ("→▶▸▷›»⇒➜⮕", ">"),
    ("↑▲▴△⇑", "^"),
    ("↓▼▾▽⇓✓✔☑", "v"),
    ("↔↕⇔⇕•●∙⬤◆✎", "*"),
    ("○◯◦◇", "o"),
    ("·…", "."),
    ("‘’‚′", "'"),
    ("“”„″", '"'),
    ("€", "E"),
    ("£", "L"),
    ("ß", "s"),
    ("ØÖ", "O"),
    ("øö", "o"),
    ("Æ", "A"),
    ("æ", "a"),
)
_ASCII = {char: plain for chars, plain in _ASCII_RANGES for char in chars}


@lru_cache(4096)
def is_sure(text: str) -> bool:
    """Whether every terminal agrees about the width of this cell's text."""
    base = ord(text[0]) if text else 0x20
    if not any(low <= base <= high for low, high in _SURE_RANGES):
        return False
    return all(0x300 <= ord(mark) <= 0x36F for mark in text[1:])


def sure_row(row: Row) -> bool:
    """Whether every terminal agrees about the columns of this row."""
    return all(text.isascii() or is_sure(text) for text, _pen in row)


@lru_cache(4096)
def _plain(char: str) -> str:
    """One ASCII character in place of any printable one."""
    if char in _ASCII:
        return _ASCII[char]
    if 0x2500 <= ord(char) <= 0x257F:
        return "+"
    first = unicodedata.normalize("NFKD", char)[0]
    return first if " " <= first <= "~" else ASCII_SUBSTITUTE


def _safe(grapheme: str, width: int, ascii_only: bool) -> str:
    """Printable text for one cell (or two, when wide); "" asks for blanks."""
    base = grapheme[0]
    if unicodedata.category(base) == "Zs":
        return ""
    if not base.isprintable() or get_character_cell_size(base) == 0:
        return SUBSTITUTE if width == 1 and not ascii_only else ASCII_SUBSTITUTE * width
    if ascii_only:
        return _plain(base) + " " * (width - 1)
    marks = grapheme[1:]
    if not marks:
        return base
    if all(mark.isprintable() and get_character_cell_size(mark) == 0 for mark in marks):
        return base + marks[:MOST_MARKS]
    return base if get_character_cell_size(base) == width else base + " " * (width - 1)


def _pieces(text: str, ascii_only: bool) -> Iterable[tuple[str, int]]:
    """Safe text piece by piece, each with the cells it takes; zero-width strays are dropped."""
    for start, end, width in split_graphemes(text)[0]:
        if width:
            piece = _safe(text[start:end], width, ascii_only) or " " * width
            if len(piece) == width and piece.isascii():
                yield from ((char, 1) for char in piece)
            else:
                yield piece, width


@lru_cache(1024)
def safe_text(text: str, ascii_only: bool = False) -> str:
    """The text as it may be sent, of the same width in cells."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(piece for piece, _ in _pieces(text, ascii_only))


@lru_cache(512)
def blank_pen(pen: Pen) -> Pen:
    """What of a pen can be seen on a blank."""
    if pen.attrs & ~INK_ATTRS:
        return pen
    return Pen(0, "", pen.bg)


@lru_cache(1024)
def cells_of(text: str, pen: Pen, ascii_only: bool = False) -> tuple[Cell, ...]:
    """The cells of a text drawn with one pen."""
    blank: Cell = (" ", blank_pen(pen))
    if text.isascii() and text.isprintable():
        return tuple([blank if char == " " else (char, pen) for char in text])
    cells: list[Cell] = []
    for piece, width in _pieces(text, ascii_only):
        if piece == " ":
            cells.append(blank)
        else:
            cells.append((piece, pen))
            if width == 2:
                cells.append(("", pen))
    return tuple(cells)


class Grid:
    """The picture that is wanted: rows of cells, painted strip by strip."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows: list[Row] = [[BLANK] * width for _ in range(height)]

    def put(self, x: int, y: int, cells: Iterable[Cell]) -> None:
        """Paint cells from column `x` of row `y`; no wide character is left in half."""
        if not 0 <= y < self.height or x >= self.width:
            return
        row = self.rows[y]
        new = list(cells)[: self.width - x] if x >= 0 else list(cells)[-x : self.width - x]
        start = max(0, x)
        end = start + len(new)
        if not new:
            return
        row[start:end] = new
        for edge in (start, end):
            self._mend(row, edge)

    def _mend(self, row: Row, at: int) -> None:
        """Turn the halves of a wide character that was cut at `at` into blanks."""
        left_is_head = at > 0 and row[at - 1][0] != "" and self._is_wide(row[at - 1][0])
        right_is_tail = at < self.width and row[at][0] == ""
        if right_is_tail and not left_is_head:
            row[at] = (" ", blank_pen(row[at][1]))
        elif left_is_head and not right_is_tail:
            row[at - 1] = (" ", blank_pen(row[at - 1][1]))

    @staticmethod
    def _is_wide(text: str) -> bool:
        return not text.isascii() and _width(text) == 2

    def resized(self, width: int, height: int) -> "Grid":
        """A grid of another size that keeps what fits."""
        other = Grid(width, height)
        for y, row in enumerate(self.rows[:height]):
            other.put(0, y, row)
        return other


@lru_cache(4096)
def _width(text: str) -> int:
    return split_graphemes(text)[1]
