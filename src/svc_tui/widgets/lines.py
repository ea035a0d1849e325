"""Lines of text that repaint one by one: the base of bars, status line and detail pane."""

import re
from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from svc_tui.widgets.pens import Line, paint, pens_of


class Lines(Widget):
    """Passive lines of (text, role). Only lines that differ from before are painted again."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; }
    """
    GROUND = "ground"

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = tuple(lines)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines instead."""
        before, self._lines = self._lines, tuple(lines)
        changed = [
            index
            for index in range(max(len(before), len(self._lines)))
            if _at(before, index) != _at(self._lines, index)
        ]
        if changed:
            self.refresh(*(Region(0, index, self.size.width, 1) for index in changed))

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        return paint(_at(self._lines, y), self.size.width, pens_of(self.app), self.GROUND)

    def get_content_height(self, *_: object) -> int:
        """As many rows as there are lines, where the height is automatic."""
        return max(1, len(self._lines))

    def notify_style_update(self) -> None:
        """Another look: every line is painted anew."""
        super().notify_style_update()
        self.refresh()


def _at(lines: tuple[Line, ...], index: int) -> Line:
    return lines[index] if index < len(lines) else ()


def in_one_line(text: str) -> str:
    """Pasted lines where there is room for one: joined by blanks, none left out."""
    return re.sub(r"[ \t]*\n\s*", " ", text).rstrip() if "\n" in text else text
