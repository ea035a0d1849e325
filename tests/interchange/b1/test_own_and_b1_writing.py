"""What is written can be read again: our own lines, our CSV, and B1's JSON with every field it had."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.interchange.b1 import json_out as b1_write
from svc_tui.interchange.b1.writing import Ids
from svc_tui.interchange.own import jsonl as own_jsonl
from tests.interchange.reading import ROME, read

VALUES: dict[str, Any] = {
    "number": "10423", "subject": "=stops", "status": "Open", "priority": "high", "customer": "C1",
    "reported_at": datetime(2024, 3, 15, 15, 0, tzinfo=UTC), "tags": ("vip", "recall"), "reopened": 2,
}  # fmt: skip


def test_our_lines_come_back_as_they_went(tmp_path: Path) -> None:
    history = [
        {
            "at": "2024-03-15T15:00:00Z",
            "who": "anna",
            "event": "created",
            "field": None,
            "old": None,
            "new": "1",
        }
    ]
    out = io.StringIO()
    own_jsonl.write_jsonl([{**VALUES, "history": history, "covered": True, "left_s": 5}], out, "call")
    (record,), problems = read(tmp_path / "calls.jsonl", out.getvalue())
    assert problems == []
    assert record.values == VALUES
    assert record.extra == {}
    assert record.history[0].who == "anna"


def test_our_csv_comes_back_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    out = io.StringIO()
    own_jsonl.write_csv([VALUES], out, list(VALUES))
    assert "'=stops" in out.getvalue()
    (record,), problems = read(tmp_path / "calls.csv", out.getvalue())
    assert problems == []
    assert record.values == VALUES


def test_a_line_needs_its_kind_or_the_wish(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path / "a.jsonl", '{"code": "C1", "name": "One", "kind": "vendor"}\n')
    assert (record.kind, record.values["kind"]) == ("customer", "vendor")
    (record,), _ = read(tmp_path / "a.jsonl", '{"code": "N", "name": "North"}\n', kind="queue")
    assert (record.kind, record.key) == ("queue", "N")


def test_a_list_of_our_command_line_is_read_again(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path / "a.json", '[{"number": 7, "subject": "x", "left_s": null}]', kind="call")
    assert record.values["number"] == "7"


B1 = {
    "ServiceCallID": 1042, "DocNum": 99, "Subject": "Stops", "CustomerCode": "C1", "Status": -3,
    "Priority": "scp_High", "Origin": -2, "AssigneeCode": 7, "TechnicianCode": 12, "ItemGroupCode": 103,
    "BelongsToAQueue": "tYES", "Queue": "NORTH", "CreationDate": "2024-03-15T00:00:00Z",
    "CreationTime": "16:00:00", "Series": 27, "U_Floor": "2", "Odd": {"deep": [1, None]},
    "ServiceCallSolutions": [{"LineNum": 3, "SolutionID": 15}], "ServiceCallActivities": [{"LineNum": 1}],
}  # fmt: skip
IDS = Ids(
    lists={("status", "Open"): -3, ("origin", "Telephone"): -2}, users={"anna": 7}, employees={"bruno": 12},
    groups={"Washers": 103},
)  # fmt: skip


def test_b1_json_survives_the_way_in_and_out(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path / "a.json", json.dumps(B1))
    resolved = {"assignee": "anna", "technician": "bruno", "item_group": "Washers", "origin": "Telephone"}
    values = {**record.values, **resolved, "solutions": [15]}
    written = b1_write.call(values, record.extra, IDS, ROME)
    assert {name: written[name] for name in B1} == B1


def test_resolved_is_open_to_b1_with_its_stamps() -> None:
    values = {
        **VALUES,
        "status": "Resolved",
        "status_class": "resolved",
        "resolved_at": VALUES["reported_at"],
    }
    written = b1_write.call(values, None, IDS, ROME)
    assert (written["Status"], written["ResolutionOnTime"]) == (-3, "16:00:00")


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8).map(lambda name: "U_" + name), st.text(max_size=20), max_size=5
    )
)
def test_fields_of_the_company_survive_whatever_they_hold(fields: dict[str, str]) -> None:
    written = b1_write.call(VALUES, fields, IDS, ROME)
    assert {name: written[name] for name in fields} == fields


def test_the_envelope_is_read_again(tmp_path: Path) -> None:
    out = io.StringIO()
    assert b1_write.write([b1_write.call(VALUES, {"ServiceCallID": 1}, IDS, ROME)] * 2, out) == 2
    records, _ = read(tmp_path / "a.json", out.getvalue())
    assert [one.values["subject"] for one in records] == ["=stops", "=stops"]
