"""Activities that come back: the next one, this one and later ones, the end of a series."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from svc_tui.errors import Refused
from svc_tui.services.activities.service import Activities
from svc_tui.storage.activities.rows import ActivityRow
from tests.services.desk import Desk

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def acts(desk: Desk) -> Activities:
    return Activities(desk.context)


def weekly(acts: Activities, **values: str) -> int:
    typed = {"kind": "phone", "subject": "Ring", "customer": "C1", "starts_at": "2026-03-06 10:00", "length": "20m",
             "remind_at": "15m before", "recurrence": "weekly", **values}  # fmt: skip
    return acts.new(typed).number


def newest(acts: Activities) -> ActivityRow:
    return next(acts.all_rows("is:any sort:-number", 1))


def local(at: datetime | None) -> str:
    return f"{at.astimezone(ROME):%d %b %H:%M}" if at else ""


def test_the_next_one_is_made_when_one_is_done_and_goes_when_that_is_undone(
    desk: Desk, acts: Activities
) -> None:
    number = weekly(acts)
    outcomes = acts.done(number)
    row = newest(acts)
    assert row.number == number + 1
    assert str(row.number) in outcomes.say()
    assert (row.series, row.subject, row.customer, row.closed) == (number, "Ring", "C1", False)
    assert [local(at) for at in (row.starts_at, row.ends_at, row.remind_at)] == [
        "13 Mar 10:00", "13 Mar 10:20", "13 Mar 09:45"]  # fmt: skip
    desk.undo.undo()
    assert newest(acts).number == number
    assert not newest(acts).closed


def test_ten_o_clock_stays_ten_across_the_change_of_clocks(desk: Desk, acts: Activities) -> None:
    weekly(acts, starts_at="2026-03-27 10:00")
    desk.time = datetime(2026, 3, 27, 12, tzinfo=UTC)
    acts.done(newest(acts).number)
    assert local(newest(acts).starts_at) == "03 Apr 10:00"
    assert newest(acts).starts_at == datetime(2026, 4, 3, 8, tzinfo=UTC)


def test_what_was_missed_before_today_is_left_out(desk: Desk, acts: Activities) -> None:
    number = weekly(acts)
    desk.time = datetime(2026, 3, 27, 15, tzinfo=UTC)
    acts.done(number)
    assert local(newest(acts).starts_at) == "27 Mar 10:00"


def test_reopened_and_done_again_it_makes_no_second_next_one(acts: Activities) -> None:
    number = weekly(acts)
    acts.done(number)
    acts.reopen(number)
    acts.done(number)
    assert newest(acts).number == number + 1


def test_a_change_of_a_series_says_what_it_means(acts: Activities) -> None:
    number = weekly(acts)
    with pytest.raises(Refused, match="--this"):
        acts.set([number], {"subject": "x"})
    with pytest.raises(Refused, match="--later"):
        acts.delete(number)


def test_this_one_alone_is_changed_and_the_next_one_is_as_the_series_says(acts: Activities) -> None:
    number = weekly(acts)
    acts.set(
        [number], {"subject": "Ring twice", "starts_at": "2026-03-05 16:00", "who": "bruno"}, scope="this"
    )
    assert local(acts.find(number).starts_at) == "05 Mar 16:00"
    acts.done(number)
    row = newest(acts)
    assert (row.subject, row.who, local(row.starts_at)) == ("Ring", "anna", "13 Mar 10:00")


def test_this_and_later_ones_are_changed(acts: Activities) -> None:
    number = weekly(acts)
    acts.set([number], {"subject": "Write", "starts_at": "2026-03-05 16:00", "length": "1h"}, scope="later")
    acts.done(number)
    row = newest(acts)
    assert (row.subject, local(row.starts_at), local(row.ends_at)) == (
        "Write",
        "12 Mar 16:00",
        "12 Mar 17:00",
    )
    assert acts.sheet(row.number).recurrence == "weekly thu"


def test_a_later_change_wins_over_what_one_alone_had(acts: Activities) -> None:
    number = weekly(acts)
    acts.set([number], {"subject": "Alone", "contact": "Maria"}, scope="this")
    acts.set([number], {"subject": "All"}, scope="later")
    acts.done(number)
    assert (newest(acts).subject, newest(acts).contact) == ("All", None)


def test_one_is_left_out_or_the_series_ends(desk: Desk, acts: Activities) -> None:
    number = weekly(acts)
    acts.delete(number, "this")
    assert [local(row.starts_at) for row in acts.all_rows()] == ["13 Mar 10:00"]
    acts.delete(newest(acts).number, "later")
    assert not acts.ids("is:any").ids
    desk.undo.undo()
    assert len(acts.ids().ids) == 1
    acts.set([newest(acts).number], {"recurrence": ""})
    acts.done(newest(acts).number)
    assert not acts.ids().ids


def test_a_count_and_an_end_are_kept_to(desk: Desk, acts: Activities) -> None:
    weekly(acts, recurrence="weekly 3 times")
    made = 1
    while acts.ids().ids:
        acts.done(newest(acts).number)
        made += len(acts.ids().ids)
    assert made == 3
    assert acts.sheet(newest(acts).number).ahead == ()


def test_those_to_come_are_shown_in_advance(acts: Activities) -> None:
    sheet = acts.sheet(weekly(acts, recurrence="every 2 weeks until 2026-04-10"))
    assert [f"{slot:%d %b}" for slot in sheet.ahead] == ["20 Mar", "03 Apr"]


def test_what_comes_back_outlives_its_call(desk: Desk, acts: Activities) -> None:
    call = desk.open_call(assignee="anna")
    number = weekly(acts, call=call)
    desk.calls.close([call], "Repaired")
    acts.done(number)
    assert (newest(acts).call, newest(acts).customer) == (None, "C1")


def test_the_history_tells_the_rule_and_not_what_it_remembers(acts: Activities) -> None:
    number = weekly(acts)
    acts.set([number], {"recurrence": "daily"})
    acts.set([number], {"subject": "x"}, scope="this")
    told = [(entry.field, entry.old, entry.new) for entry in acts.sheet(number).history if entry.field]
    assert told == [("recurrence", "weekly fri", "daily"), ("subject", "Ring", "x")]


def test_a_reminder_that_would_be_past_is_not_made(desk: Desk, acts: Activities) -> None:
    number = weekly(acts, recurrence="daily", remind_at="1d before")
    desk.time = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    acts.done(number)
    assert newest(acts).remind_at is None
    desk.later(days=0)
    acts.done(newest(acts).number)
    assert newest(acts).remind_at is not None
    assert newest(acts).starts_at == datetime(2026, 3, 8, 9, tzinfo=UTC)
    assert newest(acts).starts_at - newest(acts).remind_at == timedelta(days=1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("way", "fits"),
    [
        ("daily", lambda _day: True),
        ("weekly mon,sun", lambda day: day.weekday() in (0, 6)),
        ("monthly 31", lambda day: (day + timedelta(days=1)).day == 1),
        ("monthly last sun", lambda day: day.weekday() == 6 and (day + timedelta(days=7)).month != day.month),
    ],
)
def test_done_one_after_another_they_come_when_a_look_at_each_day_says(
    desk: Desk, acts: Activities, way: str, fits: Callable[[date], bool]
) -> None:
    desk.time = datetime(2026, 10, 20, 6, tzinfo=UTC)  # half past two is there twice on 25 October
    weekly(acts, starts_at="2026-10-25 2:30", length="45m", remind_at="", recurrence=way)
    day = date(2026, 10, 25)
    expected: list[datetime] = []
    while len(expected) < 9:
        day += timedelta(days=1)
        if fits(day):
            expected.append(datetime.combine(day, time(2, 30), ROME).astimezone(UTC))
    came = []
    for _nth in expected:
        row = newest(acts)
        assert row.starts_at is not None
        desk.time = row.starts_at + timedelta(minutes=45)
        acts.done(row.number)
        came.append(newest(acts).starts_at)
    assert came == expected
    assert [each.closed for each in acts.all_rows("series:1 is:any sort:number")] == [True] * 9 + [False]
