"""The list of a noun: the keys a filter finds, what others changed of it, what may stand in it. One for all nouns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.complete import Completion, complete
from svc_tui.domain.query.reader import Query, parse
from svc_tui.services.core.listing import Listing
from svc_tui.storage.query.completing import codes
from svc_tui.storage.query.hints import hinted

if TYPE_CHECKING:
    from svc_tui.domain.query.keys import KeyTable
    from svc_tui.services.core.context import Context
    from svc_tui.storage.session import Session

Moved = tuple[list[int], list[int]]
"""Keys that others changed: those that the filter finds now, and those that it does not."""


class Find(Protocol):
    """Reads the keys of the records of a filter, in its order."""

    def __call__(self, session: Session, query: Query, *, first: int | None, typing: bool) -> array[int]: ...


def moved_among(
    find: Find, moved: Callable[[Session, int], Sequence[int]]
) -> Callable[[Session, int, Query], Moved]:
    """Parts what moved since by what the filter finds; for lists that are short enough to be found whole."""

    def part(session: Session, since: int, query: Query) -> Moved:
        touched = moved(session, since)
        found = set(find(session, query, first=None, typing=False)) if touched else set[int]()
        return [key for key in touched if key in found], [key for key in touched if key not in found]

    return part


class RecordList:
    """The records of a noun by filter text."""

    def __init__(
        self,
        context: Context,
        keys: KeyTable,
        find: Find,
        moved: Callable[[Session, int, Query], Moved],
        values: Callable[[Session, str, str], list[str]] = lambda _session, _name, _beginning: [],
    ) -> None:
        """`values` are those of a key that no list of the company holds, by their beginning."""
        self._context, self._keys = context, keys
        self._find, self._moved, self._values = find, moved, values

    def query(self, text: str, *, typing: bool = False) -> Query:
        """A filter as it is read."""
        return parse(text, self._keys, typing=typing)

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing:
        """The records of a filter, in its order.

        Args:
            text: The filter, as typed.
            typing: It is still being typed: the last word matches as a prefix.
            first: Only so many, for a first page of a large list.
        """
        query = self.query(text, typing=typing)
        with self._context.store.read() as session:
            found = self._find(session, query, first=first, typing=typing)
            if not (typing and found):
                query = hinted(session, query, empty=not found)
        return Listing(found, query, whole=first is None or len(found) < first)

    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]:
        """What other programs changed: the newest sequence, records of the filter, records that left it."""
        newest = self._context.store.change_seq()
        if newest == seq:
            return newest, [], []
        with self._context.store.read() as session:
            inside, outside = self._moved(session, seq, self.query(text))
        return newest, inside, outside

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What may stand at the cursor of a filter: keys, words of the language, values from the data."""
        with self._context.store.read() as session:

            def values_of(name: str, typed: str) -> list[str]:
                found = codes(session=session, name=name, beginning=fold(typed))
                return self._values(session, name, typed) if found is None else found

            return complete(text, cursor, self._keys, values_of)
