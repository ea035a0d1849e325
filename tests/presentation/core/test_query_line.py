"""A filter as it is shown, and sorted by another key."""

import pytest

from svc_tui.presentation.core.query_line import query_spans, with_sort
from tests.presentation.rows import HOSTILE, PILED, WIDE, harmless, said


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("status:open", (("status:", "muted"), ("open", "text")), id="a key steps back"),
        pytest.param("-who:me", (("-who:", "muted"), ("me", "text")), id="so does a key turned round"),
        pytest.param("cliente:", (("cliente:", "muted"),), id="a key still being typed"),
        pytest.param("pump", (("pump", "text"),), id="a word"),
        pytest.param(
            '"door: open" x',
            (('"door: open"', "text"), (" ", "text"), ("x", "text")),
            id="a phrase has no key",
        ),
        pytest.param(
            'name:"Lavanderia B" x',
            (("name:", "muted"), ('"Lavanderia B"', "text"), (" ", "text"), ("x", "text")),
            id="a value in quotes",
        ),
        pytest.param(
            "(a|queue:N)",
            (("(", "text"), ("a", "text"), ("|", "text"), ("queue:", "muted"), ("N", "text"), (")", "text")),
            id="in parentheses, after a bar",
        ),
        pytest.param("10:30", (("10:30", "text"),), id="a time has no key"),
        pytest.param('"never closed', (('"never closed', "text"),), id="a quote still open"),
    ],
)
def test_keys_step_back_behind_what_they_ask_for(text: str, spans: tuple[tuple[str, str], ...]) -> None:
    assert query_spans(text) == spans


@pytest.mark.parametrize(
    "text", [f"subject:{WIDE} {WIDE}", f"name:{PILED}", "a" * 500, '((("", ") ::', "[/b] $x"]
)
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    assert said(query_spans(text)).startswith(text[:6])
    assert harmless([query_spans(text)])


def test_a_saved_filter_does_not_act_on_the_terminal() -> None:
    assert harmless([query_spans(HOSTILE), query_spans(f"subject:{HOSTILE}")])


@pytest.mark.parametrize(
    ("text", "key", "wanted"),
    [
        pytest.param("", "priority", "sort:priority", id="nothing yet"),
        pytest.param("is:open", "priority", "is:open sort:priority", id="behind the filter"),
        pytest.param("sort:who is:open", "priority", "is:open sort:priority", id="in place of another"),
        pytest.param("a sort:due b", "number", "a b sort:number", id="from the middle"),
        pytest.param("sort:-who sort:due x", "priority", "x sort:priority", id="in place of all others"),
        pytest.param("sort:priority", "priority", "sort:-priority", id="again: downwards"),
        pytest.param("sort:-priority", "priority", "sort:priority", id="a third time: upwards"),
        pytest.param("is:open", "resolve_by", "is:open sort:due", id="under the name that people type"),
        pytest.param("sort:due", "resolve_by", "sort:-due", id="known under that name"),
        pytest.param("sort:who", "assignee", "sort:-who", id="the person"),
        pytest.param("sort:due,number", "resolve_by", "sort:due", id="in place of two keys"),
        pytest.param(
            "ordina:chi aperta", "priority", "aperta sort:priority", id="in place of an Italian one"
        ),
        pytest.param("Sort:priority", "priority", "sort:-priority", id="however it was written"),
        pytest.param(
            '"how to sort:a list" x', "number", '"how to sort:a list" x sort:number', id="not in a phrase"
        ),
        pytest.param('"two  blanks"', "number", '"two  blanks" sort:number', id="a phrase keeps its blanks"),
        pytest.param("(a sort:due)", "number", "(a ) sort:number", id="in parentheses"),
        pytest.param("resort:x", "number", "resort:x sort:number", id="a key that only ends so"),
    ],
)
def test_a_column_sorts_the_filter(text: str, key: str, wanted: str) -> None:
    assert with_sort(text, key) == wanted
