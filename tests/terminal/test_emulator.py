"""The quick screen of the tests shows what pyte's own shows, whatever is sent and however it is cut into pieces."""

import pyte
from hypothesis import example, given
from hypothesis import strategies as st

from tests.terminal.emulator import QuickScreen, QuickStream

PIECES = (
    "plain text", "a row that is longer than the screen is wide", "─│┌", "è", "日本", "e\u0301", "\u200b", "\x9b3C",
    "\r", "\n", "\b", "\t", "\x0e", "\x0f", "\x7f", "\x1b(0", "\x1b%@", "\x1b%G", "\x1bM", "\x1b7", "\x1b8", "\x1bc",
    "\x1b[m", "\x1b[0m", "\x1b[1;31m", "\x1b[38;2;1;2;3;48;5;17m", "\x1b[7;4;9m", "\x1b[38;5m", "\x1b[;1m",
    "\x1b[H", "\x1b[3;9H", "\x1b[;4H", "\x1b[2J", "\x1b[K", "\x1b[1K", "\x1b[3C", "\x1b[99999D", "\x1b[2A", "\x1b[B",
    "\x1b[4h", "\x1b[4l", "\x1b[?7l", "\x1b[?7h", "\x1b[?5h", "\x1b[?5l", "\x1b[?25l", "\x1b[2;4r", "\x1b[2@",
    "\x1b[3P", "\x1b[2L", "\x1b[M", "\x1b[4X", "\x1b[5G", "\x1b[2d", "\x1b[6\rn", "\x1b[1\x18", "\x1b]0;title\x07",
)  # fmt: skip
SIZE = (20, 5)


def state(screen: pyte.Screen) -> object:
    """All that can be seen of a screen, and where its cursor and its pen are."""
    columns, rows = SIZE
    cells = [[screen.buffer[y][x] for x in range(columns)] for y in range(rows)]
    cursor = screen.cursor
    return cells, (cursor.x, cursor.y, cursor.attrs, cursor.hidden), screen.mode, screen.title, screen.dirty


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.integers(1, 40))
@example([*PIECES], 7)
def test_the_quick_screen_shows_what_the_plain_one_shows(pieces: list[str], cut: int) -> None:
    plain, quick = pyte.Screen(*SIZE), QuickScreen(*SIZE)
    plainly, quickly = pyte.ByteStream(plain), QuickStream(quick)
    data = "".join(pieces).encode()
    for start in range(0, len(data), cut):
        plainly.feed(data[start : start + cut])
        quickly.feed(data[start : start + cut])
        assert state(quick) == state(plain)
