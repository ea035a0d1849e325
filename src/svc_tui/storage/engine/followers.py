"""Derived data that keeps up with a unit of work: registered once, in `storage.followers`, and living with its noun.

A follower sees the rows of its tables as they are written, remembers what they concern, and once before the commit
writes what follows from them, in the same transaction. One instance belongs to one unit of work. Its attributes are
its memory: they go back to what they were when a part of a bulk act is refused.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

Entry = Mapping[str, Any]
"""A row of the journal: `table_name`, `row_id`, `before`, `after`."""
Fault = tuple[str, dict[str, Any]]
"""What is wrong, a message of the catalogue with its values."""


class Follower:
    """What follows from the rows of some tables."""

    tables: ClassVar[Sequence[str]] = ()
    """Whose rows it sees."""
    keeps: ClassVar[Mapping[str, frozenset[str]]] = {}
    """Columns, by table, that it alone writes: no person moved them, so they stand in no undo's way."""

    def __init__(self) -> None:
        self.touched: set[Any] = set()
        """Keys of what is to be written anew."""

    def taken(self) -> list[Any]:
        """What was touched, in order; it counts as written."""
        keys, self.touched = sorted(self.touched), set()
        return keys

    # While the unit works

    def before(self, unit: "UnitOfWork", row: "Moved") -> None:
        """A row is about to be written: the last moment at which the store stands as it did."""

    def touch(self, row: "Moved") -> None:
        """A row was written."""

    def loading(self, unit: "UnitOfWork", table_name: str) -> None:
        """Many new rows are about to come in at once; none of them will be seen by itself."""

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        """Write what follows. Not `last`: long work goes on, and what looks at all that it loaded waits."""

    # When an act is taken back

    def takes_back(self, unit: "UnitOfWork", entry: Entry, journal: Sequence[Entry]) -> bool:
        """Take a row of an act back in its own way. Returns whether it did; else the row is made what it was."""
        return False

    def retell(self, unit: "UnitOfWork", change_id: int, journal: Sequence[Entry]) -> None:
        """All rows of a change are taken back: tell in histories what their columns do not tell."""

    # When the store is looked after

    def check(self, session: "Session") -> Iterable[Fault]:
        """What does not agree with the rows; `rebuild` is the cure."""
        return ()

    def rebuild(self, session: "Session") -> None:
        """Make all of it anew, in the caller's transaction."""


class Index(Follower):
    """One with tables of its own, made from nothing but the rows: also where an import is taken back."""

    def write(self, session: "Session", ids: Sequence[int]) -> None:
        """Write the entries of these rows anew; a row that is gone has none."""
        raise NotImplementedError

    def index(self, session: "Session") -> None:
        """Write the entries of what was touched."""
        if self.touched:
            self.write(session, self.taken())

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        self.index(unit.session)


Found = TypeVar("Found")

source: Callable[[], Sequence[type[Follower]]] = tuple
"""Names those that are registered, in the order in which they settle; `storage` sets it, above all nouns."""


class Followers:
    """All followers of one unit of work."""

    def __init__(self) -> None:
        self._all = [kind() for kind in source()]
        self._by_table: dict[str, list[Follower]] = {}
        for each in self._all:
            for name in each.tables:
                self._by_table.setdefault(name, []).append(each)

    def of(self, kind: type[Found]) -> Found:
        """The one of this class."""
        return next(each for each in self._all if isinstance(each, kind))

    def before(self, unit: "UnitOfWork", row: "Moved") -> None:
        """A row is about to be written."""
        for each in self._by_table.get(row.table, ()):
            each.before(unit, row)

    def touch(self, row: "Moved") -> None:
        """A row was written."""
        for each in self._by_table.get(row.table, ()):
            each.touch(row)

    def loading(self, unit: "UnitOfWork", table_name: str) -> None:
        """Many new rows are about to come in at once."""
        for each in self._by_table.get(table_name, ()):
            each.loading(unit, table_name)

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        """Write what follows from the rows that were written."""
        for each in self._all:
            each.settle(unit, last=last)

    def mark(self) -> list[dict[str, Any]]:
        """What they know now."""
        return [{name: copy(value) for name, value in vars(each).items()} for each in self._all]

    def back(self, mark: list[dict[str, Any]]) -> None:
        """Let them know what they knew then."""
        for each, known in zip(self._all, mark, strict=True):
            vars(each).update(known)

    def takes_back(self, unit: "UnitOfWork", entry: Entry, journal: Sequence[Entry]) -> bool:
        """Whether one of them takes a row of an act back."""
        return any(
            each.takes_back(unit, entry, journal) for each in self._by_table.get(entry["table_name"], ())
        )

    def retell(self, unit: "UnitOfWork", change_id: int, journal: Sequence[Entry]) -> None:
        """Tell what the columns of the rows do not tell."""
        for each in self._all:
            each.retell(unit, change_id, journal)

    def index(self, session: "Session") -> None:
        """Write what was touched of the indexes alone."""
        for each in self._all:
            if isinstance(each, Index):
                each.index(session)

    def check(self, session: "Session") -> list[Fault]:
        """What does not agree with the rows."""
        return [fault for each in self._all for fault in each.check(session)]

    def rebuild(self, session: "Session", tables: Collection[str] | None = None) -> None:
        """Make anew what can be made from the rows, of all tables or of these."""
        for each in self._all:
            if tables is None or not set(tables).isdisjoint(each.tables):
                each.rebuild(session)

    @staticmethod
    def kept(table_name: str) -> frozenset[str]:
        """The columns of a table that followers alone write."""
        return frozenset().union(*(kind.keeps.get(table_name, ()) for kind in source()))
