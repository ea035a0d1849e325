"""Taking back what others have changed since: named, passed over, and what was before it still comes back."""

import pytest

from svc_tui.errors import Refused
from svc_tui.services.company.customers import Customers
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import InTheWay, UndoService
from tests.services.desk import Desk


def _of(desk: Desk, code: str) -> Context:
    return Context(desk.store, code, lambda: desk.time)


def test_what_is_in_the_way_is_named_and_what_was_before_it_is_still_undone(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call(subject="Other")
    desk.calls.priority([second], "high")
    desk.calls.priority([first], "high")
    desk.later(minutes=5)
    desk.as_person("bruno").priority([first], "low")
    with pytest.raises(InTheWay) as refused:
        desk.undo.undo()
    said = str(refused.value)
    for word in (
        f"{first}: priority high",
        "bruno changed priority",
        "to low",
        "Mon 09:05",
        f"{first}: priority low",
    ):
        assert word in said
    assert (refused.value.exit_code, refused.value.cures) == (4, ("undo.skip",))
    assert desk.undo.undo(skip=True).say() == f"Undone: {second}: priority high"
    assert (desk.row(first)["priority"], desk.row(second)["priority"]) == ("low", "low")
    assert desk.undo.undo().say() == f"Undone: New call {second}"
    assert desk.undo.redo().say() == f"Done again: New call {second}"


def test_of_a_bulk_act_the_rest_is_undone(desk: Desk) -> None:
    numbers = [desk.open_call(subject=str(each)) for each in range(3)]
    desk.calls.priority(numbers, "high")
    desk.as_person("bruno").priority([numbers[1]], "medium")
    with pytest.raises(InTheWay):
        desk.undo.undo()
    assert [desk.row(each)["priority"] for each in numbers] == ["high", "medium", "high"]
    assert desk.undo.undo(skip=True).kept == (numbers[1],)
    assert [desk.row(each)["priority"] for each in numbers] == ["low", "medium", "low"]
    desk.undo.redo()
    assert [desk.row(each)["priority"] for each in numbers] == ["high", "medium", "high"]


def test_what_was_written_down_is_not_taken_from_under_others(desk: Desk) -> None:
    customers = Customers(desk.context)
    customers.new({"code": "C9", "name": "Nine"})
    Customers(_of(desk, "bruno")).set("C9", {"phone": "123"})
    with pytest.raises(InTheWay, match="bruno changed phone of C9 to 123"):
        desk.undo.undo()
    number = desk.open_call()
    desk.as_person("bruno").note([number], "On my way")
    with pytest.raises(InTheWay, match=f"bruno built on {number}"):
        desk.undo.undo()
    assert customers.find("C9").row.phone == "123"
    assert desk.calls.sheet(number).activities


def test_where_nothing_is_before_it_that_is_said(desk: Desk) -> None:
    me = _of(desk, "carla")
    Customers(me).set("C1", {"phone": "1"})
    Customers(desk.context).set("C1", {"phone": "2"})
    undo = UndoService(me)
    with pytest.raises(InTheWay, match="anna changed phone of C1 to 2"):
        undo.undo()
    assert "Nothing of yours is before it" in undo.undo(skip=True).say()
    with pytest.raises(Refused, match="nothing of yours"):
        undo.undo()


def test_a_redo_passes_over_others_too(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call(subject="Other")
    desk.calls.priority([first], "high")
    desk.calls.priority([second], "high")
    desk.undo.undo()
    desk.undo.undo()
    desk.as_person("bruno").priority([first], "medium")
    with pytest.raises(InTheWay, match="bruno changed priority"):
        desk.undo.redo()
    assert desk.undo.redo(skip=True).say() == f"Done again: {second}: priority high"


def test_a_skip_with_nothing_in_the_way_is_an_undo(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.priority([number], "high")
    assert desk.undo.undo(skip=True).say() == f"Undone: {number}: priority high"
