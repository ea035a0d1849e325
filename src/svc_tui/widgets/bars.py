"""The bars of a screen: places above, the filter line, what just happened and what the keys do below."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.message import Message

from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line, Span


def spread(left: Sequence[Span], right: Sequence[Span], width: int) -> Line:
    """One line with a part at each end; the right part goes first where both do not fit."""
    used = sum(cell_len(text) for text, _ in left)
    wanted = sum(cell_len(text) for text, _ in right)
    if used + wanted + 1 > width:
        return tuple(left)
    return (*left, (" " * (width - used - wanted), "text"), *right)


class Bar(Lines):
    """One line whose ends are known only when its width is."""

    DEFAULT_CSS = "Bar { height: 1; }"
    GROUND = "bars"

    def line(self, width: int) -> Line:
        """The line at this width."""
        raise LookupError(f"{type(self).__name__} says no line")

    def update(self) -> None:
        """Show what the line says now."""
        self.show_lines([self.line(self.size.width)])

    def on_resize(self) -> None:
        self.update()


class TopBar(Bar):
    """The main screens, the present one lit, and who is at work."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: tuple[str, ...] = ()
        self._current = ""
        self._who = ""
        self._aside = ""
        self._unread = 0

    def show_unread(self, count: int) -> None:
        """How many messages wait for the person, behind the name; nothing where none do."""
        if count != self._unread:
            self._unread = count
            self.update()

    def show_running(self, words: str) -> None:
        """What runs for the person in front of the name; empty when nothing does."""
        if words != self._aside:
            self._aside = words
            self.update()

    def show_places(self, places: Sequence[str], current: str, who: str) -> None:
        """Name the places and the person."""
        self._places, self._current, self._who = tuple(places), current, who
        self.update()

    def line(self, width: int) -> Line:
        left = self._tabs(self._places)
        aside: list[Span] = [(self._aside, "accent"), ("  ", "muted")] if self._aside else []
        unread: list[Span] = [(f"({self._unread})", "warning"), (" ", "muted")] if self._unread else []
        room = width - 1 - _wide(left)
        for right in ([*aside, (self._who + " ", "muted"), *unread], [*aside, *unread]):
            if _wide(right) <= room:
                return spread(left, right, width)
        if not aside:
            return spread(left, unread, width)
        return spread(self._tabs(self._fitting(width - 1 - _wide(aside[:1]))), aside[:1], width)

    def _fitting(self, room: int) -> list[str]:
        """What runs is more than the names of the last places: these go, the present one last."""
        kept = list(self._places)
        for name in reversed(self._places):
            if _wide(self._tabs(kept)) <= room:
                break
            if name != self._current:
                kept.remove(name)
        return kept

    def _tabs(self, places: Iterable[str]) -> list[Span]:
        found: list[Span] = []
        for name in places:
            style = "accent strong" if name == self._current else "muted"
            found += [(" ", "muted"), (name, style), (" ", "muted")]
        return found


def _wide(spans: Iterable[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)


class FilterLine(Bar):
    """The text that says which rows are shown, the scope it stands in, and how many there are."""

    GROUND = "ground"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._query: Line = ()
        self._scope = ""
        self._count = ""

    def show_filter(self, query: Line, scope: str, count: str) -> None:
        """`query` in spans, so that keys stand back behind their values."""
        self._query, self._scope, self._count = query, scope, count
        self.update()

    def line(self, width: int) -> Line:
        right = [
            (self._scope, "muted"),
            ("  " if self._scope else "", "muted"),
            (self._count + "   ", "muted"),
        ]
        room = width - 4 - sum(cell_len(text) for text, _ in right)
        if sum(cell_len(text) for text, _ in self._query) > room:
            right = [(self._count + " ", "muted")]
        return spread([(" / ", "accent"), *self._query], right, width)


class EndsLine(Bar):
    """A line on the ground with a part at each end; of the left one as much as finds room."""

    GROUND = "ground"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Line = ()
        self._right: Line = ()

    def show_ends(self, left: Line, right: Line) -> None:
        """Show these parts."""
        self._left, self._right = left, right
        self.update()

    def line(self, width: int) -> Line:
        return spread(self._left, self._right, width)


class StatusLine(Bar):
    """What just happened, and how many rows are marked. A sentence that is longer takes a second and third row,
    so that the way out of a refusal is never cut."""

    MOST = 3

    @dataclass
    class Grown(Message):
        """It takes so many rows now."""

        rows: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: Line = ()
        self._marks = ""
        self._rows = 1

    @property
    def said(self) -> str:
        """The words that stand there."""
        return "".join(text for text, _ in self._said)

    @property
    def spans(self) -> Line:
        """What stands there, to be said again."""
        return self._said

    def say(self, *spans: Span | str) -> None:
        """Say this instead of what stood there."""
        self._said = tuple((span, "text") if isinstance(span, str) else span for span in spans)
        self.update()

    def show_marks(self, words: str) -> None:
        """Say how many are marked; empty when none are."""
        self._marks = words
        self.update()

    def update(self) -> None:
        """Show what it says, in as many rows as that takes."""
        lines = self.lines_for(self.size.width) if self.size.width else [()]
        self.show_lines(lines)
        if len(lines) != self._rows:
            self._rows = len(lines)
            self.styles.height = self._rows
            self.post_message(self.Grown(self._rows))

    def lines_for(self, width: int) -> list[Line]:
        """The rows at this width."""
        marks = cell_len(self._marks) + 4 if self._marks else 0
        if not self._said or cell_len(self.said) <= width - 2 - marks:
            gap = "    " if self._said else ""
            tail: Line = ((gap, "text"), (self._marks, "warning")) if self._marks else ()
            return [((" ", "text"), *self._said, *tail)]
        role = self._said[0][1]
        wrapped = _wrap(self.said, width - 2)
        if self._marks and cell_len(wrapped[-1]) + marks > width - 2:
            wrapped.append("")
        if len(wrapped) > self.MOST:
            wrapped = [*wrapped[: self.MOST - 1], " ".join(wrapped[self.MOST - 1 :])]
        lines: list[Line] = [((" ", "text"), (text, role)) for text in wrapped]
        if self._marks:
            kept = set_cell_size(wrapped[-1], min(cell_len(wrapped[-1]), max(0, width - 2 - marks)))
            gap = "    " if kept else ""
            lines[-1] = ((" ", "text"), (kept, role), (gap, "text"), (self._marks, "warning"))
        return lines


class KeyBar(Bar):
    """What can be pressed now. The last key always stays, the others go as `drops` says when it is narrow."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: tuple[tuple[str, str], ...] = ()
        self._drops: tuple[str, ...] = ()
        self._lead = ""

    def show_keys(
        self, items: Sequence[tuple[str, str]], drops: Collection[str] = (), lead: str = ""
    ) -> None:
        """`items`: key and word; `drops`: keys that may go, first to go first; `lead`: what is begun."""
        self._items, self._drops, self._lead = tuple(items), tuple(drops), lead
        self.update()

    def line(self, width: int) -> Line:
        items = list(self._items)
        for key in (*self._drops, *(item[0] for item in reversed(items[1:-1]))):
            if self._cells(items) <= width:
                break
            items = [item for item in items if item[0] != key or item is self._items[-1]]
        line: list[Span] = [(" ", "text")]
        if self._lead:
            line += [(self._lead + "  ", "text strong")]
        for index, (key, word) in enumerate(items):
            gap = "  " if index < len(items) - 1 else ""
            line += [(key, "accent strong"), (f" {word}{gap}", "muted")]
        return tuple(line)

    def _cells(self, items: Sequence[tuple[str, str]]) -> int:
        lead = cell_len(self._lead) + 2 if self._lead else 0
        return lead - 1 + sum(cell_len(key) + cell_len(word) + 3 for key, word in items)


class HintBar(KeyBar):
    """More keys, on the ground: what does not find room in the bar."""

    DEFAULT_CSS = "HintBar.-covered { display: none; }"
    GROUND = "ground"


class Rule(Bar):
    """A thin line between list and detail."""

    GROUND = "ground"

    def line(self, width: int) -> Line:
        return (("─" * width, "faint"),)


def _wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words where that is possible."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
