"""Visits in a real store: planned, moved, begun, ended; what speaks against a time; undo of it all."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.errors import BadUsage, Conflict, NotFound, Refused
from svc_tui.services.company.lists import Lists
from svc_tui.services.planning.service import Plan
from svc_tui.storage.planning import rows
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)
TEN = MONDAY_9 + H
DAY = 24 * H


class Planner(Desk):
    """The desk with a plan, and calls in the north."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.plan = Plan(self.context)

    def call(self, territory: str | None = None, **values: object) -> str:
        number = self.open_call(**values)
        if territory:
            self.calls.set([number], {"territory": territory})
        return number

    def visit(self, call: str, start: datetime = TEN, **values: Any) -> int:
        given = {"technicians": "bruno", "starts_at": start, **values}
        return self.plan.new(call, given).number


@pytest.fixture
def desk(tmp_path: Path) -> Planner:
    return Planner(tmp_path / "desk.db")


def said(notes: tuple[Note, ...]) -> str:
    return " ".join(str(each) for each in notes)


def test_a_visit_is_planned_in_time_by_itself(desk: Planner) -> None:
    call = desk.call()
    desk.calls.technician([call], "bruno")
    desk.visit(desk.call(), MONDAY_9, length="2h")
    planned = desk.plan.new(call)
    row = desk.plan.find(planned.number)
    assert (row.call, row.technicians, row.status) == (call, ("bruno",), "planned")
    assert row.starts_at == MONDAY_9 + timedelta(hours=2, minutes=15)  # the other visit and the way from it
    assert row.ends_at - row.starts_at == H
    assert planned.warnings == ()


def test_the_length_is_that_of_the_call_type(desk: Planner) -> None:
    lists = Lists(desk.context)
    lists.new("type", {"name": "Installation"})
    lists.set("type", "Installation", {"visit_s": "3h"})
    with pytest.raises(Refused):
        lists.set("type", "Installation", {"visit_s": "long"})
    row = desk.plan.find(desk.visit(desk.call(type="Installation")))
    assert row.ends_at - row.starts_at == 3 * H


def test_who_plans_goes_where_nobody_else_is_named(desk: Planner) -> None:
    call = desk.call()
    with pytest.raises(BadUsage, match="technicians=CODE"):
        desk.plan.new(call)  # anna is no technician
    desk.context.me = "carla"
    assert desk.plan.find(desk.plan.new(call).number).technicians == ("carla",)
    assert desk.row(call)["technician"] == "carla"


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ({"technicians": "anna"}, Refused, "no technician role"),
        ({"technicians": "gone"}, Refused, "no longer active"),
        ({"technicians": "nobody"}, NotFound, "no person nobody"),
        ({"ends_at": TEN - H}, Refused, "SC-25"),
        ({"ends_at": TEN}, Refused, "SC-25"),
        ({"length": "0m"}, Refused, "SC-25"),
        ({"length": "40d"}, Refused, "31 days at most"),
        ({"starts_at": "never"}, Refused, "starts_at: never is not a time"),
        ({"length": "much"}, Refused, "not a duration"),
        ({"length": "1h", "ends_at": TEN + H}, BadUsage, "not both"),
        ({"colour": "red"}, BadUsage, "colour"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Planner, values: dict[str, Any], error: type[Exception], words: str
) -> None:
    call = desk.call()
    with pytest.raises(error, match=words):
        desk.visit(call, **values)
    assert list(desk.plan.ids("is:any").ids) == []
    assert desk.row(call)["technician"] is None


def test_a_closed_call_is_not_visited(desk: Planner) -> None:
    call = desk.call()
    number = desk.visit(call)
    desk.calls.resolve([call], "done")
    desk.calls.close([call])
    for act in (
        lambda: desk.visit(call, TEN + 3 * H),
        lambda: desk.plan.move([number], by=H),
        lambda: desk.plan.check_in([number]),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    with pytest.raises(NotFound):
        desk.visit("99999")


def test_an_overlap_is_refused_with_the_next_free_time_unless_it_is_forced(desk: Planner) -> None:
    first = desk.visit(desk.call(), TEN, length="2h")
    call = desk.call()
    with pytest.raises(Refused) as error:
        desk.visit(call, TEN + H)
    assert f"visit {first}" in error.value.text()
    assert "Next free and in time: Mon 12:15." in error.value.text()  # after the visit and the way from it
    planned = desk.plan.new(
        call, {"technicians": "bruno", "starts_at": TEN + H, "force": "Both\nin one hall"}
    )
    assert desk.plan.find(planned.number).forced == "Both in one hall"
    assert "bruno is at visit" in said(planned.warnings)
    other = desk.visit(desk.call(), TEN + 4 * H, force="for nothing")
    assert desk.plan.find(other).forced is None
    assert desk.plan.find(desk.visit(desk.call(), TEN, technicians="carla")).forced is None


def far(desk: Planner) -> dict[str, object]:
    """The visit before is in another territory, an hour away."""
    desk.add("travel_time", origin="North", destination="South", minutes=60)
    desk.visit(desk.call("South"), MONDAY_9)
    return {"starts_at": TEN + H / 2}


def away(desk: Planner) -> dict[str, object]:
    desk.add(
        "absence", number=1, person="bruno", first=date(2026, 3, 2), last=date(2026, 3, 3), reason="sick"
    )
    return {}


def away_in_the_morning(desk: Planner) -> dict[str, object]:
    desk.add(
        "absence",
        number=1,
        person="bruno",
        first=date(2026, 3, 2),
        last=date(2026, 3, 2),
        hours="08:00-12:00",
    )
    return {}


def patron(desk: Planner) -> dict[str, object]:
    """Whit Monday is a holiday in South Tyrol, not in the rest of Italy."""
    desk.change("person", 2, country="IT", region="BZ")
    desk.time = datetime(2026, 5, 25, 7, tzinfo=UTC)
    return {"starts_at": desk.time + H}


def early(_desk: Planner) -> dict[str, object]:
    return {"starts_at": MONDAY_9 + 10 * H}


def own_hours(desk: Planner) -> dict[str, object]:
    desk.change("person", 2, hours="Mo-Fr 14:00-22:00")
    return {}


def late(desk: Planner) -> dict[str, object]:
    return {"starts_at": desk.time + timedelta(days=7)}


@pytest.mark.parametrize(
    ("before", "words", "slot"),
    [
        (far, "needs 1h00 for the way", "Mon 11:00"),
        (away, "bruno is away from 2026-03-02 to 2026-03-03", "Wed 09:00"),
        (away_in_the_morning, "bruno is away", "Mon 12:00"),
        (patron, "holiday of bruno", "Tue 09:00"),
        (early, "does not work then", "Mon 09:00"),
        (own_hours, "does not work then", "Mon 14:00"),
        (late, "after", "Mon 09:00"),
    ],
)  # fmt: skip
def test_each_warning_comes_with_the_slot_that_has_none(
    desk: Planner, before: Callable[[Planner], dict[str, object]], words: str, slot: str
) -> None:
    values = before(desk)
    call = desk.call("North")
    planned = desk.plan.new(call, {"technicians": "bruno", "starts_at": TEN, **values})
    text = said(planned.warnings).replace(" 2026-03-02 09", "")
    assert words in text
    weighed = desk.plan.preview(planned.number)
    assert weighed.slot is not None
    assert weighed.slot.astimezone(desk.context.zone).strftime("%a %H:%M") == slot
    again = desk.plan.preview(planned.number, starts_at=weighed.slot)
    assert [each.kind for each in again.against] == ([] if weighed.in_time else ["due"])


def far_on(desk: Planner) -> dict[str, object]:
    """The visit after is in another territory, an hour away."""
    desk.add("travel_time", origin="North", destination="South", minutes=60)
    desk.visit(desk.call("South"), TEN + 2 * H)
    return {"starts_at": TEN + H / 2}


def busy(desk: Planner) -> dict[str, object]:
    desk.visit(desk.call(), TEN, length="2h")
    return {}


QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("before", "kind", "edge", "past"),
    [
        (busy, "overlap", TEN + 2 * H, -QUARTER),
        (busy, "overlap", TEN - H, QUARTER),
        (far, "travel", TEN + H, -QUARTER),
        (far_on, "travel_on", TEN, QUARTER),
        (away, "absence", MONDAY_9 - 9 * H + 2 * DAY, -QUARTER),
        (away_in_the_morning, "absence", TEN + 2 * H, -QUARTER),
        (patron, "holiday", datetime(2026, 5, 25, 22, tzinfo=UTC), -QUARTER),
        (early, "hours", MONDAY_9 + 8 * H, QUARTER),
        (own_hours, "hours", MONDAY_9 + 5 * H, -QUARTER),
        (late, "due", None, QUARTER),
    ],
)  # fmt: skip
def test_each_warning_ends_where_its_reason_ends(
    desk: Planner,
    before: Callable[[Planner], dict[str, object]],
    kind: str,
    edge: datetime | None,
    past: timedelta,
) -> None:
    """Its counter-example: the first time, or the last, at which an hour's visit has it no more."""
    before(desk)
    values = {"technicians": "bruno", "starts_at": desk.time + 3 * DAY, "length": "1h"}
    number = desk.plan.new(desk.call("North"), values).number
    due = desk.plan.find(number).due
    assert due is not None
    edge = edge or due - H

    def kinds(start: datetime) -> set[str]:
        return {each.kind for each in desk.plan.preview(number, starts_at=start).against}

    assert kind not in kinds(edge)
    assert kind in kinds(edge + past)


def test_the_way_to_the_next_visit_is_told_with_the_slot_before_it(desk: Planner) -> None:
    values = far_on(desk)
    planned = desk.plan.new(desk.call("North"), {"technicians": "bruno", **values})
    assert "needs 1h00 for the way to visit 1" in said(planned.warnings)
    weighed = desk.plan.preview(planned.number)
    assert [each.kind for each in weighed.against] == ["travel_on"]
    assert weighed.slot == MONDAY_9


def test_nothing_speaks_against_a_good_time(desk: Planner) -> None:
    planned = desk.plan.new(desk.call(), {"technicians": "bruno", "starts_at": TEN})
    assert planned.warnings == ()
    assert desk.plan.preview(planned.number).against == ()


def test_two_go_where_both_are_free(desk: Planner) -> None:
    desk.visit(desk.call(), MONDAY_9, length="1h")
    desk.visit(desk.call(), TEN + 15 * H / 60, technicians="carla", length="1h")
    row = desk.plan.find(desk.plan.new(desk.call(), {"technicians": "carla bruno"}).number)
    assert row.technicians == ("carla", "bruno")
    assert row.starts_at.astimezone(desk.context.zone).strftime("%a %H:%M") == "Mon 11:30"


def test_moved_there_and_back_the_store_is_equal(desk: Planner) -> None:
    number = desk.visit(desk.call())
    stood = desk.plan.find(number)
    desk.plan.move([number], by=2 * H, technicians=["carla"])
    moved = desk.plan.find(number)
    assert (moved.starts_at, moved.technicians) == (TEN + 2 * H, ("carla",))
    desk.plan.move([number], by=-2 * H, technicians=["bruno"])
    back = desk.plan.find(number)
    assert (back.starts_at, back.ends_at, back.technicians) == (stood.starts_at, stood.ends_at, ("bruno",))


def test_moved_by_days_it_keeps_its_hour_when_the_clocks_change(desk: Planner) -> None:
    saturday = TEN + 26 * DAY
    number = desk.visit(desk.call(), saturday)
    desk.plan.move([number], by="+1d")
    assert desk.plan.find(number).starts_at == saturday + DAY - H  # summer time began: ten is an hour earlier
    desk.plan.move([number], by="-24h")
    assert desk.plan.find(number).starts_at == saturday - H
    with pytest.raises(Refused, match="soon is not a duration"):
        desk.plan.move([number], by="soon")


def test_undo_takes_every_act_back_and_redo_brings_it_again(desk: Planner) -> None:
    """There and back leaves an equal store, but for versions and what the journal remembers."""

    def standing() -> object:
        with desk.store.read() as session:
            from svc_tui.storage.exchange.whole import rows_of

            return [
                sorted(map(str, rows_of(session=session, table_name=name, names=names)))
                for name, names in (
                    ("visit", ("number", "starts_at", "ends_at", "status", "note", "checked_in_at", "checked_out_at")),
                    ("visit_technician", ("visit", "person")),
                    ("work", ("call_id", "who", "seconds")),
                )
            ]  # fmt: skip

    number = desk.visit(desk.call())
    desk.later(hours=1)
    acts: list[Callable[[], object]] = [
        lambda: desk.plan.set([number], {"note": "bring a seal", "technicians": "carla,bruno"}),
        lambda: desk.plan.move([number], by=H, longer=H),
        lambda: desk.plan.set_off([number]),
        lambda: desk.plan.check_in([number]),
        lambda: desk.plan.check_out([number], desk.time, "replaced the seal"),
    ]
    states = [standing()]
    for act in acts:
        act()
        desk.later(minutes=30)
        states.append(standing())
    assert len({str(state) for state in states}) == len(states)
    for state in reversed(states[:-1]):
        desk.undo.undo()
        assert standing() == state
    for state in states[1:]:
        desk.undo.redo()
        assert standing() == state


def test_arriving_and_leaving_writes_the_work_of_each(desk: Planner) -> None:
    call = desk.call()
    number = desk.visit(call, TEN, technicians="bruno,carla")
    desk.later(hours=1)
    with pytest.raises(Refused, match="Nobody has checked in"):
        desk.plan.check_out([number])
    with pytest.raises(Refused, match="future"):
        desk.plan.check_in([number], desk.time + H)
    desk.plan.set_off([number])
    desk.plan.check_in([number], desk.time - timedelta(minutes=5))
    with pytest.raises(Refused, match="begun already"):
        desk.plan.check_in([number])
    desk.later(minutes=40)
    with pytest.raises(Refused, match="before it was reached"):
        desk.plan.check_out([number], MONDAY_9)
    outcomes = desk.plan.check_out([number], told="replaced the seal")
    row = desk.plan.find(number)
    assert (row.status, row.actual_s) == ("done", 45 * 60)
    from svc_tui.services.work.service import Works

    lines = Works(desk.context).list(call).lines
    assert [(line.who, line.seconds, line.note, line.billable) for line in lines] == [
        ("bruno", 2700, "replaced the seal", False), ("carla", 2700, "replaced the seal", False),
    ]  # fmt: skip
    assert len(outcomes.warnings) == 2  # who pays, for each
    with pytest.raises(Refused, match="done"):
        desk.plan.cancel([number])


def test_leaving_a_call_that_was_closed_meanwhile_logs_nothing_and_says_so(desk: Planner) -> None:
    call = desk.call()
    number = desk.visit(call)
    desk.plan.check_in([number])
    desk.later(minutes=20)
    desk.calls.resolve([call], "done")
    desk.calls.close([call])
    outcomes = desk.plan.check_out([number])
    assert desk.plan.find(number).status == "done"
    assert "no time was logged" in said(outcomes.warnings)


def test_a_cancelled_visit_frees_its_time_and_stays_as_it_is(desk: Planner) -> None:
    call = desk.call()
    number = desk.visit(call)
    desk.plan.cancel([number], "customer is away")
    assert desk.visit(desk.call()) == number + 1
    assert ("visit cancelled", f"{number}: customer is away", None) in desk.events(call)
    with pytest.raises(Refused, match="cancelled"):
        desk.plan.move([number], by=H)


def test_what_one_refuses_stops_no_other(desk: Planner) -> None:
    one, two = desk.visit(desk.call()), desk.visit(desk.call(), TEN + 3 * H)
    desk.plan.cancel([one])
    outcomes = desk.plan.move([one, two, 99], by=timedelta(minutes=15))
    assert [each.done for each in outcomes.outcomes] == [False, True, False]
    desk.undo.undo()
    assert desk.plan.find(two).starts_at == TEN + 3 * H


def test_plan_these_gives_each_call_a_visit_of_its_own(desk: Planner) -> None:
    calls = [desk.call() for _ in range(3)]
    outcomes = desk.plan.new_on(calls, {"technicians": "bruno"})
    assert len(outcomes.done) == 3
    starts = [row.starts_at for row in desk.plan.rows(desk.plan.ids().ids)]
    assert starts == [MONDAY_9 + n * timedelta(minutes=75) for n in range(3)]
    desk.undo.undo()
    assert list(desk.plan.ids("is:any").ids) == []


def test_who_saves_over_another_is_told(desk: Planner) -> None:
    number = desk.visit(desk.call())
    version = desk.plan.find(number).version
    desk.plan.set([number], {"note": "one"}, if_version=version)
    with pytest.raises(Conflict):
        desk.plan.set([number], {"note": "two"}, if_version=version)


def test_the_visits_of_a_few_are_those_of_everybody_that_they_go_on(desk: Planner) -> None:
    call = desk.call()
    desk.visit(call)
    desk.visit(call, TEN + 2 * H, technicians="carla, bruno")
    desk.visit(call, TEN + 4 * H, technicians="carla")
    with desk.store.read() as session:
        every = rows.between(session=session, start=MONDAY_9, end=MONDAY_9 + DAY)
        for people in ([], ["bruno"], ["carla"], ["bruno", "carla"]):
            found = rows.between(session=session, start=MONDAY_9, end=MONDAY_9 + DAY, people=people)
            assert found == [each for each in every if set(each.technicians) & set(people)], people
    assert len(every) == 3
