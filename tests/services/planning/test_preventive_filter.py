"""Calls, cards and contracts are found by the plans that come round on them, and by how those stand."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.services.calls.service import Calls
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.services.planning.recurring import Row
from tests.services.planning.test_plans import Planner

DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Planner:
    """Three live cards of one item; a plan of the first, one of the item, one of a contract."""
    desk = Planner(tmp_path / "desk.db")
    desk.rule("CARD", equipment="311", every="monthly 10", name="Belts")
    desk.rule("ITEM", equipment="", item="WSH-40", every="monthly 12", name="Filters")
    desk.rule("K58", equipment="", contract="58", every="monthly 15", name="Inspection")
    return desk


def cards(desk: Planner, text: str) -> list[str]:
    cards = EquipmentCards(desk.context)
    listing = cards.ids(text)
    assert not listing.query.warnings, text
    return list(cards.numbers(listing.ids))


def contracts(desk: Planner, text: str) -> list[str]:
    return [f"K-{row.number}" for row in _rows(Contracts(desk.context), text)]


def calls(desk: Planner, text: str) -> list[str]:
    return sorted(row.subject for row in _rows(Calls(desk.context), text))


def _rows(service: Any, text: str) -> Any:
    listing = service.ids(text)
    assert not listing.query.warnings, text
    return service.rows(listing.ids)


def test_which_plan(desk: Planner) -> None:
    assert cards(desk, "plan:CARD") == ["311"]
    assert cards(desk, "plan:filters") == ["311", "312", "316"]
    assert cards(desk, "no:plan is:any") == ["313", "314", "315"]
    assert contracts(desk, "plan:k58") == contracts(desk, "has:plan") == ["K-58"]
    assert contracts(desk, "plan:CARD") == calls(desk, "has:plan is:any") == []
    desk.plans.make()
    assert calls(desk, "plan:ITEM is:any") == ["Filters"] * 3
    assert calls(desk, "piano:belts,inspection is:any") == ["Belts", "Inspection"]
    desk.open_call()
    assert calls(desk, "-has:plan is:any") == ["Stops after warm-up"]


def test_how_it_stands(desk: Planner) -> None:
    desk.plans.make()
    assert calls(desk, "preventive:due") == ["Belts", *["Filters"] * 3, "Inspection"]
    assert cards(desk, "preventive:due") == ["311", "312", "316"]
    assert contracts(desk, "preventive:due") == ["K-58"]
    assert calls(desk, "preventive:behind is:any") == cards(desk, "preventive:behind") == []
    desk.time += 10 * DAY  # 12 March: the belts are behind
    assert calls(desk, "preventive:behind") == ["Belts"]
    assert cards(desk, "preventive:behind") == ["311"]
    assert contracts(desk, "preventive:behind") == []
    (belts,) = [each.number for each in _rows(desk.calls, "plan:CARD is:any")]
    desk.calls.resolve([belts], "new belts")
    assert calls(desk, "preventive:done is:any") == ["Belts"]
    assert cards(desk, "preventive:done") == ["311"]
    assert cards(desk, "preventive:behind") == []
    desk.time += 85 * DAY  # June: nobody made what fell due in April and May
    desk.plans.make()
    assert cards(desk, "preventive:missed") == ["311", "312", "316"]
    assert contracts(desk, "preventive:missed") == ["K-58"]
    assert calls(desk, "preventive:missed is:any") == []
    assert cards(desk, "preventiva:mancata -preventive:due") == []


def test_a_filter_agrees_with_what_the_pages_tell(desk: Planner) -> None:
    """Over half a year in which now and then nobody looks, and every second call is done."""
    done = 0
    for days in (9, 3, 40, 15, 1, 62, 20, 33):
        desk.time += days * DAY
        desk.plans.make()
        waiting = _rows(desk.calls, "preventive:due")
        for each in waiting[: len(waiting) // 2]:
            desk.calls.resolve([each.number], "done")
            done += 1
        for number in (311, 312):
            rows = [each for each in desk.plans.of_card(number) if each.state != "due"]
            expected = {state for state in ("due", "behind", "done", "missed") if stands(desk, rows, state)}
            found = {
                state
                for state in ("due", "behind", "done", "missed")
                if str(number) in cards(desk, f"preventive:{state}")
            }
            assert found == expected, (desk.time, number)
    assert done > 5


def stands(desk: Planner, rows: list[Row], state: str) -> bool:
    """The same, from the rows that a page shows."""
    if state in ("due", "behind"):
        return any(row.state == "behind" or (state == "due" and row.state == "made") for row in rows)
    today = desk.context.today
    last: dict[str, Row] = {}
    for row in rows:
        if row.day <= today or row.state == "done":
            last[row.rule] = row
    return any(row.state == state for row in last.values())
