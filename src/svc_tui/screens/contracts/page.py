"""The open contract: head, banner and tabs; the same acts as in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.presentation.contracts import page as contract_page
from svc_tui.presentation.contracts.ledger import ledger_lines
from svc_tui.presentation.planning import plans
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.contracts.acts import ContractActs
from svc_tui.screens.contracts.noun import ContractNoun, named, number_named
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.contracts.ledger import Ledger
    from svc_tui.services.contracts.reading import ContractSheet
    from svc_tui.services.planning.recurring import Row

MARGIN = 2
"""Cells that the text of a tab leaves free."""


@dataclass(frozen=True)
class Shown:
    """What the page was given to show."""

    sheet: ContractSheet
    record: dict[str, Any]
    """The contract under its stable names."""
    ledger: Ledger
    plans: Sequence[Row]
    """What comes round again under it."""


class ContractScreen(RecordScreen):
    """One contract, read from top to bottom."""

    NOUN = ContractNoun
    ACTS = (ContractActs, ActivityActs)
    PLACE = "contract"
    LIST = "contracts"
    TABS = (
        N_("General"), N_("Coverage"), N_("Units"), N_("Targets"), N_("Use"), N_("Calls"), N_("Files"), N_("History"),
    )  # fmt: skip
    HEAD = 3

    # --- what it shows

    def read(self, number: str) -> Shown:
        from svc_tui.services.shapes.contracts import sheet_record

        contract = number_named(number)
        sheet = self.services.contracts.sheet(contract)
        ledger, comes = self.services.units.ledger(contract), self.services.plans.of_contract(contract)
        return Shown(sheet, sheet_record(sheet), ledger, comes)

    def number_of_sheet(self, sheet: Shown) -> str:
        return named(sheet.sheet.row.number)

    def id_of_sheet(self) -> int:
        return int(self.sheet.sheet.row.id)

    def head(self, width: int) -> Sequence[Line]:
        record = self.sheet.record
        return [
            ((" ", "text"), *line) for line in (*contract_page.head(record), *contract_page.banner(record))
        ]

    def counts(self) -> Sequence[int]:
        sheet = self.sheet.sheet
        return (0, 0, len(sheet.lines), 0, 0, len(sheet.calls), len(sheet.attachments), 0)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        return [((" ", "text"), *line) if line else () for line in self._lines(tab, width - MARGIN)]

    def _lines(self, tab: int, width: int) -> list[Line]:
        shown: Shown = self.sheet
        record, sheet = shown.record, shown.sheet
        now, zone = self.services.now(), self.services.zone
        match tab:
            case 0:
                renewal = contract_page.renewal(record, now=now, zone=zone)
                general = [
                    *contract_page.general(record, width),
                    (),
                    ((_("Renewal"), "text strong"),),
                    *renewal,
                ]
                return [*general, *plans.section(shown.plans)]
            case 1:
                return contract_page.hours(
                    record,
                    sheet.coverage,
                    sheet.holidays,
                    now=now,
                    width=width,
                    ascii=self.desk.profile.ascii,
                )
            case 2:
                return contract_page.units(record)
            case 3:
                return contract_page.targets(record)
            case 4:
                ledger = ledger_lines(shown.ledger, now=now, zone=zone)
                return [*contract_page.use(record), (), ((_("Prepaid units"), "text strong"),), *ledger]
            case 5:
                return contract_page.calls(record, now=now, zone=zone) or _none(
                    _("No call came in under it yet.")
                )
            case 6:
                return contract_page.files(record, now=now, zone=zone) or _none(_("No file is attached."))
            case _:
                return contract_page.history(record, now=now, zone=zone) or _none(
                    _("Nothing was changed yet.")
                )

    def first_of_list(self) -> str:
        return _("This is the first contract of the list.")

    def last_of_list(self) -> str:
        return _("This is the last contract of the list.")

    # --- acts of the open contract alone

    def action_contract_next(self) -> None:
        self.neighbour(1)

    def action_contract_previous(self) -> None:
        self.neighbour(-1)


def _none(text: str) -> list[Line]:
    return [((text, "muted"),)]
