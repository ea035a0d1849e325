"""The line of time of a customer: all that happened, the newest first, merged from streams that are in order already.

A noun brings a `Source` (`storage/NOUN/timeline.py`), which stands in `storage.timelines.SOURCES`. A source gives its
newest entries before a place in the line, and no more than it is asked for: its table has an index that begins with
the customer and goes on with the instant. So a page costs the same at twenty entries and at twenty thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import holding
from svc_tui.storage.tables import table


class Position(NamedTuple):
    """A place in the line: what comes after it is older."""

    at: datetime
    rank: int
    """Of the source among all sources; at one instant the higher one comes first."""
    key: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    position: Position
    kind: str
    """Of the record it speaks of: call, activity, equipment ..."""
    event: str
    """What happened: opened, closed, phone, delivered ..."""
    who: str | None
    text: str
    call: str | None = None
    equipment: int | None = None
    contract: int | None = None
    activity: int | None = None

    @property
    def at(self) -> datetime:
        """When."""
        return self.position.at


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for."""

    kinds: frozenset[str] = frozenset()
    """Kinds of records, and events; empty: all."""
    who: str | None = None
    """Code of the person who did it."""
    words: tuple[str, ...] = ()
    """Each stands somewhere in the entry's texts."""


@dataclass(frozen=True)
class Ask:
    """What a source is asked."""

    session: Session
    customer: str
    now: datetime
    """What lies ahead has not happened yet."""
    zone: ZoneInfo
    """In which a day begins."""
    wanted: Wanted
    limit: int
    rank: int
    after: Position | None = None

    def events(self, kind: str, known: Sequence[str]) -> tuple[str, ...]:
        """Those of a source's events that are wanted; none means that it has nothing to say."""
        kinds = self.wanted.kinds
        if not kinds or kind in kinds:
            return tuple(known)
        return tuple(event for event in known if event in kinds)

    def before(self, at: ColumnElement[Any], key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Rows that come after the place that was reached."""
        place = self.after
        if place is None:
            return at <= self.now
        if self.rank > place.rank:
            return at < place.at
        if self.rank < place.rank:
            return at <= place.at
        return and_(at <= place.at, or_(at < place.at, key < place.key))

    def comes_after(self, position: Position) -> bool:
        """The same of an entry that was read."""
        return position.at <= self.now and (self.after is None or position < self.after)

    def fits(self, who: str | None, *texts: str) -> bool:
        """Person and words of an entry that was read."""
        from svc_tui.domain.core.text import fold

        if self.wanted.who is not None and who != self.wanted.who:
            return False
        whole = fold("\n".join(texts))
        return all(fold(word) in whole for word in self.wanted.words)

    def rows(
        self,
        query: Select[Any],
        at: ColumnElement[Any],
        key: ColumnElement[Any],
        who: ColumnElement[Any],
        texts: Sequence[ColumnElement[Any]],
    ) -> list[Any]:
        """The rows of a select that are wanted, newest first: `at`, `key` and `who` stand first in each."""
        narrowed = query.add_columns(at.label("at"), key.label("key"), who.label("who")).where(
            self.before(at, key)
        )
        if self.wanted.who is not None:
            narrowed = narrowed.where(who == self.wanted.who)
        for word in self.wanted.words:
            narrowed = narrowed.where(holding(word, *texts))
        ordered = narrowed.order_by(at.desc(), key.desc()).limit(self.limit)
        return list(self.session.execute(ordered))

    def position(self, at: datetime, key: int) -> Position:
        """The place of an entry of this source."""
        return Position(at, self.rank, key)


@dataclass(frozen=True)
class Source:
    """What a noun knows of a customer's past."""

    kind: str
    """Kind of the records that its entries speak of."""
    events: tuple[str, ...]
    """What can happen to them; an entry may say another word that its record brings."""
    entries: Callable[[Ask], list[Entry]]
    """The newest entries, in order, at most as many as asked for."""


def who_did(kind: str, key: ColumnElement[Any], event: str) -> Any:
    """Who did something to a record, by its history: the last one; nobody where none is told."""
    h = table("history").c
    return (
        select(h.who)
        .where(h.kind == kind, h.object_id == key, h.event == event)
        .order_by(h.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def page(
    sources: Sequence[Source],
    *,
    session: Session,
    customer: str,
    now: datetime,
    zone: ZoneInfo,
    wanted: Wanted,
    limit: int,
    after: Position | None = None,
) -> list[Entry]:
    """The newest entries after a place."""
    streams: list[Iterator[Entry]] = []
    for rank, source in enumerate(sources):
        ask = Ask(session, customer, now, zone, wanted, limit, rank, after)
        if ask.events(source.kind, source.events):
            streams.append(iter(source.entries(ask)))
    return list(islice(merge(*streams, key=lambda each: each.position, reverse=True), limit))
