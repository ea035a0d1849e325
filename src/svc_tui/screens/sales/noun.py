"""What the screens of sales say and know of opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.presentation.sales.lines import percent_words, stage_words
from svc_tui.screens.core.noun import Noun
from svc_tui.services.core.coded import Choice

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.storage.sales.rows import Origin


def stages(services: Services, text: str) -> Sequence[Choice]:
    """The stages that may be chosen, by their name or its translation."""
    wanted = fold(text)
    return [
        Choice(each.name, stage_words(each.name), percent_words(each.percent))
        for each in services.sales_stages.list(everything=False)
        if wanted in fold(each.name) or wanted in fold(stage_words(each.name))
    ]


class OpportunityNoun(Noun):
    """Opportunities."""

    KIND = "opportunity"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return [str(row.number) for row in self.services.opportunities.rows(ids)]

    def no_record(self) -> str:
        return _("No opportunity to act on.")

    def one_record(self) -> str:
        return _("This act takes one opportunity. Take the marks away first.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} opportunity?", "{act}: {count} opportunities?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} opportunity done", "{count} opportunities done", count).format(
            count=counted(count)
        )

    # --- neighbours

    def origin_of(self, number: str) -> Origin:
        """What it was raised from first. Raises Refused: nothing."""
        found = self.services.opportunities.find(number).origin
        if not found:
            raise Refused(N_("Opportunity {number} was raised from nothing."), number=number)
        return found[0]

    def customer_of(self, number: str) -> str:
        return self.services.opportunities.find(number).customer

    def card_of(self, number: str) -> str:
        for origin in self.services.opportunities.find(number).origin:
            if origin.kind == "equipment":
                return origin.key
            if origin.kind == "call":
                return str(self.services.equipment.of_call(origin.key))
        raise Refused(N_("Opportunity {number} was raised from no unit."), number=number)

    def contract_of(self, number: str) -> str:
        for origin in self.services.opportunities.find(number).origin:
            if origin.kind == "contract":
                return f"K-{origin.key}"
        raise Refused(N_("Opportunity {number} was raised from no contract."), number=number)
