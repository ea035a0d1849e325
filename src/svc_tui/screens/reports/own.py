"""Reports of one's own: what is shown kept under a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.screens.core.commands import Commands
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.reports.panes import ReportsScreen


class OwnReports(Commands[Any]):
    """Keeping reports."""

    screen: ReportsScreen

    def action_view_save(self) -> None:
        """Keep the report as it is shown, under a name."""
        shown, reports = self.screen.shown, self.services.reports
        if shown is None:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
            return
        made = shown.result.checked.definition

        def then(text: str, _picked: Candidate | None) -> None:
            name = text.strip().lower()
            kept = replace(made, name=name, title=_(made.title) if made.title else name)

            def show(_done: None) -> None:
                self.screen.say(_("Report {name} saved").format(name=name), self.screen.undo_hint)
                self.screen.list_reports()
                self.screen.ask_report(kept)

            self.screen.run(lambda: reports.save(name, kept), show)

        self.screen.ask(_("Save report as"), then)
