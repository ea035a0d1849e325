"""Moving about in the reports: the cursor of list and table, from figure to figure, into what stands behind one."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.presentation.reports.shelf import QUESTIONS
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from svc_tui.screens.reports.panes import ReportsScreen


class ReportMoves(Commands[Any]):
    """The cursor, and what opens."""

    screen: ReportsScreen

    @property
    def rows(self) -> RowList:
        """What has the keys."""
        return self.screen.names if self.screen.in_list else self.screen.rows

    def action_cursor_down(self) -> None:
        self.rows.move(1)

    def action_cursor_up(self) -> None:
        self.rows.move(-1)

    def action_cursor_top(self) -> None:
        self.rows.move_to(0)

    def action_cursor_bottom(self) -> None:
        self.rows.move_to(self.rows.row_count - 1)

    def action_page_down(self) -> None:
        self.rows.page(1)

    def action_page_up(self) -> None:
        self.rows.page(-1)

    def action_half_down(self) -> None:
        self.rows.page(0.5)

    def action_half_up(self) -> None:
        self.rows.page(-0.5)

    # --- from figure to figure, from pane to pane

    def action_figure_left(self) -> None:
        """To the figure on the left; from the row itself, and from the list, back."""
        if self.screen.in_list or not self.screen.rows.side(-1):
            self.action_record_back()

    def action_figure_right(self) -> None:
        if self.screen.in_list:
            self.action_record_open()
        else:
            self.screen.rows.side(1)

    def action_report_pane(self) -> None:
        """To the other pane."""
        if self.screen.shown is None:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
        else:
            self.screen.go_into(listed=not self.screen.in_list)

    def action_record_back(self) -> None:
        """Stop what runs; else from the report to the list; from there as everywhere."""
        if self.screen.running.stop():
            return
        if self.screen.in_list:
            self.desk.back()
        else:
            self.screen.go_into(listed=True)

    def action_report_chart(self) -> None:
        """The chart in place of the table, or beside it where there is room; and back."""
        if self.screen.shown is None or self.screen.in_list:
            self.screen.say(_("No report is open yet; enter opens the one under the cursor."))
        elif not self.screen.charts.switch():
            self.screen.say(_("This report has no chart: it has no groups to draw. b parts it."))

    # --- what opens

    def action_record_open(self) -> Awaitable[None] | None:
        """Of the list the report; of a report the records behind the cell under the cursor, in their list."""
        screen = self.screen
        if screen.in_list:
            if screen.entry is not None:
                screen.open_report(screen.entry.report)
            return None
        behind, shown = screen.behind, screen.shown
        if shown is None or behind is None or not (behind.count or behind.record):
            screen.say(_("No record is behind it."))
            return None
        if behind.record:
            self.desk.open(Ref(shown.result.checked.subject.keys.kind, behind.record))
            return None
        place = self.services.reports.place_of(shown.definition)
        return self.desk.show_in(place, behind.filter)

    # --- the usual questions

    def action_report_late(self) -> None:
        self._answer("report.late")

    def action_report_callers(self) -> None:
        self._answer("report.callers")

    def action_report_failing(self) -> None:
        self._answer("report.failing")

    def action_report_ending(self) -> None:
        self._answer("report.ending")

    def action_report_waits(self) -> None:
        self._answer("report.waits")

    def _answer(self, command: str) -> None:
        self.screen.open_report(QUESTIONS[command])

    # --- the list by its digits

    def action_view_load(self, key: str) -> None:
        """The report that stands there in the list."""
        at = int(key) - 1
        if at < len(self.screen.entries):
            self.screen.open_report(self.screen.entries[at].report)

    # --- a report has no marks

    def action_mark_toggle(self) -> None:
        self._no_marks()

    def action_mark_all(self) -> None:
        self._no_marks()

    def action_mark_invert(self) -> None:
        self._no_marks()

    def _no_marks(self) -> None:
        self.screen.say(_("Rows of a report are not marked; enter opens what is behind one."))
