"""Work and prepaid units under the names that scripts rely on."""

from dataclasses import asdict
from decimal import Decimal

from svc_tui.domain.core.money import amount
from svc_tui.domain.work.totals import Totals
from svc_tui.services.contracts.ledger import Ledger, LedgerEntry, Unaccounted
from svc_tui.services.shapes.names import Record
from svc_tui.services.work.handover import Signature
from svc_tui.services.work.running import Running
from svc_tui.storage.work.rows import LineShown

WORK = (
    "line", "kind", "who", "starts_at", "ends_at", "time_s", "km", "item", "item_name", "quantity", "serial_in",
    "serial_out", "note", "billable", "proposed", "why", "contract", "counted_s", "drawn_s", "drawn_visits",
    "split_of", "corrects",
)  # fmt: skip
"""The fields of a line of work."""
ENTRY = (
    "at",
    "who",
    "kind",
    "quantity",
    "quantity_s",
    "balance",
    "balance_s",
    "call",
    "line",
    "note",
    "period",
)
"""The fields of a ledger entry: `quantity` and `balance` are visits, with `_s` they are seconds."""
OPEN = ("id", "call", "line", "who", "note", "time_s", "counted", "counted_s", "fits")
"""The fields of work that was not accounted."""


def work_record(line: LineShown) -> Record:
    """One line of work."""
    hours, visits = line.unit_kind == "hours", line.unit_kind == "visits"
    labour = line.kind == "labour"
    values = {
        **line._asdict(), "time_s": line.seconds, "km": _number(line.km), "quantity": _number(line.quantity),
        "billable": bool(line.billable), "proposed": None if line.proposed is None else bool(line.proposed),
        "why": (line.why or "").format(contract=line.contract),
        "counted_s": line.counted if hours and labour else None,
        "drawn_s": line.accounted if hours and labour else None,
        "drawn_visits": line.accounted if visits and labour else None,
        "split_of": line.split_of_line, "corrects": line.corrects_line,
    }  # fmt: skip
    return {name: values[name] for name in WORK}


def totals_record(found: Totals) -> Record:
    """What the lines of a call add up to."""
    return {**asdict(found), "km": _number(found.km), "parts": _number(found.parts)}


def ledger_record(ledger: Ledger) -> Record:
    """A ledger with its sums."""
    sums = {"granted": ledger.sums.granted, "used": ledger.sums.drawn, "bought": ledger.sums.bought,
            "corrected": ledger.sums.corrected, "expired": ledger.sums.expired, "balance": ledger.balance}  # fmt: skip
    both: Record = {}
    for name, quantity in sums.items():
        both |= _both(name, quantity, ledger.unit_kind)
    return {
        "contract": ledger.contract, "unit_kind": ledger.unit_kind, **both, "percent": ledger.percent,
        "level": ledger.level, "entries": [entry_record(entry, ledger.unit_kind) for entry in ledger.entries],
    }  # fmt: skip


def entry_record(entry: LedgerEntry, unit_kind: str | None) -> Record:
    """One entry of a ledger."""
    call = entry.call
    values = {**asdict(entry), **_both("quantity", entry.quantity, unit_kind),
              **_both("balance", entry.balance, unit_kind), "call": call}  # fmt: skip
    return {name: values[name] for name in ENTRY}


def unaccounted_record(each: Unaccounted, unit_kind: str | None) -> Record:
    """Work that was billed for want of units."""
    values = {**asdict(each), "call": each.call, "time_s": each.seconds,
              **_both("counted", each.counted, unit_kind)}  # fmt: skip
    return {name: values[name] for name in OPEN}


def running_record(running: Running) -> Record:
    """A stopwatch that runs."""
    return {
        "person": running.person, "call": running.call, "subject": running.subject, "kind": running.kind,
        "since": running.since, "time_s": running.seconds,
    }  # fmt: skip


def signature_record(signed: Signature) -> Record:
    """A signature and whether its report is unchanged."""
    return {
        "number": signed.number, "signed_by": signed.name, "signed_at": signed.at,
        "sha256": signed.sha256, "unchanged": signed.unchanged,
    }  # fmt: skip


def _both(name: str, quantity: int, unit_kind: str | None) -> dict[str, int | None]:
    visits = unit_kind == "visits"
    return {name: quantity if visits else None, f"{name}_s": None if visits else quantity}


def _number(text: str | Decimal | None) -> int | float | None:
    found = text if isinstance(text, Decimal) else amount(text)
    if found is None:
        return None
    return int(found) if found == found.to_integral_value() else float(found)
