"""Two customers that are one: what moves, what goes, what is refused, and what one undo brings back."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from svc_tui.errors import NotFound, Refused
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.merging import CustomerMerge
from svc_tui.services.core.undo import UndoService
from svc_tui.storage.company.merging import naming
from svc_tui.storage.tables import every, table
from svc_tui.storage.tables.columns import is_watched
from tests.services.desk import MONDAY_9, Desk

JOURNAL = {"change", "change_row", "history", "counter", "import_step"}
STAMPS = {"version", "change_seq", "updated_at"}


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the store, but for who did what and when."""
    with desk.store.read() as session:
        return {
            name: sorted(
                map(tuple, session.execute(select(*(c for c in t.c if c.name not in left_out(t))))), key=repr
            )
            for name, t in every().tables.items()
            if name not in JOURNAL
        }


def left_out(t: Table) -> set[str]:
    """Columns that say when it was written; of an index that is made anew its keys too."""
    return STAMPS if is_watched(t) else STAMPS | {"id"}


def _fill(desk: Desk) -> str:
    """C3 with something in every column that names a customer. Returns the number of a call."""
    customers = Customers(desk.context)
    customers.set("C3", {"email": "bar@example.com", "credit_limit": "500", "balance": "100.10"})
    customers.set("C1", {"balance": "20.05"})
    customers.add_contact("C3", {"name": "Rosa Bianchi", "phone": "0341 55 66", "position": "Owner"})
    customers.add_contact("C1", {"name": "ROSA BIANCHI", "email": "rosa@example.com"})
    customers.add_contact("C3", {"name": "Ugo"})
    for code in ("C3", "C1"):
        customers.add_address(code, {"street": "Via Roma 1", "city": "Lecco"})
    customers.add_address("C3", {"street": "Via Milano 2", "city": "Lecco"})
    number = desk.open_call(serial="", customer="C3", item="WSH-40", subject="Drum is loud")
    desk.calls.note([number], "Will look", kind="phone", closed=False)
    desk.add("equipment", number=401, serial="SN-401", item="WSH-40", customer="C3", buyer="C3")
    desk.add("equipment_customer", equipment=311, customer="C3")
    desk.add("equipment_customer", equipment=316, customer="C3")
    desk.add("equipment_customer", equipment=316, customer="C1")
    desk.add("equipment_customer", equipment=401, customer="C1")
    desk.add("contract", number=70, type="customer", status="approved", customer="C3", response="4h")
    desk.add("movement", equipment=401, at=MONDAY_9, kind="delivered", direction="out", customer="C3")
    desk.add("message", person="bruno", kind="mention", customer="C3", text="See {customer}", at=MONDAY_9)
    with desk.store.read() as session:
        t = table("customer").c
        key = session.execute(select(t.id).where(t.code == "C3")).scalar_one()
    desk.add("attachment", kind="customer", object_id=key, name="map.pdf", sha256="0" * 64, size=1)
    return number


def test_every_column_of_a_customer_is_found_by_its_table() -> None:
    named = {
        (name, column.name)
        for name, t in every().tables.items()
        for column in t.c
        if column.name in ("customer", "buyer", "merged_into") and name not in ("call", "solution")
    } | {("call", "customer")}
    assert set(naming()) == named  # a new one says foreign_key or refers_to: storage/tables/columns.py


def test_nothing_names_the_merged_one_any_more(desk: Desk) -> None:
    number = _fill(desk)
    done = CustomerMerge(desk.context).merge(["c3"], "c1")
    assert (done.codes, done.into) == (("C3",), "C1")
    left = {
        (name, column)
        for name, column in naming()
        if any(row[0] == "C3" for row in _values(desk, name, column))
    }
    assert left == set()
    for name, rows in dump(desk).items():
        if name not in ("customer", "call_fts"):
            assert not [row for row in rows if "C3" in row], name
    sheet = Customers(desk.context).find("C1")
    assert sorted(each.name for each in sheet.contacts) == ["ROSA BIANCHI", "Ugo"]
    rosa = next(each for each in sheet.contacts if each.name.startswith("ROSA"))
    assert (rosa.phone, rosa.position, rosa.email) == ("0341 55 66", "Owner", "rosa@example.com")
    assert [each.street for each in sheet.addresses] == ["Via Roma 1", "Via Milano 2"]
    assert (sheet.row.email, sheet.row.credit_limit, sheet.row.balance) == (
        "bar@example.com",
        "500",
        "120.15",
    )
    assert _values(desk, "equipment_customer", "equipment") == [(316,)]  # once, and none beside the owner
    gone = Customers(desk.context).find("C3").row
    assert (gone.active, gone.merged_into, gone.balance) == (False, "C1", None)
    assert ("changed", "C3", "C1") in desk.events(number)
    assert desk.row(number)["customer_name"] == "Bar Centrale"  # as it was then (SC-30)


def _values(desk: Desk, name: str, column: str) -> list[tuple[Any, ...]]:
    with desk.store.read() as session:
        return [tuple(row) for row in session.execute(select(table(name).c[column]))]


def test_one_undo_brings_everything_back_and_redo_does_it_again(desk: Desk) -> None:
    _fill(desk)
    before = dump(desk)
    CustomerMerge(desk.context).merge(["C3", "C2"], "C1")
    merged = dump(desk)
    desk.undo.undo()
    assert dump(desk) == before
    desk.undo.redo()
    assert dump(desk) == merged


def test_a_dry_run_says_what_would_move_and_keeps_nothing(desk: Desk) -> None:
    _fill(desk)
    before = dump(desk)
    tried = CustomerMerge(desk.context).merge(["C3"], "C1", dry_run=True)
    assert dump(desk) == before
    assert tried.moved["call"] == tried.moved["contract"] == tried.moved["movement"] == 1
    assert tried.change_id is None
    done = CustomerMerge(desk.context).merge(["C3"], "C1")
    assert (done.moved, done.doubles, done.recomputed) == (tried.moved, tried.doubles, tried.recomputed)


def test_open_calls_are_covered_by_the_contracts_of_both(desk: Desk) -> None:
    desk.add(
        "contract", number=71, type="customer", status="approved", customer="C2", response="2h", resolution="8h",
        start=MONDAY_9.date(), end=MONDAY_9.date().replace(year=2027), coverage="24/7",
    )  # fmt: skip
    number = desk.open_call(serial="", customer="C3", item="WSH-40", subject="Not covered")
    assert not desk.row(number)["covered"]
    done = CustomerMerge(desk.context).merge(["C2"], "C3")
    row = desk.row(number)
    assert (row["covered"], row["contract"], done.recomputed) == (True, 71, 1)
    assert row["respond_by"] is not None
    desk.undo.undo()
    assert not desk.row(number)["covered"]
    assert desk.row(number)["respond_by"] is None


@pytest.mark.parametrize(
    ("codes", "into", "words"),
    [
        (["C1"], "C1", "itself"),
        (["C2"], "C9", "no customer"),
        (["C9"], "C1", "no customer"),
        ([], "C1", "Name"),
    ],
)
def test_refused_and_nothing_moves(desk: Desk, codes: list[str], into: str, words: str) -> None:
    before = dump(desk)
    with pytest.raises((Refused, NotFound)) as refused:
        CustomerMerge(desk.context).merge(codes, into)
    assert words in refused.value.text()
    assert dump(desk) == before


def test_refused_where_two_live_cards_would_bear_one_serial(desk: Desk) -> None:
    desk.add("equipment", number=402, serial="SN-000931", item="WSH-40", customer="C3")
    before = dump(desk)
    with pytest.raises(Refused) as refused:
        CustomerMerge(desk.context).merge(["C2", "C3"], "C1")
    assert "402" in refused.value.text()
    assert "311" in refused.value.text()
    assert dump(desk) == before
    desk.change("equipment", _key(desk, "equipment", number=402), status="terminated")
    CustomerMerge(desk.context).merge(["C3"], "C1")


def _key(desk: Desk, name: str, **where: Any) -> int:
    t = table(name).c
    (column, value), *_rest = where.items()
    with desk.store.read() as session:
        return int(session.execute(select(t.id).where(t[column] == value)).scalar_one())


def test_into_one_that_was_merged_or_is_not_active(desk: Desk) -> None:
    merge = CustomerMerge(desk.context)
    merge.merge(["C3"], "C2")
    with pytest.raises(Refused, match="already"):
        merge.merge(["C1"], "C3")
    merge.merge(["C2"], "C1")
    assert Customers(desk.context).find("C3").row.merged_into == "C1"  # leads to the one that stays
    Customers(desk.context).new({"code": "C7", "name": "Asleep", "active": "no"})
    with pytest.raises(Refused, match="not active"):
        merge.merge(["C1"], "C7")


def test_the_old_code_still_finds_and_a_new_call_goes_to_the_one_that_stays(desk: Desk) -> None:
    number = desk.open_call(serial="", customer="C3", item="WSH-40")
    CustomerMerge(desk.context).merge(["C3"], "C2")
    found = desk.calls.ids("customer:C3 is:any")
    assert [row.number for row in desk.calls.rows(found.ids)] == [number]
    assert [each.code for each in Customers(desk.context).search("c3")] == ["C2"]
    gone = Customers(desk.context).matching("merged_into:C2 is:any").rows
    assert [sheet.row.code for sheet in gone] == ["C3"]
    fresh = desk.calls.new({"customer": "C3", "subject": "Again"})
    assert desk.row(fresh.outcomes[0].number)["customer"] == "C2"
    assert any("C2" in str(each.values.values()) for each in fresh.outcomes[0].warnings)


def test_a_customer_with_thousands_of_calls(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    with desk.context.write(undoable=False) as unit:
        unit.load("call", [
            {"uid": f"u{index}", "number": str(50_000 + index), "number_order": 50_000 + index, "subject": "Old call",
             "status": "Closed", "status_class": "closed", "is_open": False, "customer": "C3",
             "reported_at": MONDAY_9, "closed_at": MONDAY_9, "responded_at": MONDAY_9}
            for index in range(300)
        ])  # fmt: skip
    before = dump(desk)
    assert CustomerMerge(desk.context).merge(["C3"], "C1").moved["call"] == 300
    UndoService(desk.context).undo()
    assert dump(desk) == before
    desk.store.close()
