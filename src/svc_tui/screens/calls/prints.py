"""What prints calls: the service order, and the report of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper


class CallPrints(Commands[RecordsScreen]):
    """Pages of calls to hand over."""

    def action_call_print(self) -> None:
        """Print the chosen calls."""
        from svc_tui.screens.core.printing import Printable, print_chosen

        kinds = [
            Printable("order", _("Service order, before the work"), partial(self._papers, "order")),
            Printable("report", _("Service report, after the work"), partial(self._papers, "report")),
        ]
        print_chosen(self.screen, kinds)

    def _papers(self, what: str, numbers: Sequence[str]) -> list[Paper]:
        from svc_tui.presentation.calls.paper import call_paper
        from svc_tui.presentation.work.report import in_all_languages

        services = self.services
        facts = [
            services.call_papers.facts(number, lambda report: in_all_languages(report, services.zone))
            for number in numbers
        ]
        return [call_paper(each, what, now=services.now(), zone=services.zone) for each in facts]
