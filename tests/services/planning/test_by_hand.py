"""Lines of a proposal changed by hand: weighed against what stands and against each other."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.errors import NotFound, Refused
from svc_tui.services.planning.proposing import Proposed
from svc_tui.services.planning.service import Plan
from tests.amounts import many
from tests.services.desk import MONDAY_9, Desk

H = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


def proposed(desk: Desk, count: int = 2) -> list[Proposed]:
    """So many calls proposed, laid side by side from ten o'clock on: bruno and carla in turn."""
    plan = Plan(desk.context)
    found = plan.propose([desk.open_call() for _ in range(count)]).visits
    return [
        each.at(MONDAY_9 + (1 + 2 * (at // 2)) * H, ("bruno", "carla")[at % 2])
        for at, each in enumerate(found)
    ]


def told(line: Proposed) -> list[str]:
    return [str(each) for each in line.against]


def test_nothing_is_said_of_lines_that_fit_together(desk: Desk) -> None:
    checked = Plan(desk.context).check(proposed(desk))
    assert [told(each) for each in checked.visits] == [[], []]
    assert [str(each.why[0]) for each in checked.visits] == ["chosen by hand"] * 2


def test_a_technician_who_is_busy_in_another_line_goes_at_his_next_free_time(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk)
    checked = plan.with_person(lines, 1, "BRUNO")
    assert [each.person for each in checked.visits] == ["bruno", "bruno"]
    # at nine he is free for the hour, but would need a quarter to the next
    assert checked.visits[1].starts_at == MONDAY_9 + 2.25 * H
    assert [told(each) for each in checked.visits] == [[], []]


def test_lines_that_overlap_say_so_on_both_and_are_refused(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk)
    lines[1] = lines[1].at(lines[1].starts_at, "bruno")
    checked = plan.check(lines)
    assert all(each.overlaps for each in checked.visits)
    number = lines[1].call.number
    assert told(checked.visits[0]) == [
        f"bruno goes to {number} (Lavanderia Bianchi) from Mon 10:00 to Mon 11:00, as it stands in this list.",
        "Next free and in time: Mon 11:15.",
    ]
    outcomes = plan.apply(checked.visits)
    assert [each.done for each in outcomes.outcomes] == [True, False]


def test_a_way_that_is_too_short_between_lines_is_said_both_ways(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk)
    lines[1] = lines[1].at(MONDAY_9 + 2 * H, "bruno")
    first, second = plan.check(lines).visits
    names = [f"{each.call.number} (Lavanderia Bianchi)" for each in (first, second)]
    assert told(first)[0] == (
        f"bruno needs 0h15 for the way to {names[1]}, which begins Mon 11:00 in this list."
    )
    assert told(second)[0] == (
        f"bruno needs 0h15 for the way from {names[0]}, which ends Mon 11:00 in this list."
    )
    assert not first.overlaps


def test_what_stands_in_the_plan_and_absences_are_said_too(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk)
    plan.new(desk.open_call(), {"technicians": "bruno", "starts_at": MONDAY_9 + 3 * H})
    checked = plan.at_time(lines, 0, MONDAY_9 + 3.5 * H)
    assert told(checked.visits[0])[0].startswith("bruno is at visit 1 (Lavanderia Bianchi)")
    evening = plan.at_time(lines, 0, MONDAY_9 + 10 * H)
    assert told(evening.visits[0])[0] == "bruno does not work then."


def test_a_length_is_changed_and_weighed_and_is_no_moment(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk, 3)
    checked = plan.at_time(lines, 0, lines[0].starts_at, 2.5 * H)
    assert checked.visits[0].ends_at == MONDAY_9 + 3.5 * H
    assert checked.visits[0].overlaps  # with the third line, at noon
    assert plan.apply([checked.visits[0]]).outcomes[0].done
    assert plan.find(1).ends_at - plan.find(1).starts_at == 2.5 * H
    with pytest.raises(Refused, match="quarter of an hour"):
        plan.at_time(lines, 0, lines[0].starts_at, 0 * H)


def test_the_way_of_all_lines_is_that_of_their_days(desk: Desk) -> None:
    plan = Plan(desk.context)
    found = plan.propose([desk.open_call() for _ in range(5)])
    checked = plan.check(found.visits)
    assert checked.way_s == found.way_s  # as it was counted while each was laid
    alone = [replace(found.visits[0], person="bruno"), replace(found.visits[1], person="carla")]
    assert plan.check(alone).way_s == 2 * 15 * 60
    assert plan.check([]).way_s == 0


def test_who_is_no_technician_is_refused(desk: Desk) -> None:
    plan, lines = Plan(desk.context), proposed(desk)
    with pytest.raises(NotFound):
        plan.with_person(lines, 0, "nobody")
    with pytest.raises(Refused):
        plan.with_person(lines, 0, "anna")


@settings(deadline=None, max_examples=many(15))
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from(["bruno", "carla"]), st.integers(0, 36), st.integers(1, 8)
        ),
        max_size=8,
    )
)
def test_lines_that_say_nothing_against_them_are_written_as_they_stand(
    changes: list[tuple[int, str, int, int]],
) -> None:
    """The words before and the rules at the writing never disagree: no line without `overlaps` is refused."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        plan = Plan(desk.context)
        visits = list(plan.propose([desk.open_call() for _ in range(4)]).visits)
        for at, person, start, quarters in changes:
            visits = list(plan.with_person(visits, at, person).visits)
            visits = list(plan.at_time(visits, at, MONDAY_9 + start * H / 4, quarters * H / 4).visits)
        checked = plan.check(visits).visits
        outcomes = plan.apply(checked).outcomes
        assert all(outcome.done for outcome, line in zip(outcomes, checked, strict=True) if not line.overlaps)
        clear = {line.call.number for line in checked if not line.against}
        assert not any(
            outcome.warnings for outcome in outcomes if outcome.number in clear and _in_time(checked)
        )
        rows = plan.rows(plan.ids("is:any").ids)
        for person in ("bruno", "carla"):
            own = sorted((row.starts_at, row.ends_at) for row in rows if person in row.technicians)
            assert all(end <= start for (_start, end), (start, _end) in pairwise(own))
        desk.store.close()


def _in_time(lines: tuple[Proposed, ...]) -> bool:
    return all(line.in_time for line in lines)
