"""The list of contracts: those of a view, the one under the cursor in a passive pane, acts on it or on the marks.

What every list does stands in `core/list_screen.py`, the acts in `acts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.language import _, ngettext
from svc_tui.presentation.contracts.columns import TABLE, cells
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.contracts.acts import ContractActs
from svc_tui.screens.contracts.noun import ContractNoun, named, number_named
from svc_tui.screens.contracts.place import PLACE as CONTRACTS
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.widgets.pens import Line
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed


class ContractsScreen(ListScreen):
    """The list of contracts."""

    NOUN = ContractNoun
    ACTS = (ContractActs, ActivityActs)
    PLACE = CONTRACTS.mode
    BARS = CONTRACTS.bars
    TABLE = TABLE
    EXPORT = "contracts.csv"

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.contracts

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services, columns = self.services, self.columns
        now, zone = services.now(), services.zone
        return [
            Row(row.id, cells(row, columns, now=now, zone=zone), named(row.number))
            for row in services.contracts.rows(ids)
        ]

    def read_detail(self, name: str) -> list[Line]:
        from svc_tui.presentation.contracts.page import detail_lines
        from svc_tui.services.shapes.contracts import contract_record, use_record

        preview = self.services.contracts.preview(number_named(name))
        use = use_record(preview.use, preview.row)
        return detail_lines(contract_record(preview.row), use, width=self.size.width)

    def id_of(self, name: str) -> int:
        return self.services.contracts.find(number_named(name)).id

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        return columns

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.shapes.contracts import contract_record

        for row in self.services.contracts.rows(ids):
            record = contract_record(row)
            yield {name: record[name] for name in columns}

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} contract", "{count} contracts", count)

    def written(self, count: int) -> str:
        return ngettext("{count} contract written to {path}.", "{count} contracts written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No contract fits this filter. {key} edits it, {view} shows all that are in force.")

    # --- what time does

    def pass_a_minute(self) -> None:
        """Days left move on; owners are reminded of what ends."""
        run_job(self, "remind", self.services.contracts.remind, lambda _told: self.rows.forget())
        self.show_detail()
