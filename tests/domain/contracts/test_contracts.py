"""Laws of contracts: the one real end, overlaps, and sentences that say the cure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.contracts import rules
from svc_tui.domain.contracts.rules import Span
from svc_tui.domain.sla.entitlement import Candidate, Line, effective_end, entitle
from svc_tui.errors import Refused

START = date(2026, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days=days))


def covered(day: date, *, end: date, stop: date | None, line: Line | None = None) -> bool:
    contract = Candidate(
        1, "C1", "serial" if line else "customer", START, end, termination=stop, lines=(line,) if line else ()
    )
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return entitle([contract], customer="C1", at=at, equipment=7).is_accepted


@given(DAYS, st.none() | DAYS)
def test_the_real_end_is_the_last_covered_day(end: date, stop: date | None) -> None:
    last = effective_end(end, stop)
    for day in (last - timedelta(days=1), last, last + timedelta(days=1)):
        assert covered(day, end=end, stop=stop) is (START <= day <= last)


@given(DAYS, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
def test_a_line_ends_with_itself_or_with_its_contract(
    end: date, stop: date | None, line_end: date | None, line_stop: date | None
) -> None:
    line = Line(equipment=7, end=line_end, termination=line_stop)
    contract = {"number": 1, "start": START, "end": end, "termination": stop}
    span = rules.span_of(contract, {"start": None, "end": line_end, "termination": line_stop}, "SN-1")
    for day in {end, stop or end, line_end or end, line_stop or end}:
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            inside = span is not None and span.start <= near <= span.end
            assert covered(near, end=end, stop=stop, line=line) is inside


SPANS = st.builds(
    lambda contract, start, days: Span(contract, "SN-1", start, start + timedelta(days=days)),
    st.integers(1, 3), DAYS, st.integers(0, 40),
)  # fmt: skip


@given(SPANS, SPANS)
def test_ct_15_an_overlap_is_a_day_that_both_cover(a: Span, b: Span) -> None:
    days = {a.start + timedelta(days=n) for n in range((a.end - a.start).days + 1)}
    shared = any(b.start <= day <= b.end for day in days)
    assert a.overlaps(b) is b.overlaps(a) is shared
    assert bool(rules.overlap_warnings([a], [b])) is (shared and a.contract != b.contract)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 240))
def test_ct_02_a_settled_period_says_its_own_length(start: date, months: int) -> None:
    made = rules.settle_period({}, {"start": start, "duration": months}, START)
    again = rules.settle_period(made, {"end": made["end"]}, START)
    assert again["end"] == made["end"]
    assert rules.settle_period(made, {"start": start}, START) == made
    assert again["duration"] is not None


@pytest.mark.parametrize(
    ("code", "kept"), [("it", "IT"), ("IT-bz", "IT-BZ"), (" de-by ", "DE-BY"), ("", None), (None, None)]
)
def test_a_holiday_calendar_is_kept_as_its_code(code: str | None, kept: str | None) -> None:
    assert rules.check_calendar(code) == kept


@pytest.mark.parametrize("code", ["Italy", "XX", "IT-Atlantis"])
def test_an_unknown_calendar_is_refused(code: str) -> None:
    with pytest.raises(Refused):
        rules.check_calendar(code)
