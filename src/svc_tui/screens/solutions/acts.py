"""Acts on solutions, shared by their list and the open solution: status, review, merge, the call at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.solutions.columns import status_words
from svc_tui.presentation.solutions.sheet import hit_line
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import Acts, picked_code
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate


class SolutionActs(Acts):
    """What keys do to solutions."""

    FILES_OF = "solution"

    # --- its words

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return self.services.solutions.numbers(ids)

    def no_record(self) -> str:
        return _("No solution to act on.")

    def one_record(self) -> str:
        return _("This act takes one solution.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} solution?", "{act}: {count} solutions?", count)
        return question.format(act=act, count=number(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} solution done", "{count} solutions done", count).format(count=number(count))

    # --- life

    def _status(self, status: str) -> None:
        self.act(
            status_words(status), lambda numbers: self.services.solutions.set(numbers, {"status": status})
        )

    def action_solution_internal(self) -> None:
        self._status("Internal")

    def action_solution_publish(self) -> None:
        self.act(status_words("Publish"), self.services.solutions.publish)

    def action_solution_ask_review(self) -> None:
        """Ask a person to read it."""

        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            self.act(
                _("Review by {who}").format(who=who or "-"),
                lambda numbers: self.services.solutions.review(numbers, who),
            )

        self.choose(_("Who reads it"), lambda text: look_ups.people(self.services, text), then)

    def action_solution_reviewed(self) -> None:
        """It was read and is right."""
        self.act(_("Reviewed"), self.services.solutions.review)

    def action_solution_delete(self) -> None:
        chosen = self.chosen()
        if len(chosen.ids) != 1:
            self.act(_("Delete"), self.services.solutions.delete, repeats=False)
            return
        question = _("Delete this solution? Calls that used it lose it; undo brings it back.")
        self.confirm(question, lambda: self.act(_("Delete"), self.services.solutions.delete, repeats=False))

    def merge_into(self, chosen: str) -> None:
        """Ask which solution takes this one's place."""

        def then(text: str, picked: Candidate | None) -> None:
            into = picked_code(text, picked) or ""
            self.run(
                lambda: self.services.solutions.merge(chosen, into),
                lambda outcomes: self.told(self.chosen(), False, outcomes),
            )

        self.ask(
            _("Merge {number} into").format(number=chosen), then, chooses=True, rows=5, answer=self.found
        )

    def found(self, text: str) -> Answer:
        """Solutions that words, or a number, find; runs in a thread."""
        found = self.services.solutions.find(text, top=20)
        return Answer([Candidate(str(hit.row.number), hit_line(hit.row, hit.passage.spans)) for hit in found])

    # --- the call at hand

    def action_solution_attach(self) -> None:
        """Attach to the call that was left last."""
        call = self.desk.last_call
        if not call:
            self.say(_("No call was opened yet. On a call, the same key looks for solutions."))
            return
        self.act(
            _("Attach to {call}").format(call=call),
            lambda numbers: self.services.solutions.attach(numbers, [call]),
            moved_on=False,
            repeats=False,
        )

    def action_solution_missed(self) -> None:
        """It did not help the call that was left last."""
        call = self.desk.last_call
        if not call:
            self.say(_("No call was opened yet. Say on the call which solution did not help."))
            return
        self.act(
            _("Did not help {call}").format(call=call),
            lambda numbers: self.services.solutions.missed(numbers[0], call),
            moved_on=False,
            repeats=False,
        )

    # --- forms and copies

    def action_solution_edit(self) -> None:
        if chosen := self.chosen_one():
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
        if chosen := self.chosen_one():
            self.run(lambda: part(chosen), self.desk.copy, "copy")
