"""Lists of calls through the services: filter, order, time left, states that SQL and the rules agree on."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from svc_tui.domain.calls.keys import CALLS
from svc_tui.services.calls.reading import resolution_of, response_of, target_state
from svc_tui.storage.calls.lists import CallRow
from tests.services.desk import MONDAY_9, Desk


def numbers(desk: Desk, text: str) -> list[str]:
    return [row.number for row in desk.calls.rows(desk.calls.ids(text).ids)]


def test_the_list_filters_sorts_and_finds(desk: Desk) -> None:
    slow, fast = (
        desk.open_call(queue="NORTH"),
        desk.open_call(queue="SOUTH", priority="high", subject="Leaks"),
    )
    assert numbers(desk, "") == [fast, slow]
    assert numbers(desk, "queue:north") == [slow]
    assert numbers(desk, "lea") == []
    assert [desk.calls.rows(desk.calls.ids("lea", typing=True).ids)[0].number] == [fast]
    assert numbers(desk, "sort:number") == [slow, fast]
    assert desk.calls.ids("", first=1).whole is False


def test_time_left_is_covered_time(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(days=1)  # Tuesday 09:00; due Monday 13:00: 5 h of Monday are late
    row = desk.calls.rows(desk.calls.ids("is:overdue").ids)[0]
    assert desk.calls.left([row]) == {row.id: -5 * 3600}


def overlapping(desk: Desk) -> list[str]:
    """Calls under two contracts, one round the clock: due in another order than they are late or have time left."""
    desk.add(
        "contract", number=70, type="customer", status="approved", customer="C2", start=date(2026, 1, 1),
        end=date(2026, 12, 31), response="4h", resolution="8h", coverage="24/7",
    )  # fmt: skip
    made = []
    for hours in range(0, 200, 7):
        desk.time = MONDAY_9 + timedelta(hours=hours)
        made += [desk.open_call(), desk.open_call(serial="SN-000936", priority="high")]
    desk.calls.respond(made[::3])
    desk.calls.pause(made[::5])
    desk.later(hours=5)
    desk.calls.resume(made[::10])
    made.append(desk.open_call(serial="", customer="C3", subject="No contract"))
    return made


def shown(desk: Desk, rows: Sequence[CallRow], way: int = 1) -> list[tuple[int, int]]:
    """What the list shows in place of the time left: a figure, paused, or that nothing is due; in this order."""
    found = []
    for row in rows:
        paused = row.resolution_state == "paused" and row.response_state != "overdue"
        left = desk.calls.left([row])[row.id]
        if row.next_due is None:
            found.append((2, 0))
        else:
            found.append((1, 0) if paused or left is None else (0, way * left))
    return found


def test_a_list_is_in_the_order_of_the_time_it_shows(desk: Desk) -> None:
    overlapping(desk)
    for _ in range(6):
        desk.later(hours=11)
        for text in ("", "sort:left", "is:any sort:left", "queue:none", "call sort:left"):
            rows = desk.calls.rows(desk.calls.ids(text).ids)
            left = shown(desk, rows)
            assert left == sorted(left)
            assert left or text == "call sort:left"
            for size in (1, 7, 30, 100):
                assert list(desk.calls.ids(text, first=size).ids) == [row.id for row in rows][:size]
        back = shown(desk, desk.calls.rows(desk.calls.ids("sort:-left").ids), way=-1)
        assert back == sorted(back)
        dues = [
            row.next_due
            for row in desk.calls.rows(desk.calls.ids("sort:due").ids)
            if row.next_due is not None
        ]
        assert dues == sorted(dues)


def test_the_time_left_orders_within_another_column(desk: Desk) -> None:
    overlapping(desk)
    desk.later(hours=3)
    rows = desk.calls.rows(desk.calls.ids("sort:-priority,left").ids)
    keys = [(row.priority != "high", *each) for row, each in zip(rows, shown(desk, rows), strict=True)]
    assert keys == sorted(keys)
    rows = desk.calls.rows(desk.calls.ids("is:any sort:left,-number").ids)
    assert [row.id for row in rows if row.next_due is None] == sorted(
        (row.id for row in rows if row.next_due is None), reverse=True
    )


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("left:<0", lambda left: left < 0),
        ("left:<2h", lambda left: left < 7200),
        ("left:<=7200", lambda left: left <= 7200),
        ("left:>3h", lambda left: left > 3 * 3600),
        ("left:3h", lambda left: 0 <= left <= 3 * 3600),
        ("left:-2h..+2h", lambda left: -7200 <= left <= 7200),
        ("left:<-1d,>180m", lambda left: left < -86400 or left > 3 * 3600),
        ("-left:<2h has:left", lambda left: left >= 7200),
    ],
)
def test_the_time_left_is_filtered_as_it_is_shown(desk: Desk, text: str, fits: Callable[[int], bool]) -> None:
    overlapping(desk)
    desk.later(hours=4)
    every = desk.calls.rows(desk.calls.ids("").ids)
    wanted = {
        row.id for row in every if row.next_due is not None and fits(desk.calls.left([row])[row.id] or 0)
    }
    assert wanted
    assert len(wanted) < len(every)
    assert set(desk.calls.ids(text).ids) == wanted
    assert len(desk.calls.ids(text, typing=True, first=500).ids) == len(wanted)
    assert {*desk.calls.changed_since(0, text)[1]} == wanted


def test_a_date_behind_left_and_any_value_of_due_is_the_due_instant(desk: Desk) -> None:
    overlapping(desk)
    tuesday = MONDAY_9 + timedelta(hours=15)  # midnight
    every = desk.calls.rows(desk.calls.ids("").ids)
    early = {row.id for row in every if row.next_due is not None and row.next_due < tuesday}
    assert early
    assert set(desk.calls.ids("left:<2026-03-03").ids) == early == set(desk.calls.ids("due:<2026-03-03").ids)
    soon = {
        row.id for row in every if row.next_due is not None and row.next_due < desk.time + timedelta(hours=6)
    }
    assert set(desk.calls.ids("due:<6h").ids) == soon


def test_sql_and_rules_name_the_same_states(desk: Desk) -> None:
    made = [desk.open_call(priority=priority) for priority in ("low", "high", "low", "high", "low")]
    desk.calls.respond([made[1]])
    desk.calls.pause([made[2]])
    desk.later(hours=1)
    desk.calls.resolve([made[3]], "Reset")
    desk.calls.set([made[4]], {"contract": "", "subject": "No contract"})
    for _ in range(30):
        for row in desk.calls.rows(desk.calls.ids("is:any").ids):
            stored = desk.calls.preview(row.number).values
            response = target_state(response_of(stored), desk.time)
            resolution = target_state(resolution_of(stored), desk.time)
            assert (row.response_state, row.resolution_state) == (response, resolution)
        desk.time += timedelta(minutes=59)


def test_others_changes_are_told_apart(desk: Desk) -> None:
    first, second = desk.open_call(queue="NORTH"), desk.open_call(queue="NORTH")
    seq, _, _ = desk.calls.changed_since(0, "queue:north")
    desk.as_person("bruno").move([first], "SOUTH")
    desk.as_person("bruno").priority([second], "high")
    newest, inside, outside = desk.calls.changed_since(seq, "queue:north")
    assert newest > seq
    assert [row.number for row in desk.calls.rows(inside)] == [second]
    assert [row.number for row in desk.calls.rows(outside)] == [first]


def test_completion_knows_the_data(desk: Desk) -> None:
    assert [found.text for found in desk.calls.complete("queue:no", 8)] == ["NORTH"]
    assert "bruno" in [found.text for found in desk.calls.complete("who:", 4)]
    assert [found.text for found in desk.calls.complete("customer:lav", 12)] == ["C1"]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("queue:nor", "nor is no value of queue:. Did you mean NORTH?"),
        ("queue:nrth", "nrth is no value of queue:. Did you mean NORTH?"),
        ("coda:north,zzz", "zzz is no value of queue:."),
        ("-queue:nortg", "nortg is no value of queue:. Did you mean NORTH?"),
        ("who:ana", "ana is no value of assignee:. Did you mean anna?"),
        ("customer:Binchi", "Binchi is no value of customer:. Did you mean C1?"),
        ("status:pendin", "pendin is no value of status:. Did you mean Pending?"),
        ("status:zzz", "zzz is no value of status:."),
    ],
)
def test_a_value_that_names_nothing_is_said(desk: Desk, text: str, warning: str) -> None:
    desk.open_call(queue="NORTH")
    assert [each.text() for each in desk.calls.ids(text).query.warnings] == [warning]
    assert [each.text() for each in desk.calls.ids(text, first=5).query.warnings] == [warning]


@pytest.mark.parametrize(
    "text", ["queue:north", "queue:northern", "who:@me", "queue:none", "status:open", "origin:web"]
)
def test_a_value_that_names_something_is_no_matter(desk: Desk, text: str) -> None:
    assert desk.calls.ids(text).query.warnings == ()


def test_built_in_names_have_italian_ones(desk: Desk) -> None:
    number = desk.open_call(origin="Telephone")
    assert numbers(desk, "stato:aperta origine:telefono") == [number]
    assert numbers(desk, "stato:chiuso") == []
    desk.add("list_entry", list="status", name="Aperta", number=9, status_class="open")
    assert numbers(desk, "stato:aperta") == []  # a status of one's own is meant first


def test_every_key_that_has_a_column_sorts_both_ways(desk: Desk) -> None:
    made = {desk.open_call(tags="vip"), desk.open_call(priority="high", queue="NORTH")}
    for key in CALLS.keys:
        for text in (f"sort:{key.name}", f"sort:-{key.name}"):
            listing = desk.calls.ids(text)
            assert {row.number for row in desk.calls.rows(listing.ids)} == made
            assert bool(listing.query.warnings) == (key.kind == "presence"), text


def test_texts_that_are_blank_sort_last_and_children_by_their_number(desk: Desk) -> None:
    blank, late, early = desk.open_call(), desk.open_call(description="b"), desk.open_call(description="A")
    for scope in ("", "is:any "):
        assert numbers(desk, f"{scope}sort:description") == [early, late, blank]
        assert numbers(desk, f"{scope}sort:-description") == [late, early, blank]
    desk.calls.attach_solution([late], 15)
    desk.calls.note([early], "rang")
    for scope in ("", "is:any "):
        assert numbers(desk, f"{scope}sort:-solutions")[0] == late
        assert numbers(desk, f"{scope}sort:-notes")[0] == early
        assert numbers(desk, f"{scope}sort:notes")[-1] == early


def test_a_word_that_is_also_a_state_hides_no_closed_call(desk: Desk) -> None:
    done = desk.open_call(subject="Bill overdue", description="leaks")
    desk.calls.close([done], "paid")
    for text in (
        "subject:overdue leaks",
        "subject:overdue sort:left",
        "subject:overdue sort:number",
        "subject:overdue",
    ):
        assert numbers(desk, f"{text} is:any") == [done]
    assert (
        numbers(desk, "is:open subject:overdue leaks")
        == numbers(desk, "is:open subject:overdue sort:left")
        == []
    )
    assert numbers(desk, "is:closed,open subject:overdue sort:left") == [done]
