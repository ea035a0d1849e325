"""Solutions and calls: attached, said not to help, and written down from what solved a call."""

from collections.abc import Mapping, Sequence

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.fields import Values
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.solutions.edit import LONGEST, SolutionEdit, Written, number_of
from svc_tui.storage.calls import reads
from svc_tui.storage.calls import ties as call_ties
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.solutions import rows


class SolutionCalls(SolutionEdit):
    """What solutions do on calls."""

    def attach(self, solutions: Sequence[int | str], calls: Sequence[str]) -> Outcomes:
        """Attach solutions to calls; stamps response and resolution (SC-16, SC-17), one undo takes all back."""
        numbers = list(dict.fromkeys(number_of(solution) for solution in solutions))

        def act(call: OpenCall) -> Note:
            told = [call_edit.attach_solution(call, number) for number in numbers]
            if len(told) == 1:
                return told[0]
            named = ", ".join(map(str, numbers))
            return note(N_("{number}: solutions {solutions} attached"), number=call.number, solutions=named)

        title = N_("{calls}: solution {solution}")
        return Calls(self._context).act(calls, title, act, solution=", ".join(map(str, numbers)))

    def missed(self, solution: int | str, call: str) -> Outcomes:
        """Say that a solution did not help a call; attached, it is taken off."""
        number = number_of(solution)

        def act(opened: OpenCall) -> Note:
            unit, session = opened.unit, opened.unit.session
            if reads.solution(session=session, number=number) is None:
                raise NotFound(N_("There is no solution {number}."), number=number)
            if any(each["solution"] == number for each in rows.misses_of(session=session, call_id=opened.id)):
                text = N_("{number}: that solution {solution} did not help is known.")
                raise Refused(text, number=opened.number, solution=number)
            if number in call_ties.solution_numbers(session=session, call_id=opened.id):
                call_edit.detach_solution(opened, number)
            values = {"call_id": opened.id, "solution": number, "at": unit.at, "who": unit.who}
            unit.insert("solution_miss", values, log=None)
            opened.log("solution did not help", field="solutions", old=str(number))
            return note(
                N_("{number}: solution {solution} did not help"), number=opened.number, solution=number
            )

        return Calls(self._context).act(
            [call], N_("{calls}: solution {solution} did not help"), act, solution=number
        )

    def from_call(self, call: str) -> Values:
        """What a solution written from a call begins with: nothing is kept yet. Raises NotFound.

        The symptom comes from subject and description, solution and cause from the resolution and the notes, the
        item from the call. What does not fit into its field goes on in the steps.
        """
        with self._context.store.read() as session:
            row = reads.call_by_number(session=session, number=call)
            if row is None:
                raise NotFound(N_("There is no call {number}."), number=call)
            notes = [each.notes for each in call_ties.activity_rows(session=session, call_id=row.id)]
        return drafted(row, notes[::-1])

    def new_from_call(
        self, call: str, values: Mapping[str, object] | None = None, *, attach: bool = True
    ) -> Written:
        """Write a solution down from a call, with what was typed in place of what the call says.

        Args:
            call: Its number.
            values: Fields that were typed.
            attach: Tie the new solution to the call; a closed call then counts as closed with it.
        """
        filled = {**self.from_call(call), **(values or {})}
        with self._context.write() as unit:
            written = self._write_new(unit, filled)
            if attach:
                call_edit.attach_solution(OpenCall(unit, self._context, call), written.number)
            text = N_("Solution {number} written down from call {call}")
            unit.call_it(text, number=written.number, call=call)
        return Written(written.number, written.changed, note(text, number=written.number, call=call))


def drafted(call: CallRecord, notes: Sequence[str]) -> Values:
    """The fields of a solution from those of a call."""
    subject, description = clean_line(call.subject or ""), clean(call.description or "").strip()
    outcome = clean(call.resolution or "").strip()
    lines = [
        line.strip() for text in (outcome, *notes) for line in clean(text or "").splitlines() if line.strip()
    ]
    first, *more = lines or [""]
    symptom, rest = _fitted(f"{subject}. {' '.join(description.split())}" if description else subject)
    solution, cut = _fitted(first)
    cause = next((line for line in more if line.casefold().startswith(_CAUSES)), "")
    steps = [*([first] if cut else []), *(line for line in more if line != cause)]
    if rest:
        steps = [*description.splitlines(), "", *steps]
    found = {
        "symptom": symptom, "solution": solution, "cause": _fitted(_without_name(cause))[0],
        "description": "\n".join(steps).strip(), "item": call.item, "problem": call.problem,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


_CAUSES = ("cause:", "reason:", "because ", "due to ", "causa:", "motivo:", "perché ", "dovuto a ")


def _without_name(line: str) -> str:
    name, colon, rest = line.partition(":")
    return rest.strip() if colon and f"{name.casefold()}:" in _CAUSES else line


def _fitted(text: str) -> tuple[str, bool]:
    """A text that fits, cut between words, and whether it was cut."""
    if len(text) <= LONGEST:
        return text, False
    short = text[: LONGEST - 3]
    return f"{short[: short.rfind(' ')] if ' ' in short else short}...", True
