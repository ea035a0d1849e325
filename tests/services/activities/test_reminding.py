"""What reminds: once for a value, to whom it is for, never of what is over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.errors import Refused
from svc_tui.services.activities.reminding import remind
from svc_tui.services.activities.service import Activities
from svc_tui.services.core.context import Context
from svc_tui.services.core.waking import wake
from svc_tui.services.messages.service import Messages, words
from svc_tui.storage.activities.reminders import reminding
from tests.services.desk import Desk


def told(desk: Desk, person: str) -> list[str]:
    messages = Messages(Context(desk.store, person, lambda: desk.time))
    return [words(row) for row in messages.rows(messages.ids("kind:reminder").ids)]


def planned(desk: Desk, at: datetime, **values: Any) -> int:
    typed = {"subject": "Ring about the pump", "kind": "task", "who": "bruno", "remind_at": at, **values}
    return Activities(desk.context).new(typed).number


def test_a_reminder_fires_once_for_a_value_and_again_for_another(desk: Desk) -> None:
    at = desk.time + timedelta(hours=1)
    number = planned(desk, at, customer="C1")
    assert remind(desk.context) == []
    desk.later(hours=1)
    assert wake(desk.context)["activity"] == (number,)
    assert told(desk, "bruno") == ["Reminder for Lavanderia Bianchi: Ring about the pump"]
    assert told(desk, "anna") == []
    assert remind(desk.context) == []
    activities = Activities(desk.context)
    activities.set([number], {"remind_at": desk.time + timedelta(hours=2)})
    assert remind(desk.context) == []
    desk.later(hours=2)
    assert remind(desk.context) == [number]
    assert len(told(desk, "bruno")) == 2
    desk.later(days=30)
    assert remind(desk.context) == []


def test_nothing_reminds_of_what_is_done_nor_of_a_call_that_is_closed_until_it_is_open_again(
    desk: Desk,
) -> None:
    at = desk.time + timedelta(hours=1)
    call = desk.open_call()
    done, of_call = planned(desk, at), planned(desk, at, call=call)
    Activities(desk.context).done(done)
    desk.calls.close([call], "Replaced the pump")
    desk.later(hours=2)
    assert remind(desk.context) == []
    desk.calls.reopen([call])
    assert remind(desk.context) == [of_call]
    assert told(desk, "bruno") == [f"Reminder for {call}: Ring about the pump"]


def test_a_reminder_in_the_past_is_refused_and_nothing_is_written(desk: Desk) -> None:
    with pytest.raises(Refused, match="in the past"):
        planned(desk, desk.time - timedelta(minutes=1))
    activities = Activities(desk.context)
    assert list(activities.all_rows("is:any")) == []
    number = planned(desk, ahead := desk.time + timedelta(hours=1))
    with pytest.raises(Refused, match="in the past"):
        activities.set([number], {"remind_at": desk.time})
    assert activities.find(number).remind_at == ahead


def test_a_reminder_is_for_somebody(desk: Desk) -> None:
    ahead, activities = desk.time + timedelta(hours=1), Activities(desk.context)
    number, plain = planned(desk, ahead), planned(desk, ahead, remind_at=None, who=None)
    for values in ({"who": None}, {"who": None, "remind_at": ahead + timedelta(hours=1)}):
        with pytest.raises(Refused, match="who=CODE"):
            activities.set([number], values)
    with pytest.raises(Refused, match="who=CODE"):
        activities.set([plain], {"remind_at": ahead})
    assert (activities.find(number).who, activities.find(number).remind_at) == ("bruno", ahead)
    activities.set([number], {"who": None, "remind_at": None})
    activities.set([plain], {"who": "carla", "remind_at": ahead})


def test_a_reminder_is_nobody_s_act_and_stands_in_no_undo_s_way(desk: Desk) -> None:
    number = planned(desk, desk.time + timedelta(hours=1))
    desk.later(hours=1)
    remind(desk.context)
    assert desk.undo.undo().say() == f"Undone: Activity {number} written down"


def test_what_was_given_long_ago_costs_the_next_look_nothing(desk: Desk) -> None:
    """It comes before every write: it looks at reminders that were not given, by an index that holds those alone."""
    statements: list[tuple[str, Any]] = []
    with desk.store.read() as session:
        connection = session.connection()

        def heard(_c: Any, _k: Any, statement: str, values: Any, _x: Any, _m: bool) -> None:
            statements.append((statement, values))

        event.listen(connection, "before_cursor_execute", heard)
        assert reminding(session=session, now=desk.time) == []
        event.remove(connection, "before_cursor_execute", heard)
        ((statement, values),) = statements
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        assert "USING INDEX activity_reminds (remind_at<?)" in next(iter(plan))[-1]
