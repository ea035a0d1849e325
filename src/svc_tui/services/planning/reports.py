"""What reports can be told about visits: how they are parted, what is measured, what each figure means."""

from __future__ import annotations

from svc_tui.domain.planning.keys import VISITS
from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject
from svc_tui.errors import N_
from svc_tui.services.core.reporting import Source
from svc_tui.services.planning.lists import VisitLists
from svc_tui.services.planning.load import days_of_visits
from svc_tui.storage.planning.query import measured

DIMENSIONS = (
    Dimension("lead", N_("Technician"), empty=N_("nobody")),
    Dimension("customer", N_("Customer")),
    Dimension("territory", N_("Territory")),
    Dimension("status", N_("Status")),
    *CALENDAR,
)
MADE = "-is:cancelled"
"""A visit that was cancelled takes nobody's time, planned or actual, as in the reports on load."""
MEASURES = (
    Measure("planned_s", N_("Planned"), N_("Planned: from the planned beginning to the planned end, wall clock."),
            N_("Not in planned times: {count} cancelled."), clock="wall", of=MADE),
    Measure("actual_s", N_("Actual"), N_("Actual: from arriving to leaving, wall clock."),
            N_("Not in actual times: {count} cancelled, or not begun and ended."), clock="wall", of=MADE),
)  # fmt: skip
COUNTS = (
    Figure("visits", N_("Visits"), N_("All visits of the selection.")),
    Figure("planned", N_("To make"), N_("Planned, on the way or working now."), filter="is:open"),
    Figure("done", N_("Done"), N_("Made and ended."), filter="is:done"),
    Figure("cancelled", N_("Cancelled"), N_("Taken back before they were made."), filter="is:cancelled"),
    Figure("late", N_("Late"), N_("Still to be made or ended, and their planned end is over."), filter="is:late"),
    Figure("forced", N_("Forced"), N_("Planned although they overlap another one."), filter="has:forced"),
    Figure("made", N_("Done %"), N_("Done, of those that are not cancelled."), "share", filter="is:done",
           of="-is:cancelled", unit="percent", missing=N_('Not in "done %": {count} cancelled.')),
    Figure("punctual", N_("On time"),
           N_("Begun no later than a quarter of an hour after their time, of those that were begun."), "share",
           filter="is:punctual", of="has:checked_in_at", unit="percent",
           missing=N_('Not in "on time": {count} not begun.')),
    Figure("first_solved", N_("First visit solved"),
           N_("The call is resolved and no other visit came after, of the first visits that were done."), "share",
           filter="is:solved", of="is:done is:first", unit="percent",
           missing=N_('Not in "first visit solved": {count} not done, or not the first of their call.')),
)  # fmt: skip
SUBJECT = Subject(
    "visit", N_("Visits"), VISITS, ("starts_at", "checked_in_at", "created_at"), DIMENSIONS, MEASURES, COUNTS,
    loads=(Dimension("technician", N_("Technician"), key="technicians"), *CALENDAR),
    loads_scope="-is:cancelled", any_scope="is:any",
)  # fmt: skip


SOURCES = (
    Source(
        SUBJECT, "planning", VisitLists, lambda _context: measured(not_cancelled=True), loads=days_of_visits
    ),
)
