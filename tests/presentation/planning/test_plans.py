"""Plans that come round again, in words."""

from datetime import date

import pytest

from svc_tui.presentation.planning import plans
from svc_tui.services.planning.recurring import Row

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (Row("P1", None, "2026-03-02", DAY, "due"), "2026-03-02  due"),
        (Row("P1", 311, "2026-03-01", DAY, "missed"), "2026-03-02  missed  card 311  (2026-03-01)"),
        (Row("P1", None, "2026-03-02", DAY, "made", "10001"), "2026-03-02  made  call 10001"),
        (Row("P1", 311, "2000", DAY, "done", "10001", date(2026, 2, 27)),
         "2026-03-02  done 2026-02-27  card 311  call 10001  (2000)"),
    ],
)  # fmt: skip
def test_a_line_for_each_time(row: Row, line: str) -> None:
    assert plans.row_line(row) == line


def test_a_page_shows_the_last_times_and_the_next() -> None:
    rows = [
        Row("P1", None, str(n), DAY, state) for state in ("missed", "done", "behind", "due") for n in range(3)
    ]
    lines = ["".join(text for text, _role in line) for line in plans.section(rows)]
    assert lines[:2] == ["", "Preventive work"]
    assert [line.split()[2] for line in lines[2:]] == ["done", *["behind"] * 3, *["due"] * 3]
    assert plans.section([]) == []


def test_fields_are_words() -> None:
    shown = plans.fields({"holiday": "later", "moving": True, "active": False, "lead": 14})
    assert shown == {"holiday": "later", "moving": "yes", "active": "no", "lead": 14}
    assert {"holiday", "moving", "lead", "checklist"} <= plans.titles().keys()
    assert plans.state_words("strange\x1b") != "strange\x1b"
