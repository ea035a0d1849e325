"""How many messages wait unread, shown in the top bar; counted anew only when somebody wrote or a minute passed."""

from datetime import datetime, timedelta

from svc_tui.errors import SvcError
from svc_tui.screens.core.desk_app import AWAY
from svc_tui.screens.shell.running import RunningApp

ANEW_AFTER = timedelta(minutes=1)
"""What was put off comes back by time alone: it is looked for so often."""


class Unread:
    """The count of one app."""

    def __init__(self, desk: RunningApp) -> None:
        self._desk = desk
        self.count = 0
        self._news = AWAY
        self._looked: datetime | None = None
        self._busy = False
        self._begun = False
        self._counted = False
        """What was there when the program began rings no bell."""

    def begin(self) -> None:
        """What time brings about was done for the first time: from now on there is something to count."""
        if not self._begun:
            self._begun = True
            self.look()

    def look(self) -> None:
        """Count, where something was written since, or a minute passed; the look itself costs microseconds."""
        desk = self._desk
        if not self._begun or not desk.is_open or desk.front is None or self._busy:
            return
        news, now = desk.store_watch.news(), desk.services.now()
        if news == AWAY or (
            news == self._news and self._looked is not None and now - self._looked < ANEW_AFTER
        ):
            return
        self._news, self._looked, self._busy = news, now, True
        desk.run_worker(self._count, thread=True, group="unread", exit_on_error=False)

    def _count(self) -> None:
        """Runs in a thread."""
        count = self.count
        try:
            count = self._desk.services.messages.unread()
        except SvcError:
            pass  # that the store cannot be used is said where somebody wants something of it
        finally:
            self._desk.call_later(self._show, count)

    def _show(self, count: int) -> None:
        self._busy = False
        rings, self._counted = self._counted and count > self.count, True
        if count != self.count:
            self.count = count
            self._desk.show_unread()
        if rings:
            self._desk.ring()
