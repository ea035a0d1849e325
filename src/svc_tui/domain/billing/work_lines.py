"""Lines of a proposal from work on calls: what is billable, with its price, its reason and the rule that made it.

What a contract includes or its prepaid units cover is no line. The rest of work beyond those units is what it counts
under the contract's own rounding, less what was drawn. Of a work that was corrected each line is what the correction
changes: what is charged of all that is left, less what was charged before it. So a work and its corrections always add
up to what the work that is left costs, minimum charges and steps included; the price is that of the day of the work,
the day of the line that of the correction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, cast

from svc_tui.domain.billing.lines import Line, LineKind, Source
from svc_tui.domain.billing.prices import Priced, What
from svc_tui.domain.billing.prices_charges import (
    Charge,
)
from svc_tui.domain.core.currency import round_money
from svc_tui.domain.core.notes import note
from svc_tui.domain.work.rules import BY_HAND, NO_CONTRACT, NOT_INCLUDED, NOT_THEN, USED_UP
from svc_tui.errors import N_

MARKED = N_("marked as billable")
RULES = {
    NO_CONTRACT: "no-contract", NOT_THEN: "beyond-prepaid", BY_HAND: "by-hand",
    **dict.fromkeys(NOT_INCLUDED.values(), "not-included"), **dict.fromkeys(USED_UP.values(), "beyond-prepaid"),
}  # fmt: skip
"""The rule by the reason that the work was written down with; what has another one was marked by somebody."""


@dataclass(frozen=True)
class Piece:
    """A line of work, or a correction of one, as far as it matters to who pays."""

    call: str
    line: int
    customer: str
    kind: str
    """labour, travel or part."""
    day: date
    """In the company's zone: on which it began; of a correction, on which it was written."""
    ends_at: datetime
    """When it ended, or was logged."""
    starts_at: datetime | None = None
    seconds: int = 0
    km: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)
    item: str | None = None
    item_name: str | None = None
    note: str = ""
    why: str | None = None
    """Why it is billable (message id)."""
    contract: int | None = None
    hours: int | None = None
    """Seconds that are billed of it as its contract counts, beyond what was drawn; none: as they are."""

    @property
    def as_the_clock(self) -> bool:
        """Whether it is billed for as long as it took."""
        return self.hours is None or self.hours == self.seconds


class Pricing(Protocol):
    """What the prices of a company answer (`services/billing/price_book.py`)."""

    def labour(
        self, customer: str, contract: int | None, seconds: int, start: datetime | None, end: datetime,
        item: str | None = None,
    ) -> list[Charge]: ...  # fmt: skip
    def travel(
        self, customer: str, contract: int | None, day: date, seconds: int, km: Decimal | None,
        item: str | None = None,
    ) -> list[Charge]: ...  # fmt: skip
    def part(
        self, customer: str, contract: int | None, day: date, item: str, quantity: Decimal
    ) -> Charge: ...


def work_lines(
    piece: Piece, corrections: Sequence[Piece], pricing: Pricing, wanted: Callable[[Piece], bool]
) -> list[Line]:
    """The lines of a work and its corrections.

    Args:
        piece: The work.
        corrections: What was taken away from it, in the order in which that was written.
        pricing: The prices.
        wanted: Which of them are to be lines: the others were billed before, or are later than the period.
    """
    found: list[Line] = []
    left, before = piece, dict[What, Charge]()
    for each in (piece, *corrections):
        if each is not piece:
            left = _less(left, each)
        after = {charge.what: charge for charge in _charges(left, pricing)}
        if wanted(each):
            found += _lines(each, _changed(before, after), corrected=None if each is piece else piece)
        before = after
    return found


def _less(left: Piece, taken: Piece) -> Piece:
    """What is left of a work; its quantities in a correction are below zero."""
    hours = None if left.hours is None else left.hours + (taken.hours or 0)
    return replace(
        left, seconds=left.seconds + taken.seconds, km=left.km + taken.km,
        quantity=left.quantity + taken.quantity, hours=hours,
    )  # fmt: skip


def _charges(piece: Piece, pricing: Pricing) -> list[Charge]:
    """What all that is left of a work costs. What its contract counts otherwise than the clock has its night in it."""
    who = piece.customer, piece.contract
    if piece.kind == "part":
        if not piece.quantity:
            return []
        return [pricing.part(*who, piece.day, piece.item or "", piece.quantity)]
    if piece.kind == "travel":
        return pricing.travel(*who, piece.day, piece.seconds, piece.km or None, piece.item)
    seconds = piece.seconds if piece.hours is None else piece.hours
    start = piece.starts_at if piece.as_the_clock else None
    return pricing.labour(*who, seconds, start, piece.ends_at, piece.item) if seconds else []


def _changed(before: dict[What, Charge], after: dict[What, Charge]) -> list[Charge]:
    found = []
    for what in dict.fromkeys([*after, *before]):
        charge = after.get(what) or before[what]
        old = before[what].quantity if what in before else Decimal(0)
        new = after[what].quantity if what in after else Decimal(0)
        if new != old:
            found.append(replace(charge, quantity=new - old))
    return found


def _lines(piece: Piece, charges: Sequence[Charge], corrected: Piece | None) -> list[Line]:
    about = corrected or piece
    rule = RULES.get(about.why or "", "marked")
    reason = note(about.why or MARKED, contract=about.contract)
    kind: LineKind = cast(LineKind, about.kind)
    if kind == "labour" and about.hours is not None and rule == "beyond-prepaid":
        kind = "units"
    if corrected is not None:
        rule, reason = "correction", note(N_("correction of line {line}"), line=corrected.line)
    found = []
    for at, charge in enumerate(charges):
        charged = charge.priced.charged if isinstance(charge.priced, Priced) else None
        found.append(
            Line(
                source=Source("work", f"{piece.call}/{piece.line}", part=_part(charge.what) if at else ""),
                customer=about.customer, kind=kind, day=piece.day, text=_text(about, piece.note),
                quantity=charge.quantity, unit=charge.unit, charged=charged,
                net=None if charged is None else net_of(charge.quantity, charged.price, charged.discount,
                                                        charged.currency),
                reason=reason, rule=rule, call=piece.call, contract=about.contract, item=about.item,
                what=str(charge.what), missing=None if charged is not None else charge.priced.why,
            )
        )  # fmt: skip
    return found


def _part(what: What) -> str:
    return what.code if what.kind == "labour" else what.kind


def _text(piece: Piece, said: str) -> str:
    return ": ".join(part for part in (piece.item_name, said) if part)


def net_of(quantity: Decimal, price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """Quantity times price less the discount, rounded once."""
    return round_money(quantity * price * (100 - discount) / 100, currency)
