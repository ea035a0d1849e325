"""`svc-tui contract due NUMBER`: the contract's own hours, zone, holidays and target."""

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_a_contract_brings_its_terms(svc: Shell, desk: Desk) -> None:
    asked = svc("contract", "due", "K-58", "--at", "2026-03-02T09:00", "--json")
    assert asked.code == 0, asked.err
    assert asked.json["due_at"] == "2026-03-03T15:00:00Z"  # 16 h of 9-18
    assert svc("contract", "due", "58", "--at", "2026-03-02T09:00", "--budget", "4h", "--json").json[
        "due_at"
    ] == ("2026-03-02T12:00:00Z")
    over_may_day = svc("contract", "due", "58", "--at", "2026-04-30T16:00", "--budget", "4h", "--json").json
    assert over_may_day["due_at"] == "2026-05-04T09:00:00Z"
    closed = ["--closed", "2026-03-02", "2026-03-03"]
    words = ["contract", "due", "58", "--at", "2026-03-02T09:00", "--budget", "4h", *closed, "--json"]
    assert svc(*words).json["due_at"] == "2026-03-04T12:00:00Z"


def test_what_is_no_contract(svc: Shell, desk: Desk) -> None:
    assert svc("contract", "due", "999").code == 3
    assert svc("contract", "due", "north").code == 2
    assert svc("contract", "due").code == 2
