"""Lengths of time of a call, worked out where the rows are: what reports measure and filters compare.

Wall-clock seconds run from the report on; covered seconds are those of the stopwatch, for calls with a budget.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Table, and_, case, func, literal, null, select

from svc_tui.storage.sqlite.engine import part_of_day, seconds_of
from svc_tui.storage.tables import again, table
from svc_tui.storage.work.measures import worked

Measure = Callable[[Table, datetime], ColumnElement[Any]]
"""The seconds of each call at a moment; NULL where there are none."""


def _between(name: str) -> Measure:
    return lambda t, _now: seconds_of(t.c[name]) - seconds_of(t.c.reported_at)


def _covered(target: str, stamp: str) -> Measure:
    def measure(t: Table, _now: datetime) -> ColumnElement[Any]:
        there = and_(t.c[stamp].is_not(None), t.c[f"{target}_budget_s"].is_not(None))
        return case((there, t.c[f"{target}_spent_s"]), else_=null())

    return measure


def _age(t: Table, now: datetime) -> ColumnElement[Any]:
    return case((t.c.is_open, _until(t, now)), else_=null())


def _waiting(t: Table, now: datetime) -> ColumnElement[Any]:
    """Of calls that wait in a queue now."""
    waits = and_(t.c.is_open, func.coalesce(t.c.assignee, "") == "", func.coalesce(t.c.queue, "") != "")
    return case((waits, _until(t, now)), else_=null())


def _wait(t: Table, now: datetime) -> ColumnElement[Any]:
    """From the report to when the history first names somebody; of open calls that nobody had yet, to now."""
    entry = table("history").c
    given = and_(entry.field == "assignee", func.coalesce(entry.new, "") != "")
    first = select(func.min(seconds_of(entry.at))).where(
        entry.kind == "call", entry.object_id == t.c.id, given
    )
    claimed = first.correlate(t).scalar_subquery()
    nobody = and_(t.c.is_open, func.coalesce(t.c.assignee, "") == "")
    ended = func.coalesce(claimed, case((nobody, literal(int(now.timestamp()))), else_=null()))
    return func.max(ended - seconds_of(t.c.reported_at), 0)


def _until(t: Table, now: datetime) -> ColumnElement[Any]:
    return literal(int(now.timestamp())) - seconds_of(t.c.reported_at)


def _between_faults(t: Table, _now: datetime) -> ColumnElement[Any]:
    """Since the call before about the same card; of the first one of a card none."""
    before = again(t.name, "before_it").c
    last = select(func.max(before.reported_at)).where(
        before.equipment == t.c.equipment, before.reported_at < t.c.reported_at
    )
    return seconds_of(t.c.reported_at) - last.correlate(t).scalar_subquery().cast(BigInteger)


def _worked(name: str) -> Measure:
    return lambda t, _now: worked(name, t, "call_id", "id")


MEASURES: Mapping[str, Measure] = {
    "response_s": _between("responded_at"),
    "response_covered_s": _covered("response", "responded_at"),
    "resolution_s": _between("resolved_at"),
    "resolution_covered_s": _covered("resolution", "resolved_at"),
    "closure_s": _between("closed_at"),
    "age_s": _age,
    "wait_s": _wait,
    "waiting_s": _waiting,
    "between_faults_s": _between_faults,
    "labour_s": _worked("labour_s"),
    "travel_s": _worked("travel_s"),
    "parts": _worked("parts"),
}
"""By the name of their key."""


def answered_by(t: Table) -> ColumnElement[Any]:
    """Who gave the first response, else who handles the call now."""
    return func.coalesce(func.nullif(t.c.responder, ""), t.c.assignee)


def part(t: Table, name: str, zone: str) -> ColumnElement[Any]:
    """`reported_hour` (0 to 23) or `reported_weekday` (1 is Monday) in a zone."""
    stamp, _, what = name.rpartition("_")
    return part_of_day(t.c[f"{stamp}_at"], zone, what)


COUNTED = ("reopened", "reassigned")
"""Counters of which a call has none where they say nought, as filters have it."""
PARTS = ("reported_hour", "reported_weekday")
"""Keys that are a part of an instant in the viewer's zone."""


def columns(now: datetime, zone: str) -> Mapping[str, ColumnElement[Any]]:
    """All that reports work out of a call."""
    t = table("call")
    found = {name: measure(t, now) for name, measure in MEASURES.items()}
    found["answered_by"] = answered_by(t)
    for name in COUNTED:
        found[name] = func.nullif(t.c[name], 0)
    return found | {name: part(t, name, zone) for name in PARTS}
