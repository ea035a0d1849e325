"""What is to be billed on the command line: the proposal, a call before it is closed, the page of a customer."""

import pytest

from svc_tui.services.contracts.service import Contracts
from svc_tui.services.work.service import Works
from tests.cli.running import Shell
from tests.services.billing.priced import priced
from tests.services.desk import Desk


@pytest.fixture
def call(desk: Desk) -> str:
    """A call of C2 that no contract covers, with work and a part without a price; K-58 bills a fee."""
    priced(desk)
    number = desk.open_call(serial="SN-000936", customer="C2")
    Works(desk.context).log([number], "1h30 seal")
    Works(desk.context).log([number], "part PMP-9 x2")
    Contracts(desk.context).set(["58"], {"fee": "100", "fee_every": "quarterly"})
    return number


def test_the_proposal_has_stable_names_and_sums_by_currency(svc: Shell, call: str) -> None:
    found = svc("billing", "propose", "--until", "2026-03-02", "--json").json
    assert [(each["source"], each["net"]) for each in found] == [
        ("fee:58/2026-Q1", "100.00"), (f"work:{call}/1", "120.00"), (f"work:{call}/2", None),
    ]  # fmt: skip
    labour = found[1]
    assert {name: labour[name] for name in ("customer", "call", "kind", "quantity", "price", "currency", "rule")} == {
        "customer": "C2", "call": call, "kind": "labour", "quantity": "1.5", "price": "80", "currency": "EUR",
        "rule": "no-contract",
    }  # fmt: skip
    assert (labour["what"], labour["vat_rate"], labour["reason"]) == (
        "labour:day",
        "22",
        "no contract covers the call",
    )
    assert "PMP-9 has no price in BASE" in found[2]["missing"]
    table = svc("billing", "propose", "c2", "--until", "2026-03-02")
    assert "fee" not in table.out
    assert "120.00 EUR" in table.out
    assert "no price" in table.out
    assert table.err.startswith(
        "To bill up to 2026-03-02: 120.00 EUR\n1 line has no price and is in no sum.\n"
    )
    assert svc("billing", "propose", "--until", "2026-03-02", "--count").out == "3\n"
    assert svc("billing", "propose", "c1", "--until", "2025-12-31", "--json").json == []


def test_a_call_says_before_its_close_what_it_will_be_billed_as(svc: Shell, call: str) -> None:
    assert [each["net"] for each in svc("call", "show", call, "--json").json["to_bill"]] == ["120.00", None]
    page = svc("call", "show", call)
    assert "-- To bill\nTo bill: 120.00 EUR, 1 line without a price\n" in page.out
    assert "seal: 1.5 h x 80 = 120.00 EUR (no contract covers the call)" in page.out
    assert [each["source"] for each in svc("billing", "propose", "--call", call, "--json").json] == [
        f"work:{call}/1", f"work:{call}/2",
    ]  # fmt: skip
    closed = svc("call", "close", call, "done")
    assert f"{call}: To bill: 120.00 EUR, 1 line without a price" in closed.err
    assert svc("billing", "propose", "c1", "--call", call).code == 2


def test_the_page_of_a_customer_says_what_is_to_be_billed(svc: Shell, call: str) -> None:
    assert svc("customer", "show", "C2", "--json").json["to_bill"] == [
        {"currency": "EUR", "net": "120.00", "lines": 1}, {"currency": None, "net": None, "lines": 1},
    ]  # fmt: skip
    assert "to bill 120.00 EUR, 1 line without a price" in svc("customer", "show", "C2").out
