"""What a screen may ask of its app, so that no screen knows the app, nor the screens of another noun.

A record is opened by its reference; which page, form or prompt that is stands in `screens/shell/doors.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen

if TYPE_CHECKING:
    from datetime import date

    from svc_tui.bootstrap import Services
    from svc_tui.commands.catalogue import Command
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.keymap import Keymap
    from svc_tui.local.drafts import Draft
    from svc_tui.local.form_drafts import FormDrafts
    from svc_tui.screens.core.desk import DeskScreen
    from svc_tui.settings import Settings
    from svc_tui.terminal.profile import TerminalProfile
    from svc_tui.terminal.session import Session

AWAY = -2
"""The news of a store that was deleted, moved or replaced."""


@dataclass(frozen=True)
class Ref:
    """A record as people name it; without a name, one that is not written yet."""

    kind: str
    """As the services name it: `call`, `equipment`."""
    name: str = ""
    """Number or code: `K-58`, `C1001`."""


class Watch(Protocol):
    """Looks after the file of the store."""

    away: bool
    """The store was deleted, moved or replaced."""

    def news(self) -> int:
        """A number that moves when another program has written; AWAY where the store is not there."""


class DeskApp(Protocol):
    """The app as its screens know it."""

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""

    @property
    def settings(self) -> Settings:
        """What the person wants."""

    @property
    def profile(self) -> TerminalProfile:
        """What the terminal can do."""

    @property
    def session(self) -> Session | None:
        """The ending signals; None where there is no terminal of ours."""

    @property
    def services(self) -> Services:
        """Everything the screens may do. Raises LookupError: the store is not open yet."""

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""

    @property
    def store_watch(self) -> Watch:
        """Whether the store is still there, and whether others wrote."""

    @property
    def drafts(self) -> FormDrafts | None:
        """Where forms keep what is not saved; None where nothing may be kept."""

    @property
    def who(self) -> str:
        """Who is at work."""

    @property
    def unread(self) -> int:
        """How many messages wait for him that he did not read."""

    @property
    def last_call(self) -> str:
        """The call that was opened last."""

    # --- opening

    def open(self, ref: Ref, tab: int = 0, *, told: str = "") -> None:
        """Open a record in its own screen, at one of its tabs; `told` is what just happened to it."""

    def form(self, ref: Ref, draft: Draft | None = None, **given: str) -> None:
        """Open the form of a record; what was typed before and not saved is there again."""

    def new(self, kind: str, **given: str) -> None:
        """Open the form of a new record; `given` is what is known of it, as its form calls it."""

    def show_list(self, kind: str) -> None:
        """Open the set-up at a kind of record."""

    def balance(self, queue: str) -> None:
        """Open the balance of a queue."""

    def bill(self, customer: str) -> None:
        """Open what a customer is billed."""

    def propose(self, calls: Sequence[str], first: date | None = None) -> None:
        """Open a proposal of visits for calls, from a day on; from today unless it is said."""

    def wall(self, text: str | None = None, *, alone: bool = False) -> None:
        """Open the service monitor for a screen on the wall, of a filter's calls or of those that one watches."""

    def open_draft(self, draft: Draft) -> None:
        """Open the form that a draft belongs to, as it was typed."""

    @property
    def place_names(self) -> Mapping[str, str]:
        """What the places are called (message ids), lists beside main ones too."""

    @property
    def main_places(self) -> Mapping[str, str]:
        """What the main places are called (message ids), in the order of their keys."""

    @property
    def main_place(self) -> str:
        """The main place that one is in or beside."""

    @property
    def current_mode(self) -> str:
        """The place that is shown."""

    def go_to_place(self, place: str) -> Awaitable[Any] | None:
        """Go to a main place as it was left. Returns: what can be waited for where it is made only now."""

    def show_in(self, place: str, text: str) -> Awaitable[None]:
        """Show the records of a filter in the list of a main place; what is to be waited for."""

    def report_of(self, definition: Definition) -> Awaitable[None]:
        """Run a report that is kept under no name, among the reports; what is to be waited for."""

    def back(self) -> None:
        """From a record to where one came from; from a main place it asks, then leaves."""

    # --- screens

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front, whatever it is."""

    @property
    def screen_stack(self) -> Sequence[Screen[Any]]:
        """The screens of the place, the one in front last."""

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen in front."""

    @property
    def front(self) -> DeskScreen | None:
        """The same, for what comes by itself: while the app ends there is none."""

    def push_screen(self, screen: Screen[Any]) -> Awaitable[Any]:
        """Put a screen in front."""

    def pop_screen(self) -> Awaitable[Any]:
        """Take the screen in front away."""

    # --- acts

    def perform(self, screen: DeskScreen, command: Command, key: str = "") -> Awaitable[None] | None:
        """Do a command. Returns what is to be waited for, if anything."""

    def later(self, done: Awaitable[None] | None) -> None:
        """Wait for an act that was begun where nothing can wait."""

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Do this when what is under way is done."""

    def ring(self) -> None:
        """Ring the bell, where the person wants that and is at work."""

    def copy(self, text: str) -> None:
        """Send a text to the terminal's clipboard."""

    # --- the first rows

    def hold_frame(self) -> None:
        """Send nothing until `release_frame`, but not for long."""

    @property
    def holds_frame(self) -> bool:
        """Whether a frame waits for what was opened."""

    @property
    def is_drawn(self) -> bool:
        """Whether the screen in front is laid out and drawn as it is now."""

    def release_frame(self) -> None:
        """What was opened has its content."""

    def rows_are_here(self) -> None:
        """The first rows are listed."""

    def drop_early(self) -> None:
        """The store cannot be read: what was pressed meanwhile is forgotten."""
