"""What every service works with: the store, who acts, what time it is, and how the company is set up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from svc_tui.storage import setup
from svc_tui.storage.setup import Company
from svc_tui.storage.store import Store

if TYPE_CHECKING:
    from svc_tui.storage.record import Unit


class Context:
    """One person at work on one store."""

    def __init__(self, store: Store, me: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.me = me
        """Code of the person who acts."""
        self.now = now
        """The present moment, aware."""
        self._company: tuple[int, Company] | None = None

    @property
    def company(self) -> Company:
        """The company's set-up, read again only after somebody has written to the store."""
        news = self.store.news()
        if self._company is None or self._company[0] != news:
            with self.store.read() as session:
                self._company = (news, setup.company(session=session))
        return self._company[1]

    @property
    def zone(self) -> ZoneInfo:
        """The company's zone, in which people type and read times."""
        return self.company.zone

    def write(self, *, undoable: bool = True) -> AbstractContextManager["Unit"]:
        """A unit of work in the name of the person who acts, at the present moment."""
        return self.store.write(who=self.me, at=self.now(), undoable=undoable)
