"""What ends in the next 30, 60 and 90 days: contracts in force by their end, the value at stake above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from svc_tui.presentation.contracts.renewals import stake_lines
from svc_tui.screens.contracts.list import ContractsScreen
from svc_tui.screens.core.acts import Chosen
from svc_tui.screens.core.jobs import run_job
from svc_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from svc_tui.services.contracts.watch import Calendar
    from svc_tui.services.core.outcomes import Outcomes

DAYS = 90
QUERY = f"is:covering left_days:<={DAYS} sort:end"
COLUMNS = ("number", "left_days", "customer_name", "value:8", "units:15", "renewed_by", "owner")


class RenewalsScreen(ContractsScreen):
    """The contracts that end next, with every act of their list."""

    def compose_body(self) -> ComposeResult:
        stake = Lines(id="stake")
        stake.styles.height = 3
        yield stake
        yield from super().compose_body()

    def open_view(self) -> None:
        self.set_columns(COLUMNS)
        self.load(QUERY)

    def load(self, text: str) -> None:
        super().load(text)
        self._show_stake()

    def heard(self) -> None:
        self._show_stake()

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        super().acted(chosen, outcomes, moved_on=moved_on)
        self._show_stake()

    def _show_stake(self) -> None:
        """Sums of each step of the calendar."""
        contracts = self.services.contracts

        def show(found: Calendar) -> None:
            self.query_one("#stake", Lines).show_lines(stake_lines(found.endings))

        run_job(self, "stake", lambda: contracts.ending(DAYS), show)
