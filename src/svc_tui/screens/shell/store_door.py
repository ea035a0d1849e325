"""The door to the store: it is opened by a thread after the first paint; where it stays shut the reason stays too."""

from collections.abc import Callable

from svc_tui.bootstrap import Services
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.shell.running import RunningApp


class StoreDoor:
    """Opens the store of a running app, again where that is asked for."""

    def __init__(self, desk: RunningApp, open_services: Callable[[], Services]) -> None:
        self._desk = desk
        self._open_services = open_services
        self._opening = False
        self._reason: SvcError | None = None

    def open(self) -> None:
        """Open it, unless that is under way."""
        screen = self._desk.front
        if self._opening or screen is None:
            return
        if self._reason is not None:
            screen.say(_("The store is being opened again."))
        self._opening, self._reason = True, None
        run_job(screen, "open", self._open_services, self._take, self._shut)

    def _take(self, services: Services) -> None:
        self._opening = False
        if (screen := self._desk.front) is not None:
            screen.say("")
        self._desk.take_services(services)

    def _shut(self, error: SvcError) -> None:
        self._opening, self._reason = False, error
        self._desk.drop_early()
        self.say_why()

    def say_why(self) -> bool:
        """Say, in place of the content, why it is shut; whether it is."""
        screen = self._desk.front
        if self._reason is None or screen is None:
            return False
        screen.show_unavailable(self._reason)
        return True
