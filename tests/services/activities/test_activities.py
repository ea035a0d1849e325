"""AC-01 and the life of an activity."""

import pytest

from svc_tui.errors import Refused
from svc_tui.services.activities.service import Activities
from tests.services.desk import Desk


def test_ac_01_a_closed_activity_is_read_only_until_reopened(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "spoke", "note")
    activities = Activities(desk.context)
    with pytest.raises(Refused):
        activities.correct(1, "spoke to Maria")
    activities.reopen(1)
    activities.correct(1, "spoke to Maria")
    assert desk.calls.sheet(number).activities[0].notes == "spoke to Maria"


def test_an_open_phone_call_answers_when_it_is_done(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "call back at ten", "phone", closed=False)
    assert desk.row(number)["responded_at"] is None
    Activities(desk.context).done(1)
    assert desk.row(number)["responded_at"] == desk.time
