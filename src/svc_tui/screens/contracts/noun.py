"""What the screens of contracts say and know of contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes


def named(contract: int) -> str:
    """How people call a contract."""
    return f"K-{contract}"


def number_named(name: str) -> int:
    """The number of a contract that is called so."""
    return int(name.removeprefix("K-"))


class ContractNoun(Noun):
    """Contracts, which people call `K-58`."""

    KIND = "contract"

    def no_record(self) -> str:
        return _("No contract to act on.")

    def one_record(self) -> str:
        return _("This act takes one contract. Take the marks away first.")

    def many_done(self, count: int) -> str:
        return ngettext("{count} contract done", "{count} contracts done", count).format(count=counted(count))

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} contract?", "{act}: {count} contracts?", count)
        return question.format(act=act, count=counted(count))

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return [named(row.number) for row in self.services.contracts.rows(ids)]

    def named(self, outcomes: Outcomes) -> Outcomes:
        found = tuple(
            replace(each, number=named(int(each.number))) if each.number.isdecimal() else each
            for each in outcomes.outcomes
        )
        return replace(outcomes, outcomes=found)

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
