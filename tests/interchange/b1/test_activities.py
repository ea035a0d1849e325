"""Reminders and days of activities in the properties of SAP Business One, each worked out once more by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from svc_tui.interchange.b1 import activities
from svc_tui.interchange.b1.values import Telling
from svc_tui.interchange.core.records import Tally

STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)
UNITS = {"du_Days": 86400, "du_Hours": 3600, "du_Minuts": 60, "du_Seconds": 1}


def read(extra: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"starts_at": STARTS}
    activities.read(given, extra, Telling(1, {}, Tally()))
    return given


@pytest.mark.parametrize("lead", [0, 1, 59, 60, 90, 3600, 5400, 86400, 90000, 7 * 86400])
def test_a_reminder_stands_in_a_unit_that_says_its_whole_length(lead: int) -> None:
    out: dict[str, Any] = {}
    remind_at = STARTS - timedelta(seconds=lead)
    assert activities.write({"starts_at": STARTS, "remind_at": remind_at}, {}, out) == ()
    assert out["ReminderPeriod"] * UNITS[out["ReminderType"]] == lead
    assert read(out)["remind_at"] == remind_at


@pytest.mark.parametrize(("day", "kept"), [(1, 1), (31, 31), (0, None), (32, None), (-5, None)])
def test_a_day_that_no_month_has_is_the_day_of_the_beginning(day: int, kept: int | None) -> None:
    said = {"RecurrencePattern": "rpMonthly", "RepeatOption": "roByDate", "RecurrenceDayInMonth": day}
    assert read(said)["recurrence"].get("day") == kept
