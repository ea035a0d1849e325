"""Closed dates as they are typed: whole days, parts of days, and what is refused with its place."""

from datetime import date

import pytest

from svc_tui.domain.sla.closures import closures_of_day, hours_texts
from svc_tui.errors import Refused

DAY = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("13:00-24:00", "13:00-24:00"),
        ("13:00-0:00", "13:00-24:00"),
        ("13:00-23:59", "13:00-24:00"),
        ("0:00-0:01", "00:00-00:01"),
        ("13:00-15:00,9:00-10:00", "09:00-10:00,13:00-15:00"),
        ("9:00-11:00 10:00-12:00", "09:00-12:00"),
    ],
)
def test_a_part_of_a_day_is_kept_as_hours(typed: str, kept: str) -> None:
    assert hours_texts(closures_of_day(DAY, typed)) == {DAY: kept}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("13:00-12:00", 'The part "13:00-12:00" at column 1 ends before it begins'),
        ("9:00-10:00 13:00-13:00", "at column 12 ends before it begins"),
        ("13", "no part of a day"),
        ("9:00-25:00", "no part of a day"),
        ("9:00-10:60", "no part of a day"),
    ],
)
def test_what_is_no_part_of_a_day_is_refused_with_its_place(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        closures_of_day(DAY, typed)
