"""The next time that is free, and what speaks against another: examples, and laws over random diaries."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.planning.diary import (
    GRID_S,
    Diary,
    Span,
    Stop,
    Ways,
    absent_spans,
    earliest,
    earliest_for_all,
    without,
)
from svc_tui.domain.planning.rules import Day, after_due, against, travel_s
from svc_tui.errors import Refused

H = 3600
DAY = 24 * H
MORNING = (9 * H, 13 * H)
AFTERNOON = (14 * H, 18 * H)
WAYS = Ways({("North", "South"): 60, ("North", "North"): 10}, within=15, between=30)
NOTHING = Day(lambda _start, _end: False, lambda _start, _end: False)


def week(*stops: Stop, home: str | None = "North") -> Diary:
    """Five days of nine to one and two to six."""
    work = [(day * DAY + a, day * DAY + b) for day in range(5) for a, b in (MORNING, AFTERNOON)]
    return Diary("bruno", work, sorted(stops, key=lambda stop: stop.start), home)


def at(day: int, hour: float) -> int:
    return day * DAY + round(hour * H)


@pytest.mark.parametrize(
    ("stops", "length", "territory", "since", "until", "found"),
    [
        ([], H, "North", 0, 5 * DAY, at(0, 9)),  # the day begins at nine
        ([], H, "North", at(0, 9) + 60, 5 * DAY, at(0, 9.25)),  # at full quarters
        ([], 2 * H, "North", at(0, 11.5), 5 * DAY, at(0, 14)),  # not over lunch
        ([], 4 * H + 1, "North", 0, 5 * DAY, None),  # no stretch is as long
        ([], H, "North", at(0, 17.25), 5 * DAY, at(1, 9)),
        ([], H, "North", 0, at(0, 9.5), None),  # not after the due date
        ([Stop(at(0, 9), at(0, 10), "North")], H, "North", 0, 5 * DAY, at(0, 10.25)),  # ten minutes on the way
        ([Stop(at(0, 9), at(0, 10), "South")], H, "North", 0, 5 * DAY, at(0, 11)),  # an hour
        ([Stop(at(0, 10), at(0, 11), "South")], H, "North", 0, 5 * DAY, at(0, 12)),  # not before it: the way there
        ([Stop(at(0, 11), at(0, 12), "South")], H, "North", 0, 5 * DAY, at(0, 9)),  # just before it
        ([Stop(at(0, 9), at(0, 18), "South")], H, None, 0, 5 * DAY, at(1, 9)),  # overnight nobody travels
        ([Stop(at(0, 9), at(0, 12), None), Stop(at(0, 10), at(0, 13), None)], H, None, 0, 5 * DAY, at(0, 14)),
    ],
)  # fmt: skip
def test_the_next_free_time(
    stops: list[Stop], length: int, territory: str | None, since: int, until: int, found: int | None
) -> None:
    assert earliest(week(*stops), length, territory, WAYS, since, until) == found


def test_two_technicians_go_when_both_are_free() -> None:
    one = week(Stop(at(0, 9), at(0, 12), "North"))
    two = week(Stop(at(0, 14), at(0, 18), "North"), Stop(at(1, 9), at(1, 11), "North"))
    assert earliest_for_all([one, two], 2 * H, "North", WAYS, 0, 5 * DAY) == at(1, 14)
    assert earliest_for_all([one, two], 2 * H, "North", WAYS, 0, at(1, 15)) is None
    assert earliest_for_all([], H, None, WAYS, 0, DAY) is None


@pytest.mark.parametrize(
    ("start", "end", "day", "kinds"),
    [
        (9, 10, NOTHING, []),
        (9.5, 10.5, NOTHING, ["travel_on"]),
        (10.5, 11.5, NOTHING, ["overlap"]),
        (12, 13, NOTHING, ["travel"]),  # an hour from the south, and the visit there ends at half past eleven
        (12.5, 13, NOTHING, []),
        (13, 14, NOTHING, ["hours"]),
        (12.5, 14.5, NOTHING, ["hours"]),  # over lunch
        (19, 20, NOTHING, ["hours"]),
        (14, 15, Day(lambda _a, _b: True, lambda _a, _b: True), ["absence"]),
        (14, 15, Day(lambda _a, _b: False, lambda _a, _b: True), ["holiday"]),
    ],
)
def test_what_speaks_against_a_time(start: float, end: float, day: Day, kinds: list[str]) -> None:
    diary = week(Stop(at(0, 11), at(0, 11.5), "South", number=7))
    if kinds == ["travel_on"]:
        diary = week(Stop(at(0, 11), at(0, 11.5), "South", number=7))
    found = against(diary, at(0, start), at(0, end), "North", WAYS, day)
    assert [each.kind for each in found] == kinds
    assert all(each.number == 7 for each in found if each.kind in ("overlap", "travel", "travel_on"))


def test_after_the_due_date_says_by_how_much() -> None:
    assert after_due(at(0, 10), None) == after_due(at(0, 10), at(0, 10)) == []
    assert [each.seconds for each in after_due(at(0, 10), at(0, 9))] == [H]


def test_the_way_of_a_day() -> None:
    stops = [Stop(0, 1, "North"), Stop(2, 3, "South"), Stop(4, 5, None)]
    assert travel_s(stops, "North", WAYS) == 60 * (10 + 60 + 15)
    assert travel_s([], "North", WAYS) == 0


@pytest.mark.parametrize(
    ("first", "last", "hours", "found"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), "", [("03-02 00:00", "03-03 00:00")]),
        (date(2026, 3, 2), date(2026, 3, 3), "13:00-17:00",
         [("03-02 13:00", "03-02 17:00"), ("03-03 13:00", "03-03 17:00")]),
        (date(2026, 3, 29), date(2026, 3, 29), "", [("03-29 00:00", "03-30 00:00")]),  # 23 hours
    ],
)  # fmt: skip
def test_what_an_absence_takes(first: date, last: date, hours: str, found: list[tuple[str, str]]) -> None:
    rome = ZoneInfo("Europe/Rome")

    def said(second: int) -> str:
        return datetime.fromtimestamp(second, rome).strftime("%m-%d %H:%M")

    assert [(said(a), said(b)) for a, b in absent_spans(first, last, hours, "Europe/Rome")] == found


def test_an_absence_with_hours_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(Refused):
        absent_spans(date(2026, 3, 2), date(2026, 3, 2), "25:00-26:00", "UTC")


quarters = st.integers(0, 5 * 96 - 1)
stops = st.lists(
    st.tuples(quarters, st.integers(1, 12), st.sampled_from(["North", "South", "East", None])), max_size=20
).map(lambda found: [Stop(a * GRID_S, (a + n) * GRID_S, where) for a, n, where in found])
spans = st.lists(st.tuples(quarters, st.integers(1, 200)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@given(stops, st.integers(1, 16), st.sampled_from(["North", "South", None]), quarters, quarters)
def test_nothing_speaks_against_the_time_that_is_proposed_and_none_before_it_is_free(
    visits: list[Stop], length: int, territory: str | None, since: int, until: int
) -> None:
    diary, size = week(*visits), length * GRID_S
    first, last = since * GRID_S, until * GRID_S
    found = earliest(diary, size, territory, WAYS, first, last)
    free = [
        start
        for start in range(first, last - size + 1, GRID_S)
        if not against(diary, start, start + size, territory, WAYS, NOTHING)
    ]
    assert found == (free[0] if free else None)


@given(st.lists(st.tuples(stops, st.integers(1, 12), quarters), min_size=1, max_size=3))
def test_what_is_planned_one_after_the_other_never_overlaps(
    wanted: list[tuple[list[Stop], int, int]],
) -> None:
    diary = week()
    for _others, length, since in wanted:
        found = earliest(diary, length * GRID_S, "North", WAYS, since * GRID_S, 5 * DAY)
        if found is not None:
            diary = diary.with_stop(Stop(found, found + length * GRID_S, "North"))
    ordered = list(diary.stops)
    assert all(a.end + 600 <= b.start for a, b in pairwise(ordered))
    assert ordered == sorted(ordered, key=lambda stop: stop.start)


@given(spans, spans)
def test_what_is_lost_is_taken_out_and_nothing_else(some: list[Span], lost: list[Span]) -> None:
    parted: list[Span] = []
    for a, b in sorted(some):
        if not parted or a > parted[-1][1]:
            parted.append((a, b))
    kept = {at for a, b in without(parted, lost) for at in range(a, b)}
    assert kept == {at for a, b in parted for at in range(a, b)} - {at for a, b in lost for at in range(a, b)}


def test_a_diary_without_a_visit_is_the_one_before_it() -> None:
    diary = week(Stop(at(0, 9), at(0, 10), "North", 1))
    more = diary.with_stop(Stop(at(0, 14), at(0, 15), "South", 2))
    assert list(more.without(2).stops) == list(diary.stops)
    assert more.before(at(0, 16)) == Stop(at(0, 14), at(0, 15), "South", 2)
    assert timedelta(seconds=more.stops[0].start) == timedelta(hours=9)
