"""Lists of opportunities for screens and command line: keys in order, pages of rows, news; one read whole; sums."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.domain.query.reader import Query
from svc_tui.domain.sales.keys import OPPORTUNITIES
from svc_tui.errors import NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds
from svc_tui.services.core.record_list import RecordList, moved_among
from svc_tui.storage.activities import rows as activities
from svc_tui.storage.activities.rows import ActivityRow
from svc_tui.storage.company import items
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.sales import query as translating
from svc_tui.storage.sales import rows
from svc_tui.storage.sales.rows import Competitor, OpportunityRow, Raised, StageLine, Sum

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session

PAGE = 500


@dataclass(frozen=True)
class OpportunitySheet:
    """The open opportunity."""

    row: OpportunityRow
    item_name: str
    stages: tuple[StageLine, ...]
    competitors: tuple[Competitor, ...]
    activities: tuple[ActivityRow, ...]
    """What was said and is to be done about it."""
    attachments: tuple[AttachmentRow, ...]
    history: tuple[HistoryRow, ...]


class OpportunityLists:
    """Reads of opportunities in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        own = RecordList(context, OPPORTUNITIES, self._find, moved_among(self._find, _moved))
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def viewer(self) -> Viewer:
        """For whom and when a filter is read."""
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        return rows.ids(session=session, query=query, viewer=self.viewer(), first=first)

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        return translating.condition(query, self.viewer())

    def rows(self, ids: Sequence[int]) -> list[OpportunityRow]:
        """Opportunities by key, in this order."""
        with self._context.store.read() as session:
            return rows.rows(session=session, ids=ids)

    def all_rows(self, text: str = "", limit: int | None = None) -> Iterator[OpportunityRow]:
        """The rows of a filter page by page, for what goes through all of them."""
        ids = self.ids(text).ids
        ids = ids if limit is None else ids[:limit]
        for start in range(0, len(ids), PAGE):
            yield from self.rows(ids[start : start + PAGE])

    def sums(self, text: str = "") -> tuple[Sum, ...]:
        """What the opportunities of a filter come to, by stage and currency."""
        with self._context.store.read() as session:
            return tuple(rows.sums(session=session, query=self.query(text), viewer=self.viewer()))

    def find(self, number: int | str) -> OpportunityRow:
        """One opportunity by its number. Raises NotFound."""
        wanted = number_of(number)
        with self._context.store.read() as session:
            key = rows.key_of(session=session, number=wanted)
            found = [] if key is None else rows.rows(session=session, ids=[key])
        if not found:
            raise _missing(wanted)
        return found[0]

    def sheet(self, number: int | str) -> OpportunitySheet:
        """The open opportunity. Raises NotFound."""
        row = self.find(number)
        with self._context.store.read() as session:
            item = items.row(session=session, code=row.item) if row.item else None
            said = rows.activity_ids(session=session, number=row.number)
            return OpportunitySheet(
                row,
                item.name if item else "",
                tuple(rows.lines_of(session=session, number=row.number)),
                tuple(rows.competitors_of(session=session, number=row.number)),
                tuple(activities.rows(session=session, ids=said)),
                tuple(attachments.rows(session=session, kind="opportunity", object_id=row.id)),
                tuple(histories.rows(session=session, kind="opportunity", object_id=row.id)),
            )

    def raised_from(self, kind: str, key: str | int) -> tuple[Raised, ...]:
        """The opportunities that were raised from a call, card or contract, the newest first."""
        with self._context.store.read() as session:
            return tuple(rows.raised_from(session=session, kind=kind, key=str(key)))


def number_of(text: int | str) -> int:
    """The number of an opportunity as people type it. Raises NotFound."""
    digits = str(text).strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise _missing(digits[:40])
    return int(digits)


def _missing(number: object) -> NotFound:
    return NotFound(kinds()["opportunity"].missing, number=number)


def _moved(session: "Session", since: int) -> Sequence[int]:
    return rows.moved(session=session, since=since)
