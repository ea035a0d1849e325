"""Lists of contracts for screens and command line: keys in order, pages of rows, completion, news."""

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from svc_tui.domain.contracts.keys import CONTRACTS
from svc_tui.domain.query.reader import Query
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import Moved, RecordList
from svc_tui.storage.contracts import lists
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session

PAGE = 500


class ContractLists:
    """Reads for lists, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        own = RecordList(context, CONTRACTS, self._find, self._moved)
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        return lists.ids(session=session, query=query, viewer=self._viewer(), first=first)

    def _moved(self, session: "Session", since: int, query: Query) -> Moved:
        inside, outside = lists.changed(session=session, since=since, query=query, viewer=self._viewer())
        return inside, outside

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        return lists.condition(session=session, query=query, viewer=self._viewer())

    def _viewer(self) -> Viewer:
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def rows(self, ids: Sequence[int]) -> list[ContractRow]:
        """List rows of these contracts, in this order."""
        with self._context.store.read() as session:
            return lists.rows(session=session, ids=ids, viewer=self._viewer())

    def all_rows(self, text: str = "", limit: int | None = None) -> Iterator[ContractRow]:
        """The rows of a filter page by page, for what goes through all of them."""
        ids = self.ids(text).ids
        ids = ids if limit is None else ids[:limit]
        for start in range(0, len(ids), PAGE):
            yield from self.rows(ids[start : start + PAGE])

    def find(self, number: int) -> ContractRow:
        """One contract by its number. Raises NotFound."""
        with self._context.store.read() as session:
            key = lists.key_of(session=session, number=number)
            found = [] if key is None else lists.rows(session=session, ids=[key], viewer=self._viewer())
        if not found:
            raise NotFound(N_("There is no contract K-{number}."), number=number)
        return found[0]
