"""SvcApp: modes, look, keys and errors. Business decisions lie below; what a key does stands in its screen.

Keys come in here, once, and pass the key reader: Textual's own bindings know no sequences, and a begun
sequence must own the next key whatever has the focus. Importing this module needs Textual alone; the store
is opened by a thread after the first paint.
"""

import asyncio
import gc
import io
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from textual import events

from svc_tui import clock
from svc_tui.bootstrap import Services
from svc_tui.commands.catalogue import BY_ID, Command
from svc_tui.errors import SvcError
from svc_tui.faults import write_log
from svc_tui.keymap import Found, Keymap, Pending, Unknown, shown_keys
from svc_tui.language import _
from svc_tui.presentation.core import turns
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.jobs import revert
from svc_tui.screens.shell.bell import Bell
from svc_tui.screens.shell.opening import OpeningApp
from svc_tui.screens.shell.palette import palette_answer
from svc_tui.screens.shell.places import MODES
from svc_tui.screens.shell.store_door import StoreDoor
from svc_tui.screens.shell.store_watch import WATCH_S, StoreWatch
from svc_tui.screens.shell.typing_ahead import TypingAhead, taken
from svc_tui.screens.shell.unread import Unread
from svc_tui.settings import Settings
from svc_tui.terminal.profile import TerminalProfile
from svc_tui.terminal.session import Session
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.shell.resuming import Resuming

SETTLED_S = 3.0
"""By then the start is over and what it made will stay."""

MINUTE_S = 60.0

ROW_S = 1.0
"""An act waits so long for the row under the cursor: it may be of a record that is gone."""

THREADS = 3
"""A long listing, a page or the detail, and a write beside them."""


class SvcApp(OpeningApp):
    """The desk on a terminal."""

    TITLE = "svc-tui"
    CSS_PATH = Path(__file__).parent / "styles.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []
    MODES = MODES
    DEFAULT_MODE = "inbox"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-home"), (100, "-wide"), (140, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(
        self,
        profile: TerminalProfile,
        settings: Settings,
        open_services: Callable[[], Services],
        *,
        log_file: Path | None = None,
        drafts_dir: Path | None = None,
    ) -> None:
        """`open_services` opens the store; it runs in a thread once the first frame is painted."""
        self.keymap = Keymap(settings.keys, settings.preset)
        super().__init__(profile)
        self.settings = settings
        self.who = settings.who or ""
        self._door = StoreDoor(self, open_services)
        self._services: Services | None = None
        self._log_file = log_file
        self._drafts_dir = drafts_dir
        self.store_watch = StoreWatch(self)
        self._unread = Unread(self)
        self._bell = Bell(self)
        self._resuming: Resuming | None = None
        self._offers = False
        self._wakes = False
        """What is due by itself is owed, once the first rows are here."""
        self._first: Callable[[], None] | None = None
        """What opens as soon as the first rows are here."""
        self.typing = TypingAhead(self)
        self._waiting = 0
        """So many writes wait for their turn."""
        self._turn_words = ""
        """What was said of that last."""
        self._before_turn: Line = ()
        """What stood in its place, which then comes back."""
        self.session: Session | None = None
        """The ending signals; drafts hang on it. None where there is no terminal of ours."""

    # --- the store

    @property
    def services(self) -> Services:
        """Everything the screens may do."""
        if self._services is None:
            raise LookupError("the store is not open yet")
        return self._services

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""
        return self._services is not None

    def on_load(self) -> None:
        # Few threads: each costs a connection and an arena of memory, and none waits for another's query.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "desk"))

    def on_ready(self) -> None:
        if self.session is not None:
            self.session.seal(asyncio.get_running_loop())
        # The first frame goes out before anything heavy is imported.
        self.call_after_refresh(self._door.open)
        self.set_interval(WATCH_S, self._look)
        if not gc.isenabled():
            self.set_timer(SETTLED_S, collect_again)

    def _look(self) -> None:
        """Each second: is the store there, and was something written."""
        self.store_watch.look()
        if not self.store_watch.away and self.is_open:
            self._unread.look()
            self._meet()

    def _meet(self) -> None:
        """Tell others which calls are open here, and see what they have open; lists and pages show it at their look."""
        here = [screen.open_here for screen in self.screen_stack if isinstance(screen, DeskScreen)]
        opened = {key for key, _form in here if key is not None}
        editing = {key for _page, key in here if key is not None}
        services = self.services
        services.calls.present(opened, editing)
        services.store.presence.look()

    @property
    def unread(self) -> int:
        """How many messages wait that the person did not read."""
        return self._unread.count

    def show_unread(self) -> None:
        """On every screen that is there: of those that are not in front nothing is painted."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen):
                    screen.show_unread()

    def ring(self) -> None:
        """Ring the bell, where the person wants that and is at work."""
        self._bell.ring()

    def action_bell_switch(self) -> None:
        """Let the bell tell of messages, or no longer."""
        screen, messages = self.desk_screen, self.services.messages
        on = not messages.wants_bell(otherwise=self.settings.bell)
        words = (
            _("The bell rings for new messages, in your working hours.") if on else _("The bell is silent.")
        )
        screen.run(lambda: messages.want_bell(on), lambda _done: screen.say(words, screen.undo_hint))

    def take_services(self, services: Services) -> None:
        """The store is open: show what is in it."""
        before, self._services = self._services, services
        self.who = services.me
        self.store_watch.took(before)
        if before is None:
            self._wakes = True
            self.set_interval(MINUTE_S, self._wake)
            if self._drafts_dir is not None:
                self._hold_place(self._drafts_dir)
        else:
            self._wake()

    def _wake(self) -> None:
        """Do what is due by itself; that the store may not be written is said where somebody wants to write."""

        def work() -> None:
            from svc_tui.services.core.waking import wake

            with suppress(SvcError):
                wake(self.services.context)
            self.call_later(self._unread.begin)

        self.run_worker(work, thread=True, group="wake")

    def _hold_place(self, directory: Path) -> None:
        """Keep drafts and the place where one is, and offer what was kept before."""
        from svc_tui.screens.shell.resuming import Resuming

        self.hold_drafts(directory)
        assert self.drafts is not None
        self._resuming = Resuming(self, directory / "places", self.drafts)
        self._offers = True
        if self.session is not None:
            self.session.on_leave(self._keep)

    def _keep(self) -> None:
        """The program ends: where one is, and what is being typed, is written down."""
        if self._resuming is not None:
            self._resuming.keep()
            for screen in self.screen_stack:
                if isinstance(screen, DeskScreen):
                    screen.asking.keep()

    def exit(self, *args: Any, **kwargs: Any) -> None:
        self._keep()
        super().exit(*args, **kwargs)

    def go_on(self) -> bool:
        return self._resuming is not None and self._resuming.go_on()

    def begin_with(self, do: Callable[[], None]) -> None:
        """Open something at once. It is no place to come back to: nothing is kept of it, nothing else is offered."""
        self._first, self._drafts_dir = do, None

    def rows_are_here(self) -> None:
        """The first rows are listed: do what was pressed until now, or offer where one was."""
        first, self._first = self._first, None
        if first is not None:
            first()
        if self._resuming is not None and self._offers and not self.typing.waits:
            self._resuming.offer()
        self._offers = False
        if self._wakes:
            self._wakes = False
            self._wake()
        if self.typing.waits:
            self.call_later(self.typing.catch_up)

    def drop_early(self) -> None:
        """The store cannot be read: what was pressed meanwhile is forgotten."""
        self.typing.drop()

    def tell_turn(self, waits: bool, importer: tuple[str, str] | None = None) -> None:
        """A write waits for others, perhaps for one who imports, or waits no longer; told by its thread."""
        self.call_later(self._show_turn, waits, importer)

    def _show_turn(self, waits: bool, importer: tuple[str, str] | None) -> None:
        self._waiting += 1 if waits else -1
        screen = self.front
        if screen is None:
            return
        status = screen.status
        stands = bool(self._turn_words) and status.said == self._turn_words
        if self._waiting:
            if not stands:
                self._before_turn = status.spans
            if waits:
                self._turn_words = turns.waits(importer)
            screen.say(self._turn_words, role="muted")
        elif stands:
            status.say(*self._before_turn)

    def on_unmount(self) -> None:
        if self.drafts is not None:
            self.drafts.close()
        if self._services is not None:
            self._services.close()

    def line_ended(self) -> None:
        if self.session is not None:
            self.session.hang_up()
        else:
            super().line_ended()

    # --- keys

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if await self.typing.take(event):
                focused = self.focused
                await super().on_event(event)
                await taken(focused)
        elif self.screen_stack or not isinstance(event, events.InputEvent):
            await super().on_event(event)

    def press(self, screen: DeskScreen, key: str) -> Awaitable[None] | None:
        """One key for a screen: a command, the begin of one, or nothing. Keys wait for what it returns."""
        if screen.press_confirm(key):
            return None
        begun = screen.reader.pending
        found = screen.reader.feed(key)
        if isinstance(found, Pending):
            screen.show_begun(found.follow, found.keys)
            return None
        if begun:
            screen.end_sequence()
        if isinstance(found, Found):
            return self.perform(screen, found.command, found.keys[-1])
        if isinstance(found, Unknown):
            words = _("{keys} means nothing here.").format(keys=shown_keys(found.keys))
            screen.say(words, _("? shows the keys"))
        return None

    def perform(self, screen: DeskScreen, command: Command, key: str = "") -> Awaitable[None] | None:
        """Do a command: the screen's method, else the app's. Returns what is to be waited for, if anything."""
        if not self.is_open and command.id not in _WITHOUT_STORE:
            if self._door.say_why():
                return None
            screen.say(_("The store is still being opened."))
            self.typing.hold(partial(self.perform, screen, command, key))
            return None
        if command.needs_row and screen.lacks_row:
            return self._when_row_is_here(screen, partial(self._do, screen, command, key))
        return self._do(screen, command, key)

    async def _when_row_is_here(self, screen: DeskScreen, do: Callable[[], Awaitable[None] | None]) -> None:
        """Do what is meant for the row under the cursor once that was read; not without end, it may be gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ROW_S):
                while screen.lacks_row:
                    await screen.making.next_answer()
        if self.screen_stack[-1:] == [screen] and (done := do()) is not None:
            await done

    def _do(self, screen: DeskScreen, command: Command, key: str) -> Awaitable[None] | None:
        screen.asking.drafts.asks(command.id)
        act = screen.doer(command.action) or self.act_of(command)
        try:
            done: Awaitable[None] | None = act(key) if command.takes_key else act()
            return done
        except SvcError as error:
            screen.say_error(error)
            return None

    # --- what every screen can do

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen in front."""
        assert isinstance(self.screen, DeskScreen)
        return self.screen

    @property
    def front(self) -> DeskScreen | None:
        """The same, for what comes by itself: while the app ends there is none."""
        screen = next(reversed(self.screen_stack), None)
        return screen if isinstance(screen, DeskScreen) else None

    def action_palette(self) -> None:
        screen = self.desk_screen
        screen.ask(
            ":",
            self._perform_chosen,
            chooses=True,
            rows=7,
            answer=lambda text: palette_answer(screen.PLACE, self.keymap, text),
            in_thread=False,
        )

    def action_help(self) -> None:
        from svc_tui.screens.shell.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            screen = self.desk_screen
            self.push_screen(HelpScreen(screen.PLACE, screen.explains()))

    def _perform_chosen(self, text: str, chosen: Candidate | None) -> None:
        screen = self.desk_screen
        if chosen is None:
            screen.say(_("There is no act named {text}.").format(text=text), role="warning")
        else:
            self.later(self.perform(screen, BY_ID[chosen.value], key="1"))

    def later(self, done: Awaitable[None] | None) -> None:
        """Wait for an act that was begun where nothing can wait."""
        if done is not None:

            async def wait() -> None:
                await done

            self.call_later(wait)

    def action_reload(self) -> None:
        if self.is_open and not self.store_watch.away:
            self.desk_screen.reload()
        else:
            self._door.open()

    def action_undo(self) -> None:
        revert(self.desk_screen, lambda: self.services.undo.undo().say(_))

    def action_redo(self) -> None:
        revert(self.desk_screen, lambda: self.services.undo.redo().say(_))

    def action_undo_skip(self) -> None:
        revert(self.desk_screen, lambda: self.services.undo.undo(skip=True).say(_))

    def action_redo_skip(self) -> None:
        revert(self.desk_screen, lambda: self.services.undo.redo(skip=True).say(_))

    def action_redraw(self) -> None:
        self.repaint_terminal()

    def action_record_back(self) -> None:
        self.back()

    def back(self) -> None:
        """From a record to where one came from; from a main place it asks, then leaves."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif not self._out_of_list():
            self.action_app_leave()

    def action_app_suspend(self) -> None:
        """Sleep, where a shell can wake the program again."""
        if self.session is not None and self.session.may_stop:
            if self.is_open:
                self.services.store.presence.leave()  # who sleeps reads nothing; the look after it tells it again
            self.sleep()
        else:
            self.desk_screen.say(_("No shell could wake svc-tui again; it goes on."))

    def action_app_leave(self) -> None:
        """Leave when the answer is yes."""
        self.desk_screen.confirm(_("Leave svc-tui?"), self.exit)

    def copy(self, text: str) -> None:
        """Send a text to the terminal's clipboard, and show it: nobody confirms that it arrived."""
        self.copy_to_clipboard(text)
        self.desk_screen.say(_("Sent to the terminal's clipboard: {text}").format(text=text))

    # --- faults

    def _fatal_error(self) -> None:
        """A fault of the program: the details go to the log, without values; the user gets one calm line."""
        self._end_calmly(self._exception or "")

    def panic(self, *renderables: Any) -> None:
        """A fault where Textual would show it whole, such as one of the thread that reads the keys."""
        told = io.StringIO()
        Console(file=told, width=110, no_color=True).print(*renderables)
        self._end_calmly(told.getvalue())

    def _end_calmly(self, fault: BaseException | str) -> None:
        self._return_code = 1
        words = _("Something went wrong in svc-tui; what was saved is safe.")
        if self._log_file is not None and write_log(self._log_file, fault, clock.now()):
            words += " " + _("Details: {path}").format(path=self._log_file)
        if not self._exit_renderables:  # a fault seldom comes alone; one line is enough
            self._exit_renderables.append(_plain(words))
        self._close_messages_no_wait()


_WITHOUT_STORE = {
    "palette",
    "help",
    "redraw",
    "app.leave",
    "app.suspend",
    "record.back",
    "go.inbox",
    "reload",
}


def collect_again() -> None:
    """The launch turned the collector off. What it made is never walked again: a walk would hold a key up."""
    gc.freeze()
    gc.enable()


def _plain(words: str) -> Any:
    from rich.text import Text

    return Text(words)
