"""The proposal of a customer: billable work and fees until a day, each once, with its price or what is missing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import NotFound, Refused
from svc_tui.services.billing.handing import Billing
from svc_tui.services.billing.price_setup import Vats
from svc_tui.services.billing.proposal import Proposal, Proposals
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.contracts.ledger import Units
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.work.service import Works
from tests.screens.test_statements import heard
from tests.services.billing.priced import priced
from tests.services.desk import Desk, kept


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The company with prices; its contract covers one washer of C1."""
    return Desk(tmp_path / "desk.db", kept(priced))


def log(desk: Desk, work: str, **call: Any) -> str:
    number = desk.open_call(**call)
    Works(desk.context).log([number], work)
    return number


def told(found: Proposal) -> list[str]:
    return [
        f"{each.source.part or each.kind} {each.quantity:f} {each.unit} "
        + (f"{each.net:f} {each.charged.currency}" if each.charged else "-")
        for each in found.lines
    ]


def propose(desk: Desk, customer: str | None = None, until: date | None = None, **values: Any) -> Proposal:
    return Proposals(desk.context).propose(customer, until, **values)


UNCOVERED: dict[str, Any] = {"serial": "SN-000936", "customer": "C2"}


def test_what_a_contract_includes_is_no_line_and_what_it_does_not_is(desk: Desk) -> None:
    number = log(desk, "1h seal")
    assert propose(desk).lines == ()
    Works(desk.context).log([number], "travel 24km 30m")
    Works(desk.context).log([log(desk, "1h30 seal", **UNCOVERED)], "part PMP-9 x2")
    found = propose(desk)
    assert told(found) == [
        "travel 0.5 h 30.00 EUR",
        "km 24 km 18.00 EUR",
        "labour 1.5 h 120.00 EUR",
        "part 2 piece -",
    ]
    assert found.sums == {"EUR": Decimal("168.00")}
    assert [str(each.missing) for each in found.unpriced] == [str(each) for each in found.told]
    assert "svc-tui price set BASE PMP-9" in str(found.told[0])
    assert told(propose(desk, "c2")) == told(found)[2:]
    with pytest.raises(NotFound):
        propose(desk, "NOBODY")


def test_labour_that_crosses_into_the_night_is_two_lines_of_one_act(desk: Desk) -> None:
    desk.time = datetime(2026, 3, 2, 21, tzinfo=UTC)
    log(desk, "from 18:00 to 21:00 seal", **UNCOVERED)
    found = propose(desk)
    assert told(found) == ["labour 2 h 160.00 EUR", "night 1 h 120.00 EUR"]
    assert len({each.source.whole for each in found.lines}) == 1


def test_currencies_stand_apart(desk: Desk) -> None:
    log(desk, "1h seal", **UNCOVERED)
    log(desk, "1h seal", serial=None, customer="C3", item="WSH-40")
    assert propose(desk).sums == {"CHF": Decimal("120.00"), "EUR": Decimal("80.00")}


def test_a_correction_of_what_was_billed_is_a_line_below_zero(desk: Desk) -> None:
    number = log(desk, "2h seal", **UNCOVERED)
    before = propose(desk)
    desk.later(days=40)
    Works(desk.context).correct(number, 1, "30m", "lunch")
    after = propose(desk, taken={each.source.whole for each in before.lines})
    assert told(after) == ["labour -0.5 h -40.00 EUR"]
    assert (after.lines[0].rule, str(after.lines[0].day)) == ("correction", "2026-04-11")


def test_only_the_rest_beyond_prepaid_hours_is_billed(desk: Desk) -> None:
    Contracts(desk.context).set(["58"], {"unit_kind": "hours", "includes": "parts"})
    Units(desk.context).buy(58, "1h")
    log(desk, "1h30 seal")
    found = propose(desk)
    assert told(found) == ["units 0.5 h 40.00 EUR"]
    assert (found.lines[0].rule, found.lines[0].contract) == ("beyond-prepaid", 58)


def test_work_after_the_period_waits_and_forgotten_work_comes_with_it(desk: Desk) -> None:
    log(desk, "1h seal", **UNCOVERED)
    desk.later(days=31)
    log(desk, "2h seal", **UNCOVERED)
    assert told(propose(desk, until=date(2026, 3, 31))) == ["labour 1 h 80.00 EUR"]
    assert len(propose(desk).lines) == 2
    assert propose(desk, until=date(2026, 3, 1)).lines == ()


def test_one_call_shows_what_it_will_be_billed_as(desk: Desk) -> None:
    log(desk, "1h seal", **UNCOVERED)
    number = log(desk, "2h seal", **UNCOVERED)
    assert told(Proposals(desk.context).of_call(number)) == ["labour 2 h 160.00 EUR"]


def fees(desk: Desk, **values: str) -> None:
    Contracts(desk.context).set(["58"], {"value": "1200", "fee_every": "monthly", **values})


def test_fees_fall_due_by_month_until_the_day_and_are_billed_once(desk: Desk) -> None:
    fees(desk)
    found = propose(desk)
    assert told(found) == ["fee 1 period 100.00 EUR"] * 3
    assert [str(each.source) for each in found.lines] == [f"fee:58/2026-0{month}" for month in (1, 2, 3)]
    assert propose(desk, taken={each.source.whole for each in found.lines}).lines == ()
    fees(desk, fee_due="arrears", fee="90")
    assert told(propose(desk)) == ["fee 1 period 90.00 EUR"] * 2


def test_nothing_is_due_of_a_draft_and_on_hold_it_waits_and_says_so(desk: Desk) -> None:
    fees(desk)
    contracts = Contracts(desk.context)
    contracts.hold(["58"])
    assert [str(each) for each in propose(desk).problems] == [
        "K-58 is on hold: its fees wait until it is approved again."
    ]
    contracts.draft(["58"])
    assert (propose(desk).lines, propose(desk).problems) == ((), ())
    contracts.approve(["58"])
    assert len(propose(desk).lines) == 3


def test_a_termination_ends_the_fees_by_the_day(desk: Desk) -> None:
    fees(desk)
    Contracts(desk.context).terminate(["58"], date(2026, 2, 15))
    assert told(propose(desk, until=date(2026, 12, 31))) == [
        "fee 1 period 100.00 EUR",
        "fee 1 period 50.00 EUR",
    ]


def test_other_periods_never_bill_the_same_days_again(desk: Desk) -> None:
    fees(desk)
    billed = {"fee:58/2026-01", "fee:58/2026-02"}
    fees(desk, fee_every="quarterly")
    found = propose(desk, taken=billed)
    assert found.lines == ()
    assert "part of 2026-Q1 was billed" in str(found.problems[0])


def test_a_company_without_a_price_list_hears_what_is_missing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "bare.db")
    fees(desk)
    log(desk, "1h seal", **UNCOVERED)
    found = propose(desk)
    assert found.sums == {}
    assert len(found.unpriced) == 4
    assert any("svc-tui setup set price_list=" in str(each) for each in found.told)


def test_what_was_due_before_the_company_began_to_bill_here_was_billed_elsewhere(desk: Desk) -> None:
    fees(desk)
    log(desk, "1h seal", **UNCOVERED)
    desk.later(days=10)
    log(desk, "2h seal", **UNCOVERED)
    CompanySettings(desk.context).set({"billing_from": "2026-03-05"})
    assert told(propose(desk, until=date(2026, 4, 30))) == [
        "fee 1 period 100.00 EUR",
        "labour 2 h 160.00 EUR",
    ]
    with pytest.raises(Refused, match="day"):
        CompanySettings(desk.context).set({"billing_from": "soon"})


def test_what_was_billed_in_advance_of_days_after_an_early_end_is_given_back_once(
    desk: Desk, tmp_path: Path
) -> None:
    fees(desk, fee_every="quarterly")
    billing = Billing(desk.context)
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "q1.csv", "csv")
    Contracts(desk.context).terminate(["58"], date(2026, 3, 1))
    found = propose(desk)
    assert told(found) == ["fee -1 period -103.33 EUR"]  # 31 of 90 days of 300
    assert (str(found.lines[0].source), found.lines[0].rule) == ("fee:58/2026-Q1/1", "fee-corrected")
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "back.csv", "csv")
    assert propose(desk).lines == ()
    contracts = Contracts(desk.context)
    contracts.draft(["58"])
    contracts.approve(["58"])
    contracts.terminate(["58"], date(2026, 2, 14))
    assert told(propose(desk)) == ["fee -1 period -50.00 EUR"]  # 15 days more
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "more.csv", "csv")
    contracts.draft(["58"])
    contracts.approve(["58"])
    assert told(propose(desk)) == ["fee 1 period 153.33 EUR"]
    assert propose(desk).lines[0].day == date(2026, 2, 14)


def test_a_fee_that_was_taken_back_is_proposed_anew_and_its_correction_with_it(
    desk: Desk, tmp_path: Path
) -> None:
    fees(desk, fee_every="quarterly")
    billing = Billing(desk.context)
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "q1.csv", "csv")
    Contracts(desk.context).terminate(["58"], date(2026, 3, 1))
    billing.approve_all("C1")
    billing.hand_over("C1", tmp_path / "back.csv", "csv")
    billing.reverse(1, "wrong address")
    assert told(propose(desk)) == [
        "fee 1 period 196.67 EUR",
        "fee 1 period 103.33 EUR",
    ]  # 300 in all, 103.33 given


def test_the_store_is_not_asked_for_each_line(tmp_path: Path) -> None:
    """Neither by statements nor by looks at whether somebody wrote: ten times the work is asked for as often."""
    with heard() as said:
        desk, found = Desk(tmp_path / "desk.db", kept(priced)), []
        for count in (2, 18):
            for _ in range(count):
                log(desk, "1h seal", **UNCOVERED)
            said.clear()
            found.append((len(propose(desk).lines), len(said)))
    (few, once), (many, again) = found
    assert (few, many) == (2, 20)
    assert 5 < again <= once


def test_what_was_approved_is_looked_at_all_at_once(tmp_path: Path) -> None:
    with heard() as said:
        desk, found = Desk(tmp_path / "desk.db", kept(priced)), []
        billing = Billing(desk.context)
        for count in (2, 18):
            for _ in range(count):
                log(desk, "1h seal", **UNCOVERED)
            billing.approve_all("C2")
            said.clear()
            found.append((len(billing.account("C2").lines), len(said)))
    (few, once), (many, again) = found
    assert (few, many) == (2, 20)
    assert 5 < again <= once


def test_an_invoice_says_the_category_of_the_customers_tax(desk: Desk, tmp_path: Path) -> None:
    Vats(desk.context).new({"code": "RC", "rates": "0", "category": "AE", "name": "Art. 194"})
    customers = Customers(desk.context)
    customers.set("C2", {"vat": "RC", "vat_number": "DE123456789"})
    CompanySettings(desk.context).set(
        {"name": "Assistenza Nord", "country": "IT", "vat_number": "01234567890"}
    )
    desk.add("address", customer="C2", kind="ship_to", street="Rue du Quai 9", country="FR")
    desk.add("address", customer="C2", kind="bill_to", street="Am Hof 1", country="DE")
    log(desk, "1h seal", **UNCOVERED)
    billing = Billing(desk.context)
    billing.approve_all("C2")
    billing.hand_over("C2", tmp_path / "a.xml", "ubl")
    told = (tmp_path / "a.xml").read_text("utf-8")
    assert told.count("<cbc:ID>AE</cbc:ID>") == 2  # the line, and the sum
    assert "VATEX-EU-AE" in told
    assert "Art. 194" in told
    assert "Am Hof 1" in told  # where bills go, though units stand elsewhere
    assert "Rue du Quai 9" not in told
