"""A text for calls is one word or several: one rule says where the numbers end and the words begin."""

import pytest
from sqlalchemy import select

from svc_tui.storage.tables import table
from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def calls(desk: Desk) -> list[str]:
    """Two open calls."""
    return [desk.open_call(), desk.open_call(serial="SN-000932", subject="Leak")]


def _resolution(svc: Shell, number: str) -> str:
    return str(svc("call", "show", number, "--json").json["resolution"])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["repaired"], "repaired"),
        (["seal", "replaced"], "seal replaced"),
        (["seal replaced"], "seal replaced"),
        (["2 seals"], "2 seals"),
        (["seal", "replaced", "2", "times"], "seal replaced 2 times"),
        (["--text", "repaired"], "repaired"),
    ],
)
@pytest.mark.parametrize("act", ["resolve", "close"])
def test_what_solved_it_is_one_word_or_several(
    svc: Shell, calls: list[str], act: str, words: list[str], text: str
) -> None:
    assert svc("call", act, *calls, *words).code == 0
    assert [_resolution(svc, each) for each in calls] == [text, text]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["called"], "called"),
        (["will", "call", "back"], "will call back"),
        (["555 0101"], "555 0101"),
        (["5550101"], "5550101"),
    ],
)
def test_a_note_is_one_word_or_several(svc: Shell, calls: list[str], words: list[str], text: str) -> None:
    assert svc("call", "note", *calls, *words).code == 0
    shown = svc("call", "show", calls[1], "--json").json
    assert shown["activities"][0]["notes"] == text


def test_a_text_that_begins_with_a_number_is_no_list_of_calls(svc: Shell, calls: list[str]) -> None:
    said = svc("call", "resolve", calls[0], "2", "seals", "replaced")
    assert said.code == 3
    assert "There is no call 2. Put a text that begins with a number into quotes" in said.err
    assert svc("call", "show", calls[0], "--json").json["status_class"] == "open"
    said = svc("call", "note", *calls)
    assert (said.code, "then the words for them" in said.err) == (2, True)


def _reasons(desk: Desk) -> list[str | None]:
    with desk.store.read() as session:
        return [each or None for each in session.execute(select(table("call_pause").c.reason)).scalars()]


@pytest.mark.parametrize(
    ("words", "until", "reason"),
    [
        (["+2d"], True, None),
        (["+2d", "waits", "for", "the", "part"], True, "waits for the part"),
        (["tomorrow", "9", "customer", "away"], True, "customer away"),
        (["waits", "for", "the", "part"], False, "waits for the part"),
        (["holiday", "--until", "+2d"], True, "holiday"),
        (["+2d", "--reason", "holiday"], True, "holiday"),
    ],
)
def test_a_pause_takes_a_time_and_a_reason(
    svc: Shell, desk: Desk, calls: list[str], words: list[str], until: bool, reason: str | None
) -> None:
    assert svc("call", "pause", calls[0], *words).code == 0
    shown = svc("call", "show", calls[0], "--json").json
    assert (shown["paused_until"] is not None) is until
    assert _reasons(desk) == [reason]


@pytest.mark.parametrize("words", [["tomorow", "9"], ["25:00"], ["+2q", "part"], ["-1x"]])
def test_a_slip_in_the_time_is_no_reason(svc: Shell, desk: Desk, calls: list[str], words: list[str]) -> None:
    said = svc("call", "pause", calls[0], *words)
    assert said.code in (1, 2), said
    assert _reasons(desk) == []


def test_names_of_several_words_follow_the_same_rule(svc: Shell, calls: list[str]) -> None:
    svc("setup", "add", "status", "Waiting for parts", "status_class=pending")
    svc("view", "save", "North", "queue:NORTH")
    assert svc("view", "rename", "North", "All", "of", "the", "north").code == 0
    assert any(each["name"] == "All of the north" for each in svc("view", "list", "--json").json)
    assert svc("call", "status", *calls, "pending").code == 0
