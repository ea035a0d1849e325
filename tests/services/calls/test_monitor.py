"""The service monitor: its figures, its minutes against a count of their own, the calls behind them, its limits."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.domain.calls.watch import MINUTES, Wishes, begins, passed, per_minute
from svc_tui.errors import BadUsage, Refused
from svc_tui.services.calls.monitor import Monitor, Seen
from svc_tui.services.core.context import Context
from svc_tui.storage.calls.lists import CallRow
from tests.services.desk import Desk

NOW = datetime(2026, 3, 2, 9, 30, 45, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def monitor(desk: Desk) -> Monitor:
    return Monitor(desk.context)


def busy(desk: Desk, seed: int) -> None:
    """An afternoon and a morning of a desk: calls come, are answered, paused, solved, closed, reopened, moved."""
    draw = random.Random(seed)
    numbers: list[str] = []
    for _step in range(24):
        desk.later(minutes=draw.choice([0, 0, 1, 3, 7, 20]), seconds=draw.randint(0, 59))
        if len(numbers) < 4 or draw.random() < 0.35:
            numbers.append(
                desk.open_call(
                    priority=draw.choice(["low", "medium", "high"]), queue=draw.choice(["", "NORTH"])
                )
            )
            continue
        number = draw.choice(numbers)
        act = draw.choice(["respond", "pause", "resolve", "close", "reopen", "take"])
        try:
            match act:
                case "respond":
                    desk.calls.respond([number])
                case "pause":
                    desk.calls.pause([number])
                case "resolve":
                    desk.calls.resolve([number], "Cleaned")
                case "close":
                    desk.calls.close([number])
                case "reopen":
                    desk.calls.reopen([number])
                case _:
                    desk.calls.take([number])
        except Refused:
            continue
    desk.later(minutes=draw.choice([0, 5, 30, 90]))


def every_call(desk: Desk) -> list[CallRow]:
    return desk.calls.rows(desk.calls.ids("is:any").ids)


def lapses(row: CallRow, now: datetime) -> Iterable[datetime]:
    """When targets of a call passed that were not met: told from its stamps, by no filter."""
    for due, reached in ((row.respond_by, row.responded_at), (row.resolve_by, row.resolved_at)):
        late = due is not None and due < now and (row.is_open if reached is None else reached > due)
        if due is not None and late:
            yield due


def minutes(instants: Iterable[datetime], now: datetime) -> list[int]:
    """The last sixty minutes, counted one by one."""
    found = []
    for back in range(MINUTES - 1, -1, -1):
        begin = now.replace(second=0, microsecond=0) - back * MINUTE
        found.append(sum(1 for at in instants if begin <= at < begin + MINUTE))
    return found


def check(desk: Desk, seen: Seen, rows: list[CallRow]) -> None:
    """Every figure against the rows, and against the list that its filter opens."""
    now = desk.time
    opened = [row for row in rows if row.is_open]
    expected = {
        "open": len(opened),
        "overdue": sum(1 for row in opened if row.next_due and row.next_due < now),
        "due_soon": sum(1 for row in opened if row.next_due and now <= row.next_due <= now + 60 * MINUTE),
        "unassigned": sum(1 for row in opened if not row.assignee),
        "unanswered": sum(1 for row in opened if row.responded_at is None),
        "paused": sum(1 for row in opened if row.paused_since is not None),
    }
    assert {name: seen.figures[name] for name in expected} == expected
    late = []
    first = now.replace(second=0, microsecond=0) - (MINUTES - 1) * MINUTE
    for row in rows:
        if recent := [at for at in lapses(row, now) if at >= first]:
            late.append(min(recent))
    assert list(seen.opened) == minutes([row.reported_at for row in rows], now)
    assert list(seen.lapsed) == minutes(late, now)
    assert (sum(seen.opened), sum(seen.lapsed)) == (seen.figures["opened"], seen.figures["lapsed"])
    for name, text in seen.behind.items():
        assert len(desk.calls.ids(text).ids) == seen.figures[name], (name, text)


@pytest.mark.parametrize("seed", range(4))
def test_figures_and_minutes_agree_with_a_count_of_the_calls(desk: Desk, monitor: Monitor, seed: int) -> None:
    busy(desk, seed)
    rows = every_call(desk)
    check(desk, monitor.look(), rows)
    check(desk, monitor.look("queue:NORTH"), [row for row in rows if row.queue == "NORTH"])
    check(
        desk, monitor.look("priority:high OR priority:low"), [row for row in rows if row.priority != "medium"]
    )


def test_a_call_that_becomes_late_stands_in_the_minute_of_its_target(desk: Desk, monitor: Monitor) -> None:
    number = desk.open_call(priority="high")
    due = next(row for row in every_call(desk) if row.number == number).respond_by
    assert due is not None
    desk.time = due
    assert sum(monitor.look().lapsed) == 0
    desk.time = due + timedelta(seconds=1)
    assert monitor.look().lapsed[-1] == 1
    desk.calls.respond([number])
    desk.time = due + 20 * MINUTE
    assert monitor.look().lapsed[-21] == 1  # the answer came, but it came late
    desk.time = due + 61 * MINUTE
    assert sum(monitor.look().lapsed) == 0


@pytest.mark.parametrize(
    ("respond", "resolve", "minute"), [(30, 10, 30), (10, 30, 30), (70, 10, 10), (10, 70, 10)]
)
def test_a_call_that_lapses_twice_counts_by_its_first_time_in_the_hour(
    desk: Desk, monitor: Monitor, respond: int, resolve: int, minute: int
) -> None:
    number = desk.open_call()
    desk.later(hours=2)
    now = desk.time
    desk.change(
        "call", desk.row(number)["id"], respond_by=now - respond * MINUTE, resolve_by=now - resolve * MINUTE
    )
    seen = monitor.look()
    assert (seen.figures["lapsed"], seen.lapsed[-1 - minute], sum(seen.lapsed)) == (1, 1, 1)


def test_clocks_that_are_put_back_count_an_hour_once(desk: Desk, monitor: Monitor) -> None:
    desk.time = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)  # 02:10 in Rome, for the first time
    desk.open_call()
    desk.time = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)  # 02:05, for the second time
    desk.open_call()
    seen = monitor.look()
    assert (seen.opened[-1], seen.opened[-56], sum(seen.opened)) == (1, 1, 2)
    assert len(desk.calls.ids(seen.behind["opened"]).ids) == 2


def test_a_limit_is_passed_by_more_than_it(desk: Desk, monitor: Monitor) -> None:
    desk.open_call()
    desk.open_call()
    monitor.keep({"open": "2"})
    assert monitor.look().alarms == ()
    monitor.keep({"open": "1", "overdue": "0"})
    assert monitor.look().alarms == ("open",)
    desk.later(days=3)
    assert monitor.look().alarms == ("open", "overdue")
    assert monitor.look("queue:NORTH").alarms == ()


def test_what_one_wishes_is_kept_for_oneself_and_taken_back_by_undo(desk: Desk, monitor: Monitor) -> None:
    assert monitor.keep({"filter": " queue:NORTH ", "open": "20", "bell": "yes"}) == Wishes(
        "queue:NORTH", 20, None, True
    )
    assert monitor.look().filter == "queue:NORTH"
    assert Monitor(Context(desk.store, "bruno", lambda: desk.time)).wishes == Wishes()
    assert monitor.keep({"open": "", "bell": "no"}) == Wishes("queue:NORTH")
    desk.undo.undo()
    assert monitor.wishes == Wishes("queue:NORTH", 20, None, True)
    assert monitor.keep({"filter": "", "open": "none", "bell": "off"}) == Wishes()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"open": "many"}, "open is a number of calls, or empty for no limit, not many."),
        ({"open": "-1"}, "open is a number of calls, or empty for no limit, not -1."),
        ({"overdue": "²"}, "overdue is a number of calls, or empty for no limit, not ²."),
        ({"bell": "loud"}, "bell is yes or no, not loud."),
        ({"colour": "red"}, "The monitor has no wish colour. It has filter, open, overdue, bell."),
        (
            {"filter": "is:opne"},
            "In the filter is:opne, at sign 4: opne is no value of is:. Did you mean open?",
        ),
    ],
)
def test_bad_wishes_change_nothing(monitor: Monitor, typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadUsage) as refused:
        monitor.keep(typed)
    assert refused.value.text(str) == sentence
    assert monitor.wishes == Wishes()


def test_a_filter_with_a_typo_is_never_another_one(monitor: Monitor) -> None:
    with pytest.raises(BadUsage):
        monitor.look("quee:NORTH")


def test_a_store_of_another_hand_is_read_as_far_as_it_goes(desk: Desk, monitor: Monitor) -> None:
    desk.add(
        "preference",
        person="anna",
        name="monitor",
        value={"open": "x", "overdue": True, "bell": 1, "filter": None},
    )
    assert monitor.wishes == Wishes()


@pytest.mark.parametrize(
    ("before", "now", "rings"),
    [((), (), False), ((), ("open",), True), (("open",), ("open",), False), (("open",), (), False),
     (("open",), ("open", "overdue"), True), (("overdue",), ("open",), True)],
)  # fmt: skip
def test_what_begins_rings_and_what_lasts_does_not(
    before: tuple[str, ...], now: tuple[str, ...], rings: bool
) -> None:
    assert begins(before, now) is rings


def test_queues_sum_to_what_is_open(desk: Desk, monitor: Monitor) -> None:
    busy(desk, 7)
    desk.later(days=1)
    for text in ("", "priority:high", "is:any priority:low OR priority:medium"):
        rows = [row for row in desk.calls.rows(desk.calls.ids(text).ids) if row.is_open]
        expected = {
            (code, sum(1 for row in rows if (row.queue or "") == code),
             sum(1 for row in rows if (row.queue or "") == code and row.next_due and row.next_due < desk.time))
            for code in {row.queue or "" for row in rows}
        }  # fmt: skip
        assert {(each.queue, each.open, each.overdue) for each in monitor.queues(text)} == expected
        assert sum(each.open for each in monitor.queues(text)) == monitor.look(text).figures["open"]


def test_no_limit_is_never_passed() -> None:
    assert not passed("open", 10**6, Wishes())
    assert not passed("paused", 10**6, Wishes(open=1, overdue=1))


def test_minutes_are_those_of_the_clock() -> None:
    at = [NOW, NOW - 46 * timedelta(seconds=1), NOW - 59 * MINUTE, NOW - 60 * MINUTE, NOW + MINUTE]
    found = per_minute(at, NOW)
    assert (found[-1], found[-2], found[0], sum(found)) == (1, 1, 1, 3)


@pytest.mark.parametrize(
    "text", ["", "queue:NORTH priority:high", "assignee:anna", "priority:high OR is:mine", "is:any"]
)
def test_open_calls_and_the_last_hour_alone_are_read(desk: Desk, monitor: Monitor, text: str) -> None:
    """Of a million calls: each statement is answered by an index of open calls, or by one of an instant."""
    desk.open_call()
    plans = _plans(desk, lambda: monitor.look(text))
    assert len(plans) == (9 if not text else 4)
    own = ("call_open_", "ix_call_reported_at", "ix_call_respond_by", "ix_call_resolve_by")
    for plan in plans:
        reads = [step for step in plan if step.startswith(("SCAN call", "SEARCH call"))]
        assert reads, plan
        assert all(any(f"INDEX {name}" in step for name in own) for step in reads), plan


def _plans(desk: Desk, act: Any) -> list[list[str]]:
    """How the store answers each statement that reads calls."""
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if "FROM call" in statement and statement.startswith("SELECT"):
            seen.append((statement, values))

    engine = desk.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        return [
            [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)]
            for statement, values in seen
        ]
