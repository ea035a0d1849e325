"""Who lent a unit is reminded once when it is not back on its day, and again for another day."""

from datetime import date
from pathlib import Path

from svc_tui.services.core.context import Context
from svc_tui.services.core.waking import wake
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.services.messages.service import Messages, words
from tests.services.desk import Desk


def test_an_overdue_loan_is_told_once_for_each_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    carla = Context(desk.store, "carla", lambda: desk.time)
    cards = EquipmentCards(carla)
    cards.loan("313", "311", date(2026, 3, 10))

    def told() -> list[str]:
        messages = Messages(carla)
        return [words(row) for row in reversed(messages.rows(messages.ids("kind:reminder").ids))]

    desk.later(days=8)  # Tuesday 10 March: its day
    assert wake(desk.context)["equipment"] == ()
    desk.later(days=1)
    assert wake(desk.context)["equipment"] == (313,)
    assert wake(desk.context)["equipment"] == ()
    assert told() == [
        "Card 313, lent to Lavanderia Bianchi, was to be back on 10 Mar 2026. Fetch it, or agree on another day."
    ]
    cards.set(["313"], {"due_back": "2026-03-20"})
    assert wake(desk.context)["equipment"] == ()
    desk.later(days=10)
    assert wake(desk.context)["equipment"] == (313,)
    assert len(told()) == 2
    cards.loan_back(["313"])
    desk.later(days=10)
    assert wake(desk.context)["equipment"] == ()
