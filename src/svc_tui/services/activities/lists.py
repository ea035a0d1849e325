"""Lists of activities for screens and command line: keys in order, pages of rows, completion, news; one read whole."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.activities.keys import ACTIVITIES
from svc_tui.domain.query.reader import Query
from svc_tui.errors import N_, NotFound
from svc_tui.services.activities import recurring
from svc_tui.services.activities.edit import number_of
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import RecordList, moved_among
from svc_tui.storage.activities import rows
from svc_tui.storage.activities.rows import ActivityRow, Link
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

PAGE = 500
AHEAD = 3
"""So many that come back are shown in advance."""


@dataclass(frozen=True)
class ActivitySheet:
    """The open activity."""

    row: ActivityRow
    recurrence: str
    """How it comes back, as it may be typed again; empty where it does not."""
    ahead: tuple[datetime, ...]
    """When the next ones begin: civil times of the company's zone."""
    links: tuple[Link, ...]
    """What it follows, what follows it, and its series."""
    attachments: tuple[AttachmentRow, ...]
    history: tuple[HistoryRow, ...]


class ActivityLists:
    """Reads of activities in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        own = RecordList(context, ACTIVITIES, self._find, moved_among(self._find, _moved))
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def _viewer(self) -> Viewer:
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        return rows.ids(session=session, query=query, viewer=self._viewer(), first=first)

    def rows(self, ids: Sequence[int]) -> list[ActivityRow]:
        """Activities by key, in this order."""
        with self._context.store.read() as session:
            return rows.rows(session=session, ids=ids)

    def all_rows(self, text: str = "", limit: int | None = None) -> Iterator[ActivityRow]:
        """The rows of a filter page by page, for what goes through all of them."""
        ids = self.ids(text).ids
        ids = ids if limit is None else ids[:limit]
        for start in range(0, len(ids), PAGE):
            yield from self.rows(ids[start : start + PAGE])

    def find(self, number: int | str) -> ActivityRow:
        """One activity by its number. Raises NotFound."""
        wanted = number_of(number)
        with self._context.store.read() as session:
            key = rows.key_of(session=session, number=wanted)
            found = [] if key is None else rows.rows(session=session, ids=[key])
        if not found:
            raise NotFound(N_("There is no activity {number}. Look with: activity list"), number=wanted)
        return found[0]

    def sheet(self, number: int | str) -> ActivitySheet:
        """The open activity. Raises NotFound."""
        row = self.find(number)
        series = recurring.series_of(row.recurrence, row.starts_at, self._context.zone)
        with self._context.store.read() as session:
            links = rows.linked(session=session, number=row.number, follows=row.follows, series=row.series)
            files = attachments.rows(session=session, kind="activity", object_id=row.id)
            history = histories.rows(session=session, kind="activity", object_id=row.id)
        ahead = recurring.upcoming(series, AHEAD) if series and not row.closed else []
        way = recurring.way_back(row.recurrence)
        return ActivitySheet(row, way, tuple(ahead), tuple(links), tuple(files), tuple(history))


def _moved(session: "Session", since: int) -> Sequence[int]:
    return rows.moved(session=session, since=since)
