"""What reports can be told about equipment: how cards are parted, what each figure means."""

from __future__ import annotations

from svc_tui.domain.equipment.keys import EQUIPMENT
from svc_tui.domain.reports.preventive import PREVENTIVE
from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject
from svc_tui.errors import N_
from svc_tui.services.core.reporting import Source
from svc_tui.services.equipment.lists import CardLists
from svc_tui.storage.equipment.lists import measured

DIMENSIONS = (
    Dimension("customer", N_("Customer")),
    Dimension("item", N_("Item")),
    Dimension("item_group", N_("Item group")),
    Dimension("status", N_("Status")),
    Dimension("technician", N_("Technician"), empty=N_("nobody")),
    Dimension("territory", N_("Territory")),
    *CALENDAR,
)
MEASURES = (
    Measure("calls", N_("Calls"), N_("Calls: how many calls were ever about the unit."),
            N_("Not in calls a unit: {count} without a call."), "number"),
)  # fmt: skip
COUNTS = (
    Figure("units", N_("Units"), N_("All cards of the selection.")),
    Figure("live", N_("At customers"), N_("Active or loaned."), filter="is:live"),
    Figure("covered", N_("Covered"), N_("At the customer, and covered by a contract now."),
           filter="is:live is:covered"),
    Figure("uncovered", N_("Not covered"), N_("At the customer, and covered by no contract now."),
           filter="is:live is:uncovered"),
    Figure("in_warranty", N_("In warranty"), N_("In warranty today."), filter="is:warranty"),
    Figure("in_lab", N_("In lab"), N_("In the repair lab."), filter="is:in_lab"),
    Figure("loaned", N_("Lent"), N_("Lent to the customer."), filter="is:loaned"),
    Figure("overdue_loans", N_("Loans overdue"), N_("Lent, and not back on the day it was expected."),
           filter="is:overdueloan"),
    Figure("called", N_("With calls"), N_("Had one call or more."), filter="has:calls"),
    Figure("troubled", N_("With open calls"), N_("Has one open call or more."), filter="has:open_calls"),
    Figure("repeated", N_("3 calls or more"), N_("Had three calls or more."), filter="calls:>=3"),
    *PREVENTIVE,
)  # fmt: skip
SUBJECT = Subject(
    "equipment",
    N_("Units"),
    EQUIPMENT,
    ("delivered_at", "warranty_end", "due_back"),
    DIMENSIONS,
    MEASURES,
    COUNTS,
    any_scope="is:any",
)


SOURCES = (Source(SUBJECT, "equipment", CardLists, lambda _context: measured()),)
