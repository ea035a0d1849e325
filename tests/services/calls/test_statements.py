"""How much an act asks of the store while it holds the turn: what is read before is not read again inside."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.services.desk import Desk

# One of them asks who follows the call and is to be told.
ACTS: dict[str, tuple[Callable[[Desk, str], object], int]] = {
    "a note": (lambda desk, number: desk.calls.note([number], "Rang back, nobody there"), 12),
    "a take": (lambda desk, number: desk.as_person("bruno").take([number]), 12),
    "a move": (lambda desk, number: desk.calls.move([number], "SOUTH"), 13),
    "a priority": (lambda desk, number: desk.calls.priority([number], "high"), 12),
    "a pause": (lambda desk, number: desk.calls.pause([number]), 16),
    "an edit": (lambda desk, number: desk.calls.set([number], {"subject": "Other"}), 8),
    "a new call": (lambda desk, number: desk.open_call(queue="NORTH"), 13),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A small company."""
    return Desk(tmp_path / "desk.db")


def inside(desk: Desk, act: Callable[[], object]) -> list[str]:
    """The statements between the begin of the write and its end."""
    said: list[str] = []

    @event.listens_for(desk.store.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if said or statement == "BEGIN IMMEDIATE":
            said.append(" ".join(statement.split()))

    act()
    event.remove(desk.store.engine, "before_cursor_execute", hear)
    return said


@pytest.mark.parametrize("name", ACTS)
def test_an_act_runs_few_statements_inside_its_turn(desk: Desk, name: str) -> None:
    """Also where others wrote since this desk last looked: what they did concerns other tables."""
    number = desk.open_call(queue="NORTH")
    desk.as_person("carla").note([desk.open_call()], "Somebody else writes")
    act, most = ACTS[name]
    said = inside(desk, lambda: act(desk, number))
    assert len(said) <= most, "\n".join(said)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_touches_the_text_index_once(desk: Desk, name: str) -> None:
    number = desk.open_call(queue="NORTH")
    act, _most = ACTS[name]
    said = inside(desk, lambda: act(desk, number))
    assert sum("call_fts" in each for each in said) == 1


def test_an_act_reads_its_call_once(desk: Desk) -> None:
    number = desk.open_call(queue="NORTH")
    said = inside(desk, lambda: desk.calls.priority([number], "high"))
    assert sum(each.startswith("SELECT call.id, call.version") for each in said) == 1


def test_a_new_call_sees_what_others_changed_while_it_waited(desk: Desk) -> None:
    """Prepared before its turn came, it is proposed anew where a contract, a card or the set-up moved meanwhile."""
    changed: list[str] = []

    @event.listens_for(desk.store.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM contract_target" in statement and not changed:  # the last that a proposal reads
            changed.append("once")
            desk.change("contract", 1, status="on_hold")
            desk.change("customer", 1, name="Lavanderia Nuova")

    row = desk.row(desk.open_call())
    assert changed
    assert (row["contract"], row["covered"], row["customer_name"]) == (None, False, "Lavanderia Nuova")


def test_two_at_once_for_one_unit_hear_of_each_other(desk: Desk) -> None:
    """The second was prepared before the first was written, and is warned all the same."""
    other: list[str] = []

    @event.listens_for(desk.store.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM call" in statement and "call.equipment" in statement and not other:
            other.append("")
            other[0] = desk.open_call()

    outcome = desk.calls.new({"serial": "SN-000931", "subject": "Stops"}).outcomes[0]
    assert [each.values["number"] for each in outcome.warnings] == other


def test_the_set_up_counts_as_it_stands_when_the_turn_comes(desk: Desk) -> None:
    """A closed date that came while an act waited moves its due date."""
    number = desk.open_call(priority="low")
    before = desk.row(number)["resolve_by"]
    assert desk.context.company.closed_dates == frozenset()
    with desk.store.write(who="carla", at=desk.time) as unit:
        unit.insert("closed_date", {"day": before.date(), "name": "Closed"})
    desk.calls.priority([number], "medium")
    assert desk.row(number)["resolve_by"].date() > before.date()
