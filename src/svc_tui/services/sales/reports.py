"""What reports can be told about opportunities: how they are parted, what is summed, what each figure means.

Amounts are those in the company's currency: two currencies are never added, and what is in another one is counted
under the table. `opportunity sums` has each currency by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject
from svc_tui.domain.sales.keys import OPPORTUNITIES
from svc_tui.errors import N_
from svc_tui.services.core.reporting import Source
from svc_tui.services.sales.lists import OpportunityLists
from svc_tui.storage.sales.query import hinted_by, measured

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.reports.stream import Stayed
    from svc_tui.storage.session import Session

DIMENSIONS = (
    Dimension("stage", N_("Stage")),
    Dimension("owner", N_("Seller"), empty=N_("nobody")),
    Dimension("customer", N_("Customer")),
    Dimension("territory", N_("Territory")),
    Dimension("status", N_("Status")),
    Dimension("reason", N_("Reason")),
    Dimension("source", N_("Source")),
    Dimension("item", N_("Item")),
    Dimension("hint", N_("Hint"), empty=N_("no hint")),
    Dimension("currency", N_("Currency")),
    *CALENDAR,
)
_OTHERS = N_(
    "Not in amounts: {count} in another currency than the company's; opportunity sums has them apart."
)
MEASURES = (
    Measure("worth", N_("Value"), N_("Amount: what it would bring, in the company's currency."), _OTHERS, "money"),
    Measure("weight", N_("Weighted"), N_("Weighted: its amount times how likely it is won, rounded to the cent."),
            _OTHERS, "money"),
    Measure("revenue", N_("Revenue"), N_("Revenue: the amount of what was won, in the company's currency."),
            N_("Not in revenue: {count} that are not won, or in another currency."), "money"),
)  # fmt: skip
COUNTS = (
    Figure("opportunities", N_("Opportunities"), N_("All opportunities of the selection.")),
    Figure("open", N_("Open"), N_("Not decided."), filter="is:open"),
    Figure("overdue", N_("Overdue"), N_("Open, and the day on which it was to be decided is over."),
           filter="is:overdue"),
    Figure("won", N_("Won"), N_("Won."), filter="is:won"),
    Figure("lost", N_("Lost"), N_("Lost."), filter="is:lost"),
    Figure("hit_rate", N_("Won %"), N_("Won, of those that were decided."), "share", filter="is:won",
           of="-is:open", unit="percent", missing=N_('Not in "won %": {count} not decided.')),
    Figure("from_hints", N_("From hints"), N_("Raised from a hint that the program found."), filter="has:hint"),
    Figure("from_calls", N_("From calls"), N_("Raised from a call."), filter="origin:call"),
    Figure("from_cards", N_("From cards"), N_("Raised from a card."), filter="origin:equipment"),
    Figure("from_contracts", N_("From contracts"), N_("Raised from a contract."), filter="origin:contract"),
)  # fmt: skip
SUBJECT = Subject(
    "opportunity", N_("Opportunities"), OPPORTUNITIES, ("closes_on", "closed_on", "started_on"), DIMENSIONS, MEASURES,
    COUNTS, stays=("stage",), any_scope="is:any",
)  # fmt: skip


def _stays(context: Context, session: Session, where: Condition, _group: str) -> Stayed:
    from svc_tui.storage.sales.stays import stays

    return stays(session, where, context.today)


SOURCES = (
    Source(SUBJECT, "sales", OpportunityLists, lambda _context: {**measured(), "hint": hinted_by()}, _stays),
)
