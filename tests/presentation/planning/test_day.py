"""The words of a technician's day; whole days are tried by tests/services/planning/test_board.py."""

from dataclasses import dataclass
from datetime import date

from svc_tui.presentation.planning import day


@dataclass(frozen=True)
class Gone:
    reason: str
    hours: str = ""
    note: str = ""


def test_an_absence_says_why_and_when() -> None:
    assert day.away_words(Gone("sick")) == "away: sick"
    assert (
        day.away_words(Gone("appointment", "13:00-18:00", "dentist"))
        == "away: appointment 13:00-18:00 dentist"
    )


def test_the_head_of_a_column() -> None:
    assert day.day_head(date(2026, 3, 2)) == "Mon 2"
