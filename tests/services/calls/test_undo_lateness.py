"""No undo and no redo takes lateness away: what was used stays used, whatever state a call goes back to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svc_tui.errors import SvcError
from tests.amounts import many
from tests.services.desk import MONDAY_9, Desk

HOUR = 3600


def late_again(desk: Desk) -> str:
    """Paused from ten to twelve, so due at 15:00; it is 16:00 now."""
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=2)
    desk.calls.resume([number])
    desk.later(hours=4)
    return number


def stands(desk: Desk, number: str) -> tuple[datetime | None, str, int | None]:
    view = desk.calls.preview(number).resolution
    assert desk.row(number)["resolve_by"] == view.due
    return view.due, view.state, view.left_s


def test_a_resumption_undone_when_the_call_is_late_pauses_it_from_now_on(desk: Desk) -> None:
    number = late_again(desk)
    due = MONDAY_9 + timedelta(hours=6)
    assert stands(desk, number) == (due, "overdue", -HOUR)
    desk.undo.undo()
    row = desk.row(number)
    assert (row["status"], row["paused_since"], row["paused_s"]) == ("Pending", desk.time, 2 * HOUR)
    assert stands(desk, number) == (due, "overdue", -HOUR)
    desk.later(hours=1)
    assert stands(desk, number) == (due, "overdue", -HOUR)
    desk.undo.redo()
    assert desk.row(number)["status"] == "Open"
    assert stands(desk, number) == (due, "overdue", -2 * HOUR)


def test_a_resumption_undone_in_time_is_as_if_it_had_not_been(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.calls.pause([number])
    desk.later(hours=1)
    desk.calls.resume([number])
    desk.later(minutes=1)
    desk.undo.undo()
    assert desk.row(number)["paused_since"] == MONDAY_9
    assert stands(desk, number) == (None, "paused", 4 * HOUR)


def test_a_reopening_undone_when_the_call_is_late_resolves_it_now(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.later(hours=3)
    desk.calls.resolve([number], "Reset")
    desk.time = MONDAY_9 + timedelta(days=1)
    desk.calls.reopen([number])
    due = MONDAY_9 + timedelta(days=1, hours=1)
    assert stands(desk, number) == (due, "warning", HOUR)
    desk.later(hours=3)
    desk.undo.undo()
    row = desk.row(number)
    assert (row["status"], row["resolved_at"], row["resolution_met"]) == ("Resolved", desk.time, False)
    assert row["resolve_by"] == due


def test_a_pause_or_resolution_done_again_when_the_call_is_late_begins_now(desk: Desk) -> None:
    acts: tuple[Callable[[list[str]], object], ...] = (
        desk.calls.pause,
        lambda numbers: desk.calls.resolve(numbers, "Reset"),
    )
    for act in acts:
        desk.time = MONDAY_9
        number = desk.open_call(priority="high")
        desk.calls.respond([number])
        desk.later(hours=3)
        act([number])
        desk.undo.undo()
        desk.time = MONDAY_9 + timedelta(hours=6)
        desk.undo.redo()
        due, state, _ = stands(desk, number)
        assert (due, state in ("overdue", "missed")) == (MONDAY_9 + timedelta(hours=4), True)
        row = desk.row(number)
        assert desk.time in (row["paused_since"], row["resolved_at"])


ACTS = (
    "pause", "snooze", "resume", "resolve", "close", "reopen", "text", "no text", "solution", "no solution", "status",
    "undo", "redo", "wake", "respond", "note", "take", "move", "subject",
)  # fmt: skip
FREE = ("low", "high", "contract", "report")
"""Acts that change the budget, the contract or the reported instant."""
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS + FREE), st.sampled_from((1, 40, 90, 300, 1500))), min_size=2, max_size=14
)


def act(desk: Desk, name: str, number: str) -> None:
    calls, numbers = desk.calls, [number]
    acts: dict[str, Callable[[], object]] = {
        "pause": lambda: calls.pause(numbers),
        "snooze": lambda: calls.pause(numbers, desk.time + timedelta(hours=5)),
        "resume": lambda: calls.resume(numbers),
        "resolve": lambda: calls.resolve(numbers, "Reset"),
        "close": lambda: calls.close(numbers, "Reset"),
        "reopen": lambda: calls.reopen(numbers),
        "text": lambda: calls.set(numbers, {"resolution": "Reset"}),
        "no text": lambda: calls.set(numbers, {"resolution": ""}),
        "solution": lambda: calls.attach_solution(numbers, 15),
        "no solution": lambda: calls.detach_solution(number, 15),
        "status": lambda: calls.status(numbers, "Pending"),
        "undo": desk.undo.undo,
        "redo": desk.undo.redo,
        "wake": calls.wake,
        "respond": lambda: calls.respond(numbers),
        "note": lambda: calls.note(numbers, "x", "phone"),
        "take": lambda: calls.take(numbers),
        "move": lambda: calls.move(numbers, "NORTH"),
        "subject": lambda: calls.set(numbers, {"subject": f"At {desk.time}"}),
        "low": lambda: calls.priority(numbers, "low"),
        "high": lambda: calls.priority(numbers, "high"),
        "contract": lambda: calls.set(numbers, {"contract": "" if desk.row(number)["contract"] else "K-58"}),
        "report": lambda: calls.set(numbers, {"reported_at": desk.time - timedelta(days=1)}),
    }
    acts[name]()


BUDGET = ("reported_at", "contract", "response_budget_s", "resolution_budget_s")


@settings(deadline=None, max_examples=many(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_act_moves_a_due_date_that_has_passed(desk: Desk, steps: list[tuple[str, int]]) -> None:
    desk.time = max(desk.time, MONDAY_9)
    number = desk.open_call(priority="high")
    for name, minutes in steps:
        desk.later(minutes=minutes)
        last = desk.undo.last()
        if name == "undo" and (last is None or last.title.startswith("New call")):
            continue
        before, was = desk.row(number), desk.calls.preview(number)
        try:
            act(desk, name, number)
        except SvcError:
            assert desk.row(number) == before
            continue
        after = desk.row(number)
        if before["merged_into"] or any(before[each] != after[each] for each in BUDGET):
            continue
        now = desk.calls.preview(number)
        for view, then in ((was.response, now.response), (was.resolution, now.resolution)):
            if view.state in ("overdue", "missed"):
                assert then.due == view.due, (name, view.name)
                assert then.state in ("overdue", "missed"), (name, view.name)
            if view.state == then.state == "overdue":
                assert then.left_s == view.left_s, (name, view.name)
        explained = desk.calls.explain(number)
        assert explained.view == (now.response, now.resolution)
        [line] = desk.calls.rows([after["id"]])
        assert (line.response_state, line.resolution_state) == (now.response.state, now.resolution.state)
        if after["is_open"] and after["next_due"] is not None:
            due = (
                now.response
                if after["next_due"] == after["respond_by"] and not after["responded_at"]
                else now.resolution
            )
            assert desk.calls.left([line])[line.id] == due.left_s
