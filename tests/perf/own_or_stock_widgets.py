"""The widgets of `own_or_stock_app.py`; apart, because Textual may be imported only once the environment is set."""

from random import Random
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static, Tabs

from svc_tui.terminal.frames import ComparedApp
from svc_tui.terminal.profile import TerminalProfile
from svc_tui.widgets.page import Page, TabBar
from svc_tui.widgets.prompt_line import PromptLine

TABS = ("General", "Description", "Activities", "Solutions", "History", "Files", "Work")
PHRASES = (
    "rang the customer", "cleaned the sensor", "ordered a pump", "changed the seal, tested, no leak",
    "waits for Rome", "found the fuse blown", "read the counter",
)  # fmt: skip
_DRAW = Random(1)
LINES = tuple(
    f"line {number} the technician {_DRAW.choice(PHRASES)}, {_DRAW.randrange(60):02d} minutes"
    for number in range(1, 121)
)
"""Notes that do not come again a page later: rows that are alike would cost nothing."""


class _App(ComparedApp[None]):
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "ask"), Binding("escape", "leave", priority=True), Binding("t", "next_tab"),
        Binding("d", "turn(1)"), Binding("u", "turn(-1)"),
    ]  # fmt: skip


class OwnApp(_App):
    """Ours."""

    def __init__(self, profile: TerminalProfile) -> None:
        super().__init__(profile)
        self._tab = 0

    def compose(self) -> ComposeResult:
        yield TabBar()
        yield Page()
        yield PromptLine()

    def on_mount(self) -> None:
        self.query_one(TabBar).show_tabs(TABS, 0)
        self.query_one(Page).show(lambda _width: [((f" {line}", "text"),) for line in LINES])

    def action_ask(self) -> None:
        self.query_one(PromptLine).open("Filter")

    def action_leave(self) -> None:
        self.query_one(PromptLine).close()

    def action_next_tab(self) -> None:
        self._tab = (self._tab + 1) % len(TABS)
        self.query_one(TabBar).show_tabs(TABS, self._tab)

    def action_turn(self, pages: int) -> None:
        self.query_one(Page).turn(pages)


class StockApp(_App):
    """Textual's."""

    CSS = """
    Tabs { dock: top; } VerticalScroll { height: 1fr; } Input { display: none; }
    .bare Input, .bare Input:focus {
        height: 1; border: none; padding: 0; background: $background; background-tint: transparent;
    }
    .bare Tabs, .bare Tabs #tabs-scroll { height: 1; } .bare Underline { display: none; }
    .bare VerticalScroll { scrollbar-size-vertical: 0; }
    """

    def __init__(self, profile: TerminalProfile, *, bare: bool) -> None:
        super().__init__(profile)
        self._bare = bare

    def compose(self) -> ComposeResult:
        yield Tabs(*TABS)
        with VerticalScroll(can_focus=False):
            yield Static("\n".join(f" {line}" for line in LINES), markup=False)
        yield Input(placeholder="Filter")

    def on_mount(self) -> None:
        self.screen.set_class(self._bare, "bare")
        self.query_one(Input).cursor_blink = False

    @on(Tabs.TabActivated)
    def _stay(self) -> None:
        """The page is the same below every tab: the bar alone is measured."""

    def action_ask(self) -> None:
        line = self.query_one(Input)
        line.display = True
        line.focus(scroll_visible=False)

    def action_leave(self) -> None:
        line = self.query_one(Input)
        line.value, line.display = "", False
        self.set_focus(None)

    def action_next_tab(self) -> None:
        self.query_one(Tabs).action_next_tab()

    def action_turn(self, pages: int) -> None:
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * (page.size.height - 1), animate=False)
