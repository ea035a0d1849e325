"""Why a call runs under its contract: every candidate, why it was or was not taken, and the due date it would give.

Enter takes another one, until the first response; the choice goes into the call's history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold, show_line
from svc_tui.language import _
from svc_tui.presentation.contracts import words
from svc_tui.screens.calls.previews import due_words
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.pick import PickScreen
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes


class WhyScreen(PickScreen):
    """The contracts of a call's customer, the one that was taken first."""

    def __init__(self, number: str) -> None:
        label = _("Contract of {number}").format(number=number)
        super().__init__(label, self._candidates_of, self._take_contract, takes=_("run under it"))
        self.number = number

    def _candidates_of(self, text: str) -> Answer:
        services, wanted = self.services, fold(text.strip())
        calls = services.calls
        cover, values = calls.explain(self.number).cover, calls.preview(self.number).values
        considered = cover.entitlement.considered if cover else ()
        rows = {each.number: services.contracts.find(each.number) for each in considered}
        found = []
        for each in considered:
            row = rows[each.number]
            said, role = (_("taken"), "kept") if each.taken else (_(each.why), "muted")
            if values.contract == each.number and not each.taken:
                said, role = _("chosen by hand"), "warning"
            due = due_words(services, calls.what_if(self.number, contract=each.number).new_resolution)
            line = (
                (cell(f"K-{each.number}", 7, False), "accent"),
                (cell(said, 25, False) + " ", role),
                (cell(words.type_words(row.type), 11, False), "text"),
                (cell(words.includes_words({"includes": row.includes}), 22, False) + " ", "muted"),
                (due, "text"),
            )
            if wanted in fold(f"K-{each.number} {said} {show_line(row.description)}"):
                found.append(Candidate(f"K-{each.number}", line))
        return Answer(found, ((_summary(bool(considered)), "muted"),))

    def _take_contract(self, chosen: Candidate) -> None:
        screen, number, calls = self.desk.desk_screen, self.number, self.services.calls

        def show(outcomes: Outcomes) -> None:
            undo = screen.undo_hint
            screen.say(outcomes.say(_), undo if outcomes.change_id is not None else "")
            screen.reload()

        screen.run(lambda: calls.set([number], {"contract": chosen.value}), show)


def _summary(some: bool) -> str:
    if not some:
        return _("The customer has no contract.")
    return _("Serial before item group before customer; behind each the due date it gives.")
