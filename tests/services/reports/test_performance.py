"""How well a customer was served: its figures are those of the reports, and what was worked is that of its calls."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from svc_tui.domain.reports.periods import Period
from svc_tui.errors import NotFound
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.reports.performance import KEPT, Performances, last_months
from svc_tui.services.reports.service import Asked, Reports
from svc_tui.services.work.service import Works
from tests.services.reports import stores

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 15)
AUTUMN = Period(FIRST, LAST)
EVER = Period()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    context = stores.demo(tmp_path_factory.mktemp("performance") / "store.db")
    yield context
    context.store.close()


def callers(company: Context) -> list[str]:
    """Those who call most."""
    found = Reports(company).run("callers", Asked(top=3))
    return [str(line.key[0]) for line in found.lines]


@pytest.mark.parametrize("period", [AUTUMN, EVER], ids=["autumn", "ever"])
def test_its_figures_are_those_that_the_reports_have_for_the_customer(
    company: Context, period: Period
) -> None:
    everybody = Reports(company).run("promises", Asked(period=period, figures=("calls", *KEPT)))
    lines = {str(line.key[0]): line for line in everybody.lines}
    for code in callers(company):
        found = Performances(company).of(code, period)
        total = found.promises.total
        assert {name: cell.value for name, cell in total.cells.items()} == {
            name: cell.value for name, cell in lines[code].cells.items()
        }
        for by in (found.promises, found.priorities):
            assert sum(line.count for line in by.lines) == total.count == lines[code].count
        for target in ("response", "resolution"):
            states = ("met", "missed", "running", "paused", "untargeted")
            assert sum(total.cells[f"{target}_{state}"].value or 0 for state in states) == total.count
        flow = {name: cell.value or 0 for name, cell in found.flow.total.cells.items()}
        assert flow["open_before"] + flow["opened"] - flow["closed"] == flow["open"]
        assert flow["opened"] == total.count


def test_what_was_missed_is_listed_and_what_was_worked_is_that_of_its_calls(company: Context) -> None:
    calls, works = Calls(company), Works(company)
    zone = company.zone
    for code in callers(company):
        found = Performances(company).of(code, AUTUMN)
        rows = [
            row for row in calls.rows(calls.ids("is:any").ids)
            if row.customer == code and FIRST <= row.reported_at.astimezone(zone).date() <= LAST
        ]  # fmt: skip
        missed = {row.number for row in rows if "missed" in (row.response_state, row.resolution_state)}
        assert {row.number for row in found.missed} == missed
        assert found.missed_count == len(missed)
        logs = [works.list(row.number).totals for row in rows]
        assert found.worked.labour_s == sum(log.labour_s for log in logs)
        assert found.worked.billable_s == sum(log.billable_s for log in logs)
        assert found.worked.km == sum((log.km for log in logs), Decimal(0))


def test_contracts_of_which_a_day_lies_in_the_period_are_named(company: Context) -> None:
    pages = {code: Performances(company).of(code, EVER).contracts for code in callers(company)}
    code, one = next((code, contracts[0]) for code, contracts in pages.items() if contracts)
    assert one.start is not None
    day = Period(one.start, one.start)
    assert one.number in {each.number for each in Performances(company).of(code, day).contracts}
    before = Period(date(1999, 1, 1), date(1999, 12, 31))
    assert Performances(company).of(code, before).contracts == []


def test_without_a_period_it_is_this_month_and_the_eleven_before(company: Context) -> None:
    found = Performances(company).of(callers(company)[0])
    assert found.period == Period(date(2025, 12, 1), date(2026, 11, 30))
    assert [str(line.key[0]) for line in found.promises.lines][:2] == ["2025-12", "2026-01"]
    with pytest.raises(NotFound):
        Performances(company).of("nobody")


@pytest.mark.parametrize(
    ("today", "count", "first"),
    [
        (date(2026, 11, 30), 12, date(2025, 12, 1)), (date(2026, 12, 31), 12, date(2026, 1, 1)),
        (date(2026, 1, 1), 12, date(2025, 2, 1)), (date(2024, 2, 29), 1, date(2024, 2, 1)),
    ],
)  # fmt: skip
def test_months_back(today: date, count: int, first: date) -> None:
    assert last_months(today, count) == Period(first, today)
