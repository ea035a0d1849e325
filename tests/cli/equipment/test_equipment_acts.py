"""What happens to units, as a script says it: deliver, owner, loan, exchange, lab, parts, counters, delete."""

import json
from datetime import date

import pytest

from svc_tui.storage.engine.read_models import find_id
from tests.cli.running import Shell
from tests.services.desk import Desk


def shown(svc: Shell, card: int | str) -> dict[str, object]:
    found = svc("equipment", "show", card, "--json").json
    assert isinstance(found, dict)
    return found


def prolong(desk: Desk) -> None:
    """Let the contract last beyond the day of the test."""
    with desk.store.read() as session:
        key = find_id(session, "contract", "number", 58)
    desk.change("contract", key or 0, end=date(2099, 12, 31))


def test_deliver_prints_each_row_its_reasons_and_the_sum(svc: Shell, desk: Desk) -> None:
    assert desk
    file = svc.home / "ddt.csv"
    file.write_text(
        "document,date,customer,item,serial,manufacturer_serial,kind\n"
        "7,2026-02-27,C1,WSH-40,ZK-1,,delivery\n"
        "7,2026-02-27,C8,WSH-40,ZK-2,,delivery\n"
        "8,27/02/2026,C1,WSH-40,SN-000931,,return\n",
        encoding="utf-8",
    )
    dry = svc("equipment", "deliver", str(file), "--dry-run")
    assert dry.code == 1
    assert dry.err.splitlines() == [
        "ddt.csv, row 2: Card 1 made for ZK-1 at C1",
        'ddt.csv, row 3, customer "C8": There is no customer C8.',
        "ddt.csv, row 4: Card 311 came back from C1",
        "Cards: 1 new, 0 active again, 1 returned, 0 unchanged, 0 known; 1 rows refused.",
        "Dry run: nothing was kept.",
    ]
    assert svc("equipment", "show", "ZK-1").code == 3
    wet = svc("equipment", "deliver", str(file), "--json")
    assert wet.code == 1
    assert wet.json["counts"] == {
        "new": 1,
        "activated": 0,
        "returned": 1,
        "nothing": 0,
        "known": 0,
        "refused": 1,
    }
    assert [row["step"] for row in wet.json["rows"]] == ["new", "returned"]
    assert wet.json["problems"][0]["row"] == 3
    again = svc("equipment", "deliver", str(file), "--json").json
    assert [row["step"] for row in again["rows"]] == ["known", "known"]
    move = shown(svc, "ZK-1")["movements"]
    assert isinstance(move, list)
    assert (move[0]["kind"], move[0]["document"], move[0]["at"]) == ("delivered", "7", "2026-02-26T23:00:00Z")
    assert svc("undo").code == 0
    assert svc("equipment", "show", "ZK-1").code == 3
    assert svc("equipment", "deliver", str(svc.home / "none.csv")).code == 3
    assert svc("equipment", "deliver", str(file), "--kind", "gift").code == 2


def test_owner_says_its_steps_first_and_prints_the_card(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    prolong(desk)
    dry = svc("equipment", "owner", 311, "C2", "--dry-run")
    assert dry.out.splitlines()[:3] == [
        f"Call {number} is closed: Stops after warm-up",
        "Card 311 of C1 is terminated",
        "A fresh card for SN-000931 is written down at C2",
    ]
    assert "SN-000931 leaves K-58 on " in dry.out
    plan = svc("equipment", "owner", 311, "C2", "--dry-run", "--json").json
    assert (plan["plain"], plan["open_calls"]) == (False, [number])
    refused = svc("equipment", "owner", 311, "C2")
    assert refused.code == 1
    assert number in refused.err
    done = svc("equipment", "owner", 311, "C2", "--close", "Sold")
    assert done.code == 0
    assert shown(svc, int(done.out))["customer"] == "C2"
    assert shown(svc, 311)["status"] == "terminated"


def test_loan_lab_exchange_and_return_from_the_shell(svc: Shell, desk: Desk) -> None:
    prolong(desk)
    lent = svc("equipment", "loan", 313, "--for", "SN-000931", "--due", "2099-01-31", "--note", "Spare")
    assert (lent.code, lent.out) == (0, "313\n")
    assert (shown(svc, 313)["due_back"], shown(svc, 311)["replaced_by"]) == ("2099-01-31", 313)
    assert [row["number"] for row in svc("equipment", "list", "due_back:2099-01", "--json").json] == [313]
    assert svc("equipment", "loan", 313, "--for", 312).code == 1
    assert svc("equipment", "loan", 315, "--for", 312, "--due", "soon").code == 1
    assert svc("equipment", "loan-back", 313, "--unit-back").code == 0
    assert (shown(svc, 313)["status"], shown(svc, 311)["status"]) == ("returned", "active")
    assert svc("equipment", "lab", 311, 316).code == 0
    assert svc("equipment", "back", "-", stdin="311\n316\n").code == 0
    assert svc("equipment", "back", 311).code == 1
    assert svc("equipment", "exchange", 311, "RMA-1").code == 3
    made = svc("equipment", "exchange", 311, "RMA-1", "--new")
    assert "goes on with K-58" in made.err
    assert (shown(svc, int(made.out))["contract"], shown(svc, int(made.out))["replaces"]) == (58, 311)
    assert svc("equipment", "return", 316, "--document", "RES-9").code == 0
    assert "document RES-9" in svc("equipment", "show", 316).out


def test_parts_are_printed_as_a_tree(svc: Shell, desk: Desk) -> None:
    assert desk
    assert svc("equipment", "parent", 312, 315, 311).code == 0
    assert svc("equipment", "parent", 313, 312).code == 0
    assert svc("equipment", "tree", 313).out.splitlines() == [
        "311  SN-000931  WSH-40  C1  active",
        "  312  SN-000932  WSH-40  C1  loaned",
        "    313  SN-000933  WSH-40  C1  returned",
        "  315  SN-000935  WSH-40  C1  in repair lab",
    ]
    nested = svc("equipment", "tree", 311, "--json").json
    assert [part["number"] for part in nested["parts"]] == [312, 315]
    assert nested["parts"][0]["parts"][0]["parent"] == 312
    assert svc("equipment", "parent", 311, 313).code == 1
    assert svc("equipment", "parent", 313, "none").code == 0
    assert svc("equipment", "parent", 313).code == 2


def test_counters_contracts_and_deletion(svc: Shell, desk: Desk) -> None:
    prolong(desk)
    assert svc("equipment", "meter", 311, "120").code == 0
    assert "showed 120 before" in svc("equipment", "meter", 311, "90").err
    assert svc("equipment", "meter", 311, "90", "--replaced", "--note", "New board").code == 0
    page = svc("equipment", "show", 311).out
    assert "new counter, New board" in page
    both = svc("equipment", "join", "K-58", 312, 314)
    assert both.code == 1
    assert "cannot join a contract" in both.err
    assert svc("equipment", "delete", 312).code == 1
    assert svc("equipment", "delete", 316).code == 0
    assert svc("equipment", "show", 316).code == 3
    assert svc("undo").code == 0
    assert json.loads(svc("equipment", "show", 316, "--json").out)["serial"] == "SN-000936"


@pytest.mark.parametrize("act", ["lab", "back", "return", "delete", "loan-back"])
def test_what_is_not_there_is_not_found_and_makes_no_store(svc: Shell, act: str) -> None:
    assert svc("equipment", act, 1).code == 3
    assert not svc.store.exists()
