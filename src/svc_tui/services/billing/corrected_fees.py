"""Fees that were handed over for days after an early end: given back, and owed again where the end is taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from svc_tui.domain.billing import fees
from svc_tui.domain.billing.lines import Charged, Line, Source
from svc_tui.domain.core.currency import from_minor
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_
from svc_tui.storage.billing import proposal as rows
from svc_tui.storage.billing.proposal import FeeBilled
from svc_tui.storage.contracts.rows import ContractRecord

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

RULE = "fee-corrected"


class _Owed(NamedTuple):
    """What a period still costs beside what was handed over of it; below zero it is given back."""

    net: Decimal
    day: date
    reason: Note


def terms_of(row: ContractRecord) -> fees.Terms:
    """What a contract says of its fees; it has a period."""
    return fees.Terms(
        row.number, cast(date, row.start), cast(date, row.end), row.termination, str(row.fee_every),
        "advance" if row.fee_due == "advance" else "arrears", amount(row.fee), amount(row.value),
    )  # fmt: skip


def corrected(session: Session, customer: str | None, last: date, taken: Collection[str]) -> Iterator[Line]:
    """Lines that bring what was handed over of a period to what it costs by the contract's end of now."""
    paid: dict[int, dict[str, list[FeeBilled]]] = defaultdict(lambda: defaultdict(list))
    for each in rows.fees_billed(session=session, customer=customer, rule=RULE):
        paid[each.contract][_key(each).partition("/")[0]].append(each)
    if not paid:
        return
    for row in rows.with_fees(session=session, customer=customer):
        if row.termination is not None and row.termination > last:
            continue
        for period, billed in paid[row.number].items():
            source = Source("fee", f"{row.number}/{period}/{1 + max(map(_correction, billed))}")
            owed = _owed(row, period, billed)
            if not owed.net or source.whole in taken:
                continue
            fee, quantity = billed[0], Decimal(1 if owed.net > 0 else -1)
            charged = Charged(abs(owed.net), fee.currency, Decimal(0), Decimal(fee.vat), "")
            yield Line(
                source=source, customer=row.customer, kind="fee", day=owed.day, text=row.description,
                quantity=quantity, unit="period", charged=charged, net=owed.net, reason=owed.reason, rule=RULE,
                contract=row.number,
            )  # fmt: skip


def _owed(row: ContractRecord, period: str, billed: list[FeeBilled]) -> _Owed:
    net = sum((from_minor(each.net_minor, each.currency) for each in billed), Decimal(0))
    fee = next((each for each in billed if not _correction(each)), None)
    costs = Decimal(0)  # where the fee itself was taken back, it is proposed anew
    if fee is not None:
        costs = fees.kept(terms_of(row), period, from_minor(fee.net_minor, fee.currency), fee.currency)
    if costs < net and row.termination is not None:
        words = N_("K-{contract} ended on {day}: the fee of {period} is given back for the days after")
        return _Owed(
            costs - net, row.termination,
            note(words, contract=row.number, day=str(row.termination), period=period),
        )  # fmt: skip
    words = N_("K-{contract}: what was given back of the fee of {period} is owed again")
    return _Owed(costs - net, billed[-1].day, note(words, contract=row.number, period=period))


def _key(fee: FeeBilled) -> str:
    """The period, and which correction of it: `2026-Q1`, `2026-Q1/1`."""
    return fee.act.removeprefix(f"fee:{fee.contract}/")


def _correction(fee: FeeBilled) -> int:
    """Which correction of its period it is; 0 of the fee itself."""
    return int(_key(fee).partition("/")[2] or 0)
