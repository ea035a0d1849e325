"""`svc-tui day`: the same list as in the app, under stable names."""

from datetime import timedelta

from svc_tui.services.activities.service import Activities
from tests.cli.running import Shell
from tests.services.desk import Desk

NAMES = (
    "source",
    "number",
    "kind",
    "call",
    "text",
    "customer",
    "customer_name",
    "contract",
    "due_at",
    "left_s",
)


def test_a_day_is_printed_under_its_names_in_the_order_of_the_time_left(svc: Shell, desk: Desk) -> None:
    number = desk.open_call()
    later = desk.time + timedelta(minutes=1)
    Activities(desk.context).new(
        {"subject": "Ring the hotel", "kind": "phone", "customer": "C2", "starts_at": later}
    )
    desk.as_person("bruno").note([number], "@anna look")
    desk.store.close()
    assert svc("call", "assign", number, "anna").code == 0
    lines = svc("day", "--json").json
    assert tuple(lines[0])[: len(NAMES)] == NAMES
    assert [line["source"] for line in lines if line["source"] != "call"] == ["activity", "message"]
    phone = next(line for line in lines if line["source"] == "activity")
    assert (phone["kind"], phone["text"], phone["customer_name"]) == (
        "phone",
        "Ring the hotel",
        "Hotel Aurora",
    )
    lefts = [line["left_s"] for line in lines if line["left_s"] is not None]
    assert lefts == sorted(lefts)
    told = lines[-1]
    assert (told["source"], told["kind"], told["call"], told["read"]) == ("message", "mention", number, False)
    assert svc("day", "--count").out == f"{len(lines)}\n"
    assert "Ring the hotel" in svc("day").out
    assert svc("day", who="carla").out.count("\n") <= 1
