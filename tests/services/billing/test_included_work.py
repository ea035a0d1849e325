"""Work that was billed and is included afterwards: the customer gets it back once, and owes it again once it is not."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from svc_tui.domain.billing.lines import Line
from svc_tui.domain.core.currency import from_minor
from svc_tui.errors import Refused, SvcError
from svc_tui.services.billing.handing import Billing
from svc_tui.services.billing.proposal import Proposals
from svc_tui.services.work.service import Works
from tests.amounts import many
from tests.services.billing.priced import priced
from tests.services.billing.test_proposal import UNCOVERED, log, told
from tests.services.desk import Desk, kept


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db", kept(priced))


def lines(desk: Desk) -> list[Line]:
    return list(Proposals(desk.context).propose().lines)


def pay(desk: Desk, number: str, line: int, billable: str) -> None:
    Works(desk.context).set(number, line, {"billable": billable})


def bill(desk: Desk, to: Path) -> None:
    billing = Billing(desk.context)
    billing.approve_all("C2")
    billing.hand_over("C2", to, "csv")


def test_what_was_billed_and_is_included_by_now_is_given_back_once(desk: Desk, tmp_path: Path) -> None:
    number = log(desk, "travel 24km 30m", **UNCOVERED)
    Works(desk.context).log([number], "1h seal")
    bill(desk, tmp_path / "a.csv")
    pay(desk, number, 1, "no")
    assert told(Proposals(desk.context).propose()) == ["travel -0.5 h -30.00 EUR", "km -24 km -18.00 EUR"]
    assert told(Proposals(desk.context).of_call(number)) == told(Proposals(desk.context).propose())
    first, second = lines(desk)
    assert (str(first.source), str(second.source)) == (f"work:{number}/1-1", f"work:{number}/1-1:km")
    assert (first.rule, str(first.reason)) == (
        "work-included", "line 1 is included now: what was billed of it is given back",
    )  # fmt: skip
    bill(desk, tmp_path / "back.csv")
    assert lines(desk) == []
    pay(desk, number, 1, "yes")
    again = Proposals(desk.context).propose()
    assert told(again) == ["travel 0.5 h 30.00 EUR", "km 24 km 18.00 EUR"]
    assert {each.source.whole for each in again.lines} == {f"work:{number}/1-2"}
    assert str(again.lines[0].reason) == "what was given back of line 1 is owed again"
    bill(desk, tmp_path / "again.csv")
    assert lines(desk) == []
    pay(desk, number, 1, "no")
    assert told(Proposals(desk.context).propose()) == ["travel -0.5 h -30.00 EUR", "km -24 km -18.00 EUR"]


def test_nothing_is_given_back_of_what_nobody_was_billed(desk: Desk) -> None:
    number = log(desk, "1h seal", **UNCOVERED)
    billing = Billing(desk.context)
    billing.approve_all("C2")
    pay(desk, number, 1, "no")
    (line,) = billing.account("C2").lines
    assert (line.status, line.moved) == ("approved", ("gone",))
    billing.release([f"work:{number}/1"])
    assert lines(desk) == []


def test_what_was_given_back_is_as_it_was_billed_whatever_the_price_is_now(
    desk: Desk, tmp_path: Path
) -> None:
    from svc_tui.services.billing.prices import PriceRecords

    number = log(desk, "1h seal", **UNCOVERED)
    bill(desk, tmp_path / "a.csv")
    PriceRecords(desk.context).set("BASE", "labour", "95")
    pay(desk, number, 1, "no")
    assert told(Proposals(desk.context).propose()) == ["labour -1 h -80.00 EUR"]


def test_a_correction_goes_back_with_its_work(desk: Desk, tmp_path: Path) -> None:
    number = log(desk, "2h seal", **UNCOVERED)
    bill(desk, tmp_path / "a.csv")
    Works(desk.context).correct(number, 1, "30m", "lunch")
    bill(desk, tmp_path / "b.csv")
    pay(desk, number, 1, "no")
    found = Proposals(desk.context).propose()
    assert told(found) == ["labour -2 h -160.00 EUR", "labour 0.5 h 40.00 EUR"]
    assert found.sums == {"EUR": Decimal("-120.00")}


def test_what_was_given_back_of_a_bill_that_is_taken_back_is_owed_again(desk: Desk, tmp_path: Path) -> None:
    number = log(desk, "1h seal", **UNCOVERED)
    bill(desk, tmp_path / "a.csv")
    pay(desk, number, 1, "no")
    bill(desk, tmp_path / "b.csv")
    Billing(desk.context).reverse(1, "wrong address")
    assert told(Proposals(desk.context).propose()) == [
        "labour 1 h 80.00 EUR"
    ]  # nothing was paid, 80 were given


def test_work_that_was_billed_is_not_removed(desk: Desk, tmp_path: Path) -> None:
    number = log(desk, "1h seal", **UNCOVERED)
    Billing(desk.context).approve_all("C2")
    Billing(desk.as_person("bruno").context).hand_over("C2", tmp_path / "a.csv", "csv")
    with pytest.raises(Refused, match=f"work:{number}/1 was handed over with 1"):
        Works(desk.context).remove(number, [1])
    for skip in (False, True):  # the approval, then that the work was written down
        with pytest.raises(Refused):
            desk.undo.undo(skip=skip)
    assert [each.line for each in Works(desk.context).list(number).lines] == [1]


class Included(RuleBasedStateMachine):
    """Work that is billed, included, corrected, and handed over in any order, at one price an hour."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="svc-included-"))
        self.desk = Desk(self.home / "desk.db", kept(priced))
        self.numbers = [self.desk.open_call(**UNCOVERED) for _ in range(2)]
        self.works, self.billing = Works(self.desk.context), Billing(self.desk.context)
        self.files = 0
        for number in self.numbers:
            self.works.log([number], "50m seal")
        self.bill()

    def some(self, place: int) -> tuple[str, int]:
        """A line of work, by its call."""
        found = [(number, each.line) for number in self.numbers for each in self.works.list(number).lines]
        return found[place % len(found)] if found else (self.numbers[0], 1)

    def attempt(self, act: Callable[[], Any]) -> None:
        with suppress(SvcError):
            act()

    @rule(call=st.integers(0, 1), minutes=st.integers(1, 90))
    def log(self, call: int, minutes: int) -> None:
        self.attempt(lambda: self.works.log([self.numbers[call]], f"{minutes}m seal"))

    @rule(place=st.integers(0, 9), minutes=st.integers(1, 40))
    def correct(self, place: int, minutes: int) -> None:
        self.attempt(lambda: self.works.correct(*self.some(place), f"{minutes}m", "lunch"))

    @rule(place=st.integers(0, 9), billable=st.sampled_from(("yes", "no")))
    def pay(self, place: int, billable: str) -> None:
        self.attempt(lambda: pay(self.desk, *self.some(place), billable))

    @rule(place=st.integers(0, 9))
    def remove(self, place: int) -> None:
        number, line = self.some(place)
        self.attempt(lambda: self.works.remove(number, [line]))

    @rule()
    def bill(self) -> None:
        """All that is owed; what is otherwise than when it was approved is released first."""
        self.files += 1
        moved = {each.line.source.whole for each in self.billing.account("C2").lines if each.moved}
        self.attempt(lambda: self.billing.release(moved))
        self.attempt(lambda: bill(self.desk, self.home / f"{self.files}.csv"))

    @rule()
    def approve(self) -> None:
        self.attempt(lambda: self.billing.approve_all("C2"))

    @rule(number=st.integers(1, 6))
    def reverse(self, number: int) -> None:
        self.attempt(lambda: self.billing.reverse(number, "wrong"))

    @rule()
    def merge(self) -> None:
        self.attempt(lambda: self.desk.calls.merge([self.numbers[1]], self.numbers[0]))

    @rule(redo=st.booleans())
    def take_back(self, redo: bool) -> None:
        self.attempt(lambda: self.desk.undo.redo() if redo else self.desk.undo.undo())

    @invariant()
    def what_is_billable_is_handed_over_or_open(self) -> None:
        seconds = sum(
            each.seconds for number in self.numbers for each in self.works.list(number).lines if each.billable
        )
        standing = [row for row in self.billing.hand_overs() if row.reversed_at is None]
        handed = [line for row in standing for line in self.billing.sheet(row.number).lines]
        open_ = Proposals(self.desk.context).propose("C2", taken={row.act for row in handed}).lines
        hours = sum((Decimal(row.quantity) for row in handed), Decimal(0)) + sum(
            line.quantity for line in open_
        )
        assert abs(hours * 3600 - seconds) <= len([*handed, *open_]), (hours, seconds)
        sources = [*(row.source for row in handed), *(str(line.source) for line in open_)]
        assert len(sources) == len(set(sources))
        net = sum((from_minor(row.net_minor, "EUR") for row in standing), Decimal(0))
        assert abs(net + sum(line.net or 0 for line in open_) - Decimal(seconds) / 45) <= len(
            sources
        ) * Decimal("0.02")

    def teardown(self) -> None:
        self.desk.store.close()
        shutil.rmtree(self.home)


TestIncluded = Included.TestCase
TestIncluded.settings = settings(max_examples=many(8), stateful_step_count=20, deadline=None)
