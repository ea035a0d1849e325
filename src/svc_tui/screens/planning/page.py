"""The open visit: where, when, who, what speaks against it, what to bring; the same acts as in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.presentation.planning import page as visit_page
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.screens.planning.acts import VisitActs, against_here
from svc_tui.screens.planning.noun import VisitNoun
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.planning.lists import VisitSheet


@dataclass(frozen=True)
class Shown:
    """What the page was given to show."""

    sheet: VisitSheet
    against: Sequence[str]
    """What speaks against it where it stands."""


class VisitScreen(RecordScreen):
    """One visit, read from top to bottom."""

    NOUN = VisitNoun
    ACTS = (VisitActs,)
    PLACE = "visit"
    LIST = "visits"
    TABS = (N_("General"), N_("History"))
    HEAD = 2

    def read(self, number: str) -> Shown:
        plan = self.services.plan
        sheet = plan.sheet(number)
        return Shown(sheet, against_here(plan, sheet.row))

    def number_of_sheet(self, sheet: Shown) -> str:
        return str(sheet.sheet.row.number)

    def id_of_sheet(self) -> int:
        return int(self.sheet.sheet.row.id)

    def head(self, width: int) -> Sequence[Line]:
        return visit_page.head(self.sheet.sheet.row, now=self.services.now(), zone=self.services.zone)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        now, zone, sheet = self.services.now(), self.services.zone, self.sheet.sheet
        if tab == 0:
            return visit_page.general(sheet.row, self.sheet.against, width, now=now, zone=zone)
        return visit_page.history(sheet.history, now=now, zone=zone)
