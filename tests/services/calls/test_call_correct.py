"""A corrected report starts both clocks anew and asks for coverage as of then; a response has its own instant."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from svc_tui.errors import Refused
from svc_tui.services.work.service import Works
from tests.services.desk import MONDAY_9, Desk

HOUR = 3600


def test_w25_a_corrected_report_moves_both_clocks(desk: Desk) -> None:
    desk.time = MONDAY_9 + timedelta(hours=3)
    number = desk.open_call(priority="high")
    assert desk.row(number)["resolve_by"] == MONDAY_9 + timedelta(hours=7)
    desk.later(hours=2)
    desk.calls.set([number], {"reported_at": MONDAY_9})
    row = desk.row(number)
    assert (row["respond_by"], row["resolve_by"]) == (
        MONDAY_9 + timedelta(hours=2),
        MONDAY_9 + timedelta(hours=4),
    )
    found = desk.calls.explain(number)
    assert [view.state for view in found.view] == ["overdue", "overdue"]
    assert [view.left_s for view in found.view] == [-3 * HOUR, -HOUR]
    assert found.resolution is not None
    assert found.resolution.due == row["resolve_by"]
    assert ("resolution due", "2026-03-02T15:00:00Z", "2026-03-02T12:00:00Z") in desk.events(number)
    desk.undo.undo()
    assert desk.row(number)["resolve_by"] == MONDAY_9 + timedelta(hours=7)


def test_pauses_stay_where_they_were_when_the_report_is_corrected(desk: Desk) -> None:
    desk.time = MONDAY_9 + timedelta(hours=1)
    number = desk.open_call(priority="high")
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=1)
    desk.calls.resume([number])
    desk.calls.set([number], {"reported_at": MONDAY_9})
    assert desk.row(number)["resolve_by"] == MONDAY_9 + timedelta(hours=5)


def test_a_report_before_the_contract_began_takes_its_cover_away_and_says_so(desk: Desk) -> None:
    number = desk.open_call()
    [outcome] = desk.calls.set([number], {"reported_at": MONDAY_9 - timedelta(days=100)}).outcomes
    row = desk.row(number)
    assert (row["contract"], row["covered"], row["coverage_reason"]) == (None, False, "not yet started")
    assert (row["respond_by"], row["resolve_by"], row["next_due"]) == (None, None, None)
    assert [str(warning) for warning in outcome.warnings] == [
        f"{number} is no longer covered: not yet started."
    ]
    [outcome] = desk.calls.set([number], {"reported_at": MONDAY_9}).outcomes
    assert desk.row(number)["contract"] == 58
    assert [str(warning) for warning in outcome.warnings] == [f"{number} is covered by K-58 now."]


def test_work_keeps_who_pays_for_it_when_the_cover_changes_and_that_is_said(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    Works(desk.context).log([number], "1h30 seal")
    said = {}
    for days in (100, 0):
        [outcome] = desk.calls.set([number], {"reported_at": MONDAY_9 - timedelta(days=days)}).outcomes
        said[days] = [str(each) for each in outcome.warnings if "Who pays" in str(each)]
    assert said == {
        100: [
            f"Who pays for work that is logged stays as it was decided: {number}, line 1. Look with: "
            f"svc-tui call work list {number}"
        ],
        0: [],
    }


def test_a_contract_that_a_person_chose_stays_and_is_judged_anew(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.set([number], {"contract": ""})
    desk.calls.set([number], {"contract": "K-58"})
    desk.calls.set([number], {"reported_at": MONDAY_9 - timedelta(days=100)})
    row = desk.row(number)
    assert (row["contract"], row["covered"], row["coverage_reason"]) == (58, False, "not yet started")
    assert row["resolve_by"] < MONDAY_9


def test_a_corrected_report_measures_the_answer_and_the_end_anew(desk: Desk) -> None:
    desk.time = MONDAY_9 + timedelta(hours=3)
    number = desk.open_call(priority="high")
    desk.later(hours=1)
    desk.calls.resolve([number], "Reset")
    desk.calls.close([number])
    row = desk.row(number)
    assert (row["response_met"], row["resolution_met"]) == (True, True)
    desk.later(hours=1)
    desk.calls.set([number], {"reported_at": MONDAY_9 - timedelta(days=3)})
    row = desk.row(number)
    assert (row["response_met"], row["resolution_met"]) == (False, False)
    assert row["respond_by"] == MONDAY_9 - timedelta(days=3) + timedelta(hours=2)


def test_a_report_after_the_answer_is_refused(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.respond([number])
    desk.later(hours=1)
    with pytest.raises(Refused, match="answered before it was reported"):
        desk.calls.set([number], {"reported_at": MONDAY_9 + timedelta(hours=2)})


def test_a_call_without_contract_keeps_the_due_dates_it_came_with(desk: Desk) -> None:
    number = desk.open_call(serial="SN-000932")
    due = MONDAY_9 + timedelta(hours=5)
    desk.change("call", desk.row(number)["id"], resolve_by=due, next_due=due)
    desk.later(hours=1)
    desk.calls.set([number], {"reported_at": MONDAY_9 - timedelta(hours=1)})
    assert desk.row(number)["resolve_by"] == due


def answered(desk: Desk, number: str) -> tuple[object, object, list[str | None]]:
    row = desk.row(number)
    told = [entry.new for entry in desk.calls.sheet(number).history if entry.event == "responded"]
    return row["responded_at"], row["response_met"], told


def test_a_phone_call_noted_later_answers_when_it_was_made(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    at = MONDAY_9 + timedelta(hours=2)
    desk.later(hours=6)
    desk.calls.note([number], "Will call back", "phone", at=at)
    assert answered(desk, number) == (at, True, ["2026-03-02T10:00:00Z"])
    [entry] = [entry for entry in desk.calls.sheet(number).history if entry.event == "responded"]
    assert entry.at == desk.time
    assert desk.calls.sheet(number).activities[0].starts_at == at


def test_the_response_is_set_and_corrected_by_hand(desk: Desk) -> None:
    number = desk.open_call(priority="high")
    desk.later(hours=6)
    desk.calls.set([number], {"responded_at": MONDAY_9 + timedelta(hours=2)})
    assert desk.row(number)["response_met"] is True
    desk.calls.set([number], {"responded_at": MONDAY_9 + timedelta(hours=2, seconds=1)})
    assert desk.row(number)["response_met"] is False
    assert desk.calls.preview(number).response.state == "missed"
    desk.undo.undo()
    desk.undo.undo()
    assert answered(desk, number)[:2] == (None, None)
    desk.calls.respond([number], at=MONDAY_9 + timedelta(hours=1))
    assert desk.row(number)["responded_at"] == MONDAY_9 + timedelta(hours=1)


@pytest.mark.parametrize("hours", [-1, 7])
def test_a_response_lies_between_report_and_now(desk: Desk, hours: int) -> None:
    number, at = desk.open_call(), MONDAY_9 + timedelta(hours=hours)
    desk.later(hours=6)
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.calls.note([number], "x", "phone", at=at),
        lambda: desk.calls.set([number], {"responded_at": at}),
        lambda: desk.calls.respond([number], at=at),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert answered(desk, number)[0] is None
    assert not desk.calls.sheet(number).activities


def test_a_response_typed_to_the_minute_of_the_report_is_not_before_it(desk: Desk) -> None:
    desk.later(seconds=40)
    number = desk.open_call()
    desk.later(hours=1)
    desk.calls.set([number], {"responded_at": MONDAY_9})
    assert desk.row(number)["responded_at"] == MONDAY_9 + timedelta(seconds=40)


def test_a_given_response_is_not_taken_away_nor_moved_by_a_note(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(hours=2)
    desk.calls.respond([number])
    desk.later(hours=1)
    [outcome] = desk.calls.note([number], "x", "phone", at=MONDAY_9 + timedelta(hours=1)).outcomes
    assert [str(each) for each in outcome.warnings] == [
        f"{number} was answered already, on Mon 11:00. Correct that with responded_at."
    ]
    assert desk.row(number)["responded_at"] == MONDAY_9 + timedelta(hours=2)
    with pytest.raises(Refused):
        desk.calls.set([number], {"responded_at": ""})


def test_a_note_may_tell_of_what_was_before_the_report(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "Smelled it yesterday", at=MONDAY_9 - timedelta(days=1))
    assert desk.calls.sheet(number).activities[0].starts_at == MONDAY_9 - timedelta(days=1)
