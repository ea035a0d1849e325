"""The list of visits: those of a view, the one under the cursor in a passive pane, acts on it or on the marks.

What every list does stands in `core/list_screen.py`, the acts in `acts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.language import _, ngettext
from svc_tui.presentation.planning.columns import TABLE, cells
from svc_tui.presentation.planning.page import detail
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.planning.acts import VisitActs, against_here
from svc_tui.screens.planning.noun import VisitNoun
from svc_tui.screens.planning.place import VISITS
from svc_tui.widgets.pens import Line
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed


class VisitsScreen(ListScreen):
    """The list of visits."""

    NOUN = VisitNoun
    ACTS = (VisitActs,)
    PLACE = VISITS.mode
    BARS = VISITS.bars
    TABLE = TABLE
    EXPORT = "visits.csv"

    def action_record_open(self) -> None:
        """The page of the visit."""
        if number := self.chosen_one():
            self.desk.open(Ref("visit", number))

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.plan

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services, columns = self.services, self.columns
        now, zone = services.now(), services.zone
        return [
            Row(row.id, cells(row, columns, now=now, zone=zone), str(row.number))
            for row in services.plan.rows(ids)
        ]

    def read_detail(self, name: str) -> list[Line]:
        services = self.services
        row = services.plan.find(name)
        against = against_here(services.plan, row)
        return detail(row, against, self.size.width, now=services.now(), zone=services.zone)

    def id_of(self, name: str) -> int:
        return self.services.plan.find(name).id

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.shapes.planning import visit_record

        for row in self.services.plan.rows(ids):
            record = visit_record(row) | {"planned_s": row.planned_s}
            yield {name: record[name] for name in columns}

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} visit", "{count} visits", count)

    def written(self, count: int) -> str:
        return ngettext("{count} visit written to {path}.", "{count} visits written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No visit fits this filter. {key} edits it, {view} shows those to make.")
