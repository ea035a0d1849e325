"""The keys that read on in a page of text, wherever one stands."""

from svc_tui.screens.core.desk import DeskScreen
from svc_tui.widgets.page import Page


class ReadingScreen(DeskScreen):
    """A screen with a page to scroll."""

    @property
    def page(self) -> Page:
        """The text."""
        return self.query_one("#page", Page)

    def action_scroll_down(self) -> None:
        self.page.read_on(1)

    def action_scroll_up(self) -> None:
        self.page.read_on(-1)

    def action_scroll_top(self) -> None:
        self.page.to_begin()

    def action_scroll_bottom(self) -> None:
        self.page.to_end()

    def action_scroll_page_down(self) -> None:
        self.page.turn(1)

    def action_scroll_page_up(self) -> None:
        self.page.turn(-1)
