"""An absence in one line."""

from datetime import date

import pytest

from svc_tui.domain.planning.absences import Absence, read
from svc_tui.errors import Refused

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna today..fri vacation", Absence("anna", MONDAY, date(2026, 3, 6), reason="vacation")),
        ("anna oggi..ven ferie", Absence("anna", MONDAY, date(2026, 3, 6), reason="vacation")),
        ("anna today sick @bruno", Absence("anna", MONDAY, MONDAY, reason="sick", stand_in="bruno")),
        ("anna 24/12..6/1", Absence("anna", date(2026, 12, 24), date(2027, 1, 6))),
        (
            "anna tomorrow 13:00-18:00 appointment dentist in town",
            Absence("anna", date(2026, 3, 3), date(2026, 3, 3), "13:00-18:00", "appointment", None, "dentist in town"),
        ),
        ("anna tomorrow 13-18", Absence("anna", date(2026, 3, 3), date(2026, 3, 3), "13:00-18:00")),
        ("anna +1d..+3d training sick bay", Absence("anna", date(2026, 3, 3), date(2026, 3, 6), "", "training", None,
                                                    "sick bay")),
    ],
)  # fmt: skip
def test_it_reads(text: str, found: Absence) -> None:
    assert read(text, MONDAY) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anna", "no absence"),
        ("", "no absence"),
        ("anna ..fri", "no absence"),
        ("anna mon..", "no absence"),
        ("anna never", "never"),
        ("anna 2026-03-06..2026-03-02", "before it begins"),
        ("anna 2026-03-06..3026-03-02", "1096 days at most"),
        ("anna mon 18:00-13:00", "ends before it begins"),
    ],
)
def test_what_is_none_is_refused_with_its_form(text: str, words: str) -> None:
    with pytest.raises(Refused) as error:
        read(text, MONDAY)
    assert words in error.value.text()
