"""Levels and what has fired for a call go along when everything is moved: the new store does not fire again."""

from pathlib import Path

from svc_tui.bootstrap import open_services
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.queues.escalating import Escalating
from tests.services.desk import Desk
from tests.services.equal_stores import differences


def test_what_has_fired_does_not_fire_in_the_store_that_it_moves_to(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    for name, percent, steps in (("half", 50, [["priority", "high"]]), ("late", 100, [["tell", "manager"]])):
        desk.add("escalation", name=name, percent=percent, steps=steps, queue="NORTH")
    number = desk.open_call(queue="NORTH")
    desk.later(hours=8)
    assert [each.level for each in Escalating(desk.context).run()] == ["half", "late"]
    there = open_services(store=desk.store.path, who="anna", now=lambda: desk.time, env={})
    here = open_services(store=tmp_path / "new.db", who="anna", now=lambda: desk.time, env={})
    folder = tmp_path / "all"
    export_all(there.context, folder)
    report = Importing(here.context).run([folder])
    assert [problem.text() for _file, problem in report.problems] == []
    assert [each for each in differences(there, here) if each.startswith("escalation")] == []
    assert [(level.name, level.steps) for level in here.levels.all()] == [
        ("half", "priority=high"),
        ("late", "tell=manager"),
    ]
    assert Escalating(here.context).run() == ()
    here.calls.note([number], "Called")
    desk.later(days=30)
    assert Escalating(here.context).run() == ()
    there.close()
    here.close()
