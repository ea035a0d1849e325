"""Deliveries: every cell of the decision table B2.4, returns (SC-31), EQ-05, warranties (CT-13), bad rows, twice."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.core.text import serial_key
from svc_tui.domain.equipment.deliveries import Step, came_back, shipped
from svc_tui.errors import BadUsage, NotFound, Refused
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.deliveries.service import Deliveries, DeliveryReport
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk

HEAD = "document,date,customer,item,serial,manufacturer_serial,kind"


@pytest.fixture
def room(desk: Desk, tmp_path: Path) -> "Room":
    """The desk and a store room that sends files."""
    return Room(desk, tmp_path)


class Room:
    """What is delivered to the desk."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self.desk, self.path = desk, path

    def take(self, *rows: str, head: str = HEAD, **more: Any) -> DeliveryReport:
        """Take a CSV of these rows in."""
        file = self.path / "delivered.csv"
        file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return Deliveries(self.desk.context).run(file, **more)

    def take_json(self, found: Any, **more: Any) -> DeliveryReport:
        """Take B1 documents in."""
        file = self.path / "delivered.json"
        file.write_text(json.dumps(found), encoding="utf-8")
        return Deliveries(self.desk.context).run(file, **more)

    def cards(self, serial: str) -> list[tuple[int, str, str]]:
        """Number, customer and status of every card with this serial."""
        with self.desk.store.read() as session:
            from sqlalchemy import text

            found = session.execute(
                text(
                    "SELECT number, customer, status FROM equipment WHERE serial_key = :serial ORDER BY number"
                ),
                {"serial": serial_key(serial)},
            )
            return [tuple(row) for row in found]

    def everything(self) -> list[Any]:
        """All rows that a delivery may touch."""
        with self.desk.store.read() as session:
            from sqlalchemy import text

            tables = (
                "equipment",
                "movement",
                "contract",
                "contract_line",
                "contract_target",
                "history",
                "serial_form",
            )
            found = [
                session.execute(text(f"SELECT * FROM {name} ORDER BY id")).mappings().all() for name in tables
            ]
        stamps = {"version", "change_seq", "updated_at"}
        return [[{key: row[key] for key in row if key not in stamps} for row in rows] for rows in found]


def reasons(report: DeliveryReport) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.value, each.text()) for each in report.problems]


# The table, cell by cell: status of the card, same customer or not, what the cards are afterwards.
CELLS = [
    ("", True, Step.NEW, [("C1", "active")]),
    ("", False, Step.NEW, [("C2", "active")]),
    ("active", True, Step.NOTHING, [("C1", "active")]),
    ("active", False, Step.NOTHING, [("C1", "active")]),
    ("returned", True, Step.ACTIVATED, [("C1", "active")]),
    ("returned", False, Step.NEW_FOR_OLD, [("C1", "terminated"), ("C2", "active")]),
    ("terminated", True, Step.NOTHING, [("C1", "terminated")]),
    ("terminated", False, Step.NEW, [("C1", "terminated"), ("C2", "active")]),
    ("loaned", True, Step.NOTHING, [("C1", "loaned")]),
    ("loaned", False, Step.NOTHING, [("C1", "loaned")]),
    ("in_lab", True, Step.ACTIVATED, [("C1", "active")]),
    ("in_lab", False, None, [("C1", "in_lab")]),
]


@pytest.mark.parametrize("kind", ["delivery", "invoice"])
@pytest.mark.parametrize(("status", "same", "step", "after"), CELLS)
def test_b2_4_every_cell(
    room: Room, kind: str, status: str, same: bool, step: Step | None, after: list[tuple[str, str]]
) -> None:
    """EQ-04."""
    if status:
        EquipmentCards(room.desk.context).new(
            {"customer": "C1", "item": "WSH-40", "serial": "TB-1", "status": status}
        )
    before = room.everything()
    row = f"4711,2026-02-27,{'C1' if same else 'C2'},WSH-40,tb-1,,{kind}"
    report = room.take(row)
    assert [each[1:] for each in room.cards("TB-1")] == after
    if step is None:  # EQ-05: in the table "nothing"; the row says why
        assert reasons(report) == [
            (2, "customer", "C2", "Card 1 is in the repair lab and cannot be shipped to C2. Take it back from the "
             "lab first."),
        ]  # fmt: skip
    else:
        assert [each.step for each in report.taken] == [step]
        assert report.problems == []
    if step in (None, Step.NOTHING):
        assert room.everything() == before
        assert report.change_id is None
    assert room.take(row).change_id is None, "taken in twice, it changes nothing"
    assert [each[1:] for each in room.cards("TB-1")] == after
    if report.change_id is not None:
        room.desk.undo.undo()
        assert room.everything()[:5] == before[:5]


def test_a_serial_that_is_only_alike_is_another_unit_and_is_warned_of(room: Room) -> None:
    first = room.take("1,2026-02-27,C1,WSH-40,069,,delivery")
    second = room.take("2,2026-02-27,C2,WSH-40,69,,delivery")
    assert sorted(each[1:] for each in room.cards("069")) == [("C1", "active"), ("C2", "active")]
    assert [len(each.warnings) for report in (first, second) for each in report.taken] == [0, 1]


def test_of_several_cards_the_present_owners_is_meant_then_that_of_the_same_customer(room: Room) -> None:
    cards = EquipmentCards(room.desk.context)
    first, second = (
        cards.new({"customer": owner, "item": "WSH-40", "serial": "TB-1", "status": status}).number
        for owner, status in (("C1", "terminated"), ("C2", "active"))
    )
    row = "4711,2026-02-27,C1,WSH-40,TB-1,,delivery"
    present = f"Card {second} is active at C2; nothing changed"
    assert [str(each.note) for each in room.take(row).taken] == [present]
    cards.set([second], {"status": "terminated"})
    own = f"Card {first} of C1 is terminated; nothing changed, activate it by hand"
    assert [str(each.note) for each in room.take(row).taken] == [own]


def test_a_row_with_the_serials_of_two_units_is_refused(room: Room) -> None:
    cards = EquipmentCards(room.desk.context)
    for owner, serial in (("C1", "TB-1"), ("C2", "TB-2")):
        cards.new(
            {"customer": owner, "item": "WSH-40", "serial": serial, "manufacturer_serial": f"M-{serial}"}
        )
    (problem,) = room.take("4711,2026-02-27,C1,WSH-40,TB-1,M-TB-2,delivery").problems
    assert problem.text() == "TB-1 fits several cards: 2 (C2), 1 (C1). Name one by its number."


def test_a_new_card_has_the_data_of_its_document(room: Room) -> None:
    report = room.take(
        "DDT-7,27/02/2026,c2,wsh-40,NW-1,MF-1,delivery", "F-8,20260228,C1,WSH-40,NW-2,,invoice"
    )
    cards = EquipmentCards(room.desk.context)
    first, second = (cards.sheet(str(each.card)) for each in report.taken)
    row = first.line.row
    assert (row.customer, row.item, row.serial, row.manufacturer_serial) == ("C2", "WSH-40", "NW-1", "MF-1")
    assert (row.delivery, row.delivered_at, row.invoice) == ("DDT-7", date(2026, 2, 27), None)
    assert (second.line.row.invoice, second.line.row.delivery) == ("F-8", None)
    (move,) = first.movements
    assert (move.kind, move.direction, move.document, move.customer, move.who) == (
        "delivered", "out", "DDT-7", "C2", "anna",
    )  # fmt: skip
    assert move.at.isoformat() == "2026-02-26T23:00:00+00:00", "midnight in Rome"
    assert second.movements[0].kind == "invoiced"


def test_the_old_owners_card_and_the_new_one_name_each_other(room: Room) -> None:
    (taken,) = room.take("9,2026-02-27,C2,WSH-40,SN-000933,,delivery").taken
    cards = EquipmentCards(room.desk.context)
    assert (taken.other, cards.find(313).row.status) == (313, "terminated")
    assert [(each.kind, each.other) for each in cards.sheet("#313").movements] == [("ended", taken.card)]
    assert [(each.kind, each.other) for each in cards.sheet(f"#{taken.card}").movements] == [
        ("delivered", 313)
    ]


@pytest.mark.parametrize(
    ("serial", "customer", "after", "done"),
    [
        ("SN-000931", "C1", "returned", Step.RETURNED),
        ("SN-000932", "C1", "loaned", Step.NOTHING),
        ("SN-000933", "C1", "returned", Step.NOTHING),
        ("SN-000934", "C1", "terminated", Step.NOTHING),
        ("SN-000934", "C2", "terminated", Step.NOTHING),
        ("SN-000935", "C1", "in_lab", Step.NOTHING),
        ("SN-000931", "C2", "active", None),
    ],
)
def test_sc_31_a_return_of_an_active_unit_returns_its_card(
    room: Room, serial: str, customer: str, after: str, done: Step | None
) -> None:
    report = room.take(f"R-1,2026-03-01,{customer},WSH-40,{serial},,return")
    assert [status for _, _, status in room.cards(serial)] == [after]
    if done is None:
        assert reasons(report)[0][1:3] == ("customer", "C2")
        assert "belongs to C1, not to C2" in reasons(report)[0][3]
    else:
        assert [each.step for each in report.taken] == [done]


def test_a_return_names_open_calls_and_what_no_card_has_is_refused(room: Room) -> None:
    number = room.desk.open_call()
    report = room.take("R-1,2026-03-01,C1,WSH-40,SN-000931,,return", "R-1,2026-03-01,C1,WSH-40,ZZ-9,,return")
    assert [str(each) for each in report.taken[0].warnings] == [f"Card 311 still has open calls: {number}."]
    assert reasons(report) == [
        (3, "serial", "ZZ-9", "There is no card with item WSH-40 and serial ZZ-9, so nothing came back."),
    ]  # fmt: skip
    (move,) = EquipmentCards(room.desk.context).sheet("#311").movements
    assert (move.kind, move.direction, move.document) == ("returned", "in", "R-1")


def test_twice_changes_nothing_even_after_the_unit_came_back(room: Room) -> None:
    out, back = "7,2026-02-01,C1,WSH-40,TW-1,,delivery", "8,2026-02-20,C1,WSH-40,TW-1,,return"
    room.take(out, back)
    before = room.everything()
    report = room.take(out, back)
    assert [each.step for each in report.taken] == [Step.KNOWN, Step.KNOWN]
    assert room.everything() == before
    again = room.take("9,2026-03-01,C1,WSH-40,TW-1,,delivery")
    assert [each.step for each in again.taken] == [Step.ACTIVATED]


def test_good_rows_enter_and_each_bad_row_says_row_column_value_and_reason(room: Room) -> None:
    room.desk.add("item", code="SOAP", name="Soap", serial_managed=False)
    room.desk.add("customer", code="C9", name="Gone", active=False)
    report = room.take(
        "1,2026-02-27,C8,WSH-40,B-1,,delivery",
        "1,2026-02-27,C1,WSH-99,B-2,,delivery",
        "1,2026-02-27,C1,SOAP,B-3,,delivery",
        "1,yesterday,C1,WSH-40,B-4,,delivery",
        "1,2026-02-27,C1,WSH-40,,,delivery",
        "1,2026-02-27,,WSH-40,B-6,,delivery",
        "1,2026-02-27,C1,WSH-40,B-7,,gift",
        "1,2026-02-27,C9,WSH-40,B-8,,delivery",
        "1,2026-02-27,C1,WSH-40",
        "1,2026-02-27,C1,WSH-40,GOOD-1,,delivery",
    )
    assert [(row, column, value) for row, column, value, _ in reasons(report)] == [
        (2, "customer", "C8"), (3, "item", "WSH-99"), (4, "item", "SOAP"), (5, "date", "yesterday"), (6, "serial", ""),
        (7, "customer", ""), (8, "kind", "gift"), (9, "serial", "B-8"), (10, "serial", ""), (10, "", ""),
    ]  # fmt: skip
    assert "There is no customer C8" in reasons(report)[0][3]
    assert "no serial numbers, so it has no cards" in reasons(report)[2][3]
    assert "C9 is not active" in reasons(report)[7][3]
    assert len(report.taken) == 1
    assert [each[1:] for each in room.cards("GOOD-1")] == [("C1", "active")]


def test_a_model_that_is_no_longer_chosen_is_delivered_all_the_same(room: Room) -> None:
    room.desk.add("item", code="OLD-1", name="Old press", active=False)
    assert room.take("1,2026-02-27,C1,OLD-1,P-1,,delivery").count(Step.NEW) == 1


def test_eq_01_the_serial_that_the_setting_names_is_asked_for(room: Room) -> None:
    CompanySettings(room.desk.context).set({"card_serial": "manufacturer_serial"})
    report = room.take("1,2026-02-27,C1,WSH-40,B-1,,delivery")
    assert "needs manufacturer_serial" in reasons(report)[0][3]


def test_a_setting_says_whether_cards_are_made_by_themselves(room: Room) -> None:
    CompanySettings(room.desk.context).set({"auto_cards": "no"})
    report = room.take("1,2026-02-27,C1,WSH-40,B-1,,delivery", "2,2026-02-27,C1,WSH-40,SN-000931,,return")
    assert "auto_cards=yes" in reasons(report)[0][3]
    assert room.cards("B-1") == []
    assert [each.step for each in report.taken] == [Step.RETURNED]
    CompanySettings(room.desk.context).set({"auto_cards": True})
    assert room.take("1,2026-02-27,C1,WSH-40,B-1,,delivery").count(Step.NEW) == 1


def test_a_dry_run_says_the_same_and_keeps_nothing(room: Room) -> None:
    before = room.everything()
    rows = ("1,2026-02-27,C1,WSH-40,B-1,,delivery", "1,2026-02-27,C8,WSH-40,B-2,,delivery")
    dry = room.take(*rows, dry_run=True)
    assert room.everything() == before
    wet = room.take(*rows)
    assert [(each.step, str(each.note)) for each in dry.taken] == [
        (each.step, str(each.note)) for each in wet.taken
    ]
    assert reasons(dry) == reasons(wet)


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_delimiters_names_and_orders_of_columns(room: Room, mark: str) -> None:
    head = mark.join(("ItemCode", "Matricola", "CardCode", "DocDate", "DocNum", "LineNum", "Remark"))
    report = room.take(mark.join(("WSH-40", "X-1", "C1", "2026-02-27", "5", "3", "fragile")), head=head)
    (move,) = EquipmentCards(room.desk.context).sheet("X-1").movements
    assert (move.document, move.row) == ("5", 3)
    assert [(each.severity, each.column) for each in report.problems] == [("note", "Remark")]


def test_files_that_are_none_of_this_sort_are_refused_whole(room: Room) -> None:
    with pytest.raises(Refused, match="no column customer, serial"):
        room.take("1,2026-02-27,WSH-40", head="document,date,item")
    with pytest.raises(NotFound):
        Deliveries(room.desk.context).run(room.path / "none.csv")
    with pytest.raises(BadUsage, match="delivery, invoice, return"):
        room.take("1,2026-02-27,C1,WSH-40,B-1,,", kind="gift")
    with pytest.raises(Refused, match="Orders are no deliveries"):
        room.take_json(
            {"odata.metadata": "x/$metadata#Orders", "value": [{"DocNum": 1, "DocumentLines": []}]}
        )


def document(**more: Any) -> dict[str, Any]:
    serials = [
        {"ManufacturerSerialNumber": "MF-J1", "InternalSerialNumber": "SN-J1"},
        {"InternalSerialNumber": "SN-J2"},
    ]
    lines = [
        {"LineNum": 0, "ItemCode": "SOAP"},
        {"LineNum": 4, "ItemCode": "WSH-40", "SerialNumbers": serials},
    ]
    return {
        "DocEntry": 9,
        "DocNum": 77,
        "DocDate": "2026-02-27T00:00:00Z",
        "CardCode": "C1",
        "DocumentLines": lines,
    } | more


def test_b1_documents_say_what_they_are_by_their_set_or_their_object_code(room: Room) -> None:
    report = room.take_json({"@odata.context": "x/$metadata#DeliveryNotes", "value": [document()]})
    assert [(each.told.kind, each.told.document, each.told.line, each.step) for each in report.taken] == [
        ("delivery", "77", 4, Step.NEW), ("delivery", "77", 4, Step.NEW),
    ]  # fmt: skip
    assert [each[1:] for each in room.cards("SN-J1")] == [("C1", "active")]
    back = room.take_json([document(DocNum=78, DocObjectCode="oReturns")])
    assert back.count(Step.RETURNED) == 2
    invoice = room.take_json(document(DocNum=79, DocObjectCode="13"))
    assert (invoice.taken[0].told.kind, invoice.taken[0].step) == ("invoice", Step.ACTIVATED)
    nameless = room.take_json([document(DocNum=80)])
    assert "Say --kind" in reasons(nameless)[0][3]
    assert room.take_json([document(DocNum=80)], kind="return").count(Step.RETURNED) == 2
    cancelled = room.take_json([document(DocNum=81, Cancelled="tYES")], kind="delivery")
    assert [(each.severity, each.value) for each in cancelled.problems] == [("note", "81")]
    assert reasons(room.take_json({"DocNum": 5}, kind="delivery"))[0][1] == "DocumentLines"


# Warranties


@pytest.fixture
def guarded(room: Room) -> Room:
    """Washers have a year of warranty, on a template with everything a template has."""
    desk = room.desk
    desk.add("contract_template", name="WAR-12", description="Warranty", duration=12, response="1d", resolution="3d",
             coverage="Mo-Sa 08:00-18:00", include_parts=True, include_labour=True, targets={"high": ["4h", "1d"]},
             remarks="Parts of ours")  # fmt: skip
    desk.add("item", code="DRY-35", name="Dryer", warranty_template="WAR-12")
    desk.add("item", code="IRN-1", name="Iron", warranty_template="WAR-GONE")
    with desk.store.read() as session:
        from svc_tui.storage.engine.read_models import find_id

        washer = find_id(session, "item", "code", "WSH-40") or 0
    desk.change("item", washer, warranty_template="WAR-12")
    return room


def contracts(room: Room) -> list[dict[str, Any]]:
    with room.desk.store.read() as session:
        from sqlalchemy import text

        found = session.execute(text("SELECT * FROM contract WHERE number <> 58 ORDER BY number")).mappings()
        return [dict(row) for row in found]


def lines(room: Room, contract: int) -> list[tuple[Any, ...]]:
    with room.desk.store.read() as session:
        from sqlalchemy import text

        found = session.execute(
            text(
                'SELECT line, equipment, serial, item, start, "end" FROM contract_line WHERE contract = :n ORDER BY id'
            ),
            {"n": contract},
        )
        return [tuple(row) for row in found]


def test_ct_13_one_warranty_for_a_template_a_document_and_a_customer(guarded: Room) -> None:
    report = guarded.take(
        "50,2026-01-31,C1,WSH-40,W-1,,delivery",
        "50,2026-01-31,C1,DRY-35,D-1,,delivery",
        "50,2026-01-31,C2,WSH-40,W-2,,delivery",
        "51,2026-01-31,C1,WSH-40,W-3,,delivery",
    )
    one, other, third = contracts(guarded)
    assert [each.contract for each in report.taken] == [
        one["number"],
        one["number"],
        other["number"],
        third["number"],
    ]
    assert {name: one[name] for name in ("customer", "template", "type", "service_type", "status", "start", "end",
                                         "duration", "response", "resolution", "coverage", "include_parts",
                                         "include_travel", "description", "remarks")} == {
        "customer": "C1", "template": "WAR-12", "type": "serial", "service_type": "warranty", "status": "approved",
        "start": "2026-01-31", "end": "2027-01-30", "duration": 12, "response": "1d", "resolution": "3d",
        "coverage": "Mo-Sa 08:00-18:00", "include_parts": 1, "include_travel": 0, "description": "Warranty",
        "remarks": "Parts of ours",
    }  # fmt: skip
    assert lines(guarded, one["number"]) == [
        (1, report.taken[0].card, "W-1", "WSH-40", "2026-01-31", "2027-01-30"),
        (2, report.taken[1].card, "D-1", "DRY-35", "2026-01-31", "2027-01-30"),
    ]
    cards = EquipmentCards(guarded.desk.context)
    row = cards.find(report.taken[0].card or 0).row
    assert (row.warranty_start, row.warranty_end) == (date(2026, 1, 31), date(2027, 1, 30))
    assert cards.cover("W-1").entitlement.contract == one["number"]
    terms = cards.cover("W-1").terms
    assert terms is not None
    assert terms.target("high") == ("4h", "1d")


def test_ct_13_a_unit_that_follows_later_joins_the_warranty_of_its_document(guarded: Room) -> None:
    first = "50,2026-01-31,C1,WSH-40,W-1,,delivery"
    (before,) = guarded.take(first).taken
    known, later = guarded.take(first, "50,2026-01-31,C1,WSH-40,W-9,,delivery").taken
    assert (known.step, later.contract) == (Step.KNOWN, before.contract)
    assert len(contracts(guarded)) == 1


def test_ct_13_only_new_cards_bring_a_warranty_and_a_bad_template_says_so(guarded: Room) -> None:
    report = guarded.take(
        "60,2026-02-01,C1,WSH-40,SN-000933,,delivery", "60,2026-02-01,C1,IRN-1,I-1,,delivery"
    )
    assert [each.contract for each in report.taken] == [None, None]
    assert [str(each) for each in report.taken[1].warnings] == [
        "There is no template WAR-GONE, which item IRN-1 names; no warranty contract was made."
    ]
    guarded.desk.add("contract_template", name="WAR-GONE", expired=True, duration=12)
    assert "is expired" in str(guarded.take("61,2026-02-01,C1,IRN-1,I-2,,delivery").taken[0].warnings[0])
    assert contracts(guarded) == []


def test_ct_13_a_warranty_is_undone_with_its_delivery(guarded: Room) -> None:
    before = guarded.everything()[:5]
    guarded.take("50,2026-01-31,C1,WSH-40,W-1,,delivery")
    guarded.desk.undo.undo()
    assert guarded.everything()[:5] == before
    guarded.desk.undo.redo()
    assert len(contracts(guarded)) == 1


def test_the_table_is_asked_without_a_store_too() -> None:
    assert shipped(None, None, None, "C1") is Step.NEW
    with pytest.raises(Refused, match="repair lab"):
        shipped(7, "in_lab", "C1", "C2")
    with pytest.raises(Refused, match="belongs to C1"):
        came_back(7, "loaned", "C1", "C2")
