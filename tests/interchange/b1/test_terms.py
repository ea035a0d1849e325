"""Covered hours as Business One holds them: one window a day, from the first opening to the last closing."""

import pytest

from svc_tui.interchange.b1.terms import as_b1_holds


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Mo-Fr 08:00-12:00,14:00-18:00", "Mo-Fr 08:00-18:00"),
        ("Mo 22:00-06:00", "Mo 22:00-06:00"),
        # From ten to eleven of the next day is more than a day: all but the last minute of one.
        ("Mo 10:00-14:00,20:00-11:00", "Mo 10:00-09:59"),
    ],
)
def test_a_day_has_one_window(ours: str, theirs: str) -> None:
    assert as_b1_holds(ours) == theirs
