"""A day as people type it: every form in both languages, which year or week is meant, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.core.days import Prefer, read_day
from svc_tui.errors import Refused
from svc_tui.language import LANGUAGES, day_long, day_short, set_language

TODAY = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", "2026-12-24"),
        ("2026-2-3", "2026-02-03"),
        ("2027/01/31", "2027-01-31"),
        ("24/12/2026", "2026-12-24"),
        ("24/12/26", "2026-12-24"),
        ("24.12.2026", "2026-12-24"),
        ("24-12-2026", "2026-12-24"),
        ("24/12", "2026-12-24"),
        ("1/10", "2027-10-01"),
        ("29/2", "2028-02-29"),
        ("24 Dec 2026", "2026-12-24"),
        ("24 dic", "2026-12-24"),
        ("24. dicembre 2026", "2026-12-24"),
        ("9 mar", "2027-03-09"),
        ("Thursday 24 December 2026", "2026-12-24"),
        ("giovedì 24 dicembre 2026", "2026-12-24"),
        ("gio 24 dic", "2026-12-24"),
        ("today", "2026-11-27"),
        ("Domani", "2026-11-28"),
        ("dopodomani", "2026-11-29"),
        ("ieri", "2026-11-26"),
        ("fri", "2026-12-04"),
        ("lunedì", "2026-11-30"),
        ("+1d", "2026-11-28"),
        ("+ 2 w", "2026-12-11"),
        ("2g", "2026-11-29"),
        ("-3d", "2026-11-24"),
        ("+3mo", "2027-02-27"),
        ("+1y 1d", "2027-11-28"),
        ("sow", "2026-11-23"),
        ("eow", "2026-11-29"),
        ("eom", "2026-11-30"),
        ("som", "2026-11-01"),
        ("SOY", "2026-01-01"),
        ("eoy", "2026-12-31"),
    ],
)
def test_a_day_in_each_of_its_forms(text: str, day: str) -> None:
    assert read_day(text, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/12", "2025-12-24"),
        ("fri", "2026-11-27"),
        ("mon", "2026-11-23"),
        ("2w", "2026-11-13"),
        ("+1d", "2026-11-28"),
    ],
)
def test_what_is_left_open_may_lie_behind(text: str, day: str) -> None:
    assert read_day(text, today=TODAY, prefer="past") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-12-01", "30/11", "2026-11-30"),
        ("2026-12-01", "31/12", "2026-12-31"),
        ("2027-01-05", "31 dec", "2026-12-31"),
        ("2026-12-01", "1/12", "2026-12-01"),
        ("2026-12-01", "29/2", "2028-02-29"),
        ("2026-12-01", "sun", "2026-12-06"),
        ("2026-12-01", "2w", "2026-12-15"),
    ],
)
def test_a_day_without_its_year_may_be_the_nearest(today: str, text: str, day: str) -> None:
    found = read_day(text, today=date.fromisoformat(today), prefer="near")
    assert found == date.fromisoformat(day)


def test_a_month_ends_where_it_ends() -> None:
    assert read_day("+1mo", today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/2", "2026-02-30", "12/31/2026", "24/12/026", "friday 24 dec 2026", "24", "12", "+1h", "+90m",
     "+1m", "+9999y", "24 dec 26", "24 foo", "2026", "24/12 10:00", "mar 9"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(Refused, match="2026-12-31"):
        read_day(text, today=TODAY)


def test_without_today_only_whole_dates_are_read() -> None:
    assert read_day("24 dic 2026", today=None) == date(2026, 12, 24)
    for text in ("tomorrow", "24/12", "+1d", "fri", "24 dic"):
        with pytest.raises(Refused):
            read_day(text, today=None)


@given(
    st.dates(date(1970, 1, 1), date(2199, 12, 31)),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["past", "future"]),
)
def test_a_day_that_is_shown_can_be_typed(day: date, code: str, prefer: Prefer) -> None:
    set_language(code)
    try:
        shown = [day_long(day), day_short(day), f"{day:%d/%m/%Y}", day.isoformat()]
    finally:
        set_language("en")
    assert {read_day(text, today=TODAY, prefer=prefer) for text in shown} == {day}


@given(st.integers(1, 360))
def test_a_day_that_is_shown_without_its_year_lies_in_this_one(days: int) -> None:
    today = date(2026, 1, 1)
    day = today + timedelta(days=days)
    assert read_day(day_short(day, today), today=today) == day


@given(st.text(max_size=20) | st.text(alphabet="0123456789/.-+dwmoyg ", max_size=14))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert isinstance(read_day(text, today=TODAY), date)
    except Refused:
        pass
