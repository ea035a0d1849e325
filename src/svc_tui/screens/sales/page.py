"""The open opportunity: head, and tabs of its fields, stages, activities, competitors, files and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.presentation.activities.page import files
from svc_tui.presentation.sales import page as opportunity_page
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.screens.sales.acts import OpportunityActs
from svc_tui.screens.sales.noun import OpportunityNoun
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.sales.lists import OpportunitySheet

MARGIN = 2
"""Cells that the text of a tab leaves free."""


@dataclass(frozen=True)
class Shown:
    """What the page was given to show."""

    sheet: OpportunitySheet
    record: dict[str, Any]
    """The opportunity under its stable names."""


class OpportunityScreen(RecordScreen):
    """One opportunity, read from top to bottom."""

    NOUN = OpportunityNoun
    ACTS = (OpportunityActs, ActivityActs)
    PLACE = "opportunity"
    LIST = "sales"
    TABS = opportunity_page.TABS
    HEAD = 2

    def read(self, number: str) -> Shown:
        from svc_tui.services.shapes.sales import sheet_record

        sheet = self.services.opportunities.sheet(number)
        return Shown(sheet, sheet_record(sheet))

    def number_of_sheet(self, sheet: Shown) -> str:
        return str(sheet.sheet.row.number)

    def id_of_sheet(self) -> int:
        return int(self.sheet.sheet.row.id)

    def head(self, width: int) -> Sequence[Line]:
        return [
            ((" ", "text"), *line) for line in opportunity_page.head(self.sheet.record, self.services.today)
        ]

    def counts(self) -> Sequence[int]:
        sheet: OpportunitySheet = self.sheet.sheet
        return (
            0,
            len(sheet.stages),
            len(sheet.activities),
            len(sheet.competitors),
            len(sheet.attachments),
            0,
        )

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        return [((" ", "text"), *line) if line else () for line in self._lines(tab, width - MARGIN)]

    def _lines(self, tab: int, width: int) -> list[Line]:
        shown: Shown = self.sheet
        record, services = shown.record, self.services
        now, zone, today = services.now(), services.zone, services.today
        match tab:
            case 0:
                return opportunity_page.general(record, width, today)
            case 1:
                return opportunity_page.stages(record, today)
            case 2:
                return opportunity_page.activities(shown.sheet.activities, now=now, zone=zone) or self._none(
                    _("Nothing was said about it yet."), "activity.note"
                )
            case 3:
                return opportunity_page.competitors(record) or self._none(
                    _("Nobody else is known to want the sale."), "opportunity.compete"
                )
            case 4:
                return files(shown.sheet.attachments, now=now, zone=zone)
            case _:
                return opportunity_page.history(record, now=now, zone=zone)

    def _none(self, text: str, command: str) -> list[Line]:
        """That there is nothing yet, with the key that writes something down."""
        key = self.keymap.first_key(command)
        hint = "  " + _("{key} writes it down").format(key=key) if key else ""
        return [((text, "muted"), (hint, "muted"))]

    def first_of_list(self) -> str:
        return _("This is the first opportunity of the list.")

    def last_of_list(self) -> str:
        return _("This is the last opportunity of the list.")

    def action_opportunity_next(self) -> None:
        self.neighbour(1)

    def action_opportunity_previous(self) -> None:
        self.neighbour(-1)
