"""Acts on contracts, shared by their list and the open contract: status, renewal, copies, units, neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.screens.contracts.noun import named, number_named
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper
    from svc_tui.services.contracts.reading import ContractPreview
    from svc_tui.services.core.outcomes import Outcome


class ContractActs(Commands[RecordsScreen]):
    """What keys do to contracts."""

    def _with_preview(self, then: Callable[[ContractPreview], None]) -> None:
        """Read the one contract that is meant, and go on."""
        if name := self.screen.chosen_one():
            self.screen.run(lambda: self.services.contracts.preview(number_named(name)), then, "preview")

    def action_contract_plan(self) -> None:
        """The form of a plan for the contract."""
        if name := self.screen.chosen_one():
            self.desk.new("plan_rule", contract=name)

    # --- status

    def action_contract_approve(self) -> None:
        self.screen.act(_("Approve"), self.services.contracts.approve)

    def action_contract_hold(self) -> None:
        self.screen.act(_("Put on hold"), self.services.contracts.hold)

    def action_contract_draft(self) -> None:
        self.screen.act(_("Make a draft again"), self.services.contracts.draft)

    def action_contract_terminate(self) -> None:
        """Ask for the last day; shows what it ends."""
        from svc_tui.screens.contracts.prompts import terminate

        terminate(self.screen)

    def action_contract_renew(self) -> None:
        """Ask for the length of the next period; shows the period."""
        from svc_tui.screens.contracts.prompts import renew

        renew(self.screen)

    # --- new ones, and the form

    def action_record_open(self) -> None:
        if name := self.screen.chosen_one():
            self.desk.open(Ref("contract", name))

    def action_contract_new(self) -> None:
        from svc_tui.screens.contracts.prompts import new

        new(self.screen)

    def action_contract_copy(self) -> None:
        name = self.screen.chosen_one()
        if not name:
            return

        def show(outcome: Outcome) -> None:
            self.desk.open(Ref("contract", named(int(outcome.number))), told=outcome.say(_))

        def job() -> Outcome:
            return self.services.contracts.copy(name)

        self.screen.run(job, show)

    def action_contract_edit(self) -> None:
        if name := self.screen.chosen_one():
            self.desk.form(Ref("contract", name))

    # --- what it covers

    def action_contract_add(self) -> None:
        """List units or item groups, one after the other, until the box is left."""
        from svc_tui.screens.contracts.prompts import add_lines

        self._with_preview(partial(add_lines, self.screen))

    def action_contract_remove(self) -> None:
        """Take a unit or a group off."""
        from svc_tui.screens.contracts.prompts import remove_line

        self._with_preview(partial(remove_line, self.screen))

    def action_contract_units(self) -> None:
        """Buy, correct or expire prepaid units."""
        from svc_tui.screens.contracts.prompts import prepaid

        if name := self.screen.chosen_one():
            prepaid(self.screen, name)

    def action_contract_simulate(self) -> None:
        """When a call would be due under this contract."""
        if name := self.screen.chosen_one():
            from svc_tui.screens.contracts.simulate import SimulateScreen

            self.desk.push_screen(SimulateScreen(number_named(name)))

    # --- neighbours

    def action_jump_call(self) -> None:
        """The newest call under the contract."""
        name = self.screen.chosen_one()
        if not name:
            return
        calls = self.services.calls

        def newest() -> str:
            found = calls.ids(f"contract:{name} is:any sort:-created", first=1).ids[:1]
            return calls.rows(found)[0].number if found else ""

        def show(call: str) -> None:
            if call:
                self.desk.open(Ref("call", call))
            else:
                self.screen.say(_("No call came in under {contract} yet.").format(contract=name))

        self.screen.run(newest, show, "jump")

    # --- taking text out

    def action_contract_print(self) -> None:
        """Print the chosen contracts."""
        from svc_tui.screens.core.printing import Printable, print_chosen

        print_chosen(self.screen, [Printable("contract", _("Contract"), self._papers)])

    def _papers(self, names: Sequence[str]) -> list[Paper]:
        from svc_tui.presentation.contracts.paper import contract_paper

        services = self.services
        facts = [services.contract_papers.facts(number_named(name)) for name in names]
        return [contract_paper(each, now=services.now(), zone=services.zone) for each in facts]

    def action_copy_number(self) -> None:
        if name := self.screen.chosen_one():
            self.desk.copy(name)

    def action_copy_row(self) -> None:
        def show(found: ContractPreview) -> None:
            row = found.row
            cells = (
                named(row.number),
                row.status,
                row.customer_name,
                row.description,
                str(row.effective_end or ""),
            )
            self.desk.copy("\t".join(cells))

        self._with_preview(show)
