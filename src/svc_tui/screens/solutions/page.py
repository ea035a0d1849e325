"""The open solution: symptom, cause, solution and steps; calls that used it, its like, its versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.presentation.equipment.tabs import files
from svc_tui.presentation.solutions import sheet as solution_sheet
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.screens.solutions.acts import SolutionActs, merge_into
from svc_tui.screens.solutions.noun import SolutionNoun
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.solutions.find import Found
    from svc_tui.services.solutions.service import SolutionSheet, SolutionVersion


@dataclass(frozen=True)
class Shown:
    """What the page shows."""

    sheet: SolutionSheet
    similar: Sequence[Found]
    versions: Sequence[SolutionVersion]


class SolutionScreen(RecordScreen):
    """One solution, read from top to bottom."""

    NOUN = SolutionNoun
    ACTS = (SolutionActs,)
    PLACE = "solution"
    LIST = "solutions"
    TABS = solution_sheet.TABS

    def read(self, number: str) -> Shown:
        solutions = self.services.solutions
        sheet = solutions.sheet(number)
        values = {
            name: getattr(sheet.row, name) for name in ("number", "symptom", "solution", "cause", "item")
        }
        return Shown(sheet, solutions.similar(values), solutions.versions(number))

    def number_of_sheet(self, sheet: Shown) -> str:
        return str(sheet.sheet.row.number)

    def id_of_sheet(self) -> int:
        return int(self.sheet.sheet.row.id)

    def head(self, width: int) -> Sequence[Line]:
        sheet: SolutionSheet = self.sheet.sheet
        now, zone = self.services.now(), self.services.zone
        return [((" ", "text"), *line) for line in solution_sheet.head(sheet, now=now, zone=zone)]

    def counts(self) -> Sequence[int]:
        shown: Shown = self.sheet
        sheet = shown.sheet
        return (0, len(sheet.calls), len(shown.similar), len(sheet.attachments), len(shown.versions), 0)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        shown: Shown = self.sheet
        sheet, now, zone = shown.sheet, self.services.now(), self.services.zone
        match tab:
            case 0:
                return solution_sheet.text_lines(sheet.row, width)
            case 1:
                return solution_sheet.calls_lines(sheet.calls, now=now, zone=zone)
            case 2:
                pairs = [(hit.row, hit.passage.spans) for hit in shown.similar]
                return solution_sheet.similar_lines(pairs)
            case 3:
                return files(sheet.attachments, now=now, zone=zone)
            case 4:
                return solution_sheet.versions_lines(shown.versions, width, now=now, zone=zone)
            case _:
                return solution_sheet.history_lines(sheet.history, now=now, zone=zone)

    def first_of_list(self) -> str:
        return _("This is the first solution of the list.")

    def last_of_list(self) -> str:
        return _("This is the last solution of the list.")

    def action_solution_merge(self) -> None:
        merge_into(self, self.number)

    def action_solution_next(self) -> None:
        self.neighbour(1)

    def action_solution_previous(self) -> None:
        self.neighbour(-1)
