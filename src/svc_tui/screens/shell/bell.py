"""The bell: on wish only, within the person's working hours, and never more than once a minute."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from svc_tui.errors import SvcError

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.settings import Settings

REST = timedelta(minutes=1)


class Rings(Protocol):
    """The app as its bell knows it."""

    @property
    def settings(self) -> "Settings":
        """What the person wants on this machine."""

    @property
    def services(self) -> "Services":
        """Everything that may be done."""

    def bell(self) -> Any:
        """Sound the terminal's bell."""

    def run_worker(self, work: Any, *, thread: bool, group: str, exit_on_error: bool) -> Any:
        """Do something in a thread."""

    def call_later(self, callback: Any, *args: Any) -> bool:
        """Do this when what is under way is done."""


class Bell:
    """The bell of one app."""

    def __init__(self, app: Rings) -> None:
        self._app = app
        self._rang: datetime | None = None

    def ring(self) -> None:
        """Ring, where the person wants it and is at work; that is asked in a thread."""
        now = self._app.services.now()
        if self._rang is None or now - self._rang >= REST:
            self._app.run_worker(lambda: self._ask(now), thread=True, group="bell", exit_on_error=False)

    def _ask(self, now: datetime) -> None:
        """Runs in a thread."""
        from svc_tui.services.sla.working import works_now

        services = self._app.services
        try:
            wanted = services.messages.wants_bell(otherwise=self._app.settings.bell)
            if wanted and works_now(services.context, now):
                self._app.call_later(self._sound, now)
        except SvcError:
            return  # that the store cannot be used is said where somebody wants something of it

    def _sound(self, now: datetime) -> None:
        if self._rang is None or now - self._rang >= REST:
            self._rang = now
            self._app.bell()
