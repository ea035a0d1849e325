"""Work on a call: who pays and why, corrections, removal, serials, travel like last time, stopwatch, hand-over."""

from datetime import timedelta

import pytest

from svc_tui.errors import BadUsage, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.work.handover import Handover, digest
from svc_tui.services.work.service import Works
from svc_tui.storage.work.rows import LineShown
from tests.services.desk import Desk

H = 3600


@pytest.fixture
def call(desk: Desk) -> str:
    """A call under K-58, which includes parts and labour; a pump is on stock."""
    desk.add("item", code="PMP-3", name="Pump")
    return desk.open_call()


def works(desk: Desk, who: str = "anna") -> Works:
    return Works(Context(desk.store, who, lambda: desk.time))


def handover(desk: Desk, who: str = "anna") -> Handover:
    return Handover(Context(desk.store, who, lambda: desk.time))


def lines(desk: Desk, call: str) -> list[LineShown]:
    return list(works(desk).list(call).lines)


def paid(desk: Desk, call: str) -> list[tuple[bool, str]]:
    return [(line.billable, (line.why or "").format(contract=line.contract)) for line in lines(desk, call)]


def test_each_line_says_who_pays_and_why(desk: Desk, call: str) -> None:
    for text in ("1h seal", "travel 24km 40m", "part PMP-3 x2"):
        works(desk).log([call], text)
    assert paid(desk, call) == [
        (False, "K-58 includes labour"),
        (True, "K-58 does not include travel"),
        (False, "K-58 includes parts"),
    ]
    other = desk.open_call(serial="SN-000932")
    works(desk).log([other], "1h seal")
    assert paid(desk, other) == [(True, "no contract covers the call")]
    assert lines(desk, other)[0].contract is None


def test_who_pays_can_be_said_otherwise_and_stands_in_the_history(desk: Desk, call: str) -> None:
    works(desk).log([call], "1h seal")
    works(desk).set(call, 1, {"billable": "yes"})
    line = lines(desk, call)[0]
    assert (line.billable, line.proposed, line.why) == (True, False, "decided by hand")
    assert desk.events(call)[-1] == ("work", "1: no", "1: yes")
    desk.undo.undo()
    assert paid(desk, call) == [(False, "K-58 includes labour")]
    works(desk).log([call], {"time": "30m", "billable": "yes", "note": "extra"})
    assert paid(desk, call)[1] == (True, "decided by hand")


def test_work_stands_in_the_history_of_the_call_and_is_undone_whole(desk: Desk, call: str) -> None:
    assert works(desk).log([call], "1h30 seal").say() == f"{call}: 1h30 logged, included"
    assert desk.events(call)[-1] == ("work", None, "1: labour 1h30, included: seal")
    desk.undo.undo()
    assert lines(desk, call) == []
    desk.undo.redo()
    assert [line.note for line in lines(desk, call)] == ["seal"]


def test_one_piece_of_work_goes_onto_several_calls(desk: Desk, call: str) -> None:
    other = desk.open_call(serial="SN-000932")
    found = works(desk).log([call, other, "99999"], "30m both")
    assert [outcome.done for outcome in found.outcomes] == [True, True, False]
    assert paid(desk, call)[0][0] is False
    assert paid(desk, other)[0][0] is True
    desk.undo.undo()
    assert lines(desk, call) == lines(desk, other) == []


def test_fields_by_name_say_the_same_as_a_typed_line(desk: Desk, call: str) -> None:
    desk.later(hours=2)
    works(desk).log([call], {"from": "9:00", "to": "10:30", "note": "seal", "who": "bruno"})
    works(desk).log([call], {"kind": "travel", "km": "24", "time": "40m"})
    works(desk).log([call], {"item": "pmp-3", "quantity": "2", "serial_in": "P-1"})
    first, travel, part = lines(desk, call)
    assert (first.seconds, first.who, first.note) == (5400, "bruno", "seal")
    assert (travel.kind, travel.km, travel.seconds) == ("travel", "24", 2400)
    assert (part.kind, part.item, part.item_name, part.quantity) == ("part", "PMP-3", "Pump", "2")


@pytest.mark.parametrize(
    ("values", "error", "why"),
    [
        ({"hours": "2"}, BadUsage, "no field hours"),
        ({"time": "long"}, Refused, "1h30"),
        ({"kind": "lunch", "time": "1h"}, Refused, "labour, travel or part"),
        ({"item": "XYZ", "quantity": "1"}, NotFound, "no item XYZ"),
        ({"time": "1h", "who": "nobody"}, NotFound, "no person nobody"),
        ({"kind": "travel"}, Refused, "travel 24km 40m"),
        ({"kind": "travel", "km": "far"}, Refused, "km: far is not a number"),
        ({"kind": "part", "item": "PMP-3", "quantity": "-1"}, Refused, "above zero"),
    ],
)
def test_what_cannot_be_logged_is_refused_and_nothing_is_saved(
    desk: Desk, call: str, values: dict[str, str], error: type[Exception], why: str
) -> None:
    with pytest.raises(error, match=why):
        works(desk).log([call], values)
    assert lines(desk, call) == []


def test_a_travel_is_like_the_last_one_to_the_same_customer(desk: Desk, call: str) -> None:
    works(desk).log([call], "travel 24km 40m")
    later = desk.open_call(serial="SN-000932")  # the same customer
    works(desk).log([later], "travel")
    works(desk).log([later], "travel 55m detour")
    assert [(line.km, line.seconds) for line in lines(desk, later)] == [("24", 2400), ("24", 3300)]
    stranger = desk.open_call(serial="SN-000936")
    with pytest.raises(Refused, match="Nobody has logged a travel to Hotel Aurora"):
        works(desk).log([stranger], "travel")


def test_a_serial_is_put_in_once_until_it_is_taken_out(desk: Desk, call: str) -> None:
    works(desk).log([call], "part PMP-3 in P-100")
    other = desk.open_call(serial="SN-000932")
    for spelled in ("P-100", "p 100", "P100"):
        with pytest.raises(Refused, match=rf"call {call}, line 1.*taken out"):
            works(desk).log([other], {"item": "PMP-3", "quantity": "1", "serial_in": spelled})
    with pytest.raises(Refused, match="same serial"):
        works(desk).log([other], "part PMP-3 in P-1 out p1")
    works(desk).log([other], "part PMP-3 in P-200 out P-100")
    works(desk).log([other], "part PMP-3 in P-100")
    with pytest.raises(Refused, match=f"call {other}, line 2"):
        works(desk).log([call], "part PMP-3 in P-100")


@pytest.mark.parametrize("act", ["correct", "remove", "undo", "set"])
def test_a_part_that_came_back_may_be_put_in_again(desk: Desk, call: str, act: str) -> None:
    works(desk).log([call], "part PMP-3 in P-100")
    if act == "correct":
        works(desk).correct(call, 1, "1")
    elif act == "remove":
        works(desk).remove(call, [1])
    elif act == "undo":
        desk.undo.undo()
    else:
        works(desk).set(call, 1, {"serial_in": "P-101"})
    assert works(desk).log([call], "part PMP-3 in P-100").done


def test_a_serial_changed_by_hand_is_checked_too(desk: Desk, call: str) -> None:
    works(desk).log([call], "part PMP-3 in P-100")
    works(desk).log([call], "part PMP-3 in P-200")
    with pytest.raises(Refused, match="line 1"):
        works(desk).set(call, 2, {"serial_in": "P-100"})
    works(desk).set(call, 2, {"serial_in": "P-200", "note": "the spare one"})
    assert lines(desk, call)[1].note == "the spare one"


def test_corrections_take_away_and_never_more_than_there_is(desk: Desk, call: str) -> None:
    for text in ("1h seal", "travel 24km 40m", "part PMP-3 x3"):
        works(desk).log([call], text)
    works(desk).correct(call, 1, "-20m", "lunch")
    works(desk).correct(call, 2, "4km")
    works(desk).correct(call, 3, "1")
    found = works(desk).list(call).totals
    assert (found.labour_s, found.travel_s, str(found.km), str(found.parts)) == (2400, 2400, "20", "2")
    assert (found.billable_s, found.included_s) == (2400, 2400)
    assert [line.corrects_line for line in lines(desk, call)[3:]] == [1, 2, 3]
    assert [(line.accounted, line.counted) for line in lines(desk, call)[3:]] == [(0, 0)] * 3
    for line, taken, left in ((1, "41m", "40m left"), (2, "21km", "20km 40m left"), (3, "3", "2 left")):
        with pytest.raises(Refused, match=f"Line {line} has {left}"):
            works(desk).correct(call, line, taken)
    with pytest.raises(Refused, match="itself a correction"):
        works(desk).correct(call, 4, "1m")
    with pytest.raises(NotFound, match="no line 9"):
        works(desk).correct(call, 9, "1m")


def test_a_closed_call_takes_corrections_and_decisions_but_no_more_work(desk: Desk, call: str) -> None:
    works(desk).log([call], "1h seal")
    desk.calls.close([call], "done")
    for act in (
        lambda: works(desk).log([call], "1h more"),
        lambda: works(desk).remove(call, [1]),
        lambda: works(desk).start(call),
        lambda: works(desk).preview(call, "1h"),
    ):
        with pytest.raises(Refused, match="is closed") as refused:
            act()
        assert refused.value.cures == ("call.status.open",)
    works(desk).correct(call, 1, "15m")
    works(desk).set(call, 1, {"billable": "yes"})
    assert works(desk).list(call).totals.billable_s == 2700
    desk.calls.reopen([call])
    works(desk).log([call], "1h more")


def test_removing_a_line_removes_its_corrections(desk: Desk, call: str) -> None:
    works(desk).log([call], "1h seal")
    works(desk).correct(call, 1, "15m")
    works(desk).remove(call, [1])
    assert lines(desk, call) == []
    assert desk.events(call)[-1] == ("work", "1: labour 1h seal", None)
    desk.undo.undo()
    assert works(desk).list(call).totals.labour_s == 2700


def test_the_preview_says_what_will_be_and_writes_nothing(desk: Desk, call: str) -> None:
    plan = works(desk).preview(call, "1h seal")
    assert [(line.billable, line.why) for line in plan.lines] == [(False, "K-{contract} includes labour")]
    assert lines(desk, call) == []
    works(desk).log([call], plan.entry)
    assert paid(desk, call) == [(False, "K-58 includes labour")]


def test_work_is_news_for_others_who_have_the_call_open(desk: Desk, call: str) -> None:
    before = desk.row(call)
    works(desk).log([call], "1h")
    after = desk.row(call)
    assert after["change_seq"] > before["change_seq"]
    assert after["version"] == before["version"] + 1


def test_the_work_of_a_merged_call_goes_on_with_the_one_that_stays(desk: Desk, call: str) -> None:
    other = desk.open_call()
    works(desk).log([call], "1h first")
    works(desk).log([other], "30m second")
    works(desk).start(other)
    desk.calls.merge([other], call)
    assert [(line.line, line.note) for line in lines(desk, call)] == [(1, "first"), (2, "second")]
    assert lines(desk, other) == []
    running = works(desk).running()
    assert running is not None
    assert running.call == call
    desk.undo.undo()
    assert [line.note for line in lines(desk, other)] == ["second"]


# The stopwatch


def test_a_stopwatch_runs_for_a_person_whatever_becomes_of_the_session(desk: Desk, call: str) -> None:
    works(desk).start(call)
    desk.later(minutes=50)
    desk.store.close()
    running = works(desk).running()  # another session of the same person
    assert running is not None
    assert (running.call, running.seconds) == (call, 50 * 60)
    assert works(desk, "bruno").running() is None
    assert works(desk).proposal() == "from 09:00 to now "
    assert works(desk).stop("replaced the seal").say() == f"{call}: 50m logged, included"
    line = lines(desk, call)[0]
    assert line.ends_at is not None
    assert line.starts_at is not None
    assert (line.ends_at - line.starts_at) == timedelta(minutes=50)
    assert line.note == "replaced the seal"
    assert works(desk).running() is None


def test_one_stopwatch_a_person_and_the_refusal_says_where_it_runs(desk: Desk, call: str) -> None:
    other = desk.open_call(serial="SN-000932")
    works(desk).start(call)
    with pytest.raises(Refused, match=f"runs already, for {call} since 09:00"):
        works(desk).start(other)
    works(desk, "bruno").start(other)
    works(desk).stop(log=False)
    assert lines(desk, call) == []
    with pytest.raises(Refused, match="No stopwatch of yours runs"):
        works(desk).stop()
    with pytest.raises(Refused, match="No stopwatch of yours runs"):
        works(desk).proposal()


def test_a_stop_is_undone_and_the_stopwatch_runs_on(desk: Desk, call: str) -> None:
    works(desk).start(call, "travel")
    desk.later(minutes=30)
    works(desk).stop()
    assert lines(desk, call)[0].kind == "travel"
    desk.undo.undo()
    desk.later(minutes=30)
    running = works(desk).running()
    assert running is not None
    assert running.seconds == H
    assert lines(desk, call) == []


def test_the_proposed_line_counts_from_the_second_of_the_start(desk: Desk, call: str) -> None:
    desk.later(seconds=50)
    works(desk).start(call)
    desk.later(minutes=10)
    works(desk).stop(works(desk).read(works(desk).proposal() + "seal"))
    assert lines(desk, call)[0].seconds == 600


def test_a_stopwatch_over_days_proposes_the_day_too(desk: Desk, call: str) -> None:
    works(desk).start(call)
    desk.later(hours=20)
    assert works(desk).proposal() == "from 2026-03-02 09:00 to now "
    works(desk).log([call], works(desk).proposal() + "night shift")
    assert lines(desk, call)[0].seconds == 20 * H


def test_a_stopwatch_on_a_call_that_was_closed_keeps_its_time_until_it_is_decided(
    desk: Desk, call: str
) -> None:
    works(desk).start(call)
    desk.later(minutes=10)
    desk.calls.close([call], "done")
    with pytest.raises(Refused, match="Reopen it first"):
        works(desk).stop()
    assert works(desk).running() is not None
    works(desk).stop(log=False)
    assert works(desk).running() is None


# What is handed over


def test_satisfaction_is_a_mark_with_a_text_once_the_call_is_done(desk: Desk) -> None:
    call = (
        desk.as_person("carla")
        .new({"serial": "SN-000931", "subject": "x", "assignee": "anna"})
        .outcomes[0]
        .number
    )
    with pytest.raises(Refused, match="still open"):
        handover(desk).rate([call], 4)
    assert not handover(desk).asks(call)
    desk.calls.close([call], "done")
    assert handover(desk).asks(call)
    with pytest.raises(Refused, match="from 1"):
        handover(desk).rate([call], 6)
    handover(desk).rate([call], 4, "quick and friendly")
    row = desk.row(call)
    assert (row["satisfaction"], row["satisfaction_text"]) == (4, "quick and friendly")
    assert not handover(desk).asks(call)
    desk.undo.undo()
    assert desk.row(call)["satisfaction"] is None


def test_nobody_is_asked_about_a_call_that_he_opened_and_solved(desk: Desk) -> None:
    call = desk.open_call(assignee="anna")
    desk.calls.close([call], "done")
    assert not handover(desk).asks(call)
    with pytest.raises(Refused, match="opened and solved by anna"):
        handover(desk).rate([call], 5)


def test_a_signature_keeps_name_moment_and_hash_of_the_printed_text(desk: Desk, call: str) -> None:
    with pytest.raises(Refused, match="neither work nor a resolution"):
        handover(desk).sign(call, "Maria Rossi", "text")
    works(desk).log([call], "1h seal")
    with pytest.raises(Refused, match="needs a name"):
        handover(desk).sign(call, " ", "text")
    with pytest.raises(Refused, match="is not signed"):
        handover(desk).verify(call, ["text"])
    handover(desk).sign(call, "Maria Rossi", "the report\n")
    row = desk.row(call)
    assert (row["signed_by"], row["signed_at"], row["signed_hash"]) == (
        "Maria Rossi", desk.time, digest("the report\n"),
    )  # fmt: skip
    assert handover(desk).verify(call, ["other", "the report\n"]).unchanged
    assert not handover(desk).verify(call, ["the report"]).unchanged
