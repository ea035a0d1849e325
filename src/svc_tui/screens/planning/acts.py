"""What keys do to visits: set off, arrive, leave, cancel, give to somebody else; on the board and in the list."""

from __future__ import annotations

from typing import Any

from svc_tui.language import _
from svc_tui.screens.core.commands import Commands
from svc_tui.widgets.prompt_line import Candidate


class VisitActs(Commands[Any]):
    """The acts on the visits that are meant."""

    def action_visit_set_off(self) -> None:
        """The technician is on the way."""
        self.screen.act(_("On the way"), self.services.plan.set_off)

    def action_visit_arrive(self) -> None:
        """Check in, now."""
        self.screen.act(_("Arrived"), self.services.plan.check_in)

    def action_visit_leave(self) -> None:
        """Check out, now; what was done goes into the work log."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        plan = self.services.plan

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.act(_("Left"), lambda numbers: plan.check_out(numbers, told=text), repeats=False)

        self.screen.ask(_("What was done"), then)

    def action_visit_cancel(self) -> None:
        """Cancel, with the reason."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        plan = self.services.plan

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.act(_("Cancel"), lambda numbers: plan.cancel(numbers, text), repeats=False)

        self.screen.ask(_("Cancel, because"), then)

    def action_visit_give(self) -> None:
        """Let somebody else go."""
        plan = self.services.plan

        def then(text: str, picked: Candidate | None) -> None:
            person = picked.value if picked else text.strip()
            words = _("Give to {people}").format(people=person)
            self.screen.act(words, lambda numbers: plan.move(numbers, technicians=[person]))

        self.screen.choose(_("Give to"), self.services.people.technicians, then, rows=3)
