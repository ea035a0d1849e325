"""What follows from the rows of solutions: how many closed calls used each, and the index of their words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from svc_tui.storage.engine.followers import Fault, Follower, Index
from svc_tui.storage.solutions import use

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

COUNTED = frozenset({"used", "last_used_at"})
"""What moves on a solution whenever a call closes, and leaves its text alone."""


class SolutionUse(Follower):
    """How many closed calls used a solution: counted around each act, so that no undo or reopening can lose one."""

    tables: ClassVar[Sequence[str]] = ("call", "call_solution", "solution")
    keeps: ClassVar[Mapping[str, frozenset[str]]] = {"solution": COUNTED}

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[int, int] = {}
        """Closed calls of the solutions whose ties are touched, as they were before."""
        self.loaded = False
        """Ties came in at once: what those calls count is added."""

    def before(self, unit: "UnitOfWork", row: "Moved") -> None:
        numbers: Iterable[Any] = ()
        if row.table == "solution":
            if not row.new:  # what its calls counted is not kept with it: restored, they count again
                self._settle(unit, row.values("number"))
        elif row.table == "call_solution":
            numbers = row.values("solution")
        elif row.id is not None and not {"is_open", "merged_into"}.isdisjoint(row.names):
            numbers = use.of_call(unit.session, row.id)
        for number in numbers:
            if number not in self.counts:
                self.counts[number] = use.closed_calls(unit.session, number)

    def loading(self, unit: "UnitOfWork", table_name: str) -> None:
        self.loaded |= table_name == "call_solution"

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        self._settle(unit, self.counts.keys())
        if last and self.loaded:
            use.count_loaded(unit.session)
            self.loaded = False

    def as_told(self) -> None:
        """Ties that came in at once are not counted: how often each solution was used came along."""
        self.loaded = False

    def _settle(self, unit: "UnitOfWork", numbers: Iterable[int]) -> None:
        for number in sorted(self.counts.keys() & set(numbers)):
            use.count(unit, number, self.counts.pop(number))


class SolutionText(Index):
    """The full-text index of solutions."""

    tables: ClassVar[Sequence[str]] = ("solution",)

    def __init__(self) -> None:
        super().__init__()
        self.loaded = False
        """Solutions came in at once: those that the index lacks are added."""

    def touch(self, row: "Moved") -> None:
        if not COUNTED.issuperset(row.names):
            self.touched.add(row.id)

    def loading(self, unit: "UnitOfWork", table_name: str) -> None:
        self.loaded = True

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        super().settle(unit, last=last)
        if last and self.loaded:
            from svc_tui.storage.solutions import index

            index.write(unit.session, (), loaded=True)
            self.loaded = False

    def write(self, session: "Session", ids: Sequence[int]) -> None:
        from svc_tui.storage.solutions import index

        index.write(session, ids)

    def check(self, session: "Session") -> Iterable[Fault]:
        from svc_tui.storage.solutions import index

        return [("{said}", {"said": each}) for each in index.problems(session)]

    def rebuild(self, session: "Session") -> None:
        from svc_tui.storage.solutions import index

        index.rebuild(session)
