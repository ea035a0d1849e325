"""The open activity: what it is about, when, with whom, what it follows; done, followed up and edited from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.domain.activities.rules import check_locked
from svc_tui.errors import N_, Refused
from svc_tui.language import _
from svc_tui.presentation.activities import page as activity_page
from svc_tui.screens.activities.noun import ActivityNoun
from svc_tui.screens.activities.saying import follow_up
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.activities.lists import ActivitySheet
    from svc_tui.widgets.prompt_line import Candidate


class OpenActivityActs(Commands[RecordsScreen]):
    """What keys do to the open activity."""

    def action_activity_done(self) -> None:
        self.screen.act(_("Done"), self.services.activities.done, repeats=False)

    def action_activity_reopen(self) -> None:
        self.screen.act(_("Reopen"), self.services.activities.reopen, repeats=False)

    def action_activity_follow(self) -> None:
        if number := self.screen.chosen_one():
            follow_up(self.screen, int(number))

    def action_activity_correct(self) -> None:
        if number := self.screen.chosen_one():
            correct = self.services.activities.correct

            def then(text: str, _picked: Candidate | None) -> None:
                self.screen.run(lambda: correct(number, text).say(_), self.screen.say_done)

            self.screen.ask(_("Correct"), then, lines=True)

    def action_activity_new(self) -> None:
        self.desk.new("activity")

    def action_activity_where(self) -> None:
        """To what it is about: the call, else the opportunity, the contract, the card or the customer."""
        if number := self.screen.chosen_one():
            self.screen.run(lambda: self._about(number), self._go)

    def _about(self, number: str) -> Ref | None:
        row = self.services.activities.find(number)
        if row.call:
            return Ref("call", row.call)
        if row.opportunity is not None:
            return Ref("opportunity", str(row.opportunity))
        if row.contract is not None:
            return Ref("contract", f"K-{row.contract}")
        if row.equipment is not None:
            return Ref("equipment", str(row.equipment))
        return Ref("customer", row.customer) if row.customer else None

    def _go(self, ref: Ref | None) -> None:
        if ref is None:
            self.screen.say(_("It is about no call, opportunity, contract, card or customer."))
        else:
            self.desk.open(ref)

    def action_activity_leave_out(self) -> None:
        """Remove it; of one that comes back the next is made."""
        delete = self.services.activities.delete
        self.screen.confirm(
            _("Remove this activity? Of one that comes back the next is made; undo brings it back."),
            lambda: self.screen.act(_("Delete"), lambda numbers: delete(numbers, "this"), repeats=False),
        )

    def action_activity_stop(self) -> None:
        """It and those to come are removed."""
        delete = self.services.activities.delete
        self.screen.confirm(
            _("Remove this activity and those to come? Undo brings it back."),
            lambda: self.screen.act(_("Delete"), lambda numbers: delete(numbers, "later"), repeats=False),
        )


class ActivityScreen(RecordScreen):
    """One activity, read from top to bottom."""

    NOUN = ActivityNoun
    ACTS = (OpenActivityActs,)
    PLACE = "activity"
    TABS = (N_("General"), N_("Files"), N_("History"))

    def read(self, number: str) -> ActivitySheet:
        return self.services.activities.sheet(number)

    def number_of_sheet(self, sheet: ActivitySheet) -> str:
        return str(sheet.row.number)

    def id_of_sheet(self) -> int:
        return int(self.sheet.row.id)

    def head(self, width: int) -> Sequence[Line]:
        return activity_page.head(self.sheet.row, now=self.services.now(), zone=self.services.zone)

    def counts(self) -> Sequence[int]:
        return (0, len(self.sheet.attachments), 0)

    def action_activity_edit(self) -> None:
        """The form; what is done is read-only."""
        if self.sheet is None:
            return
        try:
            check_locked(self.sheet.row.number, self.sheet.row.closed)
        except Refused as refused:
            self.say_error(refused.cured_by("activity.reopen"))
            return
        self.desk.form(Ref("activity", self.number))

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        now, zone = self.services.now(), self.services.zone
        if tab == 0:
            return activity_page.general(self.sheet, width, now=now, zone=zone)
        if tab == 1:
            return activity_page.files(self.sheet.attachments, now=now, zone=zone)
        return activity_page.history(self.sheet.history, now=now, zone=zone)
