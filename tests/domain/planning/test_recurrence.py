"""When preventive work falls due: against an independent count over two years, and the laws of making it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.planning import recurrence
from svc_tui.domain.planning.recurrence import Due, Past, Terms, due, read, sort_out, totals, worked_day
from svc_tui.errors import Refused

DAY = timedelta(days=1)
LAST = date(2032, 12, 31)
BEGIN = rrule.datetime.datetime(2028, 2, 2)


def days(every: str, start: date, through: date, **more: object) -> list[date]:
    return [each.day for each in due(Terms(read(every, start), start, start, LAST), Past(), through)]


COUNTED: dict[str, Callable[[date, int], bool]] = {
    "daily": lambda day, n: True,
    "every 10 days": lambda day, n: n % 10 == 0,
    "weekly mon,thu": lambda day, n: day.weekday() in (0, 3),
    "every 2 weeks sun": lambda day, n: (
        day.weekday() == 6 and (n + 1) // 7 % 2 == 0
    ),  # 1 Feb 2028 is a Tuesday
    "monthly 31": lambda day, n: (day + DAY).day == 1,
    "monthly 29": lambda day, n: day.day == 29 or (day.month == 2 and day.day == 28 and day.year != 2028),
    "every 3 months 1": lambda day, n: day.day == 1 and day.month in (2, 5, 8, 11),
    "monthly last sun": lambda day, n: day.weekday() == 6 and (day + 7 * DAY).month != day.month,
    "monthly 2nd tue": lambda day, n: day.weekday() == 1 and 8 <= day.day <= 14,
    "every 12 months": lambda day, n: (day.month, day.day) == (2, 1),
}


def test_named_days_are_typed_like_any_day() -> None:
    assert read("24/12/2028; 2028-03-01, 1.9.2028", BEGIN.date()).text() == "2028-03-01 2028-09-01 2028-12-24"


@pytest.mark.parametrize("every", COUNTED)
def test_two_years_day_by_day(every: str) -> None:
    """Leap day, month ends, both changes of the clocks (the last Sundays of March and October) lie within."""
    start = date(2028, 2, 1)
    number = 731
    told = [day for n in range(number) if COUNTED[every](day := start + n * DAY, n)]
    assert days(every, start, start + (number - 1) * DAY) == told


@pytest.mark.parametrize(
    ("every", "rule"),
    [
        ("every 5 weeks wed", rrule.rrule(rrule.WEEKLY, interval=5, byweekday=2, dtstart=BEGIN)),
        ("every 7 months 2", rrule.rrule(rrule.MONTHLY, interval=7, dtstart=BEGIN)),
        ("monthly last fri", rrule.rrule(rrule.MONTHLY, byweekday=rrule.FR(-1), dtstart=BEGIN)),
    ],
)  # fmt: skip
def test_another_library_counts_the_same(every: str, rule: rrule.rrule) -> None:
    start, end = date(2028, 2, 2), date(2030, 2, 2)
    expected = [at.date() for at in rule.between(_at(start), _at(end), inc=True)]
    assert days(every, start, end) == [day for day in expected if day <= LAST]


def _at(day: date) -> "rrule.datetime.datetime":
    return rrule.datetime.datetime(day.year, day.month, day.day)


def test_a_list_of_days() -> None:
    assert days("2028-09-01, 2028-03-01", date(2028, 2, 1), LAST) == [date(2028, 3, 1), date(2028, 9, 1)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ogni 3 mesi", "every 3 months 15"), ("weekly mon", "weekly mon"), ("every 500 hours", "every 500 hours"),
        ("250", "every 250"), ("2028-03-01", "2028-03-01"), ("every 500 of", ""),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_in_one_form(typed: str, kept: str) -> None:
    found = read(typed, date(2028, 1, 15))
    assert found.text() == kept or not kept
    assert read(found.text(), date(2028, 1, 15)) == found


@pytest.mark.parametrize(
    "text",
    ["", "sometimes", "every 0 months", "0 hours", "every 5000 months", "2028-02-30", "monthly 3 times"],
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="every: "):
        read(text, date(2028, 1, 15))


def test_done_early_moves_the_next_one_where_it_is_wished() -> None:
    start = date(2028, 1, 31)
    every = read("every 6 months", start)
    settled = {"2028-07-31"}
    fixed = due(Terms(every, start, date(2028, 2, 1), LAST), Past(settled, date(2028, 6, 20)), LAST)
    assert fixed[0].day == date(2029, 1, 31)
    moving = Terms(every, start, date(2028, 2, 1), LAST, moving=True)
    assert due(moving, Past(settled, date(2028, 6, 20)), LAST) == [Due("2028-12-20", date(2028, 12, 20))]
    assert due(moving, Past(settled, date(2028, 6, 20), waits=True), LAST) == []


def test_a_counter_is_foreseen_at_its_pace_and_through_its_successor() -> None:
    readings = totals(
        [(date(2028, 1, 1), "100", False), (date(2028, 1, 11), "200", False), (date(2028, 1, 11), "0", True),
         (date(2028, 1, 21), "100", False)]
    )  # fmt: skip
    terms = Terms(read("every 150 hours", date(2028, 1, 1)), date(2028, 1, 1), date(2028, 1, 1), LAST)
    found = due(terms, Past({"250"}), date(2028, 2, 29), readings)
    assert found == [Due("400", date(2028, 1, 31)), Due("550", date(2028, 2, 15))]
    assert due(terms, Past(), LAST, readings[:1]) == []
    assert recurrence.reached(readings, Decimal(250)) == date(2028, 1, 16)


@pytest.mark.parametrize("second", ["99", "many", "NaN"])
def test_a_counter_that_runs_backwards_is_refused(second: str) -> None:
    with pytest.raises(Refused, match="2028-01-02"):
        totals([(date(2028, 1, 1), "100", False), (date(2028, 1, 2), second, False)])


@pytest.mark.parametrize(
    ("day", "earlier", "lowest", "highest", "found"),
    [(6, False, 1, 31, 8), (6, True, 1, 31, 5), (6, True, 6, 31, 8), (6, False, 1, 7, 5), (6, True, 6, 7, 6),
     (4, True, 1, 31, 4)],
)  # fmt: skip
def test_a_day_that_is_not_worked_is_moved(
    day: int, earlier: bool, lowest: int, highest: int, found: int
) -> None:
    """January 2024: the sixth, a holiday in Italy, is a Saturday."""
    at = [date(2024, 1, n) for n in (day, lowest, highest, found)]
    assert worked_day(at[0], lambda each: each.weekday() < 5, earlier, at[1], at[2]) == at[3]


RULES = st.sampled_from([*COUNTED, "2028-03-01 2028-03-02 2028-12-31"])
STEPS = st.lists(st.integers(0, 200), min_size=1, max_size=12)


@given(every=RULES, steps=STEPS, lead=st.integers(0, 60))
def test_every_due_row_is_made_once_or_said_to_be_missed(every: str, steps: list[int], lead: int) -> None:
    """However irregularly it is looked at."""
    start = date(2028, 2, 1)
    terms, today = Terms(read(every, start), start, start, LAST), start
    made: list[str] = []
    missed: list[str] = []
    for step in steps:
        today += step * DAY
        found = sort_out(due(terms, Past({*made, *missed}), today + lead * DAY), today)
        made += [each.slot for each in found.make]
        missed += [each.slot for each in found.missed]
        assert all(date.fromisoformat(each.slot) < today for each in found.missed)
        assert not due(terms, Past({*made, *missed}), today + lead * DAY)  # twice makes nothing new
    wanted = [day.isoformat() for day in days(every, start, today + lead * DAY)]
    assert sorted([*made, *missed]) == wanted
