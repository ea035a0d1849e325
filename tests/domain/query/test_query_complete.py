"""Tab completion of the filter bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.text import fold
from svc_tui.domain.query.complete import complete
from tests.domain.query.test_query import ANYTHING

DATA = {
    "queue": ["NORTH", "NORTHEAST", "SOUTH", "Group 70"],
    "person": ["anna", "andrea", "bruno"],
    "status": ["Open", "Pending"],
    "tags": ["vip"],
}


def values_of(name: str, beginning: str) -> list[str]:
    return [value for value in DATA.get(name, []) if fold(value).startswith(fold(beginning))]


def offers(text: str, cursor: int | None = None) -> list[str]:
    """The whole text as it would read after each completion."""
    at = len(text) if cursor is None else cursor
    return [text[: one.start] + one.text + text[one.end :] for one in complete(text, at, CALLS, values_of)]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("qu", ["queue:"]),
        ("leak -qu", ["leak -queue:"]),
        ("(qu", ["(queue:"]),
        ("mat", ["matricola:", "matricola_produttore:"]),
        ("queue:no", ["queue:NORTH", "queue:NORTHEAST"]),
        ("queue:gr", ['queue:"Group 70"']),
        ('queue:"gr', ['queue:"Group 70"']),
        ("queue:north,so", ["queue:north,SOUTH"]),
        ("who:an", ["who:anna", "who:andrea"]),
        ("coda:s", ["coda:SOUTH"]),
        ("priority:>=m", ["priority:>=medium"]),
        ("is:ov", ["is:overdue"]),
        ("is:scadu", ["is:overdue"]),
        ("has:contr", ["has:contract"]),
        ("sort:-le", ["sort:-left"]),
        ("due:<eo", ["due:<eod", "due:<eow", "due:<eom", "due:<eoy"]),
        (
            "created:mon..t",
            ["created:mon..today", "created:mon..tomorrow", "created:mon..tue", "created:mon..thu"],
        ),
        ("covered:y", ["covered:yes"]),
        ("tags:v", ["tags:vip"]),
        ("foo:b", []),
    ],
)
def test_what_is_offered(text: str, offered: list[str]) -> None:
    assert offers(text) == offered


def test_in_the_middle_of_a_text() -> None:
    assert offers("qu left", 2) == ["queue: left"]


def test_everything_is_offered_at_the_start() -> None:
    found = offers("")
    assert "is:" in found
    assert "queue:" in found
    assert offers("queue:")[0] == "queue:@me"


@given(ANYTHING, st.integers(-2, 60))
def test_any_text_completes(text: str, cursor: int) -> None:
    for one in complete(text, cursor, CALLS, values_of):
        assert 0 <= one.start <= one.end <= len(text)
