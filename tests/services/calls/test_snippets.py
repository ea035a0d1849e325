"""Canned texts, macros, and the notice that someone else has a call open."""

import pytest

from svc_tui.errors import BadUsage
from svc_tui.services.calls.snippets import Macros, Snippets
from tests.services.desk import Desk


def test_a_canned_text_takes_the_calls_values_and_flags_what_it_does_not_know(desk: Desk) -> None:
    number = desk.open_call()
    snippets = Snippets(desk.context)
    assert snippets.save("visit", "{customer_name}: we come for {serial}, {wether} permitting {x!r}") == (
        "wether",
    )
    filled = snippets.fill("Visit", number)
    assert filled.text == "Lavanderia Bianchi: we come for SN-000931, {wether} permitting {x!r}"
    assert filled.unknown == ("wether",)


def test_a_macro_is_one_act_with_one_undo(desk: Desk) -> None:
    numbers = [desk.open_call(), desk.open_call()]
    macros = Macros(desk.context)
    macros.save("part", [("status", "Pending"), ("priority", "high"), ("note", "Part ordered")])
    assert len(macros.run(numbers, "part").done) == 2
    assert [desk.row(number)["status"] for number in numbers] == ["Pending", "Pending"]
    assert desk.calls.sheet(numbers[0]).activities[0].notes == "Part ordered"
    desk.undo.undo()
    assert [desk.row(number)["priority"] for number in numbers] == ["low", "low"]


def test_a_call_that_refuses_a_step_keeps_none(desk: Desk) -> None:
    waiting, mine = desk.open_call(queue="NORTH"), desk.open_call()
    Macros(desk.context).save("done", [("priority", "high"), ("resolution", "Reset"), ("status", "Closed")])
    desk.later(minutes=5)
    result = Macros(desk.context).run([waiting, mine], "done")
    assert [outcome.done for outcome in result.outcomes] == [False, True]
    assert (desk.row(waiting)["priority"], desk.row(waiting)["resolution"]) == ("low", "")


def test_a_macro_names_fields_that_exist(desk: Desk) -> None:
    with pytest.raises(BadUsage):
        Macros(desk.context).save("x", [("version", "7")])


def test_closing_a_call_that_depends_on_an_open_one_warns(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call()
    desk.calls.link(first, second, "depends")
    desk.later(minutes=5)
    warnings = desk.calls.close([first], "Reset").warnings
    assert [str(warning) for warning in warnings] == [f"{first} depends on {second}, still open."]
