"""The board of queues from the command line."""

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_the_board_prints_its_figures_and_keeps_the_choice_of_columns(svc: Shell, desk: Desk) -> None:
    desk.open_call(queue="NORTH", assignee="", priority="high")
    desk.open_call(queue="SOUTH")
    desk.open_call(queue=None)
    rows = svc("queue", "board", "--json").json
    assert [(row["code"], row["open"], row["unassigned"]) for row in rows] == [
        ("NORTH", 1, 1), ("SOUTH", 1, 1), (None, 1, 0),
    ]  # fmt: skip
    assert svc("queue", "board", "priority:high", "--json").json[0]["open"] == 1
    assert svc("queue", "board").out.splitlines()[0].startswith("Code   Name")
    assert svc("queue", "columns", "south", "-").err == "Columns: SOUTH -\n"
    assert [row["code"] for row in svc("queue", "board", "--json").json] == ["SOUTH", None]
    assert svc("queue", "columns").err == "Columns: SOUTH -\n"
    missing = svc("queue", "columns", "SOUTHH")
    assert (missing.code, "SOUTH" in missing.err) == (3, True)
    assert svc("queue", "columns", "*").code == 0
    assert len(svc("queue", "board", "--json").json) == 3
    assert [row["number"] for row in svc("call", "list", "came:NORTH@2026-03-02", "--json").json] == ["10001"]
