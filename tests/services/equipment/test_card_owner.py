"""Change of owner as one guided act (B2.6, EQ-07): its plan, its steps, its refusals, one undo."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from svc_tui.errors import NotFound, Refused
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.storage.engine.read_models import find_id
from tests.services.desk import Desk
from tests.services.equipment.test_card_acts import card, cards, everything, lines, moves


def events(desk: Desk, contract: int = 58) -> list[tuple[Any, ...]]:
    with desk.store.read() as session:
        query = (
            "SELECT h.field, h.old, h.new FROM history h JOIN contract c ON c.id = h.object_id "
            "WHERE h.kind = 'contract' AND c.number = :n ORDER BY h.id"
        )
        return [tuple(row) for row in session.execute(text(query), {"n": contract})]


def test_a_unit_without_calls_passes_with_its_card_and_leaves_its_contract(desk: Desk) -> None:
    before = everything(desk)
    plan = cards(desk).owner_plan("311", "c2")
    assert everything(desk) == before
    assert plan.plain
    assert [str(step) for step in plan.steps] == [
        "Card 311 passes to C2", "SN-000931 leaves K-58 on 2026-03-02",
    ]  # fmt: skip
    outcomes = cards(desk).change_owner("311", "c2")
    assert outcomes.outcomes[0].say() == "Card 311 passed to C2"
    assert card(desk, 311)["customer"] == "C2"
    assert lines(desk) == [(311, None, None, "2026-03-02")]
    assert events(desk)[-1] == ("lines", "SN-000931", "SN-000931 ..2026-03-02")
    assert moves(desk, 311) == [("owner", "", None)]
    desk.undo.undo()
    assert everything(desk) == before


def test_a_unit_with_calls_gets_a_fresh_card_in_one_act(desk: Desk) -> None:
    desk.add("customer", code="C9", name="Cantina", phone="+39 9", technician="bruno", territory="Lario")
    desk.add("address", customer="C9", street="Via 1", city="Lecco")
    first, second = desk.open_call(), desk.open_call(subject="Leaks", queue="NORTH", assignee="")
    before = everything(desk)
    plan = cards(desk).owner_plan("SN-000931", "C9")
    assert everything(desk) == before
    assert not plan.plain
    assert plan.open_calls == (first, second)
    assert [str(step) for step in plan.steps] == [
        f"Call {first} is closed: Stops after warm-up",
        f"Call {second} is closed: Leaks",
        "Card 311 of C1 is terminated",
        "A fresh card for SN-000931 is written down at C9",
        "SN-000931 leaves K-58 on 2026-03-02",
    ]
    with pytest.raises(Refused, match=f"Card 311 has open calls: {first}, {second}"):
        cards(desk).change_owner("311", "C9")
    assert everything(desk) == before
    outcomes = cards(desk).change_owner("311", "C9", "Sold with the building")
    fresh = int(outcomes.outcomes[0].number)
    assert outcomes.outcomes[0].say() == f"Card 311 terminated; C9 has the unit on card {fresh}"
    for number in (first, second):
        row = desk.row(number)
        assert (row["status"], row["resolution"], row["equipment"]) == (
            "Closed",
            "Sold with the building",
            311,
        )
    new = card(desk, fresh)
    names = (
        "serial",
        "manufacturer_serial",
        "item",
        "customer",
        "status",
        "technician",
        "territory",
        "phone",
        "address",
    )
    assert [new[name] for name in names] == [
        "SN-000931", "MF-77-311", "WSH-40", "C9", "active", "bruno", "Lario", "+39 9", "Via 1, Lecco",
    ]  # fmt: skip
    assert card(desk, 311)["status"] == "terminated"
    assert (moves(desk, 311), moves(desk, fresh)) == ([("owner", "", fresh)], [("owner", "", 311)])
    assert lines(desk) == [(311, None, None, "2026-03-02")]
    assert [hit.row.number for hit in cards(desk).lookup("SN-000931")][:2] == [fresh, 311]
    desk.undo.undo()
    assert everything(desk) == before
    desk.undo.redo()
    assert card(desk, fresh)["customer"] == "C9"


def test_a_model_and_a_technician_out_of_use_hold_nothing_up(desk: Desk) -> None:
    desk.calls.close([desk.open_call()], "Seal changed")
    with desk.store.read() as session:
        item = find_id(session, "item", "code", "WSH-40") or 0
        broken = find_id(session, "equipment", "number", 311) or 0
    desk.change("item", item, active=False)
    desk.change("equipment", broken, technician="gone")
    cards(desk).loan("313", "311")
    assert card(desk, 313)["technician"] == "gone"
    cards(desk).loan_back(["313"], unit_back=True)
    fresh = cards(desk).change_owner("311", "C2").outcomes[0].number
    assert card(desk, fresh)["item"] == "WSH-40"


def test_closed_calls_ask_for_no_text_and_keep_theirs(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.close([number], "Seal changed")
    fresh = cards(desk).change_owner("311", "C2").outcomes[0].number
    assert fresh != "311"
    assert desk.row(number)["resolution"] == "Seal changed"


def test_parts_go_with_their_whole_each_by_its_own_rule(desk: Desk) -> None:
    for number, serial, parent in ((320, "P-1", 311), (321, "P-2", 320), (322, "P-3", 311)):
        desk.add("equipment", number=number, serial=serial, serial_key=serial.lower().replace("-", ""), item="WSH-40",
                 customer="C2" if number == 322 else "C1", parent=parent)  # fmt: skip
    call = desk.open_call(serial="P-1")
    before = everything(desk)
    plan = cards(desk).owner_plan("311", "C3")
    assert (plan.plain, plan.open_calls) == (True, (call,))
    assert [str(each) for each in cards(desk).change_owner("311", "C3", "Sold").warnings] == []
    fresh = next(row.number for row in cards(desk).list() if (row.serial, row.customer) == ("P-1", "C3"))
    tree = [(each.number, each.depth, each.customer, each.status) for each in cards(desk).tree("311")]
    assert tree == [
        (311, 0, "C3", "active"), (fresh, 1, "C3", "active"), (321, 2, "C3", "active"),
        (320, 1, "C1", "terminated"), (322, 1, "C2", "active"),
    ]  # fmt: skip
    desk.undo.undo()
    assert everything(desk) == before


def test_parts_of_a_unit_with_calls_join_its_fresh_card(desk: Desk) -> None:
    desk.add("equipment", number=320, serial="P-1", serial_key="p1", item="WSH-40", customer="C1", parent=311)
    desk.calls.close([desk.open_call()], "Done")
    fresh = int(cards(desk).change_owner("311", "C2").outcomes[0].number)
    assert (card(desk, 320)["parent"], card(desk, 320)["customer"]) == (fresh, "C2")


@pytest.mark.parametrize(
    ("number", "customer", "said"),
    [
        ("311", "C1", "is C1's already"),
        ("314", "C2", "Card 314 is terminated"),
        ("315", "C2", "in the repair lab and cannot be shipped to C2"),
        ("312", "C2", "Card 312 is lent"),
    ],
)
def test_what_cannot_change_hands_is_refused_alike_by_plan_and_act(
    desk: Desk, number: str, customer: str, said: str
) -> None:
    before = everything(desk)
    for act in (cards(desk).owner_plan, cards(desk).change_owner):
        with pytest.raises(Refused, match=said):
            act(number, customer)
    assert everything(desk) == before


def test_an_unknown_or_inactive_owner_is_refused_and_nothing_is_half_done(desk: Desk) -> None:
    desk.add("customer", code="C8", name="Gone", active=False)
    desk.open_call()
    before = everything(desk)
    with pytest.raises(NotFound, match="There is no customer C7"):
        EquipmentCards(desk.context).change_owner("311", "C7", "Sold")
    with pytest.raises(Refused, match="C8 is not active"):
        EquipmentCards(desk.context).change_owner("311", "C8", "Sold")
    assert everything(desk) == before


def test_a_line_to_come_covers_nothing_and_one_that_ended_is_left_alone(desk: Desk) -> None:
    for number, start, end in (
        (60, date(2026, 6, 2), date(2026, 12, 2)),
        (61, date(2024, 3, 2), date(2025, 3, 2)),
    ):
        desk.add("contract", number=number, status="approved", customer="C1", start=start, end=end)
    desk.add("contract_line", contract=60, serial="SN-000931", item="WSH-40")
    desk.add("contract_line", contract=61, equipment=311)
    cards(desk).change_owner("311", "C2")
    assert lines(desk, 60) == [(None, None, None, "2026-06-02")]
    assert lines(desk, 61) == [(311, None, None, None)]
