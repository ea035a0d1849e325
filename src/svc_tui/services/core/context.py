"""What every service works with: the store, who acts, what time it is, and how the company is set up."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from svc_tui.language import tell_time
from svc_tui.storage.company import settings as setup
from svc_tui.storage.company.settings import Company
from svc_tui.storage.engine import acts
from svc_tui.storage.engine.store import Store

if TYPE_CHECKING:
    from svc_tui.storage.engine.bursts import Bursts
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True)
class _Kept:
    """The set-up as it was read."""

    news: int
    """The store's news then."""
    act: int
    """The last act then."""
    company: Company


class _Inside(local):
    """What the thread is writing."""

    unit: "UnitOfWork | None" = None
    company: Company | None = None
    """The set-up as the unit sees it."""


class Context:
    """One person at work on one store."""

    def __init__(self, store: Store, me: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.me = me
        """Code of the person who acts."""
        self.now = now
        """The present moment, aware."""
        tell_time(now)
        self._kept: _Kept | None = None
        self._inside = _Inside()
        self._first: list[Callable[[Context], object]] = []
        self._beside: dict[str, tuple[Company, Any]] = {}

    @property
    def company(self) -> Company:
        """The company's set-up, read again only after somebody has changed it."""
        if self._inside.unit is not None:
            return self._company_inside(self._inside.unit)
        return self.store.once("company", self._company_now)

    @property
    def news(self) -> int:
        """A number that moves when somebody has written; within a moment it stands."""
        return self.store.once("news", self.store.news)

    def _company_now(self) -> Company:
        news, kept = self.news, self._kept
        if kept is None or kept.news != news:
            with self.store.read() as session:
                if kept is None:
                    kept = _Kept(news, acts.last(session=session), setup.company(session=session))
                else:
                    act, moved = acts.since(session=session, since=kept.act, tables=setup.TABLES)
                    kept = _Kept(news, act, setup.company(session=session) if moved else kept.company)
            self._kept = kept
        return kept.company

    def _company_inside(self, unit: "UnitOfWork") -> Company:
        """The same while this thread writes: asked of its own transaction, once."""
        found, kept = self._inside.company, self._kept
        if found is None:
            stands = kept is not None and not unit.moved(kept.act, setup.TABLES)
            found = kept.company if kept is not None and stands else setup.company(session=unit.session)
            self._inside.company = found
        return found

    def stands(self, company: Company) -> None:
        """The unit of work found that the set-up, read before it, has not moved: it is not asked again."""
        self._inside.company = company

    def beside_company(self, name: str, read: "Callable[[], T]") -> "T":
        """What a noun keeps of the set-up, read again only where the company is (`settings.TABLES`)."""
        company, known = self.company, self._beside.get(name)
        if known is None or known[0] is not company:
            known = self._beside[name] = company, read()
        found: T = known[1]
        return found

    def before_writing(self, first: "Callable[[Context], object]") -> None:
        """Do this before the first unit of work, once, after what was asked for before it."""
        self._first.append(first)

    def _begin(self) -> None:
        while self._first:
            self._first.pop(0)(self)

    @property
    def zone(self) -> ZoneInfo:
        """The company's zone, in which people type and read times."""
        return self.company.zone

    @property
    def today(self) -> date:
        """The present day in the company's zone."""
        return self.now().astimezone(self.zone).date()

    @contextmanager
    def bursts(self, what: str, *, undoable: bool = False) -> "Iterator[Bursts]":
        """Long work in the name of the person who acts, in short bursts between which others write."""
        self._begin()
        with self.store.bursts(who=self.me, at=self.now(), undoable=undoable, what=what) as work:
            yield work

    @contextmanager
    def write(
        self,
        *,
        undoable: bool = True,
        at: datetime | None = None,
        kind: str = "act",
        undo_of: int | None = None,
        ahead: Sequence[str] = (),
    ) -> "Iterator[UnitOfWork]":
        """A unit of work in the name of the person who acts, at the present moment or at that of what it began with.

        `ahead` are tables that it will need.
        """
        self._begin()
        scope = self.store.write(
            who=self.me, at=at or self.now(), undoable=undoable, kind=kind, undo_of=undo_of, ahead=ahead
        )
        with scope as unit:
            self._inside.unit, self._inside.company = unit, None
            try:
                yield unit
            finally:
                self._inside.unit = None


@contextmanager
def trying(context: Context, dry_run: bool) -> Iterator[Context]:
    """Where a file is taken in: a dry run works on a copy of the store, and keeps nobody from the store itself."""
    if not dry_run:
        yield context
        return
    with context.store.trial() as copy:
        yield Context(copy, context.me, context.now)
