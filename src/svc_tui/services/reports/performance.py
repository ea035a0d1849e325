"""How well a customer was served over a period: the same reports that everybody runs, about this customer alone.

All figures are those of `services/reports`, so that the page and `report run` cannot disagree; what was worked is
added up over the calls of the same selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Result
from svc_tui.domain.work.totals import Totals, totals
from svc_tui.services.calls.reports import SUBJECT
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.reports.service import Asked, Reports
from svc_tui.services.shapes.customers import CustomerView, CustomerViews
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.company.settings import Company
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.work import rows as work

MONTHS = 12
MOST = 10
"""Units and problems that are named."""
MOST_MISSED = 50
"""Missed promises that are listed."""
STATES = ("met", "missed", "running", "paused", "untargeted")
KEPT = tuple(f"{target}_{state}" for target in ("response", "resolution") for state in (*STATES, "kept"))
TIMES = ("response_median_s", "response_p90_s", "resolution_covered_median_s", "resolution_covered_p90_s",
         "closure_median_s", "closure_p90_s")  # fmt: skip
MISSED = "(response_state:missed OR resolution_state:missed)"


@dataclass(frozen=True)
class Performance:
    """What a performance page says of a customer. Each result is about the calls that came in within the period."""

    company: Company
    customer: CustomerView
    period: Period
    promises: Result
    """By month: what was kept and missed; its total is that of all."""
    priorities: Result
    """The same by priority."""
    times: Result
    """How long it took, without groups."""
    flow: Result
    """What came and went, by month."""
    units: Result
    """The serials with most calls, and their items."""
    problems: Result
    """The problems with most calls."""
    missed: Sequence[CallRow]
    """Calls of which a promise was missed, the oldest first."""
    missed_count: int
    """All of them."""
    worked: Totals
    """What was worked on the calls."""
    contracts: Sequence[ContractRow]
    """Contracts of which a day lies in the period."""


class Performances:
    """Performance pages."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._reports, self._calls = Reports(context), Calls(context)
        self._customers = CustomerViews(context)

    def of(self, code: str, period: Period | None = None) -> Performance:
        """How well a customer was served; over this month and the eleven before unless said otherwise.

        Raises NotFound.
        """
        within = period or last_months(self.context.today, MONTHS)
        with self.context.store.moment():
            view = self._customers.view(code)
            dimension = SUBJECT.dimension("customer")
            assert dimension is not None
            own = dimension.term(view.row.code, CALLS, "")

            def run(
                name: str, *by: str, figures: Sequence[str] = (), sort: str = "", top: int | None = None
            ) -> Result:
                asked = Asked(
                    own, within, by, figures=tuple(figures), sort=sort, top=top, compare=by == ("month",)
                )
                return self._reports.run(name, asked)

            promises = run("promises", "month", figures=("calls", *KEPT), sort="month")
            ids = self._calls.ids(promises.selection).ids
            missed = self._calls.ids(f"{promises.selection} {MISSED} sort:created").ids
            return Performance(
                self.context.company, view, within, promises,
                priorities=run("promises", "priority", figures=("calls", "response_kept", "resolution_kept")),
                times=run("promises", figures=TIMES),
                flow=run("backlog", "month"),
                units=run("repeat-faults", "serial", "item", figures=("calls", "reopened"), sort="-calls", top=MOST),
                problems=run("callers", "problem", figures=("calls", "reopened"), sort="-calls", top=MOST),
                missed=self._calls.rows(missed[:MOST_MISSED]), missed_count=len(missed), worked=self._worked(ids),
                contracts=[each for each in view.contracts if _within(each, within)],
            )  # fmt: skip

    def _worked(self, ids: Sequence[int]) -> Totals:
        with self.context.store.read() as session:
            return totals(work.of_calls(session=session, call_ids=ids))


def last_months(today: date, count: int) -> Period:
    """This month and those before, `count` together, up to today."""
    year, month = divmod(today.year * 12 + today.month - count, 12)
    return Period(date(year, month + 1, 1), today)


def _within(contract: ContractRow, period: Period) -> bool:
    if contract.status == "draft":
        return False
    begins = period.last is None or contract.start is None or contract.start <= period.last
    end = contract.effective_end
    return begins and (period.first is None or end is None or end >= period.first)
