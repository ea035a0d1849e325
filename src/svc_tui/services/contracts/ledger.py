"""Prepaid units of contracts: bought, corrected, expired, drawn by work; work that fits only after an extension.

`Account` is a contract's ledger inside a unit of work; it is the only way that units move.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from svc_tui.domain.contracts import ledger as rules
from svc_tui.domain.contracts.ledger import Rounding, Sums, shown_quantity
from svc_tui.domain.core.amounts import check_follows
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.work.rules import ATTACHED, DRAWN, SAME_VISIT
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcome
from svc_tui.services.sla.question import number_of
from svc_tui.storage.calls import reads
from svc_tui.storage.contracts import ledger as ledgers
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.work import rows as work
from svc_tui.storage.work.rows import WorkRecord

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class LedgerEntry:
    """One entry with the balance after it."""

    id: int
    at: datetime
    who: str | None
    kind: str
    """bought, used, corrected or expired."""
    quantity: int
    balance: int
    call: str | None
    """Number of the call whose work drew it."""
    line: int | None
    """Its line of work; none where that was removed."""
    note: str
    period: date | None = None
    """First day of the month or quarter whose refill wrote it."""


@dataclass(frozen=True)
class Ledger:
    """All that moved a contract's units."""

    contract: int
    unit_kind: str | None
    """hours (quantities are seconds) or visits."""
    entries: tuple[LedgerEntry, ...]
    sums: Sums

    @property
    def balance(self) -> int:
        """What is left."""
        return self.sums.balance

    @property
    def percent(self) -> int:
        """Share used."""
        return self.sums.percent

    @property
    def level(self) -> int:
        """75, 90 or 100 where so much is used; else 0."""
        return self.sums.level

    def shown(self, quantity: int) -> str:
        """A quantity as it is typed: `1h30`, or a number of visits."""
        return shown_quantity(quantity, self.unit_kind)


@dataclass(frozen=True)
class Unaccounted:
    """Labour that was billed because the units were used up."""

    id: int
    call: str
    line: int
    who: str | None
    note: str
    seconds: int
    counted: int
    """What it would draw."""
    fits: bool
    """The balance is enough for it, and for those before it."""


class Drawing(Protocol):
    """A line of work that draws units."""

    @property
    def id(self) -> int: ...
    @property
    def call_id(self) -> int: ...


class Counted(Protocol):
    """A line of work that counts."""

    @property
    def id(self) -> int: ...
    @property
    def counted(self) -> int: ...


class Account:
    """A contract's ledger in an open unit of work."""

    def __init__(self, unit: "UnitOfWork", row: ContractRecord) -> None:
        self.unit, self.row = unit, row
        self.number = int(row.number)
        self.kind: str | None = row.unit_kind
        self.before = self.sums

    @property
    def sums(self) -> Sums:
        """The sums at this moment of the act."""
        return sums_of(self.unit.session, self.row)

    def add(
        self, kind: str, quantity: int, *, work: int | None = None, call_id: int | None = None, note: str = "",
        period: date | None = None,
    ) -> None:  # fmt: skip
        """Write an entry; `period` is that of the refill which writes it."""
        if not quantity:
            return
        row = self.row
        ledgers.open_ledger(self.unit, self.number, row.units, row.used)
        values = {"contract": self.number, "at": self.unit.at, "who": self.unit.who, "kind": kind,
                  "quantity": quantity, "work": work, "call_id": call_id, "note": note,
                  "period": period}  # fmt: skip
        self.unit.insert("unit_entry", values, log=None)

    def draw(self, quantity: int, line: Drawing) -> None:
        """Let a line of work draw units, or give back what is below zero."""
        self.add("used", -quantity, work=line.id, call_id=line.call_id)

    def warnings(self) -> list[Note]:
        """A warning where a level was newly reached."""
        after = self.sums
        reached = rules.crossed(self.before, after)
        return [used_up(self.number, self.kind, after)] if reached else []

    def settle_visit(self, call_id: int) -> None:
        """The visit of a call is drawn by one line of its labour, whichever is left."""
        if self.kind != "visits":
            return
        lines = work.visit_lines(session=self.unit.session, call_id=call_id, contract=self.number)
        if any(line.accounted for line in lines):
            return
        for line in lines:
            if not line.billable and line.why == SAME_VISIT:
                self.unit.update("work", line.id, {"accounted": 1, "counted": 1, "why": DRAWN["visits"]})
                self.draw(1, line)
                return


def sums_of(session: "Session", row: ContractRecord) -> Sums:
    """The sums of a contract's ledger; of one without entries what its row says."""
    if ledgers.has_entries(session=session, contract=row.number):
        return ledgers.sums(session=session, contract=row.number)
    return Sums(bought=row.units or 0, used=-row.used)


def rounding_of(row: ContractRecord, context: Context) -> Rounding:
    """How a contract counts time."""
    return rules.rounding(
        row.unit_step, row.unit_minimum, row.unit_night, row.unit_night_factor,
        zone=row.zone or context.zone.key, capped=bool(row.unit_capped),
    )  # fmt: skip


def used_up(number: int, kind: str | None, found: Sums) -> Note:
    """The warning of a level: how much is used and what is left."""
    if found.balance <= 0:
        return note(
            N_("K-{contract}: all prepaid units are used. Buy more, or work is billed."), contract=number
        )
    left = shown_quantity(found.balance, kind)
    text = N_("K-{contract}: {percent} % of the prepaid units are used, {left} left.")
    return note(text, contract=number, percent=found.percent, left=left)


class Units:
    """What people do with prepaid units."""

    def __init__(self, context: Context) -> None:
        self._context = context

    # Reading

    def ledger(self, contract: int | str) -> Ledger:
        """Entries with running balance, and their sums. Raises NotFound."""
        with self._context.store.read() as session:
            row = _contract(session, contract)
            return Ledger(
                row.number, row.unit_kind, tuple(self._entries(session, row)), sums_of(session, row)
            )

    def _entries(self, session: "Session", row: ContractRecord) -> list[LedgerEntry]:
        rows = ledgers.entries(session=session, contract=row.number)
        places = work.places(session=session, ids=sorted({each.work for each in rows if each.work}))
        ids = {each.call_id for each in rows if each.call_id} | {call for call, _line in places.values()}
        calls = work.call_numbers(session=session, ids=sorted(ids))
        found, balance = [], 0
        for each in rows:
            balance += each.quantity
            call, line = places.get(each.work or 0, (each.call_id or 0, None))
            found.append(
                LedgerEntry(each.id, each.at, each.who, each.kind, each.quantity, balance, calls.get(call), line,
                            each.note, each.period)
            )  # fmt: skip
        return found

    def unaccounted(self, contract: int | str) -> tuple[Unaccounted, ...]:
        """Labour that was billed for want of units, the oldest first, and whether it fits by now."""
        with self._context.store.read() as session:
            row = _contract(session, contract)
            left = sums_of(session, row).balance
            found = []
            for each in work.unaccounted(session=session, contract=row.number):
                counted = _counted(session, each)
                if counted <= 0:
                    continue
                fits = counted <= left
                left -= counted if fits else 0
                found.append(
                    Unaccounted(each.id, each.number, each.line, each.who, each.note,
                                each.seconds, counted, fits)
                )  # fmt: skip
            return tuple(found)

    # What moves units

    def buy(self, contract: int | str, quantity: int | str, note_: str = "") -> Outcome:
        """Add units that the customer paid for: `10h`, or a number of visits."""
        with self._context.write() as unit:
            account = self._open(unit, contract, moves=True)
            amount = _quantity(quantity, account.kind, note_)
            rules.check_quantity(amount)
            account.add("bought", amount, note=clean_line(note_))
            return _told(unit, account, N_("K-{contract}: {quantity} bought, {left} left"), amount)

    def correct(self, contract: int | str, quantity: int | str, why: str) -> Outcome:
        """Add or take away units by hand, with a reason."""
        with self._context.write() as unit:
            account = self._open(unit, contract)
            amount = _quantity(quantity, account.kind, why)
            if not amount:
                raise Refused(N_("A correction by nothing changes nothing. Write it as 2h or -2h."))
            if not clean_line(why):
                raise Refused(N_("A correction needs a reason. Say why."))
            account.add("corrected", amount, note=clean_line(why))
            return _told(unit, account, N_("K-{contract}: corrected by {quantity}, {left} left"), amount)

    def expire(self, contract: int | str, quantity: int | str | None = None, note_: str = "") -> Outcome:
        """Let what is left expire, or a part of it."""
        with self._context.write() as unit:
            account = self._open(unit, contract)
            left = account.sums.balance
            amount = left if quantity is None else _quantity(quantity, account.kind, note_)
            if left <= 0:
                raise Refused(N_("K-{contract} has nothing left that could expire."), contract=account.number)
            if not 0 < amount <= left:
                raise Refused(
                    N_("K-{contract} has {left} left; name a part of that, or leave the amount out."),
                    contract=account.number, left=shown_quantity(left, account.kind),
                )  # fmt: skip
            account.add("expired", -amount, note=clean_line(note_))
            told = _told(unit, account, N_("K-{contract}: {quantity} expired, {left} left"), amount)
            return replace(told, warnings=())  # that nothing is left is what was wanted

    def attach(self, contract: int | str, lines: Sequence[int] | None = None) -> Outcome:
        """Let labour that was billed for want of units draw them after all.

        Args:
            contract: The contract.
            lines: Keys of the lines (`Unaccounted.id`); all that fit where none are named.
        """
        number = self._number(contract)
        known = {each.id: each for each in self.unaccounted(number)}
        wanted = [key for key, each in known.items() if each.fits] if lines is None else list(lines)
        if not wanted:
            raise Refused(
                N_("K-{contract} has no unaccounted work that fits. Buy more units first."), contract=number
            )
        with self._context.write() as unit:
            account = self._open(unit, number)
            total = 0
            for key in wanted:
                if key not in known:
                    raise NotFound(
                        N_("{line} is no unaccounted work of K-{contract}."), line=key, contract=number
                    )
                total += self._attach(account, WorkRecord(**unit.row("work", key)))
            unit.call_it(N_("K-{contract}: work attached"), contract=number)
            text = N_("K-{contract}: {quantity} of work attached, {left} left")
            return _told(unit, account, text, total)

    def _attach(self, account: Account, line: WorkRecord) -> int:
        unit, left = account.unit, account.sums.balance
        counted = _counted(unit.session, line)
        if counted > left:
            message = N_(
                "Line {line} counts {counted}, but K-{contract} has {left} left. Buy more units first."
            )
            shown = {
                "counted": shown_quantity(counted, account.kind),
                "left": shown_quantity(left, account.kind),
            }
            raise Refused(message, line=line.line, contract=account.number, **shown)
        for each in [line, *work.corrections(session=unit.session, of=[line.id])]:
            values = {"accounted": each.counted, "billable": False, "why": ATTACHED}
            unit.update("work", each.id, values, log=False)
            account.draw(each.counted, each)
        self._same_visit(account, line)
        text = f"{line.line}: yes"
        unit.log("call", line.call_id, "work", field="billable", old=text, new=f"{line.line}: no")
        return counted

    def _same_visit(self, account: Account, line: WorkRecord) -> None:
        """A visit that is drawn after all pays for the other labour of its call too."""
        if account.kind != "visits":
            return
        session, call_id = account.unit.session, line.call_id
        for each in work.visit_lines(session=session, call_id=call_id, contract=account.number):
            if each.id != line.id and each.billable and each.proposed:
                account.unit.update("work", each.id, {"billable": False, "why": SAME_VISIT}, log=False)

    # Inside

    def _number(self, contract: int | str) -> int:
        with self._context.store.read() as session:
            return int(_contract(session, contract).number)

    def _open(self, unit: "UnitOfWork", contract: int | str, *, moves: bool = False) -> Account:
        row = _contract(unit.session, contract)
        number = row.number
        if row.unit_kind is None:
            message = N_("K-{contract} has no prepaid units. Set its unit_kind to hours or visits first.")
            raise Refused(message, contract=number)
        if moves and row.status == "terminated":
            message = N_("K-{contract} is terminated; nothing is bought for it any more. Use its successor.")
            raise Refused(message, contract=number)
        return Account(unit, row)


def _contract(session: "Session", contract: int | str) -> ContractRecord:
    number = contract if isinstance(contract, int) else number_of(contract)
    if number is None:
        raise BadUsage(N_("{word} is not the number of a contract. Write it as K-58 or 58."), word=contract)
    row = reads.contract(session=session, number=number)
    if row is None:
        raise NotFound(N_("There is no contract K-{number}."), number=number)
    return row


def _quantity(quantity: int | str, kind: str | None, note_: str) -> int:
    """The amount as typed; what follows it is a note and no rest of it, as in `1h 30m paid` or `90 m paid`."""
    if isinstance(quantity, int):
        return quantity
    check_follows(quantity, clean_line(note_))
    return rules.quantity_of(quantity, kind or "hours")


def _counted(session: "Session", line: Counted) -> int:
    """What a line counts after its corrections."""
    corrected = work.corrections(session=session, of=[line.id])
    return int(line.counted + sum(each.counted for each in corrected))


def _told(unit: "UnitOfWork", account: Account, text: str, quantity: int) -> Outcome:
    """What happened; the act is named for the undo list, its warnings are collected."""
    after = account.sums
    shown = {
        "quantity": shown_quantity(quantity, account.kind),
        "left": shown_quantity(after.balance, account.kind),
    }
    if not unit.title:
        unit.call_it(text, contract=account.number, **shown)
    old, new = (shown_quantity(each.balance, account.kind) for each in (account.before, after))
    unit.log("contract", account.row.id, "units", field="units", old=old, new=new)
    happened = note(text, contract=account.number, **shown)
    return Outcome(f"K-{account.number}", True, happened, tuple(account.warnings()))
