"""Prepaid units: bought, drawn by work, split at the balance, given back, attached later; never below zero."""

from datetime import date
from typing import Any

import pytest

from svc_tui.errors import BadUsage, NotFound, Refused
from svc_tui.presentation.work.lines import bill_words
from svc_tui.services.contracts.ledger import Units
from svc_tui.services.shapes.work import work_record
from svc_tui.services.work.service import Works
from svc_tui.storage.engine import history
from tests.services.desk import Desk

M, H = 60, 3600


def prepaid(desk: Desk, **values: Any) -> Units:
    """K-58, which covers the washer, sells hours (or visits)."""
    with desk.context.write() as unit:
        terms = {"unit_kind": "hours", "unit_step": "15m", "include_labour": False, **values}
        unit.update("contract", contract(desk)["id"], terms)
    return Units(desk.context)


def contract(desk: Desk, number: int = 58) -> dict[str, Any]:
    from svc_tui.storage.calls import reads

    with desk.store.read() as session:
        row = reads.contract(session=session, number=number)
    assert row is not None
    return row._asdict()


def works(desk: Desk, who: str = "anna") -> Works:
    from svc_tui.services.core.context import Context

    return Works(Context(desk.store, who, lambda: desk.time))


def work_of(desk: Desk, call: str) -> list[tuple[int, bool, int, int]]:
    """Real time, billable, counted and drawn of each line."""
    lines = works(desk).list(call).lines
    return [(line.seconds, line.billable, line.counted, line.accounted) for line in lines]


def kinds(desk: Desk) -> list[tuple[str, int]]:
    return [(entry.kind, entry.quantity) for entry in Units(desk.context).ledger(58).entries]


def holds(desk: Desk, balance: int) -> None:
    """The balance is the sum of the entries, and what the contract's row says."""
    ledger = Units(desk.context).ledger(58)
    assert ledger.balance == sum(entry.quantity for entry in ledger.entries) == balance
    assert not ledger.entries or ledger.entries[-1].balance == balance
    row = contract(desk)
    assert (row["units"] or 0) - row["used"] == balance


def test_the_bill_of_many_calls_is_what_logging_on_them_comes_to(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    calls = [desk.open_call(), desk.open_call(), desk.open_call(serial="SN-000932"), desk.open_call()]
    desk.calls.close([calls[3]], "Already done")
    bill = works(desk).bill(calls, "1h30 seal")
    assert bill_words(bill).startswith(
        "3 calls: 1 included, 2 to bill; 2h from K-58, 0 left; 2h30 to bill; 1 refuses it: "
    )
    assert work_of(desk, calls[0]) == []
    works(desk).log(calls, "1h30 seal")
    written = [line for number in calls for line in work_of(desk, number)]
    assert sum(counted or seconds for seconds, billable, counted, _ in written if billable) == bill.billed_s
    assert sum(drawn for *_, drawn in written) == bill.drawn[58, "hours"][0]


def test_what_is_bought_corrected_and_expired_adds_up(desk: Desk) -> None:
    units = prepaid(desk)
    assert contract(desk)["units"] is None
    assert units.buy(58, "10h").say() == "K-58: 10h bought, 10h left"
    assert (
        units.correct("K-58", "-1h30", "promised by mistake").say() == "K-58: corrected by -1h30, 8h30 left"
    )
    assert units.expire("58", "30m").say() == "K-58: 30m expired, 8h left"
    assert kinds(desk) == [("bought", 10 * H), ("corrected", -90 * M), ("expired", -30 * M)]
    assert contract(desk)["units"] == 8 * H
    holds(desk, 8 * H)
    assert units.expire(58).say() == "K-58: 8h expired, 0 left"
    assert contract(desk)["units"] == 0
    ledger = units.ledger(58)
    assert [entry.balance for entry in ledger.entries] == [10 * H, 30600, 8 * H, 0]
    assert ledger.entries[1].note == "promised by mistake"
    assert ledger.sums.bought == 10 * H


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda units: units.buy(58, "0"), "more than nothing"),
        (lambda units: units.buy(58, "-2h"), "more than nothing"),
        (lambda units: units.correct(58, "-3h", "error"), "K-58 would be 1h below zero"),
        (lambda units: units.correct(58, "-1h", " "), "needs a reason"),
        (lambda units: units.expire(58, "3h"), "K-58 has 2h left"),
        (lambda units: units.attach(58), "Buy more units first"),
        (lambda units: units.buy(58, "90", "m paid"), '"90 m"'),
        (lambda units: units.buy(58, "1h", "30m paid"), '"30m"'),
        (lambda units: units.buy(58, "1", "000 paid"), '"000"'),
        (lambda units: units.buy(58, "1.000", "paid"), "two ways"),
    ],
)
def test_what_cannot_be_is_refused_and_writes_nothing(desk: Desk, act: Any, why: str) -> None:
    units = prepaid(desk)
    units.buy(58, "2h")
    with pytest.raises(Refused, match=why):
        act(units)
    assert kinds(desk) == [("bought", 2 * H)]


def test_a_contract_without_prepaid_units_says_what_to_set(desk: Desk) -> None:
    with pytest.raises(Refused, match="Set its unit_kind"):
        Units(desk.context).buy(58, "2h")
    with pytest.raises(NotFound, match="K-99"):
        Units(desk.context).ledger(99)
    with pytest.raises(BadUsage, match="K-58 or 58"):
        Units(desk.context).ledger("many")
    prepaid(desk, status="terminated")
    with pytest.raises(Refused, match="successor"):
        Units(desk.context).buy(58, "2h")


def test_work_draws_per_started_step_and_keeps_the_real_time(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    call = desk.open_call()
    said = works(desk).log([call], "50m replaced the seal").say()
    assert said == f"{call}: 50m logged, 1h from K-58, 1h left"
    assert work_of(desk, call) == [(50 * M, False, H, H)]
    assert works(desk).list(call).lines[0].why == "from the prepaid hours of K-{contract}"
    holds(desk, H)
    assert kinds(desk)[-1] == ("used", -H)


def test_an_entry_that_crosses_the_balance_is_a_pair(desk: Desk) -> None:
    prepaid(desk).buy(58, "1h")
    call = desk.open_call()
    said = works(desk).log([call], "90m replaced the seal").say()
    assert said == f"{call}: 1h30 logged, 1h from K-58, 30m to bill"
    assert work_of(desk, call) == [(60 * M, False, 60 * M, 60 * M), (30 * M, True, 30 * M, 0)]
    lines = works(desk).list(call).lines
    assert [line.split_of_line for line in lines] == [None, 1]
    holds(desk, 0)
    desk.undo.undo()
    assert work_of(desk, call) == []
    holds(desk, H)
    desk.undo.redo()
    assert len(work_of(desk, call)) == 2
    holds(desk, 0)


def test_a_pair_with_a_time_of_day_is_split_there(desk: Desk) -> None:
    prepaid(desk).buy(58, "1h")
    call = desk.open_call()
    desk.later(hours=3)
    works(desk).log([call], "from 9:00 to 10:30 seal")
    first, rest = works(desk).list(call).lines
    assert first.ends_at == rest.starts_at
    assert rest.starts_at is not None
    assert first.starts_at is not None
    assert (rest.starts_at - first.starts_at).total_seconds() == H


@pytest.mark.parametrize(("capped", "lines"), [
    (True, [(50 * M, False, 55 * M, 55 * M)]),
    (False, [(2750, False, 55 * M, 55 * M), (250, True, 5 * M, 0)]),
])  # fmt: skip
def test_rounding_never_draws_more_than_there_is(desk: Desk, capped: bool, lines: list[Any]) -> None:
    prepaid(desk, unit_step="1h", unit_capped=capped).buy(58, "55m")
    call = desk.open_call()
    works(desk).log([call], "50m")
    assert work_of(desk, call) == lines
    holds(desk, 0)


def test_the_night_counts_double_where_the_contract_says_so(desk: Desk) -> None:
    units = prepaid(desk, unit_night="Mo-Su 22:00-06:00", unit_night_factor="2", zone="Europe/Rome")
    units.buy(58, "10h")
    call = desk.open_call()
    works(desk).log([call], "from sun 21:30 to 22:30")
    works(desk).log([call], "1h")
    assert [line[2] for line in work_of(desk, call)] == [90 * M, H]
    holds(desk, 10 * H - 150 * M)


def test_warnings_at_75_90_and_100_percent(desk: Desk) -> None:
    prepaid(desk).buy(58, "10h")
    call = desk.open_call()
    said = [
        [str(each) for each in works(desk).log([call], time).warnings]
        for time in ("7h", "45m", "1h", "1h", "15m")
    ]
    assert said == [
        [],
        ["K-58: 77 % of the prepaid units are used, 2h15 left."],
        [],
        ["K-58: 97 % of the prepaid units are used, 15m left."],
        ["K-58: all prepaid units are used. Buy more, or work is billed."],
    ]
    assert Units(desk.context).ledger(58).level == 100


def test_removing_and_correcting_give_back_and_never_change_an_entry(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    call = desk.open_call()
    works(desk).log([call], "1h30 seal")
    written = Units(desk.context).ledger(58).entries
    works(desk).correct(call, 1, "-20m", "lunch")
    assert work_of(desk, call)[-1] == (-20 * M, False, -15 * M, -15 * M)
    holds(desk, 45 * M)
    works(desk).remove(call, [1])
    assert work_of(desk, call) == []
    holds(desk, 2 * H)
    assert Units(desk.context).ledger(58).entries[: len(written)][0] == written[0]
    assert kinds(desk) == [
        ("bought", 2 * H),
        ("used", -90 * M),
        ("used", 15 * M),
        ("used", -15 * M),
        ("used", 90 * M),
    ]


def test_what_is_billed_by_hand_gives_back_and_what_is_included_by_hand_draws_nothing(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    call = desk.open_call()
    works(desk).log([call], "1h seal")
    works(desk).correct(call, 1, "15m")
    works(desk).set(call, 1, {"billable": "yes"})
    holds(desk, 2 * H)
    assert [line[1:] for line in work_of(desk, call)] == [(True, H, 0), (True, -15 * M, 0)]
    works(desk).set(call, 1, {"billable": "no"})
    holds(desk, 2 * H)
    assert Units(desk.context).unaccounted(58) == ()
    works(desk).log([call], {"time": "1h", "billable": "no"})
    works(desk).log([call], {"time": "1h", "billable": "yes"})
    assert [line[1] for line in work_of(desk, call)[2:]] == [False, True]
    holds(desk, H)  # the included one drew, as the contract proposed it


def test_removing_one_of_a_pair_removes_the_whole_entry(desk: Desk) -> None:
    prepaid(desk).buy(58, "1h")
    call = desk.open_call()
    works(desk).log([call], "90m")
    assert works(desk).remove(call, [1, 2]).done
    assert work_of(desk, call) == []
    holds(desk, H)


def test_work_beyond_the_balance_is_attached_after_an_extension(desk: Desk) -> None:
    units = prepaid(desk)
    units.buy(58, "1h")
    call = desk.open_call()
    works(desk).log([call], "90m seal")
    works(desk).log([call], "2h belt")
    assert [(each.line, each.counted, each.fits) for each in units.unaccounted(58)] == [
        (2, 30 * M, False),
        (3, 2 * H, False),
    ]
    units.buy(58, "1h")
    assert [each.fits for each in units.unaccounted(58)] == [True, False]
    desk.calls.close([call], "done")  # what is closed may still be accounted
    assert units.attach("K-58").say() == "K-58: 30m of work attached, 30m left"
    assert work_of(desk, call)[1] == (30 * M, False, 30 * M, 30 * M)
    assert ("work", "2: yes", "2: no") in desk.events(call)
    holds(desk, 30 * M)
    key = units.unaccounted(58)[0].id
    with pytest.raises(Refused, match="counts 2h, but K-58 has 30m left"):
        units.attach(58, [key])
    desk.undo.undo()
    assert [each.line for each in units.unaccounted(58)] == [2, 3]
    holds(desk, H)


def test_a_call_that_came_when_all_was_used_up_names_the_contract_for_later(desk: Desk) -> None:
    units = prepaid(desk)
    units.buy(58, "15m")
    works(desk).log([desk.open_call()], "15m")
    call = desk.open_call()
    assert desk.row(call)["coverage_reason"] == "units exhausted"
    works(desk).log([call], "1h seal")
    line = works(desk).list(call).lines[0]
    assert (line.billable, line.contract) == (True, 58)
    units.buy(58, "2h")
    works(desk).log([call], "1h belt")  # the call is still not covered
    assert [each.fits for each in units.unaccounted(58)] == [True, True]
    units.attach(58)
    assert [line[1] for line in work_of(desk, call)] == [False, False]
    holds(desk, 0)


def test_entitlement_looks_at_the_sums_of_the_ledger(desk: Desk) -> None:
    units = prepaid(desk)
    assert desk.row(desk.open_call())["contract"] == 58  # nothing is limited yet
    units.buy(58, "1h")
    call = desk.open_call()
    assert desk.row(call)["coverage_reason"] == "covered"
    works(desk).log([call], "45m")
    assert desk.row(desk.open_call())["coverage_reason"] == "covered"
    works(desk).log([call], "1m")
    later = desk.row(desk.open_call())
    assert (later["contract"], later["coverage_reason"]) == (None, "units exhausted")
    desk.undo.undo()  # the call
    desk.undo.undo()  # the minute
    assert desk.row(desk.open_call())["coverage_reason"] == "covered"


def test_undoing_the_only_purchase_leaves_the_contract_as_it_was(desk: Desk) -> None:
    prepaid(desk).buy(58, "10h")
    desk.undo.undo()
    assert (contract(desk)["units"], contract(desk)["used"]) == (None, 0)
    assert kinds(desk) == [("bought", 10 * H), ("bought", -10 * H)]
    holds(desk, 0)
    desk.undo.redo()
    assert contract(desk)["units"] == 10 * H
    holds(desk, 10 * H)


def test_a_purchase_that_was_used_cannot_be_undone(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    call = desk.as_person("bruno").new({"serial": "SN-000931", "subject": "x"}).outcomes[0].number
    works(desk, "bruno").log([call], "1h")
    with pytest.raises(Refused, match="K-58 would be 1h below zero"):
        desk.undo.undo()
    holds(desk, H)


def test_two_people_draw_and_undo_independently(desk: Desk) -> None:
    prepaid(desk).buy(58, "4h")
    call = desk.open_call()
    works(desk).log([call], "1h")
    works(desk, "bruno").log([call], "2h")
    desk.undo.undo()
    assert [line[0] for line in work_of(desk, call)] == [2 * H]
    holds(desk, 2 * H)


def test_an_imported_contract_without_a_ledger_gets_one_with_its_first_entry(desk: Desk) -> None:
    units = prepaid(desk, units=10 * H, used=3 * H)
    assert units.ledger(58).balance == 7 * H
    units.buy(58, "1h")
    assert kinds(desk) == [("bought", 10 * H), ("used", -3 * H), ("bought", H)]
    holds(desk, 8 * H)
    desk.undo.undo()
    assert (contract(desk)["units"], contract(desk)["used"]) == (10 * H, 3 * H)
    holds(desk, 7 * H)


def test_a_visit_is_drawn_once_a_call_and_by_what_is_left_of_it(desk: Desk) -> None:
    units = prepaid(desk, unit_kind="visits")
    units.buy(58, "2")
    call = desk.open_call()
    assert works(desk).log([call], "1h").say() == f"{call}: 1h logged, 1 from K-58, 1 left"
    works(desk).log([call], "2h")
    assert work_of(desk, call) == [(H, False, 1, 1), (2 * H, False, 0, 0)]
    holds(desk, 1)
    works(desk).remove(call, [1])
    assert work_of(desk, call) == [(2 * H, False, 1, 1)]
    holds(desk, 1)
    works(desk).remove(call, [2])
    holds(desk, 2)


def test_a_visit_beyond_the_balance_is_billed_and_attached_with_its_labour(desk: Desk) -> None:
    units = prepaid(desk, unit_kind="visits")
    first, second = desk.open_call(), desk.open_call()
    units.buy(58, "1")
    works(desk).log([first], "1h")
    works(desk).log([second], "1h")
    works(desk).log([second], "1h")
    assert work_of(desk, second) == [(H, True, 1, 0), (H, True, 0, 0)]
    units.buy(58, "1")
    units.attach(58)
    assert work_of(desk, second) == [(H, False, 1, 1), (H, False, 0, 0)]
    holds(desk, 0)


@pytest.mark.parametrize(
    ("kind", "bought", "labour", "other"),
    [("hours", "2h", (H, H, None), (None, None, None)), ("visits", "2", (None, None, 1), (None, None, None))],
)
def test_the_record_of_a_line_says_what_it_drew_in_the_unit_of_its_contract(
    desk: Desk, kind: str, bought: str, labour: Any, other: Any
) -> None:
    prepaid(desk, unit_kind=kind).buy(58, bought)
    call = desk.open_call()
    works(desk).log([call], "50m seal")
    works(desk).log([call], "travel 24km 40m")
    found = [work_record(line) for line in works(desk).list(call).lines]
    drawn = [(each["counted_s"], each["drawn_s"], each["drawn_visits"]) for each in found]
    assert drawn == [labour, other]


@pytest.mark.parametrize(("more", "fits"), [("45m", False), ("1h", True), ("1h15", True)])
def test_what_was_billed_fits_from_the_units_it_counts_on(desk: Desk, more: str, fits: bool) -> None:
    units = prepaid(desk)
    units.buy(58, "1h")
    works(desk).log([desk.open_call()], "2h seal")
    units.buy(58, more)
    assert [(each.counted, each.fits) for each in units.unaccounted(58)] == [(H, fits)]


def test_the_travel_and_parts_of_a_prepaid_contract_follow_its_inclusions(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    desk.add("item", code="PMP-3", name="Pump")
    call = desk.open_call()
    works(desk).log([call], "travel 24km 40m")
    works(desk).log([call], "part PMP-3 x2")
    assert work_of(desk, call) == [(40 * M, True, 0, 0), (0, False, 0, 0)]
    holds(desk, 2 * H)


def test_a_contract_made_with_its_units_in_one_act_is_undone_whole(desk: Desk) -> None:
    with desk.context.write() as unit:
        values = {"number": 90, "customer": "C1", "start": date(2026, 1, 1), "end": date(2026, 12, 31),
                  "unit_kind": "hours"}  # fmt: skip
        unit.insert("contract", values)
        entry = {"contract": 90, "at": unit.at, "who": "anna", "kind": "bought", "quantity": H}
        unit.insert("unit_entry", entry, log=None)
        unit.call_it("New contract")
    assert contract(desk, 90)["units"] == H
    desk.undo.undo()
    with pytest.raises(NotFound):
        Units(desk.context).ledger(90)
    desk.undo.redo()
    assert Units(desk.context).ledger(90).balance == H


def test_what_moved_units_stands_in_the_history_of_the_contract(desk: Desk) -> None:
    prepaid(desk).buy(58, "2h")
    with desk.store.read() as session:
        entries = history.rows(session=session, kind="contract", object_id=contract(desk)["id"])
    assert ("units", "0", "2h") in [(each.event, each.old, each.new) for each in entries]


def test_an_entry_names_the_call_and_the_line_that_drew_it_and_no_other(desk: Desk) -> None:
    units = prepaid(desk)
    call = desk.open_call()
    units.buy(58, "2h")
    works(desk).log([call], "1h seal")
    entries = units.ledger(58).entries
    assert [(each.kind, each.call, each.line) for each in entries] == [
        ("bought", None, None),
        ("used", call, 1),
    ]
