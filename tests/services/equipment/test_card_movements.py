"""Movements of units: each act leaves its line on every card it concerns, and takes it along when undone."""

from typing import Any

from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk


def moves(desk: Desk, number: int) -> list[dict[str, Any]]:
    rows = EquipmentCards(desk.context).sheet(f"#{number}").movements
    return [{name: getattr(row, name) for name in row.__slots__} for row in rows]


def kinds(desk: Desk, number: int) -> list[tuple[str, str, int | None]]:
    return [(each["kind"], each["direction"], each["other"]) for each in moves(desk, number)]


def change(desk: Desk, number: int, **values: str) -> None:
    EquipmentCards(desk.context).set([f"#{number}"], values)


def test_a_status_typed_is_a_movement_of_its_kind(desk: Desk) -> None:
    for status in ("in_lab", "active", "returned", "active", "loaned", "returned", "in_lab", "loaned", "terminated",
                   "active"):  # fmt: skip
        change(desk, 316, status=status)
    assert kinds(desk, 316) == [
        ("to_lab", "in", None), ("from_lab", "out", None), ("returned", "in", None), ("activated", "out", None),
        ("loaned_out", "out", None), ("loaned_in", "in", None), ("to_lab", "in", None), ("from_lab", "out", None),
        ("ended", "", None), ("activated", "", None),
    ]  # fmt: skip
    first = moves(desk, 316)[0]
    assert (first["who"], first["at"], first["customer"], first["old"], first["new"]) == (
        "anna", desk.time, "C2", "active", "in_lab",
    )  # fmt: skip


def test_what_moves_no_unit_is_no_movement(desk: Desk) -> None:
    change(desk, 316, contact="Ida", warranty_end="2027-01-01")
    change(desk, 316, status="active")
    assert moves(desk, 316) == []


def test_place_and_owner_are_told_with_both_sides(desk: Desk) -> None:
    change(desk, 312, location="Roof")
    change(desk, 312, customer="C2")
    assert [(each["kind"], each["old"], each["new"]) for each in moves(desk, 312)] == [
        ("moved", "Basement, left rack", "Roof"), ("owner", "C1", "C2"),
    ]  # fmt: skip


def test_a_card_written_down_begins_its_movements(desk: Desk) -> None:
    made = EquipmentCards(desk.context).new({"customer": "C1", "item": "WSH-40", "serial": "N-1"})
    assert [(each["kind"], each["new"]) for each in moves(desk, int(made.number))] == [("created", "C1")]


def test_both_sides_of_a_link_tell_it_and_undo_takes_both_lines(desk: Desk) -> None:
    change(desk, 313, status="loaned", replaces="#315")
    assert kinds(desk, 313) == [("loaned_out", "out", 315), ("linked", "", 315)]
    assert kinds(desk, 315) == [("linked", "", 313)]
    change(desk, 313, status="returned")
    assert kinds(desk, 313)[2:] == [("loaned_in", "in", 315), ("unlinked", "", 315)]
    assert kinds(desk, 315)[1:] == [("unlinked", "", 313)]
    desk.undo.undo()
    desk.undo.undo()
    assert kinds(desk, 313) == kinds(desk, 315) == []
    desk.undo.redo()
    assert kinds(desk, 315) == [("linked", "", 313)]


def test_a_part_joins_and_leaves_and_goes_where_its_whole_goes(desk: Desk) -> None:
    change(desk, 311, address="Via Roma 1", territory="North", location="Hall 2")
    change(desk, 312, parent="#311")
    change(desk, 316, parent="#312")
    cards = EquipmentCards(desk.context)
    assert [cards.find(316).row.address, cards.find(316).row.location] == ["Via Roma 1", "Hall 2"]
    change(desk, 316, location="Slot 3")
    change(desk, 311, address="Via Po 9", territory="South", location="Yard")
    parts = [cards.find(number).row for number in (312, 316)]
    assert [(row.address, row.territory, row.location) for row in parts] == [
        ("Via Po 9", "South", "Yard"), ("Via Po 9", "South", "Slot 3"),
    ]  # fmt: skip
    desk.undo.undo()
    assert cards.find(316).row.address == "Via Roma 1"
    change(desk, 316, parent="")
    assert [kind for kind, _, other in kinds(desk, 316) if other == 312] == ["joined", "left"]
    change(desk, 311, address="Elsewhere 1")
    assert cards.find(316).row.address == "Via Roma 1"


def test_a_part_belongs_to_the_owner_of_its_whole_unless_calls_hold_it(desk: Desk) -> None:
    cards = EquipmentCards(desk.context)
    change(desk, 312, parent="#311")
    desk.add("equipment", number=320, serial="P-1", serial_key="p1", item="WSH-40", customer="C1", parent=311)
    desk.open_call(serial="P-1")
    told = cards.set(["#311"], {"customer": "C2"})
    assert [cards.find(number).row.customer for number in (311, 312, 320)] == ["C2", "C2", "C1"]
    assert [str(each) for each in told.warnings] == [
        "Part 320 has calls and stays with C1; change its owner by itself."
    ]
    assert "belongs to C2" in str(cards.set(["#316"], {"parent": "320"}).warnings[0])
