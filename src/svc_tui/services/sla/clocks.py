"""The two stopwatches of a call and the columns of its row: the bridge between `domain.sla` and the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from svc_tui.domain.sla import stopwatch as sla
from svc_tui.domain.sla.calendars import closed_dates
from svc_tui.domain.sla.closures import Closed, closed_of, stored_closures
from svc_tui.domain.sla.coverage import Coverage, Never, coverage_of, merged, seconds_of
from svc_tui.domain.sla.question import end_of
from svc_tui.domain.sla.stopwatch import Pause
from svc_tui.domain.sla.targets import Budget, Target, budget_of, parse_target
from svc_tui.storage.calls.rows import CallChange, CallRecord
from svc_tui.storage.company.settings import Company
from svc_tui.storage.contracts.terms import Hours, Terms, terms

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session

FIRST_YEAR, YEARS_AHEAD = 2010, 3
NO_COVER_LEFT = "no coverage left"
"""The reason of a call that was accepted, but has no due dates."""


@dataclass(frozen=True)
class Clocks:
    """Both stopwatches of a call with the coverage they run under; no coverage, no due dates."""

    response: sla.Stopwatch
    resolution: sla.Stopwatch
    coverage: Coverage | None


def terms_for(contract: int | None, company: Company, session: "Session") -> Terms | None:
    """The terms a call runs under: its contract's, else the company's fallback, else none."""
    if contract is not None:
        return terms(session=session, number=contract)
    return fallback(company)


def fallback(company: Company) -> Terms | None:
    """Targets of calls without a contract, where the company names some."""
    if not (company.fallback_response or company.fallback_resolution):
        return None
    return Terms(
        number=0, description="", type="customer", service_type="regular", status="approved", customer="",
        start=None, end=None, termination=None, response=company.fallback_response,
        resolution=company.fallback_resolution, coverage=company.fallback_coverage, zone=None, holidays=None,
        closed_dates=(), includes=(), units=None, used=0,
    )  # fmt: skip


def coverage_under(found: Terms | Hours | None, company: Company, now: datetime) -> Coverage | None:
    """The covered time of a contract; None without one."""
    if found is None:
        return None
    closed = closed_under(found, company, now)
    return coverage_of(found.coverage, found.zone or company.zone.key, closed.days, parts=closed.parts)


def closed_under(found: Terms | Hours, company: Company, now: datetime) -> Closed:
    """What a contract does not cover: holidays, the company's closed dates and its own, whole or in part."""
    country, region = company.country, company.subdivision or ""
    if found.holidays:
        country, _, region = found.holidays.partition("-")
    own = closed_of(stored_closures(found.closed_dates))
    days = closed_dates(
        country, region, first_year=FIRST_YEAR, last_year=now.year + YEARS_AHEAD,
        own=company.closed_dates | own.days,
    )  # fmt: skip
    return Closed(days, company.closed_parts | own.parts)


def clocks_of(row: CallRecord, coverage: Coverage | None, pauses: Iterable[Pause] = ()) -> Clocks:
    """The stopwatches of a call: its stamps and the pauses it had say when each ran."""
    held = list(pauses)
    if row.paused_since is not None and all(end is not None for _, end in held):
        held.append((row.paused_since, None))
    response = sla.Stopwatch(
        budget_s=row.response_budget_s,
        runs=sla.runs_of(row.reported_at, [], row.responded_at),
        stopped_at=row.responded_at,
        at_opening=row.response_at_opening,
        once=True,
    )
    resolution = sla.Stopwatch(
        budget_s=row.resolution_budget_s,
        runs=sla.runs_of(row.reported_at, held, row.resolved_at),
        stopped_at=row.resolved_at,
        at_opening=row.resolution_at_opening,
    )
    return Clocks(response, resolution, coverage)


def stood_s(pauses: Iterable[Pause]) -> int:
    """Seconds of the pauses that are over, by the wall clock; what overlaps counts once."""
    spans = merged((seconds_of(begin), seconds_of(end)) for begin, end in pauses if end is not None)
    return sum(end - begin for begin, end in spans)


def started(reported_at: datetime, terms: Terms | None, priority: str, coverage: Coverage | None) -> Clocks:
    """Both stopwatches of a call just reported."""
    response, resolution = terms.target(priority) if terms else (None, None)
    return Clocks(
        sla.start(reported_at, parse_target(response) if response else None, coverage, once=True),
        sla.start(reported_at, parse_target(resolution) if resolution else None, coverage),
        coverage,
    )


def rebudgeted(
    clocks: Clocks, reported_at: datetime, priority: str, terms: Terms | None, *, corrected: bool = False
) -> Clocks:
    """Both stopwatches under another priority, contract or coverage: their runs are kept.

    Args:
        clocks: Both stopwatches.
        reported_at: The reported instant that counts now.
        priority: The priority that counts now.
        terms: What the call runs under now.
        corrected: The reported instant was corrected: a response that was answered is measured anew too.
    """
    texts = terms.target(priority) if terms else (None, None)
    response, resolution = (_budget(text, clocks.coverage, reported_at) for text in texts)
    first = replace(clocks.response, stopped_at=None) if corrected else clocks.response
    first = replace(first.rebudget(response), stopped_at=clocks.response.stopped_at)
    return Clocks(first, clocks.resolution.rebudget(resolution), clocks.coverage)


def _budget(text: str | None, coverage: Coverage | None, reported_at: datetime) -> Budget | None:
    if text is None or coverage is None:
        return None
    target: Target = parse_target(text)
    budget = budget_of(target, coverage, reported_at)
    return None if isinstance(budget, Never) else budget


class Measured(NamedTuple):
    """What one stopwatch says of itself."""

    watch: sla.Stopwatch
    due: datetime | None
    spent_s: int
    marks: sla.Marks
    met: bool | None


def columns_of(
    clocks: Clocks, terms: Terms | None, old: CallRecord | None, *, answered: bool = False
) -> CallChange:
    """The columns that keep both stopwatches. A stopped one keeps the due date it was measured by.

    Args:
        clocks: Both stopwatches.
        terms: What the call runs under.
        old: The call as it was; an imported one without a budget keeps the due dates that came with it. None: new.
        answered: The first response was measured before: nothing but its own stamps moves it.
    """
    columns: CallChange = {}
    both: list[Measured] = []
    if not answered:
        kept = old.respond_by if old is not None and old.response_budget_s is None else None
        first = _measured(clocks.response, clocks.coverage, kept)
        columns = {
            "response_budget_s": first.watch.budget_s, "response_spent_s": first.spent_s,
            "response_since": first.watch.running_since, "response_at_opening": first.watch.at_opening,
            "response_warn_at": first.marks.warn_at, "response_critical_at": first.marks.critical_at,
            "response_met": first.met, "respond_by": first.due,
        }  # fmt: skip
        both.append(first)
    kept = old.resolve_by if old is not None and old.resolution_budget_s is None else None
    last = _measured(clocks.resolution, clocks.coverage, kept)
    both.append(last)
    return {
        **columns,
        "resolution_budget_s": last.watch.budget_s, "resolution_spent_s": last.spent_s,
        "resolution_since": last.watch.running_since, "resolution_at_opening": last.watch.at_opening,
        "resolution_warn_at": last.marks.warn_at, "resolution_critical_at": last.marks.critical_at,
        "resolution_met": last.met, "resolve_by": last.due,
        **_next_of(both if old is None or old.is_open else []),
        "due_after_end": _after_end(last.due, terms, clocks.coverage),
    }  # fmt: skip


def _next_of(both: Sequence[Measured]) -> CallChange:
    """The target that is due next."""
    dues = [(each.due, each) for each in both if each.due is not None and each.watch.stopped_at is None]
    if not dues:
        return {"next_due": None, "next_left_s": None, "next_since": None}
    due, found = min(dues, key=lambda each: each[0])
    budget = found.watch.budget_s
    left = None if budget is None else budget - found.spent_s
    return {"next_due": due, "next_left_s": left, "next_since": found.watch.running_since}


def _measured(watch: sla.Stopwatch, coverage: Coverage | None, kept: datetime | None) -> Measured:
    """One stopwatch; without a budget it has the due date that was `kept`, if any."""
    by = watch.measured_by(coverage)
    due = by if isinstance(by, datetime) else None
    if watch.budget_s is None and kept is not None:
        due = kept
    marks = watch.marks(coverage) if watch.is_running else sla.NO_MARKS
    return Measured(watch, due, watch.spent_before(coverage), marks, _met(watch, coverage, due))


def _met(watch: sla.Stopwatch, coverage: Coverage | None, due: datetime | None) -> bool | None:
    """Kept or missed; an imported call without a budget is measured by the due date it came with."""
    if watch.budget_s is not None or watch.stopped_at is None or due is None:
        return watch.met(coverage)
    return watch.stopped_at <= due


def _after_end(due: datetime | None, found: Terms | None, coverage: Coverage | None) -> bool:
    if due is None or coverage is None or found is None or found.effective_end is None:
        return False
    return due > end_of(found.effective_end, coverage)


def measured_on(
    old: CallRecord, row: CallRecord, pauses: Iterable[Pause], company: Company, *,
    session: "Session", now: datetime, budgets: bool = False,
) -> CallChange:  # fmt: skip
    """The columns of both clocks after the stamps or pauses of a call changed from `old` to `row`."""
    found = None
    if row.coverage_reason != NO_COVER_LEFT:
        found = terms_for(row.contract, company, session)
    clocks = clocks_of(row, coverage_under(found, company, now), pauses)
    corrected = row.reported_at != old.reported_at
    if budgets:
        clocks = rebudgeted(clocks, row.reported_at, row.priority, found, corrected=corrected)
    stands = row.responded_at is not None and row.responded_at == old.responded_at
    return columns_of(clocks, found, old, answered=stands and not corrected)


def measured_anew(
    old: CallRecord, row: CallRecord, pauses: Iterable[Pause], company: Company, *,
    session: "Session", now: datetime,
) -> CallChange:  # fmt: skip
    """The same with other budgets: priority, contract, coverage or the reported instant changed."""
    return measured_on(old, row, pauses, company, session=session, now=now, budgets=True)


def recompute(
    unit: "UnitOfWork", rows: Sequence[CallRecord], contracts: Mapping[int, Terms], company: Company
) -> int:
    """Due dates of these open calls anew, after holidays, coverage or targets changed. Returns how many moved."""
    from svc_tui.storage.calls.reads import pauses_of

    held = pauses_of(session=unit.session, ids=[row.id for row in rows if row.paused_s or row.paused_since])
    moved = 0
    for row in rows:
        found = contracts.get(row.contract) if row.contract else fallback(company)
        if found is None or row.coverage_reason == NO_COVER_LEFT:
            continue  # imported due dates stay until a contract is behind them
        coverage = coverage_under(found, company, unit.at)
        clocks = clocks_of(row, coverage, held.get(row.id, ()))
        clocks = rebudgeted(clocks, row.reported_at, row.priority, found)
        columns = columns_of(clocks, found, row, answered=row.responded_at is not None)
        changed = unit.update("call", row.id, columns)
        moved += not {"respond_by", "resolve_by"}.isdisjoint(changed)
    return moved


def recompute_open(unit: "UnitOfWork", company: Company, contract: int | None = None) -> int:
    """Due dates of all open calls anew, or of those under one contract. Returns how many moved."""
    from svc_tui.storage.calls.reads import open_rows
    from svc_tui.storage.contracts.terms import all_terms

    without = contract is None and fallback(company) is not None
    rows = open_rows(session=unit.session, contract=contract, without=without)
    return recompute(unit, rows, all_terms(session=unit.session), company)
