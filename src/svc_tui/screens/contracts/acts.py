"""Acts on contracts, shared by their list and the open contract: status, renewal, copies, units, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext, number
from svc_tui.screens.core.acts import Acts, Chosen
from svc_tui.screens.core.desk_app import Ref

if TYPE_CHECKING:
    from svc_tui.services.contracts.reading import ContractPreview
    from svc_tui.services.core.outcomes import Outcome, Outcomes


def named(contract: int) -> str:
    """How people call a contract."""
    return f"K-{contract}"


def number_named(name: str) -> int:
    """The number of a contract that is called so."""
    return int(name.removeprefix("K-"))


class ContractActs(Acts):
    """What keys do to contracts."""

    FILES_OF = "contract"

    # --- words

    def no_record(self) -> str:
        return _("No contract to act on.")

    def one_record(self) -> str:
        return _("This act takes one contract. Take the marks away first.")

    def many_done(self, count: int) -> str:
        return ngettext("{count} contract done", "{count} contracts done", count).format(count=number(count))

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} contract?", "{act}: {count} contracts?", count)
        return question.format(act=act, count=number(count))

    def told(self, chosen: Chosen, moved_on: bool, outcomes: Outcomes) -> None:
        """Contracts are named as people call them."""
        found = tuple(
            replace(each, number=named(int(each.number))) if each.number.isdecimal() else each
            for each in outcomes.outcomes
        )
        super().told(chosen, moved_on, replace(outcomes, outcomes=found))

    def _with_preview(self, then: Callable[[ContractPreview], None]) -> None:
        """Read the one contract that is meant, and go on."""
        if name := self.chosen_one():
            self.run(lambda: self.services.contracts.preview(number_named(name)), then, "preview")

    # --- status

    def action_contract_approve(self) -> None:
        self.act(_("Approve"), self.services.contracts.approve)

    def action_contract_hold(self) -> None:
        self.act(_("Put on hold"), self.services.contracts.hold)

    def action_contract_draft(self) -> None:
        self.act(_("Make a draft again"), self.services.contracts.draft)

    def action_contract_terminate(self) -> None:
        """Ask for the last day; shows what it ends."""
        from svc_tui.screens.contracts.prompts import terminate

        terminate(self)

    def action_contract_renew(self) -> None:
        """Ask for the length of the next period; shows the period."""
        from svc_tui.screens.contracts.prompts import renew

        renew(self)

    # --- new ones, and the form

    def action_record_open(self) -> None:
        if name := self.chosen_one():
            self.desk.open(Ref("contract", name))

    def action_contract_new(self) -> None:
        from svc_tui.screens.contracts.prompts import new

        new(self)

    def action_contract_copy(self) -> None:
        name = self.chosen_one()
        if not name:
            return

        def show(outcome: Outcome) -> None:
            self.desk.open(Ref("contract", named(int(outcome.number))), told=outcome.say(_))

        def job() -> Outcome:
            return self.services.contracts.copy(name)

        self.run(job, show)

    def action_contract_edit(self) -> None:
        if name := self.chosen_one():
            self.desk.form(Ref("contract", name))

    # --- what it covers

    def action_contract_add(self) -> None:
        """List units or item groups, one after the other, until the box is left."""
        from svc_tui.screens.contracts.prompts import add_lines

        self._with_preview(partial(add_lines, self))

    def action_contract_remove(self) -> None:
        """Take a unit or a group off."""
        from svc_tui.screens.contracts.prompts import remove_line

        self._with_preview(partial(remove_line, self))

    def action_contract_units(self) -> None:
        """Buy, correct or expire prepaid units."""
        from svc_tui.screens.contracts.prompts import prepaid

        if name := self.chosen_one():
            prepaid(self, name)

    def action_contract_simulate(self) -> None:
        """When a call would be due under this contract."""
        if name := self.chosen_one():
            from svc_tui.screens.contracts.simulate import SimulateScreen

            self.desk.push_screen(SimulateScreen(number_named(name)))

    # --- neighbours

    def customer_of(self, number: str) -> str:
        return self.services.contracts.preview(number_named(number)).row.customer

    def card_of(self, number: str) -> str:
        lines = self.services.contracts.preview(number_named(number)).row.lines
        units = [line.equipment for line in lines if line.equipment is not None]
        if not units:
            raise Refused(N_("{contract} lists no unit by its serial."), contract=number)
        return str(units[0])

    def contract_of(self, number: str) -> str:
        return number

    def action_jump_call(self) -> None:
        """The newest call under the contract."""
        name = self.chosen_one()
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
                self.say(_("No call came in under {contract} yet.").format(contract=name))

        self.run(newest, show, "jump")

    # --- taking text out

    def action_copy_number(self) -> None:
        if name := self.chosen_one():
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
