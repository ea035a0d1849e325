"""Reports of one's own: what is shown kept under a name, copied, changed in a form, taken away; each with its undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.services.reports.sources import standard
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.screens.reports.panes import ReportsScreen

SET_UP = "reports"
"""Their kind in the set-up, whose form writes them."""


class OwnReports(Commands[Any]):
    """Keeping reports."""

    screen: ReportsScreen

    def _here(self) -> Definition | None:
        """The report that is meant: of the list the one under the cursor, else the one that is open."""
        screen = self.screen
        if not screen.in_list:
            return screen.shown.result.checked.definition if screen.shown else None
        return screen.definitions.get(screen.entry.report) if screen.entry else None

    def action_view_save(self) -> None:
        """Keep the report as it is shown, under a name."""
        if self.screen.shown is None:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
        else:
            self._keep(self.screen.shown.result.checked.definition)

    def action_view_report(self) -> None:
        self.screen.say(_("This is a report already; {key} keeps it.").format(
            key=self.screen.keymap.first_key("view.save")))  # fmt: skip

    def action_report_copy(self) -> None:
        """Keep a report under another name, to change it."""
        if made := self._here():
            self._keep(made)

    def _keep(self, made: Definition) -> None:
        """Ask for name and title, `late-north Late in the north`; a report of one's own of that name is replaced."""
        reports = self.services.reports
        own = made.name and made.name not in standard()

        def then(text: str, _picked: Candidate | None) -> None:
            name, _space, title = text.strip().partition(" ")
            name = name.lower()
            kept = replace(made, name=name, title=title.strip() or (made.title if own else name))

            def show(_done: None) -> None:
                self.screen.say(_("Report {name} saved").format(name=name), self.screen.undo_hint)
                self.screen.list_reports()
                self.screen.ask_report(kept, into=self.screen.in_list)

            self.screen.run(lambda: reports.save(name, kept), show)

        value = f"{made.name} {made.title}" if own else ""
        self.screen.ask(_("Save as: name, title"), then, value=value)

    # --- forms

    def action_report_new(self) -> None:
        """The form of a new report."""
        self.desk.new(SET_UP)

    def action_report_edit(self) -> None:
        """The form of a report of one's own; one that comes with the program is copied first."""
        made = self._here()
        if made is None or made.name not in standard():
            if made is not None and made.name:
                self.desk.form(Ref(SET_UP, made.name))
            elif made is not None:
                self._keep(made)
            return
        words = _("{name} comes with the program. {key} makes a copy of yours to change.")
        self.screen.say(
            words.format(name=made.name, key=self.screen.keymap.first_key("report.copy")), role="warning"
        )

    def action_report_delete(self) -> None:
        """Take a report of one's own away; undo brings it back."""
        made, reports = self._here(), self.services.reports
        if made is None:
            return

        def show(_done: None) -> None:
            screen = self.screen
            if screen.shown is not None and screen.shown.definition.name == made.name:
                screen.close_report()
            screen.say(_("Report {name} deleted").format(name=made.name), screen.undo_hint)
            screen.list_reports()

        self.screen.run(lambda: reports.own.delete(made.name), show)

    def action_view_manage(self) -> None:
        """All reports of one's own, in the set-up."""
        self.desk.show_list(SET_UP)
