"""`svc-tui message`: stable names, and the same acts as in the app."""

import json

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_messages_are_listed_under_their_names_put_away_and_brought_back(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    desk.store.close()
    assert svc("call", "note", number, "@bruno where is the seal?").code == 0
    (message,) = json.loads(svc("message", "list", "--json", who="bruno").out)
    names = ("number", "at", "kind", "call", "text", "sender", "read", "done")
    assert tuple(message)[: len(names)] == names
    assert (message["kind"], message["call"]) == ("mention", number)
    assert message["text"] == f"anna mentioned you on {number}: @bruno where is the seal?"
    assert (message["sender"], message["read"], message["done"]) == ("anna", False, False)
    key = str(message["number"])
    assert svc("message", "read", key, who="bruno").code == 0
    assert json.loads(svc("message", "list", "--json", who="bruno").out)[0]["read"] is True
    assert svc("message", "done", key, who="bruno").code == 0
    assert svc("message", "list", "--count", who="bruno").out == "0\n"
    assert svc("message", "list", "--all", "--count", who="bruno").out == "1\n"
    assert svc("undo", who="bruno").code == 0
    assert svc("message", "snooze", key, "--until", "+2h", who="bruno").code == 0
    assert svc("message", "list", "is:snoozed", "--count", who="bruno").out == "1\n"
    assert svc("message", "snooze", key, "--until", "-2h", who="bruno").code == 1
    assert svc("message", "done", key, who="anna").code == 3


def test_a_name_that_nobody_has_is_said_and_the_note_is_kept(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    desk.store.close()
    said = svc("call", "note", number, "@brunno look")
    assert said.code == 0
    assert "Did you mean @bruno?" in said.err
