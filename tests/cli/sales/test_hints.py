"""`svc-tui opportunity hints` as a script and as a person at a shell call it."""

from datetime import date, timedelta

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk
from tests.shifted import BEGIN

REPEAT, ENDING = "repeat/equipment/316", "ending/contract/60"


@pytest.fixture
def chances(svc: Shell, desk: Desk) -> Shell:
    """A unit without a contract that keeps failing, and a contract that ends."""
    desk.time = BEGIN - timedelta(days=2)
    desk.change("contract", 1, end=date(2027, 12, 31))  # K-58 is no chance
    for _ in range(2):
        desk.open_call(serial="SN-000936")
    desk.add(
        "contract", number=60, type="customer", status="approved", customer="C3", start=date(2026, 1, 1),
        end=date(2026, 12, 31), value="1470.00",
    )  # fmt: skip
    return svc


def test_a_list_has_stable_names_and_reasons(chances: Shell) -> None:
    found = chances("opportunity", "hints", "--json").json
    assert [each["id"] for each in found] == [ENDING, REPEAT]
    assert found[0]["ends_on"] == "2026-12-31"
    assert found[0]["worth"] == "1470.00"
    assert found[1] == {
        "id": REPEAT, "rule": "repeat", "record": "equipment", "number": 316, "customer": "C2",
        "customer_name": "Hotel Aurora", "unit": "SN-000936", "item": "WSH-40", "ends_on": None, "worth": None,
        "calls": 2, "days": 90, "used": 0, "left": 0, "age": 0, "life": 0,
        "reason": "unit SN-000936 had 2 calls in 90 days and no contract",
    }  # fmt: skip
    assert chances("opportunity", "hints", "list", "--rule", "repeat", "--count").out == "1\n"
    first = chances("opportunity", "hints", "--limit", "1", "--columns", "id", "--plain")
    assert first.out == f"id\n{ENDING}\n"
    assert "no next period" in chances("opportunity", "hints").out
    assert chances("opportunity", "hints", "--rule", "nothing").code == 3


def test_a_hint_is_raised_and_undone(chances: Shell) -> None:
    raised = chances("opportunity", "hints", "raise", ENDING)
    assert raised.code == 0
    shown = chances("opportunity", "show", raised.out.strip(), "--json").json
    assert (shown["name"], shown["customer"]) == ("Renewal of K-60", "C3")
    assert chances("opportunity", "hints", "raise", ENDING).code == 3
    (decided,) = chances("opportunity", "hints", "decided", "--json").json
    assert (decided["id"], decided["fate"], decided["status"]) == (ENDING, "raised", "open")
    chances("undo")
    assert chances("opportunity", "hints", "--count").out == "2\n"


def test_without_an_amount_nothing_is_raised(chances: Shell) -> None:
    said = chances("opportunity", "hints", "raise", REPEAT)
    assert said.code == 1
    assert "amount" in said.err
    assert chances("opportunity", "hints", "raise", REPEAT, "amount=900").code == 0


def test_hints_are_put_off_dismissed_and_recalled(chances: Shell) -> None:
    assert chances("opportunity", "hints", "put-off", ENDING, "--until", "2027-03-20").code == 0
    assert chances("opportunity", "hints", "dismiss", REPEAT, "--reason", "they scrap it").code == 0
    assert chances("opportunity", "hints", "--json").json == []
    found = {each["rule"]: each for each in chances("opportunity", "hints", "outcomes", "--json").json}
    assert (found["ending"]["put_off"], found["repeat"]["dismissed"], found["old"]["found"]) == (1, 1, 0)
    assert "they scrap it" in chances("opportunity", "hints", "decided").out
    assert chances("opportunity", "hints", "recall", REPEAT).code == 0
    assert chances("opportunity", "hints", "show", REPEAT).code == 0
    assert chances("opportunity", "hints", "dismiss", "nothing", "--reason", "x").code == 3


def test_rules_are_listed_and_set(chances: Shell) -> None:
    assert len(chances("opportunity", "hints", "rules", "list", "--json").json) == 6
    assert chances("opportunity", "hints", "rules", "set", "repeat", "calls=3").code == 0
    shown = chances("opportunity", "hints", "rules", "show", "repeat", "--json").json
    assert (shown["calls"], shown["days"], shown["active"]) == (3, 90, True)
    assert "3 calls or more" in shown["about"]
    assert chances("opportunity", "hints", "--rule", "repeat", "--count").out == "0\n"
    assert chances("opportunity", "hints", "rules", "set", "ending", "active=no").code == 0
    assert chances("opportunity", "hints", "--count").out == "0\n"
    assert chances("opportunity", "hints", "rules", "set", "repeat", "used=3").code == 1
    assert chances("opportunity", "hints", "rules", "set", "repeat").code == 2
