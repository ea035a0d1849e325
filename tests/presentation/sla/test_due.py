"""Lengths on the page that explains a due date fit the times that stand before them."""

from datetime import UTC, datetime

from svc_tui.domain.sla.explain import Span, SpanKind
from svc_tui.presentation.sla.page import as_read, hours


def test_a_span_is_as_long_as_its_ends_read() -> None:
    first = Span(
        datetime(2026, 3, 2, 13, 25, 40, tzinfo=UTC), datetime(2026, 3, 2, 22, 0, tzinfo=UTC), 30860,
        SpanKind.COVERED,
    )  # fmt: skip
    second = Span(
        datetime(2026, 3, 3, 7, 0, tzinfo=UTC), datetime(2026, 3, 3, 14, 25, 40, tzinfo=UTC), 26740,
        SpanKind.COVERED,
    )  # fmt: skip
    assert [hours(as_read(span)) for span in (first, second)] == ["8h35", "7h25"]
    assert hours(as_read(first) + as_read(second)) == "16h00" == hours(first.seconds + second.seconds)
