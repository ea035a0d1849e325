"""Imports and the clock: a line that changes a known call moves what is measured of it, once."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from svc_tui.services.exchange.incoming.run import Importing, Report
from tests.services.desk import MONDAY_9, Desk

HOUR = 3600
MAPPING = """kind = "call"
dates = ["%Y-%m-%d %H:%M"]
zone = "UTC"
[fields]
number = "no"
status = "state"
reported_at = "at"
[history]
at = "seen"
who = "by"
"""


def load(desk: Desk, path: Path, *lines: dict[str, Any]) -> Report:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return Importing(desk.context).run([path])


def exported(desk: Desk, folder: Path, number: str) -> dict[str, Any]:
    """The whole line of a call, as `export all` writes it."""
    from svc_tui.services.exchange.outgoing.whole import export_all

    export_all(desk.context, folder)
    lines = (folder / "call.jsonl").read_text(encoding="utf-8").splitlines()
    return next(line for line in map(json.loads, lines) if str(line["number"]) == number)


@pytest.mark.parametrize("whole", [True, False])
def test_w25_a_line_with_another_report_moves_both_clocks_once(
    desk: Desk, tmp_path: Path, whole: bool
) -> None:
    desk.time = MONDAY_9 + timedelta(hours=3)
    number = desk.open_call(priority="high")
    desk.later(hours=2)
    line = exported(desk, tmp_path / "all", number) if whole else {"kind": "call", "number": number}
    line["reported_at"] = "2026-03-02T08:00:00Z"
    assert load(desk, tmp_path / "call.jsonl", line).kinds["call"].changed == 1
    row = desk.row(number)
    assert (row["respond_by"], row["resolve_by"]) == (
        MONDAY_9 + timedelta(hours=2),
        MONDAY_9 + timedelta(hours=4),
    )
    found = desk.calls.explain(number)
    assert [(view.state, view.left_s) for view in found.view] == [("overdue", -3 * HOUR), ("overdue", -HOUR)]
    assert load(desk, tmp_path / "call.jsonl", line).kinds["call"].same == 1
    assert desk.row(number) == row


def test_a_line_with_a_report_before_the_contract_takes_the_cover_away(desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call()
    line = exported(desk, tmp_path / "all", number) | {"reported_at": "2025-12-01T08:00:00Z"}
    load(desk, tmp_path / "call.jsonl", line)
    row = desk.row(number)
    assert (row["contract"], row["covered"], row["coverage_reason"]) == (None, False, "not yet started")
    assert (row["resolve_by"], row["next_due"]) == (None, None)


def test_a_line_without_a_change_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call(priority="high")
    desk.later(hours=1)
    desk.calls.pause([number])
    desk.later(hours=1)
    line, row = exported(desk, tmp_path / "all", number), desk.row(number)
    assert load(desk, tmp_path / "call.jsonl", line).kinds["call"].same == 1
    assert desk.row(number) == row


def test_due_dates_that_came_with_a_call_stay_facts(desk: Desk, tmp_path: Path) -> None:
    line: dict[str, Any] = {
        "kind": "call", "number": 7, "subject": "x", "customer": "C3", "reported_at": "2026-03-02T08:00:00Z",
        "resolve_by": "2026-03-02T17:00:00Z",
    }  # fmt: skip
    load(desk, tmp_path / "call.jsonl", line)
    load(desk, tmp_path / "call.jsonl", line | {"reported_at": "2026-03-02T07:00:00Z"})
    assert desk.row("7")["resolve_by"] == MONDAY_9 + timedelta(hours=9)
    load(desk, tmp_path / "call.jsonl", line | {"resolve_by": "2026-03-02T18:00:00Z"})
    assert desk.row("7")["resolve_by"] == MONDAY_9 + timedelta(hours=10)


@pytest.mark.parametrize(("at", "met"), [("17:00:00", True), ("17:00:01", False), ("19:00:00", False)])
def test_w24_the_same_stamps_say_the_same(desk: Desk, tmp_path: Path, at: str, met: bool) -> None:
    line: dict[str, Any] = {
        "kind": "call", "number": 7, "subject": "x", "customer": "C3", "reported_at": "2026-03-02T09:00:00Z",
        "resolve_by": "2026-03-02T17:00:00Z", "resolved_at": f"2026-03-02T{at}Z", "status": "Resolved",
    }  # fmt: skip
    desk.later(days=1)
    load(desk, tmp_path / "call.jsonl", line)
    assert desk.row("7")["resolution_met"] is met


def test_a_status_that_a_file_brings_holds_the_clock_and_lets_it_go(desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=1)
    load(desk, tmp_path / "call.jsonl", {"kind": "call", "number": number, "status": "Pending"})
    assert desk.calls.preview(number).resolution.state == "paused"
    desk.later(hours=2)
    load(desk, tmp_path / "call.jsonl", {"kind": "call", "number": number, "status": "Open"})
    row = desk.row(number)
    assert (row["resolve_by"], row["paused_s"]) == (MONDAY_9 + timedelta(hours=6), 2 * HOUR)
    explained = desk.calls.explain(number).resolution
    assert explained is not None
    assert explained.due == row["resolve_by"]


def test_pauses_of_a_history_are_runs_of_the_clock(desk: Desk, tmp_path: Path) -> None:
    number = desk.open_call(priority="high")
    desk.calls.respond([number])
    desk.later(hours=6)
    path = tmp_path / "calls.csv"
    rows = [
        f"{number},Open,2026-03-02 08:00,2026-03-02 08:00,anna",
        f"{number},Pending,2026-03-02 08:00,2026-03-02 09:00,anna",
        f"{number},Open,2026-03-02 08:00,2026-03-02 10:00,anna",
    ]
    path.write_text("no,state,at,seen,by\n" + "\n".join(rows) + "\n", encoding="utf-8")
    path.with_suffix(".toml").write_text(MAPPING, encoding="utf-8")
    for _ in range(2):
        Importing(desk.context).run([path], map_path=path.with_suffix(".toml"))
        row = desk.row(number)
        assert (row["resolve_by"], row["paused_s"]) == (MONDAY_9 + timedelta(hours=5), HOUR)
        view = desk.calls.preview(number).resolution
        assert (view.state, view.left_s) == ("overdue", -HOUR)


def test_what_a_history_adds_up_to(desk: Desk, tmp_path: Path) -> None:
    """Two pauses are both counted; the first assignment is no reassignment, the second is one."""
    path = tmp_path / "calls.csv"
    rows = [
        "7,Open,,2026-03-02 08:00",
        "7,Pending,anna,2026-03-02 09:00",
        "7,Open,anna,2026-03-02 10:00",
        "7,Pending,bruno,2026-03-02 11:00",
        "7,Open,bruno,2026-03-02 13:00",
    ]
    path.write_text("no,state,who,seen\n" + "\n".join(rows) + "\n", encoding="utf-8")
    mapping = MAPPING.replace(
        'reported_at = "at"', 'assignee = "who"\nsubject = { const = "x" }\ncustomer = { const = "C1" }'
    )
    path.with_suffix(".toml").write_text(mapping.replace('who = "by"\n', ""), encoding="utf-8")
    desk.later(hours=7)
    Importing(desk.context).run([path], map_path=path.with_suffix(".toml"))
    row = desk.row("7")
    assert (row["paused_s"], row["reassigned"], row["assignee"]) == (3 * HOUR, 1, "bruno")
    assert len(desk.calls.sheet("7").pauses) == 2


def test_a_paused_call_that_was_imported_runs_on_with_what_it_used(desk: Desk, tmp_path: Path) -> None:
    line = {"kind": "call", "number": 7, "subject": "x", "customer": "C1", "status": "Pending",
            "reported_at": "2026-03-02T08:00:00Z"}  # fmt: skip
    load(desk, tmp_path / "call.jsonl", line)
    desk.later(hours=3)
    desk.calls.resume(["7"])
    desk.calls.set(["7"], {"contract": "K-58"})
    assert desk.row("7")["resolve_by"] == MONDAY_9 + timedelta(days=2, hours=1)
    assert desk.calls.preview("7").resolution.left_s == 16 * HOUR


def test_a_closed_call_has_nothing_to_come_whatever_a_file_corrects(desk: Desk, tmp_path: Path) -> None:
    line: dict[str, Any] = {
        "kind": "call", "number": 7, "subject": "x", "customer": "C3", "reported_at": "2026-03-02T08:00:00Z",
        "resolve_by": "2026-03-02T17:00:00Z", "status": "Closed", "resolution": "done",
    }  # fmt: skip
    load(desk, tmp_path / "call.jsonl", line)
    for reported in ("08:00:00", "07:30:00"):
        load(desk, tmp_path / "call.jsonl", line | {"reported_at": f"2026-03-02T{reported}Z"})
        row = desk.row("7")
        assert row["is_open"] is False
        assert (row["next_due"], row["next_left_s"], row["next_since"]) == (None, None, None)
