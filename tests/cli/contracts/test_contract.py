"""`svc-tui contract` and `template` as a script uses them: names, exit codes, both streams."""

import csv
import io
import json

from svc_tui.services.shapes.contracts import ENDING, LINE, NAMES, TEMPLATE_NAMES
from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "number", "description", "type", "service_type", "status", "customer", "customer_name", "owner", "template",
    "start", "end", "termination", "renewal", "remind", "response", "resolution", "coverage", "zone", "includes",
    "holidays", "lines", "units", "used", "left_days",
}  # fmt: skip
NEW = ("customer=C1", "start=2026-01-01", "end=2026-12-31", "resolution=8h")


def test_list_has_every_promised_name_in_json_and_csv(svc: Shell, desk: Desk) -> None:
    assert desk
    said = svc("contract", "list", "customer:C1", "--json")
    assert said.code == 0
    first = said.json[0]
    assert list(first) == list(NAMES)
    assert set(first) >= PROMISED
    assert {name: first[name] for name in ("number", "type", "status", "customer_name", "start", "end", "includes",
                                           "response", "resolution", "units", "used", "template", "renewal")} == {
        "number": 58, "type": "serial", "status": "approved", "customer_name": "Lavanderia Bianchi",
        "start": "2026-01-01", "end": "2026-12-31", "includes": ["parts", "labour"], "response": "4h",
        "resolution": "16h", "units": None, "used": 0, "template": None, "renewal": False,
    }  # fmt: skip
    assert first["lines"] == [{
        "line": 0, "equipment": 311, "serial": "SN-000931", "manufacturer_serial": None, "item": "WSH-40",
        "item_group": None, "start": None, "end": None, "termination": None,
    }]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(svc("contract", "list", "--csv").out)))
    assert [row["number"] for row in rows] == ["58"]
    assert list(rows[0]) == list(NAMES)


def test_list_takes_filters_limits_and_columns(svc: Shell, desk: Desk) -> None:
    assert desk
    for _each in range(3):
        svc("contract", "new", *NEW)
    assert len(svc("contract", "list", "-status:approved", "--json").json) == 3
    said = svc(
        "contract", "list", "sort:-number", "--limit", 1, "--columns", "number,status,left_days", "--plain"
    )
    assert said.out.splitlines()[0] == "number\tstatus\tleft_days"
    assert said.out.splitlines()[1].startswith("58\tapproved\t")
    table = svc("contract", "list").out.splitlines()
    assert table[0].split()[:3] == ["No.", "Customer", "Title"]
    assert any(line.startswith("K-58") for line in table)
    assert "did you mean status:?" in svc("contract", "list", "statsu:draft").err.lower()


def test_new_show_and_set(svc: Shell, desk: Desk) -> None:
    assert desk
    made = svc("contract", "new", *NEW, "description=Gold", "high=1h/4h", "cards=312", "value=1200")
    assert (made.code, made.err) == (0, f"Contract K-{made.out.strip()} written down\n")
    number = made.out.strip()
    shown = svc("contract", "show", f"K-{number}", "--json").json
    assert (shown["description"], shown["status"], shown["value"]) == ("Gold", "draft", "1200")
    assert shown["targets"] == [{"priority": "high", "response": "1h", "resolution": "4h"}]
    assert list(shown["lines"][0]) == list(LINE)
    assert shown["lines"][0]["serial"] == "SN-000932"
    assert shown["use"]["calls"] == 0
    assert [entry["event"] for entry in shown["history"]][:1] == ["created"]
    changed = svc("contract", "set", number, "58", "description=Silver")
    assert changed.err == f"K-{number}: description changed\nK-58: description changed\n"
    assert svc("contract", "set", number, "colour=red").code == 2
    assert svc("contract", "set", "K-999", "description=x").code == 3
    version = svc("contract", "show", number, "--json").json["version"]
    assert svc("contract", "set", number, "description=x", "--if-version", version - 1).code == 4
    assert svc("contract", "set", number, "description=x", "--if-version", version).code == 0
    refused = svc("contract", "set", number, "coverage=Mo-Fr 09:00-18:0x")
    assert (refused.code, "column" in refused.err) == (1, True)


def test_a_page_has_the_week_as_a_grid_in_unicode_and_ascii(svc: Shell, desk: Desk) -> None:
    desk.open_call()
    page = svc("contract", "show", "58").out
    assert page.splitlines()[0].startswith("K-58  serial  Lavanderia Bianchi")
    for title in ("General", "Coverage", "Units covered", "Targets", "Use", "Calls", "Renewal", "History"):
        assert f"-- {title}" in page
    assert "██████████████████" in page
    plain = svc("--ascii", "contract", "show", "58").out
    assert "##################" in plain
    grid = [
        line for line in plain.splitlines() if line[2:5] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    assert len(grid) == 7
    assert all(line.isascii() and len(line) < 80 for line in grid)


def test_status_acts_take_many_and_print_a_line_each(svc: Shell, desk: Desk) -> None:
    assert desk
    first, second = (svc("contract", "new", *NEW, "type=customer").out.strip() for _each in range(2))
    assert svc("contract", "approve", first, second).err.count("approved") == 2
    assert svc("contract", "hold", first).code == 0
    again = svc("contract", "hold", first, second)
    assert (again.code, "on hold already" in again.err, "put on hold" in again.err) == (1, True, True)
    ended = svc("contract", "terminate", first, "--on", "2026-03-02")
    assert "terminated as of 2026-03-02" in ended.err
    assert svc("contract", "terminate", first, "--on", "soon").code == 1
    assert svc("contract", "draft", "-", stdin=f"number\n{first}\n").code == 0
    assert svc("contract", "show", first, "--json").json["status"] == "draft"
    assert svc("undo").code == 0
    assert svc("contract", "show", first, "--json").json["termination"] == "2026-03-02"


def test_renew_and_copy_print_the_new_number(svc: Shell, desk: Desk) -> None:
    assert desk
    renewed = svc("contract", "renew", "K-58", "--months", 6)
    new = int(renewed.out)
    assert renewed.err == f"K-58 renewed as K-{new}, a draft from 2027-01-01 to 2027-06-30\n"
    shown = svc("contract", "show", new, "--json").json
    assert (shown["renews"], [each["number"] for each in shown["chain"]]) == (58, [58, new])
    copied = svc("contract", "copy", "58", "description=Copy")
    assert svc("contract", "show", copied.out.strip(), "--json").json["description"] == "Copy"
    assert svc("contract", "renew", "58").code == 1


def test_lines_are_listed_added_changed_and_taken_off(svc: Shell, desk: Desk) -> None:
    assert desk
    assert (
        svc("contract", "lines", "58", "add=SN-000932,315").err
        == "K-58: SN-000932 added\nK-58: SN-000935 added\n"
    )
    assert svc("contract", "lines", "58", "line=SN-000932", "end=2026-06-30").code == 0
    rows = svc("contract", "lines", "58", "--json").json
    assert [(row["equipment"], row["end"]) for row in rows] == [(311, None), (312, "2026-06-30"), (315, None)]
    assert svc("contract", "lines", "58", "remove=315").code == 0
    assert svc("contract", "lines", "58").out.count("\n") == 3
    refused = svc("contract", "lines", "58", "add=316")
    assert (refused.code, "belongs to C2" in refused.err) == (1, True)
    assert svc("contract", "lines", "58", "add=312", "remove=311").code == 2


def test_what_ends_soon_is_listed_and_its_owner_reminded(svc: Shell, desk: Desk) -> None:
    assert desk
    soon = (
        "customer=C2",
        "type=customer",
        "resolution=8h",
        "duration=1",
        "owner=anna",
        "renewal=yes",
        "remind=2m",
    )
    number = int(svc("contract", "new", *soon, "value=250", "status=approved").out)
    found = svc("contract", "ending", "customer:C2", "--days", 40, "--json").json
    assert [list(each) for each in found] == [list(ENDING)]
    assert (found[0]["number"], found[0]["value"], found[0]["renewed_by"]) == (number, "250", None)
    assert svc("contract", "ending", "customer:C2").err.endswith("1 contract, 250 at stake.\n")
    reminded = svc("contract", "remind", "--json").json
    assert [each["number"] for each in reminded] == [number]
    assert reminded[0]["reminded_at"]
    svc("contract", "renew", number)
    assert svc("contract", "remind", "--json").json == []


def test_a_simulated_call_says_when_it_would_be_due(svc: Shell, desk: Desk) -> None:
    assert desk
    asked = svc(
        "contract", "simulate", "K-58", "--at", "2026-03-06T16:00", "--priority", "high", "--json"
    ).json
    assert (asked["contract"], asked["resolution"]["target"], asked["flags"]) == (58, "4h", [])
    assert asked["resolution"]["due_at"] == "2026-03-09T10:00:00Z"
    covered = sum(span["seconds"] for span in asked["resolution"]["spans"] if span["kind"] == "covered")
    assert covered == 4 * 3600
    page = svc("contract", "simulate", "58", "--at", "2026-12-31T17:30").out
    assert "The contract ends before this date; the promise stands." in page
    assert "Sum of the covered time" in page
    assert svc("contract", "simulate", "58", "--priority", "urgent").code == 1
    asked_in_italian = svc("--language", "it", "contract", "simulate", "K-58", "--at", "2026-12-24T16:00").out
    assert "Natale" in asked_in_italian
    assert "Christmas" not in asked_in_italian


def test_templates(svc: Shell, desk: Desk) -> None:
    assert desk
    made = svc("template", "new", "GOLD", "resolution=2d", "duration=12", "low=-/3d", "includes=parts,travel")
    assert (made.code, made.out) == (0, "GOLD\n")
    record = svc("template", "show", "gold", "--json").json
    assert list(record) == list(TEMPLATE_NAMES)
    assert (record["includes"], record["targets"]) == (
        ["parts", "travel"], [{"priority": "low", "response": None, "resolution": "3d"}],
    )  # fmt: skip
    assert svc("template", "set", "GOLD", "response=4h").err == "GOLD: response changed\n"
    number = svc("contract", "new", "template=GOLD", "customer=C1", "type=customer").out.strip()
    assert svc("contract", "show", number, "--json").json["template"] == "GOLD"
    assert svc("template", "expire", "GOLD").err == "Template GOLD is expired.\n"
    assert svc("contract", "new", "template=GOLD", "customer=C1").code == 1
    assert svc("template", "list", "--choosable", "--json").json == []
    assert json.loads(svc("template", "list", "--json").out)[0]["expired"] is True
    assert svc("template", "show", "NOPE").code == 3


def test_a_call_may_be_given_another_contract(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    number = svc("contract", "new", *NEW, "type=customer", "status=approved").out.strip()
    assert svc("call", "set", call, f"contract=K-{number}").code == 0
    assert svc("call", "show", call, "--json").json["contract"] == int(number)
    assert svc("call", "respond", call).code == 0
    refused = svc("call", "set", call, "contract=K-58")
    assert (refused.code, "its contract stays" in refused.err) == (1, True)


def test_a_call_says_why_this_contract_and_not_another(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    number = int(svc("contract", "new", *NEW, "type=customer", "status=approved").out)
    shown = svc("call", "show", call, "--json").json
    assert shown["considered"] == [
        {"contract": 58, "taken": True, "why": "covered"},
        {"contract": number, "taken": False, "why": "less specific"},
    ]
    assert "not taken: less specific" in svc("call", "show", call).out
    svc("call", "set", call, f"contract={number}")
    page = svc("call", "show", call).out
    assert ("chosen by hand" in page, "would be taken" in page) == (True, True)
    assert svc("call", "show", call, "--json").json["contract_chosen"] is True
    assert f"not K-{number}: less specific" in svc("equipment", "cover", "SN-000931").out


def test_files_of_a_template_are_those_of_its_contracts(svc: Shell, desk: Desk) -> None:
    assert desk
    paper = svc.home / "terms.txt"
    paper.write_text("What was promised", encoding="utf-8")
    svc("template", "new", "GOLD", "resolution=2d", "duration=12")
    assert svc("template", "attach", "gold", str(paper), "--note", "Terms").code == 0
    number = svc("contract", "new", "template=GOLD", "customer=C1").out.strip()
    kept = svc("contract", "files", f"K-{number}", "--json").json
    assert [(each["name"], each["note"]) for each in kept] == [("terms.txt", "Terms")]
    (svc.home / "out").mkdir()
    assert svc("contract", "save", kept[0]["id"], str(svc.home / "out")).code == 0
    assert (svc.home / "out" / "terms.txt").read_text(encoding="utf-8") == "What was promised"
    assert svc("contract", "detach", kept[0]["id"]).code == 0
    assert [each["name"] for each in svc("template", "files", "GOLD", "--json").json] == ["terms.txt"]
    assert svc("template", "files", "NOPE").code == 3
