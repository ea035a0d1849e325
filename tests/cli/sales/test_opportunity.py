"""`svc-tui opportunity` end to end: stable names, exit codes, words apart from data."""

from tests.cli.running import Shell
from tests.services.desk import Desk


def test_from_a_call_to_a_sale(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    said = svc("opportunity", "new", "--from", f"call:{call}", "amount=9800", "closes_on=2099-01-15")
    assert (said.code, said.out) == (0, "1\n")
    again = svc("opportunity", "new", "--from", f"call:{call}", "amount=9800")
    assert again.code == 1
    assert "Already raised by anna" in again.err
    assert "--again" in again.err
    assert svc("opportunity", "new", "--from", f"call:{call}", "amount=10", "--again").out == "2\n"
    assert svc("opportunity", "stage", "1", "2", "Quoted").code == 0
    (first, second) = svc("opportunity", "list", "sort:number", "--json").json
    assert list(first)[:16] == [
        "number", "name", "customer", "customer_name", "contact", "stage", "percent", "amount", "weighted", "currency",
        "closes_on", "status", "origin", "owner", "item", "started_on",
    ]  # fmt: skip
    assert (first["amount"], first["weighted"], first["percent"]) == ("9800.00", "4900.00", "50")
    assert (first["closes_on"], first["origin"], first["owner"]) == ("2099-01-15", [f"call:{call}"], "anna")
    sums = svc("opportunity", "sums", "--json").json
    assert sums == [
        {"stage": "Quoted", "currency": "EUR", "count": 2, "amount": "9810.00", "weighted": "4905.00"}
    ]
    shown = svc("call", "show", call, "--json").json["opportunities"]
    assert [(each["number"], each["amount"]) for each in shown] == [(2, "10.00"), (1, "9800.00")]
    assert "9,800.00 EUR" in svc("call", "show", call).out
    assert svc("opportunity", "lose", "2").code == 0
    assert svc("opportunity", "set", "2", "amount=11").code == 1
    assert svc("opportunity", "reopen", "2").code == 0
    assert svc("opportunity", "delete", "2").code == 0
    assert svc("opportunity", "win", "1", "--on", "today").code == 0
    assert svc("opportunity", "list", "--count").out == "0\n"
    assert svc("opportunity", "list", "is:won", "--plain", "--columns", "number,stage,amount").out == (
        "number\tstage\tamount\n1\tQuoted\t9800.00\n"
    )
    assert svc("undo").code == 0
    assert svc("opportunity", "show", "1", "--json").json["status"] == "open"
    assert second["number"] == 2


def test_exit_codes(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    assert svc("opportunity", "new", "name=Boiler", "customer=C1", "amount=1200").out == "1\n"
    for words, code in (
        (("show", "9"), 3), (("set", "9", "amount=1"), 3), (("set", "1"), 2), (("set", "1", "hue=red"), 2),
        (("set", "1", "amount=-1"), 1), (("stage", "1"), 2), (("stage", "1", "Dream"), 3), (("stage", "1", "Lead"), 1),
        (("stage", "1", "Order", "--on", "2099-01-01"), 1), (("win", "1", "--reason", "Luck"), 1),
        (("new", "--from", "queue:NORTH", "amount=1"), 1), (("new", "boiler"), 2), (("new",), 2),
        (("set", "1", "amount=2", "--if-version", "7"), 4), (("competitor", "1"), 2),
        (("competitor", "1", "Rossi", "--gone"), 3), (("stages", "remove", "Lead"), 1), (("stages", "set", "Lead"), 2),
    ):  # fmt: skip
        assert svc("opportunity", *words).code == code, words


def test_pages_and_stages_in_words(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    svc("setup", "add", "opportunity_source", "Fair")
    svc(
        "opportunity",
        "new",
        "name=Boiler",
        "customer=C1",
        "amount=1200.5",
        "source=fair",
        "remarks=Two floors",
    )
    svc("opportunity", "competitor", "1", "Rossi Srl", "threat=high", "note=cheaper")
    page = svc("opportunity", "show", "1").out
    for words in (
        "1,200.50 EUR",
        "72.03 EUR",
        "6 %",
        "Fair",
        "Two floors",
        "Rossi Srl  high  cheaper",
        "-- Stages",
    ):
        assert words in page, words
    assert svc("opportunity", "stages", "set", "Visited", "percent=30", "position=2").code == 0
    assert svc("opportunity", "stages", "set", "visited", "percent=35").code == 0
    assert [each["percent"] for each in svc("opportunity", "stages", "list", "--json").json] == [
        "6", "20", "35", "50", "75", "90",
    ]  # fmt: skip
    svc("setup", "set", "currency=chf")
    assert svc("opportunity", "new", "name=x", "customer=C1", "amount=3").out == "2\n"
    assert svc("opportunity", "list", "currency:chf", "--count").out == "1\n"
