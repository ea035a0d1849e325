"""Page: lines that are read by scrolling, wrapped to the width at hand; and the bar of tabs above it.

Bytes at 80x24 in truecolor (`make widgets`) do not decide: a page turned costs 1,188, with VerticalScroll over Static
1,184 (1,277 with the scrollbar); another tab 63, with Tabs 59 (171 to 182 with the underline). Ours tell which lines
are seen, wrap again at another width and take no focus; the lit tab is said by brackets, where bare Tabs say it by
colour alone, and all names fit 80 cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from svc_tui.widgets.bars import Bar, spread
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line, Span, paint, pens_of

Make = Callable[[int], Sequence[Line]]
"""Lines for a width."""


def _nothing(_width: int) -> Sequence[Line]:
    return ()


class Page(Lines):
    """A text longer than the screen. It takes no keys: whoever owns it says how far to read on."""

    DEFAULT_CSS = "Page { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """Other lines are shown, or there are more or fewer of them."""

        first: int
        last: int
        count: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Make = _nothing
        self.top = 0

    def show(self, make: Make, *, keep: bool = True) -> None:
        """Show the lines that `make` gives for the width; `keep` stays where one is reading."""
        self._make = make
        if not keep:
            self.top = 0
        self._lay_out()

    def read_on(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._go(self.top + lines)

    def turn(self, pages: int) -> None:
        """Scroll by pages; one line stays for the eye."""
        self._go(self.top + pages * max(1, self.size.height - 1))

    def to_begin(self) -> None:
        """To the first line."""
        self._go(0)

    def to_end(self) -> None:
        """To the last page."""
        self._go(len(self._lines))

    def _go(self, top: int) -> None:
        top = max(0, min(top, len(self._lines) - max(1, self.size.height)))
        if top != self.top:
            self.top = top
            self.refresh()
            self._tell()

    def _lay_out(self) -> None:
        width = self.size.width
        lines = tuple(self._make(width)) if width else ()
        top = max(0, min(self.top, len(lines) - max(1, self.size.height)))
        if lines != self._lines or top != self.top:
            self._lines, self.top = lines, top
            self.refresh()
        self._tell()

    def _tell(self) -> None:
        count = len(self._lines)
        self.post_message(self.Moved(self.top + 1, min(count, self.top + self.size.height), count))

    def on_resize(self) -> None:
        """Another width wraps the text anew."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One line of what is shown."""
        at = self.top + y
        line = self._lines[at] if at < len(self._lines) else ()
        return paint(line, self.size.width, pens_of(self.app), self.GROUND)


class TabBar(Bar):
    """The tabs of a record, the present one lit, and how far one has read."""

    GROUND = "ground"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: tuple[str, ...] = ()
        self._current = 0
        self._read = ""

    def show_tabs(self, tabs: Sequence[str], current: int) -> None:
        """Name the tabs."""
        self._tabs, self._current = tuple(tabs), current
        self.update()

    def show_read(self, words: str) -> None:
        """Say which lines are seen; empty when all are."""
        if words != self._read:
            self._read = words
            self.update()

    def line(self, width: int) -> Line:
        right = [(self._read + " ", "muted")] if self._read else []
        wanted = cell_len(self._read) + 2 if right else 0
        left = self._names(wide=True)
        if _cells(left) + wanted > width:
            left = self._names(wide=False)
        first = 0
        while _cells(left) > width and first < self._current:
            first += 1  # the lit one is always seen
            left = self._names(wide=False, first=first)
        return spread(left, right if wanted <= width - _cells(left) else [], width)

    def _names(self, *, wide: bool, first: int = 0) -> list[Span]:
        """The tabs from the first one that is shown, with two blanks between them or one."""
        names: list[Span] = [(" … ", "muted") if first else (" ", "text")]
        for index, name in enumerate(self._tabs[first:], first):
            lit = index == self._current
            plain = f" {name} " if wide else f"{name} "
            words = f"[{name}]" + ("" if wide else " ") if lit else plain
            names.append((words, "accent strong" if lit else "muted"))
        return names


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)
