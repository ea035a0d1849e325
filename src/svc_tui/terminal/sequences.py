"""Sequences: the shortest bytes that move a terminal's cursor and turn one pen into another.

Only what every terminal since the VT220 knows.
"""

from functools import lru_cache

from svc_tui.terminal.cells import BOLD, DIM, INK_ATTRS, Cell, Pen

KEPT = 1024
"""Sequences that are known at once: more would fill for a whole day, and save a microsecond now and then."""
SGR_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
SGR_OFF = {0: "22", 1: "22", 2: "23", 3: "24", 4: "25", 6: "27", 7: "28", 8: "29"}
"""Codes that switch one attribute off; the others need a reset."""


@lru_cache(KEPT)
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


def csi(number: int, final: str) -> str:
    return f"\x1b[{final}" if number == 1 else f"\x1b[{number}{final}"


def _across(x: int, to: int) -> str:
    """Move inside a row from a known column."""
    if to == x:
        return ""
    if to > x:
        return csi(to - x, "C")
    back = "\b" * (x - to) if x - to <= 4 else csi(x - to, "D")
    return min(back, "\r" + _across(0, to), key=len)


@lru_cache(KEPT)
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
            ways.append((csi(down, "B") if down > 0 else csi(-down, "A")) + _across(x, to_x))
        if 0 < down <= 3:
            ways.append(newline * down + _across(0, to_x))
    return min(ways, key=lambda way: len(way) + way.count("\n"))


@lru_cache(KEPT)
def drawn(pen: Pen, cell: Cell) -> tuple[str, Pen]:
    """The change of pen that a cell needs, and the pen after it; a blank asks for less than a letter."""
    text, new = cell
    if text == " " and not new.attrs:
        if pen.attrs & ~INK_ATTRS == 0:
            new = Pen(pen.attrs, pen.fg, new.bg)
        elif len(pen_change(pen, Pen(0, pen.fg, new.bg))) < len(pen_change(pen, new)):
            new = Pen(0, pen.fg, new.bg)
    return pen_change(pen, new), new


def clears(pen: Pen) -> bool:
    """Whether the rest of a row is cleared to plain blanks under this pen."""
    return not pen.bg and not pen.attrs & ~INK_ATTRS
