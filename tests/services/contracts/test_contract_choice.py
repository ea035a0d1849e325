"""The contract of a call: chosen by rule, overridden by hand before the first response (B3.4, SC-19), and why."""

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.contracts.service import Contracts
from tests.services.desk import Desk

TERMS = {"customer": "C1", "start": "2026-01-01", "end": "2026-12-31", "resolution": "4h"}


def add(desk: Desk, **values: str) -> int:
    return int(Contracts(desk.context).new({**TERMS, "status": "approved", **values}).number)


def warnings(desk: Desk, call: str, contract: object) -> list[str]:
    return [str(warning) for warning in desk.calls.set([call], {"contract": contract}).outcomes[0].warnings]


def test_a_person_may_choose_another_contract_and_the_history_says_so(desk: Desk) -> None:
    whole = add(desk, type="customer")
    call = desk.open_call()
    answer = desk.calls.explain(call).cover
    assert answer is not None
    assert [(each.number, each.taken, each.why) for each in answer.entitlement.considered] == [
        (58, True, "covered"), (whole, False, "less specific"),
    ]  # fmt: skip
    before = desk.row(call)
    assert not before["contract_chosen"]
    assert warnings(desk, call, f"K-{whole}") == []
    after = desk.row(call)
    assert (after["contract"], after["covered"], after["contract_chosen"]) == (whole, True, True)
    assert after["resolve_by"] < before["resolve_by"]
    assert ("contract", "58", str(whole)) in desk.events(call)
    desk.undo.undo()
    back = desk.row(call)
    assert (back["contract"], back["resolve_by"], back["contract_chosen"]) == (
        58,
        before["resolve_by"],
        False,
    )


def test_after_the_first_response_the_contract_stays(desk: Desk) -> None:
    whole, call = add(desk, type="customer"), desk.open_call()
    desk.calls.respond([call])
    with pytest.raises(Refused, match="its contract stays"):
        desk.calls.set([call], {"contract": whole})


def test_what_the_contract_does_not_promise_is_told(desk: Desk) -> None:
    other = add(desk, cards="312")
    call = desk.open_call()
    assert warnings(desk, call, other) == [
        f"K-{other} does not list this unit; it covers the call because you chose it."
    ]
    assert desk.row(call)["covered"]
    old = add(desk, type="customer", end="2026-02-28")
    assert warnings(desk, call, old) == [
        f"K-{old} does not entitle: expired. The call runs under its terms and is not covered."
    ]
    row = desk.row(call)
    assert (row["contract"], row["covered"], row["coverage_reason"]) == (old, False, "expired")


def test_a_contract_of_another_customer_or_none_is_no_choice(desk: Desk) -> None:
    other, call = add(desk, customer="C2", type="customer"), desk.open_call()
    with pytest.raises(Refused, match="belongs to C2, not to C1"):
        desk.calls.set([call], {"contract": other})
    with pytest.raises(NotFound, match="such as K-58"):
        desk.calls.set([call], {"contract": "K-4711"})


def test_another_unit_asks_the_rule_again(desk: Desk) -> None:
    whole, call = add(desk, type="customer"), desk.open_call()
    desk.calls.set([call], {"contract": whole})
    desk.calls.set([call], {"serial": "SN-000936"})
    row = desk.row(call)
    assert (row["customer"], row["contract"], row["contract_chosen"]) == ("C2", None, False)
