"""A mapping file means what the manual says, and a mistake in it is named with its place."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.errors import Refused, SvcError
from svc_tui.interchange.csv import columns, mapping

EXAMPLE = """
kind   = "call"
key    = "number"
none   = ["", "?"]
dates  = ["%d/%m/%Y %H:%M"]
zone   = "Europe/Rome"
create = ["queue", "person", "customer"]
[fields]
number      = "ticket"
reported_at = "opened_at"
subject     = { template = "{category} {symptom}" }
status      = { column = "state", values = { New = "Open", "Awaiting vendor" = "Pending" }, default = "Open" }
origin      = { const = "Web" }
[history]
at          = "updated_at"
who         = "updated_by"
[statuses]
"Awaiting user" = { class = "waiting" }
"""


def test_the_example_of_the_manual_is_read_whole() -> None:
    found = mapping.parse(EXAMPLE)
    assert found.kind == "call"
    assert found.key == ("number",)
    assert found.columns == (
        "number",
        "ticket",
        "opened_at",
        "category",
        "symptom",
        "state",
        "updated_at",
        "updated_by",
    )
    assert found.create == {"queue", "person", "customer"}
    assert found.statuses == {"Awaiting user": "waiting"}
    assert str(found.zone) == "Europe/Rome"


def test_the_key_is_a_column_a_list_or_each_row() -> None:
    head = 'kind = "customer"\n{}\n[fields]\ncode = "a"\nname = "b"\n'
    assert mapping.parse(head.format('key = ["a", "b"]')).key == ("a", "b")
    assert mapping.parse(head.format('key = "row"')).by_row
    assert mapping.parse(head.format("")).key == ("a",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"call"', '"cal"'), "kind: cal is not known. Did you mean call?"),
        (('"call"', '"zzzz"'), "kind: zzzz is not known. Known are: "),
        (("subject ", "subjct "), "fields: subjct is not known. Did you mean subject?"),
        (("template =", "tmplate ="), "fields.subject: tmplate is not known. Did you mean template?"),
        (('origin      = { const = "Web" }', "origin = { }"), "exactly one of column, template and const"),
        (("{symptom}", "{symptom"), "brace"),
        (("{symptom}", "{0.real!r}"), "column names in braces"),
        (('zone   = "Europe/Rome"', 'zone = "Europe/Rom"'), "no zone Europe/Rom"),
        (('"queue", "person"', '"queue", "persons"'), "persons is not known. Did you mean person?"),
        (('"waiting"', '"wating"'), "wating is not known. Did you mean waiting?"),
        (("%H:%M", "%H:%Q"), "no form of a date"),
        (('at          = "updated_at"', ""), "history.at is missing"),
        (('kind   = "call"', "kind   = call"), "line 2, column"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: tuple[str, str], words: str) -> None:
    assert change[0] in EXAMPLE
    with pytest.raises(Refused) as refused:
        mapping.parse(EXAMPLE.replace(*change), "calls.toml")
    assert words in str(refused.value)
    assert "calls.toml" in str(refused.value)


CONTRACT = """
kind = "contract"
[fields]
number = "no"
customer = "who"
[lines]
equipment = "unit"
[targets]
high = ["a", "b"]
[coverage]
"Mo-Fr" = ["c", "d"]
PH = "e"
"""


def test_the_tables_of_a_contract_are_read_whole() -> None:
    found = mapping.parse(CONTRACT)
    assert found.columns == ("no", "who", "unit", "a", "b", "c", "d", "e")
    assert found.parts.targets == {"high": ("a", "b")}
    assert (found.parts.hours, found.parts.holidays) == ({"Mo-Fr": ("c", "d")}, "e")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"contract"', '"equipment"'), "only contracts have [lines]"),
        (("equipment =", "equipmnt ="), "lines: equipmnt is not known. Did you mean equipment?"),
        (("high =", "higher ="), "targets: higher is not known. Did you mean high?"),
        (('["a", "b"]', '"a"'), "targets.high: name two columns"),
        (('["c", "d"]', '["c"]'), "coverage.Mo-Fr: name two columns"),
        (('customer = "who"', 'coverage = "who"'), "give [coverage] or the field of that name"),
        (('PH = "e"', "PH = 1"), "coverage.PH is missing"),
    ],
)
def test_a_mistake_in_the_tables_of_a_contract_is_named(change: tuple[str, str], words: str) -> None:
    assert change[0] in CONTRACT
    with pytest.raises(Refused) as refused:
        mapping.parse(CONTRACT.replace(*change), "k.toml")
    assert words in str(refused.value)


def test_a_missing_column_is_named_with_the_one_that_looks_like_it() -> None:
    found = mapping.parse(EXAMPLE, "calls.toml")
    with pytest.raises(Refused, match=r"no column ticket .*Did you mean tickets\?"):
        columns.check_columns(
            found, [name for name in found.columns if name != "ticket"] + ["tickets"], "x.csv"
        )


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_a_sentence(text: str) -> None:
    with contextlib.suppress(SvcError):
        assert mapping.parse(text).fields
