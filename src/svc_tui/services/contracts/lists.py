"""Lists of contracts for screens and command line: keys in order, pages of rows, completion, news."""

from collections.abc import Iterator, Sequence

from svc_tui.domain.contracts.keys import CONTRACTS
from svc_tui.domain.core.text import fold
from svc_tui.domain.query.complete import Completion, complete
from svc_tui.domain.query.reader import Query, parse
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.listing import Listing
from svc_tui.storage.contracts import lists
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.query.completing import codes
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.query.translator import Viewer

PAGE = 500


class ContractLists:
    """Reads for lists, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def query(self, text: str, *, typing: bool = False) -> Query:
        """A filter of contracts as it is read."""
        return parse(text, CONTRACTS, typing=typing)

    def _viewer(self) -> Viewer:
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing:
        """The contracts of a filter.

        Args:
            text: The filter, as typed.
            typing: It is still being typed: the last word matches as a prefix.
            first: Only so many, for a first page of a large list.
        """
        query = self.query(text, typing=typing)
        with self._context.store.read() as session:
            found = lists.ids(session=session, query=query, viewer=self._viewer(), first=first)
            if not (typing and found):
                query = hinted(session, query, empty=not found)
        return Listing(found, query, whole=first is None or len(found) < first)

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

    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]:
        """What other programs changed: the newest sequence, contracts of the filter, contracts that left it."""
        newest = self._context.store.change_seq()
        if newest == seq:
            return newest, [], []
        query = self.query(text)
        with self._context.store.read() as session:
            inside, outside = lists.changed(session=session, since=seq, query=query, viewer=self._viewer())
        return newest, inside, outside

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What may stand at the cursor of a filter: keys, words of the language, values from the data."""
        with self._context.store.read() as session:

            def values_of(name: str, typed: str) -> list[str]:
                return codes(session=session, name=name, beginning=fold(typed)) or []

            return complete(text, cursor, CONTRACTS, values_of)
