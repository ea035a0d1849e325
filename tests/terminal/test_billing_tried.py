"""Month's end as a new user tries it, in a real terminal: from the proposal of one customer to a file that an
accountant takes, with one line disputed and taken out. Each key counts half a second of a person.
"""

import csv
from pathlib import Path

import pytest

from svc_tui.services.work.service import Works
from tests.services.billing.priced import priced
from tests.services.desk import Desk
from tests.terminal.desk import NOW, open_desk
from tests.terminal.test_plan_tried import Person

TRIED_S = 120


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A customer with three lines of work that no contract covers."""
    desk = Desk(tmp_path / "desk.db")
    desk.time = NOW
    priced(desk)
    number = desk.open_call(serial="SN-000936", customer="C2")
    for told in ("1h30 seal", "30m tested", "45m drive belt"):
        Works(desk.context).log([number], told)
    return desk


@pytest.mark.slow
def test_a_month_ends_in_under_two_minutes_of_keys(desk: Desk, tmp_path: Path) -> None:
    to = tmp_path / "november.csv"
    desk.store.close()
    with open_desk(desk.store.path, tmp_path) as program:
        person = Person(program)
        person.press("g", "b", until="Bill which customer")
        person.type("c2")
        person.press("enter", until="to do 220.00")
        person.press("G", "x", until="Why it is held")
        person.type("was not there")
        person.press("enter", until="held 60.00")
        person.press("A", until="approved 160.00")
        person.press(">", until="Into which file")
        person.press("ctrl+u")
        person.type(str(to))
        person.press("enter", until="Hand over 2 lines, 195.20 EUR with VAT")
        person.press("y", until="Handed over 1: 195.20 EUR")
        assert person.seconds < TRIED_S, person.seconds
    with to.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["net"], each["total"]) for each in found if each["record"] == "total"] == [
        ("160.00", "195.20")
    ]
