"""The due date taken apart: spans that sum to the budget, skipped holidays, and what would change it."""

from datetime import date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.explain import Skipped, SpanKind, explain, what_if
from svc_tui.domain.sla.stopwatch import replayed, start
from svc_tui.domain.sla.targets import Budget, Target, budget_of
from svc_tui.domain.sla.week import NO_HOURS
from tests.domain.clocks import HOUR, LUNCH, office, rome, utc
from tests.domain.strategies import coverages, instants, pauses

TARGETS = st.builds(Target, st.integers(1, 100 * HOUR)) | st.builds(Target, days=st.integers(0, 8))


@given(coverages(), instants(), TARGETS, st.data())
def test_c26_spans_sum_to_the_budget(
    coverage: Coverage, t: datetime, target: Target, data: st.DataObject
) -> None:
    budget = budget_of(target, coverage, t)
    if isinstance(budget, Never):
        return
    explanation = explain(coverage, t, budget, data.draw(pauses(t)))
    if not isinstance(explanation.due, datetime):
        assert isinstance(explanation.due, Never)
        return
    assert explanation.consumed_s == budget.seconds
    spans = explanation.spans
    assert all(span.seconds == (span.end - span.start).total_seconds() > 0 for span in spans)
    assert all(before.end == after.start for before, after in pairwise(spans))
    if spans:
        assert (spans[0].start, spans[-1].end) == (t, explanation.due)
    else:
        assert explanation.due == t


@given(coverages(), instants(), st.integers(1, 100 * HOUR), st.data())
def test_explanation_and_stopwatch_agree(
    coverage: Coverage, t: datetime, seconds: int, data: st.DataObject
) -> None:
    held = data.draw(pauses(t))
    explained = explain(coverage, t, Budget(seconds), held).due
    assert replayed(start(t, Target(seconds), coverage), held, None).due(coverage) == explained


def test_w3_names_the_holiday_it_skipped() -> None:
    may = date(2026, 5, 1)
    explanation = explain(
        office(LUNCH, "2026-05-01", "2026-05-02"),
        rome("2026-04-30 16:00"),
        Budget(4 * HOUR),
        names={may: "Labor Day"},
    )
    assert explanation.skipped == (Skipped(may, "Labor Day"),)

    assert [(span.kind, span.seconds) for span in explanation.spans] == [
        (SpanKind.COVERED, 2 * HOUR),
        (SpanKind.CLOSED, 87 * HOUR),
        (SpanKind.COVERED, 2 * HOUR),
    ]


def test_w26_names_the_half_day_and_what_it_took() -> None:
    eve, feast = date(2026, 12, 24), date(2026, 12, 25)
    coverage = office("Mo-Fr 09:00-18:00; PH 10:00-11:00", "2026-12-24 13:00-24:00", "2026-12-25")
    explanation = explain(coverage, rome("2026-12-24 10:00"), Budget(5 * HOUR), names={feast: "Christmas"})
    assert explanation.due == rome("2026-12-28 10:00")
    assert explanation.skipped == (
        Skipped(eve, "", ((13 * HOUR, 18 * HOUR),)),
        Skipped(feast, "Christmas", ((9 * HOUR, 10 * HOUR), (11 * HOUR, 18 * HOUR))),
    )
    included = office(LUNCH, "2026-05-01", holidays=True)
    assert explain(included, rome("2026-04-30 16:00"), Budget(4 * HOUR)).skipped == ()


def test_a_pause_is_one_span_whatever_lies_below() -> None:
    held = [(rome("2026-03-06 15:00"), rome("2026-03-09 11:00"))]
    explanation = explain(office(), rome("2026-03-06 10:00"), Budget(10 * HOUR), held)
    assert [span.kind for span in explanation.spans] == [SpanKind.COVERED, SpanKind.PAUSED, SpanKind.COVERED]
    assert explanation.spans[1].seconds == 68 * HOUR
    assert explanation.due == utc("2026-03-09 15:00")


def test_pauses_may_overlap_and_begin_before_the_report() -> None:
    held = [
        (rome("2026-03-02 08:00"), rome("2026-03-02 10:00")),
        (rome("2026-03-02 09:30"), rome("2026-03-02 11:00")),
        (rome("2026-03-09 09:00"), None),
    ]
    assert explain(office(), rome("2026-03-02 09:00"), Budget(HOUR), held).due == rome("2026-03-02 12:00")


def test_no_due_date_is_explained_by_its_absence() -> None:
    open_ended = explain(office(), rome("2026-03-02 09:00"), Budget(HOUR), [(rome("2026-03-02 09:00"), None)])
    assert (open_ended.due, open_ended.spans) == (None, ())
    nothing = Coverage(NO_HOURS, "Europe/Rome")
    assert isinstance(explain(nothing, rome("2026-03-02 09:00"), Budget(HOUR)).due, Never)
    held = [(rome("2026-03-02 09:00"), None)]
    assert isinstance(explain(nothing, rome("2026-03-02 09:00"), Budget(HOUR), held).due, Never)


def test_c27_what_if() -> None:
    coverage, noon = office(), rome("2026-03-02 12:00")
    watch = start(rome("2026-03-02 09:00"), Target(8 * HOUR), coverage)
    assert what_if(watch, coverage, noon) == rome("2026-03-02 17:00")
    assert what_if(watch, coverage, noon, pause_until=rome("2026-03-09 09:00")) == rome("2026-03-09 14:00")
    assert what_if(watch, coverage, noon, budget=Budget(4 * HOUR)) == rome("2026-03-02 13:00")
    assert what_if(watch, coverage, noon, other=office("24/7")) == rome("2026-03-02 17:00")
    assert what_if(watch, coverage, noon, other=office("Mo-Fr 14:00-18:00")) == rome("2026-03-03 18:00")
    paused = watch.pause(noon)
    assert what_if(paused, coverage, noon) is None
    assert what_if(paused, coverage, noon, pause_until=rome("2026-03-02 13:00")) == rome("2026-03-02 18:00")
