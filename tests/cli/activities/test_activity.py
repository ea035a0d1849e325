"""`svc-tui activity` as a script uses it."""

from svc_tui.services.shapes.activities import NAMES
from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "number", "call", "customer", "equipment", "contract", "kind", "type", "subject", "notes", "who", "contact",
    "starts_at", "ends_at", "remind_at", "follows", "closed",
}  # fmt: skip


def test_a_call_back_from_first_word_to_last(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    said = svc(
        "activity",
        "new",
        "kind=phone",
        f"call={call}",
        "subject=Will call back",
        "starts_at=2099-03-06 10:00",
    )
    assert (said.code, said.out) == (0, "1\n")
    (row,) = svc("activity", "list", f"call:{call}", "--json").json
    assert list(row) == list(NAMES)
    assert set(row) >= PROMISED
    assert (row["call"], row["customer"], row["closed"], row["starts_at"]) == (
        call,
        "C1",
        False,
        "2099-03-06T09:00:00Z",
    )
    assert svc("activity", "list", "--count").out == "1\n"
    assert "Will call back" in svc("activity", "list").out
    assert svc("activity", "set", "1", "contact=Maria", "--if-version", "1").code == 0
    assert svc("activity", "set", "1", "contact=Anna", "--if-version", "1").code == 4
    assert svc("activity", "done", "1").code == 0
    assert "read-only" in svc("activity", "set", "1", "contact=x").err
    assert svc("activity", "follow", "1", "starts_at=2099-03-07 10:00", "recurrence=weekly").out == "2\n"
    shown = svc("activity", "show", "2", "--json").json
    assert (shown["follows"], shown["recurrence"], shown["ahead"][0]) == (1, "weekly sat", "2099-03-14T10:00")
    assert "every week: Sat" in svc("activity", "show", "2").out
    assert svc("activity", "reopen", "1").code == 0
    assert svc("activity", "list", "is:mine", "--json").json[0]["number"] in (1, 2)


def test_of_a_series_a_script_says_what_it_means(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    svc("activity", "new", "subject=Ring", "kind=phone", "starts_at=2099-03-06 10:00", "recurrence=weekly")
    assert svc("activity", "set", "1", "subject=x").code == 1
    assert svc("activity", "set", "1", "subject=x", "--this", "--later").code == 2
    assert svc("activity", "set", "1", "subject=x", "--later").code == 0
    assert svc("activity", "delete", "1", "--this").code == 0
    assert [row["starts_at"] for row in svc("activity", "list", "--json").json] == ["2099-03-13T09:00:00Z"]
    assert svc("activity", "delete", "2", "--later").code == 0
    assert svc("activity", "list", "is:any", "--json").json == []


def test_words_that_are_off_have_their_exit_codes(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    for words, code in (
        (("new",), 2), (("new", "word"), 2), (("new", "subject="), 1), (("show", "7"), 3), (("done", "x"), 3),
        (("new", "subject=x", "who=nobody"), 3), (("set", "1"), 2), (("follow", "1", "2"), 2), (("done", "-"), 2),
    ):  # fmt: skip
        said = svc("activity", *words)
        assert (said.code, bool(said.err)) == (code, True), words


def test_lists_of_types_and_subjects_are_set_up(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    assert svc("setup", "add", "activity_type", "Visit").code == 0
    assert svc("activity", "new", "subject=x", "type=visit").code == 0
    assert svc("activity", "list", "type:visit", "is:any", "--count").out == "1\n"
