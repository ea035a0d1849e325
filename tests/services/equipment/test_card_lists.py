"""Lists of cards by filter, and whether a card is covered: on screen, on the command line and on a call alike."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk, kept


def told_apart(desk: Desk) -> None:
    with desk.context.write() as unit:
        unit.insert("item_group", {"name": "Ovens", "number": 104})
        unit.insert("item", {"code": "OVN-6", "name": "Combi oven", "group": "Ovens"})
    service = EquipmentCards(desk.context)
    service.set(["316"], {"item": "OVN-6", "technician": "bruno", "customers": "C3", "contact": "Ida Verdi"})
    service.set(["312"], {"warranty_start": "2025-03-10", "warranty_end": "2026-03-09", "parent": "311"})
    service.set(["313"], {"warranty_end": "2026-03-01", "address": "Via Roma 4"})
    desk.open_call()
    number = desk.open_call(subject="Again")
    desk.calls.close([number], "Door sensor replaced")


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    """The company; for a test that asks for `cards` too, with what tells these apart."""
    return Desk(tmp_path / "desk.db", kept(told_apart) if "cards" in request.fixturenames else None)


@pytest.fixture
def cards(desk: Desk) -> EquipmentCards:
    """The desk's six cards with a little more to tell them apart by."""
    return EquipmentCards(desk.context)


def found(cards: EquipmentCards, text: str) -> list[int]:
    listing = cards.ids(text)
    assert [str(warning) for warning in listing.query.warnings] == []
    return [line.row.number for line in cards.lines(listing.ids)]


@pytest.mark.parametrize(
    ("values", "text", "is_found"),
    [
        ({"warranty_start": "2026-03-02", "warranty_end": "2027-01-01"}, "is:warranty", True),
        ({"warranty_start": "2026-01-01"}, "is:warranty", False),
        ({"status": "loaned", "due_back": "2026-03-01"}, "is:overdueloan", True),
        ({"status": "loaned", "due_back": "2026-03-02"}, "is:overdueloan", False),
    ],
)
def test_the_first_and_the_last_day_count(
    cards: EquipmentCards, values: dict[str, str], text: str, is_found: bool
) -> None:
    cards.set(["311"], values)
    assert (311 in found(cards, text)) is is_found


def test_territories_are_those_of_customers_and_cards_each_once_and_none_is_empty(
    desk: Desk, cards: EquipmentCards
) -> None:
    desk.change("customer", 1, territory="North")
    desk.change("customer", 2, territory="")
    cards.set(["313"], {"territory": "South"})
    cards.set(["314"], {"territory": "North"})
    assert [each.code for each in cards.territories()] == ["North", "South"]
    assert [each.code for each in cards.territories("sou")] == ["South"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [311, 312, 313, 314, 315, 316]),
        ("number:312", [312]),
        ("#313", [313]),
        ("number:312..314", [312, 313, 314]),
        ("serial:931", [311]),
        ("matricola:sn936", [316]),
        ("manufacturer_serial:77-313", [313]),
        ("item:OVN-6", [316]),
        ("item_name:oven", [316]),
        ("item_group:Ovens", [316]),
        ("group:laundry number:<313", [311, 312]),
        ("-item_group:Laundry", [316]),
        ("customer:C2", [316]),
        ("cliente:bianchi status:active", [311]),
        ("customer_name:aurora", [316]),
        ("customers:C3", [316]),
        ("contact:verdi", [316]),
        ("status:loaned,in_lab", [312, 315]),
        ("stato:prestata", [312]),
        ("is:live", [311, 312, 316]),
        ("is:terminated", [314]),
        ("technician:bruno", [316]),
        ("no:technician number:<313", [311, 312]),
        ("address:roma", [313]),
        ("location:rack number:<312", [311]),
        ("warranty:<30d", [312]),
        ("warranty:<2026-03-05", [313]),
        ("is:warranty", [312]),
        ("has:warranty", [312, 313]),
        ("warranty_start:2025-03", [312]),
        ("parent:311", [312]),
        ("has:parent", [312]),
        ("calls:>=2", [311]),
        ("calls:0 customer:C2", [316]),
        ("open_calls:1", [311]),
        ("has:calls", [311]),
        ("no:open_calls is:live", [312, 316]),
        ("contract:K-58", [311]),
        ("contratto:58", [311]),
        ("is:covered", [311]),
        ("is:uncovered", [312, 313, 314, 315, 316]),
        ("covered:yes", [311]),
        ("-is:covered is:live", [312, 316]),
        ("coverage_reason:listed is:live", [312]),
        ("coverage_reason:\"no contract\"", [316]),
        ("verdi", [316]),
        ("oven", [316]),
        ("sn-936", [316]),
        ("hotel OR 311", [311, 316]),
        ("sort:-number is:live", [316, 312, 311]),
        ("is:live sort:customer_name", [316, 311, 312]),
        ("is:live sort:item_name", [316, 311, 312]),
        ("is:live sort:-calls", [311, 312, 316]),
        ("sort:warranty", [313, 312, 311, 314, 315, 316]),
        ("is:live sort:-contract", [311, 312, 316]),
        ("is:live sort:coverage_reason", [311, 316, 312]),
    ],
)  # fmt: skip
def test_cards_are_found_by_what_is_known_of_them(
    cards: EquipmentCards, text: str, numbers: list[int]
) -> None:
    assert found(cards, text) == numbers


def test_a_value_that_names_nothing_is_said(cards: EquipmentCards) -> None:
    listing = cards.ids("customer:bianci status:foo")
    said = [warning.text() for warning in listing.query.warnings]
    assert said == [
        "foo is no value of status:.",
        "bianci is no value of customer:. Did you mean C1?",
    ]


def test_the_list_follows_a_contract_that_ends(desk: Desk, cards: EquipmentCards) -> None:
    assert found(cards, "is:covered") == [311]
    desk.change("contract", 1, end=date(2026, 3, 1))
    assert found(cards, "is:covered") == []
    assert found(cards, "coverage_reason:expired") == [311]


@pytest.mark.parametrize(
    ("values", "at", "reason"),
    [
        ({}, None, "covered"),
        ({"start": date(2026, 3, 3)}, None, "not yet started"),
        ({"end": date(2026, 3, 1)}, None, "expired"),
        ({"end": date(2026, 3, 1)}, datetime(2026, 3, 1, 12, tzinfo=UTC), "no coverage left"),
        ({"end": date(2026, 3, 1)}, datetime(2026, 2, 27, 8, tzinfo=UTC), "covered"),
        ({"status": "on_hold"}, None, "on hold"),
        ({"status": "draft"}, None, "draft"),
        ({"status": "terminated"}, None, "terminated"),
        ({"termination": date(2026, 3, 2)}, None, "terminated"),
        ({"units": 3, "used": 3}, None, "units exhausted"),
    ],
)
def test_a_card_says_what_a_call_would_say(
    desk: Desk, values: dict[str, Any], at: datetime | None, reason: str
) -> None:
    desk.change("contract", 1, **values)
    cover = EquipmentCards(desk.context).cover("SN-000931", at).entitlement
    assert cover.reason.value == reason
    assert [(each.number, each.taken) for each in cover.considered] == [(58, cover.is_accepted)]
    if at is None:
        assert desk.row(desk.open_call())["coverage_reason"] == reason


def test_no_contract_and_not_listed(desk: Desk) -> None:
    service = EquipmentCards(desk.context)
    assert service.cover("936").entitlement.reason.value == "no contract"
    assert service.cover("932").entitlement.reason.value == "not listed"


@pytest.mark.parametrize(
    "line", [{"manufacturer_serial": "MF 77 312"}, {"equipment": 312}, {"serial": "sn932"}]
)
def test_a_contract_names_a_unit_by_card_or_either_serial(desk: Desk, line: dict[str, Any]) -> None:
    desk.add("contract_line", contract=58, line=2, **line)
    service = EquipmentCards(desk.context)
    assert service.cover("SN-000932").entitlement.contract == 58
    assert [each.row.number for each in service.lines(service.ids("is:covered").ids)] == [311, 312]
    number = desk.open_call(serial="MF-77-312")
    assert desk.row(number)["contract"] == 58


def test_a_line_with_another_item_names_another_unit(desk: Desk) -> None:
    desk.add("contract_line", contract=58, line=2, serial="SN-000932", item="DRY-35")
    service = EquipmentCards(desk.context)
    assert service.cover("SN-000932").entitlement.reason.value == "not listed"
    assert desk.row(desk.open_call(serial="SN-000932"))["coverage_reason"] == "not listed"


def test_a_warranty_holds_on_its_last_day_and_not_before_its_first(desk: Desk) -> None:
    service = EquipmentCards(desk.context)
    service.set(["311"], {"warranty_end": "2026-03-02"})
    service.set(["312"], {"warranty_end": "2026-03-01"})
    service.set(["316"], {"warranty_start": "2026-03-03", "warranty_end": "2026-12-31"})
    assert found(service, "is:warranty") == [311]


def test_a_line_with_a_card_is_for_that_card_alone(desk: Desk) -> None:
    desk.add("equipment", number=401, serial="SN-000931", item="WSH-40", customer="C1", status="terminated")
    service = EquipmentCards(desk.context)
    assert service.cover("#401").entitlement.reason.value == "not listed"
    assert service.cover("SN-000931").card.row.number == 311


def test_the_sheet_says_everything_about_a_unit(desk: Desk, cards: EquipmentCards) -> None:
    sheet = cards.sheet("SN-000931")
    assert (sheet.line.calls, sheet.line.open_calls, sheet.components) == (2, 1, (312,))
    assert [call["subject"] for call in sheet.calls] == ["Stops after warm-up", "Again"]
    assert [each.number for each in sheet.contracts] == [58]
    assert sheet.coverage.entitlement.contract == 58
    assert sheet.coverage.terms is not None
    assert sheet.coverage.terms.includes == ("parts", "labour")


def test_a_first_page_says_that_there_is_more(cards: EquipmentCards) -> None:
    page = cards.ids("sort:-number", first=2)
    assert not page.whole
    assert [line.row.number for line in cards.lines(page.ids)] == [316, 315]
    assert cards.ids("sort:-covered", first=20).whole
    assert cards.numbers(page.ids) == ("316", "315")


def test_a_word_is_found_while_it_is_typed(cards: EquipmentCards) -> None:
    assert len(cards.ids("ver", typing=True).ids) == 1
    assert len(cards.ids("ver").ids) == 0
    assert [each.text for each in cards.complete("technician:b", 12)] == ["bruno"]


def test_news_name_cards_whose_line_is_another_now(desk: Desk, cards: EquipmentCards) -> None:
    seq = desk.store.change_seq()
    assert cards.changed_since(seq) == (seq, [], [])
    ids = {line.row.number: line.row.id for line in cards.lines(cards.ids().ids)}
    cards.set(["313"], {"territory": "North"})
    assert cards.changed_since(seq, "territory:north")[1:] == ([ids[313]], [])
    assert cards.changed_since(seq, "territory:south")[1:] == ([], [ids[313]])
    seq = desk.store.change_seq()
    desk.open_call(subject="Counts for its card")
    assert cards.changed_since(seq)[1] == [ids[311]]
    seq = desk.store.change_seq()
    desk.change("contract", 1, end=date(2026, 3, 1))
    assert set(cards.changed_since(seq)[1]) == set(ids.values())


@pytest.mark.parametrize(
    ("written", "card"),
    [
        ({"subject": "Unit SN-000931: stops after warm-up"}, 311),
        ({"subject": "Stops", "description": "The plate says sn000936, hardly to be read."}, 316),
        ({"subject": "Call back 0341555019 about mf 77/311."}, 311),
        ({"subject": "Two units: SN-000935 and SN-000931"}, 315),
    ],
)
def test_a_call_without_a_card_leads_to_the_first_known_serial_in_its_text(
    desk: Desk, cards: EquipmentCards, written: dict[str, str], card: int
) -> None:
    number = desk.calls.new({"customer": "C1", **written}).outcomes[0].number
    assert cards.of_call(number) == card


def test_a_note_may_name_the_unit_too(desk: Desk, cards: EquipmentCards) -> None:
    number = desk.calls.new({"customer": "C1", "subject": "Leak"}).outcomes[0].number
    with pytest.raises(Refused, match="names no unit"):
        cards.of_call(number)
    desk.calls.note([number], "It is the one with SN-000932 on it", "note", closed=True)
    assert cards.of_call(number) == 312
    assert cards.spotted("nothing with 931 alone") is None


def test_the_short_form_of_a_card_is_enough_for_the_list(cards: EquipmentCards) -> None:
    preview = cards.preview(311)
    assert preview.coverage.entitlement.is_accepted
    assert preview.call is not None
    assert preview.call["subject"] == "Stops after warm-up"
    with pytest.raises(NotFound):
        cards.preview(999)


def test_open_calls_are_counted_one_by_one(desk: Desk, cards: EquipmentCards) -> None:
    for subject in ("Noise", "Smell"):
        desk.open_call(subject=subject)
    line = cards.lines(cards.ids("number:311").ids)[0]
    assert (line.open_calls, line.calls) == (3, 4)
