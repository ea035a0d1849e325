"""Acts on a customer: its form, a new call, what is copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.presentation.company.merging import merged_words
from svc_tui.screens.core.acts import RecordsScreen, picked_code
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper
    from svc_tui.domain.reports.periods import Period
    from svc_tui.services.company.customers import CustomerSheet
    from svc_tui.services.company.merging import Merged


class CustomerActs(Commands[RecordsScreen]):
    """What keys do to a customer."""

    def action_customer_edit(self) -> None:
        """The form of the set-up."""
        if code := self.screen.chosen_one():
            from svc_tui.screens.company.kinds import KINDS
            from svc_tui.screens.core.record_form import RecordForm

            self.desk.push_screen(RecordForm(KINDS["customers"], code))

    def action_customer_bill(self) -> None:
        """What is to be billed to the customer."""
        if code := self.screen.chosen_one():
            self.desk.bill(code)

    def action_call_new(self) -> None:
        """A new call of the customer."""
        if code := self.screen.chosen_one():
            self.desk.new("call", customer=code)

    # --- printing

    def action_customer_print(self) -> None:
        """Print how well the customer was served, over a period that is asked for."""
        if not self.screen.chosen_one():
            return

        def then(text: str, _picked: Candidate | None) -> None:
            from svc_tui.domain.reports.periods import period
            from svc_tui.screens.core.printing import Printable, print_chosen

            within = period(text, self.services.today) if text.strip() else None
            papers = partial(self._papers, within)
            print_chosen(self.screen, [Printable("performance", _("Performance"), papers)])

        hint = (
            (_("last month, 2026-Q1, 2026, 2026-01-01..2026-06-30; empty: the last twelve months."), "muted"),
        )
        self.screen.ask(_("Period"), then, rows=1, answer=lambda _text: Answer(preview=hint), in_thread=False)

    def _papers(self, within: Period | None, codes: Sequence[str]) -> list[Paper]:
        from svc_tui.presentation.company.performance import performance_paper

        services = self.services
        facts = [services.performances.of(code, within) for code in codes]
        return [performance_paper(each, now=services.now(), zone=services.zone) for each in facts]

    # --- taking text out

    def action_copy_number(self) -> None:
        self._copy(lambda sheet: sheet.row.code)

    def action_copy_phone(self) -> None:
        def phone(sheet: CustomerSheet) -> str:
            numbers = [
                sheet.row.phone,
                *(each.phone or each.mobile for each in sheet.contacts if each.active),
            ]
            return next((number for number in numbers if number), "")

        self._copy(phone)

    def action_copy_address(self) -> None:
        self._copy(lambda sheet: next((each.line for each in sheet.addresses), ""))

    def action_copy_row(self) -> None:
        def whole(sheet: CustomerSheet) -> str:
            row = sheet.row
            return "\t".join(text or "" for text in (row.code, row.name, row.phone, row.email, row.territory))

        self._copy(whole)

    def _copy(self, part: Callable[[CustomerSheet], str]) -> None:
        def copy(text: str) -> None:
            if text:
                self.desk.copy(text)
            else:
                self.screen.say(_("The customer says nothing of that."))

        if code := self.screen.chosen_one():
            self.screen.run(lambda: part(self.services.customers.find(code)), copy, "copy")

    def action_customer_merge(self) -> None:
        """Let this customer become another one; what would move is said before."""
        code = self.screen.chosen_one()
        if not code:
            return

        def then(text: str, picked: Candidate | None) -> None:
            into = picked_code(text, picked) or ""
            merge = self.services.merging.merge
            self.screen.run(lambda: merge([code], into, dry_run=True), asked, "merge")

        def asked(tried: Merged) -> None:
            question = merged_words(tried, dry_run=True)
            self.screen.confirm(_("{what}. Do it?").format(what=question), partial(do, tried.into))

        def do(into: str) -> None:
            self.screen.run(lambda: self.services.merging.merge([code], into), done)

        def done(made: Merged) -> None:
            self.desk.open(Ref("customer", made.into), told=merged_words(made, dry_run=False))

        self.screen.choose(_("This customer is really"), self.services.customers.search, then)
