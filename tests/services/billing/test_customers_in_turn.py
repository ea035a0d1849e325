"""Work that one customer was billed and another one after it: each gets back, and owes, what was his own."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from svc_tui.services.billing.handing import Billing
from svc_tui.services.billing.proposal import Proposals
from svc_tui.services.work.service import Works
from tests.services.billing.priced import priced
from tests.services.billing.test_included_work import pay
from tests.services.billing.test_proposal import UNCOVERED, log
from tests.services.desk import Desk, kept

OTHER = {**UNCOVERED, "serial": None, "customer": "C1", "item": "WSH-40"}
Act = Callable[[str], object]


@pytest.mark.parametrize("order", [("C1", "C2"), ("C2", "C1")])
@pytest.mark.parametrize("together", [False, True])
def test_each_customer_ends_with_what_is_his(tmp_path: Path, order: tuple[str, str], together: bool) -> None:
    """Billed to C2, credited, the bill taken back, billed to C1, and included again: nobody owes, nobody gets."""
    desk = Desk(tmp_path / "desk.db", kept(priced))
    billing, files = Billing(desk.context), count()

    def hand_over(customer: str) -> None:
        billing.hand_over(customer, tmp_path / f"{next(files)}.csv", "csv")

    def bill(customer: str) -> None:
        billing.approve_all(customer)
        hand_over(customer)

    def owed() -> tuple[int, int]:
        """By C1 and C2; what is proposed to everybody is the same."""
        each = [Proposals(desk.context).propose(who).sums.get("EUR", Decimal(0)) for who in ("C1", "C2")]
        assert Proposals(desk.context).propose().sums.get("EUR", Decimal(0)) == sum(each)
        return int(each[0]), int(each[1])

    number = log(desk, "1h seal", **UNCOVERED)
    bill("C2")
    pay(desk, number, 1, "no")
    bill("C2")
    billing.reverse(1, "the other one pays")
    assert owed() == (0, 80)  # he got back what he never paid
    stays = log(desk, "1h look", **OTHER)
    Works(desk.context).remove(stays, [1])
    desk.calls.merge([number], stays)
    (line,) = [each.line for each in Works(desk.context).list(stays).lines]
    pay(desk, stays, line, "yes")
    assert owed() == (80, 80)
    bill("C1")
    pay(desk, stays, line, "no")
    assert owed() == (-80, 80)
    sources = [each.source.whole for each in Proposals(desk.context).propose().lines]
    assert len(set(sources)) == 2
    steps: tuple[Act, ...] = (billing.approve_all, hand_over) if together else (bill,)
    for step in steps:
        for customer in order:
            step(customer)
        assert {each.moved for who in order for each in billing.account(who).lines} <= {()}
    assert owed() == (0, 0)
    assert [row.net_minor for row in billing.hand_overs() if row.reversed_at is None] in (
        [8000, -8000, 8000, -8000], [-8000, 8000, 8000, -8000],
    )  # fmt: skip
