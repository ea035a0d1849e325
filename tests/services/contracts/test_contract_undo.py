"""Whatever is done to contracts, undo takes it back row by row, calls' due dates included, and redo does it again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from svc_tui.errors import SvcError
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.tables import table
from tests.amounts import many
from tests.services.desk import Desk

STAMPS = {"version", "change_seq", "updated_at"}
TABLES = ("contract", "contract_line", "contract_target", "call")
Act = Callable[[Contracts, int], Outcome | Outcomes]

ACTS: tuple[tuple[str, Act], ...] = (
    ("approve", lambda contracts, number: contracts.approve([number])),
    ("hold", lambda contracts, number: contracts.hold([number])),
    ("draft", lambda contracts, number: contracts.draft([number])),
    ("terminate", lambda contracts, number: contracts.terminate([number])),
    ("early", lambda contracts, number: contracts.terminate([number], date(2026, 2, 1))),
    ("card", lambda contracts, number: contracts.add_cards(number, ["312", "315"])),
    ("line off", lambda contracts, number: contracts.remove_lines(number, ["312"])),
    ("line days", lambda contracts, number: contracts.set_line(number, "311", {"end": "2026-10-31"})),
    ("hours", lambda contracts, number: contracts.set([number], {"coverage": "Mo-Sa 08:00-20:00"})),
    ("target", lambda contracts, number: contracts.set([number], {"low": "1h/3h", "resolution": "9h"})),
    ("no target", lambda contracts, number: contracts.set([number], {"high": ""})),
    ("end", lambda contracts, number: contracts.set([number], {"end": "2026-11-30", "value": "12"})),
    ("units", lambda contracts, number: contracts.set([number], {"units": "10h"})),
    ("both", lambda contracts, number: contracts.set([number], {"description": "x", "status": "on_hold"})),
    ("renew", lambda contracts, number: contracts.renew([number])),
    ("copy", lambda contracts, number: contracts.copy(number)),
)
"""What people do to a contract."""


def rows(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row that contracts move, without its stamps."""
    found: dict[str, list[dict[str, Any]]] = {}
    with desk.store.read() as session:
        for name in TABLES:
            t = table(name)
            listed = session.execute(select(t).order_by(t.c.id)).mappings()
            found[name] = [{key: value for key, value in row.items() if key not in STAMPS} for row in listed]
    return found


def test_any_order_of_acts_is_taken_back_and_done_again(desk: Desk) -> None:
    contracts = Contracts(desk.context)
    desk.open_call()
    desk.open_call(priority="high")

    @settings(max_examples=many(10), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=6))
    def check(acts: list[tuple[str, Act]]) -> None:
        states = [rows(desk)]
        for _name, act in acts:
            try:
                done = act(contracts, 58)
            except SvcError:
                assert rows(desk) == states[-1]  # what is refused leaves nothing behind
                continue
            if isinstance(done, Outcome) or done.change_id is not None:
                states.append(rows(desk))
        for state in reversed(states[:-1]):
            desk.undo.undo()
            assert rows(desk) == state
        for state in states[1:]:
            desk.undo.redo()
            assert rows(desk) == state
        for _state in states[1:]:
            desk.undo.undo()
        assert rows(desk) == states[0]

    check()


def test_a_refusal_among_many_leaves_no_trace_of_its_own(desk: Desk) -> None:
    contracts = Contracts(desk.context)
    before = rows(desk)
    for values in ({"description": "x", "coverage": "Mo 09:00-09:00"}, {"value": "1", "type": "customer"}):
        with pytest.raises(SvcError):
            contracts.set([58], values)
        assert rows(desk) == before
