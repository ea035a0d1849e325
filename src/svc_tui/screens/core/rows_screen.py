"""A screen around a list that is short enough to be read at once, and the keys that move in it."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from svc_tui.screens.core.desk import DeskScreen
from svc_tui.widgets.columns import ColumnHeads
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.row_list import RowList


class RowsScreen(DeskScreen):
    """A head, a short list under its titles, and the lines that each screen has below."""

    READS_FIRST = True

    def compose_body(self) -> ComposeResult:
        yield from self.compose_head()
        with Vertical(id="reading"):
            yield from self.compose_rows()
            yield from super().compose_body()

    def compose_head(self) -> ComposeResult:
        """What stands above the list."""
        yield Lines(id="head")
        yield ColumnHeads(id="heads")

    def compose_rows(self) -> ComposeResult:
        """The list, and what belongs to it."""
        yield RowList(id="rows")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rows", RowList)

    def home_focus(self) -> Widget | None:
        return self.rows

    def action_scroll_down(self) -> None:
        self.rows.move(1)

    def action_scroll_up(self) -> None:
        self.rows.move(-1)

    def action_scroll_top(self) -> None:
        self.rows.move_to(0)

    def action_scroll_bottom(self) -> None:
        self.rows.move_to(self.rows.row_count - 1)

    def action_scroll_page_down(self) -> None:
        self.rows.page(1)

    def action_scroll_page_up(self) -> None:
        self.rows.page(-1)
