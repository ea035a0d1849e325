"""A page whose lines are rows: a cursor stands on one of them, and enter opens what it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from svc_tui.widgets.page import Page
from svc_tui.widgets.pens import Line, Span, paint, pens_of

NEAR = 30
"""So many lines before the end more of them are asked for."""


class RowsPage(Page):
    """Rows to walk through. Like a page it takes no keys."""

    @dataclass
    class NearEnd(Message):
        """The cursor comes near the last row: there may be more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0

    def read_on(self, lines: int) -> None:
        """The cursor goes up or down; the page follows it."""
        self._stand(self.cursor + lines)

    def turn(self, pages: int) -> None:
        """The cursor goes a page on; one line stays for the eye."""
        self._stand(self.cursor + pages * max(1, self.size.height - 1))

    def to_begin(self) -> None:
        """To the first row."""
        self._stand(0)

    def to_end(self) -> None:
        """To the last row."""
        self._stand(len(self._lines) - 1)

    def to_first(self) -> None:
        """The lines to come are others: they are shown from the first one."""
        self.cursor = self.top = 0

    def _stand(self, cursor: int) -> None:
        before = self.cursor
        self.cursor = max(0, min(cursor, len(self._lines) - 1))
        if self.cursor != before:
            self.refresh(*(Region(0, at - self.top, self.size.width, 1) for at in (before, self.cursor)))
        height = max(1, self.size.height)
        self._go(min(self.cursor, max(self.top, self.cursor - height + 1)))
        if self.cursor >= len(self._lines) - NEAR:
            self.post_message(self.NearEnd())

    def _lay_out(self) -> None:
        super()._lay_out()
        self._stand(self.cursor)

    def render_line(self, y: int) -> Strip:
        """One row; the one with the cursor says so by a sign too."""
        at = self.top + y
        if at != self.cursor or at >= len(self._lines):
            return super().render_line(y)
        return paint(_pointed(self._lines[at]), self.size.width, pens_of(self.app), "cursor")


def _pointed(line: Sequence[Span]) -> Line:
    """The line with the sign of the cursor in its first cell."""
    if not line:
        return ((">", "text"),)
    (text, role), *rest = line
    return ((">" + text[1:], role), *rest) if text[:1] in ("", " ") else ((">", "text"), *line)
