"""Lists of visits for screens and command line: keys in order, pages of rows, completion, news; one read whole."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.domain.planning.keys import VISITS
from svc_tui.domain.query.reader import Query
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import RecordList, moved_among
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.planning import rows
from svc_tui.storage.planning.query import condition
from svc_tui.storage.planning.rows import VisitRow
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session

PAGE = 500


@dataclass(frozen=True)
class VisitSheet:
    """The open visit."""

    row: VisitRow
    history: tuple[HistoryRow, ...]


class VisitLists:
    """Reads of visits in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        own = RecordList(context, VISITS, self._find, moved_among(self._find, _moved))
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        viewer = Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)
        return rows.ids(session=session, query=query, viewer=viewer, first=first)

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        viewer = Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)
        return condition(query, viewer)

    def rows(self, ids: Sequence[int]) -> list[VisitRow]:
        """Visits by key, in this order."""
        with self._context.store.read() as session:
            return rows.rows(session=session, ids=ids)

    def all_rows(self, text: str = "", limit: int | None = None) -> Iterator[VisitRow]:
        """The rows of a filter page by page, for what goes through all of them."""
        ids = self.ids(text).ids
        ids = ids if limit is None else ids[:limit]
        for start in range(0, len(ids), PAGE):
            yield from self.rows(ids[start : start + PAGE])

    def find(self, number: int | str) -> VisitRow:
        """One visit by its number. Raises NotFound."""
        return self.sheet(number).row

    def sheet(self, number: int | str) -> VisitSheet:
        """The open visit. Raises NotFound."""
        wanted = number_of(number)
        with self._context.store.read() as session:
            key = rows.key_of(session=session, number=wanted)
            found = [] if key is None else rows.rows(session=session, ids=[key])
            if not found:
                raise missing(wanted)
            history = histories.rows(session=session, kind="visit", object_id=found[0].id)
        return VisitSheet(found[0], tuple(history))


def number_of(text: int | str) -> int:
    """The number that was typed. Raises NotFound: it is none."""
    digits = str(text).strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise missing(text)
    return int(digits)


def missing(number: object) -> NotFound:
    """That there is no such visit."""
    return NotFound(N_("There is no visit {number}. Look with: plan list"), number=number)


def _moved(session: "Session", since: int) -> Sequence[int]:
    return rows.moved(session=session, since=since)
