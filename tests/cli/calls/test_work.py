"""Work, stopwatch, report, signature, satisfaction and the ledger of prepaid units on the command line."""

import pytest

from svc_tui.storage.calls import reads
from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def call(desk: Desk) -> str:
    """A call under K-58; a pump is on stock."""
    desk.add("item", code="PMP-3", name="Pump")
    return desk.open_call()


def prepaid(desk: Desk) -> None:
    with desk.context.write() as unit:
        row = reads.contract(session=unit.session, number=58)
        assert row is not None
        unit.update("contract", row.id, {"unit_kind": "hours", "unit_step": "15m"})


def test_work_is_logged_listed_and_shown_with_stable_names(svc: Shell, call: str) -> None:
    said = svc("call", "work", "add", call, "1h30", "replaced", "the", "seal")
    assert (said.code, said.out, said.err) == (0, "", f"{call}: 1h30 logged, included\n")
    svc("call", "work", "add", call, "travel 24km 40m")
    svc("call", "work", "add", call, "part", "PMP-3", "x2", "in", "P-1", "out", "P-0")
    found = svc("call", "work", "list", call, "--json").json
    assert found[0] == {
        "line": 1, "kind": "labour", "who": "anna", "starts_at": None, "ends_at": found[0]["ends_at"], "time_s": 5400,
        "km": None, "item": None, "item_name": None, "quantity": None, "serial_in": None, "serial_out": None,
        "note": "replaced the seal", "billable": False, "proposed": False, "why": "K-58 includes labour",
        "contract": 58, "counted_s": None, "drawn_s": None, "drawn_visits": None, "split_of": None, "corrects": None,
    }  # fmt: skip
    assert (found[1]["km"], found[1]["time_s"], found[1]["billable"]) == (24, 2400, True)
    assert (found[2]["quantity"], found[2]["serial_in"], found[2]["item_name"]) == (2, "P-1", "Pump")
    shown = svc("call", "show", call, "--json").json
    assert shown["work"] == found
    assert shown["work_totals"]["labour_s"] == 5400
    page = svc("call", "show", call)
    assert "-- Work" in page.out
    assert "1: labour 1h30, included: replaced the" in page.out
    assert "    replaced the seal" in page.out
    assert "Together: labour 1h30, travel 24 km 0h40, parts 2" in page.out
    table = svc("call", "work", "list", call)
    assert "1h30" in table.out
    assert "Together: labour 1h30" in table.err


@pytest.mark.parametrize(
    ("words", "note", "billable"),
    [
        (["1h", "seal", "--billable"], "seal", True),
        (["1h", "seal", "--included"], "seal", False),
        (["time=1h", "note=seal with = in it", "billable=yes"], "seal with = in it", True),
        (["1h", "x=5 seals", "who=bruno"], "x=5 seals", False),
        (["time=1h", "the", "seal"], "the seal", False),
    ],
)
def test_words_options_and_fields_say_the_same(
    svc: Shell, call: str, words: list[str], note: str, billable: bool
) -> None:
    assert svc("call", "work", "add", call, *words).code == 0
    line = svc("call", "work", "list", call, "--json").json[0]
    assert (line["time_s"], line["note"], line["billable"]) == (3600, note, billable)


def test_a_dry_run_says_what_would_be_drawn_and_writes_nothing(svc: Shell, desk: Desk, call: str) -> None:
    prepaid(desk)
    assert svc("contract", "units", "buy", "K-58", "1h").err == "K-58: 1h bought, 1h left\n"
    said = svc("call", "work", "add", call, "80m seal", "--dry-run")
    assert "1h from K-58, 0 left; 20m to bill" in said.err
    assert svc("call", "work", "list", call, "--json").json == []


def test_lines_are_changed_corrected_and_removed(svc: Shell, call: str) -> None:
    svc("call", "work", "add", call, "1h30 seal")
    assert svc("call", "work", "set", call, 1, "billable=yes", "note=worn seal").code == 0
    assert (
        svc("call", "work", "correct", call, 1, "-15m", "lunch").err == f"{call}: line 1 corrected by -15m\n"
    )
    found = svc("call", "work", "list", call, "--json").json
    assert (found[0]["billable"], found[0]["proposed"], found[0]["note"]) == (True, False, "worn seal")
    assert (found[1]["time_s"], found[1]["corrects"], found[1]["note"]) == (-900, 1, "lunch")
    assert svc("call", "work", "correct", call, 1, "2h").code == 1
    assert svc("call", "work", "correct", call, 7, "1m").code == 3
    assert svc("call", "work", "set", call, 1, "seconds=5").code == 2
    assert svc("call", "work", "remove", call, 1).err == f"{call}: line 1 removed\n"
    assert svc("call", "work", "list", call, "--json").json == []
    svc("undo")
    assert len(svc("call", "work", "list", call, "--json").json) == 2


def test_a_stopwatch_survives_between_commands(svc: Shell, call: str) -> None:
    assert svc("call", "stopwatch", "show", "--json").out == "null\n"
    assert svc("call", "stopwatch", "start", call).err == f"{call}: stopwatch started\n"
    shown = svc("call", "stopwatch", "show", "--json").json
    assert (shown["person"], shown["call"], shown["kind"]) == ("anna", call, "labour")
    assert svc("call", "stopwatch", "show", who="bruno").err == "No stopwatch of yours runs.\n"
    assert "runs already" in svc("call", "stopwatch", "start", call).err
    assert svc("call", "stopwatch", "stop", "--drop").code == 0
    assert svc("call", "stopwatch", "stop").code == 1
    assert svc("call", "work", "list", call, "--json").json == []


def test_a_signed_report_is_proved_unchanged_in_any_language_until_it_changes(svc: Shell, call: str) -> None:
    svc("call", "work", "add", call, "1h30 replaced the seal")
    report = svc("call", "report", call).out
    assert report == svc("call", "report", call).out
    assert f"Report of work, call {call}" in report
    assert "Lavanderia Bianchi" in report
    assert "labour 1h30, included" in report
    assert "replaced the seal" in report
    assert svc("call", "report", call, "--verify").code == 1
    assert svc("call", "sign", call, "Maria", "Rossi").err == f"{call} signed by Maria Rossi\n"
    again = svc("call", "report", call).out
    assert again.startswith(report)
    assert "Signed by Maria Rossi" in again
    assert "Unchanged since it was signed." in again
    verified = svc("call", "report", call, "--verify", "--json")
    assert (verified.code, verified.json["unchanged"], verified.json["signed_by"]) == (0, True, "Maria Rossi")
    assert svc("--language", "it", "call", "report", call, "--verify").code == 0
    svc("call", "work", "correct", call, 1, "15m")
    changed = svc("call", "report", call, "--verify")
    assert changed.code == 1
    assert "Changed since it was signed." in changed.out
    svc("undo")
    assert svc("call", "report", call, "--verify").code == 0


def test_satisfaction_is_kept_with_its_text(svc: Shell, desk: Desk) -> None:
    call = (
        desk.as_person("carla")
        .new({"serial": "SN-000931", "subject": "x", "assignee": "anna"})
        .outcomes[0]
        .number
    )
    assert svc("call", "rate", call, 4, "quick").code == 1  # still open
    svc("call", "close", call, "done well")
    assert svc("call", "rate", call, 9).code == 1
    assert svc("call", "rate", call, 4, "quick", "and", "friendly").err == f"{call}: satisfaction 4 of 5\n"
    shown = svc("call", "show", call, "--json").json
    assert (shown["satisfaction"], shown["satisfaction_text"]) == (4, "quick and friendly")


def test_the_ledger_of_a_contract(svc: Shell, desk: Desk, call: str) -> None:
    refused = svc("contract", "units", "buy", "K-58", "10h")
    assert (refused.code, "Set its unit_kind" in refused.err) == (1, True)
    prepaid(desk)
    svc("contract", "units", "buy", 58, "1h", "order", "77")
    svc("contract", "units", "correct", 58, "-15m", "promised by mistake")
    assert svc("contract", "units", "correct", 58, "-15m").code == 1
    svc("call", "work", "add", call, "1h seal")
    ledger = svc("contract", "units", "show", "K-58", "--json").json
    names = ("contract", "unit_kind", "granted_s", "used_s", "balance_s", "balance")
    assert {name: ledger[name] for name in names} == {
        "contract": 58, "unit_kind": "hours", "granted_s": 2700, "used_s": 2700, "balance_s": 0, "balance": None,
    }  # fmt: skip
    assert (ledger["percent"], ledger["level"]) == (100, 100)
    assert [(each["kind"], each["quantity_s"], each["balance_s"]) for each in ledger["entries"]] == [
        ("bought", 3600, 3600), ("corrected", -900, 2700), ("used", -2700, 0),
    ]  # fmt: skip
    assert (ledger["entries"][2]["call"], ledger["entries"][2]["line"]) == (call, 1)
    table = svc("contract", "units", "show", 58)
    assert "order 77" in table.out
    assert table.err == "Bought 1h, used 45m, corrected -15m, expired 0; left 0 (100 % used).\n"
    open_ = svc("contract", "units", "unaccounted", 58, "--json").json
    assert [(each["line"], each["counted_s"], each["fits"]) for each in open_] == [(2, 900, False)]
    assert svc("contract", "units", "attach", 58).code == 1
    svc("contract", "units", "buy", 58, "1h")
    assert (
        svc("contract", "units", "attach", 58, open_[0]["id"]).err == "K-58: 15m of work attached, 45m left\n"
    )
    assert svc("contract", "units", "expire", 58).err == "K-58: 45m expired, 0 left\n"
    assert svc("contract", "units", "expire", 58).code == 1
    assert svc("contract", "units", "show", 99).code == 3
    assert svc("contract", "units", "show", "many").code == 2


def test_warnings_of_the_ledger_are_said_with_the_work(svc: Shell, desk: Desk, call: str) -> None:
    prepaid(desk)
    svc("contract", "units", "buy", 58, "1h")
    assert svc("call", "work", "add", call, "45m").err.splitlines() == [
        f"{call}: 45m logged, 45m from K-58, 15m left",
        "K-58: 75 % of the prepaid units are used, 15m left.",
    ]


def test_nothing_is_kept_of_work_that_cannot_be_read_whole(svc: Shell, call: str) -> None:
    for words in (
        ["travel", "8km", "15"],
        ["travel", "10", "miles"],
        ["part", "PMP-3", "x-1"],
        ["1h", "30", "seal"],
    ):
        said = svc("call", "work", "add", call, *words)
        assert said.code == 1, words
        assert '"' in said.err, words
    assert svc("call", "work", "list", call, "--json").json == []
    assert svc("call", "work", "add", call, "travel", "8km,", "15m").code == 0
    assert svc("call", "work", "add", call, "part", "PMP-3", "x", "2,", "new").code == 0
    found = svc("call", "work", "list", call, "--json").json
    assert [(each["km"], each["time_s"], each["quantity"], each["note"]) for each in found] == [
        (8, 900, None, None), (None, 0, 2, "new"),
    ]  # fmt: skip


def test_a_correction_and_a_stopwatch_take_the_time_that_was_typed(svc: Shell, call: str) -> None:
    svc("call", "work", "add", call, "2h", "seal")
    assert svc("call", "work", "correct", call, "1", "1h", "30m", "lunch").code == 0
    found = svc("call", "work", "list", call, "--json").json
    assert [(each["time_s"], each["note"]) for each in found] == [(7200, "seal"), (-5400, "lunch")]
    svc("call", "stopwatch", "start", call)
    said = svc("call", "stopwatch", "stop", "1h30", "belt")
    assert (said.code, '"1h30"' in said.err) == (1, True)
    assert svc("call", "stopwatch", "show", "--json").json is not None
