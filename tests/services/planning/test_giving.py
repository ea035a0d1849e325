"""A day of one technician given to the others, in a real store."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.domain.core.notes import note
from svc_tui.domain.planning.absences import read
from svc_tui.errors import BadUsage, NotFound, Refused
from svc_tui.services.planning.absences import Absences
from svc_tui.services.planning.service import Plan
from tests.amounts import many
from tests.services.company.test_merging import dump
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def visit(desk: Desk, hours: float, who: str = "bruno", length: str = "1h", **call: str) -> int:
    """A visit so many hours after nine on Monday."""
    values = {"technicians": who, "starts_at": MONDAY_9 + hours * H, "length": length}
    return Plan(desk.context).new(desk.open_call(**call), values).number


def test_a_day_is_given_away_in_time_as_one_act_and_one_undo_leaves_an_equal_store(desk: Desk) -> None:
    plan = Plan(desk.context)
    first, busy = visit(desk, 1), visit(desk, 4)
    visit(desk, 3.5, "carla", "2h")
    tomorrow = visit(desk, 25)
    before = dump(desk)
    away = plan.give_away("BRUNO")
    assert (away.person, away.day, away.left) == ("bruno", MONDAY, ())
    assert [(each.visit.number, each.person, each.in_time) for each in away.visits] == [
        (first, "carla", True),
        (busy, "carla", True),
    ]
    assert [str(each.why[0]) for each in away.visits] == ["its hour stays", "the same day"]
    assert away.visits[0].starts_at == MONDAY_9 + H
    assert dump(desk) == before  # nothing is written yet
    outcomes = plan.give(away, "ill")
    assert [each.done for each in outcomes.outcomes] == [True, True]
    assert plan.find(first).technicians == plan.find(busy).technicians == ("carla",)
    assert plan.find(busy).starts_at == away.visits[1].starts_at
    assert plan.find(tomorrow).technicians == ("bruno",)
    (absence,) = Absences(desk.context).list(MONDAY, MONDAY, "bruno")
    assert (absence.first, absence.last, absence.reason, absence.hours) == (MONDAY, MONDAY, "sick", "")
    desk.undo.undo()
    assert dump(desk) == before


def test_what_nobody_can_take_is_said_with_the_reason_and_stays(desk: Desk) -> None:
    plan = Plan(desk.context)
    long, both, gone, closed = (
        visit(desk, 5, length="11h"), visit(desk, 1, "bruno carla"), visit(desk, 2.5), visit(desk, 3.5),
    )  # fmt: skip
    plan.set_off([gone])
    call = plan.find(closed).call
    desk.calls.resolve([call], "by phone")
    desk.calls.close([call])
    away = plan.give_away("bruno", MONDAY)
    assert {each.visit.number: str(each.why) for each in away.left} == {
        both: "others go too, and nobody else is free then",
        gone: "it has begun, or somebody is on the way",
        closed: "its call is closed",
        long: "nobody is free in the next 14 days",
    }
    assert away.visits == ()
    assert plan.give(away, "sick").change_id is not None  # the absence alone
    assert plan.find(long).technicians == ("bruno",)


def test_one_that_was_late_before_keeps_its_hour_and_says_by_how_much(desk: Desk) -> None:
    plan = Plan(desk.context)
    number = visit(desk, 14 * 24)
    row = plan.find(number)
    assert row.due is not None
    assert row.ends_at - row.due == timedelta(days=12, hours=18)
    (handed,) = plan.give_away("bruno", row.starts_at.date()).visits
    assert (handed.in_time, handed.starts_at) == (False, row.starts_at)
    hour, by = (str(each) for each in handed.why[:2])
    assert (hour, by) == ("its hour stays", "late by 12d 18h, as before")


def test_a_colleague_who_goes_too_keeps_his_hour_and_what_is_not_free_goes_to_another_day(desk: Desk) -> None:
    plan = Plan(desk.context)
    desk.add("person", code="dario", name="Dario", roles=["technician"])
    both = visit(desk, 1, "bruno carla")
    (handed,) = plan.give_away("bruno").visits
    assert (handed.visit.number, handed.technicians, handed.starts_at) == (
        both,
        ("dario", "carla"),
        MONDAY_9 + H,
    )
    full = visit(desk, 0, "carla", "1h"), visit(desk, 2, "carla", "8h")
    other = visit(desk, 3)
    later = plan.give_away("bruno", to=["carla"]).visits
    assert [(each.visit.number, str(each.why[0])) for each in later] == [(other, "nobody is free that day")]
    assert later[0].starts_at.date() > MONDAY
    assert plan.find(full[0]).technicians == ("carla",)


def test_what_was_changed_or_taken_meanwhile_is_refused_and_stops_no_other(desk: Desk) -> None:
    plan = Plan(desk.context)
    moved, taken, free = visit(desk, 1), visit(desk, 3), visit(desk, 5)
    away = plan.give_away("bruno")
    plan.move([moved], by=timedelta(minutes=15))
    visit(desk, 3, "carla")
    outcomes = plan.give(away)
    assert {each.number: each.done for each in outcomes.outcomes} == {
        str(moved): False, str(taken): False, str(free): True,
    }  # fmt: skip
    assert [each.number for each in Absences(desk.context).list(MONDAY, MONDAY, "bruno")] == []


def test_an_absence_of_several_days_or_of_hours_gives_away_what_falls_into_it(desk: Desk) -> None:
    plan = Plan(desk.context)
    early, late, tomorrow, after = visit(desk, 0), visit(desk, 5), visit(desk, 24), visit(desk, 48)
    before = dump(desk)
    away = plan.gone(read("bruno today..tomorrow vacation @carla", MONDAY))
    assert [each.visit.number for each in away.visits] == [early, late, tomorrow]
    assert {str(each.why[0]) for each in away.visits} == {"its hour stays"}
    plan.give(away, away.absence.reason)
    (absence,) = Absences(desk.context).list(MONDAY, MONDAY, "bruno")
    assert (absence.last, absence.reason, absence.stand_in) == (date(2026, 3, 3), "vacation", "carla")
    assert plan.find(after).technicians == ("bruno",)
    desk.undo.undo()
    assert dump(desk) == before
    away = plan.gone(read("bruno today 13:00-18:00 appointment", MONDAY))
    assert [each.visit.number for each in away.visits] == [late]
    with pytest.raises(NotFound):
        plan.gone(read("bruno today @nobody", MONDAY))


def test_who_is_written_down_as_away_already_is_not_written_down_twice(desk: Desk) -> None:
    plan, absences = Plan(desk.context), Absences(desk.context)
    number = visit(desk, 1)
    absences.away("bruno today..tomorrow vacation")
    plan.give(plan.give_away("bruno"), "sick")
    assert [each.reason for each in absences.list(MONDAY, MONDAY, "bruno")] == ["vacation"]
    assert plan.find(number).technicians == ("carla",)


def test_lines_are_changed_by_hand_before_they_are_given(desk: Desk) -> None:
    plan = Plan(desk.context)
    desk.add("person", code="dario", name="Dario", roles=["technician"])
    first, second = visit(desk, 1), visit(desk, 3)
    away = plan.gone(read("bruno today sick", MONDAY))
    other = {"carla": "dario", "dario": "carla"}[away.visits[0].person]
    checked = plan.with_person(away.visits, 0, other)
    assert (checked.visits[0].technicians, checked.visits[0].starts_at) == ((other,), MONDAY_9 + H)
    checked = plan.at_time(checked.visits, 1, MONDAY_9 + 6 * H, timedelta(hours=2))
    stays = checked.visits[0].left(note("left out by hand"))
    assert stays.refused is None
    outcomes = plan.give(replace(away, visits=checked.visits[1:], left=(stays,)), "sick")
    assert [each.number for each in outcomes.done] == [str(second)]
    moved = plan.find(second)
    assert (moved.starts_at, moved.ends_at) == (MONDAY_9 + 6 * H, MONDAY_9 + 8 * H)
    assert plan.find(first).technicians == ("bruno",)
    taken = stays.given("carla", MONDAY_9 + 2 * H)
    assert (taken.technicians, taken.visit_number, taken.ends_at) == (("carla",), first, MONDAY_9 + 3 * H)
    plan.set_off([first])
    (left,) = plan.give_away("bruno").left
    assert str(left.refused) == "it has begun, or somebody is on the way"


def test_what_is_wrong(desk: Desk) -> None:
    plan = Plan(desk.context)
    number = visit(desk, 1)
    away = plan.give_away("bruno")
    with pytest.raises(BadUsage):
        plan.give(away, "nonsense")
    with pytest.raises(NotFound):
        plan.give_away("nobody")
    plan.cancel([number])
    with pytest.raises(Refused):
        plan.give(away)


@settings(deadline=None, max_examples=many(12))
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(["bruno", "carla", "bruno carla"])),
        min_size=1, max_size=8,
    ),
    st.integers(-3, 8),
)  # fmt: skip
def test_nothing_overlaps_and_nothing_is_lost(wanted: list[tuple[int, int, str]], hours: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        desk.add("person", code="dario", name="Dario", roles=["technician"])
        plan, call = Plan(desk.context), desk.open_call()
        for start, quarters, who in wanted:
            values = {
                "technicians": who, "starts_at": MONDAY_9 + start * H / 4, "length": f"{quarters * 15}min",
            }  # fmt: skip
            try:
                plan.new(call, values)
            except Refused:
                continue
        stood = {row.number: row for row in plan.rows(plan.ids().ids)}
        desk.later(hours=hours)
        away = plan.give_away("bruno", MONDAY)
        plan.give(away, "sick")
        rows = plan.rows(plan.ids().ids)
        assert {row.number: row.ends_at - row.starts_at for row in rows} == {
            number: row.ends_at - row.starts_at for number, row in stood.items()
        }
        handed = {each.visit.number for each in away.visits}
        left = {each.visit.number for each in away.left}
        assert handed | left == {number for number, row in stood.items() if "bruno" in row.technicians}
        assert {row.number for row in rows if "bruno" in row.technicians} == left
        for row in rows:
            assert row.number not in handed or row.starts_at >= desk.time
            assert len(row.technicians) == len(stood[row.number].technicians)
        for person in ("bruno", "carla", "dario"):
            own = sorted((row.starts_at, row.ends_at) for row in rows if person in row.technicians)
            assert all(end <= start for (_start, end), (start, _end) in pairwise(own))
        desk.store.close()
