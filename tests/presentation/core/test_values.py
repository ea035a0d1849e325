"""Values under stable names: JSON that any reader takes, whatever a record holds."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.presentation.core.values import instant, json_text

ROME = timezone(timedelta(hours=1))


def test_each_kind_has_its_form() -> None:
    record = {
        "50 %s": "", "at": datetime(2026, 3, 4, 9, 5, 7, 999, tzinfo=ROME), "day": date(2026, 3, 4),
        "money": Decimal("1.50"), "share": 0.5, "yes": True, "count": 3, "none": None, "in": [{"a": ""}, (1, "x")],
    }  # fmt: skip
    assert json.loads(json_text(record)) == {
        "50 %s": None, "at": "2026-03-04T08:05:07Z", "day": "2026-03-04",
        "money": "1.50", "share": 0.5, "yes": True, "count": 3, "none": None, "in": [{"a": None}, [1, "x"]],
    }  # fmt: skip


@given(st.dictionaries(st.text(), st.text(min_size=1) | st.integers() | st.booleans() | st.none()))
def test_texts_and_numbers_read_back_as_they_were(record: dict[str, object]) -> None:
    assert json.loads(json_text(record)) == record


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_is_iso_to_the_second(at: datetime) -> None:
    assert instant(at) == at.isoformat()[:19] + "Z"
