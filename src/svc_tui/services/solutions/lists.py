"""The list of solutions for a screen: where words stand in the filter, what they find comes best first."""

from array import array
from collections.abc import Mapping

from svc_tui.domain.query.complete import Completion
from svc_tui.domain.solutions.keys import parted
from svc_tui.services.core.listing import Listing
from svc_tui.services.solutions.find import Found, SolutionFind

MOST = 200
"""So many solutions that words find are listed; the best stand far above that."""


class RankedSolutions:
    """Solutions of a filter: ranked where words are searched, else in the filter's own order."""

    def __init__(self, solutions: SolutionFind) -> None:
        self._solutions = solutions
        self._found: Mapping[int, Found] = {}

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing:
        """The keys of the solutions of a filter; at most 200 where words are searched."""
        query = self._solutions.query(text, typing=typing)
        words, _rest = parted(query)
        if not words or query.sort:
            self._found = {}
            return self._solutions.ids(text, typing=typing, first=first)
        found = self._solutions.find(text, top=MOST if first is None else min(first, MOST))
        self._found = {hit.row.id: hit for hit in found}
        return Listing(array("q", self._found), query, whole=first is None or len(found) < first)

    def passage(self, row_id: int) -> tuple[tuple[str, bool], ...]:
        """Where the last search found its words in a solution; empty where no words were searched."""
        found = self._found.get(row_id)
        return found.passage.spans if found is not None else ()

    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]:
        """What other programs changed: the newest sequence, solutions of the filter, solutions that left it."""
        newest, inside, outside = self._solutions.changed_since(seq, "is:any")
        if not inside and not outside:
            return newest, [], []
        listed = set(self.ids(text).ids)
        moved = [*inside, *outside]
        return (
            newest,
            [each for each in moved if each in listed],
            [each for each in moved if each not in listed],
        )

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """What may stand at the cursor of a filter."""
        return self._solutions.complete(text, cursor)
