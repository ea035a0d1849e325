"""When a person is at work."""

from datetime import timedelta

from svc_tui.services.core.context import Context
from svc_tui.services.sla.working import works_now
from tests.services.desk import MONDAY_9, Desk


def works(desk: Desk, person: str, hours: float) -> bool:
    """Whether a person is at work so long after Monday nine o'clock."""
    context = Context(desk.store, person, lambda: desk.time)
    return works_now(context, MONDAY_9 + timedelta(hours=hours))


def test_the_hours_of_one_s_queues_count_else_those_of_the_company(desk: Desk) -> None:
    assert [works(desk, "bruno", hours) for hours in (0, 10, -48)] == [True, False, False]
    with desk.context.write() as unit:
        unit.update("queue", 1, {"hours": "Mo-Su 18:00-22:00"})
    assert [works(desk, "bruno", hours) for hours in (0, 10, -38)] == [False, True, True]
    assert [works(desk, "anna", hours) for hours in (0, 10)] == [False, True]
    assert [works(desk, "carla", hours) for hours in (0, 10)] == [True, False]
