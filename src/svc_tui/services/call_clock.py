"""The two stopwatches of a call and the columns of its row: the bridge between `domain.sla` and the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain import sla
from svc_tui.domain.calendars import closed_dates
from svc_tui.domain.coverage import Coverage, Never, coverage_of
from svc_tui.domain.due_report import end_of
from svc_tui.domain.targets import Budget, Target, budget_of, parse_target
from svc_tui.storage.contracts import Terms, terms
from svc_tui.storage.setup import Company

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.record import Unit

FIRST_YEAR, YEARS_AHEAD = 2010, 3


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


def coverage_under(found: Terms | None, company: Company, now: datetime) -> Coverage | None:
    """The covered time of a contract; None without one."""
    if found is None:
        return None
    own = company.closed_dates | {date.fromisoformat(day) for day in found.closed_dates}
    country, region = company.country, company.subdivision or ""
    if found.holidays:
        country, _, region = found.holidays.partition("-")
    closed = closed_dates(country, region, first_year=FIRST_YEAR, last_year=now.year + YEARS_AHEAD, own=own)
    return coverage_of(found.coverage, found.zone or company.zone.key, closed)


def clocks_of(row: Mapping[str, Any], coverage: Coverage | None) -> Clocks:
    """The stopwatches that a call's row holds."""
    watches = [
        sla.Stopwatch(
            budget_s=row[f"{name}_budget_s"],
            spent_s=row[f"{name}_spent_s"],
            running_since=row[f"{name}_since"],
            stopped_at=row[stamp],
            at_opening=row[f"{name}_at_opening"],
            once=name == "response",
        )
        for name, stamp in (("response", "responded_at"), ("resolution", "resolved_at"))
    ]
    return Clocks(watches[0], watches[1], coverage)


def started(reported_at: datetime, terms: Terms | None, priority: str, coverage: Coverage | None) -> Clocks:
    """Both stopwatches of a call just reported."""
    response, resolution = terms.target(priority) if terms else (None, None)
    return Clocks(
        sla.start(reported_at, parse_target(response) if response else None, coverage, once=True),
        sla.start(reported_at, parse_target(resolution) if resolution else None, coverage),
        coverage,
    )


def rebudgeted(clocks: Clocks, reported_at: datetime, terms: Terms | None, priority: str) -> Clocks:
    """Both stopwatches under another priority, contract or coverage: what was consumed is kept."""
    response, resolution = terms.target(priority) if terms else (None, None)
    return Clocks(
        clocks.response.rebudget(_budget(response, clocks.coverage, reported_at)),
        clocks.resolution.rebudget(_budget(resolution, clocks.coverage, reported_at)),
        clocks.coverage,
    )


def _budget(text: str | None, coverage: Coverage | None, reported_at: datetime) -> Budget | None:
    if text is None or coverage is None:
        return None
    target: Target = parse_target(text)
    budget = budget_of(target, coverage, reported_at)
    return None if isinstance(budget, Never) else budget


def columns_of(clocks: Clocks, terms: Terms | None, old: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that keep both stopwatches. A stopped one keeps the due date it was measured by."""
    columns: dict[str, Any] = {}
    open_dues: list[datetime] = []
    for name, watch, due_name in (
        ("response", clocks.response, "respond_by"),
        ("resolution", clocks.resolution, "resolve_by"),
    ):
        marks = watch.marks(clocks.coverage)
        columns |= {
            f"{name}_budget_s": watch.budget_s,
            f"{name}_spent_s": watch.spent_s,
            f"{name}_since": watch.running_since,
            f"{name}_at_opening": watch.at_opening,
            f"{name}_warn_at": marks.warn_at,
            f"{name}_critical_at": marks.critical_at,
        }
        if watch.stopped_at is None:
            columns[due_name] = marks.due_at
            columns[f"{name}_met"] = None
            if marks.due_at is not None:
                open_dues.append(marks.due_at)
        else:
            columns[f"{name}_met"] = _met(watch, old.get(due_name))
    columns["next_due"] = min(open_dues, default=None)
    columns["due_after_end"] = _after_end(columns.get("resolve_by"), terms, clocks.coverage)
    return columns


def _met(watch: sla.Stopwatch, due: datetime | None) -> bool | None:
    """Kept or missed; an imported call without a budget is measured by the due date it came with."""
    if watch.budget_s is not None:
        return watch.spent_s <= watch.budget_s
    if due is not None and watch.stopped_at is not None:
        return watch.stopped_at <= due
    return None


def _after_end(due: datetime | None, found: Terms | None, coverage: Coverage | None) -> bool:
    if due is None or coverage is None or found is None or found.effective_end is None:
        return False
    return due > end_of(found.effective_end, coverage)


def recompute(
    unit: "Unit", rows: Iterable[Mapping[str, Any]], contracts: Mapping[int, Terms], company: Company
) -> int:
    """Due dates of these open calls anew, after holidays, coverage or targets changed. Returns how many moved."""
    moved = 0
    for row in rows:
        found = contracts.get(row["contract"]) if row["contract"] else fallback(company)
        if found is None:
            continue  # imported due dates stay until a contract is behind them
        coverage = coverage_under(found, company, unit.at)
        clocks = rebudgeted(clocks_of(row, coverage), row["reported_at"], found, row["priority"])
        changed = unit.update("call", row["id"], columns_of(clocks, found, row))
        moved += not {"respond_by", "resolve_by"}.isdisjoint(changed)
    return moved


def recompute_open(unit: "Unit", company: Company, contract: int | None = None) -> int:
    """Due dates of all open calls anew, or of those under one contract. Returns how many moved."""
    from svc_tui.storage.call_context import open_rows
    from svc_tui.storage.contracts import all_terms

    without = contract is None and fallback(company) is not None
    rows = open_rows(session=unit.session, contract=contract, without=without)
    return recompute(unit, rows, all_terms(session=unit.session), company)
