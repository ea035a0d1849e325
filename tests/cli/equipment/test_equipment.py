"""`svc-tui equipment` as a script uses it: names, exit codes, both streams, batches."""

import csv
import io
import json

import pytest

from svc_tui.services.shapes.equipment import FOUND, NAMES
from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "number", "serial", "manufacturer_serial", "item", "item_name", "item_group", "customer",
    "customer_name", "buyer", "contact", "status", "technician", "territory", "address", "location",
    "warranty_start", "warranty_end", "delivered_at", "contract", "covered", "coverage_reason", "replaces",
    "replaced_by", "parent", "open_calls", "calls",
}  # fmt: skip


def test_list_has_every_promised_name_in_json_and_csv(svc: Shell, desk: Desk) -> None:
    desk.open_call()
    said = svc("equipment", "list", "customer:C1", "--json")
    assert said.code == 0
    first = said.json[0]
    assert list(first) == list(NAMES)
    assert set(first) >= PROMISED
    assert {name: first[name] for name in ("number", "item_name", "item_group", "customer_name", "contract", "covered",
                                           "coverage_reason", "open_calls", "calls", "replaces", "buyer")} == {
        "number": 311, "item_name": "Washer 40 kg", "item_group": "Laundry", "customer_name": "Lavanderia Bianchi",
        "contract": 58, "covered": True, "coverage_reason": "covered", "open_calls": 1, "calls": 1, "replaces": None,
        "buyer": None,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(svc("equipment", "list", "customer:C1", "--csv").out)))
    assert [row["number"] for row in rows] == ["311", "312", "313", "314", "315"]
    assert list(rows[0]) == list(NAMES)


def test_list_takes_filters_limits_and_columns(svc: Shell, desk: Desk) -> None:
    assert desk
    assert [row["number"] for row in svc("equipment", "list", "is:uncovered", "-customer:C2", "--json").json] == [
        312, 313, 314, 315,
    ]  # fmt: skip
    said = svc("equipment", "list", "--limit", 1, "--columns", "number,status,covered", "--plain")
    assert said.out == "number\tstatus\tcovered\n311\tactive\ttrue\n"
    table = svc("equipment", "list", "is:live").out.splitlines()
    assert table[0].split()[:2] == ["No.", "Serial"]
    assert len(table) == 4
    assert "did you mean status:?" in svc("equipment", "list", "statsu:active").err.lower()


def test_find_prints_hits_best_first(svc: Shell, desk: Desk) -> None:
    assert desk
    said = svc("equipment", "find", "SN-OO0931", "--json")
    assert said.code == 0
    assert list(said.json[0]) == list(FOUND)
    assert said.json[0] == {
        "number": 311, "serial": "SN-000931", "manufacturer_serial": "MF-77-311", "item": "WSH-40", "customer": "C1",
        "status": "active", "why": "look-alike",
    }  # fmt: skip
    assert len(svc("equipment", "find", "SN-00093X", "--top", 2, "--json").json) == 2
    nothing = svc("equipment", "find", "QQ-77-ZZ-XY")
    assert nothing.code == 0
    assert "No card bears QQ-77-ZZ-XY, nor anything like it." in nothing.err
    assert "tail" in svc("equipment", "find", "000", "931").out


def test_find_answers_a_batch_line_by_line(svc: Shell, desk: Desk) -> None:
    assert desk
    lines = "SN-000931\n\n936\nnothing at all\nSN-00O932\n"
    said = svc("equipment", "find", "--batch", "-", "--top", 1, stdin=lines)
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [[hit["number"] for hit in hits] for hits in answers] == [[311], [], [316], [], [312]]
    path = svc.home / "plates.txt"
    path.write_text(lines, encoding="utf-8")
    assert svc("equipment", "find", "--batch", str(path), "--top", 1).out == said.out
    assert svc("equipment", "find", "--batch", str(svc.home / "none.txt")).code == 1
    assert svc("equipment", "find").code == 2
    assert svc("equipment", "find", "931", "--batch", "-").code == 2
    assert svc("equipment", "find", "931", "--top", 0).code == 2


def test_show_has_what_hangs_on_the_card(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    for named in ("311", "SN-000931", "mf77311"):
        record = svc("equipment", "show", named, "--json").json
        assert record["number"] == 311
        assert [call["number"] for call in record["service_calls"]] == [number]
        assert [each["number"] for each in record["contracts"]] == [58]
        assert [each["event"] for each in record["history"]] == ["created"]
        assert record["includes"] == ["parts", "labour"]
        assert record["considered"] == [{"contract": 58, "taken": True, "why": "covered"}]
    page = svc("equipment", "show", 311).out
    assert "Covered by K-58 (serial) to" in page
    assert "Travel is billed." in page
    assert svc("equipment", "show", 999).code == 3
    assert "Nearest are 311 (SN-000931)" in svc("equipment", "show", "SN-0009E1").err


def test_new_set_and_undo(svc: Shell, desk: Desk) -> None:
    assert desk
    made = svc("equipment", "new", "customer=C2", "item=WSH-40", "serial=ZK-1", "location=Roof, left")
    assert made.code == 0
    number = int(made.out)
    assert "written down" in made.err
    assert svc("equipment", "new", "customer=C2", "item=WSH-40", "serial=zk-1").code == 1
    alike = svc("equipment", "new", "customer=C2", "item=WSH-40", "serial=zk1")
    assert (alike.code, f"Card {number} has item WSH-40 with the serial ZK-1" in alike.err) == (0, True)
    assert svc("undo").code == 0
    changed = svc("equipment", "set", number, "ZK-1", "status=loaned", "replaces=SN-000935")
    assert f"Card {number}: status, replaces changed" in changed.err
    shown = svc("equipment", "show", 315, "--json").json
    assert shown["replaced_by"] == number
    assert svc("undo").code == 0
    assert svc("equipment", "show", 315, "--json").json["replaced_by"] is None
    assert svc("equipment", "set", number, "location=").code == 0
    assert svc("equipment", "show", number, "--json").json["location"] is None


def test_set_ends_with_the_codes_of_its_kind(svc: Shell, desk: Desk) -> None:
    version = svc("equipment", "show", 311, "--json").json["version"]
    desk.open_call()
    assert svc("equipment", "set", 311, "customer=C2").code == 1
    assert svc("equipment", "set", 311, "colour=red").code == 2
    assert svc("equipment", "set", 311).code == 2
    assert svc("equipment", "set", 999, "location=Roof").code == 3
    assert svc("equipment", "set", 311, "location=Roof", "--if-version", version).code == 0
    late = svc("equipment", "set", 311, "location=Cellar", "--if-version", version)
    assert late.code == 4
    assert "Roof" in late.err
    both = svc("equipment", "set", 311, 312, "customer=C3")
    assert both.code == 1
    assert "stays with its customer" in both.err
    assert svc("equipment", "show", 312, "--json").json["customer"] == "C3"
    listed = svc("equipment", "list", "customer:C3", "--json").out
    assert svc("equipment", "set", "-", "location=Yard", stdin=listed).code == 0
    assert svc("equipment", "show", 312, "--json").json["location"] == "Yard"


@pytest.mark.parametrize(
    ("at", "contract", "reason"),
    [
        ("2026-03-02T10:00:00Z", 58, "covered"),
        ("2025-12-31", None, "not yet started"),
        ("2027-01-01", None, "expired"),
    ],
)
def test_cover_at_any_instant(svc: Shell, desk: Desk, at: str, contract: int | None, reason: str) -> None:
    assert desk
    record = svc("equipment", "cover", "SN-000931", "--at", at, "--json").json
    assert (record["number"], record["contract"], record["coverage_reason"]) == (311, contract, reason)
    assert record["covered"] is (contract is not None)
    assert record["considered"][0]["contract"] == 58


def test_cover_says_it_in_words_of_the_language(svc: Shell, desk: Desk) -> None:
    assert desk
    said = svc("equipment", "cover", "SN-000932", "--at", "2026-03-02")
    assert said.out.splitlines() == [
        "Card 312  SN-000932 / MF-77-312  WSH-40 Washer 40 kg  loaned",
        "Not covered: the contract does not list this unit.",
        "  not K-58: the contract does not list this unit",
    ]
    assert svc("equipment", "cover", "SN-000935").out.count("no call can be opened") == 1
    assert svc("equipment", "cover", "ZZZ-999").code == 3
    assert svc("equipment", "cover", "SN-000931", "--at", "whenever").code in (1, 2)


def test_a_missing_store_is_made_by_list_and_find_and_holds_nothing_for_show(svc: Shell) -> None:
    assert svc("equipment", "show", 1).code == 3
    assert not svc.store.exists()
    assert svc("equipment", "list", "--json", who=None).json == []
    assert svc("equipment", "find", "931", "--json", who=None).json == []
