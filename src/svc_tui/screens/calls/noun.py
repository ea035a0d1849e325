"""What the screens of calls say and know of calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes


class CallNoun(Noun):
    """Calls."""

    KIND = "call"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return tuple(row.number for row in self.services.calls.rows(ids))

    def no_record(self) -> str:
        return _("No call to act on.")

    def one_record(self) -> str:
        return _("This act takes one call.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} call?", "{act}: {count} calls?", count)
        return question.format(act=act, count=counted(count))

    def in_words(self, outcomes: Outcomes) -> str:
        return outcomes.say(_)

    def customer_of(self, number: str) -> str:
        return str(self.services.calls.preview(number).values.customer)

    def card_of(self, number: str) -> str:
        return str(self.services.equipment.of_call(number))

    def contract_of(self, number: str) -> str:
        contract = self.services.calls.preview(number).values.contract
        if contract is None:
            raise Refused(N_("{number} runs under no contract."), number=number)
        return f"K-{contract}"
