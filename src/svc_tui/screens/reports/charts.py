"""The chart of the report that is open: in place of its table, or beside it on a wide terminal.

The cursor is that of the table, so moving, figures and what opens are the same in both; the chart lights where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.presentation.reports.charts import LEAST, ChartLine, chart_lines, kind_of
from svc_tui.widgets.chart_pane import MARGIN, ChartPane, Lit

if TYPE_CHECKING:
    from svc_tui.screens.reports.panes import ReportsScreen, Shown

BESIDE = 120
"""Columns from which it stands beside the table."""
SHARE = 0.33
"""How much of the screen it takes there."""
SCROLLS = ("bars", "stacked", "histogram")
"""Charts of a line a row: as long as they like, the pane follows the cursor."""


class Charts:
    """The chart of a screen of reports."""

    def __init__(self, screen: ReportsScreen) -> None:
        self._screen = screen
        self._instead = self._hidden = False
        """In place of the table, where it cannot stand beside it; not beside it, where it could."""
        self._drawn: tuple[Shown, tuple[int, int], list[ChartLine]] | None = None

    @property
    def pane(self) -> ChartPane:
        """What shows it."""
        return self._screen.query_one("#chart", ChartPane)

    @property
    def _kind(self) -> str:
        shown = self._screen.shown
        if shown is None:
            return "none"
        kind = kind_of(shown.result)
        return kind_of(shown.result, "bars") if kind == "none" else kind

    @property
    def _beside(self) -> bool:
        return self._screen.size.width >= BESIDE

    def switch(self) -> bool:
        """Show it or no longer; whether there is one."""
        if self._kind == "none":
            return False
        if self._beside:
            self._hidden = not self._hidden
        else:
            self._instead = not self._instead
        self.lay_out()
        self._screen.call_after_refresh(self.show)
        return True

    def lay_out(self) -> None:
        """Which of table and chart are seen."""
        there = self._kind != "none" and (not self._hidden if self._beside else self._instead)
        pane = self.pane
        pane.display = there
        room = int(self._screen.size.width * SHARE)
        pane.styles.width = max(LEAST + MARGIN, room) if self._beside else "1fr"
        self._screen.query_one("#table").display = self._beside or not there

    def show(self) -> None:
        """Draw it as it is wide, and light what is under the table's cursor."""
        shown, pane = self._screen.shown, self.pane
        if shown is None or not pane.display or not pane.size.width:
            return
        size = pane.size.width, pane.size.height
        if self._drawn is None or self._drawn[0] is not shown or self._drawn[1] != size:
            kind = self._kind
            lines = chart_lines(
                shown.result, shown.grid.sheet, size[0] - MARGIN, None if kind in SCROLLS else size[1],
                ascii=self._screen.desk.profile.ascii, kind=kind,
            )  # fmt: skip
            self._drawn = shown, size, lines
        drawn = self._drawn[2]
        pane.show_chart([each.spans for each in drawn], self._lit(shown, drawn))

    def _lit(self, shown: Shown, drawn: list[ChartLine]) -> Lit | None:
        """The cells of the figure under the cursor, else of its row."""
        rows = self._screen.rows
        at: int | None = rows.selected_id
        if at is not None and at >= len(shown.grid.sheet.rows):
            at = None  # all records
        places = [(nth, place) for nth, line in enumerate(drawn) for place in line.places if place.row == at]
        exact = [each for each in places if each[1].column == rows.column]
        for nth, place in exact or places:
            return nth, place.start, place.end
        return None
