"""LaneGrid: lines side by side with a common scale, and a cursor that is a stretch of one of them.

Where they are more than find room, the head says at its beginning how many are above and below.
It knows no feature: lines come painted in spans, the cursor as a line and two cells. A key repaints two lines at most.
"""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from svc_tui.widgets.pens import Line, Span, paint, pens_of


class LaneGrid(Widget, can_focus=True):
    """A head line, lanes, a cursor."""

    DEFAULT_CSS = "LaneGrid { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._head: Line = ()
        self._lanes: tuple[Line, ...] = ()
        self.lane = 0
        """The line that the cursor is on."""
        self.stretch = (0, 0)
        """Its first cell and the one behind its last."""
        self.top = 0

    @property
    def rows(self) -> int:
        """Lanes that find room."""
        return max(1, self.size.height - 1)

    def show(self, head: Line, lanes: Sequence[Line]) -> None:
        """Show these lines; those that are as before are not painted again."""
        before, self._lanes = self._lanes, tuple(lanes)
        if head != self._head or len(before) != len(lanes):
            self._head = head
            self.lane = max(0, min(self.lane, len(lanes) - 1))
            self._clamp_top()
            self.refresh()
            return
        for at, (old, new) in enumerate(zip(before, self._lanes, strict=True)):
            if old != new:
                self._refresh_lane(at)

    def stand(self, lane: int, start: int, end: int) -> None:
        """Stand on a stretch of a lane."""
        lane = max(0, min(lane, len(self._lanes) - 1))
        if (lane, (start, end)) == (self.lane, self.stretch):
            return
        before, self.lane, self.stretch = self.lane, lane, (start, end)
        if self._clamp_top():
            self.refresh()
        else:
            self._refresh_lane(before)
            self._refresh_lane(lane)
        self._place_terminal_cursor()

    def on_focus(self) -> None:
        self._refresh_lane(self.lane)
        self._place_terminal_cursor()

    def on_blur(self) -> None:
        self._refresh_lane(self.lane)

    def on_resize(self) -> None:
        self._clamp_top()
        self.refresh()

    def _clamp_top(self) -> bool:
        top = max(self.lane - self.rows + 1, min(self.top, self.lane))
        top = max(0, min(top, len(self._lanes) - self.rows))
        moved, self.top = top != self.top, top
        return moved

    def _refresh_lane(self, lane: int) -> None:
        if self.top <= lane < self.top + self.rows:
            self.refresh(Region(0, 1 + lane - self.top, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """The head, or a lane."""
        pens, width = pens_of(self.app), self.size.width
        if y == 0:
            hidden = self._hidden()
            rest = cut(self._head, cell_len(hidden), width)[1]
            return paint([(hidden, "accent"), *rest] if hidden else self._head, width, pens)
        lane = self.top + y - 1
        if lane >= len(self._lanes):
            return paint((), width, pens)
        line = self._lanes[lane]
        if lane != self.lane:
            return paint(line, width, pens)
        start, end = self.stretch
        before, lit, after = cut(line, start, end)
        if self.has_focus:
            before = [(" >", "text"), *cut(line, 2, start)[1]]
        strips = [
            paint(before, start, pens),
            paint(lit, end - start, pens, "cursor"),
            paint(after, max(0, width - end), pens),
        ]
        return Strip.join(strips)

    def _hidden(self) -> str:
        """How many lanes are above and below those that are seen."""
        below = len(self._lanes) - self.top - self.rows
        counts = (("↑", self.top), ("↓", below))
        words = " ".join(f"{sign}{count}" for sign, count in counts if count > 0)
        return f" {words}" if words else ""

    def _place_terminal_cursor(self) -> None:
        """Screen readers and braille lines follow the terminal's cursor."""
        if self.has_focus and self._lanes:
            offset = Offset(self.stretch[0], 1 + self.lane - self.top)
            self.app.cursor_position = self.content_region.offset + offset

    def notify_style_update(self) -> None:
        """Another look: every line is painted anew."""
        super().notify_style_update()
        self.refresh()


def cut(line: Line, start: int, end: int) -> tuple[list[Span], list[Span], list[Span]]:
    """A line in three parts: before a stretch of cells, the stretch, and behind it."""
    parts: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
    at = 0
    for text, role in line:
        edges = (start - at, end - at)
        cells = cell_len(text)
        if cells == len(text):
            low, high = (max(0, min(edge, cells)) for edge in edges)
            pieces = (text[:low], text[low:high], text[high:])
        else:
            pieces = _cut_wide(text, *edges)
        for part, piece in zip(parts, pieces, strict=True):
            if piece:
                part.append((piece, role))
        at += cells
    return parts


def _cut_wide(text: str, low: int, high: int) -> tuple[str, str, str]:
    """The same where a sign may take two cells."""
    head = set_cell_size(text, max(0, min(low, cell_len(text))))
    both = set_cell_size(text, max(0, min(high, cell_len(text))))
    return head, both[len(head) :], text[len(both) :]
