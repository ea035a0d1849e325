"""A report out of the program: what is shown is what leaves, as text, workbook or page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_, Refused
from svc_tui.language import _
from svc_tui.presentation.reports.forms import ENDINGS, text_pieces
from svc_tui.screens.core.commands import Commands
from svc_tui.services.core.whole_file import whole_bytes, whole_file
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.reports.panes import ReportsScreen, Shown

UNNAMED = "report"


class ReportLeaving(Commands[Any]):
    """What leaves."""

    screen: ReportsScreen

    def action_view_export(self) -> None:
        """Write the report that is open to a file; the end of its name says the form."""
        shown = self.screen.shown
        if shown is None:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
            return

        def then(typed: str, _picked: Candidate | None) -> None:
            path = Path(typed.strip()).expanduser()
            told = _("{name} written to {path}.").format(name=shown.definition.name or UNNAMED, path=path)
            self.screen.run(lambda: self._write(shown, path), lambda _done: self.screen.say(told))

        self.screen.ask(
            _("Export to ({endings})").format(endings=", ".join(ENDINGS)), then,
            value=f"{shown.definition.name or UNNAMED}.csv",
        )  # fmt: skip

    def _write(self, shown: Shown, path: Path) -> None:
        """Raises Refused: the name says no form, the file is there, or it cannot be written. Runs in a thread."""
        how = ENDINGS.get(path.suffix.lower())
        if how is None:
            message = N_("{name} does not say its form. End it in {known}.")
            raise Refused(message, name=path.name, known=", ".join(ENDINGS))
        if path.exists():
            raise Refused(N_("That file exists already. Name another than {path}."), path=path)
        services, result, sheet = self.services, shown.result, shown.grid.sheet
        when = partial(self.screen.when, now=services.now())
        if how == "xlsx":
            from svc_tui.presentation.reports.workbook import workbook

            whole_bytes(path, workbook(result, sheet, when, services.zone))
            return
        with whole_file(path) as stream:
            stream.writelines(text_pieces(how, result, sheet, when))
