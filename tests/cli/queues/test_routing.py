"""`svc-tui queue rules` and `svc-tui queue route`."""

from pathlib import Path

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_a_rule_is_set_shown_listed_tried_and_exported(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    said = svc("queue", "rules", "try", "Washers", "when=customer:C1", "queue=SOUTH", "--json")
    assert (said.code, [call["number"] for call in said.json]) == (0, [number])
    assert said.err == "would have moved 1 of the last 1\n"
    assert svc("queue", "rules", "list", "--count").out == "0\n"
    assert svc("queue", "rules", "set", "Washers", "when=customer:C1", "queue=SOUTH").err == "new: Washers\n"
    record = svc("queue", "rules", "show", "washers", "--json").json
    assert record == {
        "position": 1, "name": "Washers", "when": "customer:C1", "steps": ["queue=SOUTH"], "active": True,
        "sentence": "Calls of customer C1 go to SOUTH", "version": 1,
    }  # fmt: skip
    assert svc("queue", "rules", "list", "--json").json == [record]
    assert "Calls of customer C1 go to SOUTH" in svc("queue", "rules", "list").out
    file = svc.home / "r.toml"
    file.write_text(svc("queue", "rules", "export").out, encoding="utf-8")
    assert svc("queue", "rules", "check", str(file)).err == "1 rule, nothing wrong with it\n"
    assert svc("queue", "rules", "set", str(file)).err == "Nothing changed.\n"
    assert svc("queue", "rules", "try", "--count").out == "1\n"
    assert svc("queue", "rules", "delete", "Washers").code == 0


def test_a_file_with_faults_is_told_line_by_line_and_nothing_is_saved(svc: Shell, desk: Desk) -> None:
    file = svc.home / "r.toml"
    file.write_text(
        '[[rule]]\nname = "A"\nqueue = "OLD"\n\n[[rule]]\nname = "B"\nperson = "zoe"\n', encoding="utf-8"
    )
    for verb in ("set", "check"):
        said = svc("queue", "rules", verb, str(file))
        assert said.code == 1
        assert "r.toml, line 3: Rule A, queue: The queue OLD is inactive." in said.err
        assert "r.toml, line 7: Rule B, person: There is no person zoe." in said.err
    assert svc("queue", "rules", "list", "--count").out == "0\n"
    file.write_text('[[rule]]\nname = "A"\nqueue = "NOR', encoding="utf-8")
    said = svc("queue", "rules", "set", str(file))
    assert (said.code, said.err[:15]) == (1, "r.toml, line 3:")
    assert svc("queue", "rules", "set", "nowhere.toml").code == 3
    assert (
        svc("queue", "rules", "set", "-", stdin='[[rule]]\nname = "A"\nqueue = "NORTH"\n').err == "new: A\n"
    )


def test_calls_are_routed_by_number_or_filter(svc: Shell, desk: Desk) -> None:
    washer, hotel = desk.open_call(), desk.open_call(serial="SN-000936")
    assert svc("queue", "route", washer).code == 1
    svc("queue", "rules", "set", "Washers", "when=customer:C1", "queue=SOUTH")
    planned = svc("queue", "route", "is:open", "--dry-run", "--json").json
    assert sorted(planned, key=lambda each: str(each["number"])) == [
        {"number": washer, "rule": "Washers", "changes": ["queue"], "kept": {}},
        {"number": hotel, "rule": None, "changes": [], "kept": {}},
    ]
    said = svc("queue", "route", washer, hotel, "--json")
    assert [(each["number"], each["done"], each["rule"], each["queue"]) for each in said.json] == [
        (washer, True, "Washers", "SOUTH"), (hotel, True, None, None),
    ]  # fmt: skip
    svc("call", "move", washer, "NORTH", who="bruno")
    assert svc("queue", "route", "-", stdin=f"{washer}\n").err == (
        f"{washer}: Washers leaves queue, which bruno set\n"
    )
    assert svc("queue", "route", washer, "--again").err.startswith(f"{washer} sent by Washers to SOUTH")
    history = svc("call", "show", washer, "--json").json["history"]
    assert [entry["new"] for entry in history if entry["event"] == "routed"] == ["Washers", "Washers"]
    assert svc("queue", "route").code == 2


def test_an_import_routes_on_wish(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    svc("queue", "rules", "set", "Bar", "when=customer:C3", "queue=SOUTH")
    file = tmp_path / "calls.jsonl"
    file.write_text(
        '{"kind": "call", "number": "501", "customer": "C3", "subject": "Cold"}\n', encoding="utf-8"
    )
    said = svc("import", str(file), "--route")
    assert (said.code, "sent by rules: Bar 1" in said.err) == (0, True)
    assert svc("call", "show", "501", "--json").json["queue"] == "SOUTH"
