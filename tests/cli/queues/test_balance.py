"""`queue balance`: who would get what waits, changed and given out."""

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_queue_balance_proposes_and_gives_out(svc: Shell, desk: Desk) -> None:
    desk.add("queue_member", queue="NORTH", person="bruno")
    numbers = [desk.open_call(queue="NORTH") for _ in range(3)]
    found = svc("queue", "balance", "north", "--json").json
    assert [(each["person"], each["gets"]) for each in found["people"]] == [("anna", 2), ("bruno", 1)]
    assert [call["number"] for call in found["calls"]] == numbers
    assert found["calls"][0]["why"] == "has least at hand: 0 open"
    assert all(desk.row(number)["assignee"] is None for number in numbers)
    said = svc("queue", "balance", "NORTH", f"{numbers[0]}=bruno", f"{numbers[1]}=", "--apply")
    assert said.code == 0
    assert "Promised today" in said.out
    assert [desk.row(number)["assignee"] for number in numbers[:2]] == ["bruno", None]
    assert svc("undo").code == 0
    assert desk.row(numbers[0])["assignee"] is None
    assert svc("queue", "balance", "NORTH", "bruno").code == 2
    assert svc("queue", "balance", "NORTH", "7=bruno").code == 3
    assert svc("queue", "balance", "NORD").code == 3
