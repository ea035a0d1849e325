"""What the app opens: main places, records by their kind, forms, the set-up, drafts; shared by every screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.widget import AwaitMount

from svc_tui.commands.catalogue import Command
from svc_tui.language import _
from svc_tui.screens.core.desk_app import DeskApp, Ref
from svc_tui.screens.shell.doors import (
    ACCOUNT,
    BALANCE,
    DAY,
    DOORS,
    MESSAGES,
    MONITOR,
    PROPOSAL,
    RAISED,
    RAISING,
    RENEWALS,
    SET_UP,
    WALL,
    form_maker,
    new_maker,
    screen_named,
)
from svc_tui.screens.shell.places import BESIDE, MAIN, NAMES
from svc_tui.terminal.frames import ComparedApp
from svc_tui.widgets.letting_go import let_pictures_go

if TYPE_CHECKING:
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.local.drafts import Draft
    from svc_tui.local.form_drafts import FormDrafts
    from svc_tui.widgets.prompt_line import Candidate

MOST_PLACES = 20
"""So many jumps between the places can be taken back."""
MOST_PAGES = 16
"""So many pages of a place lie on one another; each holds a megabyte."""
REPORTS = "reports"
"""The place of reports."""
FINDS = {"equipment.find": "equipment", "solution.find": "solutions"}
"""The places whose list has a box to find a record, by the command that opens it."""
WATCHED_FROM = "reports"
"""The place that the service monitor lies over."""
FIRST_LIST = {"lists": "status"}
"""The first of the lists that one command of the set-up stands for."""


class OpeningApp(ComparedApp[None]):
    """The acts that open something."""

    drafts: "FormDrafts | None" = None
    """Where forms keep what is not saved; None where nothing may be kept."""
    last_call = ""
    """The call that was opened last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        let_pictures_go()
        super().__init__(*args, **kwargs)
        self._came_from: list[str] = []
        """The places that were left for another one."""

    @property
    def _desk(self) -> DeskApp:
        """The whole app, as its screens know it."""
        return cast(DeskApp, self)

    def act_of(self, command: Command) -> Callable[..., Any]:
        """What does a command that is no act of the screen in front."""
        own: Callable[..., Any] | None = getattr(self, command.action, None)
        noun, _dot, what = command.id.partition(".")
        if own is not None:
            return own
        if command.id in FINDS:
            return partial(self.action_find, FINDS[command.id])
        return partial(getattr(self, f"action_{noun}"), what)

    # --- the main places

    @property
    def place_names(self) -> Mapping[str, str]:
        """What the places are called (message ids), lists beside main ones too."""
        return NAMES

    @property
    def main_places(self) -> Mapping[str, str]:
        """What the main places are called (message ids), in the order of their keys."""
        return MAIN

    @property
    def main_place(self) -> str:
        """The main place that one is in or beside."""
        return BESIDE.get(self.current_mode, self.current_mode)

    def action_go(self, place: str) -> None:
        """Go to a main place."""
        self.go_to_place(place)

    def go_to_place(self, place: str) -> AwaitMount | None:
        """Go to a main place as it was left; from one of its own records, to its list.

        Returns: what can be waited for where the place is made only now.
        """
        if self.current_mode != place:
            self._came_from.append(self.current_mode)
            del self._came_from[:-MOST_PLACES]
            return self.switch_mode(place)
        self._leave_records()
        return None

    async def show_in(self, place: str, text: str) -> None:
        """The list of a place with the records of a filter; one comes back by the way of jumps."""
        made = self.go_to_place(place)
        if made is not None:
            await made
        self._leave_records()
        load: Callable[[str], None] | None = getattr(self.screen, "load", None)
        if load is not None:
            load(text)

    async def report_of(self, definition: "Definition") -> None:
        """Run a report that is kept under no name, among the reports; one comes back by the way of jumps."""
        made = self.go_to_place(REPORTS)
        if made is not None:
            await made
        self._leave_records()
        show: Callable[..., None] | None = getattr(self.screen, "ask_report", None)
        if show is not None:
            show(definition, into=True)

    def _leave_records(self) -> None:
        """Back to the list of the place."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _back_to_place(self) -> bool:
        """Go to the place that was left last; whether there is one."""
        if self._came_from:
            self.switch_mode(self._came_from.pop())
            return True
        return False

    def _out_of_list(self) -> bool:
        """From a list beside a main place to where one came from; whether one was in such a list."""
        beside = BESIDE.get(self.current_mode)
        if beside is None:
            return False
        if not self._back_to_place():
            self.switch_mode(beside)
        return True

    async def action_find(self, place: str) -> None:
        """The list of a place with its box to find a record open; what is typed meanwhile waits for it."""
        made = self.go_to_place(place)
        if made is not None:
            await made
        self._leave_records()
        open_box: Callable[[], None] | None = getattr(self.screen, "open_box", None)
        if open_box is not None:
            open_box()

    def action_jump_back(self) -> None:
        """Back to where one jumped from; at the start, to where one was when the program ended."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif not self._back_to_place() and not self.go_on():
            self._desk.desk_screen.say(_("Nothing to jump back to."))

    def go_on(self) -> bool:
        """Go to where one was when the program ended; whether there is such a place."""
        return False

    # --- records and their forms

    def open(self, ref: Ref, tab: int = 0, *, told: str = "") -> None:
        """Open a record in its own screen, at one of its tabs; in the place of one of its kind in front.

        `told` is what just happened to it.
        """
        from svc_tui.screens.core.record_page import RecordScreen

        page = screen_named(DOORS[ref.kind].page)
        if ref.kind == "call":
            self.last_call = ref.name
        if issubclass(page, RecordScreen) and isinstance(self.screen, page):
            self.screen.open(ref.name, told=told)
            return
        self._forget_oldest()
        self.push_screen(
            page(ref.name, tab=tab, told=told) if issubclass(page, RecordScreen) else page(ref.name)
        )

    def _forget_oldest(self) -> None:
        """Let go of the page at the bottom of a place, where too many lie on one another; never of a form.

        Textual takes only the screen in front away, so this leans on two of its private names (8.2.8).
        """
        from svc_tui.screens.core.reading import ReadingScreen

        stack = self._screen_stack
        pages = [screen for screen in stack[1:] if isinstance(screen, ReadingScreen)]
        if len(pages) >= MOST_PAGES:
            stack.remove(pages[0])
            pages[0]._pop_result_callback()
            pages[0].remove()

    def form(self, ref: Ref, draft: "Draft | None" = None, **given: str) -> None:
        """Open the form of a record; what was typed before and not saved is there again."""
        if not ref.name:
            self.push_screen(new_maker(ref.kind)(draft, **given))
            return
        if draft is None and self.drafts is not None:
            draft = self.drafts.of(ref.kind, ref.name)
        self.push_screen(form_maker(ref.kind)(ref.name, draft, **given))

    def new(self, kind: str, **given: str) -> None:
        """Open the form of a new record; `given` is what is known of it, as its form calls it."""
        self.form(Ref(kind), None, **given)

    def action_call_new(self) -> None:
        """The form of a new call."""
        self.new("call")

    def action_jump_call(self) -> None:
        """Open the call that was left last."""
        if self.last_call:
            self.open(Ref("call", self.last_call))
        else:
            self._desk.desk_screen.say(_("No call was opened yet."))

    def action_go_day(self) -> None:
        """What waits today."""
        self._go_to_list(DAY)

    def action_go_messages(self) -> None:
        """What the person was told."""
        self._go_to_list(MESSAGES)

    def _go_to_list(self, name: str) -> None:
        """A list that is no main place, over the place one is in; back to it where it lies below what is in front."""
        made = screen_named(name)
        if any(isinstance(screen, made) for screen in self.screen_stack):
            while not isinstance(self.screen, made):
                self.pop_screen()
        else:
            self.push_screen(made())

    async def action_go_monitor(self) -> None:
        """The service monitor, in a place that its figures do not open: one comes back to it by the way of jumps."""
        made = self.go_to_place(WATCHED_FROM)
        if made is not None:
            await made
        self._leave_records()
        await self.push_screen(screen_named(MONITOR)())

    def wall(self, text: str | None = None, *, alone: bool = False) -> None:
        """The service monitor for a screen on the wall, of the calls of a filter or of those that one watches.

        `alone` ends the program with it.
        """
        self.push_screen(screen_named(WALL)(text, alone=alone))

    def balance(self, queue: str) -> None:
        """What each member of a queue has, and who would get what waits in it."""
        self.push_screen(screen_named(BALANCE)(queue))

    def propose(self, calls: Sequence[str], first: date | None = None) -> None:
        """Open a proposal of visits for calls, from a day on; from today unless it is said."""
        self.push_screen(screen_named(PROPOSAL)(calls, first))

    def bill(self, customer: str) -> None:
        """What a customer is billed."""
        self.push_screen(screen_named(ACCOUNT)(customer))

    def action_go_billing(self) -> None:
        """Choose a customer: what is to be billed."""
        from svc_tui.screens.core.acts import choices, picked_code

        def then(text: str, picked: "Candidate | None") -> None:
            if code := picked_code(text, picked):
                self.bill(code)

        search = self._desk.services.customers.search
        label = _("Bill which customer")
        self._desk.desk_screen.ask(
            label, then, chooses=True, rows=5, answer=lambda text: choices(search(text))
        )

    def action_contract_renewals(self) -> None:
        """What ends next, and what is at stake."""
        self.push_screen(screen_named(RENEWALS)())

    def action_opportunity_raise(self) -> None:
        """Raise an opportunity from the records that are meant, whatever they are."""
        screen_named(RAISING)(self.screen)

    def action_jump_opportunity(self) -> None:
        """Open what was raised from the record that is meant."""
        screen_named(RAISED)(self.screen)

    # --- the set-up

    def action_setup(self, what: str) -> None:
        """Open the set-up at a kind of record."""
        self.show_list(FIRST_LIST.get(what, what))

    def action_view_manage(self) -> None:
        """Rename, move and remove saved views."""
        self.show_list("views")

    def show_list(self, kind: str) -> None:
        """Open the set-up at a kind of record."""
        set_up = screen_named(SET_UP)
        if isinstance(self.screen, set_up):
            self.screen.show_kind(kind)
        else:
            self.push_screen(set_up(kind))

    # --- drafts

    def hold_drafts(self, directory: Path) -> None:
        """Keep drafts in this directory."""
        from svc_tui.local.form_drafts import FormDrafts

        services = self._desk.services
        self.drafts = FormDrafts(directory, services.store.path, services.me)

    def open_draft(self, draft: "Draft") -> None:
        """Open the form that a draft belongs to, as it was typed."""
        from svc_tui.screens.shell import waiting

        waiting.open_draft(self._desk, draft)

    def action_draft_open(self) -> None:
        """Choose among the drafts that wait."""
        from svc_tui.screens.shell import waiting

        waiting.choose(self._desk)

    def action_text_insert(self) -> None:
        """Where nothing is typed there is nothing to put a text into."""
        self._desk.desk_screen.say(
            _("Canned texts go into notes, resolutions and forms, while they are typed.")
        )
