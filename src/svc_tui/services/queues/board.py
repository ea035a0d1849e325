"""The board of queues: for each its figures and its open calls in the order of triage, in one moment.

Its list is a list of calls like the inbox's (`core/record_list.py`): the calls of one queue stand together.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import code_key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import And, Or
from svc_tui.errors import N_
from svc_tui.services.core.context import Context
from svc_tui.services.core.listing import Listing
from svc_tui.services.core.record_list import Moved, RecordList
from svc_tui.services.sla.left import Lefts
from svc_tui.storage.calls import lists
from svc_tui.storage.calls.query import CallTranslator, where
from svc_tui.storage.company import preferences
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.queues import board
from svc_tui.storage.queues.board import NOWHERE, Figures, QueueFacts

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

PREFERENCE = "board.columns"
REST, NO_QUEUE = "*", "-"
"""In a choice of columns: all that are not named, and the calls without a queue."""
OPEN = "is:open"


@dataclass(frozen=True)
class BoardColumn:
    """A queue with the calls that wait in it."""

    queue: QueueFacts
    figures: Figures
    ids: "array[int]"
    """Internal keys, the most urgent first."""


@dataclass(frozen=True)
class BoardListing(Listing):
    """All columns that hold a call; their calls one after the other are `ids`."""

    columns: tuple[BoardColumn, ...] = ()
    folded: tuple[BoardColumn, ...] = ()
    """Queues in which no call waits."""
    hidden: int = 0
    """Queues with calls that the person chose not to see."""


class Board:
    """Reads for the board, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lefts = Lefts(context)
        own = RecordList(context, CALLS, self._find, self._moved, _values)
        self.query, self.changed_since, self.complete = own.query, own.changed_since, own.complete

    # --- the list

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> BoardListing:
        """The board of a filter, always whole: its calls are open ones.

        Args:
            text: The filter, as typed.
            typing: It is still being typed: the last word matches as a prefix.
            first: Where only so many are asked for, the board may leave calls out.
        """
        del first
        query = self.query(text, typing=typing)
        context = self._context
        with context.store.moment(), context.store.read() as session:
            found = self._find(session, query, first=None, typing=typing)
            if not (typing and found):
                query = hinted(session, query, empty=not found)
            return self._arrange(session, query, found)

    def _arrange(self, session: "Session", query: Query, found: "array[int]") -> BoardListing:
        queues = {each.code: each for each in board.facts(session=session)}
        waits = board.queue_of_each(session=session)
        ids: dict[str, array[int]] = {}
        for key in found:
            if (code := waits.get(key)) is not None:
                if code not in ids:
                    ids[code] = array("q")
                ids[code].append(key)
        counted = self._figures(session, query)
        chosen, hidden = self._chosen(session, queues)
        all_columns = [
            BoardColumn(
                queues.get(code, QueueFacts(code)), counted.get(code, Figures()), ids.get(code, array("q"))
            )
            for code in chosen
        ]
        columns = tuple(each for each in all_columns if each.ids)
        folded = tuple(each for each in all_columns if not each.ids and not each.queue.inactive)
        whole = array("q")
        for each in columns:
            whole.extend(each.ids)
        return BoardListing(
            whole, query, columns=columns, folded=folded, hidden=sum(code in ids for code in hidden)
        )

    def _figures(self, session: "Session", query: Query) -> dict[str, Figures]:
        viewer = self._lefts.viewer(query, session)
        translator = CallTranslator(query.keys, viewer)
        everything = isinstance(query.tree, And) and not query.tree.parts
        context = self._context
        return board.figures(
            session=session, now=context.now(), since=self._midnight(),
            open_calls=where(_of_open(query), viewer, open_alone=True),
            any_calls=None if everything else translator.node(query.tree),
        )  # fmt: skip

    def _midnight(self) -> datetime:
        """When the company's day began."""
        return to_utc(datetime.combine(self._context.today, time()), self._context.zone)

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        del first, typing
        return lists.ids(session=session, query=_of_open(query), viewer=self._lefts.viewer(query, session))

    def _moved(self, session: "Session", since: int, query: Query) -> Moved:
        viewer = self._lefts.viewer(query, session)
        return lists.changed(session=session, since=since, viewer=viewer, query=_of_open(query))

    # --- its columns

    @property
    def chosen(self) -> tuple[str, ...]:
        """The columns that the person chose, in their order; empty where nothing was chosen."""
        with self._context.store.read() as session:
            return self._preferred(session)

    def choose(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Choose columns and their order: codes of queues, `-` for calls without one, `*` for all the others.

        Without any the board shows all queues in their own order again. Raises NotFound: there is no such queue.
        """
        with self._context.write() as unit:
            known = {code_key(each.code): each.code for each in board.facts(session=unit.session)}
            found: list[str] = []
            for typed in codes:
                code = typed if typed in (REST, NO_QUEUE) else known.get(code_key(typed))
                if code is None:
                    raise reading.missing(unit.session, "queue", "code", typed)
                if code not in found:
                    found.append(code)
            value = found or None
            preferences.keep(unit, person=self._context.me, name=PREFERENCE, value=value)
            unit.call_it(N_("Columns of the board chosen"))
        return tuple(found)

    def _preferred(self, session: "Session") -> tuple[str, ...]:
        kept = preferences.value(session=session, person=self._context.me, name=PREFERENCE)
        return tuple(str(each) for each in kept) if isinstance(kept, list) else ()

    def _chosen(self, session: "Session", queues: dict[str, QueueFacts]) -> tuple[list[str], list[str]]:
        """Codes of the columns that are to be seen, and of those that are not."""
        every = [*queues, NOWHERE]
        preferred = [NOWHERE if each == NO_QUEUE else each for each in self._preferred(session)]
        if not preferred:
            return every, []
        rest = [code for code in every if code not in preferred]
        found: list[str] = []
        for each in preferred:
            found += rest if each == REST else [each] if each in every else []
        return found, [] if REST in preferred else rest

    # --- the way to the inbox

    def filter_of(self, text: str, code: str, figure: str) -> str:
        """The filter that finds exactly the calls of a figure of a queue's column.

        Args:
            text: The filter of the board.
            code: The queue; empty: none.
            figure: open, unassigned, overdue, oldest (all, by age), came, went.
        """
        query = self.query(text)
        named = "none" if code == NOWHERE else quoted(code)
        if figure in ("came", "went"):
            parts = [f"{figure}:{named}"]
        else:
            parts = [f"queue:{named}", *_FIGURES[figure]]
            if not query.scope:
                parts.append(OPEN)
        if text.strip():
            parts.append(f"({text.strip()})" if isinstance(query.tree, Or) else text.strip())
        return " ".join(parts)


_FIGURES = {
    "open": [],
    "unassigned": ["is:unassigned"],
    "overdue": ["is:overdue"],
    "oldest": ["sort:created"],
}


def quoted(code: str) -> str:
    """A code as a value of a filter."""
    plain = code.replace("-", "").replace("_", "").isalnum()
    return code if plain else '"' + code.replace('"', '""') + '"'


def _of_open(query: Query) -> Query:
    """The same of open calls alone."""
    return replace(query, scope=OPEN)


def _values(session: "Session", name: str, beginning: str) -> list[str]:
    return lists.values(session=session, column=name, beginning=beginning)
