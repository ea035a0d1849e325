"""What the screens of equipment say and know of cards."""

from __future__ import annotations

from collections.abc import Sequence

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun
from svc_tui.services.equipment.service import CardPreview


class CardNoun(Noun):
    """Cards."""

    KIND = "equipment"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return self.services.equipment.numbers(ids)

    def no_record(self) -> str:
        return _("No card to act on.")

    def one_record(self) -> str:
        return _("This act takes one card.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} card?", "{act}: {count} cards?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} card done", "{count} cards done", count).format(count=counted(count))

    # --- neighbours

    def preview_of(self, number: str) -> CardPreview:
        """A card in short; runs in a thread."""
        return self.services.equipment.preview(int(number))

    def customer_of(self, number: str) -> str:
        return self.preview_of(number).coverage.card.row.customer

    def card_of(self, number: str) -> str:
        return number

    def file_name(self, number: str) -> str:
        return f"#{number}"

    def contract_of(self, number: str) -> str:
        contract = self.preview_of(number).coverage.entitlement.contract
        if contract is None:
            raise Refused(N_("No contract names the unit of card {number}."), number=number)
        return f"K-{contract}"
