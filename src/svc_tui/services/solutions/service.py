"""Solutions: found, suggested, read, written down, reviewed, merged, and tied to calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from svc_tui.errors import N_, NotFound
from svc_tui.services.core.coded import Choice
from svc_tui.services.solutions.calls import SolutionCalls
from svc_tui.services.solutions.edit import number_of
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.solutions import rows
from svc_tui.storage.solutions.rows import SolutionRow


@dataclass(frozen=True)
class SolutionSheet:
    """The open solution."""

    row: SolutionRow
    item_name: str
    calls: tuple[Mapping[str, Any], ...]
    """The newest calls that it is attached to."""
    misses: int
    """How often it did not help."""
    stale: bool
    """Unused or not reviewed for a year, or followed by a reopening."""
    attachments: tuple[AttachmentRow, ...]
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True)
class SolutionVersion:
    """One act that changed a solution."""

    at: datetime
    who: str | None
    event: str
    """created, changed, status, merged, restored ..."""
    changes: tuple[tuple[str, str, str], ...]
    """Field, text before, text after."""


class Solutions(SolutionCalls):
    """What is known to help."""

    def find_number(self, number: int | str) -> SolutionRow:
        """One solution. Raises NotFound."""
        wanted = number_of(number)
        with self._context.store.read() as session:
            row = rows.row(session=session, number=wanted)
        if row is None:
            raise NotFound(N_("There is no solution {number}."), number=wanted)
        return row

    def sheet(self, number: int | str) -> SolutionSheet:
        """The open solution. Raises NotFound."""
        row = self.find_number(number)
        stale = row.id in self.ids(f"number:{row.number} is:stale is:any").ids
        with self._context.store.read() as session:
            names = rows.item_names(session=session, items=[row.item])
            return SolutionSheet(
                row,
                names.get(row.item or "", ""),
                tuple(rows.calls_of(session=session, number=row.number)),
                len(rows.misses_of(session=session, number=row.number)),
                stale,
                tuple(attachments.rows(session=session, kind="solution", object_id=row.id)),
                tuple(histories.rows(session=session, kind="solution", object_id=row.id)),
            )

    def versions(self, number: int | str) -> tuple[SolutionVersion, ...]:
        """What each act changed, oldest first. Raises NotFound."""
        row = self.find_number(number)
        with self._context.store.read() as session:
            history = histories.rows(session=session, kind="solution", object_id=row.id)
        acts: dict[Any, list[HistoryRow]] = {}
        for entry in history:
            act = entry.change_id if entry.change_id is not None else (entry.at, entry.who)
            acts.setdefault(act, []).append(entry)
        return tuple(
            SolutionVersion(
                entries[0].at, entries[0].who, entries[0].event,
                tuple((each.field, each.old or "", each.new or "") for each in entries if each.field),
            )
            for entries in acts.values()
        )  # fmt: skip

    def fitting(self, number: str, text: str = "", limit: int = 20) -> tuple[Choice, ...]:
        """Solutions that fit a call, best first; a number finds that solution."""
        return tuple(
            Choice(str(row.number), row.solution, row.symptom or row.item or "")
            for row in self.fitting_rows(number, text, limit)
        )
