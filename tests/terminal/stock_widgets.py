"""The widgets of `stock_app.py`; apart, because Textual may be imported only once the environment is set."""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Checkbox, DataTable, Footer, Input, Label, OptionList, TabbedContent, TabPane

from svc_tui.terminal.frames import ComparedApp
from svc_tui.terminal.profile import TerminalProfile
from svc_tui.terminal.session import Session


class Question(ModalScreen[None]):
    """A dialog on a tinted backdrop."""

    CSS = "Question { align: center middle; } #box { width: 40; height: 9; border: round $primary; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Label("Close call 10423? 漢字", markup=False)
            yield Checkbox("Tell the customer")


class StockApp(ComparedApp[None]):
    """A table, a list, a field and a dialog."""

    CSS = "TabbedContent { height: 1fr; } OptionList { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tab('table')", "Table"),
        Binding("2", "tab('options')", "List"),
        Binding("3", "tab('form')", "Form"),
        Binding("m", "ask", "Dialog"),
        Binding("t", "next_theme", "Theme"),
        Binding("n", "tell", "Toast"),
        Binding("ctrl+l", "repaint", "Repaint", priority=True),
        Binding("q", "quit", "Quit"),
        Binding("h", "hold", "Hold", show=False),
        Binding("r", "release", "Release", show=False),
    ]

    session: Session | None = None

    def __init__(self, profile: TerminalProfile, rows: int, words: Sequence[str], **options: Any) -> None:
        super().__init__(profile, **options)
        self._rows = rows
        self._words = words

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="table"):
            with TabPane("Table", id="table"):
                yield DataTable(cursor_type="row", zebra_stripes=True)
            with TabPane("List", id="options"):
                yield OptionList(
                    *(f"{n:05d} {self._words[n % len(self._words)]} {n}" for n in range(self._rows)),
                    markup=False,
                )
            with TabPane("Form", id="form"):
                yield Input(placeholder="Subject")
                yield Checkbox("Urgent")
        yield Footer()

    def on_ready(self) -> None:
        if self.session is not None:
            self.session.seal(asyncio.get_running_loop())

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("No.", "Subject", "Customer", "Left")
        for n in range(self._rows):
            table.add_row(
                f"{10000 + n}",
                Text(self._words[n % len(self._words)]),
                f"Customer {n % 7}",
                f"{n % 9}h{n % 60:02d}",
            )
        table.focus()
        self.query_one(Input).cursor_blink = False

    @property
    def typed(self) -> str:
        """What the field says: a frame may show it before any message tells of it."""
        return self.screen_stack[0].query_one(Input).value

    def action_tab(self, name: str) -> None:
        self.query_one(TabbedContent).active = name
        first = {"table": DataTable, "options": OptionList, "form": Input}[name]
        self.query_one(f"#{name} {first.__name__}").focus()

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_next_theme(self) -> None:
        self.theme = {"textual-dark": "nord", "nord": "textual-light"}.get(self.theme, "textual-dark")

    def action_tell(self) -> None:
        self.notify("Moved to NORTH", timeout=0.5)

    def action_hold(self) -> None:
        self.hold_frame()

    def action_release(self) -> None:
        self.release_frame()

    def action_repaint(self) -> None:
        self.repaint_terminal()
