"""`svc-tui call`: lists and their forms, stable names, acts, exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = (
    "number", "subject", "description", "status", "status_class", "priority", "customer", "customer_name",
    "contact", "phone", "reference", "serial", "item", "item_name", "item_group", "equipment", "contract",
    "covered", "coverage_reason", "queue", "assignee", "technician", "origin", "type", "problem", "subtype",
    "territory", "reported_at", "assigned_at", "respond_by", "responded_at", "response_state", "resolve_by",
    "resolved_at", "resolution_state", "left_s", "paused_s", "closed_at", "reopened", "reassigned",
    "updated_at", "resolution", "solutions", "tags",
)  # fmt: skip
SHOWN = ["activities", "visits", "work", "links", "attachments", "history"]


@pytest.fixture
def calls(desk: Desk) -> list[str]:
    """Three calls: anna's urgent one, one of the south, one that waits in NORTH."""
    return [
        desk.open_call(priority="high", tags="vip recall"),
        desk.open_call(serial="SN-000936", subject="Leak at the inlet", queue="SOUTH"),
        desk.open_call(serial="SN-000932", subject="=1+1", queue="NORTH"),
    ]


def test_a_list_gives_every_promised_name(svc: Shell, calls: list[str]) -> None:
    found = svc("call", "list", "--json")
    assert (found.code, found.err) == (0, "")
    first = found.json[0]
    assert [name for name in PROMISED if name not in first] == []
    assert first["number"] == calls[0]
    assert (first["covered"], sorted(first["tags"]), first["solutions"]) == (True, ["recall", "vip"], [])
    assert first["reported_at"] == "2026-03-02T08:00:00Z"
    assert (first["description"], first["technician"]) == (None, None)
    assert first["left_s"] < 0
    assert first["resolution_state"] == "overdue"


def test_filters_are_the_joined_arguments_and_unknown_options_are_filter_text(
    svc: Shell, calls: list[str]
) -> None:
    numbers = [row["number"] for row in svc("call", "list", "-queue:north", "--json").json]
    assert numbers == [calls[0], calls[1]]
    assert [row["number"] for row in svc("call", "list", "queue:north", "--json").json] == [calls[2]]
    assert svc("call", "list", "--json", "queue:north", "-who:anna", "--limit", "5").json != []
    assert svc("call", "list", "is:any", "--limit", "1", "--json").json[0]["number"] == calls[0]
    assert svc("call", "list", "--limit", "0", "--json").json == []


def test_a_warning_of_the_filter_goes_to_stderr(svc: Shell, calls: list[str]) -> None:
    found = svc("call", "list", "staus:open", "--json")
    assert found.code == 0
    assert "status" in found.err


def test_forms_of_a_list(svc: Shell, calls: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(svc("call", "list", "--csv").out)))
    assert [row["number"] for row in rows] == calls
    assert [row["subject"] for row in rows] == ["Stops after warm-up", "Leak at the inlet", "'=1+1"]
    assert rows[0]["covered"] == "true"
    plain = svc("call", "list", "--plain", "--columns", "number,subject").out.splitlines()
    assert plain == [
        "number\tsubject",
        *(f"{row['number']}\t{row['subject'].lstrip(chr(39))}" for row in rows),
    ]
    table = svc("call", "list").out.splitlines()
    assert table[0].split() == ["No.", "Left", "P", "Status", "Customer", "Subject", "Queue", "Who"]
    assert calls[1] in table[2]
    assert "Hotel Aurora" in table[2]
    wrong = svc("call", "list", "--json", "--csv")
    assert (wrong.code, wrong.out) == (2, "")
    assert svc("call", "list", "--columns", "number,nothing").code == 2


def test_a_plain_list_is_food_for_the_next_command(svc: Shell, calls: list[str]) -> None:
    for columns in ("number", "number,subject"):
        listed = svc("call", "list", "--plain", "--columns", columns).out
        shown = svc("call", "show", "-", "--json", stdin=listed).out.splitlines()
        assert [json.loads(line)["number"] for line in shown] == calls


def test_show_is_one_object_with_all_that_hangs_on_it(svc: Shell, calls: list[str]) -> None:
    svc("call", "note", calls[0], "will call back", "--kind", "phone")
    svc("call", "link", calls[0], calls[1], "--kind", "depends")
    shown = svc("call", "show", calls[0], "--json").json
    assert [name for name in (*PROMISED, *SHOWN) if name not in shown] == []
    assert shown["activities"][0]["notes"] == "will call back"
    assert shown["links"][0]["number"] == calls[1]
    assert shown["response_state"] == "missed"
    assert set(shown["history"][0]) == {"at", "who", "event", "field", "old", "new", "undo_of"}
    page = svc("call", "show", f"#{calls[0]}").out
    assert "Lavanderia Bianchi" in page
    assert "will call back" in page


def test_a_call_that_does_not_exist_is_3(svc: Shell, calls: list[str]) -> None:
    for words in (
        ["show", "999"],
        ["set", "999", "priority=low"],
        ["take", "999"],
        ["due", "999"],
        ["files", "999"],
    ):
        said = svc("call", *words)
        assert (said.code, said.out) == (3, ""), words
        assert "999" in said.err


def test_new_prints_the_number_and_says_what_the_rules_say(svc: Shell, desk: Desk) -> None:
    said = svc(
        "call", "new", "serial=MF-77-311", "subject=Does not heat", "--priority", "high", "reported_at=9:30"
    )
    assert said.code == 0
    assert said.out.strip().isdecimal()
    assert "K-58" in said.err
    shown = svc("call", "show", said.out.strip(), "--json").json
    assert (shown["customer"], shown["item"], shown["contract"], shown["priority"]) == (
        "C1",
        "WSH-40",
        58,
        "high",
    )
    assert svc("call", "new", "subject=No customer").code == 1
    assert svc("call", "new", "nonsense").code == 2


def test_set_changes_and_an_old_version_is_4(svc: Shell, calls: list[str]) -> None:
    version = svc("call", "show", calls[0], "--json").json["version"]
    assert svc("call", "set", calls[0], calls[1], "origin=Web", "technician=bruno").code == 0
    shown = [svc("call", "show", number, "--json").json for number in calls[:2]]
    assert [(row["origin"], row["technician"]) for row in shown] == [("Web", "bruno")] * 2
    lost = svc("call", "set", calls[0], "technician=carla", "--if-version", version, who="bruno")
    assert lost.code == 4
    assert "bruno" in lost.err
    assert "carla" in lost.err
    assert svc("call", "show", calls[0], "--json").json["technician"] == "bruno"
    now = svc("call", "show", calls[0], "--json").json["version"]
    assert svc("call", "set", calls[0], "technician=", "--if-version", now).code == 0
    assert svc("call", "show", calls[0], "--json").json["technician"] is None
    assert svc("call", "set", calls[0], "nosuch=1").code in (1, 2)
    assert svc("call", "set", calls[0]).code == 2


def test_acts_on_many_say_each_result_and_one_refusal_is_1(svc: Shell, calls: list[str]) -> None:
    said = svc("call", "move", "-", "SOUTH", stdin="\n".join([*calls, "999"]))
    assert said.code == 1
    lines = said.err.splitlines()
    assert len(lines) == 4
    assert "999" in lines[3]
    assert [row["queue"] for row in svc("call", "list", "--json").json] == ["SOUTH"] * 3
    assert svc("undo").code == 0
    assert {row["queue"] for row in svc("call", "list", "--json").json} == {None, "SOUTH", "NORTH"}
    assert svc("redo").code == 0
    assert [row["queue"] for row in svc("call", "list", "--json").json] == ["SOUTH"] * 3


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (["take"], "assignee", "anna"),
        (["assign", "--to", "bruno"], "assignee", "bruno"),
        (["move", "--to", "north"], "queue", "NORTH"),
        (["priority", "--to", "h"], "priority", "high"),
        (["status", "--to", "Pending"], "status", "Pending"),
        (["technician", "--to", "carla"], "technician", "carla"),
        (["pause", "--until", "+2h", "--reason", "waits for a part"], "resolution_state", "none"),
        (["respond", "--take"], "response_state", "none"),
        (["resolve", "--text", "cleaned", "--take"], "status_class", "resolved"),
        (["close", "--text", "cleaned", "--take"], "status_class", "closed"),
    ],
)
def test_each_act(svc: Shell, calls: list[str], words: list[str], field: str, value: str) -> None:
    said = svc("call", words[0], calls[1], *words[1:])
    assert (said.code, said.out) == (0, ""), said.err
    assert calls[1] in said.err
    assert svc("call", "show", calls[1], "--json").json[field] == value


def test_close_without_a_word_is_refused_and_reopen_brings_back(svc: Shell, calls: list[str]) -> None:
    refused = svc("call", "close", calls[0])
    assert refused.code == 1
    assert refused.err.strip()
    assert svc("call", "close", calls[0], "--text", "door sensor replaced").code == 0
    assert svc("call", "reopen", calls[0]).code == 0
    shown = svc("call", "show", calls[0], "--json").json
    assert (shown["status_class"], shown["closed_at"], shown["reopened"]) == ("open", None, 1)
    assert svc("call", "pause", calls[0]).code == 0
    assert svc("call", "resume", calls[0]).code == 0


def test_merge_duplicate_follow_solution(svc: Shell, calls: list[str]) -> None:
    assert svc("call", "merge", calls[1], calls[2], "--into", calls[0]).code == 0
    merged = svc("call", "show", calls[1], "--json").json
    assert (merged["merged_into"], merged["status_class"]) == (calls[0], "closed")
    copy = svc("call", "duplicate", calls[0]).out.strip()
    assert svc("call", "show", copy, "--json").json["subject"] == "Stops after warm-up"
    assert svc("call", "follow", copy).code == 0
    assert svc("call", "show", copy, "--json").json["followers"] == ["anna"]
    assert svc("call", "solution", copy, "15").code == 0
    assert svc("call", "show", copy, "--json").json["solutions"] == [15]
    assert "Solution 15" in svc("call", "show", copy).out
    assert svc("call", "solution", copy, "15", "--remove").code == 0
    assert svc("call", "show", copy, "--json").json["solutions"] == []


def test_due_is_explained(svc: Shell, calls: list[str]) -> None:
    told = svc("call", "due", calls[0], "--json").json
    assert told["resolution"]["due_at"] == told["due_at"] == "2026-03-02T12:00:00Z"
    assert sum(span["seconds"] for span in told["spans"] if span["kind"] == "covered") == 4 * 3600
    page = svc("call", "due", calls[0]).out
    assert "K-58" in page
    assert "4h00" in page


def test_files_are_kept_listed_saved_out_and_nothing_is_overwritten(
    svc: Shell, calls: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"\xff\xd8 leak")
    assert svc("call", "attach", calls[0], str(source)).code == 0
    listed = svc("call", "files", calls[0], "--json").json
    assert (listed[0]["name"], listed[0]["size"]) == ("photo.jpg", 7)
    out = tmp_path / "out"
    out.mkdir()
    saved = svc("call", "save", listed[0]["id"], str(out))
    assert Path(saved.out.strip()).read_bytes() == b"\xff\xd8 leak"
    assert svc("call", "save", listed[0]["id"], str(out)).code == 1
    assert svc("call", "attach", calls[0], str(tmp_path / "missing")).code == 3
    assert svc("call", "detach", listed[0]["id"]).code == 0
    assert svc("call", "files", calls[0], "--json").json == []


def test_take_next(svc: Shell, calls: list[str]) -> None:
    assert svc("call", "take", "--next").code == 0
    assert svc("call", "show", calls[2], "--json").json["assignee"] == "anna"
    assert svc("call", "take", "--next", "--queue", "NORTH").code == 1
    assert svc("queue", "take", "NORTH").err == "Nothing waits in NORTH.\n"
    taken = svc("queue", "take", "SOUTH", "--json", who="carla")
    assert (taken.code, taken.json["queue"], taken.json["assignee"]) == (0, "SOUTH", "carla")
    assert svc("queue", "take", "NORT").code == 3


def test_reads_and_changes_of_a_missing_store_find_nothing_and_make_none(svc: Shell) -> None:
    for words in (
        ["call", "show", "1"],
        ["call", "set", "1", "priority=low"],
        ["person", "show", "x"],
        ["call", "take", "1"],
        ["setup", "show"],
    ):
        said = svc(*words)
        assert (said.code, said.out) == (3, ""), words
        assert "svc-tui init" in said.err
        assert not svc.store.exists()
    assert svc("call", "list", "--json").out == "[]\n"
    assert svc.store.exists()


def test_json_lines_of_a_long_list_are_one_array(svc: Shell, desk: Desk) -> None:
    for _ in range(3):
        desk.open_call()
    assert len(json.loads(svc("call", "list", "--json").out)) == 3


@pytest.mark.parametrize("words", [("wake",), ("customer", "new", "code=C9", "name=Somebody"), ("undo",)])
def test_a_snooze_that_is_over_wakes_with_the_next_command_that_writes(
    svc: Shell, desk: Desk, words: tuple[str, ...]
) -> None:
    number = desk.open_call()
    desk.calls.pause([number], desk.time.replace(hour=10))
    desk.add("queue", code="EAST", name="Eastern team", manager="carla")
    assert svc("call", "show", number, "--json").json["status"] == "Pending"  # whoever reads leaves it
    said = svc(*words)
    assert said.code == 0, said.err
    if words == ("wake",):
        assert (said.out, said.err) == (f"{number}\n", f"{number} goes on\n")
        assert svc(*words).out == ""
    shown = svc("call", "show", number, "--json").json
    assert (shown["status"], shown["paused_until"]) == ("Open", None)
    assert "woke" in [entry["event"] for entry in shown["history"]]


def test_macros_and_canned_texts(svc: Shell, calls: list[str]) -> None:
    assert svc("macro", "save", "escalate", "priority=high", "note=Called the maker").code == 0
    assert svc("macro", "list", "--json").json == [
        {"name": "escalate", "steps": ["priority=high", "note=Called the maker"]}
    ]
    assert svc("macro", "run", "escalate", calls[1], calls[2]).code == 0
    shown = svc("call", "show", calls[1], "--json").json
    assert (shown["priority"], shown["activities"][0]["notes"]) == ("high", "Called the maker")
    assert svc("macro", "save", "bad", "nonsense").code == 2
    assert svc("macro", "delete", "escalate").code == 0
    assert svc("macro", "run", "escalate", calls[1]).code == 3
    said = svc("text", "save", "hello", "-", stdin="Your unit {serial}, {nosuch}")
    assert "{nosuch}" in said.err
    assert svc("text", "show", "hello", calls[0]).out == "Your unit SN-000931, {nosuch}\n"
    assert svc("text", "delete", "hello").code == 0
    assert svc("text", "list", "--json").json == []


def test_an_activity_is_finished_reopened_and_corrected(svc: Shell, calls: list[str]) -> None:
    assert svc("call", "note", calls[0], "order the part", "--kind", "task", "--open").code == 0
    task = svc("call", "show", calls[0], "--json").json["activities"][0]["number"]
    assert "1" in svc("call", "close", calls[0], "--text", "done").err
    assert svc("call", "activity", task, "--done").code == 0
    assert svc("call", "activity", task, "--text", "more").code == 1
    assert svc("call", "activity", task, "--reopen").code == 0
    assert svc("call", "activity", task, "--text", "order two").code == 0
    assert svc("call", "activity", task).code == 2


def test_the_page_of_a_call_shows_every_tab(svc: Shell, calls: list[str], tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"leak")
    assert svc("call", "solution", calls[0], "15").code == 0
    svc("call", "attach", calls[0], str(source))
    svc("call", "note", calls[0], "will call back")
    svc("call", "set", calls[0], "description=Stops\nafter ten minutes", "resolution=sensor replaced")
    page = svc("call", "show", calls[0])
    assert page.code == 0
    for words in (
        "Replace door sensor",
        "photo.jpg",
        "will call back",
        "after ten minutes",
        "sensor replaced",
    ):
        assert words in page.out, words


def test_the_number_of_a_call_is_text_wherever_it_stands(svc: Shell, calls: list[str]) -> None:
    svc("call", "link", calls[0], calls[1])
    svc("call", "merge", calls[2], calls[1])
    svc("call", "work", "add", calls[0], "1h")
    svc("call", "stopwatch", "start", calls[0])
    listed = svc("call", "list", "is:any", "--json").json
    assert {type(row["number"]) for row in listed} == {str}
    assert [row["number_order"] for row in listed] == [int(row["number"]) for row in listed]
    assert next(row["merged_into"] for row in listed if row["merged_into"]) == calls[1]
    shown = svc("call", "show", calls[0], "--json").json
    assert (shown["number"], shown["links"][0]["number"]) == (calls[0], calls[1])
    assert svc("call", "due", calls[0], "--json").json["number"] == calls[0]
    assert svc("call", "stopwatch", "show", "--json").json["call"] == calls[0]
    contract = svc("contract", "show", "58", "--json").json
    assert type(contract["number"]) is int
    assert {type(each["number"]) for each in contract["service_calls"]} <= {str}
