"""Acts on units: lab and back, returns, loans, exchanges, parts, counters, deletion; each undone as one."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from svc_tui.domain.equipment import movements as moving
from svc_tui.domain.equipment.loans import remaining_warranty
from svc_tui.errors import NotFound, Refused
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk

Window = tuple[str | None, str | None]
TABLES = ("equipment", "equipment_customer", "movement", "meter_reading", "contract", "contract_line", "call")
STAMPS = {"version", "change_seq", "updated_at"}


def cards(desk: Desk) -> EquipmentCards:
    return EquipmentCards(desk.context)


def card(desk: Desk, number: int | str) -> dict[str, Any]:
    row = cards(desk).find(int(number)).row
    return {name: getattr(row, name) for name in row.__slots__}


def moves(desk: Desk, number: int | str) -> list[tuple[str, str, int | None]]:
    return [(row.kind, row.direction, row.other) for row in cards(desk).sheet(f"#{number}").movements]


def add(desk: Desk, customer: str) -> None:
    """A spare unit with us, card 320."""
    desk.add("equipment", number=320, serial="LN-1", serial_key="ln1", item="WSH-40", customer=customer,
             status="returned")  # fmt: skip


def told(outcomes: Outcomes) -> str:
    return outcomes.outcomes[0].say()


def lines(desk: Desk, contract: int = 58) -> list[tuple[Any, ...]]:
    with desk.store.read() as session:
        query = (
            'SELECT equipment, start, "end", termination FROM contract_line WHERE contract = :n ORDER BY id'
        )
        return [tuple(row) for row in session.execute(text(query), {"n": contract})]


def everything(desk: Desk) -> list[list[dict[str, Any]]]:
    with desk.store.read() as session:
        found = [
            session.execute(text(f"SELECT * FROM {name} ORDER BY id")).mappings().all() for name in TABLES
        ]
    return [[{key: row[key] for key in row if key not in STAMPS} for row in rows] for rows in found]


# Lab, back, returned


def test_into_the_lab_and_back(desk: Desk) -> None:
    before = everything(desk)
    assert told(cards(desk).lab(["311"])) == "Card 311 is in the repair lab"
    assert card(desk, 311)["status"] == "in_lab"
    with pytest.raises(Refused, match="in the repair lab already"):
        cards(desk).lab(["311"])
    assert (
        told(cards(desk).back(["SN-000931"], note_text="Bearing changed"))
        == "Card 311 is back from the repair lab"
    )
    assert moves(desk, 311) == [("to_lab", "in", None), ("from_lab", "out", None)]
    assert cards(desk).sheet("#311").movements[1].note == "Bearing changed"
    with pytest.raises(Refused, match="not in the repair lab"):
        cards(desk).back(["311"])
    desk.undo.undo()
    desk.undo.undo()
    assert everything(desk) == before


def test_a_serial_names_the_card_of_the_present_owner_wherever_the_unit_is(desk: Desk) -> None:
    desk.add("equipment", number=320, serial="SN-000931", serial_key="sn931", item="WSH-40", customer="C2",
             status="terminated")  # fmt: skip
    for act in (cards(desk).lab, cards(desk).back, cards(desk).take_back):
        assert act(["SN-000931"]).outcomes[0].number == "311"


def test_returned_with_a_document_and_a_result_for_each(desk: Desk) -> None:
    number = desk.open_call()
    outcomes = cards(desk).take_back(["311", "312", "313", "314", "999"], document="RES-7")
    assert [(each.number, each.done) for each in outcomes.outcomes] == [
        ("311", True), ("312", True), ("313", False), ("314", False), ("999", False),
    ]  # fmt: skip
    assert [str(each) for each in outcomes.warnings] == [f"Card 311 still has open calls: {number}."]
    (move,) = cards(desk).sheet("#311").movements
    assert (move.kind, move.direction, move.document, move.customer) == ("returned", "in", "RES-7", "C1")
    desk.undo.undo()
    assert [card(desk, each)["status"] for each in (311, 312)] == ["active", "loaned"]


def test_the_open_call_keeps_the_place_it_had(desk: Desk) -> None:
    number = desk.open_call()
    before = desk.row(number)["location"]
    assert before
    cards(desk).set(["311"], {"location": "Yard", "address": "Via Po 9"})
    assert desk.row(number)["location"] == before


# Loans


def test_a_loan_writes_both_cards_and_one_undo_takes_all_back(desk: Desk) -> None:
    add(desk, "C1")
    before = everything(desk)
    outcomes = cards(desk).loan("320", "311", date(2026, 3, 20))
    assert told(outcomes) == "Card 320 lent in place of card 311, due back 2026-03-20"
    lent, broken = card(desk, 320), card(desk, 311)
    assert (lent["status"], lent["replaces"], lent["due_back"], lent["location"]) == (
        "loaned", 311, date(2026, 3, 20), "Basement, left rack",
    )  # fmt: skip
    assert (broken["status"], broken["replaced_by"]) == ("in_lab", 320)
    assert moves(desk, 320) == [("loaned_out", "out", 311), ("moved", "", None)]
    assert moves(desk, 311) == [("to_lab", "in", 320)]
    desk.undo.undo()
    assert everything(desk) == before
    desk.undo.redo()
    assert card(desk, 311)["replaced_by"] == 320


@pytest.mark.parametrize(("to", "unit_back"), [("returned", False), ("in_lab", False), ("returned", True)])
def test_a_loan_comes_back_and_both_cards_forget_each_other(desk: Desk, to: str, unit_back: bool) -> None:
    cards(desk).loan("313", "311", date(2026, 3, 20))
    outcomes = cards(desk).loan_back(["313"], to=to, unit_back=unit_back)
    assert told(outcomes) == "Card 313 came back; it stood in for card 311"
    lent, broken = card(desk, 313), card(desk, 311)
    assert (lent["status"], lent["replaces"], lent["due_back"]) == (to, None, None)
    assert (broken["status"], broken["replaced_by"]) == ("active" if unit_back else "in_lab", None)
    assert moves(desk, 313)[-1] == ("loaned_in", "in", 311)
    assert moves(desk, 311)[-1] == (("from_lab", "out", 313) if unit_back else ("unlinked", "", 313))
    warned = [] if unit_back else ["Card 311 is still in the repair lab."]
    assert [str(each) for each in outcomes.warnings] == warned


def test_the_loan_ends_by_return_and_by_the_lab_too(desk: Desk) -> None:
    for act in (cards(desk).take_back, cards(desk).lab):
        cards(desk).loan("313", "311")
        act(["313"])
        assert (card(desk, 313)["replaces"], card(desk, 311)["replaced_by"]) == (None, None)
        assert moves(desk, 313)[-1][0] == "loaned_in"
        assert moves(desk, 311)[-1] == ("unlinked", "", 313)
        cards(desk).back(["311"])


def test_the_broken_unit_may_stay_where_it_is(desk: Desk) -> None:
    cards(desk).loan("313", "311", stays=True)
    assert (card(desk, 311)["status"], card(desk, 311)["replaced_by"]) == ("active", 313)
    assert moves(desk, 311) == [("linked", "", 313)]


def test_a_loaner_of_another_customer_comes_with_its_card_or_with_a_fresh_one(desk: Desk) -> None:
    add(desk, "C2")
    outcomes = cards(desk).loan("320", "311")
    assert outcomes.outcomes[0].number == "320"
    assert (card(desk, 320)["customer"], card(desk, 320)["status"]) == ("C1", "loaned")
    desk.undo.undo()
    desk.change("equipment", _id(desk, 320), status="active")
    call = desk.open_call(serial="LN-1")
    desk.calls.close([call], "Tested")
    cards(desk).take_back(["320"])
    before = everything(desk)
    fresh = int(cards(desk).loan("320", "311").outcomes[0].number)
    assert fresh != 320
    assert (card(desk, 320)["status"], card(desk, 320)["customer"]) == ("terminated", "C2")
    assert {name: card(desk, fresh)[name] for name in ("serial", "customer", "status", "replaces")} == {
        "serial": "LN-1", "customer": "C1", "status": "loaned", "replaces": 311,
    }  # fmt: skip
    assert moves(desk, fresh) == [("owner", "", 320), ("loaned_out", "out", 311)]
    desk.undo.undo()
    assert everything(desk) == before


def _id(desk: Desk, number: int) -> int:
    return cards(desk).find(number).row.id


@pytest.mark.parametrize(
    ("loaner", "other", "said"),
    [
        ("311", "311", "cannot refer to itself"),
        ("313", "314", "Card 314 is terminated"),
        ("314", "311", "Card 314 is terminated"),
        ("312", "311", "Card 312 is lent already"),
        ("316", "311", "Card 316 is at C2"),
        ("315", "316", "Card 315 is in the repair lab and cannot be shipped to C2"),
    ],
)
def test_what_cannot_be_lent_is_refused_with_the_cure(desk: Desk, loaner: str, other: str, said: str) -> None:
    before = everything(desk)
    with pytest.raises(Refused, match=said):
        cards(desk).loan(loaner, other)
    assert everything(desk) == before


def test_a_second_loan_a_past_day_and_what_is_not_lent_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="lies in the past"):
        cards(desk).loan("313", "311", date(2026, 3, 1))
    cards(desk).loan("313", "311", date(2026, 3, 2))
    with pytest.raises(Refused, match="Card 313 stands in for card 311 already"):
        cards(desk).loan("315", "311")
    with pytest.raises(Refused, match="Card 311 is not lent"):
        cards(desk).loan_back(["311"])
    with pytest.raises(Refused, match="returned or in_lab"):
        cards(desk).loan_back(["313"], to="active")


def test_overdue_loaners_are_found_by_filter(desk: Desk) -> None:
    cards(desk).loan("313", "311", date(2026, 3, 4))

    def found(query: str) -> list[int]:
        return [line.row.number for line in cards(desk).lines(cards(desk).ids(query).ids)]

    assert found("is:overdueloan") == []
    desk.later(days=2)
    assert found("is:overdueloan") == [], "on the day itself it is not late"
    desk.later(days=1)
    assert found("is:overdueloan") == found("due_back:<today") == [313]
    cards(desk).loan_back(["313"])
    assert found("is:overdueloan") == []


# Exchanges


def test_an_exchange_takes_contract_and_warranty_along_and_both_histories_link(desk: Desk) -> None:
    cards(desk).set(["311"], {"warranty_start": "2025-10-01", "warranty_end": "2026-09-30"})
    before = everything(desk)
    outcomes = cards(desk).exchange("311", "313")
    assert told(outcomes) == "Card 311 exchanged for card 313, which goes on with K-58"
    old, new = card(desk, 311), card(desk, 313)
    assert (old["status"], old["replaced_by"], new["status"], new["replaces"]) == (
        "returned",
        313,
        "active",
        311,
    )
    assert (new["warranty_start"], new["warranty_end"]) == (date(2026, 3, 2), date(2026, 9, 30))
    assert lines(desk) == [(311, None, None, "2026-03-02"), (313, "2026-03-02", None, None)]
    answer = cards(desk).cover("#313").entitlement
    assert (answer.contract, answer.last_day) == (58, date(2026, 12, 31))
    assert not cards(desk).cover("#311").entitlement.is_accepted
    yesterday = desk.time - timedelta(days=1)
    assert cards(desk).cover("#311", yesterday).entitlement.contract == 58
    assert moves(desk, 311) == [("exchanged", "in", 313)]
    assert moves(desk, 313) == [("exchanged", "out", 311)]
    desk.undo.undo()
    assert everything(desk) == before


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (("2025-10-01", "2026-09-30"), (None, None), ("2026-03-02", "2026-09-30")),
        (("2026-05-01", "2026-09-30"), (None, None), ("2026-05-01", "2026-09-30")),
        ((None, "2026-03-02"), (None, None), ("2026-03-02", "2026-03-02")),
        (("2025-01-01", "2026-03-01"), (None, None), (None, None)),
        (("2025-10-01", "2026-09-30"), ("2026-01-01", "2027-12-31"), ("2026-01-01", "2027-12-31")),
        (("2025-10-01", "2026-09-30"), ("2024-01-01", "2025-12-31"), ("2026-03-02", "2026-09-30")),
        ((None, None), ("2024-01-01", "2025-12-31"), ("2024-01-01", "2025-12-31")),
    ],
)
def test_the_longer_warranty_of_the_two_is_kept(old: Window, new: Window, left: Window) -> None:
    assert remaining_warranty(_days(old), _days(new), date(2026, 3, 2)) == _days(left)


def _days(window: Window) -> tuple[date | None, date | None]:
    first, last = (date.fromisoformat(day) if day else None for day in window)
    return first, last


def test_a_unit_that_is_in_the_lab_already_tells_its_exchange_too(desk: Desk) -> None:
    cards(desk).lab(["311"])
    cards(desk).exchange("311", "313", to="in_lab")
    assert moves(desk, 311)[-1] == ("exchanged", "in", 313)


def test_an_exchange_for_a_new_serial_writes_its_card_down(desk: Desk) -> None:
    with pytest.raises(NotFound, match="--new"):
        cards(desk).exchange("311", "RMA-900")
    fresh = cards(desk).exchange("311", "RMA-900", make=True, to="terminated").outcomes[0].number
    assert {name: card(desk, fresh)[name] for name in ("serial", "item", "customer", "status", "replaces")} == {
        "serial": "RMA-900", "item": "WSH-40", "customer": "C1", "status": "active", "replaces": 311,
    }  # fmt: skip
    assert card(desk, 311)["status"] == "terminated"
    desk.open_call(serial="RMA-900")


def test_a_loaner_stays_for_good_and_parts_keep_their_place(desk: Desk) -> None:
    cards(desk).set_parent(["311"], "312")
    cards(desk).loan("313", "311", date(2026, 3, 20))
    cards(desk).exchange("311", "313")
    new = card(desk, 313)
    assert (new["status"], new["due_back"], new["replaces"], new["parent"]) == ("active", None, 311, 312)
    assert (card(desk, 311)["status"], card(desk, 311)["parent"]) == ("returned", None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("311", "311", "itself"),
        ("314", "313", "terminated"),
        ("311", "314", "terminated"),
        ("311", "316", "at C2"),
    ],
)
def test_an_exchange_that_cannot_be_is_refused(desk: Desk, old: str, new: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        cards(desk).exchange(old, new)
    with pytest.raises(Refused, match="not active"):
        cards(desk).exchange("311", "313", to="active")


# Parts


def test_a_tree_is_read_from_any_of_its_cards_and_has_no_rings(desk: Desk) -> None:
    cards(desk).set_parent(["312", "315"], "311")
    cards(desk).set_parent(["313"], "SN-000932")
    shown = [(each.number, each.depth, each.parent) for each in cards(desk).tree("313")]
    assert shown == [(311, 0, None), (312, 1, 311), (313, 2, 312), (315, 1, 311)]
    assert cards(desk).tree("#316") == cards(desk).tree("SN-000936")
    outcomes = cards(desk).set_parent(["311", "316"], "313")
    assert [(each.number, each.done) for each in outcomes.outcomes] == [("311", False), ("316", True)]
    assert "a part of 311 itself" in outcomes.refused[0].say()
    with pytest.raises(Refused, match="itself"):
        cards(desk).set_parent(["311"], "311")
    assert told(cards(desk).set_parent(["313"], None)) == "Card 313 is no part of card 312 any more"
    assert [each.number for each in cards(desk).tree("311")] == [311, 312, 315]


# Counters


def test_a_counter_grows_unless_it_was_replaced(desk: Desk) -> None:
    assert told(cards(desk).meter("311", "1520,5")) == "Card 311: counter at 1520.5"
    desk.later(days=1)
    with pytest.raises(Refused, match=r"showed 1520\.5 before; 1500 is less"):
        cards(desk).meter("311", "1500")
    cards(desk).meter("311", "1520.5")
    cards(desk).meter("311", "3", replaced=True)
    cards(desk).meter("311", "8")
    cards(desk).meter("311", "40", meter="km")
    read = [(row.meter, row.value, row.replaced) for row in cards(desk).sheet("#311").readings]
    assert read == [
        ("", "1520.5", False), ("", "1520.5", False), ("", "3", True), ("", "8", False), ("km", "40", False),
    ]  # fmt: skip
    desk.undo.undo()
    assert len(cards(desk).sheet("#311").readings) == 4


def test_a_reading_of_the_past_fits_between_its_neighbours(desk: Desk) -> None:
    start = desk.time
    cards(desk).meter("311", "100")
    desk.later(days=10)
    cards(desk).meter("311", "200")
    between = start + timedelta(days=5)
    with pytest.raises(Refused, match="showed 200 later; 250 is more"):
        cards(desk).meter("311", "250", at=between)
    with pytest.raises(Refused, match="showed 100 before"):
        cards(desk).meter("311", "90", at=between)
    cards(desk).meter("311", "150", at=between)
    assert [row.value for row in cards(desk).sheet("#311").readings] == ["100", "150", "200"]
    with pytest.raises(Refused, match="in the future"):
        cards(desk).meter("311", "300", at=desk.time + timedelta(hours=1))


@pytest.mark.parametrize("value", ["", "many", "-1", "NaN", "1e400000", "Infinity", "1.2.3"])
def test_what_is_no_reading_is_refused(desk: Desk, value: str) -> None:
    with pytest.raises(Refused):
        cards(desk).meter("311", value)


@given(st.text(max_size=12))
def test_any_text_is_a_reading_or_refused(value: str) -> None:
    with suppress(Refused):
        assert moving.meter_value(value) >= 0


# EQ-08


def test_eq_08_a_card_goes_only_where_nothing_hangs_on_it(desk: Desk) -> None:
    with pytest.raises(Refused, match="Card 311 is on K-58"):
        cards(desk).delete(["311"])
    cards(desk).set(["313"], {"delivery": "DDT-7"})
    with pytest.raises(Refused, match="came with document DDT-7"):
        cards(desk).delete(["313"])
    cards(desk).set(["313"], {"delivery": "", "invoice": "F-8"})
    with pytest.raises(Refused, match="came with document F-8"):
        cards(desk).delete(["313"])
    call = desk.open_call(serial="SN-000936", customer="C2")
    desk.calls.close([call], "Done")
    with pytest.raises(Refused, match="has 1 call"):
        cards(desk).delete(["316"])


def test_eq_08_a_deleted_card_leaves_nothing_dangling_and_comes_back_whole(desk: Desk) -> None:
    cards(desk).set(["312"], {"customers": "C2", "location": "Roof", "replaces": "315"})
    cards(desk).set(["313"], {"parent": "312"})
    cards(desk).meter("312", "7")
    desk.add("contract", number=60, type="serial", status="draft", customer="C1")
    desk.add("contract_line", contract=60, equipment=312, serial="SN-000932")
    before = everything(desk)
    assert told(cards(desk).delete(["312"])) == "Card 312 deleted"
    with pytest.raises(NotFound):
        cards(desk).find(312)
    assert (card(desk, 313)["parent"], card(desk, 315)["replaced_by"]) == (None, None)
    assert lines(desk, 60) == [(None, None, None, None)]
    assert [hit.row.number for hit in cards(desk).lookup("SN-000932") if not hit.reading.near] == []
    desk.undo.undo()
    assert everything(desk) == before
    assert [hit.row.number for hit in cards(desk).lookup("SN-000932")][:1] == [312]


# Contracts


def test_eq_06_many_cards_join_a_contract_with_a_result_for_each(desk: Desk) -> None:
    outcomes = Contracts(desk.context).add_cards("K-58", ["312", "314", "316", "999"])
    assert [each.done for each in outcomes.outcomes] == [True, False, False, False]
    said = [each.say() for each in outcomes.refused]
    assert "Card 314 is terminated and cannot join a contract" in said[0]
    assert "belongs to C2" in said[1]
    assert [line[0] for line in lines(desk)] == [311, 312]
    desk.undo.undo()
    assert [line[0] for line in lines(desk)] == [311]
    assert Contracts(desk.context)


@pytest.mark.parametrize(
    ("status", "joins"),
    [("active", True), ("loaned", True), ("returned", True), ("in_lab", True), ("terminated", False)],
)
def test_b2_2_which_units_join_a_contract(desk: Desk, status: str, joins: bool) -> None:
    desk.change("equipment", _id(desk, 312), status=status)
    if joins:
        Contracts(desk.context).add_cards("58", ["312"])
        assert [line[0] for line in lines(desk)] == [311, 312]
    else:
        with pytest.raises(Refused, match="cannot join a contract"):
            Contracts(desk.context).add_cards("58", ["312"])


@pytest.mark.parametrize(
    ("status", "ships"),
    [("active", True), ("loaned", True), ("returned", True), ("terminated", True), ("in_lab", False)],
)
def test_b2_2_and_eq_05_which_units_go_to_another_customer(desk: Desk, status: str, ships: bool) -> None:
    desk.change("equipment", _id(desk, 312), status=status)
    if ships:
        cards(desk).set(["312"], {"customer": "C2"})
        assert card(desk, 312)["customer"] == "C2"
    else:
        for change in ({"customer": "C2"}, {"customer": "C2", "status": "active"}):
            with pytest.raises(Refused, match="repair lab and cannot be shipped to C2"):
                cards(desk).set(["312"], change)
