"""The inbox: the calls of a view, the one under the cursor in a passive pane, acts on it or on the marks.

What every list does stands in `core/list_screen.py`, what keys do to calls in `commands.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.language import _, ngettext
from svc_tui.presentation.calls.columns import TABLE, cells
from svc_tui.presentation.calls.detail import detail_lines
from svc_tui.screens.calls.commands import CALL_ACTS
from svc_tui.screens.calls.merging import CallMerge
from svc_tui.screens.calls.noun import CallNoun
from svc_tui.screens.calls.place import PLACE as INBOX
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.widgets.pens import Line
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed

URGENT = "is:mine (priority:high OR is:overdue)"


class InboxScreen(ListScreen):
    """The list of calls."""

    NOUN = CallNoun
    ACTS = (*CALL_ACTS, CallMerge)
    PLACE = INBOX.mode
    BARS = INBOX.bars
    TABLE = TABLE
    EXPORT = "calls.csv"

    def __init__(self) -> None:
        super().__init__()
        self._urgent: frozenset[int] | None = None

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.calls

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services = self.services
        found = services.calls.rows(ids)
        left = services.calls.left(found)
        now, zone, columns = services.now(), services.zone, self.columns
        editors, viewers = services.calls.editors(), services.calls.viewers()
        return [
            Row(
                row.id,
                cells(
                    row,
                    columns,
                    left.get(row.id),
                    now=now,
                    zone=zone,
                    editor=editors.get(row.id, ""),
                    viewer=viewers.get(row.id, ""),
                ),
                row.number,
            )
            for row in found
        ]

    def read_detail(self, name: str) -> list[Line]:
        services = self.services
        preview = services.calls.preview(name)
        return list(detail_lines(preview, now=services.now(), zone=services.zone, width=self.size.width))

    def id_of(self, name: str) -> int:
        return int(self.services.calls.preview(name).values.id)

    def others_editing(self) -> dict[int, str]:
        return self.services.calls.marks()

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        from svc_tui.services.calls.as_file import call_names

        return call_names(columns)

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.calls.as_file import call_records

        return call_records(self.services.calls, ids, columns)

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} call", "{count} calls", count)

    def written(self, count: int) -> str:
        return ngettext("{count} call written to {path}.", "{count} calls written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No call fits this filter. {key} edits it, {view} shows all open ones.")

    # --- what others do, what time does

    def pass_a_minute(self) -> None:
        """Times left move on; snoozed calls wake; owners are reminded of contracts that end."""
        services = self.services

        def due() -> None:
            services.calls.wake()
            services.contracts.remind()

        run_job(self, "wake", due, lambda _done: self.rows.forget())
        self.show_detail()

    def heard(self) -> None:
        """Ring where a call of mine became urgent, for those who want it."""
        services, otherwise = self.services, self.desk.settings.bell

        def urgent() -> frozenset[int] | None:
            if not services.messages.wants_bell(otherwise=otherwise):
                return None
            return frozenset(services.calls.ids(URGENT).ids)

        run_job(self, "bell", urgent, self._ring)

    def _ring(self, urgent: frozenset[int] | None) -> None:
        before, self._urgent = self._urgent, urgent
        if before is not None and urgent is not None and urgent - before:
            self.desk.ring()
