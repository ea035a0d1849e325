"""A page of text in its own screen: a title line and what can be scrolled."""

from textual.app import ComposeResult
from textual.containers import Vertical

from svc_tui.screens.core.reading import ReadingScreen
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.page import Make, Page
from svc_tui.widgets.pens import Line


class TextScreen(ReadingScreen):
    """Read, scroll, go back."""

    PLACE = "page"
    DEFAULT_CSS = "#reading { height: 1fr; } #head { height: 2; }"

    def compose_body(self) -> ComposeResult:
        yield Lines(id="head")
        with Vertical(id="reading"):
            yield Page(id="page")
            yield from super().compose_body()

    def show_text(self, head: Line, make: Make) -> None:
        """Show a title and the lines for a width."""
        self.query_one("#head", Lines).show_lines([head])
        self.page.show(make)
