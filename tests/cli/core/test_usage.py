"""Wrong words on the command line: one sentence each, none of them Typer's own."""

from collections.abc import Iterator

import pytest

from svc_tui import language
from svc_tui.cli.core import usage
from tests.cli.running import Shell


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cal"], "There is no command cal. Did you mean call?"),
        (["xyz"], "There is no command xyz."),
        (["call", "lst"], "There is no command lst."),
        (["call", "show"], "NUMBER... is missing."),
        (["keys", "--jsn"], "There is no option --jsn."),
        (["where", "--wrong"], "There is no option --wrong."),
        (["where", "extra"], "extra is too much."),
        (["where", "--json=yes"], "--json takes no value."),
        (["call", "pause", "1", "--until"], "--until needs a value."),
        (["call", "list", "--limit", "many"], "--limit takes a whole number."),
        (["queue", "--odd"], "There is no option --odd."),
    ],
)
def test_each_wrong_word_has_its_sentence(svc: Shell, words: list[str], said: str) -> None:
    answer = svc(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said.removesuffix("."))
    assert len(answer.err.splitlines()) <= 2


def test_a_noun_alone_shows_its_help(svc: Shell) -> None:
    said = svc("call")
    assert said.code == 2
    assert "list" in said.err


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language in which every word is in brackets."""
    monkeypatch.setattr(usage, "_", lambda text: f"<{text}>")
    monkeypatch.setattr(usage, "language", lambda: "xx")
    yield
    language.set_language("en")


def test_help_is_in_the_users_words(svc: Shell, foreign: None) -> None:
    page = svc("call", "take", "--help").out
    assert page.startswith("<Usage:> svc-tui call take")
    assert "<Show this message and exit.>" in page
    assert "<Options:>" in page
    assert svc("cal").err.startswith("<There is no command cal. Did you mean call?>")
