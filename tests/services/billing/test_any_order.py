"""Any order of acts by two people, undo and redo included: what is owed is handed over or open, and never both.

The sum of all lines is that of the files that stand, and of what is proposed, approved and held; a file of each
hand-over says what its lines come to.
"""

import csv
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from svc_tui.domain.core.currency import from_minor
from svc_tui.errors import SvcError
from svc_tui.services.billing.handing import Billing
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from tests.amounts import many
from tests.services.billing.books import DAY, Book, called, line
from tests.services.desk import Desk, kept

WHO = st.sampled_from(["bruno", "carla"])
"""Not anna, who wrote the company down: her undo would take that away."""
PLACES = st.lists(st.integers(0, 9), min_size=1, max_size=3)
CURRENCIES = ("EUR", "CHF")


class BillingMachine(RuleBasedStateMachine):
    """Two people at the lines of one customer."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="svc-billing-"))
        self.desk = Desk(self.home / "desk.db", kept(called))
        self.book = Book(self.desk)
        self.files = 0
        self.stand: dict[str, str] = {}
        """How each open line stands."""
        self.documents: list[int] = []
        """Hand-overs."""

    def of(self, who: str) -> Billing:
        return self.book.as_person(who)

    def attempt(self, act: Callable[[], Any]) -> None:
        """An act that a rule may refuse; what is refused must leave nothing behind."""
        with suppress(SvcError):
            act()

    def some(self, places: list[int], *statuses: str) -> list[str]:
        """Lines that stand so, or, where there is none, one that may refuse what is done."""
        chosen = [source for source, status in self.stand.items() if status in statuses] or ["work:10001/1"]
        return [chosen[place % len(chosen)] for place in places]

    @initialize(prices=st.lists(st.integers(1, 99999), min_size=3, max_size=3))
    def begin(self, prices: list[int]) -> None:
        """Three lines, so that there is something to do."""
        for place, price in enumerate(prices, start=1):
            self.book.lines.append(line(f"10001/{place}", "1.5", str(Decimal(price) / 1000)))

    @rule(
        call=st.sampled_from(["10001", "10002"]), hours=st.integers(-500, 900), price=st.integers(0, 12345),
        vat=st.sampled_from(["0", "10", "22"]), currency=st.sampled_from(CURRENCIES), parts=st.integers(1, 2),
    )  # fmt: skip
    def work(self, call: str, hours: int, price: int, vat: str, currency: str, parts: int) -> None:
        """New work, or a correction below zero; of two kinds of hours."""
        key = f"{call}/{len(self.book.lines) + 1}"
        for part in ("", "night")[:parts]:
            more = {"vat": vat, "currency": currency, "part": part}
            self.book.lines.append(
                line(key, str(Decimal(hours) / 100), str(Decimal(price) / 1000 * 7), **more)
            )

    @precondition(lambda self: "proposed" in self.stand.values())
    @rule(who=WHO, places=PLACES)
    def approve(self, who: str, places: list[int]) -> None:
        self.attempt(lambda: self.of(who).approve(self.some(places, "proposed")))

    @precondition(lambda self: "proposed" in self.stand.values())
    @rule(who=WHO)
    def approve_all(self, who: str) -> None:
        self.attempt(lambda: self.of(who).approve_all("C1"))

    @rule(who=WHO, places=PLACES)
    def hold(self, who: str, places: list[int]) -> None:
        self.attempt(lambda: self.of(who).hold(self.some(places, "proposed", "approved"), "disputed"))

    @rule(who=WHO, places=PLACES)
    def release(self, who: str, places: list[int]) -> None:
        self.attempt(lambda: self.of(who).release(self.some(places, "approved", "held")))

    @precondition(lambda self: "approved" in self.stand.values())
    @rule(who=WHO)
    def hand_over(self, who: str) -> None:
        self.files += 1
        to = self.home / f"{self.files}.csv"
        self.attempt(lambda: self.of(who).hand_over("C1", to, "csv"))

    @precondition(lambda self: self.documents)
    @rule(who=WHO, place=st.integers(0, 9))
    def reverse(self, who: str, place: int) -> None:
        self.attempt(lambda: self.of(who).reverse(self.documents[place % len(self.documents)], "wrong"))

    @precondition(lambda self: self.files or "approved" in self.stand.values())
    @rule(who=WHO, redo=st.booleans(), skip=st.booleans())
    def take_back(self, who: str, redo: bool, skip: bool) -> None:
        undo = UndoService(Context(self.desk.store, who, lambda: self.desk.time))
        self.attempt(lambda: undo.redo(skip=skip) if redo else undo.undo(skip=skip))

    @invariant()
    def everything_is_handed_over_or_open(self) -> None:
        billing = self.of("anna")
        account = billing.account("C1", DAY)
        self.stand = {each.source: each.status for each in account.lines}
        rows = billing.hand_overs()
        self.documents = [row.number for row in rows]
        standing = [row for row in rows if row.reversed_at is None]
        for currency in CURRENCIES:
            own = [each for each in self.book.lines if each.charged and each.charged.currency == currency]
            owed = sum(each.net or 0 for each in own)
            open_ = sum(
                s.proposed.net + s.approved.net + s.held.net for s in account.sums if s.currency == currency
            )
            handed = sum(from_minor(row.net_minor, currency) for row in standing if row.currency == currency)
            assert owed == open_ + handed, (currency, owed, open_, handed)
        taken = [each.source for row in standing for each in billing.sheet(row.number).lines]
        placed = [*taken, *(each.source for each in account.lines)]
        assert sorted(placed) == sorted(str(each.source) for each in self.book.lines)

    @invariant()
    def each_file_says_what_its_lines_come_to(self) -> None:
        rows = self.of("anna").hand_overs()
        assert sorted(row.file_name for row in rows) == sorted(each.name for each in self.home.glob("*.csv"))
        for row in rows:
            with (self.home / row.file_name).open(encoding="utf-8", newline="") as file:
                found = list(csv.DictReader(file))
            lines = sum((Decimal(each["net"]) for each in found if each["record"] == "line"), Decimal(0))
            rates = sum((Decimal(each["total"]) for each in found if each["record"] == "vat"), Decimal(0))
            assert (lines, rates) == tuple(
                from_minor(n, row.currency) for n in (row.net_minor, row.total_minor)
            )

    def teardown(self) -> None:
        self.desk.store.close()
        shutil.rmtree(self.home)


TestAnyOrder = BillingMachine.TestCase
TestAnyOrder.settings = settings(max_examples=many(15), stateful_step_count=30, deadline=None)
