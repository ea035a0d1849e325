"""Levels as they are set up: what is refused and with which cure, two editors, undo, and what no longer works."""

from pathlib import Path

import pytest

from svc_tui.errors import Conflict, NotFound, SvcError
from svc_tui.services.queues.levels import Levels
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


@pytest.fixture
def levels(desk: Desk) -> Levels:
    return Levels(desk.context)


def test_a_level_is_written_read_changed_and_taken_away_with_undo(desk: Desk, levels: Levels) -> None:
    saved = levels.new(
        {"name": "Late", "target": "resolution", "after": "1h30", "steps": "tell=manager\npriority=HIGH"}
    )
    assert (saved.level.percent, saved.level.after_s, saved.level.after) == (100, 5400, "1h30")
    assert saved.level.steps == "tell=manager\npriority=high"
    assert levels.set("late", {"after": "", "percent": "75"}).changed == ("percent", "after")
    level = levels.find("LATE")
    assert (level.percent, level.after) == (75, "")
    desk.undo.undo()
    assert levels.find("Late").percent == 100
    levels.remove("Late")
    assert levels.all() == []
    desk.undo.undo()
    assert [each.name for each in levels.all()] == ["Late"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"percent": "0"}, "percent=0 is out of range. Write 1 to 100; beyond 100 say how long: after=2h."),
        ({"percent": "101"}, "percent=101 is out of range. Write 1 to 100; beyond 100 say how long: after=2h."),
        ({"percent": "75", "after": "2h"}, "after counts from the due instant. With percent=75 leave it empty."),
        ({}, "Say at how many percent of the target, such as percent=75, or how long overdue: after=2h."),
        ({"target": "silence"}, "Say after how much covered time of silence, such as after=8h."),
        ({"target": "silence", "percent": "50", "after": "8h"},
         "Silence has no target of which there are percent. Empty percent, set after=8h."),
        ({"after": "2d"}, 'after: "2d" is in days. Covered time is counted in hours here, such as 8h.'),
        ({"percent": "75", "steps": "tell=manager; tel=anna"}, 'Step 2, "tel=anna", is none. Did you mean tell=anna?'),
        ({"percent": "75", "steps": "shout=loud"},
         'Step 1, "shout=loud", is none. Write tell=, priority=, queue=, person=, macro= and a value, such as '
         "tell=manager."),
        ({"percent": "75", "steps": "tell="},
         'Step 1, "tell=", is none. Write tell=, priority=, queue=, person=, macro= and a value, such as '
         "tell=manager."),
        ({"percent": "75", "steps": ""}, "steps must not be empty."),
        ({"percent": "75", "steps": "tell=ana"}, "There is no person ana. Did you mean anna?"),
        ({"percent": "75", "steps": "tell=gone"}, "gone is not active. Choose another person."),
        ({"percent": "75", "steps": "person=manager"}, "There is no person manager."),
        ({"percent": "75", "steps": "queue=OLD"}, "Queue OLD is inactive. Choose another."),
        ({"percent": "75", "steps": "queue=north", "queue": "NORTH"},
         "queue=NORTH: its calls are there already. Choose another queue."),
        ({"percent": "75", "queue": "OLD"}, "Queue OLD is inactive. Choose another."),
        ({"percent": "75", "steps": "priority=urgent"},
         "priority=urgent: there is no such priority. Choose from low, medium, high."),
        ({"percent": "75", "steps": "macro=Wait"},
         "macro=Wait: there is no such macro. Write it down in the set-up first."),
        ({"percent": "75", "queue": "ALONE"},
         "tell=manager: ALONE has no active manager. Name one, or tell somebody else."),
    ],
)  # fmt: skip
def test_what_could_do_nothing_is_refused_with_the_cure_and_nothing_is_saved(
    desk: Desk, levels: Levels, values: dict[str, str], said: str
) -> None:
    desk.add("queue", code="ALONE", name="Nobody's")
    with pytest.raises(SvcError) as refused:
        levels.new({"name": "Late", "target": "resolution", "steps": "tell=manager", **values})
    assert refused.value.text() == said
    assert levels.all() == []


def test_where_some_queue_has_no_manager_it_is_said(desk: Desk, levels: Levels) -> None:
    desk.add("queue", code="ALONE", name="Nobody's")
    saved = levels.new({"name": "Late", "target": "response", "percent": 90, "steps": "tell=manager"})
    assert list(map(str, saved.warnings)) == ["Nobody is told of calls in ALONE: no active manager."]
    for queue_id in (1, 2):
        desk.change("queue", queue_id, manager="gone")
    (fault,) = levels.check()
    assert (fault.stops, str(fault.said)) == (
        True,
        "tell=manager: no queue has an active manager. Name one, or tell somebody else.",
    )


def test_what_a_level_names_may_go_away_later(desk: Desk, levels: Levels) -> None:
    desk.add("macro", name="Wait", steps=[["status", "Pending"]])
    levels.new(
        {
            "name": "Late",
            "target": "response",
            "percent": 90,
            "steps": "macro=wait; person=carla; queue=SOUTH",
        }
    )
    assert levels.check() == []
    desk.change("queue", 2, inactive=True)
    assert [str(each.said) for each in levels.check()] == [
        "queue=SOUTH: that queue is inactive. Choose another."
    ]
    desk.change("queue", 2, inactive=False)
    desk.change("person", 3, active=False)
    assert [str(each.said) for each in levels.check()] == [
        "person=carla: that person is not active. Choose another."
    ]


def test_names_are_taken_in_any_case_and_near_ones_offered(levels: Levels) -> None:
    levels.new({"name": "Late", "target": "response", "percent": 90, "steps": "tell=manager"})
    with pytest.raises(SvcError, match="There is a level late already"):
        levels.new({"name": "late", "target": "response", "percent": 90, "steps": "tell=manager"})
    with pytest.raises(NotFound, match="Did you mean Late"):
        levels.find("Lat")


def test_two_who_change_a_level_at_once_lose_nothing(desk: Desk, levels: Levels) -> None:
    levels.new({"name": "Late", "target": "response", "percent": 90, "steps": "tell=manager"})
    opened = levels.find("Late")
    base = {"percent": str(opened.percent), "steps": opened.steps}
    levels.set("Late", {"percent": "80"})
    assert levels.set("Late", {"steps": "tell=anna"}, opened.version, base).level.percent == 80
    with pytest.raises(Conflict):
        levels.set("Late", {"percent": "70"}, opened.version, base)
