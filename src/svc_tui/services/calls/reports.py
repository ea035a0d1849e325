"""What reports can be told about calls: how they are parted, what is measured, what each figure means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.query.tree import quoted
from svc_tui.domain.reports.subject import CALENDAR, Dimension, Figure, Measure, Subject, Value
from svc_tui.errors import N_
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.core.reporting import Source
from svc_tui.storage.calls import measures, stays

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.reports.stream import Columns, Stayed
    from svc_tui.storage.session import Session


def _answered_by(value: Value) -> str:
    if value is None:
        return "no:responder no:assignee"
    person = quoted(str(value))
    return f"(responder:={person} OR (no:responder assignee:={person}))"


DIMENSIONS = (
    Dimension("customer", N_("Customer")),
    Dimension("item", N_("Item")),
    Dimension("item_group", N_("Item group")),
    Dimension("serial", N_("Serial")),
    Dimension("queue", N_("Queue"), empty=N_("no queue")),
    Dimension("assignee", N_("Who"), empty=N_("nobody")),
    Dimension("technician", N_("Technician"), empty=N_("nobody")),
    Dimension("answered_by", N_("Answered by"), empty=N_("nobody"), terms=_answered_by),
    Dimension("type", N_("Type")),
    Dimension("problem", N_("Problem")),
    Dimension("subtype", N_("Subtype")),
    Dimension("priority", N_("Priority")),
    Dimension("origin", N_("Origin")),
    Dimension("contract", N_("Contract"), empty=N_("no contract")),
    Dimension("covered", N_("Covered")),
    Dimension("coverage_reason", N_("Coverage")),
    Dimension("territory", N_("Territory")),
    Dimension("status", N_("Status")),
    Dimension("status_class", N_("Class")),
    *CALENDAR,
    Dimension("hour", N_("Hour"), key="reported_hour", unit="hour"),
    Dimension("weekday", N_("Weekday"), key="reported_weekday", unit="weekday"),
)

MEASURES = (
    Measure(
        "response_s", N_("Response"), N_("Response time: first response minus reported, wall clock."),
        N_("Not in response times: {count} without a first response."), clock="wall",
    ),
    Measure(
        "response_covered_s", N_("Response covered"),
        N_("Covered response time: the hours of the contract from reported to the first response."),
        N_("Not in covered response times: {count} without a first response or a response target of a contract."),
        clock="covered",
    ),
    Measure(
        "resolution_s", N_("Resolution"), N_("Resolution time: resolved minus reported, wall clock, pauses included."),
        N_("Not in resolution times: {count} not resolved."), clock="wall",
    ),
    Measure(
        "resolution_covered_s", N_("Resolution covered"),
        N_("Covered resolution time: the hours of the contract from reported to resolved, pauses apart."),
        N_("Not in covered resolution times: {count} not resolved or without a resolution target of a contract."),
        clock="covered",
    ),
    Measure(
        "closure_s", N_("Closure"),
        N_("Closure time: closed minus reported, wall clock; a reopened call counts once, with its last closing."),
        N_("Not in closure times: {count} not closed."), clock="wall",
    ),
    Measure(
        "age_s", N_("Age"), N_("Age: now minus reported, wall clock, of open calls."),
        N_("Not in ages: {count} closed."), clock="wall",
    ),
    Measure(
        "wait_s", N_("Wait"),
        N_("Wait: from the report to when somebody first handled the call, wall clock; of open calls that nobody had "
           "yet, to now."),
        N_("Not in waits: {count} of which no history says who first handled them."), clock="wall",
    ),
    Measure(
        "waiting_s", N_("Waiting"), N_("Waiting: now minus reported, wall clock, of open calls in a queue that nobody "
                                       "handles."),
        N_("Not in waiting times: {count} that do not wait in a queue."), clock="wall",
    ),
    Measure(
        "between_faults_s", N_("Between faults"),
        N_("Time between faults: from the call before about the same unit to this one, wall clock."),
        N_("Not in times between faults: {count} that are the first of their unit, or about none."), clock="wall",
    ),
    Measure("labour_s", N_("Labour"), N_("Labour: the time logged on the call, corrections included."),
            N_("Not in labour: {count} without logged labour.")),
    Measure("travel_s", N_("Travel"), N_("Travel: the time of travel logged on the call, corrections included."),
            N_("Not in travel: {count} without logged travel.")),
    Measure("parts", N_("Parts"), N_("Parts: how many parts were logged on the call, corrections included."),
            N_("Not in parts: {count} without a part."), "quantity"),
    Measure("reopened", N_("Reopenings"), N_("Reopenings: how often a call came back after being resolved or closed."),
            N_("Not in means of reopenings: {count} never reopened."), "number"),
    Measure("reassigned", N_("Hand-overs"), N_("Hand-overs: how often a call went to another person or queue."),
            N_("Not in means of hand-overs: {count} never handed over."), "number"),
)  # fmt: skip


_STATES = {
    "met": (N_("The target was met."), "met"),
    "missed": (N_("It was reached after the target."), "missed"),
    "running": (N_("The target is still to be met; those that are late already are among them."),
                "ok,warning,critical,overdue"),
    "late": (N_("The target is over and not met yet."), "overdue"),
    "paused": (N_("The clock of the target stands."), "paused"),
    "untargeted": (N_("No target was promised, or the call ended without reaching it."), "none"),
}  # fmt: skip
"""The states of a target; all but `late`, which are running, sum to all calls."""
_RESPONSE = (
    N_("Response met"), N_("Response missed"), N_("Response running"), N_("Response late"), N_("Response paused"),
    N_("No response target"), N_("Response in time"),
)  # fmt: skip
_RESOLUTION = (
    N_("Resolution met"), N_("Resolution missed"), N_("Resolution running"), N_("Resolution late"),
    N_("Resolution paused"), N_("No resolution target"), N_("Resolution in time"),
)  # fmt: skip
_UNANSWERED = N_('Not in "response in time": {count} without a first response or a response target.')
_UNRESOLVED = N_('Not in "resolution in time": {count} not resolved or without a resolution target.')


def _states(target: str, titles: Sequence[str], words: str) -> list[Figure]:
    """How many are in which state, and how many of the decided ones were kept."""
    key = f"{target}_state"
    counts = [
        Figure(f"{target}_{name}", title, about, filter=f"{key}:{states}")
        for title, (name, (about, states)) in zip(titles, _STATES.items(), strict=False)
    ]
    kept = Figure(
        f"{target}_kept", titles[-1], N_("In time: those met, of those met or missed."), "share",
        filter=f"{key}:met", of=f"{key}:met,missed", unit="percent", missing=words,
    )  # fmt: skip
    return [*counts, kept]


AGES = (
    ("age_to_1d", N_("0-1 d"), "age_s:<2d"),
    ("age_to_3d", N_("2-3 d"), "age_s:>=2d age_s:<4d"),
    ("age_to_7d", N_("4-7 d"), "age_s:>=4d age_s:<8d"),
    ("age_to_14d", N_("8-14 d"), "age_s:>=8d age_s:<15d"),
    ("age_over_14d", N_("15+ d"), "age_s:>=15d"),
)
WAITS = (
    ("wait_to_15m", N_("Answered in 15 min"), "response_s:<=15m"),
    ("wait_to_1h", N_("Answered in 1 h"), "response_s:>15m response_s:<=1h"),
    ("wait_to_4h", N_("Answered in 4 h"), "response_s:>1h response_s:<=4h"),
    ("wait_to_1d", N_("Answered in 1 d"), "response_s:>4h response_s:<=1d"),
    ("wait_over_1d", N_("Answered later"), "response_s:>1d"),
    ("wait_on", N_("Not answered"), "no:responded_at"),
)
TAKES = (
    ("took_to_4h", N_("Closed in 4 h"), "closure_s:<=4h"),
    ("took_to_1d", N_("Closed in 1 d"), "closure_s:>4h closure_s:<=1d"),
    ("took_to_3d", N_("Closed in 3 d"), "closure_s:>1d closure_s:<=3d"),
    ("took_to_7d", N_("Closed in 7 d"), "closure_s:>3d closure_s:<=7d"),
    ("took_to_14d", N_("Closed in 14 d"), "closure_s:>7d closure_s:<=14d"),
    ("took_over_14d", N_("Closed later"), "closure_s:>14d"),
)
COUNTS = (
    Figure("calls", N_("Calls"), N_("All calls of the selection.")),
    Figure("open", N_("Open"), N_("Not closed now."), filter="is:open"),
    Figure("closed", N_("Closed"), N_("Closed now."), filter="is:closed"),
    Figure("resolved", N_("Resolved"), N_("Has been resolved, closed or not."), filter="has:resolved_at"),
    Figure("unresolved", N_("Not resolved"), N_("Has no instant of resolution."), filter="no:resolved_at"),
    Figure("overdue", N_("Overdue"), N_("Open, and past the next target now."), filter="is:open is:overdue"),
    Figure("paused", N_("Paused"), N_("Open, and the clock stands now."), filter="is:open is:paused"),
    Figure("pending", N_("Pending"), N_("In a waiting status now."), filter="is:pending"),
    Figure("unassigned", N_("Unassigned"), N_("Open, and nobody handles it."), filter="is:open is:unassigned"),
    Figure("waiting", N_("Waiting"), N_("Open in a queue, and nobody handles it."),
           filter="is:open is:unassigned has:queue"),
    Figure("answered", N_("Answered"), N_("Has a first response."), filter="has:responded_at"),
    Figure("unanswered", N_("Unanswered"), N_("Open, without a first response."), filter="is:open no:responded_at"),
    Figure("reopened", N_("Reopened"), N_("Was reopened once or more."), filter="reopened:>0"),
    Figure("handed_over", N_("Handed over"), N_("Went from one person or queue to another once or more."),
           filter="reassigned:>0"),
    Figure("covered", N_("Covered"), N_("A contract covered the unit when the call was reported."),
           filter="is:covered"),
    Figure("uncovered", N_("Not covered"), N_("No contract covered it then."), filter="is:uncovered"),
    Figure("first_fix", N_("First fix"),
           N_("First-time fix: resolved without being reopened or handed over, of those resolved."), "share",
           filter="reopened:0 reassigned:0", of="has:resolved_at", unit="percent",
           missing=N_('Not in "first fix": {count} not resolved.')),
    Figure("reopen_share", N_("Reopened %"), N_("Reopened once or more, of those that were resolved or reopened."),
           "share", filter="reopened:>0", of="(has:resolved_at OR reopened:>0)", unit="percent",
           missing=N_('Not in "reopened %": {count} never resolved.')),
    *(Figure(name, title, N_("Open calls of this age in whole days."), filter=text) for name, title, text in AGES),
    *(Figure(name, title, N_("Calls by the time to their first response, wall clock; together they are all calls."),
             filter=text) for name, title, text in WAITS),
    *(Figure(name, title, N_("Closed calls by the time from the report to the closing, wall clock."), filter=text)
      for name, title, text in TAKES),
    *_states("response", _RESPONSE, _UNANSWERED),
    *_states("resolution", _RESOLUTION, _UNRESOLVED),
)  # fmt: skip

SUBJECT = Subject(
    "call", N_("Calls"), CALLS, ("reported_at", "closed_at", "resolved_at", "responded_at"), DIMENSIONS, MEASURES,
    COUNTS, flow=("reported_at", "closed_at"), stays=stays.FIELDS,
    any_scope="is:any",
)  # fmt: skip


def _columns(context: Context) -> Columns:
    return measures.columns(context.now(), context.zone.key)


def _stays(context: Context, session: Session, found: Condition, field: str) -> Stayed:
    return stays.stays(session, found, field, context.now())


SOURCES = (Source(SUBJECT, "calls", CallLists, _columns, _stays),)
