"""The list of solutions, and the box to search them: what is found is shown while typing, best first.

What every list does stands in `core/list_screen.py`, the acts in `acts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.solutions.columns import TABLE, cells
from svc_tui.presentation.solutions.sheet import detail_lines, hit_line
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.solutions.acts import SolutionActs
from svc_tui.screens.solutions.noun import SolutionNoun
from svc_tui.screens.solutions.place import PLACE as SOLUTIONS
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.solutions.lists import RankedSolutions

BOX_ROWS = 7
FOUND = 20


class SolutionsScreen(ListScreen):
    """The list of solutions."""

    NOUN = SolutionNoun
    ACTS = (SolutionActs,)
    PLACE = SOLUTIONS.mode
    BARS = SOLUTIONS.bars
    TABLE = TABLE
    EXPORT = "solutions.csv"

    # --- what it reads

    @cached_property
    def _ranked(self) -> RankedSolutions:
        from svc_tui.services.solutions.lists import RankedSolutions

        return RankedSolutions(self.services.solutions)

    @property
    def listed(self) -> Listed:
        return self._ranked

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services, columns = self.services, self.columns
        now, zone = services.now(), services.zone
        return [
            Row(row.id, cells(row, columns, now=now, zone=zone), str(row.number))
            for row in services.solutions.lines(ids)
        ]

    def read_detail(self, name: str) -> list[Line]:
        services = self.services
        row = services.solutions.find_number(name)
        passage = self._ranked.passage(row.id)
        return detail_lines(row, passage, now=services.now(), zone=services.zone, width=self.size.width)

    def id_of(self, name: str) -> int:
        return self.services.solutions.find_number(name).id

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        for row in self.services.solutions.lines(ids):
            yield {name: getattr(row, name) for name in columns}

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} solution", "{count} solutions", count)

    def written(self, count: int) -> str:
        return ngettext("{count} solution written to {path}.", "{count} solutions written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No solution fits this filter. {key} edits it, {view} shows all.")

    # --- opening

    def action_record_open(self) -> None:
        if chosen := self.chosen_one():
            self.desk.open(Ref("solution", chosen))

    def action_solution_merge(self) -> None:
        """Merge the marked solutions into the one under the cursor."""
        into = self.rows.selected_row
        marked = [row_id for row_id in self.rows.marked_ids() if row_id != self.rows.selected_id]
        if into is None or not marked:
            self.say(_("Mark the solutions to merge with x, then stand on the one that stays."))
            return
        if len(marked) > 1:
            self.say(_("Merge one solution at a time: mark it, then stand on the one that stays."))
            return
        name = into.name
        self.rows.unmark([into.id])
        self.act(
            _("Merge into {number}").format(number=name),
            lambda numbers: self.services.solutions.merge(numbers[0], name),
            repeats=False,
        )

    def open_box(self) -> None:
        """Search while typing; enter opens what is lit. Without words: what helps the call at hand, or most."""
        solutions, call = self.services.solutions, self.desk.last_call

        def answer(text: str) -> Answer:
            from svc_tui.presentation.solutions.sheet import suggestion_line

            if not text.strip() and call:
                offered = solutions.suggest(call)
                if offered:
                    lines = [
                        Candidate(str(each.row.number), suggestion_line(each.row, each.tie, each.closed))
                        for each in offered
                    ]
                    words = _("These may help call {number}; typing searches.").format(number=call)
                    return Answer(lines, ((words, "muted"),))
            found = solutions.find(text, top=FOUND)
            lines = [Candidate(str(hit.row.number), hit_line(hit.row, hit.passage.spans)) for hit in found]
            return Answer(lines, ((_told(text, len(found)), "muted"),))

        def then(text: str, picked: Candidate | None) -> None:
            if picked is None:
                self.say(_("No solution says anything like {text}.").format(text=text), role="warning")
            else:
                self.desk.open(Ref("solution", picked.value))

        self.ask(_("Search"), then, chooses=True, rows=BOX_ROWS, answer=answer)


def _told(text: str, count: int) -> str:
    if not text.strip():
        return _("Type what the customer says; item:CODE, status:publish and the like narrow it down.")
    if not count:
        return _("Nothing like it. Other words may find it.")
    if count >= FOUND:
        return _("{count} solutions or more").format(count=number(FOUND))
    return ngettext("{count} solution", "{count} solutions", count).format(count=number(count))
