"""Solutions on a call: what may help is offered with its reason, attached, said not to help, or written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.solutions.find import SolutionFind

ROWS = 6
FOUND = 20


class CallSolutions(Commands[RecordsScreen]):
    """What keys do with solutions on calls."""

    def action_call_solutions(self) -> None:
        """Offer what may help; typing searches; enter attaches it. Several numbers attach several."""
        solutions, number = self.services.solutions, self.screen.chosen().one

        def then(text: str, picked: Candidate | None) -> None:
            typed = text.replace(",", " ").split()
            wanted = typed if len(typed) > 1 and all(each.isdecimal() for each in typed) else []
            wanted = wanted or ([picked.value] if picked else [])
            if not wanted:
                self.screen.say(_("No solution holds these words."))
                return
            self.screen.act(
                _("Solution {number}").format(number=", ".join(wanted)),
                lambda calls: solutions.attach(wanted, calls),
                moved_on=False,
            )

        if self.screen.chosen().ids:
            self.screen.ask(
                _("Solution"),
                then,
                chooses=True,
                rows=ROWS,
                answer=lambda text: _offered(solutions, number, text),
            )
        else:
            self.screen.say(self.noun.no_record())

    def action_call_solution_missed(self) -> None:
        """Say that a solution did not help: one that is attached first, then what is offered."""
        solutions, calls, number = self.services.solutions, self.services.calls, self.screen.chosen_number()
        if not number:
            self.screen.say(self.noun.one_record() if self.screen.chosen().ids else self.noun.no_record())
            return

        def answer(text: str) -> Answer:
            from svc_tui.presentation.solutions.sheet import hit_line

            attached = [each.number for each in calls.sheet(number).solutions] if not text.strip() else []
            lines = [
                Candidate(str(row.number), hit_line(row, ()))
                for row in (solutions.find_number(each) for each in attached)
            ]
            more = _offered(solutions, number, text)
            return Answer([*lines, *more.candidates], more.preview)

        def then(text: str, picked: Candidate | None) -> None:
            wanted = picked.value if picked else text.strip()
            self.screen.act(
                _("Did not help"),
                lambda numbers: solutions.missed(wanted, numbers[0]),
                moved_on=False,
                repeats=False,
            )

        self.screen.ask(_("Did not help"), then, chooses=True, rows=ROWS, answer=answer)

    def action_call_solution_write(self) -> None:
        """Write a solution down from what solved this call."""
        if number := self.screen.chosen_one():
            self.desk.new("solution", call=number)

    def action_jump_solution(self) -> None:
        """Open the solution of the call."""
        self.screen.jump("solution", self.solution_of)

    def solution_of(self, number: str) -> str:
        """The solution of a call: attached, else the one that is offered first. Raises Refused. In a thread."""
        from svc_tui.errors import N_, Refused

        attached: Sequence[str] = [str(each.number) for each in self.services.calls.sheet(number).solutions]
        offered = (
            [str(each.row.number) for each in self.services.solutions.suggest(number, 1)]
            if not attached
            else []
        )
        for each in (*attached, *offered):
            return each
        raise Refused(N_("No solution is attached to {number}, and none comes to mind."), number=number)


def _offered(solutions: SolutionFind, number: str, text: str) -> Answer:
    """What may help a call, each with its reason; what is typed is searched."""
    from svc_tui.presentation.solutions.sheet import hit_line, suggestion_line

    if not text.strip() and number:
        offered = solutions.suggest(number)
        known = {each.row.number for each in offered}
        rest = [row for row in solutions.fitting_rows(number, "", FOUND) if row.number not in known]
        lines = [
            Candidate(str(each.row.number), suggestion_line(each.row, each.tie, each.closed))
            for each in offered
        ]
        return Answer([*lines, *(Candidate(str(row.number), hit_line(row, ())) for row in rest)])
    if text.strip().isdecimal():
        rows = solutions.fitting_rows(number, text, FOUND)
        return Answer([Candidate(str(row.number), hit_line(row, ())) for row in rows])
    found = solutions.find(text, top=FOUND)
    return Answer([Candidate(str(hit.row.number), hit_line(hit.row, hit.passage.spans)) for hit in found])
