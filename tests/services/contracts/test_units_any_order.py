"""Any order of acts by two people, undo and redo included, on a real store: the balance is the sum of the entries."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from svc_tui.errors import Refused
from svc_tui.services.contracts.ledger import Units
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import UndoService
from svc_tui.services.work.service import Works
from svc_tui.storage.calls import reads
from svc_tui.storage.contracts import ledger as ledgers
from svc_tui.storage.contracts.ledger import EntryRow
from svc_tui.storage.engine.store import Store
from tests.amounts import many
from tests.services.desk import MONDAY_9, Desk

PEOPLE = st.sampled_from(["anna", "bruno"])
MINUTES = st.integers(1, 200)
PLACE = st.integers(0, 30)
_MADE: dict[str, Path] = {}


def template() -> Path:
    """A store with a prepaid contract and two calls, made once."""
    if "template" not in _MADE:
        path = Path(tempfile.mkdtemp(prefix="svc-units-")) / "desk.db"
        desk = Desk(path)
        with desk.store.write(who="carla", at=MONDAY_9) as unit:
            row = reads.contract(session=unit.session, number=58)
            assert row is not None
            terms = {"unit_kind": "hours", "unit_step": "15m", "unit_minimum": "20m"}
            unit.update("contract", row.id, terms)
        for _ in range(2):
            values = {"serial": "SN-000931", "subject": "Stops after warm-up"}
            desk.as_person("carla").new(values)
        desk.store.close()
        _MADE["template"] = path
    return _MADE["template"]


class LedgerMachine(RuleBasedStateMachine):
    """Two people at one contract."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="svc-units-"))
        path = self.home / "desk.db"
        shutil.copy(template(), path)
        self.store = Store.open(path)
        self.time = MONDAY_9
        self.seen: list[EntryRow] = []
        self.done = 0

    def context(self, who: str) -> Context:
        return Context(self.store, who, lambda: self.time)

    def attempt(self, act: Callable[[], Any]) -> None:
        """An act that a rule may refuse; what is refused must leave nothing behind."""
        with suppress(Refused):
            act()
            self.done += 1

    def lines(self) -> list[tuple[str, int]]:
        works = Works(self.context("anna"))
        return [(call, line.line) for call in ("10001", "10002") for line in works.list(call).lines]

    @initialize(minutes=st.integers(60, 400))
    def begin(self, minutes: int) -> None:
        Units(self.context("carla")).buy(58, minutes * 60)
        Works(self.context("carla")).log(["10001"], "1h work")

    @rule(who=PEOPLE, minutes=st.integers(1, 400))
    def buy(self, who: str, minutes: int) -> None:
        self.attempt(lambda: Units(self.context(who)).buy(58, minutes * 60))

    @rule(who=PEOPLE, minutes=st.integers(-200, 200))
    def correct_units(self, who: str, minutes: int) -> None:
        self.attempt(lambda: Units(self.context(who)).correct(58, minutes * 60, "counted anew"))

    @rule(who=PEOPLE)
    def expire(self, who: str) -> None:
        self.attempt(lambda: Units(self.context(who)).expire(58))

    @rule(who=PEOPLE, minutes=MINUTES, call=st.sampled_from(["10001", "10002"]))
    def log(self, who: str, minutes: int, call: str) -> None:
        self.attempt(lambda: Works(self.context(who)).log([call], f"{minutes}m work"))

    @rule(who=PEOPLE, minutes=MINUTES)
    def log_on_both(self, who: str, minutes: int) -> None:
        self.attempt(lambda: Works(self.context(who)).log(["10001", "10002"], f"{minutes}m work"))

    @precondition(lambda self: self.lines())
    @rule(who=PEOPLE, place=PLACE, minutes=MINUTES)
    def correct_work(self, who: str, place: int, minutes: int) -> None:
        call, line = self.lines()[place % len(self.lines())]
        self.attempt(lambda: Works(self.context(who)).correct(call, line, f"{minutes}m"))

    @precondition(lambda self: self.lines())
    @rule(who=PEOPLE, place=PLACE)
    def remove(self, who: str, place: int) -> None:
        call, line = self.lines()[place % len(self.lines())]
        self.attempt(lambda: Works(self.context(who)).remove(call, [line]))

    @precondition(lambda self: self.lines())
    @rule(who=PEOPLE, place=PLACE, billable=st.sampled_from(["yes", "no"]))
    def decide(self, who: str, place: int, billable: str) -> None:
        call, line = self.lines()[place % len(self.lines())]
        self.attempt(lambda: Works(self.context(who)).set(call, line, {"billable": billable}))

    @rule(who=PEOPLE)
    def attach(self, who: str) -> None:
        self.attempt(lambda: Units(self.context(who)).attach(58))

    @rule(who=PEOPLE)
    def undo(self, who: str) -> None:
        self.attempt(lambda: UndoService(self.context(who)).undo())

    @rule(who=PEOPLE)
    def redo(self, who: str) -> None:
        self.attempt(lambda: UndoService(self.context(who)).redo())

    @invariant()
    def the_balance_is_the_sum_of_the_entries(self) -> None:
        ledger = Units(self.context("anna")).ledger(58)
        with self.store.read() as session:
            row = reads.contract(session=session, number=58)
            entries = ledgers.entries(session=session, contract=58)
        assert row is not None
        total = sum(entry.quantity for entry in entries)
        assert ledger.balance == total == (row.units or 0) - row.used
        assert total >= 0

    @invariant()
    def entries_are_only_added(self) -> None:
        with self.store.read() as session:
            entries = ledgers.entries(session=session, contract=58)
        assert entries[: len(self.seen)] == self.seen
        self.seen = entries

    @invariant()
    def what_lines_say_they_drew_is_what_the_ledger_says(self) -> None:
        works = Works(self.context("anna"))
        lines = [line for call in ("10001", "10002") for line in works.list(call).lines]
        drawn: dict[int, int] = {}
        for entry in self.seen:
            if entry.work is not None:
                drawn[entry.work] = drawn.get(entry.work, 0) - entry.quantity
        kept = {line.id: line.accounted for line in lines if line.accounted}
        assert {work: quantity for work, quantity in drawn.items() if quantity} == kept
        assert all(line.accounted == 0 for line in lines if line.billable)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.home)


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=many(4), stateful_step_count=20, deadline=None)
