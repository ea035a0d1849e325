"""Commands that are attached to a screen of records: what a noun's keys do, shared by its list and its open page.

A screen names them in ACTS; a command is done by the first of them that has a method of its name,
`action_call_take`, else by the screen. They keep no rows; what a screen shows stays with the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.screens.core.acts import RecordsScreen
    from svc_tui.screens.core.desk_app import DeskApp
    from svc_tui.screens.core.noun import Noun
    from svc_tui.services.core.outcomes import Outcomes

ScreenT = TypeVar("ScreenT", bound="RecordsScreen")


class Commands(Generic[ScreenT]):
    """What some keys do on a screen of records."""

    def __init__(self, screen: ScreenT) -> None:
        self.screen = screen

    @property
    def services(self) -> Services:
        """Everything that may be done; only once the store is open."""
        return self.screen.services

    @property
    def desk(self) -> DeskApp:
        """The app, as what it is for a screen."""
        return self.screen.desk

    @property
    def noun(self) -> Noun:
        """The words of the records on the screen."""
        return self.screen.noun

    # --- what happens on the screen

    def on_services(self) -> None:
        """The store is open."""

    def reloaded(self) -> None:
        """What the screen shows is read again."""

    def resumed(self) -> None:
        """Back from another screen."""

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun, and nothing followed for a moment."""

    def told(self, outcomes: Outcomes) -> None:
        """It was said what became of an act."""

    def stand_on(self, name: str) -> None:
        """An act found this record by itself."""


AnyCommands = type[Commands[Any]]
