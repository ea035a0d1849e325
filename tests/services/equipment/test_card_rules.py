"""Rules of equipment cards: EQ-01 to EQ-13, the statuses and the loan logic of both sides, each with its undo."""

from datetime import date
from typing import Any

import pytest

from svc_tui.domain.equipment import rules
from svc_tui.errors import BadUsage, Conflict, NotFound, Refused
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.core.outcomes import Outcome
from svc_tui.services.equipment.find import card_number, find
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk


def cards(desk: Desk) -> EquipmentCards:
    return EquipmentCards(desk.context)


def card(desk: Desk, number: int) -> dict[str, Any]:
    row = cards(desk).find(number).row
    return {name: getattr(row, name) for name in row.__slots__}


def change(desk: Desk, number: int, **values: str) -> Outcome:
    return cards(desk).set([str(number)], values).outcomes[0]


def add(desk: Desk, **values: str) -> int:
    return int(cards(desk).new({"customer": "C1", "item": "WSH-40", "serial": "NEW-1", **values}).number)


@pytest.mark.parametrize(
    ("values", "named"),
    [({"customer": ""}, "customer"), ({"item": ""}, "item"), ({"serial": ""}, "needs a serial")],
)
def test_eq_01_customer_item_and_serial_are_mandatory(desk: Desk, values: dict[str, str], named: str) -> None:
    with pytest.raises(Refused, match=named):
        add(desk, **values)
    assert len(cards(desk).list()) == 6


@pytest.mark.parametrize(
    ("setting", "values", "named"),
    [
        ("either", {"manufacturer_serial": "M-1", "serial": ""}, None),
        ("serial", {"manufacturer_serial": "M-1", "serial": ""}, "needs serial"),
        ("manufacturer_serial", {"serial": "S-1"}, "needs manufacturer_serial"),
        ("none", {"serial": ""}, None),
    ],
)
def test_eq_01_the_setting_names_the_serial(
    desk: Desk, setting: str, values: dict[str, str], named: str | None
) -> None:
    CompanySettings(desk.context).set({"card_serial": setting})
    if named is None:
        assert add(desk, **values)
    else:
        with pytest.raises(Refused, match=named):
            add(desk, **values)


def test_eq_01_the_setting_is_one_of_four(desk: Desk) -> None:
    with pytest.raises(Refused, match="either, serial, manufacturer_serial, none"):
        CompanySettings(desk.context).set({"card_serial": "lot"})


def test_eq_01_holds_for_a_change_too(desk: Desk) -> None:
    change(desk, 311, manufacturer_serial="")
    with pytest.raises(Refused, match="needs a serial"):
        change(desk, 311, serial="")


def test_eq_02_the_item_has_serials(desk: Desk) -> None:
    desk.add("item", code="SOAP", name="Soap", serial_managed=False)
    with pytest.raises(Refused, match="SOAP has no serial numbers"):
        add(desk, item="SOAP")
    with pytest.raises(Refused, match="SOAP has no serial numbers"):
        change(desk, 311, item="soap")


@pytest.mark.parametrize("status", ["active", "loaned", "in_lab", "returned"])
def test_eq_03_one_live_card_for_an_item_and_serial(desk: Desk, status: str) -> None:
    first = add(desk, serial="AB-007", status=status)
    for spelled in ("AB-007", "ab-007", " AB-007 "):
        with pytest.raises(Refused, match=f"Card {first}"):
            add(desk, serial=spelled, customer="C2")
    desk.add("item", code="DRY-35", name="Dryer")
    assert add(desk, serial="AB-007", item="DRY-35")
    assert add(desk, serial="AB-007", status="terminated", customer="C2")


@pytest.mark.parametrize(
    ("kept", "alike"), [("069", "69"), ("69", "069"), ("AB-007", "ab007"), ("AB-007", "AB 7")]
)
def test_eq_03_what_is_only_alike_may_be_kept_and_is_warned_of(desk: Desk, kept: str, alike: str) -> None:
    first = add(desk, serial=kept)
    saved = EquipmentCards(desk.context).new({"customer": "C2", "item": "WSH-40", "serial": alike})
    assert [
        (note.values["other"], note.values["alike"], note.values["serial"]) for note in saved.warnings
    ] == [(first, kept, alike)]
    second = int(saved.number)
    with desk.store.read() as session:
        for typed, expected in ((kept, first), (alike, second)):
            found = find(session, typed)
            assert {hit.row.number for hit in found} >= {first, second}
            assert found[0].row.number == expected == card_number(session, typed, serial_first=True)
            assert desk.row(desk.open_call(serial=typed))["equipment"] == expected


def test_eq_03_a_terminated_card_comes_back_only_alone(desk: Desk) -> None:
    old = add(desk, serial="AB-7", status="terminated")
    assert add(desk, serial="AB-7", customer="C2")
    with pytest.raises(Refused, match="terminate it first"):
        change(desk, old, status="active")
    change(desk, old, location="Attic")
    assert card(desk, old)["location"] == "Attic"


def test_eq_03_the_makers_serial_counts_as_the_setting_says(desk: Desk) -> None:
    with pytest.raises(Refused, match="MF-77-311"):
        add(desk, serial="OTHER-1", manufacturer_serial="MF-77-311")
    CompanySettings(desk.context).set({"card_serial": "serial"})
    assert add(desk, serial="OTHER-1", manufacturer_serial="MF-77-311")


def test_eq_06_a_terminated_card_joins_no_call_and_no_contract(desk: Desk) -> None:
    change(desk, 311, status="terminated")
    with pytest.raises(Refused, match="terminated"):
        desk.open_call()
    with pytest.raises(Refused, match="cannot join a contract"):
        rules.check_joins_contract(311, "terminated")
    for status in ("active", "loaned", "returned", "in_lab"):
        rules.check_joins_contract(311, status)


@pytest.mark.parametrize(
    ("status", "opens"),
    [("active", True), ("loaned", True), ("returned", False), ("terminated", False), ("in_lab", False)],
)
def test_b2_2_calls_are_opened_for_units_at_the_customer(desk: Desk, status: str, opens: bool) -> None:
    change(desk, 311, status=status)
    if opens:
        assert desk.row(desk.open_call())["equipment"] == 311
    else:
        with pytest.raises(Refused):
            desk.open_call()


@pytest.mark.parametrize(
    ("typed", "status"),
    [("A", "active"), ("R", "returned"), ("T", "terminated"), ("L", "loaned"), ("I", "in_lab"),
     ("In lab", "in_lab"), ("in prestito", "loaned"), ("Cessata", "terminated")],
)  # fmt: skip
def test_b2_2_statuses_are_known_by_letter_and_in_both_languages(desk: Desk, typed: str, status: str) -> None:
    change(desk, 316, status=typed)
    assert card(desk, 316)["status"] == status


def test_eq_07_a_card_with_calls_stays_with_its_customer(desk: Desk) -> None:
    change(desk, 312, customer="C2")
    assert card(desk, 312)["customer"] == "C2"
    desk.open_call()
    with pytest.raises(Refused, match=r"1 call \(1 open\).*set it to terminated.*new card"):
        change(desk, 311, customer="C2")
    assert card(desk, 311)["customer"] == "C1"


def test_eq_09_the_main_customer_is_active_and_others_warn(desk: Desk) -> None:
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        c3, c2 = (find_id(session, "customer", "code", code) or 0 for code in ("C3", "C2"))
    desk.change("customer", c3, active=False)
    with pytest.raises(Refused, match="C3 is not active"):
        add(desk, customer="C3")
    warned = cards(desk).set(["311"], {"customers": "c3, C2"})
    assert [str(note) for note in warned.warnings] == ["C3 is marked inactive."]
    assert cards(desk).find(311).customers == ("C3", "C2")
    desk.change("customer", c2, active=False)
    with pytest.raises(Refused, match="C2 is not active"):
        change(desk, 316, location="Roof")
    change(desk, 316, status="terminated")


def test_eq_10_the_customer_gives_technician_territory_address_and_phone(desk: Desk) -> None:
    with desk.context.write() as unit:
        unit.insert("customer", {"code": "C9", "name": "Cantina", "phone": "+39 1", "technician": "bruno",
                                 "territory": "Lario"})  # fmt: skip
        unit.insert("contact", {"customer": "C9", "name": "Ida Verdi", "phone": "+39 2"})
        unit.insert("address", {"customer": "C9", "street": "Via 1", "city": "Lecco", "name": "Lecco"})
    plain = card(desk, add(desk, customer="C9"))
    assert [plain[name] for name in ("technician", "territory", "phone", "address")] == [
        "bruno", "Lario", "+39 1", "Via 1, Lecco",
    ]  # fmt: skip
    named = card(desk, add(desk, customer="C9", serial="N-2", contact="ida verdi", technician="carla"))
    assert (named["technician"], named["phone"]) == ("carla", "+39 2")
    change(desk, 312, customer="C9")
    moved = card(desk, 312)
    assert (moved["technician"], moved["territory"], moved["phone"]) == ("bruno", "Lario", "+39 1")


def test_loan_both_cards_know_each_other_and_one_undo_takes_it_back(desk: Desk) -> None:
    cards(desk).set(["312"], {"status": "loaned", "replaces": "SN-000935"})
    assert (card(desk, 312)["replaces"], card(desk, 315)["replaced_by"]) == (315, 312)
    desk.undo.undo()
    assert (card(desk, 312)["replaces"], card(desk, 315)["replaced_by"]) == (None, None)
    change(desk, 315, replaced_by="312")
    assert (card(desk, 312)["replaces"], card(desk, 315)["replaced_by"]) == (315, 312)
    for number in (312, 315):
        assert [each.number for each in cards(desk).chain(number)] == [315, 312], (
            "oldest first, from any of them"
        )
    change(desk, 315, replaced_by="")
    assert (card(desk, 312)["replaces"], card(desk, 315)["replaced_by"]) == (None, None)


@pytest.mark.parametrize(("status", "linked"), [("returned", False), ("in_lab", False), ("active", True)])
def test_loan_ends_when_the_unit_comes_back_not_when_it_stays(desk: Desk, status: str, linked: bool) -> None:
    change(desk, 312, replaces="315")
    change(desk, 312, status=status)
    assert card(desk, 312)["replaces"] == (315 if linked else None)
    assert card(desk, 315)["replaced_by"] == (312 if linked else None)
    desk.undo.undo()
    assert (card(desk, 312)["status"], card(desk, 315)["replaced_by"]) == ("loaned", 312)


def test_eq_11_no_card_replaces_itself_or_goes_round(desk: Desk) -> None:
    with pytest.raises(Refused, match="itself"):
        change(desk, 311, replaces="311")
    change(desk, 312, replaces="311")
    change(desk, 313, replaces="312")
    with pytest.raises(Refused, match="stands, in the end, in for 311"):
        change(desk, 311, replaces="313")
    with pytest.raises(Refused, match="replaced by 313"):
        change(desk, 313, replaced_by="311")
    with pytest.raises(Refused, match="linked to card 312 already"):
        change(desk, 316, replaces="311")
    assert card(desk, 311)["replaced_by"] == 312
    assert card(desk, 316)["replaces"] is None


def test_eq_11_a_moved_link_leaves_nothing_behind(desk: Desk) -> None:
    change(desk, 312, replaces="311")
    change(desk, 312, replaces="315")
    assert [card(desk, number)["replaced_by"] for number in (311, 315)] == [None, 312]


def test_parts_are_a_tree(desk: Desk) -> None:
    change(desk, 312, parent="311")
    change(desk, 313, parent="SN-000932")
    assert cards(desk).sheet("311").components == (312,)
    for number, parent in ((311, "313"), (311, "311"), (312, "313")):
        with pytest.raises(Refused):
            change(desk, number, parent=parent)
    with pytest.raises(NotFound, match="Nearest are"):
        change(desk, 316, parent="SN-0009Z1")


@pytest.mark.parametrize("status", ["returned", "terminated", "in_lab"])
def test_eq_12_open_calls_are_named_when_a_unit_leaves(desk: Desk, status: str) -> None:
    number = desk.open_call()
    assert [str(note) for note in change(desk, 311, status=status).warnings] == [
        f"Card 311 still has open calls: {number}."
    ]
    assert change(desk, 312, status=status).warnings == ()


def test_eq_12_is_silent_for_units_that_stay(desk: Desk) -> None:
    desk.open_call()
    assert change(desk, 311, status="loaned").warnings == ()


def test_eq_13_a_warranty_ends_after_it_starts(desk: Desk) -> None:
    change(desk, 311, warranty_start="2026-01-01", warranty_end="2026-01-01")
    with pytest.raises(Refused, match="before it starts"):
        change(desk, 311, warranty_end="2025-12-31")
    with pytest.raises(Refused, match="before it starts"):
        add(desk, warranty_start="2026-01-02", warranty_end="2026-01-01")
    assert card(desk, 311)["warranty_end"] == date(2026, 1, 1)


def test_many_cards_are_changed_at_once_with_a_result_each_and_one_undo(desk: Desk) -> None:
    desk.open_call()
    outcomes = cards(desk).set(["311", "312", "999", "SN-000936"], {"customer": "C3"})
    assert [(each.number, each.done) for each in outcomes.outcomes] == [
        ("311", False), ("312", True), ("999", False), ("316", True),
    ]  # fmt: skip
    assert [card(desk, number)["customer"] for number in (311, 312, 316)] == ["C1", "C3", "C3"]
    desk.undo.undo()
    assert [card(desk, number)["customer"] for number in (311, 312, 316)] == ["C1", "C1", "C2"]


def test_a_card_changed_in_between_is_not_overwritten(desk: Desk) -> None:
    version = card(desk, 311)["version"]
    change(desk, 311, location="Roof")
    with pytest.raises(Conflict) as found:
        cards(desk).set(["311"], {"location": "Cellar"}, if_version=version)
    assert found.value.fields["location"] == ("Basement, left rack", "Roof", "Cellar")
    cards(desk).set(["311"], {"contact": "Ida"}, if_version=version, base={"contact": None, "location": "x"})
    assert (card(desk, 311)["location"], card(desk, 311)["contact"]) == ("Roof", "Ida")


def test_a_new_card_can_be_undone_and_what_is_unknown_is_refused(desk: Desk) -> None:
    number = add(desk, customers="C2")
    desk.undo.undo()
    with pytest.raises(NotFound):
        cards(desk).find(number)
    for values in ({"item": "WSH-4"}, {"customer": "C8"}, {"technician": "nobody"}, {"customers": "C8"}):
        with pytest.raises(NotFound):
            add(desk, **values)
    with pytest.raises(Refused):
        add(desk, technician="gone")
    with pytest.raises(BadUsage, match="serial"):
        add(desk, seriall="X")


def test_a_serial_that_fits_several_cards_is_asked_about(desk: Desk) -> None:
    desk.add("item", code="DRY-35", name="Dryer")
    one, other = add(desk, serial="TW-1"), add(desk, serial="TW-1", item="DRY-35")
    with pytest.raises(Refused, match=f"{other} .*{one} .*by its number"):
        cards(desk).cover("TW-1")
    assert cards(desk).cover(f"#{one}").card.row.number == one


def test_what_is_written_goes_to_a_card_named_in_full(desk: Desk) -> None:
    for values, named in (
        ({"location": "Roof"}, "931"),
        ({"parent": "931"}, "312"),
        ({"replaces": "0931"}, "312"),
    ):
        with pytest.raises(NotFound, match=r"Nearest are 311 \(SN-000931\)"):
            cards(desk).set([named], values)
    assert cards(desk).cover("931").card.row.number == 311
    assert card(desk, 311)["location"] == "Basement, left rack"


def test_digits_alone_are_a_number_or_a_serial_as_the_command_asks(desk: Desk) -> None:
    plain = add(desk, serial="0000316")
    assert cards(desk).sheet("316").line.row.number == 316
    assert cards(desk).sheet("0000316").line.row.number == plain
    assert cards(desk).cover("316").card.row.number == plain
    assert cards(desk).cover("#316").card.row.number == 316
    cards(desk).set(["0000316"], {"location": "Roof"})
    assert card(desk, plain)["location"] == "Roof"
