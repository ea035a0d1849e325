"""What acts on calls take as words: ids in any form a list prints, texts and times behind them, and how they end."""

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def calls(desk: Desk) -> list[str]:
    """Two calls of anna's; the second one's subject has lines, commas and quotes."""
    desk.later(minutes=5)
    return [desk.open_call(), desk.open_call(serial="SN-000932", subject='A, "B"\n10001')]


@pytest.mark.parametrize("form", [["--json"], ["--csv"], ["--plain"], ["--plain", "--columns", "number"]])
def test_a_list_in_any_form_is_read_by_the_next_command(
    svc: Shell, desk: Desk, calls: list[str], form: list[str]
) -> None:
    printed = svc("call", "list", *form).out
    said = svc("call", "priority", "-", "high", stdin=printed)
    assert said.code == 0
    assert [desk.row(number)["priority"] for number in calls] == ["high", "high"]


def test_records_one_a_line_are_read_too(svc: Shell, desk: Desk, calls: list[str]) -> None:
    printed = svc("call", "show", *calls, "--json").out
    assert svc("call", "move", "-", "NORTH", stdin=printed).code == 0
    assert {desk.row(number)["queue"] for number in calls} == {"NORTH"}
    assert svc("call", "move", "-", "SOUTH", stdin="[" + calls[0] + "]").code == 0
    assert desk.row(calls[0])["queue"] == "SOUTH"
    assert svc("call", "take", "-", stdin='[{"number": 1').code == 2
    assert svc("call", "take", "-", stdin="").code == 2


def test_a_text_or_a_time_may_stand_last(svc: Shell, desk: Desk, calls: list[str]) -> None:
    assert svc("call", "pause", *calls, "+2d").code == 0
    assert all(desk.row(number)["paused_until"] for number in calls)
    assert svc("call", "resume", *calls).code == 0
    assert svc("call", "resolve", *calls, "Door sensor replaced").code == 0
    assert desk.row(calls[1])["resolution"] == "Door sensor replaced"
    assert svc("call", "reopen", calls[0]).code == 0
    assert svc("call", "close", calls[0], "Seal replaced too").code == 0
    assert desk.row(calls[0])["status_class"] == "closed"


def test_how_a_command_ends(svc: Shell, calls: list[str]) -> None:
    first, second = calls
    assert svc("call", "take", "99998", "99999").code == 3
    assert svc("call", "take", "99998", first).code == 1
    assert svc("call", "assign", first, "nobody").code == 3
    assert svc("call", "move", first, second, "NOWHERE").code == 3
    assert svc("call", "set", first, "customer=C9").code == 3
    assert svc("call", "set", first, "nofield=1").code == 2
    assert svc("call", "priority", first, second, "urgent").code == 1
    assert svc("call", "reopen", first, second).code == 1


def test_a_new_call_takes_every_field_that_can_be_set(svc: Shell, desk: Desk) -> None:
    said = svc(
        "call", "new", "serial=SN-000931", "subject=Leaks", "tags=vip,recall", "status=pending", "contract=K-58",
        "reference=PO 7", "technician=carla", "--json",
    )  # fmt: skip
    assert said.code == 0
    made = said.json
    assert (made["status"], made["status_class"], made["tags"]) == ("Pending", "waiting", ["recall", "vip"])
    assert (made["contract"], made["reference"], made["technician"]) == (58, "PO 7", "carla")
    assert made["resolution_state"] == "paused"
    assert svc("undo").code == 0
    assert svc("call", "show", made["number"]).code == 3


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("foo=1", 2),
        ("id=1", 2),
        ("version=7", 2),
        ("number=5", 2),
        ("is_open=0", 2),
        ("responded_at=now", 2),
        ("priority=urgent", 1),
        ("status=nosuch", 1),
        ("contract=999", 3),
        ("contract=x", 2),
        ("customer=C9", 3),
        ("item=NOPE", 3),
        ("assignee=nobody", 3),
        ("reported_at=garbage", 1),
        ("closed_at=2026-03-01", 1),
    ],
)
def test_what_a_new_call_refuses_leaves_nothing(svc: Shell, desk: Desk, field: str, code: int) -> None:
    said = svc("call", "new", "customer=C1", "subject=Leaks", field)
    assert (said.code, said.out) == (code, "")
    assert "fault" not in said.err
    assert svc("call", "list", "is:any", "--json").json == []


def test_json_says_everything_and_acts_on_no_terminal(svc: Shell, desk: Desk) -> None:
    subject = "A\u202eevil\u00a0caffè 漢字 \U000e0041 B"
    svc("call", "new", "customer=C1", f"subject={subject}")
    for words in (("list", "--json"), ("show", "10001", "--json")):
        said = svc("call", *words)
        record = said.json[0] if isinstance(said.json, list) else said.json
        assert record["subject"] == subject
        assert "caffè 漢字" in said.out
        assert all(line.isprintable() for line in said.out.splitlines())


def test_a_conflict_shows_what_stood_there_before(svc: Shell, calls: list[str]) -> None:
    first = calls[0]
    version = svc("call", "show", first, "--json").json["version"]
    assert svc("call", "set", first, "subject=Stops when hot", "--if-version", version).code == 0
    assert svc("call", "priority", first, "high").code == 0
    said = svc("call", "set", first, "subject=Stops", "--if-version", version)
    assert said.code == 4
    assert "subject: was Stops after warm-up, is Stops when hot now, you wanted Stops" in said.err


def test_a_caller_is_found_by_name_when_it_is_one(svc: Shell, desk: Desk) -> None:
    assert svc("call", "new", "customer=Aurora", "subject=a", "--json").json["customer"] == "C2"
    assert svc("call", "new", "customer=C1", "subject=a", "--json").json["customer"] == "C1"
    assert svc("call", "new", "customer=+39 02 555 0101", "subject=a").code == 3  # three have it
    assert svc("call", "new", "customer=Nobody at all", "subject=a").code == 3
    desk.add("customer", code="D100", name="Far away")
    assert svc("call", "new", "customer=D10", "subject=a").code == 3  # the beginning of a code


def test_none_empties_what_names_somebody(svc: Shell, calls: list[str]) -> None:
    first = calls[0]
    assert svc("call", "set", first, "queue=NORTH").code == 0
    assert (
        svc("call", "set", first, "assignee=none", "queue=none", "technician=none", "contract=none").code == 0
    )
    shown = svc("call", "show", first, "--json").json
    assert [shown[name] for name in ("assignee", "queue", "technician", "contract")] == [None] * 4


def test_a_serial_that_no_card_has_keeps_customer_and_item(svc: Shell, calls: list[str]) -> None:
    first = calls[0]
    assert svc("call", "set", first, "serial=XYZ-1").code == 0
    shown = svc("call", "show", first, "--json").json
    assert (shown["serial"], shown["customer"], shown["item"]) == ("XYZ-1", "C1", "WSH-40")
    assert (shown["equipment"], shown["contract"]) == (None, None)
    assert svc("call", "set", first, "serial=SN-000936").code == 0
    shown = svc("call", "show", first, "--json").json
    assert (shown["customer"], shown["equipment"]) == ("C2", 316)
    assert svc("call", "set", first, "serial=").code == 0
