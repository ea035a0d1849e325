"""What the screens of planning say and know of visits."""

from __future__ import annotations

from collections.abc import Sequence

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun


class VisitNoun(Noun):
    """Visits; their neighbours are those of their calls."""

    KIND = "visit"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return tuple(str(row.number) for row in self.services.plan.rows(ids))

    def no_record(self) -> str:
        return _("No visit to act on.")

    def one_record(self) -> str:
        return _("This act takes one visit.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} visit?", "{act}: {count} visits?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} visit done", "{count} visits done", count).format(count=counted(count))

    def call_of(self, number: str) -> str:
        """The call of a visit."""
        return self.services.plan.find(number).call

    def customer_of(self, number: str) -> str:
        return self.services.plan.find(number).customer

    def card_of(self, number: str) -> str:
        return str(self.services.equipment.of_call(self.call_of(number)))

    def contract_of(self, number: str) -> str:
        call = self.call_of(number)
        contract = self.services.calls.preview(call).values.contract
        if contract is None:
            raise Refused(N_("{number} runs under no contract."), number=call)
        return f"K-{contract}"
