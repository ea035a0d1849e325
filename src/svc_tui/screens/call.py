"""The open call: head, due banner and tabs; the same acts as in the inbox."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from svc_tui.language import _
from svc_tui.presentation import call_page
from svc_tui.screens.call_acts import CallActs, Chosen
from svc_tui.screens.jobs import Latest, run_job
from svc_tui.services.outcomes import Outcomes
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.page import Page, TabBar
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.call_reading import CallSheet

POLL_S = 1.0
MINUTE_S = 60.0


class CallScreen(CallActs):
    """One call, read from top to bottom."""

    PLACE = "call"
    DEFAULT_CSS = "#reading { height: 1fr; } #head { height: 5; }"

    def __init__(self, number: str, *, tab: int = 0) -> None:
        """`tab` is the one to begin with."""
        super().__init__()
        self.number = number
        self.tab = tab
        self.sheet: CallSheet | None = None
        self._reads: Latest[CallSheet] = Latest(self, "sheet")
        self._news = -1

    def compose_body(self) -> ComposeResult:
        yield Lines(id="head")
        yield TabBar(id="tabs")
        with Vertical(id="reading"):
            yield Page(id="page")
            yield from super().compose_body()

    def on_mount(self) -> None:
        super().on_mount()
        self.show_tabs()
        self.reload()
        self.set_interval(POLL_S, self._look_for_news)
        self.set_interval(MINUTE_S, self.reload)

    # --- what it shows

    @property
    def page(self) -> Page:
        """The text of the tab."""
        return self.query_one("#page", Page)

    def reload(self) -> None:
        """Read the call again."""
        number = self.number
        self._news = self.services.store.news()
        self._reads.ask(lambda: self.services.calls.sheet(number), self._take)

    def open(self, number: str) -> None:
        """Show another call in the same place."""
        self.number, self.sheet = number, None
        self.page.to_begin()
        self.reload()

    def _take(self, sheet: "CallSheet") -> None:
        if sheet.values["number"] != self.number.removeprefix("#"):
            return
        first = self.sheet is None
        self.sheet = sheet
        self.show_sheet()
        if first and sheet.values["contract"] is None:
            number = self.number
            self.run(lambda: self.services.calls.offered_contract(number), self._offer_contract, "offer")

    def _offer_contract(self, contract: int | None) -> None:
        """SC-27: a contract that came later may still be taken."""
        if contract is not None:
            words = _("K-{contract} covers this unit by now.").format(contract=contract)
            self.say(words, _(": and contract takes it"))

    def show_sheet(self) -> None:
        """Paint head and tab; only lines that differ are sent."""
        sheet, services = self.sheet, self.services
        if sheet is None:
            return
        now, zone, width = services.now(), services.zone, self.size.width
        self.query_one("#head", Lines).show_lines(
            [*call_page.head(sheet, width), *call_page.banner(sheet, now=now, zone=zone), ()]
        )
        self.show_tabs()
        self.page.show(self._tab_lines)

    def show_tabs(self) -> None:
        """Name the tabs, with how much is in each."""
        sheet = self.sheet
        counts = (0, 0, 0, 0, 0, 0)
        if sheet is not None:
            counts = (
                0,
                0,
                len(sheet.activities),
                len(sheet.solutions),
                0,
                len(sheet.attachments) + len(sheet.links),
            )
        names = [
            f"{_(name)} {count}" if count else _(name)
            for name, count in zip(call_page.TABS, counts, strict=True)
        ]
        self.query_one("#tabs", TabBar).show_tabs(names, self.tab)

    def _tab_lines(self, width: int) -> list[Line]:
        sheet, services = self.sheet, self.services
        if sheet is None:
            return []
        now, zone = services.now(), services.zone
        match self.tab:
            case 0:
                return call_page.general(sheet, width, now=now, zone=zone)
            case 1:
                return call_page.description(sheet, width)
            case 2:
                return call_page.activities(sheet, width, now=now, zone=zone)
            case 3:
                return call_page.solutions(sheet, width)
            case 4:
                return call_page.history(sheet, width, now=now, zone=zone)
            case _:
                return call_page.files(sheet, width, now=now, zone=zone)

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
        """Others wrote: read the call again."""
        if self.is_current and not self.prompt.is_open and self.services.store.news() != self._news:
            self.reload()

    # --- acts

    def chosen(self) -> Chosen:
        if self.sheet is None:
            return Chosen((), None)
        return Chosen((int(self.sheet.values["id"]),), (self.number,))

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """Show the call as it is now; a call that was just taken or copied is opened."""
        numbers = [outcome.number for outcome in outcomes.done]
        if numbers and numbers[0] != self.number and not chosen.ids:
            self.open(numbers[0])
        else:
            self.reload()

    def action_call_merge(self) -> None:
        """Merge this call into another one."""
        number = self.number

        def then(text: str, picked: object) -> None:
            into = text.strip().removeprefix("#")
            if not into:
                self.say(_("Nothing was chosen."))
                return
            self.act(
                _("Merge into {number}").format(number=into),
                lambda _numbers: self.services.calls.merge([number], into),
                repeats=False,
            )

        self.ask(_("Merge {number} into call").format(number=number), then)

    # --- reading

    def action_tab_next(self) -> None:
        self._turn_to(self.tab + 1)

    def action_tab_previous(self) -> None:
        self._turn_to(self.tab - 1)

    def _turn_to(self, tab: int) -> None:
        self.tab = tab % len(call_page.TABS)
        self.page.to_begin()
        self.show_sheet()

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

    def action_reload(self) -> None:
        self.reload()

    # --- neighbours in the list

    def action_call_next(self) -> None:
        self._neighbour(1)

    def action_call_previous(self) -> None:
        self._neighbour(-1)

    def _neighbour(self, by: int) -> None:
        """The call below or above in the list behind; its cursor goes along."""
        from svc_tui.screens.inbox import InboxScreen

        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, InboxScreen):
                before = screen.rows.selected_id
                screen.rows.move(by)
                selected = screen.rows.selected_id
                if selected is None or selected == before:
                    self.say(
                        _("This is the last call of the list.")
                        if by > 0
                        else _("This is the first call of the list.")
                    )
                else:
                    run_job(self, "neighbour", partial(screen.number_of, selected), self.open)
                return

    def on_screen_resume(self) -> None:
        """Back from a form or a page: what was written there is shown."""
        if self.sheet is not None:
            self.reload()
