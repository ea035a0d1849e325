"""How activities come back, against a walk that looks at every day of the calendar."""

# ruff: noqa: DTZ001 (slots are civil times)

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.activities.recurrence import (
    LAST,
    Recurrence,
    after,
    from_kept,
    moved,
    read,
    text_of,
    walk,
)
from svc_tui.domain.core.moments import to_utc
from svc_tui.errors import Refused

MONDAY = datetime(2026, 11, 30, 9, 0)
ROME = ZoneInfo("Europe/Rome")


def days(rule: Recurrence, start: datetime, most: int = 4) -> list[str]:
    return [f"{slot:%a %d %b %y}" for slot in islice(walk(rule, start), most)]


def typed(text: str, start: datetime = MONDAY) -> Recurrence:
    return read(text, start=start, today=start.date())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily", ["Tue 01 Dec 26", "Wed 02 Dec 26", "Thu 03 Dec 26"]),
        ("every 10 days", ["Thu 10 Dec 26", "Sun 20 Dec 26", "Wed 30 Dec 26"]),
        ("weekly", ["Mon 07 Dec 26", "Mon 14 Dec 26", "Mon 21 Dec 26"]),
        ("every 2 weeks mon,thu", ["Thu 03 Dec 26", "Mon 14 Dec 26", "Thu 17 Dec 26"]),
        ("ogni 2 settimane lun e gio", ["Thu 03 Dec 26", "Mon 14 Dec 26", "Thu 17 Dec 26"]),
        ("monthly 31", ["Thu 31 Dec 26", "Sun 31 Jan 27", "Sun 28 Feb 27"]),
        ("monthly", ["Wed 30 Dec 26", "Sat 30 Jan 27", "Sun 28 Feb 27"]),
        ("ogni mese il 2", ["Wed 02 Dec 26", "Sat 02 Jan 27", "Tue 02 Feb 27"]),
        ("monthly 2nd tue", ["Tue 08 Dec 26", "Tue 12 Jan 27", "Tue 09 Feb 27"]),
        ("monthly last fri", ["Fri 25 Dec 26", "Fri 29 Jan 27", "Fri 26 Feb 27"]),
        ("every 3 months on the first mon", ["Mon 01 Feb 27", "Mon 03 May 27", "Mon 02 Aug 27"]),
        ("daily until 2/12", ["Tue 01 Dec 26", "Wed 02 Dec 26"]),
        ("daily 3 times", ["Tue 01 Dec 26", "Wed 02 Dec 26"]),
        ("daily 1 volta", []),
    ],
)
def test_what_people_type_comes_on_these_days(text: str, expected: list[str]) -> None:
    assert days(typed(text), MONDAY, 3) == expected


@pytest.mark.parametrize(
    "text",
    ["", "sometimes", "weekly foo", "monthly 32", "every 0 days", "daily until nonsense", "daily 0 times",
     "monthly 5th mon", "daily until 3/12 4 times", "daily mon", "every 99999 days"],
)  # fmt: skip
def test_what_is_none_says_how_to_type_it(text: str) -> None:
    with pytest.raises(Refused, match="is no way to come back"):
        typed(text)


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(Refused, match="before it begins"):
        typed("daily until 2026-11-01")


RULES = st.one_of(
    st.builds(Recurrence, st.just("day"), st.integers(1, 40)),
    st.builds(
        Recurrence, st.just("week"), st.integers(1, 5),
        st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    ),
    st.builds(Recurrence, st.just("month"), st.integers(1, 14), st.just(()), st.integers(1, 31)),
    st.builds(
        Recurrence, st.just("month"), st.integers(1, 14), st.integers(0, 6).map(lambda day: (day,)), st.none(),
        st.sampled_from([1, 2, 3, 4, LAST]),
    ),
)  # fmt: skip
STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def every_day(rule: Recurrence, start: datetime) -> Iterator[date]:
    """Days that fit, found by looking at each one."""
    day = start.date()
    while True:
        day += timedelta(days=1)
        if rule.every == "day":
            fits = (day - start.date()).days % rule.interval == 0
        elif rule.every == "week":
            weeks = (day - timedelta(day.weekday()) - (start.date() - timedelta(start.weekday()))).days // 7
            fits = day.weekday() in rule.days and weeks % rule.interval == 0
        else:
            months = (day.year - start.year) * 12 + day.month - start.month
            fits = months % rule.interval == 0 and _of_month(rule, day)
        if fits:
            yield day


def _of_month(rule: Recurrence, day: date) -> bool:
    last = (day + timedelta(days=1)).day == 1
    if rule.nth is None:
        return day.day == rule.day or (last and day.day < (rule.day or 0))
    if day.weekday() != rule.days[0]:
        return False
    if rule.nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day + 6) // 7 == rule.nth


@given(RULES, STARTS)
def test_slots_are_those_that_a_look_at_every_day_finds(rule: Recurrence, start: datetime) -> None:
    slots = list(islice(walk(rule, start), 6))
    assert [slot.date() for slot in slots] == list(islice(every_day(rule, start), 6))
    assert {slot.time() for slot in slots} == {start.time()}


@given(RULES, STARTS, st.integers(0, 400), st.integers(1, 12))
def test_going_on_from_any_slot_is_the_same_walk(
    rule: Recurrence, start: datetime, wait: int, count: int
) -> None:
    counted = Recurrence(rule.every, rule.interval, rule.days, rule.day, rule.nth, count=count)
    whole = list(islice(walk(counted, start), 20))
    assert len(whole) == count - 1
    found = after(counted, start, start + timedelta(days=wait))
    left = [slot for slot in whole if slot > start + timedelta(days=wait)]
    if found is None:
        assert not left
        return
    slot, rest = found
    assert [slot, *walk(rest, slot)] == left


@given(RULES, STARTS)
def test_a_rule_is_the_same_through_the_store_and_through_its_text(rule: Recurrence, start: datetime) -> None:
    assert from_kept(rule.kept()) == rule
    assert read(text_of(rule), start=start, today=start.date()) == rule


@pytest.mark.parametrize(
    "said", [{}, {"every": "year"}, {"every": "week", "days": "x"}, {"every": "day", "until": 3}]
)
def test_what_a_store_cannot_mean_is_no_rule(said: dict[str, object]) -> None:
    assert from_kept(said) is None


def test_nine_o_clock_stays_nine_when_the_clocks_change() -> None:
    start = datetime(2026, 10, 24, 2, 30)
    found = [to_utc(slot, ROME) for slot in islice(walk(typed("daily", start), start), 2)]
    assert [f"{at:%d %H:%M}" for at in found] == ["25 00:30", "26 01:30"]
    start = datetime(2027, 3, 27, 2, 30)  # half past two is skipped on the 28th
    found = [to_utc(slot, ROME).astimezone(ROME) for slot in islice(walk(typed("daily", start), start), 2)]
    assert [f"{at:%d %H:%M}" for at in found] == ["28 03:30", "29 02:30"]


def test_the_day_that_moves_is_another_one_of_the_rule() -> None:
    thursday = MONDAY + timedelta(days=3)
    assert moved(typed("weekly mon,fri"), MONDAY, thursday).days == (3, 4)
    assert moved(typed("monthly 30"), MONDAY, thursday).day == 3
    assert text_of(moved(typed("monthly last mon"), MONDAY, thursday)) == "monthly 1st thu"
    assert moved(typed("daily"), MONDAY, thursday) == typed("daily")
