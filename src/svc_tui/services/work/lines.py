"""Lines of work inside a unit of work: written, paid by somebody else, corrected, removed; their ledger goes along."""

from decimal import Decimal
from typing import NamedTuple

from svc_tui.domain.billing.lines import Source
from svc_tui.domain.contracts.ledger import shown_quantity
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import serial_key
from svc_tui.domain.sla.targets import Target, format_target
from svc_tui.domain.work import rules
from svc_tui.domain.work.rules import Entry
from svc_tui.domain.work.typed import Taken
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.contracts.ledger import Account, rounding_of
from svc_tui.services.core.fields import Values
from svc_tui.services.work.plan import Plan, Planned, complete, plan, taken_away
from svc_tui.storage.billing import handing as billing
from svc_tui.storage.calls import reads
from svc_tui.storage.work import rows
from svc_tui.storage.work.rows import WorkChange, WorkRecord


class Written(NamedTuple):
    """A line that was written."""

    id: int
    call_id: int
    line: int


def log_on(call: OpenCall, entry: Entry) -> Note:
    """Log a piece of work on an open call."""
    session = call.unit.session
    rules.check_closed(call.number, call.row.is_open)
    entry = complete(session, call.context, call.row, entry)
    planned = plan(session, call.context, call.row, entry)
    contract = reads.contract(session=session, number=planned.contract) if planned.contract else None
    account = Account(call.unit, contract) if contract and planned.before is not None else None
    first: int | None = None
    for line in planned.lines:
        written = insert(call, line, split_of=first)
        first = first or written.id
        if account is not None:
            account.draw(line.accounted, written)
    if account is not None:
        call.warnings += account.warnings()
    return told(call.number, planned)


def line_of(call: OpenCall, line: int) -> WorkRecord:
    """The row of a line. Raises NotFound."""
    found = rows.line_of(session=call.unit.session, call_id=call.id, line=line)
    if found is None:
        raise NotFound(N_("{number} has no line {line} of work."), number=call.number, line=line)
    return found


def insert(call: OpenCall, line: Planned, *, split_of: int | None) -> Written:
    """Write a planned line and its line of history."""
    entry = line.entry
    values: WorkChange = {
        "kind": entry.kind, "who": entry.who, "starts_at": entry.starts_at, "ends_at": entry.ends_at or call.at,
        "seconds": entry.seconds or 0, "km": None if entry.km is None else f"{entry.km:f}", "item": entry.item,
        "quantity": None if entry.quantity is None else f"{entry.quantity:f}",
        "serial_in": entry.serial_in, "serial_out": entry.serial_out,
        "serial_in_key": serial_key(entry.serial_in) if entry.serial_in else None,
        "serial_out_key": serial_key(entry.serial_out) if entry.serial_out else None,
        "note": entry.note, "billable": line.billable, "proposed": line.proposed, "why": line.why,
        "contract": line.contract, "accounted": line.accounted, "counted": line.counted, "split_of": split_of,
    }  # fmt: skip
    written = write(call, values)
    paid = "billable" if line.billable else "included"
    text = f"{written.line}: {entry.kind} {entry_words(entry)}, {paid}"
    call.log("work", field="work", new=f"{text}: {entry.note}" if entry.note else text)
    return written


def write(call: OpenCall, values: WorkChange) -> Written:
    """Write a row under the next number."""
    line = rows.next_line(session=call.unit.session, call_id=call.id)
    row = {**values, "call_id": call.id, "line": line}
    return Written(call.unit.insert("work", row, log=None), call.id, line)


def account_of(call: OpenCall, row: WorkRecord) -> Account | None:
    """The ledger that a line may have drawn from."""
    contract = reads.contract(session=call.unit.session, number=row.contract) if row.contract else None
    return Account(call.unit, contract) if contract and contract.unit_kind else None


def pay(call: OpenCall, row: WorkRecord, billable: bool) -> None:
    """Bill a line, which gives back what it drew, or include it, which draws nothing."""
    account = account_of(call, row)
    for each in [row, *rows.corrections(session=call.unit.session, of=[row.id])]:
        values = {"billable": billable, "why": rules.BY_HAND, "accounted": 0}
        call.unit.update("work", each.id, values, log=False)
        if account is not None and each.accounted:
            account.draw(-each.accounted, each)
    if account is not None:
        account.settle_visit(call.id)
    said = {True: "yes", False: "no"}
    line = row.line
    call.log("work", field="billable", old=f"{line}: {said[not billable]}", new=f"{line}: {said[billable]}")


def remove(call: OpenCall, row: WorkRecord) -> set[int]:
    """Take a line away with what hangs on it; what it drew goes back. Returns the numbers that are gone."""
    session = call.unit.session
    account = account_of(call, row)
    whole = [row, *rows.rests(session=session, of=row.id)]
    whole += rows.corrections(session=session, of=[each.id for each in whole])
    for each in whole:
        _check_not_billed(call, each)
    for each in reversed(whole):
        if account is not None and each.accounted:
            account.draw(-each.accounted, each)
        call.unit.delete("work", each.id)
    if account is not None:
        account.settle_visit(call.id)
    words = amount_words(row.kind, row.seconds, row.km, row.quantity, row.item)
    call.log("work", field="work", old=f"{row.line}: {row.kind} {words} {row.note}".strip())
    return {each.line for each in whole}


def _check_not_billed(call: OpenCall, row: WorkRecord) -> None:
    source = Source("work", f"{call.number}/{row.line}")
    for each in billing.stands(session=call.unit.session, act=source.whole):
        if each.hand_over is not None:
            raise Refused(
                N_("{source} was handed over with {hand_over}. Let it be included instead, and what was billed is "
                   "given back: svc-tui call work set {number} {line} billable=no"),
                source=source, hand_over=each.hand_over, number=call.number, line=row.line,
            )  # fmt: skip


def correction(call: OpenCall, row: WorkRecord, taken: Taken) -> WorkChange:
    """The columns of a correction: what is below zero."""
    seconds, other = taken.seconds, taken.other
    before = [row, *rows.corrections(session=call.unit.session, of=[row.id])]
    left_s = sum(each.seconds for each in before)
    is_part = row.kind == "part"
    texts = [each.quantity if is_part else each.km for each in before]
    left = sum((amount(text) or Decimal(0) for text in texts), Decimal(0))
    if seconds > left_s or other > left:
        raise rules.takes_too_much(row.line, taken_words(row, left_s, left), taken_words(row, seconds, other))
    values: WorkChange = {
        "kind": row.kind, "who": row.who, "item": row.item, "billable": row.billable,
        "proposed": row.proposed, "why": row.why, "contract": row.contract, "corrects": row.id,
        "seconds": -seconds, "ends_at": call.at, "accounted": 0, "counted": 0,
    }  # fmt: skip
    if other and is_part:
        values["quantity"] = f"{-other:f}"
    elif other:
        values["km"] = f"{-other:f}"
    contract = reads.contract(session=call.unit.session, number=row.contract) if row.contract else None
    if contract is not None and row.counted and row.kind == "labour":
        counted = sum(each.counted for each in before)
        less = counted if left_s == seconds else 0
        if contract.unit_kind == "hours":
            less = taken_away(rounding_of(contract, call.context), row, left_s - seconds, counted)
        values["counted"] = -less
        values["accounted"] = -min(less, sum(each.accounted for each in before))
    return values


def taken_words(row: WorkRecord, seconds: int, other: Decimal, item: str | None = None) -> str:
    """How much a correction of a line says; `other` is kilometres, or how many of a part."""
    text = f"{other:f}" if other else "0"
    if row.kind == "part":
        return amount_words(row.kind, seconds, None, text, item)
    return amount_words(row.kind, seconds, text, None, item)


def amount_words(kind: str, seconds: int, km: str | None, quantity: str | None, item: str | None) -> str:
    """How much a line says, without its sign: `1h30`, `24km 0h40`, `2 x PMP-3`."""
    if kind == "part":
        many = (quantity or "0").lstrip("-")
        return f"{many} x {item}" if item else many
    seconds, km = abs(seconds), (km or "").lstrip("-")
    time = format_target(Target(seconds)) if seconds or km in ("", "0") else ""
    return " ".join(part for part in (f"{km}km" if km not in ("", "0") else "", time) if part)


def entry_words(entry: Entry) -> str:
    """The same of a piece of work."""
    km, quantity = (None if number is None else f"{number:f}" for number in (entry.km, entry.quantity))
    return amount_words(entry.kind, entry.seconds or 0, km, quantity, entry.item)


def told(number: str, planned: Plan) -> Note:
    """What became of a piece of work."""
    entry = planned.entry
    what = entry_words(entry)
    values: Values = {"number": number, "what": what, "contract": planned.contract}
    if planned.drawn:
        values["drawn"] = shown_quantity(planned.drawn, planned.unit_kind)
        values["left"] = shown_quantity(planned.left or 0, planned.unit_kind)
        if planned.billed:
            values["billed"] = shown_quantity(planned.billed, planned.unit_kind)
            return note(N_("{number}: {what} logged, {drawn} from K-{contract}, {billed} to bill"), **values)
        return note(N_("{number}: {what} logged, {drawn} from K-{contract}, {left} left"), **values)
    if planned.lines[0].billable:
        return note(N_("{number}: {what} logged, to bill"), **values)
    return note(N_("{number}: {what} logged, included"), **values)
