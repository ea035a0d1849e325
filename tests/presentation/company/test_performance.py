"""The performance page of a customer: what is said first, by month, by priority, what was missed, who signs."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from svc_tui.domain.core.paper import Signatures
from svc_tui.domain.reports.periods import Period
from svc_tui.presentation.company.performance import performance_paper, period_words
from tests.presentation.reports.results import MARCH, Figures, line, months, result
from tests.presentation.rows import NOW, ROME, company_head, customer_sheet, paper_text, value, work_totals

STATES = ("met", "missed", "running", "paused", "untargeted")
NAMES = (
    "calls",
    *(f"{target}_{state}" for target in ("response", "resolution") for state in (*STATES, "kept")),
)
TIMES = tuple(
    f"{stem}_{name}_s" for stem in ("response", "resolution_covered", "closure") for name in ("median", "p90")
)
AT = datetime(2026, 2, 27, 9, tzinfo=UTC)


def promises(calls: int, met: int, missed: int) -> dict[str, int | float | None]:
    """A line whose calls beyond the met and missed still run, the same for both targets."""
    kept = round(100 * met / (met + missed), 1) if met + missed else None
    both = {
        "met": met,
        "missed": missed,
        "running": calls - met - missed,
        "paused": 0,
        "untargeted": 0,
        "kept": kept,
    }
    values = {
        f"{target}_{name}": each for target in ("response", "resolution") for name, each in both.items()
    }
    return {"calls": calls, **values}


def facts(**values: Any) -> Any:
    """A customer with nine calls in two months, eight of which were answered in time."""
    shares = ("calls", "response_kept", "resolution_kept")
    nothing = result(by=("problem",), names=("calls", "reopened"), total={"calls": 9, "reopened": 0})
    return value(**({
        "company": company_head(), "customer": value(sheet=customer_sheet(), counts=value(cards=4)), "period": MARCH,
        "promises": result(
            line("2026-01", promises(4, 3, 1)), line("2026-02", promises(5, 5, 0)), by=("month",), names=NAMES,
            total=promises(9, 8, 1), before=line((), promises(6, 6, 0)), definition={"sort": ""},
        ),
        "priorities": result(line("high", dict(zip(shares, (9, 88.9, 88.9), strict=True))), by=("priority",),
                             names=shares, total=dict(zip(shares, (9, 88.9, 88.9), strict=True))),
        "times": result(by=(), names=TIMES, total=dict(zip(TIMES, (3600, 7200, None, None, 86400, 90000), strict=True)),
                        definition={"sort": ""}),
        "flow": months(), "problems": nothing, "missed": (), "missed_count": 0, "worked": work_totals(),
        "contracts": (),
        "units": result(line(("SN-1", "WSH-40"), {"calls": 3, "reopened": 1}, ("SN-1", "Washer")),
                        by=("serial", "item"), names=("calls", "reopened"), total={"calls": 9, "reopened": 0},
                        left_out=2),
    } | values))  # fmt: skip


def lines(**values: Any) -> list[str]:
    return paper_text(performance_paper(facts(**values), now=NOW, zone=ROME))


def test_the_page_says_what_was_kept_first_and_then_of_what_that_is_made() -> None:
    found = lines()
    assert found[:2] == ["Service performance, Lavanderia Bianchi", "From 1 Mar 2026 to 31 Mar 2026"]
    for said in (
        "Customer: Lavanderia Bianchi (C1)", "Response in time: 88.9 % (8 of 9)", "Calls: 9 (before: 6)",
        "Open at the end: 6 (came 9, closed 3)", "Response | 8 | 1 | 88.9 % | 0 | 0 | 0 | 9",
        "In time: those met, of those met or missed.", "2026-01 | 4 | 1 | 3 | 75 % | 75 %",
        "2026-02 | 5 | 2 | 6 | 100 % | 100 %", "all | 9 | 3 | 6 | 88.9 % | 88.9 %", "high | 9 | 88.9 % | 88.9 %",
        "Response time: first response minus reported, wall clock. | 1h00 | 2h00 | 0",
        "SN-1 | Washer | 3 | 1", "Not shown: 2 more.", "Units: 4",
    ):  # fmt: skip
        assert said in found, said
    assert not [each for each in found if each.startswith("Covered resolution time")]  # nobody has one


def test_months_before_anything_happened_are_left_out() -> None:
    empty: Figures = dict.fromkeys(("open_before", "opened", "closed", "open"), 0)
    flow = months()
    quiet = line("2025-12", promises(0, 0, 0))
    standing = facts()
    made = facts(
        promises=result(quiet, *standing.promises.lines, by=("month",), names=NAMES, total=promises(9, 8, 1),
                        definition={"sort": ""}),
        flow=value(lines=[line("2025-12", empty), *flow.lines], total=flow.total),
    )  # fmt: skip
    found = paper_text(performance_paper(made, now=NOW, zone=ROME))
    assert not [each for each in found if each.startswith("2025-12")]
    assert [each for each in found if each.startswith("2026-01")]


def test_each_missed_promise_has_a_row_and_the_rest_is_counted() -> None:
    call = value(
        number="10423", subject="It leaks", reported_at=AT, respond_by=AT, responded_at=AT.replace(hour=10),
        response_state="missed", resolve_by=AT, resolved_at=None, resolution_state="missed",
    )  # fmt: skip
    found = lines(missed=[call], missed_count=3)
    assert (
        "10423 | 27 Feb 2026 | It leaks | Response | Fri 27 Feb 2026 10:00 | Fri 27 Feb 2026 11:00" in found
    )
    assert "10423 | 27 Feb 2026 | It leaks | Resolution | Fri 27 Feb 2026 10:00 | " in found
    assert "2 more calls are not listed." in found
    call.response_state = "met"
    assert not [each for each in lines(missed=[call], missed_count=1) if "| Response |" in each]


def test_contracts_work_and_signatures() -> None:
    contract = value(
        number=58, description="Two shifts", status="approved", start=date(2026, 1, 1), effective_end=None,
        includes=("parts",), unit_kind="hours", units=36000, used=9000,
    )  # fmt: skip
    worked = work_totals(labour_s=5400, billable_s=5400)
    paper = performance_paper(facts(contracts=[contract], worked=worked), now=NOW, zone=ROME)
    found = paper_text(paper)
    assert "K-58 | Two shifts | 1 Jan 2026 | - | approved | parts | 2h30 of 10h used" in found
    assert "Labour: 1h30" in found
    assert isinstance(paper.blocks[-1], Signatures)
    assert len(paper.blocks[-1].signers) == 2


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (MARCH, "From 1 Mar 2026 to 31 Mar 2026"), (Period(date(2026, 3, 1)), "From 1 Mar 2026 on"),
        (Period(None, date(2026, 3, 1)), "Up to 1 Mar 2026"), (Period(), "All time"),
    ],
)  # fmt: skip
def test_the_period_in_words(period: Period, said: str) -> None:
    assert period_words(period) == said
