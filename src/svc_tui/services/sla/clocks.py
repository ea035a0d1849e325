"""The two stopwatches of a call and the columns of its row: the bridge between `domain.sla` and the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain.sla import stopwatch as sla
from svc_tui.domain.sla.calendars import closed_dates
from svc_tui.domain.sla.closures import Closed, closed_of, stored_closures
from svc_tui.domain.sla.coverage import Coverage, Never, coverage_of, merged, seconds_of
from svc_tui.domain.sla.question import end_of
from svc_tui.domain.sla.stopwatch import Pause
from svc_tui.domain.sla.targets import Budget, Target, budget_of, parse_target
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


def clocks_of(row: Mapping[str, Any], coverage: Coverage | None, pauses: Iterable[Pause] = ()) -> Clocks:
    """The stopwatches of a call: its stamps and the pauses it had say when each ran."""
    held = list(pauses)
    if row["paused_since"] is not None and all(end is not None for _, end in held):
        held.append((row["paused_since"], None))
    watches = [
        sla.Stopwatch(
            budget_s=row[f"{name}_budget_s"],
            runs=sla.runs_of(row["reported_at"], between, row[stamp]),
            stopped_at=row[stamp],
            at_opening=row[f"{name}_at_opening"],
            once=name == "response",
        )
        for name, stamp, between in (("response", "responded_at", []), ("resolution", "resolved_at", held))
    ]
    return Clocks(watches[0], watches[1], coverage)


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
    clocks: Clocks, row: Mapping[str, Any], terms: Terms | None, *, corrected: bool = False
) -> Clocks:
    """Both stopwatches under another priority, contract or coverage: their runs are kept.

    Args:
        clocks: Both stopwatches.
        row: The call, with the priority and the reported instant that count now.
        terms: What it runs under now.
        corrected: The reported instant was corrected: a response that was answered is measured anew too.
    """
    texts = terms.target(row["priority"]) if terms else (None, None)
    response, resolution = (_budget(text, clocks.coverage, row["reported_at"]) for text in texts)
    first = replace(clocks.response, stopped_at=None) if corrected else clocks.response
    first = replace(first.rebudget(response), stopped_at=clocks.response.stopped_at)
    return Clocks(first, clocks.resolution.rebudget(resolution), clocks.coverage)


def _budget(text: str | None, coverage: Coverage | None, reported_at: datetime) -> Budget | None:
    if text is None or coverage is None:
        return None
    target: Target = parse_target(text)
    budget = budget_of(target, coverage, reported_at)
    return None if isinstance(budget, Never) else budget


def columns_of(
    clocks: Clocks, terms: Terms | None, old: Mapping[str, Any], *, answered: bool = False
) -> dict[str, Any]:
    """The columns that keep both stopwatches. A stopped one keeps the due date it was measured by.

    Args:
        clocks: Both stopwatches.
        terms: What the call runs under.
        old: The call's row; an imported call without a budget keeps the due dates that came with it.
        answered: The first response was measured before: nothing but its own stamps moves it.
    """
    columns: dict[str, Any] = {}
    open_dues: list[tuple[datetime, int | None, datetime | None]] = []
    for name, watch, due_name in (
        ("response", clocks.response, "respond_by"),
        ("resolution", clocks.resolution, "resolve_by"),
    ):
        if name == "response" and answered:
            continue
        measured = watch.measured_by(clocks.coverage)
        due = measured if isinstance(measured, datetime) else None
        if watch.budget_s is None and old.get(f"{name}_budget_s") is None:
            due = old.get(due_name)
        marks = watch.marks(clocks.coverage) if watch.is_running else sla.NO_MARKS
        columns |= {
            f"{name}_budget_s": watch.budget_s,
            f"{name}_spent_s": watch.spent_before(clocks.coverage),
            f"{name}_since": watch.running_since,
            f"{name}_at_opening": watch.at_opening,
            f"{name}_warn_at": marks.warn_at,
            f"{name}_critical_at": marks.critical_at,
            f"{name}_met": _met(watch, clocks.coverage, due),
            due_name: due,
        }
        if watch.stopped_at is None and due is not None:
            left = None if watch.budget_s is None else watch.budget_s - watch.spent_before(clocks.coverage)
            open_dues.append((due, left, watch.running_since))
    found = open_dues if old.get("is_open", True) else []
    names = ("next_due", "next_left_s", "next_since")
    columns |= dict(zip(names, min(found, key=lambda each: each[0], default=(None, None, None)), strict=True))
    columns["due_after_end"] = _after_end(columns["resolve_by"], terms, clocks.coverage)
    return columns


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
    old: Mapping[str, Any], row: Mapping[str, Any], pauses: Iterable[Pause], company: Company, *,
    session: "Session", now: datetime, budgets: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The columns of both clocks after the stamps or pauses of a call changed from `old` to `row`."""
    found = None
    if row["coverage_reason"] != NO_COVER_LEFT:
        found = terms_for(row["contract"], company, session)
    clocks = clocks_of(row, coverage_under(found, company, now), pauses)
    corrected = row["reported_at"] != old["reported_at"]
    if budgets:
        clocks = rebudgeted(clocks, row, found, corrected=corrected)
    stands = row["responded_at"] is not None and row["responded_at"] == old["responded_at"]
    return columns_of(clocks, found, old, answered=stands and not corrected)


def measured_anew(
    old: Mapping[str, Any], row: Mapping[str, Any], pauses: Iterable[Pause], company: Company, *,
    session: "Session", now: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The same with other budgets: priority, contract, coverage or the reported instant changed."""
    return measured_on(old, row, pauses, company, session=session, now=now, budgets=True)


def recompute(
    unit: "UnitOfWork", rows: Sequence[Mapping[str, Any]], contracts: Mapping[int, Terms], company: Company
) -> int:
    """Due dates of these open calls anew, after holidays, coverage or targets changed. Returns how many moved."""
    from svc_tui.storage.calls.reads import pauses_of

    held = pauses_of(
        session=unit.session, ids=[row["id"] for row in rows if row["paused_s"] or row["paused_since"]]
    )
    moved = 0
    for row in rows:
        found = contracts.get(row["contract"]) if row["contract"] else fallback(company)
        if found is None or row["coverage_reason"] == NO_COVER_LEFT:
            continue  # imported due dates stay until a contract is behind them
        coverage = coverage_under(found, company, unit.at)
        clocks = clocks_of(row, coverage, held.get(row["id"], ()))
        clocks = rebudgeted(clocks, row, found)
        columns = columns_of(clocks, found, row, answered=row["responded_at"] is not None)
        changed = unit.update("call", row["id"], columns)
        moved += not {"respond_by", "resolve_by"}.isdisjoint(changed)
    return moved


def recompute_open(unit: "UnitOfWork", company: Company, contract: int | None = None) -> int:
    """Due dates of all open calls anew, or of those under one contract. Returns how many moved."""
    from svc_tui.storage.calls.reads import open_rows
    from svc_tui.storage.contracts.terms import all_terms

    without = contract is None and fallback(company) is not None
    rows = open_rows(session=unit.session, contract=contract, without=without)
    return recompute(unit, rows, all_terms(session=unit.session), company)
