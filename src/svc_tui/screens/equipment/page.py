"""The open card: which unit it is, covered or not and why, its tabs; the same acts as in the list of equipment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.presentation.equipment import tabs as card_tabs
from svc_tui.presentation.planning import plans
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.screens.equipment.acts import CardActs
from svc_tui.screens.equipment.noun import CardNoun
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.equipment.moves import TreeCard
    from svc_tui.services.planning.recurring import Row
    from svc_tui.storage.engine.attachments import AttachmentRow
    from svc_tui.storage.equipment.rows import CardRow


@dataclass(frozen=True)
class Shown:
    """What the page shows."""

    id: int
    number: str
    record: dict[str, Any]
    """Under the stable names, as `equipment show --json` has them."""
    chain: Sequence[CardRow]
    tree: Sequence[TreeCard]
    files: Sequence[AttachmentRow]
    plans: Sequence[Row]
    """What comes round again on it."""


class CardScreen(RecordScreen):
    """One unit: identity, coverage, and what happened to it."""

    NOUN = CardNoun
    ACTS = (CardActs, ActivityActs)
    PLACE = "card"
    LIST = "equipment"
    TABS = card_tabs.TABS

    def read(self, number: str) -> Shown:
        from svc_tui.services.shapes.equipment import sheet_record

        cards = self.services.equipment
        sheet = cards.sheet(f"#{number}")
        row = sheet.line.row
        files = self.services.files.list(f"#{number}", kind="equipment")
        return Shown(
            row.id,
            str(row.number),
            sheet_record(sheet),
            cards.chain(row.number),
            cards.tree(f"#{number}"),
            files,
            self.services.plans.of_card(row.number),
        )

    def number_of_sheet(self, sheet: Shown) -> str:
        return sheet.number

    def id_of_sheet(self) -> int:
        return int(self.sheet.id)

    def head(self, width: int) -> Sequence[Line]:
        return card_tabs.head(self.sheet.record, now=self.services.now(), zone=self.services.zone)

    def counts(self) -> Sequence[int]:
        shown: Shown = self.sheet
        record = shown.record
        chain, parts = len(shown.chain) - 1, len(shown.tree) - 1
        return (0, record["calls"], len(record["contracts"]), 0, chain, parts, len(shown.files), 0)

    def tab_lines(self, tab: int, width: int) -> Sequence[Line]:
        shown: Shown = self.sheet
        record, now, zone = shown.record, self.services.now(), self.services.zone
        match tab:
            case 0:
                return [*card_tabs.general(record), *card_tabs.margin(plans.section(shown.plans))]
            case 1:
                return card_tabs.calls(record, now=now, zone=zone)
            case 2:
                return card_tabs.contracts(record)
            case 3:
                return card_tabs.movements(record, now=now, zone=zone)
            case 4:
                return card_tabs.replaced(shown.chain, record["number"])
            case 5:
                return card_tabs.parts(shown.tree, record["number"])
            case 6:
                return card_tabs.files(shown.files, now=now, zone=zone)
            case _:
                return card_tabs.history(record, now=now, zone=zone)

    def first_of_list(self) -> str:
        return _("This is the first card of the list.")

    def last_of_list(self) -> str:
        return _("This is the last card of the list.")

    def action_card_next(self) -> None:
        self.neighbour(1)

    def action_card_previous(self) -> None:
        self.neighbour(-1)
