"""JSON as other programs write it: dates that are none, numbers that only floats know; and files made to hurt."""

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import Refused
from svc_tui.interchange.core import delimited, files, json_files, json_stream
from svc_tui.interchange.core.files import Lines, Source
from svc_tui.interchange.core.records import Problem
from svc_tui.interchange.documents import deliveries
from svc_tui.interchange.documents.deliveries import DeliveredUnit
from tests.interchange.reading import read

NULLS = [
    "0001-01-01T00:00:00Z", "0001-01-01", "1899-12-30", "1899-12-30T00:00:00", "18991230", "9999-12-31",
    "9999-12-31T23:59:59", "0000-00-00", "0000-00-00 00:00:00",
]  # fmt: skip
CALL = '{"ServiceCallID": %s, "CustomerCode": "C1", "Subject": "a", "CreationDate": "2023-07-21"%s}'


@pytest.mark.parametrize("null", NULLS)
def test_a_date_that_is_none_is_empty(tmp_path: Path, null: str) -> None:
    content = "[" + CALL % (9, f', "ResponseByDate": "{null}", "ResponseByTime": "10:00:00"') + "]"
    (record,), problems = read(tmp_path / "a.json", content)
    assert (record.values["respond_by"], problems) == (None, [])
    assert record.values["reported_at"] == datetime(2023, 7, 20, 22, tzinfo=UTC)


@pytest.mark.parametrize("null", NULLS)
def test_so_it_is_in_every_reader(tmp_path: Path, null: str) -> None:
    head = "ServiceCallID;CustomerCode;Subject;ResponseByDate\n"
    (record,), problems = read(tmp_path / "ServiceCalls.csv", head + f"1;C1;a;{null}\n")
    assert (record.values["respond_by"], problems) == (None, [])
    toml = 'kind = "call"\ndates = ["%Y%m%d"]\n[fields]\nnumber = "n"\nresolved_at = "at"\n'
    (record,), problems = read(tmp_path / "b.csv", f"n;at\n1;{null}\n", toml=toml)
    assert (record.values["resolved_at"], problems) == (None, [])
    if len(null) != 8:  # our own lines are ISO
        line = f'{{"kind": "equipment", "number": 1, "delivered_at": "{null}"}}'
        (record,), problems = read(tmp_path / "c.jsonl", line)
        assert (record.values["delivered_at"], problems) == (None, [])
    content = f'[{{"ContractID": 1, "CustomerCode": "C1", "StartDate": "2024-01-01", "EndDate": "{null}"}}]'
    (record,), problems = read(tmp_path / "d.json", content, kind="ServiceContracts")
    assert record.values["end"] is None


def test_a_delivery_without_a_date_is_missing_it(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("document;date;customer;item;serial\n1;0001-01-01;C;I;S\n")
    (problem,) = deliveries.read(Source(path))
    assert isinstance(problem, Problem)
    assert (problem.column, "date is missing" in problem.text()) == ("date", True)


def test_whole_numbers_written_as_floats_are_whole(tmp_path: Path) -> None:
    told = ', "InternalSerialNum": 1.23e15, "ItemCode": 98.0, "Telephone": 3.9e10, "CustomerCode": 10.0'
    content = "[" + CALL.replace('"CustomerCode": "C1", ', "") % ("10.0", told) + "]"
    (record,), problems = read(tmp_path / "a.json", content)
    told_values = {name: record.values[name] for name in ("number", "serial", "item", "customer")}
    assert told_values == {"number": "10", "serial": "1230000000000000", "item": "98", "customer": "10"}
    assert (record.key, record.external_id, problems) == ("10", 10, [])
    line = '{"kind": "equipment", "number": 10.0, "serial": 1.23e15, "item": 7.0, "customer": "C1"}'
    (record,), _ = read(tmp_path / "b.jsonl", line)
    assert [record.values[name] for name in ("number", "serial", "item")] == ["10", "1230000000000000", "7"]


def test_a_serial_keeps_every_digit_of_its_float(tmp_path: Path) -> None:
    line = '{"kind": "equipment", "number": 1, "serial": 12345678901234567.0}'
    (record,), _ = read(tmp_path / "a.jsonl", line)
    assert (
        record.values["serial"] == "12345678901234568"
    )  # what a float holds of it, not 1.2345678901234568e+16


def test_serials_of_documents_are_read_so_too(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(
        '[{"DocNum": 5.0, "DocDate": "2026-01-02", "CardCode": "C1", "DocObjectCode": 15, "DocumentLines":'
        ' [{"ItemCode": "I", "SerialNumbers": [{"InternalSerialNumber": 1.23e15}]}]}]'
    )
    (unit,) = deliveries.read(Source(path))
    assert isinstance(unit, DeliveredUnit)
    assert (unit.document, unit.serial) == ("5", "1230000000000000")


def test_an_id_of_a_csv_with_a_point_is_a_number(tmp_path: Path) -> None:
    (record,), problems = read(
        tmp_path / "ServiceCalls.csv", "ServiceCallID;CustomerCode;Subject;TechnicianCode\n1.0;C1;a;7.0\n"
    )
    assert (record.values["number"], str(record.values["technician"]), problems) == ("1", "7", [])


def test_an_object_of_nothing_is_passed_over(tmp_path: Path) -> None:
    records, problems = read(tmp_path / "a.json", "[{}, " + CALL % (9, "") + ", {}]")
    assert (len(records), problems) == (1, [])


# Files made to hurt


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches with little."""
    for module in (files, json_stream, json_files, delimited):
        monkeypatch.setattr(module, "LARGEST_VALUE", 300_000)
        monkeypatch.setattr(module, "LONGEST_LINE", 3_000_000)
    for module in (files, delimited):
        monkeypatch.setattr(module, "CHUNK", 10_000)


LONG = "x" * 4_000_000


HURTING = {
    "a string": ("a.json", '[{"ServiceCallID": 1, "Subject": "' + LONG + '"}]'),
    "quotes in it": ("a.json", '[{"ServiceCallID": 1, "Subject": "' + '\\"y' * 2_000_000 + '"}]'),
    "a record": ("a.json", '[{"ServiceCallID": 1, "U_x": [' + '"abc", ' * 600_000 + "1]}]"),
    "a line": ("a.jsonl", '{"kind": "call"}\n{"kind": "call", "U_x": "' + LONG + '"}\n'),
    "a row": ("a.csv", "code;name\nC1;" + LONG + "\n"),
    "cells": ("a.csv", "code;name\nC1;" + "zz;" * 1_200_000 + "\n"),
    "a quote": ("a.csv", 'code;name\nC1;"' + ("w" * 90 + "\n") * 50_000 + '"\n'),
    "lines of one row": ("a.csv", "code;name\nC1;" + ('"' + "w" * 90 + '\n";') * 40_000 + "\n"),
    "an article": ("a.md", "---\nsolution: x\n---\n" + LONG),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("what", HURTING)
def test_a_value_or_a_line_without_end_is_a_sentence(tmp_path: Path, what: str) -> None:
    name, content = HURTING[what]
    wanted = {"kind": "customer"} if name.endswith(".csv") else {}
    for path, told in (
        (tmp_path / name, content.encode()),
        (tmp_path / f"{name}.gz", gzip.compress(content.encode())),
    ):
        with pytest.raises(Refused) as refused:
            read(path, told, **wanted)
        assert "cannot be read" in str(refused.value)
        assert "Nothing was imported" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"a": "x" * 10}, None),
        ({"a": "x" * 11}, ("a", "long", 11)),
        ({"a": ["x", "y\0"]}, ("a", "nul", 2)),
        ({"a": {"b": {"c": "x" * 12}}}, ("a.b.c", "long", 12)),
    ],
)
def test_the_first_fault_of_an_object_has_a_place(value: object, fault: tuple[str, str, int] | None) -> None:
    assert json_files.first_fault(value, longest=10) == fault


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["a.json.gz", "a.csv.gz"])
def test_a_packed_line_without_end_is_not_unpacked_to_its_end(tmp_path: Path, name: str) -> None:
    damaged_at_its_end = gzip.compress(b"[" + b"1," * 2_000_000)[:-8] + b"damaged!"
    with pytest.raises(Refused, match="longer than"):
        read(tmp_path / name, damaged_at_its_end, kind="customer")


def test_a_record_of_more_values_than_memory_likes_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "MOST_PARTS", 100_000)
    for name, content in (
        ("a.json", '[{"ServiceCallID": 1, "U_x": [' + "{}," * 500_000 + "{}]}]"),
        ("a.jsonl", '{"kind": "call"}\n{"kind": "call", "U_x": [' + "{}," * 500_000 + "{}]}\n"),
    ):
        with pytest.raises(Refused) as refused:
            read(tmp_path / name, content)
        assert "cannot be read" in str(refused.value)


def test_a_long_array_in_one_line_is_no_long_line(tmp_path: Path) -> None:
    content = "[" + ", ".join(CALL % (number, "") for number in range(60_000)) + "]"
    records, problems = read(tmp_path / "a.json", content)
    assert (len(records), problems) == (60_000, [])


def test_a_sign_far_from_ascii_counts_as_wide_as_it_makes_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a")
    stream = io.StringIO("\U0001f600" + "b" * 20_000_000, newline="")
    with pytest.raises(Refused, match="64 MB"):
        Lines(stream, Source(path)).line()


def nested(depth: int, inner: str = "1") -> str:
    return '{"a":' * depth + inner + "}" * depth


@pytest.mark.parametrize("depth", [100, 600, 100_000])
def test_what_is_nested_too_deep_takes_its_row(tmp_path: Path, depth: int) -> None:
    lines = [
        '{"kind": "call", "number": 1}',
        f'{{"kind": "call", "number": 2, "U_x": {nested(depth)}}}',
        f'{{"whole": "call", "number": "3", "extra": {nested(depth)}}}',
        f'{{"kind": "call", "number": 4, "U_x": {"[" * depth}{"]" * depth}}}',
        '{"kind": "call", "number": 5}',
    ]
    records, problems = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert [one.key for one in records] == ["1", "5"]
    assert [(one.row, one.severity, one.rule) for one in problems] == [
        (row, "reject", "deep") for row in (2, 3, 4)
    ]


def test_what_is_nested_too_deep_in_b1_and_documents(tmp_path: Path) -> None:
    records, (problem,) = read(tmp_path / "a.json", "[" + CALL % (9, f', "U_x": {nested(200)}') + "]")
    assert (records, problem.rule) == ([], "deep")
    with pytest.raises(Refused, match="nested deeper than 64 levels"):
        read(tmp_path / "b.json", "[" * 1_000_000)
    path = tmp_path / "c.json"
    path.write_text(f'[{{"DocNum": 1, "DocumentLines": [{nested(200)}]}}]')
    (found,) = deliveries.read(Source(path))
    assert isinstance(found, Problem)
    assert found.rule == "deep"


def test_a_mapping_that_is_a_file_to_import_is_said(tmp_path: Path) -> None:
    from svc_tui.interchange.csv import mapping

    path: Any = tmp_path / "a.toml"
    path.write_text("#" * 1_100_000)
    with pytest.raises(Refused, match="too long for a mapping"):
        mapping.load(path)
