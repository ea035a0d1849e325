"""The open call: head, due banner and tabs; the same acts as in the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.presentation.calls import page as call_page
from svc_tui.screens.calls.commands import CALL_ACTS
from svc_tui.screens.calls.noun import CallNoun
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.calls.reading import CallSheet
    from svc_tui.services.solutions.find import Suggestion


class CallScreen(RecordScreen):
    """One call, read from top to bottom."""

    NOUN = CallNoun
    ACTS = CALL_ACTS
    PLACE = "call"
    LIST = "inbox"
    TABS = call_page.TABS
    HEAD = 5
    sheet: CallSheet
    """None until it is read, like that of any page."""

    def __init__(self, number: str, *, tab: int = 0, told: str = "") -> None:
        super().__init__(number, tab=tab, told=told)
        self.offered: tuple[Suggestion, ...] = ()
        """What may help the call, found after it is shown."""

    # --- what it shows

    def read(self, number: str) -> CallSheet:
        return self.services.calls.sheet(number)

    def number_of_sheet(self, sheet: CallSheet) -> str:
        return str(sheet.values.number)

    def id_of_sheet(self) -> int:
        return self.sheet.values.id

    def head(self, width: int) -> Sequence[Line]:
        sheet, services = self.sheet, self.services
        banner = call_page.banner(sheet, now=services.now(), zone=services.zone)
        return [*call_page.head(sheet, width, self.others()), *banner, ()]

    def others(self) -> tuple[tuple[str, bool], ...]:
        return () if self.sheet is None else self.services.calls.colleagues(self.sheet.values.id)

    @property
    def open_here(self) -> tuple[int | None, int | None]:
        return (None if self.sheet is None else self.sheet.values.id), None

    def counts(self) -> Sequence[int]:
        sheet = self.sheet
        files = len(sheet.attachments) + len(sheet.links)
        return (0, 0, len(sheet.activities), len(sheet.solutions), 0, files, len(sheet.work))

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        sheet, now, zone = self.sheet, self.services.now(), self.services.zone
        match tab:
            case 0:
                offered = self._offered_lines(2)
                lines = call_page.general(sheet, width, now=now, zone=zone)
                return [*lines, (), *offered] if offered else lines
            case 1:
                return call_page.description(sheet, width)
            case 2:
                return call_page.activities(sheet, width, now=now, zone=zone)
            case 3:
                return call_page.solutions(sheet, width, self._offered_lines(3))
            case 4:
                return call_page.history(sheet, width, now=now, zone=zone)
            case 5:
                return call_page.files(sheet, width, now=now, zone=zone)
            case _:
                from svc_tui.presentation.work import lines as work_lines

                key = self.keymap.first_key("call.work")
                return work_lines.page(sheet.work, sheet.totals, width, now=now, zone=zone, key=key)

    def _offered_lines(self, most: int) -> list[Line]:
        """What may help, without what is attached by now."""
        attached = {each.number for each in self.sheet.solutions}
        offered = [each for each in self.offered if each.row.number not in attached]
        if not offered:
            return []
        from svc_tui.presentation.solutions.sheet import offered_lines

        return offered_lines(offered[:most], self.keymap.first_key("call.solutions"))

    def open(self, number: str, *, told: str = "") -> None:
        self.offered = ()
        super().open(number, told=told)

    def opened(self) -> None:
        if self.sheet.values.is_open:
            number = self.number
            self.run(
                lambda: (number, self.services.solutions.suggest(number)), self._offer_solutions, "suggest"
            )
        if self.sheet.values.contract is None:
            number = self.number
            self.run(lambda: self.services.calls.offered_contract(number), self._offer_contract, "offer")

    def _offer_solutions(self, answer: tuple[str, tuple[Suggestion, ...]]) -> None:
        number, offered = answer
        if number == self.number and offered and self.sheet is not None:
            self.offered = offered
            self.show_sheet()

    def _offer_contract(self, contract: int | None) -> None:
        """SC-27: a contract that came later may still be taken."""
        if contract is not None:
            words = _("K-{contract} covers this unit by now.").format(contract=contract)
            self.say(words, _(": and contract takes it"))

    def first_of_list(self) -> str:
        return _("This is the first call of the list.")

    def last_of_list(self) -> str:
        return _("This is the last call of the list.")

    # --- acts of the open call alone

    def action_call_merge(self) -> None:
        """Merge this call into another one."""
        number = self.number

        def then(text: str, picked: object) -> None:
            into = text.strip().removeprefix("#")
            if not into:
                self.say(_("Nothing was chosen."))
                return
            self.act(
                _("Merge into {number}").format(number=into),
                lambda _numbers: self.services.calls.merge([number], into),
                repeats=False,
            )

        self.ask(_("Merge {number} into call").format(number=number), then)

    def action_call_next(self) -> None:
        self.neighbour(1)

    def action_call_previous(self) -> None:
        self.neighbour(-1)
