"""What the handlers of an import's kinds need of what takes their records, and what they hand back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from svc_tui.interchange.core.records import Problem, Record, Tally
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.call_index import CallIndex
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Below = dict[str, list[Values]]
"""Rows below a record, by table."""


@dataclass
class Counts:
    """What became of the records of a kind."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new, self.changed + other.changed, self.same + other.same,
            self.rejected + other.rejected,
        )  # fmt: skip


class Sink(Protocol):
    """Takes the records of everything that is no call."""

    directory: Directory
    unit: UnitOfWork
    tally: Tally
    cards: CardIndex
    calls: CallIndex
    counts: dict[str, Counts]

    def take(self, record: Record, resolver: Resolver) -> Problem | None:
        """Write one record; its problem, if it is rejected."""

    def need(self, record: Record, values: Values, row_id: int | None) -> None:
        """Raises BadValue: the record lacks what it cannot stand without."""

    def save(self, record: Record, table: str, row_id: int | None, values: Values) -> tuple[str, int]:
        """New, changed or the same; and the row's key."""

    def warn(self, record: Record, rule: str, message: str, column: str = "", **details: Any) -> None:
        """A rule that a fact breaks: told once with a count."""


Prepare = Callable[[Sink, Record, Values, Resolver, int | None], Below]
"""What becomes of a kind's values before they are columns; returns the rows below the record."""
