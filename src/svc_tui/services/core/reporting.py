"""What a noun says of itself for reports: its subject, and how filters and measures become columns of the store.

`SOURCES` of `services/NOUN/reports.py`; `services/reports/sources.py` finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from svc_tui.domain.query.reader import Query
    from svc_tui.domain.reports.load import WorkDay
    from svc_tui.domain.reports.subject import Subject
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.reports.stream import Columns, Stayed
    from svc_tui.storage.session import Session


class Lists(Protocol):
    """The list of a noun, as far as reports need it."""

    @property
    def ids(self) -> Callable[[str], Listing]:
        """The records that a filter finds, in its order."""

    def condition(self, session: Session, query: Query) -> Condition:
        """What a filter means, its default scope included."""


@dataclass(frozen=True)
class Source:
    """A noun as reports read it."""

    subject: Subject
    shapes: str
    """The module of `services.shapes` that has its stable `NAMES` and tells `listed` records under them."""
    lists: Callable[[Context], Lists]
    """Its list, in the name of who asks."""
    columns: Callable[[Context], Columns]
    """What is worked out of a record, by name: measures, and groups that no column keeps."""
    stays: Callable[[Context, Session, Condition, str], Stayed] | None = None
    """How long its records were in each value of a group."""
    loads: Callable[[Context, Session, Condition, date, int, bool], Sequence[WorkDay]] | None = None
    """The days of people from a day on, so many, with the records that a condition finds; all active people, or those
    alone who have one."""
