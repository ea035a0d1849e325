"""EQ-11 on the way in: links between imported cards lead to cards that are there, and never round in a ring."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.services.exchange.incoming.run import Report
from tests.services.importing_hands import desk, load

BASE = '{"kind": "customer", "code": "C1", "name": "Laundry"}\n{"kind": "item", "code": "WSH-40", "name": "Washer"}\n'
TOML = """kind = "equipment"
key = "number"
[fields]
number = "number"
serial = "serial"
item = "item"
customer = "customer"
replaces = "replaces"
replaced_by = "replaced_by"
parent = "parent"
"""
HEAD = "number,serial,item,customer,replaces,replaced_by,parent"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A store with a customer and an item."""
    with desk(tmp_path) as opened:
        load(opened, tmp_path / "base.jsonl", BASE)
        yield opened


def bring(services: Services, path: Path, *rows: str) -> Report:
    """Import cards: number, then what it replaces, is replaced by, is a part of."""
    cells = [row.split(",") for row in rows]
    lines = [f"{number},S-{number},WSH-40,C1,{','.join(links)}" for number, *links in cells]
    return load(services, path / "cards.csv", "\n".join([HEAD, *lines]) + "\n", toml=TOML)


def cards(services: Services) -> dict[int, tuple[Any, ...]]:
    """What each card names."""
    return {row.number: (row.replaces, row.replaced_by, row.parent) for row in services.equipment.list()}


def rejected(report: Report) -> list[tuple[int, str, str]]:
    found = [problem for _, problem in report.problems if problem.severity == "reject"]
    return [(problem.row, problem.column, problem.value) for problem in found]


def test_a_card_may_come_before_the_one_it_names(services: Services, tmp_path: Path) -> None:
    report = bring(services, tmp_path, "1,2,,3", "2,,1,", "3,,,", "4,,,1")
    assert rejected(report) == []
    assert cards(services) == {1: (2, None, 3), 2: (None, 1, None), 3: (None, None, None), 4: (None, None, 1)}
    assert not bring(services, tmp_path, "1,2,,3", "2,,1,", "3,,,", "4,,,1").entered


@pytest.mark.parametrize(
    ("row", "column"), [("1,9,,", "replaces"), ("1,,9,", "replaced_by"), ("1,,,9", "parent")]
)
def test_a_card_that_names_an_unknown_one_is_rejected_with_row_column_and_value(
    services: Services, tmp_path: Path, row: str, column: str
) -> None:
    report = bring(services, tmp_path, row, "2,,,")
    assert rejected(report) == [(2, column, "9")]
    assert report.problems[0][1].text() == (
        "There is no equipment card with the number 9 in the store or in this import."
    )
    assert list(cards(services)) == [2]
    assert (report.kinds["equipment"].new, report.kinds["equipment"].rejected) == (1, 1)


def test_who_names_a_rejected_card_is_rejected_too(services: Services, tmp_path: Path) -> None:
    report = bring(services, tmp_path, "1,,,2", "2,,,3", "3,,,9", "4,,,")
    assert [row for row, _, _ in rejected(report)] == [2, 3, 4]
    assert list(cards(services)) == [4]


@pytest.mark.parametrize(
    ("rows", "bad"),
    [
        (("1,1,,", "2,,,"), [(2, "replaces", "1")]),
        (("1,2,,", "2,1,,"), [(3, "replaces", "1")]),
        (("1,,2,", "2,,3,", "3,,1,"), [(4, "replaced_by", "1")]),
        (("1,,,2", "2,,,3", "3,,,1"), [(4, "parent", "1")]),
    ],
)
def test_the_row_that_closes_a_ring_is_rejected_and_with_it_who_needs_it(
    services: Services, tmp_path: Path, rows: tuple[str, ...], bad: list[tuple[int, str, str]]
) -> None:
    report = bring(services, tmp_path, *rows)
    assert bad[0] in rejected(report)
    said = " ".join(problem.text() for _, problem in report.problems)
    assert "itself" in said
    for number, (replaces, replaced_by, parent) in cards(services).items():
        assert {replaces, replaced_by, parent} - {None} <= set(cards(services)) - {number}


def test_a_ring_with_cards_of_the_store_is_found(services: Services, tmp_path: Path) -> None:
    bring(services, tmp_path, "1,,,", "2,,,1", "3,,,2")
    report = bring(services, tmp_path, "1,,,3")
    assert rejected(report) == [(2, "parent", "3")]
    assert cards(services)[1] == (None, None, None)
    assert rejected(bring(services, tmp_path, "2,,,", "1,,,3")) == [], "the second card let go of the first"
    assert cards(services) == {1: (None, None, 3), 2: (None, None, None), 3: (None, None, 2)}


def test_cards_of_several_files_and_calls_about_them(services: Services, tmp_path: Path) -> None:
    lines = [
        '{"kind": "equipment", "number": 1, "serial": "A-1", "item": "WSH-40", "customer": "C1", "parent": 2}',
        '{"kind": "equipment", "number": 2, "serial": "A-2", "item": "WSH-40", "customer": "C1"}',
        '{"kind": "call", "number": "10", "subject": "Stops", "customer": "C1", "equipment": 1,'
        ' "reported_at": "2026-05-01T09:00:00Z", "status": "Open"}',
    ]
    report = load(services, tmp_path / "all.jsonl", "\n".join(lines) + "\n")
    assert rejected(report) == []
    assert services.calls.sheet("10").values.equipment == 1


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ({"serial": "S-1"}, set()),
        ({"manufacturer_serial": "M-1"}, set()),
        ({"serial": "", "manufacturer_serial": "M-1"}, set()),
        ({"serial": "", "manufacturer_serial": ""}, {"EQ-01"}),
        ({"serial": ""}, {"EQ-01"}),
        ({"serial": "S-1", "warranty_start": "2026-01-01", "warranty_end": "2025-12-31"}, {"EQ-13"}),
        ({"serial": "S-1", "warranty_start": "2026-01-01", "warranty_end": "2026-01-01"}, set()),
        ({"serial": "S-9"}, {"EQ-03"}),
        ({"serial": "S-9", "status": "terminated"}, set()),
        ({"serial": "S-009"}, {"EQ-03 alike"}),
    ],
)
def test_a_card_that_breaks_a_rule_enters_and_is_warned_of(
    services: Services, tmp_path: Path, values: dict[str, str], rules: set[str]
) -> None:
    bring(services, tmp_path, "9,,,")
    line = {"kind": "equipment", "number": 1, "item": "WSH-40", "customer": "C1", **values}
    report = load(services, tmp_path / "card.jsonl", json.dumps(line))
    assert report.kinds["equipment"].new == 1
    assert {problem.rule for _, problem in report.problems if problem.severity == "warn"} == rules
