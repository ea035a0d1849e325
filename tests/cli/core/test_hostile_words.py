"""Commands on a store full of text that means harm: only printable text leaves, and what scripts read stays whole."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.hostile import GROUPS, PERSON, STRINGS, make_hostile, texts

READ = (
    "call list", "call list --plain", "call list --json", "call list --columns number,serial,queue,technician",
    *(f"call show {10001 + group}" for group in range(len(GROUPS))), "call show 10003 --json", "call due 10001",
    "call files 10001", "customer list", "customer list --json", "item list", "person list", "queue list",
    "queue rules list", "queue rules export", "queue rules try",
    "view list", "text list", "macro list", "setup list status", "setup closed", "setup show",
)  # fmt: skip
ACTS = (
    "call note 10001 {}", "call take 10001 10002", "call assign 10003 {}", "call move 10003 {}",
    "call set 10004 subject={}", "call list {}", "call show {}", "customer show {}", "queue show {}", "text show {}",
    "{}", "undo",
)  # fmt: skip


@pytest.fixture
def store(svc: Shell) -> Path:
    """A store full of it."""
    return make_hostile(svc.store)


def harm(text: str) -> list[str]:
    """What is no printable text, with a little around it; a table's lines and tabs are ours."""
    return [
        text[max(0, at - 30) : at + 20]
        for at, char in enumerate(text)
        if not (char.isprintable() or char in "\n\t")
    ]


@pytest.mark.slow
def test_what_commands_print_is_printable(svc: Shell, store: Path) -> None:
    for words in READ:
        said = svc(*words.split(), who=PERSON)
        assert (said.code, harm(said.out), harm(said.err)) == (0, [], []), words


@pytest.mark.slow
def test_what_commands_answer_to_it_is_printable(svc: Shell, store: Path) -> None:
    for number, text in enumerate(
        text for text in STRINGS if "\0" not in text
    ):  # no system hands over such a word
        for step in range(4):
            words = ACTS[(number + step * 3) % len(ACTS)].split()
            said = svc(*(word.replace("{}", text) for word in words), who=PERSON)
            assert said.code in (0, 1, 2, 3), (words, text)
            assert (harm(said.out), harm(said.err)) == ([], []), words
            assert "fault of its own" not in said.err, (words, text)


def test_json_escapes_and_loses_nothing(svc: Shell, store: Path) -> None:
    found = svc("call", "list", "--json", who=PERSON).json
    assert {each["subject"] for each in found} == {texts(group)[0] for group in range(len(GROUPS))}
