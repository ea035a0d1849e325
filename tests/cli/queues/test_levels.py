"""`svc-tui queue levels` and `svc-tui queue escalate` as a script and as cron call them."""

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk

LATE = ("Late", "by", "2", "h", "after=2h", "steps=tell=manager; priority=high")


@pytest.fixture
def late(svc: Shell, desk: Desk) -> str:
    """A call of long ago, and a level that it has reached."""
    number = desk.open_call(queue="NORTH")
    said = svc("queue", "levels", "set", *LATE)
    assert (said.code, said.err) == (0, "Level Late by 2 h written down\n")
    return number


def test_cron_escalates_once_and_says_what_it_did(svc: Shell, late: str) -> None:
    tried = svc("queue", "escalate", "--dry-run", "--json").json
    assert svc("call", "show", late, "--json").json["priority"] == "low"
    done = svc("queue", "escalate", "--json").json
    for one in (tried, done):
        assert {key: one[0][key] for key in ("call", "level", "target", "done", "told", "refused")} == {
            "call": late, "level": "Late by 2 h", "target": "resolution",
            "done": [f"{late}: priority high"], "told": ["bruno"], "refused": [],
        }  # fmt: skip
        assert (one[0]["reached_at"], one[0]["shown_from"]) == ("2026-03-03T17:00:00Z", None)
    assert svc("queue", "escalate", "--json").json == []
    said = svc("queue", "escalate")
    assert (said.code, said.out, said.err) == (0, "", "No call has reached a level that has not fired.\n")
    shown = svc("call", "show", late, "--json").json
    assert [(each["who"], each["new"]) for each in shown["history"] if each["event"] == "escalated"] == [
        ("svc-tui", "Late by 2 h")
    ]


def test_a_dry_run_reads_as_a_table(svc: Shell, late: str) -> None:
    said = svc("queue", "escalate", "--dry-run")
    assert said.err == "1 call would be escalated\n"
    assert said.out.splitlines()[1].split()[:2] == [late, "Late"]


def test_whoever_writes_escalates_on_the_way(svc: Shell, late: str) -> None:
    assert svc("customer", "new", "code=C9", "name=Somebody").code == 0
    assert svc("call", "show", late, "--json").json["priority"] == "high"
    assert svc("wake").code == 0


def test_levels_as_json_have_stable_names(svc: Shell, late: str) -> None:
    assert svc("queue", "levels", "show", "late by 2 h", "--json").json == {
        "name": "Late by 2 h", "queue": None, "target": "resolution", "percent": 100, "after_s": 7200,
        "steps": ["tell=manager", "priority=high"], "position": 1, "active": True, "version": 1,
    }  # fmt: skip
    assert [each["name"] for each in svc("queue", "levels", "list", "--json").json] == ["Late by 2 h"]
    assert "resolution overdue by 2h" in svc("queue", "levels", "list").out


def test_what_is_wrong_with_a_level_is_said_with_its_exit_code(svc: Shell, desk: Desk, late: str) -> None:
    assert svc("queue", "levels", "check").code == 0
    desk.change("queue", 1, manager=None)
    said = svc("queue", "levels", "check")
    assert (said.code, said.err) == (0, "Late by 2 h: Nobody is told of calls in NORTH: no active manager.\n")
    desk.change("queue", 2, manager=None)
    assert svc("queue", "levels", "check").code == 1
    assert svc("queue", "levels", "set", "Late by 2 h", "percent=500", "after=").code == 1
    assert svc("queue", "levels", "set", "percent=50").code == 2
    assert svc("queue", "levels", "show", "Early").code == 3
    assert svc("queue", "levels", "remove", "late by 2 h").code == 0
    assert svc("queue", "levels", "list", "--json").json == []
