"""The painter's bytes, read by an independent emulator, give the wanted picture."""

import unicodedata

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.terminal.cells import BOLD, DIM, REVERSE, UNDERLINE, Cell, Grid, Pen, blank_pen, cells_of
from svc_tui.terminal.painter import Painter
from svc_tui.terminal.sequences import move, pen_change
from tests.amounts import many
from tests.terminal.emulator import QuickScreen, QuickStream

WIDTH, HEIGHT = 24, 8
COLOURS = {"": "default", "31": "red", "38;2;16;20;24": "101418", "38;5;196": "ff0000"}
GROUNDS = {"": "default", "44": "blue", "48;2;29;58;87": "1d3a57"}

pens = st.builds(
    Pen,
    st.sampled_from([0, 0, BOLD, UNDERLINE, REVERSE, BOLD | REVERSE, 4 | BOLD, 256]),
    st.sampled_from(sorted(COLOURS)),
    st.sampled_from(sorted(GROUNDS)),
)
pieces = st.sampled_from(["a", "b", " ", " ", "   ", "z", "è", "─", "漢", "字", "가", "é", "ä́"])
texts = st.lists(pieces, max_size=WIDTH + 4).map("".join) | st.just(" " * WIDTH)
Stroke = tuple[int, int, str, Pen]
strokes = st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), texts, pens), max_size=12)


def grid_of(what: list[Stroke], base: Grid | None = None) -> Grid:
    grid = base.resized(WIDTH, HEIGHT) if base else Grid(WIDTH, HEIGHT)
    for x, y, text, pen in what:
        grid.put(x, y, cells_of(text, pen))
    return grid


class Emulator:
    """pyte, read back as cells."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.screen = QuickScreen(width, height)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self.screen.set_mode(pyte.modes.LNM)
        self.stream = QuickStream(self.screen)

    def feed(self, data: str) -> None:
        self.stream.feed(data.encode())

    def rows(self) -> list[list[tuple[str, tuple[object, ...]]]]:
        found = []
        for y in range(self.screen.lines):
            line = self.screen.buffer[y]
            row = []
            for x in range(self.screen.columns):
                char = line[x]
                ink = (char.underscore, char.reverse, char.strikethrough)
                look: tuple[object, ...] = (char.bg, *ink)
                if char.data != " " or any(ink):
                    look += (char.fg, char.bold, char.italics)
                row.append((unicodedata.normalize("NFC", char.data), look))
            found.append(row)
        return found


def looked(cell: Cell) -> tuple[str, tuple[object, ...]]:
    text, pen = unicodedata.normalize("NFC", cell[0]), cell[1]
    ink = (bool(pen.attrs & UNDERLINE), bool(pen.attrs & REVERSE), bool(pen.attrs & 256))
    look: tuple[object, ...] = (GROUNDS[pen.bg], *ink)
    if text != " " or any(ink):
        look += (COLOURS[pen.fg], bool(pen.attrs & BOLD), bool(pen.attrs & 4))
    return text, look


def same(emulator: Emulator, grid: Grid) -> None:
    shown = emulator.rows()
    for y in range(grid.height):
        for x in range(grid.width):
            text, look = looked(grid.rows[y][x])
            if text == "":
                assert shown[y][x][0] == "", (x, y)
            else:
                assert (shown[y][x][0], shown[y][x][1]) == (text, look), (x, y)


@settings(max_examples=many(60), deadline=None)
@given(st.lists(strokes, min_size=1, max_size=4), st.booleans())
def test_any_sequence_of_pictures_arrives(pictures: list[list[Stroke]], keep: bool) -> None:
    emulator, painter, grid = Emulator(), Painter(WIDTH, HEIGHT, newline="\n"), Grid(WIDTH, HEIGHT)
    for picture in pictures:
        grid = grid_of(picture, grid if keep else None)
        emulator.feed(painter.paint(grid, (3, 2)))
        same(emulator, grid)
        assert (emulator.screen.cursor.x, emulator.screen.cursor.y) == (3, 2)
        assert painter.paint(grid, (3, 2)) == ""


@settings(max_examples=many(40), deadline=None)
@given(
    st.lists(st.text("abc漢 è", min_size=4, max_size=20), min_size=HEIGHT * 2, max_size=HEIGHT * 2),
    st.integers(-5, 5),
    st.integers(0, HEIGHT - 1),
    st.integers(0, 2),
)
def test_a_list_that_scrolls_under_its_cursor_arrives(lines: list[str], by: int, at: int, bar: int) -> None:
    emulator, painter = Emulator(), Painter(WIDTH, HEIGHT, newline="\n")
    for offset in (5, 5 + by):
        grid = Grid(WIDTH, HEIGHT)
        for y in range(HEIGHT):
            grid.put(0, y, cells_of(f"bar {y}", Pen(0, "", "44")))
        for y in range(bar, HEIGHT - bar):
            pen = Pen(REVERSE, "", "") if y == at else Pen(0, "31", "44")
            grid.put(0, y, cells_of(lines[(y + offset) % len(lines)].ljust(WIDTH)[:WIDTH], pen))
        emulator.feed(painter.paint(grid, (0, at)))
        same(emulator, grid)


def test_a_shorter_sentence_before_something_that_stays_is_erased_not_overwritten() -> None:
    painter, emulator = Painter(80, 24), Emulator(80, 24)
    first, second = Grid(80, 24), Grid(80, 24)
    for grid, words in ((first, "What was noted last is a long sentence"), (second, "Nothing")):
        grid.put(1, 5, cells_of(words.ljust(50) + "stays", Pen()))
    emulator.feed(painter.paint(first, (0, 0)))
    sent = painter.paint(second, (0, 0))
    assert len(sent) < 35
    emulator.feed(sent)
    assert emulator.screen.display[5].rstrip() == " " + "Nothing".ljust(50) + "stays"


def test_what_stands_behind_a_shorter_word_is_pulled_nearer_not_sent_again() -> None:
    painter, emulator = Painter(80, 24), Emulator(80, 24)
    first, second = Grid(80, 24), Grid(80, 24)
    for grid, words in ((first, "10213: priority high  (u undo)"), (second, "10213: priority low  (u undo)")):
        grid.put(1, 22, cells_of(words, Pen()))
    emulator.feed(painter.paint(first, (0, 0)))
    sent = painter.paint(second, (0, 0))
    assert "undo" not in sent
    emulator.feed(sent)
    assert emulator.screen.display[22].rstrip() == " 10213: priority low  (u undo)"


def test_few_pieces_are_sent_in_an_order_that_saves_moves_and_pens() -> None:
    grey, red = Pen(0, "90", ""), Pen(0, "31", "")
    painter, grid = Painter(80, 24), Grid(80, 24)
    painter.paint(grid, (0, 0))
    for y in (10, 11, 12):
        grid.put(0, y, cells_of("due by", grey))
        grid.put(30, y, cells_of("late", red))
    assert len(painter.paint(grid, (0, 13))) <= 82


def two_rows(cursor: int) -> Grid:
    """Two calls as the inbox shows them, the cursor on the first or on the second."""
    grid = Grid(80, 24)
    text, pale, late, soon = "38;5;254", "38;5;245", "38;5;210", "38;5;222"
    rows = (
        ("10243", "-22h04", late, "Birrificio Tre Ro… Racking takes twice th…", "luca"),
        ("10220", "  0h45", soon, "Studio Neri        No milk foam", "fabio"),
    )
    for y, (number, left, due, words, who) in enumerate(rows):
        on_cursor = y == cursor
        ground, quiet = "48;5;237" if on_cursor else "", text if on_cursor else pale
        grid.put(0, y, cells_of((" >" if on_cursor else "").ljust(80), Pen(0, text, ground)))
        grid.put(3, y, cells_of(number, Pen(1, text, ground)))
        grid.put(11, y, cells_of(left, Pen(int(due == late), due, ground)))
        grid.put(19, y, cells_of("L  open", Pen(0, quiet, ground)))
        grid.put(31, y, cells_of(words, Pen(0, text, ground)))
        grid.put(74, y, cells_of(who, Pen(0, quiet, ground)))
    return grid


def test_a_cursor_key_sends_no_pen_twice_that_another_order_spares() -> None:
    painter = Painter(80, 24, newline="\n")
    painter.paint(two_rows(0), (0, 0))
    assert len(painter.paint(two_rows(1), (0, 1))) <= 246
    assert len(painter.paint(two_rows(0), (0, 0))) <= 246


def test_a_scrolled_list_costs_less_than_two_rows() -> None:
    painter = Painter(80, 24)

    def page(first: int) -> Grid:
        grid = Grid(80, 24)
        grid.put(0, 0, cells_of("head".ljust(80), Pen(0, "", "44")))
        for y in range(1, 23):
            grid.put(0, y, cells_of(f"{first + y:05d} call of customer {first + y:05d}".ljust(80), Pen()))
        grid.put(0, 23, cells_of("keys".ljust(80), Pen(0, "", "44")))
        return grid

    painter.paint(page(0), (0, 1))
    sent = painter.paint(page(1), (0, 1))
    assert len(sent) < 80
    assert sent.startswith("\x1b[m\x1b[2;23r"), (
        "fresh rows get the ground of the pen: it must be the terminal's own"
    )
    assert len(painter.paint(page(0), (0, 1))) < 80


def test_a_forgotten_screen_is_painted_whole() -> None:
    painter, grid = Painter(WIDTH, HEIGHT), grid_of([(2, 2, "hello", Pen())])
    painter.paint(grid, (0, 0))
    painter.forget()
    again = painter.paint(grid, (0, 0))
    assert "\x1b[2J" in again
    assert "hello" in again


def test_another_size_starts_over() -> None:
    painter = Painter(WIDTH, HEIGHT)
    painter.paint(grid_of([(2, 2, "hello", Pen())]), (0, 0))
    wide = Grid(40, 10)
    wide.put(1, 1, cells_of("wide", Pen()))
    emulator = Emulator(40, 10)
    emulator.feed(painter.paint(wide, (0, 0)))
    same(emulator, wide)


@pytest.mark.parametrize(
    ("now", "new", "bytes_"),
    [
        (Pen(), Pen(0, "31", ""), "\x1b[31m"),
        (Pen(BOLD, "31", ""), Pen(), "\x1b[m"),
        (Pen(REVERSE, "31", "44"), Pen(0, "31", "44"), "\x1b[27m"),
        (Pen(BOLD | DIM, "", ""), Pen(DIM, "", ""), "\x1b[;2m"),
        (Pen(0, "31", "44"), Pen(0, "", "44"), "\x1b[39m"),
    ],
)
def test_a_pen_changes_by_the_fewest_bytes(now: Pen, new: Pen, bytes_: str) -> None:
    assert pen_change(now, new) == bytes_


@pytest.mark.parametrize(
    ("start", "to", "bytes_"),
    [
        ((5, 5), (5, 5), ""),
        ((5, 5), (6, 5), "\x1b[C"),
        ((5, 5), (4, 5), "\b"),
        ((50, 5), (0, 5), "\r"),
        ((50, 5), (0, 6), "\n"),
        ((50, 5), (50, 4), "\x1b[A"),
        ((50, 5), (0, 0), "\x1b[H"),
        ((None, None), (9, 9), "\x1b[10;10H"),
        ((None, 9), (0, 9), "\r"),
    ],
)
def test_the_cursor_takes_the_shortest_way(start: tuple[int, int], to: tuple[int, int], bytes_: str) -> None:
    assert move(*start, *to, "\n") == bytes_


def test_a_blank_tail_is_cleared_not_written() -> None:
    painter = Painter(80, 2)
    painter.paint(grid_of([(0, 0, "x" * 80, Pen())]).resized(80, 2), (0, 0))
    grid = Grid(80, 2)
    grid.put(0, 0, cells_of("x" * 80, Pen()))
    painter.paint(grid, (0, 0))
    assert painter.paint(Grid(80, 2), (0, 0)) == "\x1b[K"


def test_blanks_show_nothing_of_the_ink() -> None:
    assert blank_pen(Pen(BOLD, "31", "44")) == Pen(0, "", "44")
    assert blank_pen(Pen(UNDERLINE, "31", "44")) == Pen(UNDERLINE, "31", "44")


UNSURE = ("👍🏽", "1\u20e3", "नि", "क्ष", "👩‍💻", "☎", "🇮🇹", "😀")


@pytest.mark.parametrize("text", UNSURE)
@pytest.mark.parametrize("wider", [-1, 0, 1])
def test_where_terminals_disagree_about_a_width_no_residue_is_left(
    text: str, wider: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal that counts the character wider or narrower than we do shows its neighbours whole all the same."""
    counts = pyte.screens.wcwidth

    def other(char: str) -> int:
        width = int(counts(char))
        return max(0, min(2, width + wider)) if not char.isascii() else width

    monkeypatch.setattr(pyte.screens, "wcwidth", other)
    painter, screen = Painter(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)

    def cells(y: int, start: int = 0, end: int = WIDTH) -> str:
        return "".join(screen.buffer[y][x].data for x in range(start, end))

    stream = pyte.Stream(screen)
    first = grid_of([(0, 1, f"ab {text} cd", Pen()), (12, 1, "next", Pen()), (0, 2, "plain row", Pen())])
    stream.feed(painter.paint(first, (0, 0)))
    assert cells(1, 12, 16) == "next"
    # The row is chosen: all of it is painted again.
    second = grid_of([(0, 1, "x", Pen(BOLD))], first)
    stream.feed(painter.paint(second, (0, 1)))
    assert cells(1, 12, 16) == "next"
    assert cells(1, 0, 3) == "xb "
    # The character goes, nothing else changes: nothing of it is left, nor are its neighbours cut.
    at = first.rows[1].index(next(cell for cell in first.rows[1] if not cell[0].isascii()))
    third = grid_of([(at, 1, "y ", Pen())], second)
    stream.feed(painter.paint(third, (0, 0)))
    wanted = "".join(text or " " for text, _pen in third.rows[1])
    assert cells(1).replace("cd", "  ").split() == ["xb", "y", "next"]
    assert wanted.replace("cd", "  ").split() == ["xb", "y", "next"]
    assert cells(2).rstrip() == "plain row"


def test_a_row_that_all_terminals_agree_about_is_not_painted_whole() -> None:
    painter = Painter(WIDTH, HEIGHT)
    first = grid_of([(0, 1, "a long row of sure 漢字", Pen())])
    painter.paint(first, (0, 0))
    assert "\x1b[2K" not in painter.paint(grid_of([(0, 1, "b", Pen())], first), (0, 0))


@given(st.text(alphabet="a1 👍🏽\u20e3\ufe0fन ि क ् ष‍👩💻é̄☎🇮🇹漢가"[:], max_size=12))
def test_the_painter_and_the_layout_count_by_one_table(text: str) -> None:
    from rich.cells import cell_len

    from svc_tui.domain.core.text import show_line

    shown = show_line(text)
    assert len(cells_of(shown, Pen())) == cell_len(shown)
