"""Merging calls of a list: the marked ones into the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.screens.core.commands import Commands

if TYPE_CHECKING:
    from svc_tui.screens.core.list_screen import ListScreen


class CallMerge(Commands[Any]):
    """What a list of calls does with several of them."""

    screen: ListScreen

    def action_call_merge(self) -> None:
        screen, rows = self.screen, self.screen.rows
        into = rows.selected_row
        marked = [row_id for row_id in rows.marked_ids() if row_id != rows.selected_id]
        if into is None or not marked:
            screen.say(_("Mark the calls to merge with x, then stand on the one that stays."))
            return
        name = into.name
        rows.unmark([into.id])
        screen.act(
            _("Merge into {number}").format(number=name),
            lambda numbers: self.services.calls.merge(numbers, name),
            repeats=False,
        )
