"""Acts on solutions, shared by their list and the open solution: status, review, merge, the call at hand."""

from __future__ import annotations

from collections.abc import Callable

from svc_tui.language import _
from svc_tui.presentation.solutions.columns import status_words
from svc_tui.presentation.solutions.sheet import hit_line
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import RecordsScreen, picked_code
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate


class SolutionActs(Commands[RecordsScreen]):
    """What keys do to solutions."""

    # --- life

    def _status(self, status: str) -> None:
        self.screen.act(
            status_words(status), lambda numbers: self.services.solutions.set(numbers, {"status": status})
        )

    def action_solution_internal(self) -> None:
        self._status("Internal")

    def action_solution_publish(self) -> None:
        self.screen.act(status_words("Publish"), self.services.solutions.publish)

    def action_solution_ask_review(self) -> None:
        """Ask a person to read it."""

        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            self.screen.act(
                _("Review by {who}").format(who=who or "-"),
                lambda numbers: self.services.solutions.review(numbers, who),
            )

        self.screen.choose(_("Who reads it"), lambda text: look_ups.people(self.services, text), then)

    def action_solution_reviewed(self) -> None:
        """It was read and is right."""
        self.screen.act(_("Reviewed"), self.services.solutions.review)

    def action_solution_delete(self) -> None:
        chosen = self.screen.chosen()
        if len(chosen.ids) != 1:
            self.screen.act(_("Delete"), self.services.solutions.delete, repeats=False)
            return
        question = _("Delete this solution? Calls that used it lose it; undo brings it back.")
        self.screen.confirm(
            question, lambda: self.screen.act(_("Delete"), self.services.solutions.delete, repeats=False)
        )

    # --- the call at hand

    def action_solution_attach(self) -> None:
        """Attach to the call that was left last."""
        call = self.desk.last_call
        if not call:
            self.screen.say(_("No call was opened yet. On a call, the same key looks for solutions."))
            return
        self.screen.act(
            _("Attach to {call}").format(call=call),
            lambda numbers: self.services.solutions.attach(numbers, [call]),
            moved_on=False,
            repeats=False,
        )

    def action_solution_missed(self) -> None:
        """It did not help the call that was left last."""
        call = self.desk.last_call
        if not call:
            self.screen.say(_("No call was opened yet. Say on the call which solution did not help."))
            return
        self.screen.act(
            _("Did not help {call}").format(call=call),
            lambda numbers: self.services.solutions.missed(numbers[0], call),
            moved_on=False,
            repeats=False,
        )

    # --- forms and copies

    def action_solution_edit(self) -> None:
        if chosen := self.screen.chosen_one():
            self.desk.form(Ref("solution", chosen))

    def action_solution_new(self) -> None:
        self.desk.new("solution")

    def action_solution_copy(self) -> None:
        self._copy(lambda chosen: chosen)

    def action_solution_copy_text(self) -> None:
        """Symptom, cause, solution and steps, as they may go into a mail."""

        def text(chosen: str) -> str:
            row = self.services.solutions.find_number(chosen)
            return "\n\n".join(
                part for part in (row.symptom, row.cause, row.solution, row.description) if part
            )

        self._copy(text)

    def _copy(self, part: Callable[[str], str]) -> None:
        if chosen := self.screen.chosen_one():
            self.screen.run(lambda: part(chosen), self.desk.copy, "copy")


def merge_into(screen: RecordsScreen, chosen: str) -> None:
    """Ask which solution takes this one's place."""
    solutions = screen.services.solutions

    def then(text: str, picked: Candidate | None) -> None:
        into = picked_code(text, picked) or ""
        screen.run(
            lambda: solutions.merge(chosen, into),
            lambda outcomes: screen.told(screen.chosen(), False, outcomes),
        )

    def found(text: str) -> Answer:
        hits = solutions.find(text, top=20)
        return Answer([Candidate(str(hit.row.number), hit_line(hit.row, hit.passage.spans)) for hit in hits])

    screen.ask(_("Merge {number} into").format(number=chosen), then, chooses=True, rows=5, answer=found)
