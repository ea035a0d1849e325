"""The forms in which a report leaves: all have the rows that are shown; and what fields of records are called."""

import csv
import json

import pytest

from svc_tui.presentation.company.titles import title
from svc_tui.presentation.reports.forms import ENDINGS, FORMS, json_pieces, text_pieces
from svc_tui.presentation.reports.sheet import sheet_of
from tests.presentation.reports.results import EVIL, figures, line, queues, records, result, when


@pytest.mark.parametrize("how", [how for how in FORMS if how != "xlsx"])
def test_every_form_has_every_row_and_the_total(how: str) -> None:
    found = queues()
    text = "".join(text_pieces(how, found, sheet_of(found), when))
    assert "1,234" in text or "1234" in text
    assert "1,236" in text or "1236" in text
    assert text.endswith("\n")


def test_json_is_one_object_whose_rows_stand_one_a_line() -> None:
    found = result(line(EVIL, figures(1), EVIL + "\u2028\x1b"), line("b", figures(2)))
    text = "".join(json_pieces(found))
    assert all(char.isprintable() or char == "\n" for char in text)
    parsed = json.loads(text)
    assert [row["calls"] for row in parsed["rows"]] == [1, 2]
    assert parsed["rows"][0]["queue_name"] == EVIL + "\u2028\x1b"
    rows = text[text.index('"rows"') : text.index('"left_out"')]
    assert len(rows.strip().splitlines()) == 4


def test_records_leave_as_they_are_listed() -> None:
    found = records({"subject": EVIL}, {"subject": "Leak"}, columns=("subject",))
    text = "".join(text_pieces("csv", found, sheet_of(found), when))
    rows = list(csv.reader(text.splitlines()))
    assert [row[0].lstrip("'") for row in rows] == ["subject", EVIL, "Leak"]
    assert json.loads("".join(json_pieces(records())))["rows"] == []


def test_each_ending_says_a_form() -> None:
    assert set(ENDINGS.values()) == set(FORMS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("number", "No."),
        ("left_s", "Left"),
        ("customer_name", "Customer"),
        ("no_such_field", "no_such_field"),
    ],
)
def test_fields_of_records_have_the_words_of_their_pages(name: str, words: str) -> None:
    assert title(name) == words
