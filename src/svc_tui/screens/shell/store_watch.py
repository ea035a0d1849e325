"""Whether the store is still there: said at once where it is not, and forgotten when it is back."""

from typing import TYPE_CHECKING

from svc_tui.errors import SvcError
from svc_tui.screens.core.desk_app import AWAY, DeskApp

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services

WATCH_S = 1.0
"""How often it is looked for."""


class StoreWatch:
    """Looks after the file of the store that the app has open."""

    def __init__(self, desk: DeskApp) -> None:
        self._desk = desk
        self.away = False
        """The store was deleted, moved or replaced; to try again means to open what is there."""

    def look(self) -> None:
        """Say, once, that the store is away; and go on where it is back."""
        screen = self._desk.front
        if not self._desk.is_open or screen is None:
            return
        try:
            self._desk.services.store.look()
        except SvcError as error:
            if not self.away:
                self.away = True
                screen.show_unavailable(error)
        else:
            if self.away:
                self.away = False
                screen.say("")
                screen.reload()

    def took(self, before: "Services | None") -> None:
        """The store is open, in the place of another one where one was."""
        from svc_tui.screens.core.desk import DeskScreen

        self.away = False
        for screen in self._desk.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.show_top()
                screen.wait_for_first()
                screen.on_services()
                if before is not None:
                    screen.say("")
                    screen.reload()
        if before is not None:
            before.close()

    def news(self) -> int:
        """A number that moves when another program has written."""
        try:
            return self._desk.services.store.news()
        except SvcError:
            return AWAY
