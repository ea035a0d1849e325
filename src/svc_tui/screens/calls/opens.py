"""What keys open about a call: its page, its form, why it is due then and runs under its contract, its prompts."""

from __future__ import annotations

from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref


class CallOpens(Commands[RecordsScreen]):
    """What keys open about calls. Screens and prompts are imported when they are first asked for."""

    def action_record_open(self) -> None:
        """Open the call under the cursor."""
        if number := self.screen.chosen_one():
            self.desk.open(Ref("call", number))

    def action_call_edit(self) -> None:
        """The form with every field; what was typed before and not saved is there again."""
        if number := self.screen.chosen_one():
            self.desk.form(Ref("call", number))

    def action_call_explain(self) -> None:
        """Why the call is due when it is due."""
        if number := self.screen.chosen_one():
            from svc_tui.screens.calls.explain import ExplainScreen

            self.desk.push_screen(ExplainScreen(number))

    def action_call_why(self) -> None:
        """Which contracts were considered for the call, and why."""
        if number := self.screen.chosen_one():
            from svc_tui.screens.calls.why import WhyScreen

            self.desk.push_screen(WhyScreen(number))

    def action_call_contract(self) -> None:
        """Choose the contract that it runs under."""
        if number := self.screen.chosen_one():
            from svc_tui.screens.calls.prompts import contract

            contract(self.screen, number)
