"""What a piece of work would become on a call: its lines, who pays each and why, and what it draws from prepaid units.

The preview of the screens and the act itself ask the same function, so they cannot disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from svc_tui.domain.contracts import ledger as units
from svc_tui.domain.contracts.ledger import Charge, Rounding, Sums
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.text import serial_key
from svc_tui.domain.sla.entitlement import Reason
from svc_tui.domain.work import rules as work
from svc_tui.domain.work.rules import Entry
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.services.contracts.ledger import rounding_of, sums_of
from svc_tui.services.core.context import Context
from svc_tui.services.sla.cover import cover
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.work import rows
from svc_tui.storage.work.rows import WorkRecord

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Planned:
    """One line as it would be written."""

    entry: Entry
    billable: bool
    proposed: bool
    """What the contract alone would say."""
    why: str
    """A message with `{contract}`."""
    contract: int | None = None
    accounted: int = 0
    """Drawn from prepaid units."""
    counted: int = 0
    """What it counts rounded, drawn and billed together."""


@dataclass(frozen=True)
class Plan:
    """The lines of one piece of work: one, or two where it crosses the balance."""

    lines: tuple[Planned, ...]
    unit_kind: str | None = None
    """hours or visits, where prepaid units are drawn or would be."""
    before: Sums | None = None
    """The ledger before it."""

    @property
    def entry(self) -> Entry:
        """The whole piece of work."""
        seconds = sum(line.entry.seconds or 0 for line in self.lines)
        return replace(self.lines[0].entry, seconds=seconds, ends_at=self.lines[-1].entry.ends_at)

    @property
    def contract(self) -> int | None:
        """The contract that it was accounted to."""
        return self.lines[0].contract

    @property
    def drawn(self) -> int:
        """What leaves the balance."""
        return sum(line.accounted for line in self.lines)

    @property
    def counted(self) -> int:
        """What it counts as a whole."""
        return sum(line.counted for line in self.lines)

    @property
    def billed(self) -> int:
        """What is left to bill, in units; 0 where no units are in play."""
        return sum(line.counted - line.accounted for line in self.lines if line.billable)

    @property
    def left(self) -> int | None:
        """The balance afterwards; none where no units are in play."""
        return None if self.before is None else self.before.balance - self.drawn


def complete(session: "Session", context: Context, call: CallRecord, entry: Entry) -> Entry:
    """The entry with what it leaves open: who, a travel like the last one to this customer.

    Raises:
        Refused: something is missing, or cannot be.
        NotFound: a person or an item that is not there.
    """
    who = _code(session, "person", entry.who or context.me)
    if entry.kind == "travel" and (entry.seconds is None or entry.km is None):
        last = rows.last_travel(session=session, customer=call.customer)
        if last is not None:
            seconds = last.seconds if entry.seconds is None else entry.seconds
            km = amount(last.km) if entry.km is None else entry.km
            entry = replace(entry, seconds=seconds, km=km)
        elif entry.seconds is None and entry.km is None:
            raise Refused(
                N_("Nobody has logged a travel to {customer} yet. Write kilometres and minutes: travel 24km 40m."),
                customer=call.customer_name or call.customer,
            )  # fmt: skip
    entry = replace(entry, who=who, item=_code(session, "item", entry.item) if entry.item else None)
    work.check_entry(entry)
    check_serials(session, entry.serial_in, entry.serial_out)
    return entry


def check_serials(
    session: "Session", serial_in: str | None, serial_out: str | None, but: int | None = None
) -> None:
    """A serial is put in once until it is taken out. Raises Refused."""
    key_in, key_out = (serial_key(serial) if serial else None for serial in (serial_in, serial_out))
    work.check_serials_differ(key_in, key_out)
    if not key_in:
        return
    for line in rows.serial_moves(session=session, key=key_in, but=but):
        if line.serial_out_key == key_in:
            return
        corrected = rows.corrections(session=session, of=[line.id])
        quantities = (line.quantity, *(each.quantity for each in corrected))
        if sum((amount(text) or Decimal(0) for text in quantities), Decimal(0)) > 0:
            raise work.serial_in_use(serial_in or "", line.number, line.line)


def _code(session: "Session", table: str, typed: str) -> str:
    code = reading.code_of(session, table, "code", typed)
    if code is None:
        raise reading.missing(session, table, "code", typed)
    return code


@dataclass(frozen=True)
class Bill:
    """What one piece of work on many calls would come to."""

    plans: tuple[Plan, ...]
    """Of the calls that take it."""
    refused: tuple[SvcError, ...]
    """Why the others do not."""

    @property
    def to_bill(self) -> int:
        """Calls with something to bill."""
        return sum(any(line.billable for line in plan.lines) for plan in self.plans)

    @property
    def billed_s(self) -> int:
        """Time to bill, as it counts."""
        return sum(
            line.counted if plan.unit_kind == "hours" else line.entry.seconds or 0
            for plan in self.plans
            for line in plan.lines
            if line.billable
        )

    @property
    def drawn(self) -> dict[tuple[int, str], tuple[int, int]]:
        """What leaves the balance of each contract, by its number and kind of units, and what stays there."""
        found: dict[tuple[int, str], tuple[int, int]] = {}
        for plan in self.plans:
            if plan.drawn and plan.contract is not None and plan.unit_kind and plan.before is not None:
                key = (plan.contract, plan.unit_kind)
                whole = plan.drawn + found.get(key, (0, 0))[0]
                found[key] = (whole, plan.before.balance - whole)
        return found


def bill(session: "Session", context: Context, calls: Sequence[CallRecord], entry: Entry) -> Bill:
    """One piece of work on each of the calls, in their order: what one draws is not there for the next."""
    drawn: dict[int, int] = {}
    plans: list[Plan] = []
    refused: list[SvcError] = []
    for call in calls:
        try:
            work.check_closed(call.number, call.is_open)
            found = plan(session, context, call, complete(session, context, call, entry), drawn)
        except SvcError as error:
            refused.append(error)
            continue
        plans.append(found)
        if found.contract is not None:
            drawn[found.contract] = drawn.get(found.contract, 0) + found.drawn
    return Bill(tuple(plans), tuple(refused))


def plan(
    session: "Session",
    context: Context,
    call: CallRecord,
    entry: Entry,
    drawn: Mapping[int, int] | None = None,
) -> Plan:
    """The lines of a completed entry on a call; `drawn` is what others take from the balances before it."""
    found = _planned(session, context, call, entry, drawn or {})
    wish = entry.billable
    if wish is None or all(line.billable is wish for line in found.lines):
        return found
    proposed = all(line.billable for line in found.lines)
    counted = found.counted if wish else 0
    by_hand = Planned(entry, wish, proposed, work.BY_HAND, found.contract, counted=counted)
    return Plan((by_hand,))


def _planned(
    session: "Session", context: Context, call: CallRecord, entry: Entry, drawn: Mapping[int, int]
) -> Plan:
    number, covered = contract_of(session, context, call)
    row = reads.contract(session=session, number=number) if number is not None else None
    prepaid = row is not None and row.unit_kind and row.units is not None
    if row is None or entry.kind != "labour" or not prepaid:
        includes = _included(row) if row else []
        proposal = work.propose(entry.kind, row.number if row and covered else None, includes)
        return Plan(
            (Planned(entry, proposal.billable, proposal.billable, proposal.why, number if covered else None),)
        )
    sums, kind = sums_of(session, row), str(row.unit_kind)
    balance = sums.balance - drawn.get(row.number, 0) if covered else 0
    why = work.USED_UP[kind] if covered else work.NOT_THEN
    if kind == "visits":
        line = _of_visit(session, call, entry, row.number, balance, why)
        return Plan((line,), kind, sums)
    rounding = rounding_of(row, context)
    seconds = entry.seconds or 0
    times = (entry.starts_at, entry.ends_at)
    split = units.charge(
        rounding.exact_s(seconds, *times),
        rounding.counted_s(seconds, *times),
        balance,
        capped=rounding.capped,
    )
    return Plan(tuple(_split(entry, split, row.number, why)), kind, sums)


def _included(row: ContractRecord) -> list[str]:
    costs = {"parts": row.include_parts, "labour": row.include_labour, "travel": row.include_travel}
    return [name for name, included in costs.items() if included]


def _split(entry: Entry, split: Charge, contract: int, why: str) -> list[Planned]:
    """The part that is drawn and the part that is billed, with their shares of the real time."""
    drawn, billed = units.parts(entry.seconds or 0, split)
    included = Planned(
        entry, False, False, work.DRAWN["hours"], contract, accounted=split.drawn, counted=split.drawn
    )
    rest = Planned(entry, True, True, why, contract, counted=split.billed)
    if not split.billed:
        return [included]
    if not split.drawn:
        return [rest]
    middle: datetime | None = None if entry.starts_at is None else entry.starts_at + timedelta(seconds=drawn)
    return [
        replace(included, entry=replace(entry, seconds=drawn, ends_at=middle or entry.ends_at)),
        replace(rest, entry=replace(entry, seconds=billed, starts_at=middle)),
    ]


def _of_visit(
    session: "Session", call: CallRecord, entry: Entry, contract: int, balance: int, why: str
) -> Planned:
    """One visit for each call: its first labour draws it, what follows belongs to the same visit."""
    lines = rows.visit_lines(session=session, call_id=call.id, contract=contract)
    first = next((line for line in lines if line.counted and line.why != work.BY_HAND), None)
    if first is not None and first.accounted:
        return Planned(entry, False, False, work.SAME_VISIT, contract)
    if first is not None:
        return Planned(entry, True, True, why, contract)
    if balance > 0:
        return Planned(entry, False, False, work.DRAWN["visits"], contract, accounted=1, counted=1)
    return Planned(entry, True, True, why, contract, counted=1)


def contract_of(session: "Session", context: Context, call: CallRecord) -> tuple[int | None, bool]:
    """The contract that work on a call is accounted to, and whether it covers the call.

    A call that came when the units were used up names the contract it would have had.
    """
    if call.contract is not None:
        return int(call.contract), True
    if call.coverage_reason != Reason.UNITS_EXHAUSTED:
        return None, False
    card = reads.card(session=session, number=call.equipment) if call.equipment else None
    found = cover(
        session=session, company=context.company, customer=call.customer, card=card, item=call.item,
        item_group=call.item_group, at=call.reported_at, priority=call.priority, now=context.now(),
    )  # fmt: skip
    exhausted = (
        each for each in found.entitlement.considered if each.taken or each.why == Reason.UNITS_EXHAUSTED
    )
    taken = next((each.number for each in exhausted), None)
    return taken, False


def taken_away(rounding: Rounding, line: WorkRecord, left_s: int, counted: int) -> int:
    """What a labour line counts less, when only `left_s` of its real time are left and it counts `counted` now."""
    ends = None if line.starts_at is None else line.starts_at + timedelta(seconds=left_s)
    return max(0, counted - rounding.counted_s(left_s, line.starts_at, ends))
