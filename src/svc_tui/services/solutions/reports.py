"""What reports can be told about solutions: how they are parted, what each figure means."""

from __future__ import annotations

from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject
from svc_tui.domain.solutions.keys import SOLUTIONS
from svc_tui.errors import N_
from svc_tui.services.core.reporting import Source
from svc_tui.services.solutions.find import SolutionFind
from svc_tui.storage.solutions.query import measured

DIMENSIONS = (
    Dimension("number", N_("Solution")),
    Dimension("item", N_("Item")),
    Dimension("item_group", N_("Item group")),
    Dimension("problem", N_("Problem")),
    Dimension("status", N_("Status")),
    Dimension("owner", N_("Owner"), empty=N_("nobody")),
    Dimension("reviewer", N_("Reviewer"), empty=N_("nobody")),
    Dimension("language", N_("Language")),
    *CALENDAR,
)
MEASURES = (
    Measure("attached", N_("Attached"), N_("Attached: the calls that the solution is attached to."),
            N_("Not in means of attached calls: {count} on no call."), "number"),
    Measure("ended", N_("Closed"), N_("Closed: of the calls that the solution is attached to those that are closed."),
            N_("Not in means of closed calls: {count} that closed none."), "number"),
    Measure("misses", N_("Did not help"), N_("Did not help: how often somebody tried the solution in vain."),
            N_("Not in means of how often it did not help: {count} of which nobody said so."), "number"),
)  # fmt: skip
COUNTS = (
    Figure("solutions", N_("Solutions"), N_("All solutions of the selection.")),
    Figure("published", N_("Published"), N_("May be read by the customer."), filter="is:publish"),
    Figure("to_review", N_("In review"), N_("Wait for their review."), filter="is:review"),
    Figure("stale", N_("Stale"), N_("Unused or not reviewed for a year, or a call was reopened after it."),
           filter="is:stale"),
    Figure("helpful", N_("Have helped"), N_("A call or more was closed with it."), filter="has:ended"),
    Figure("missed", N_("Have not helped"), N_("Somebody tried it in vain."), filter="has:misses"),
    Figure("ended_share", N_("Ended in closure"),
           N_("Usefulness: of the calls that solutions are attached to, those that are closed."), "ratio",
           measure="ended", per="attached", unit="percent",
           missing=N_('Not in "ended in closure": {count} on no call.')),
)  # fmt: skip
SUBJECT = Subject(
    "solution",
    N_("Solutions"),
    SOLUTIONS,
    ("created_at", "last_used_at", "reviewed_at", "updated_at"),
    DIMENSIONS,
    MEASURES,
    COUNTS,
    any_scope="is:any",
)
SOURCES = (Source(SUBJECT, "solutions", SolutionFind, lambda _context: measured()),)
