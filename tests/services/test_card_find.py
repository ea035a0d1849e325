"""The lookup of serials over a store: what it finds first, and that every change of a card reaches its index."""

from random import Random

import pytest

from svc_tui.services.card_find import Hit, find
from svc_tui.services.undo import UndoService
from svc_tui.storage.importing import add
from tests.perf.serial_blindfold import fleet, full_store, tried
from tests.services.desk import Desk


def hits(desk: Desk, text: str, top: int = 20) -> list[Hit]:
    with desk.store.read() as session:
        return list(find(session, text, top))


def numbers(desk: Desk, text: str) -> list[int]:
    return [hit.row.number for hit in hits(desk, text)]


@pytest.mark.parametrize(
    ("typed", "number", "why"),
    [
        ("sn931", 311, "whole serial"),
        ("MF/77/311", 311, "whole serial"),
        ("931", 311, "tail"),
        ("000 936", 316, "tail"),
        ("SN-OO0936", 316, "look-alike"),
        ("SN-000963", 316, "two swapped characters"),
        ("MF-77-3I6", 316, "look-alike"),
    ],
)
def test_either_serial_leads_to_the_card(desk: Desk, typed: str, number: int, why: str) -> None:
    first = hits(desk, typed)[0]
    assert (first.row.number, first.reading.why) == (number, why)


def test_only_what_fits_is_listed_while_anything_does(desk: Desk) -> None:
    assert numbers(desk, "SN-000931") == [311]
    assert {311, 312, 313} < set(numbers(desk, "SN-00093X"))
    assert numbers(desk, "31") == []
    assert numbers(desk, "QQQ-777-ZZZ") == []


def test_live_cards_first_old_owners_last(desk: Desk) -> None:
    for number, status in ((401, "terminated"), (402, "active"), (403, "in_lab"), (404, "terminated")):
        desk.add("equipment", number=number, serial="ZK-4471", item="WSH-40", customer="C2", status=status)
    for typed in ("ZK-4471", "4471", "ZK-44T1", "KZ-4471"):
        found = numbers(desk, typed)
        assert found[0] == 402, typed
        assert found[1] == 403, typed
        assert found[2:4] == [404, 401], typed
    assert len(hits(desk, "4471", 2)) == 2


def test_the_index_follows_every_change(desk: Desk) -> None:
    row_id = desk.add("equipment", number=501, serial="QX-7788", item="WSH-40", customer="C1")
    assert numbers(desk, "QX-7788") == [501]
    desk.change("equipment", row_id, serial="QY-1234", manufacturer_serial="MM-5555")
    assert numbers(desk, "QX-7788") == []
    assert numbers(desk, "QY-1234") == numbers(desk, "MM5555") == [501]
    undo = UndoService(desk.context)
    undo.undo()
    assert (numbers(desk, "QX-7788"), numbers(desk, "QY-1234")) == ([501], [])
    undo.undo()
    assert numbers(desk, "QX-7788") == []
    undo.redo()
    assert numbers(desk, "QX-7788") == [501]


def test_cards_that_come_in_bulk_are_found(desk: Desk) -> None:
    with desk.context.write(undoable=False) as unit:
        add(unit, "equipment", [{"number": 601, "serial": "BULK-0042", "item": "WSH-40", "customer": "C1"}])
    assert numbers(desk, "bulk42") == [601]
    assert numbers(desk, "SN-000931") == [311]


def test_the_blindfold(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nineteen of twenty misread serials lead to the right card first; the benchmark asks for more of them."""
    rng = Random(11)
    serials = fleet(rng, 10_000)
    store = full_store(tmp_path_factory.mktemp("fleet") / "fleet.db", serials)
    results = list(tried(store, serials, rng, 400))
    store.close()
    right = sum(found[:1] == [serial] for serial, _, _, found, _ in results)
    wrong = [(serial, typed) for serial, typed, _, found, _ in results if found[:1] != [serial]]
    assert right >= 0.95 * len(results), wrong
