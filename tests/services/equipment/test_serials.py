"""Whatever people leave out of a serial when they type it, whole or its tail: the unit and its calls are found."""

import pytest

from svc_tui.domain.core.text import serial_columns
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk

TYPED = [
    "2024-00017",
    "202400017",
    "2024-17",
    "ab 2024/017",
    "AB2024.0017",
    "24-17",
    "400017",
    "0017",
    "017",
]


@pytest.fixture
def number(desk: Desk) -> str:
    """A call on a unit whose serial has two runs of digits with zeros."""
    serial = "AB-2024-00017"
    desk.add("equipment", number=701, item="WSH-40", customer="C1", serial=serial,
             **serial_columns("serial", serial))  # fmt: skip
    return desk.calls.new({"serial": serial, "subject": "Leaks"}).outcomes[0].number


def found(desk: Desk, text: str) -> list[str]:
    listing = desk.calls.ids(text)
    return [row.number for row in desk.calls.rows(listing.ids)]


@pytest.mark.parametrize("typed", TYPED)
def test_a_call_and_its_unit_are_found_by_the_tail(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, f'serial:"{typed}"') == [number]
    assert [card.number for card in EquipmentCards(desk.context).by_serial(typed)] == [701]


@pytest.mark.parametrize("typed", ["AB-2024-00017", "ab2024-17", "AB202400017"])
def test_a_new_call_takes_the_unit_by_any_spelling(desk: Desk, number: str, typed: str) -> None:
    made = desk.calls.new({"serial": typed, "subject": "Again"}).outcomes[0].number
    assert desk.row(made)["equipment"] == 701


@pytest.mark.parametrize("typed", ["AB-2024-00017", "ab2024-17", "AB202400017"])
def test_bare_words_find_it_too(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, typed) == [number]


@pytest.mark.parametrize("typed", ["117", "00117", "17", "12024-17", "00"])
def test_another_tail_finds_nothing(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, f"serial:{typed}") == []


@pytest.mark.parametrize("typed", ["2024-1", "AB-2024", "ab20", "B-2024-0"])
def test_a_beginning_or_middle_of_four_signs_finds_it(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, f"serial:{typed}") == [number]
    assert found(desk, f"serial:{typed[:3]}") == []


@pytest.mark.parametrize(
    "typed", ["S/N: AB-2024-17", "]C1AB-2024-00017", "(21)AB202400017", "Serial No. ab2024-17"]
)
def test_a_label_is_no_part_of_a_serial(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, f'serial:"{typed}"') == [number]
    made = desk.calls.new({"serial": typed, "subject": "Again"}).outcomes[0].number
    assert desk.row(made)["equipment"] == 701


@pytest.mark.parametrize("typed", ["00017", "400017", "2024-17", "017"])
def test_free_text_finds_a_call_by_the_tail_of_its_serial(desk: Desk, number: str, typed: str) -> None:
    assert found(desk, typed) == [number]
    assert found(desk, f"{typed} nonsense") == []
    assert found(desk, f"{typed} OR nonsense") == [number]
    assert found(desk, f"-{typed}") == []


def test_free_text_finds_the_serial_of_a_call_that_has_no_card(desk: Desk) -> None:
    loose = desk.open_call(customer="C1", serial="54-OR323014")
    assert found(desk, "323014") == found(desk, "or323014") == [loose]


def test_a_corrected_serial_is_found_by_its_new_spelling(desk: Desk, number: str) -> None:
    desk.calls.set([number], {"serial": "SN-000931"})
    assert found(desk, "serial:2024-17") == []
    desk.calls.set([number], {"serial": "AB-2024-00017"})
    assert found(desk, "serial:2024-17") == [number]


@pytest.mark.parametrize("typed", ["007", "0007", "00007"])
def test_zeros_in_front_of_a_number_of_one_digit_do_not_count(desk: Desk, typed: str) -> None:
    for number, serial in ((801, "TA-7"), (802, "TA-17"), (803, "TA-7-1")):
        desk.add("equipment", number=number, item="WSH-40", customer="C1", serial=serial,
                 **serial_columns("serial", serial))  # fmt: skip
    call = desk.calls.new({"equipment": 801, "subject": "Leaks"}).outcomes[0].number
    desk.calls.new({"equipment": 802, "subject": "Leaks"})
    desk.calls.new({"equipment": 803, "subject": "Leaks"})
    assert found(desk, f"serial:{typed}") == [call]
