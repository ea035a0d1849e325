"""Cards of the demo company: the list, the card and a call agree on coverage, and each serial leads to its card."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from svc_tui.domain.sla.entitlement import Reason
from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, make
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.services.sla.cover import cover
from svc_tui.storage.calls import reads as call_context
from svc_tui.storage.engine.store import Store

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo store for all tests."""
    found = tmp_path_factory.mktemp("demo") / "demo.db"
    make(found, Made(60, 1, "en", NOW), lambda stage, done, total: None)
    return found


@pytest.fixture
def cards(path: Path) -> Iterator[EquipmentCards]:
    """Anna at the store."""
    store = Store.open(path, make=False)
    yield EquipmentCards(Context(store, "anna", lambda: NOW))
    store.close()


def test_the_list_says_of_every_card_what_a_call_would_say(cards: EquipmentCards) -> None:
    context = cards._context
    lines = cards.lines(cards.ids().ids)
    answers = cards.covered(lines)
    covered = set(cards.ids("is:covered").ids)
    reasons = set()
    with context.store.read() as session:
        for line in lines:
            row = line.row
            asked = cover(
                session=session, company=context.company, customer=row.customer,
                card=call_context.card(session=session, number=row.number), item=row.item,
                item_group=line.item_group, at=NOW, priority="low", now=NOW,
            )  # fmt: skip
            answer = answers[row.id]
            assert answer == asked.entitlement, row.number
            assert (row.id in covered) is answer.is_accepted
            reasons.add(answer.reason)
    assert reasons >= set(Reason) - {Reason.NO_COVERAGE_LEFT}


def test_a_contract_on_its_last_evening_has_no_coverage_left(cards: EquipmentCards) -> None:
    lines = cards.lines(cards.ids("is:live is:covered").ids)
    ends = {answer.last_day for answer in cards.covered(lines).values() if answer.last_day}
    reasons = set()
    for day in sorted(ends)[:3]:
        late = datetime(day.year, day.month, day.day, 22, 59, tzinfo=UTC) - timedelta(hours=1)
        reasons |= {cards.cover(f"#{line.row.number}", late).entitlement.reason for line in lines}
    assert Reason.NO_COVERAGE_LEFT in reasons


def test_every_serial_leads_to_its_card(cards: EquipmentCards) -> None:
    rows = cards.list()
    living = [row for row in rows if row.status != "terminated"]
    for row in living:
        for serial in {row.serial, row.manufacturer_serial} - {None}:
            assert serial is not None
            found = cards.lookup(serial)
            assert found[0].row.number == row.number, serial
            assert found[0].reading.why == "whole serial"
    for row in rows:
        if row.status == "terminated" and row.serial:
            hits = [hit.row for hit in cards.lookup(row.serial)]
            assert [hit.status for hit in hits][:2] == ["active", "terminated"]
