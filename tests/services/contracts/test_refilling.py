"""Prepaid units that come anew: once a period, by the day at the end, undone, carried over, beside what was bought."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from svc_tui.errors import Refused
from svc_tui.services.contracts.ledger import Units
from svc_tui.services.contracts.refilling import Refills, refill_due
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.context import Context
from svc_tui.services.work.service import Works
from tests.services.desk import Desk

H = 3600


def refills(desk: Desk, **values: Any) -> Refills:
    """K-58, of 2026, brings five hours a month; the clock stands in March."""
    terms = {"refill": "monthly", "refill_units": "5h", "includes": "parts", **values}
    Contracts(desk.context).set(["58"], terms)
    return Refills(desk.context)


def at(desk: Desk, month: int, day: int, year: int = 2026) -> None:
    desk.time = datetime(year, month, day, 9, tzinfo=UTC)


def entries(desk: Desk) -> list[tuple[str, int]]:
    return [(each.kind, each.quantity // H) for each in Units(desk.context).ledger(58).entries]


def test_each_month_brings_its_hours_once_and_the_rest_of_before_expires(desk: Desk) -> None:
    at(desk, 1, 3)
    found = refills(desk).refill()
    assert [each.say() for each in found.outcomes] == ["K-58: 5h came on 2026-01-01, 5h left"]
    assert Refills(desk.context).refill().outcomes == ()
    call = desk.open_call()
    Works(desk.context).log([call], "2h seal")
    at(desk, 2, 1)
    found = Refills(desk.context).refill()
    assert [each.say() for each in found.outcomes] == [
        "K-58: 5h came on 2026-02-01, 3h of before expired, 5h left"
    ]
    assert entries(desk) == [("bought", 5), ("used", -2), ("expired", -3), ("bought", 5)]


@pytest.mark.parametrize(("carry", "left"), [("no", 5), ("yes", 10), ("2h", 7)])
def test_what_is_left_is_carried_over_as_the_contract_says(desk: Desk, carry: str, left: int) -> None:
    at(desk, 1, 3)
    refills(desk, refill_carry=carry).refill()
    at(desk, 2, 2)
    Refills(desk.context).refill()
    assert Units(desk.context).ledger(58).balance == left * H


def test_hours_that_were_bought_do_not_expire_with_the_month(desk: Desk) -> None:
    at(desk, 1, 3)
    refills(desk).refill()
    Units(desk.context).buy(58, "4h")
    at(desk, 2, 2)
    Refills(desk.context).refill()
    assert Units(desk.context).ledger(58).balance == 9 * H


def test_the_last_month_brings_its_days_and_nothing_comes_after_it(desk: Desk) -> None:
    Contracts(desk.context).set(["58"], {"end": "2026-04-10"})
    at(desk, 8, 1)
    refills(desk, refill_units="30h").refill()
    bought = [quantity for kind, quantity in entries(desk) if kind == "bought"]
    assert bought == [30, 30, 30, 10]


def test_what_time_brings_about_writes_it_in_nobodys_name_and_once(desk: Desk) -> None:
    refills(desk)
    assert refill_due(desk.context) == [58]
    assert refill_due(Context(desk.store, "bruno", lambda: desk.time)) == []
    assert len(entries(desk)) == 5  # January, February and March, the first two expired
    assert Units(desk.context).ledger(58).balance == 5 * H


def test_a_refill_that_is_taken_back_comes_again_when_it_is_asked_for(desk: Desk) -> None:
    at(desk, 1, 3)
    refills(desk).refill()
    desk.undo.undo()
    assert Units(desk.context).ledger(58).balance == 0
    assert len(Refills(desk.context).refill().outcomes) == 1
    assert Units(desk.context).ledger(58).balance == 5 * H


def test_a_contract_that_does_not_hold_brings_nothing(desk: Desk) -> None:
    refills(desk)
    Contracts(desk.context).hold(["58"])
    assert refill_due(desk.context) == []
    Contracts(desk.context).approve(["58"])
    assert refill_due(desk.context) == [58]


def test_a_dry_run_looks_ahead_and_writes_nothing(desk: Desk) -> None:
    found = refills(desk).refill(date(2026, 12, 31), dry_run=True)
    assert len(found.outcomes) == 12
    assert entries(desk) == []
    with pytest.raises(Refused, match="--dry-run"):
        Refills(desk.context).refill(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"refill": "monthly"}, "refill_units=5h"),
        ({"refill": "weekly", "refill_units": "5h"}, "monthly"),
        ({"refill": "monthly", "refill_units": "0"}, "more than nothing"),
        ({"refill": "monthly", "refill_units": "5h", "refill_carry": "often"}, "often"),
    ],
)
def test_terms_that_say_nothing_are_refused(desk: Desk, values: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        Contracts(desk.context).set(["58"], values)


def test_the_next_period_refills_too_and_takes_no_grant_along(desk: Desk) -> None:
    refills(desk).refill()
    Contracts(desk.context).set(["58"], {"value": "1200", "fee": "99.99", "fee_every": "monthly"})
    found = Contracts(desk.context).renew(["58"], adjust=None)
    new = Contracts(desk.context).find(int(found.outcomes[0].number))
    assert (new.units, new.refill, new.refill_units, new.fee) == (None, "monthly", "5h", "99.99")


def test_a_renewal_adjusts_fee_and_value_and_says_so(desk: Desk) -> None:
    from decimal import Decimal

    contracts = Contracts(desk.context)
    contracts.set(["58"], {"value": "1200", "fee": "99.99", "fee_every": "monthly"})
    found = contracts.renew(["58"], adjust=Decimal("3.5"))
    assert "99.99 is now 103.49" in found.outcomes[0].say()
    new = contracts.find(int(found.outcomes[0].number))
    assert (new.fee, new.value) == ("103.49", "1242.00")
    with pytest.raises(Refused, match="no adjustment"):
        contracts.renew(["58"], adjust=Decimal(-100))


def test_periods_before_the_company_began_here_bring_nothing(desk: Desk) -> None:
    from svc_tui.services.company.settings import CompanySettings

    CompanySettings(desk.context).set({"billing_from": "2026-02-15"})
    refills(desk).refill()
    assert entries(desk) == [("bought", 5)]
