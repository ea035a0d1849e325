"""A record in its own screen, whatever it is: head, tabs, text to read; its neighbours in the list behind.

How to make another page (see `call.py`): subclass `RecordScreen` and say
  PLACE, its place in `commands.PLACES`, and LIST, that of the list whose rows it opens; TABS, the names of its tabs;
  `read(number)`, what the page shows, and `id_of_sheet()`, `number_of_sheet(sheet)`: whose it is;
  `head(width)`, the lines above the tabs, `tab_lines(tab, width)`, and `counts()`, how much stands in each tab;
  `first_of_list`, `last_of_list`: its words, beside those of `Acts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from svc_tui.language import _
from svc_tui.screens.core.acts import Chosen, RecordsScreen
from svc_tui.screens.core.desk_app import AWAY
from svc_tui.screens.core.jobs import Latest, run_job
from svc_tui.screens.core.reading import ReadingScreen
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.page import Page, TabBar
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes

POLL_S = 1.0
MINUTE_S = 60.0


class RecordScreen(RecordsScreen, ReadingScreen):
    """One record, read from top to bottom."""

    LIST = ""
    TABS: ClassVar[Sequence[str]] = ()
    """Message ids."""
    PAGE: ClassVar[type[Page]] = Page
    """What shows the text of its tabs."""
    HEAD = 0
    """Rows above the tabs; 0: as many as there are lines."""
    READS_FIRST = True

    def __init__(self, number: str, *, tab: int = 0, told: str = "") -> None:
        """`tab` is the one to begin with; `told` is what just happened, said when the page stands."""
        super().__init__()
        self.number = number
        self.tab = tab if tab < len(self.TABS) else 0
        self.sheet: Any = None
        self._reads: Latest[Any] = Latest(self, "sheet")
        self._news = -1
        self._told = told
        self._others: object = None

    # --- what a page says

    def read(self, number: str) -> Any:
        """Everything the page shows. Raises NotFound. Runs in a thread."""
        raise LookupError("a page reads its record")

    def number_of_sheet(self, sheet: Any) -> str:
        """The number of the record that was read."""
        raise LookupError("a page knows its record")

    def id_of_sheet(self) -> int:
        """The internal key of the record that is shown."""
        raise LookupError("a page knows its record")

    def head(self, width: int) -> Sequence[Line]:
        """The lines above the tabs."""
        return ()

    def counts(self) -> Sequence[int]:
        """How much stands in each tab; 0 is not shown."""
        return (0,) * len(self.TABS)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        """The text of a tab."""
        return ()

    def opened(self) -> None:
        """The record was read for the first time."""

    def others(self) -> object:
        """Who else has the record open, as it is compared with what was shown."""
        return None

    def first_of_list(self) -> str:
        """That no record stands above it."""
        return _("This is the first row of the list.")

    def last_of_list(self) -> str:
        """That no record stands below it."""
        return _("This is the last row of the list.")

    # --- parts

    def compose_body(self) -> ComposeResult:
        head = Lines(id="head")
        if self.HEAD:
            head.styles.height = self.HEAD
        yield head
        yield TabBar(id="tabs")
        with Vertical(id="reading"):
            yield self.PAGE(id="page")
            yield from super().compose_body()

    def begin(self) -> None:
        super().begin()
        self.show_tabs()
        self.reload()
        self.set_interval(POLL_S, self._look_for_news)
        self.set_interval(MINUTE_S, self._pass_a_minute)

    # --- what it shows

    def reload(self) -> None:
        """Read the record again."""
        number = self.number
        self._others = self.others()
        self._news = self.desk.store_watch.news()
        self._reads.ask(partial(self.read, number), self._take)
        self.reloaded()

    def open(self, number: str, *, told: str = "") -> None:
        """Show another record in the same place, and say what just happened."""
        self.number, self.sheet = number, None
        self.page.to_begin()
        self.reload()
        self._tell(told)

    def _tell(self, told: str) -> None:
        if told:
            self.say(told, self.undo_hint)

    def _take(self, sheet: Any) -> None:
        if self.number_of_sheet(sheet) != self.number.removeprefix("#"):
            return
        first = self.sheet is None
        self.sheet = sheet
        self.show_sheet()
        if first:
            self.opened()
            self._tell(self._told)
            self._told = ""

    def show_sheet(self) -> None:
        """Paint head and tab; only lines that differ are sent."""
        if self.sheet is None:
            return
        lines = self.head(self.size.width)
        head = self.query_one("#head", Lines)
        if not self.HEAD and head.size.height != len(lines):
            head.styles.height = len(lines)
        head.show_lines(lines)
        self.show_tabs()
        self.page.show(self._tab_lines)

    def show_tabs(self) -> None:
        """Name the tabs, with how much is in each."""
        counts = (0,) * len(self.TABS) if self.sheet is None else self.counts()
        names = [
            f"{_(name)} {count}" if count else _(name) for name, count in zip(self.TABS, counts, strict=True)
        ]
        self.query_one("#tabs", TabBar).show_tabs(names, self.tab)

    def _tab_lines(self, width: int) -> Sequence[Line]:
        return () if self.sheet is None else self.tab_lines(self.tab, width)

    def on_resize(self, event: Resize) -> None:
        """The head is cut to the width."""
        self.show_sheet()

    @on(Page.Moved)
    def _show_read(self, message: Page.Moved) -> None:
        hidden = message.first > 1 or message.last < message.count
        words = _("{first}-{last} of {count}").format(
            first=message.first, last=message.last, count=message.count
        )
        keys = " ".join(self.keymap.first_key(name) for name in ("tab.previous", "tab.next"))
        self.query_one("#tabs", TabBar).show_read(words if hidden else _("{keys} tabs").format(keys=keys))

    def _look_for_news(self) -> None:
        """Others wrote: read the record again."""
        if (
            self.is_current
            and not self.prompt.is_open
            and self.desk.store_watch.news() not in (self._news, AWAY)
        ):
            self.reload()
        elif self.is_current and self._others != (others := self.others()):
            self._others = others
            self.show_sheet()

    def _pass_a_minute(self) -> None:
        if self in self.app.screen_stack:
            self.reload()

    # --- acts

    def chosen(self) -> Chosen:
        if self.sheet is None:
            return Chosen((), None)
        return Chosen((self.id_of_sheet(),), (self.number,))

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """Show the record as it is now; another that was just made or taken is opened."""
        numbers = [outcome.number for outcome in outcomes.done]
        if numbers and numbers[0] != self.number and not chosen.ids:
            self.open(numbers[0])
        else:
            self.reload()

    # --- reading

    def action_tab_next(self) -> None:
        self.turn_to(self.tab + 1)

    def action_tab_previous(self) -> None:
        self.turn_to(self.tab - 1)

    def turn_to(self, tab: int) -> None:
        """Show a tab from its beginning."""
        self.tab = tab % len(self.TABS)
        self.page.to_begin()
        self.show_sheet()

    def action_reload(self) -> None:
        self.reload()

    # --- neighbours in the list

    def neighbour(self, by: int) -> None:
        """The record below or above in the list behind; its cursor goes along."""
        from svc_tui.screens.core.list_screen import ListScreen

        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, ListScreen) and screen.PLACE == self.LIST:
                before = screen.rows.selected_id
                screen.rows.move(by)
                selected = screen.rows.selected_id
                if selected is None or selected == before:
                    self.say(self.last_of_list() if by > 0 else self.first_of_list())
                else:
                    run_job(self, "neighbour", partial(screen.number_of, selected), self.open)
                return

    def on_screen_resume(self) -> None:
        """Back from a form or a page: what was written there is shown."""
        if self.sheet is not None:
            self.reload()
