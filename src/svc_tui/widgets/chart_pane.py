"""ChartPane: lines of a chart, the figure that is stood on lit; the line with it says so by a sign too.

It takes no keys and knows no figures: whoever owns it says which cells stand for what is under the cursor.
"""

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line, Span, paint, pens_of

MARGIN = 2
"""Cells in front of the chart, for the sign of the cursor."""
Lit = tuple[int, int, int]
"""A line, and its cells from the second number to before the third."""


class ChartPane(Lines):
    """A chart with a cursor."""

    DEFAULT_CSS = "ChartPane { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lit: Lit | None = None
        self.top = 0

    def show_chart(self, lines: Sequence[Line], lit: Lit | None) -> None:
        """Show these lines, scrolled so that the lit one is seen."""
        before, self._lit = self._lit, lit
        height, top = max(1, self.size.height), self.top
        at = lit[0] if lit else 0
        self.top = max(0, min(max(at - height + 1, min(self.top, at)), len(lines) - height))
        self.show_lines(lines)
        if self.top != top:
            self.refresh()
        elif before != lit:
            ends = {each[0] - self.top for each in (before, lit) if each}
            self.refresh(*(Region(0, y, self.size.width, 1) for y in ends))

    def render_line(self, y: int) -> Strip:
        at = self.top + y
        line = self.lines[at] if at < len(self.lines) else ()
        lit = self._lit if self._lit and self._lit[0] == at else None
        margin: Span = ("> " if lit else "  ", "text")
        strip = paint((margin, *line), self.size.width, pens_of(self.app), self.GROUND)
        if lit is None:
            return strip
        first, last = lit[1] + MARGIN, lit[2] + MARGIN
        inside = strip.crop(first, last)
        inside = paint(((inside.text, "text"),), inside.cell_length, pens_of(self.app), "cursor")
        return Strip.join([strip.crop(0, first), inside, strip.crop(last)])
