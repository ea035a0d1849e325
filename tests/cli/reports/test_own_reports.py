"""Reports of one's own: copied, changed, from a file and back, private or everybody's, taken back by undo."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.services.desk import Desk


@pytest.fixture
def filled(svc: Shell, desk: Desk) -> Shell:
    desk.open_call()
    desk.open_call(customer="C2", serial="", priority="high")
    desk.store.close()
    return svc


def names(svc: Shell, who: str = "anna") -> set[str]:
    return {each["name"] for each in svc("report", "list", "--json", who=who).json}


def test_a_copy_is_run_like_any_other(filled: Shell) -> None:
    said = filled(
        "report", "copy", "queues", "urgent", "by=customer", "filter=priority:high", "figures=calls,open"
    )
    assert (said.code, said.err) == (0, "Report urgent saved\n")
    found = filled("report", "run", "urgent", "--format", "json").json
    assert [(row["customer"], row["calls"]) for row in found["rows"]] == [("C2", 1)]
    assert found["filter"] == "is:any priority:high"
    assert filled("report", "set", "urgent", "by=", "columns=number,subject").code == 0
    assert len(filled("report", "run", "urgent", "--format", "json").json["rows"]) == 1


def test_what_show_prints_is_read_again(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(filled("report", "show", "rush-hours").out, "utf-8")
    assert filled("report", "set", "own", "--file", str(path), "title=Mine").code == 0
    mine = filled("report", "show", "own", "--json").json
    theirs = filled("report", "show", "rush-hours", "--json").json
    assert mine == {**theirs, "name": "own", "title": "Mine"}
    path.write_text(path.read_text("utf-8")[:60], "utf-8")
    cut = filled("report", "set", "own", "--file", str(path))
    assert cut.code == 1
    assert cut.err.startswith("Report own: ")
    assert filled("report", "show", "own", "--json").json == mine


def test_private_and_shared_and_undo(filled: Shell) -> None:
    assert filled("report", "copy", "load", "own").code == 0
    assert filled("report", "copy", "load", "ours", "--shared").code == 0
    assert names(filled) >= {"own", "ours"}
    assert "ours" in names(filled, "bruno")
    assert "own" not in names(filled, "bruno")
    assert filled("report", "run", "own", who="bruno").code == 3
    assert filled("report", "set", "own", "--shared", "top=3").code == 0
    assert filled("report", "show", "own", "--json").json["top"] == 3
    assert filled("report", "set", "own", "top=").code == 0
    assert not filled("report", "show", "own", "--json").json.get("top")
    assert "own" in names(filled, "bruno")
    assert filled("report", "delete", "own").code == 0
    assert "own" not in names(filled)
    assert filled("undo").code == 0
    assert "own" in names(filled)
    assert filled("view", "list", "--json").json == [
        each for each in filled("view", "list", "--json").json if each["name"] not in ("own", "ours")
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("copy queues queues", 1, "queues comes with the program. Give yours another name."),
        ("copy queues a/b", 1, "a/b is no name of a report."),
        ("copy queues x by=colour", 1, "Report x: by knows no colour."),
        ("copy queues x filter=quee:north", 2, "In the filter quee:north, at sign 1: No key quee"),
        ("copy queues x period=soon", 2, "soon is no period."),
        ("copy queues x top=many", 2, "top is a number, not many."),
        ("copy queues x cross=perhaps", 2, "cross is yes or no, not perhaps."),
        ("copy queues x colour=red", 1, "Report x: there is no field colour."),
        ("copy queues x red", 2, "red is no field."),
        ("copy nothing x", 3, "There is no report nothing."),
        ("set x", 2, "Say what to change"),
        ("set x --file no.toml", 1, "no.toml is not there"),
        ("delete queues", 3, "There is no report queues of your own."),
    ],
)
def test_bad_input(filled: Shell, words: str, code: int, sentence: str) -> None:
    said = filled("report", *words.split())
    assert said.err.startswith(sentence), said.err
    assert said.code == code
    assert "x" not in names(filled)
