"""What reports can be told about contracts: how they are parted, what each figure means."""

from __future__ import annotations

from svc_tui.domain.contracts.keys import CONTRACTS
from svc_tui.domain.reports.preventive import PREVENTIVE
from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject
from svc_tui.errors import N_
from svc_tui.services.contracts.lists import ContractLists
from svc_tui.services.core.reporting import Source
from svc_tui.storage.contracts.lists import measured

DIMENSIONS = (
    Dimension("number", N_("Contract")),
    Dimension("customer", N_("Customer")),
    Dimension("owner", N_("Owner"), empty=N_("nobody")),
    Dimension("status", N_("Status")),
    Dimension("type", N_("Type")),
    Dimension("service_type", N_("Service")),
    Dimension("template", N_("Template")),
    *CALENDAR,
)
MEASURES = (
    Measure("value", N_("Value"), N_("Value: what the customer pays for the whole period of the contract."),
            N_("Not in values: {count} without a value."), "money"),
    Measure("calls", N_("Calls"), N_("Calls: how many calls were ever under the contract."),
            N_("Not in means of calls: {count} without a call."), "number"),
    Measure("labour_s", N_("Labour"), N_("Labour: the time logged on calls and accounted to the contract."),
            N_("Not in labour: {count} without logged labour.")),
    Measure("travel_s", N_("Travel"), N_("Travel: the time of travel logged and accounted to the contract."),
            N_("Not in travel: {count} without logged travel.")),
    Measure("parts", N_("Parts"), N_("Parts: how many parts were logged and accounted to the contract."),
            N_("Not in parts: {count} without a part."), "quantity"),
)  # fmt: skip
COUNTS = (
    Figure("contracts", N_("Contracts"), N_("All contracts of the selection.")),
    Figure("covering", N_("In force"), N_("Approved, begun and not over today."), filter="is:covering"),
    Figure("ending", N_("End in 30 d"), N_("In force, and end within 30 days."), filter="is:ending"),
    Figure("ending_90d", N_("End in 90 d"), N_("In force, and end within 90 days."),
           filter="is:covering left_days:0..90"),
    Figure("renewal", N_("To renew"), N_("In force and to be renewed."), filter="is:covering is:renewal"),
    Figure("renewed", N_("Renewed"), N_("The next period is written down."), filter="is:renewed"),
    Figure("expired", N_("Expired"), N_("Its end is past, and nobody terminated it."), filter="is:expired"),
    Figure("terminated", N_("Terminated"), N_("Ended for good before its time."), filter="is:terminated"),
    Figure("exhausted", N_("Used up"), N_("Its prepaid hours or visits are used up."), filter="is:exhausted"),
    Figure("called", N_("With calls"), N_("Had one call or more."), filter="has:calls"),
    *PREVENTIVE,
)  # fmt: skip
SUBJECT = Subject(
    "contract",
    N_("Contracts"),
    CONTRACTS,
    ("end", "start", "termination"),
    DIMENSIONS,
    MEASURES,
    COUNTS,
    any_scope="is:any",
)


SOURCES = (Source(SUBJECT, "contracts", ContractLists, lambda _context: measured()),)
