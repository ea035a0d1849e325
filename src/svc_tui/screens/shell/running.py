"""What the parts of the shell ask of the running app, beyond what every screen may."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Protocol

from textual import events

from svc_tui.screens.core.desk_app import DeskApp

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.screens.core.desk import DeskScreen


class RunningApp(DeskApp, Protocol):
    """The app as the shell knows it."""

    def take_services(self, services: "Services") -> None:
        """The store is open: show what is in it."""

    def press(self, screen: "DeskScreen", key: str) -> Awaitable[None] | None:
        """One key for a screen. Returns what keys wait for, if anything."""

    async def on_event(self, event: events.Event) -> None:
        """What the terminal sends."""

    def run_worker(self, work: Any, *, thread: bool, group: str, exit_on_error: bool) -> Any:
        """Do something in a thread."""

    def show_unread(self) -> None:
        """How many messages wait is another number now."""

    def action_app_suspend(self) -> None:
        """Sleep, where a shell can wake the program again."""
