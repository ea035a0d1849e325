"""The kinds of billing: lines that were approved or held, hand-overs; price lists with their prices, taxes, kinds of
hours of labour.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import RecordKind

if TYPE_CHECKING:
    from decimal import Decimal

    from svc_tui.services.core.context import Context
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session


def _read(_session: Session, text: str) -> int | None:
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _around_undo(unit: UnitOfWork, context: Context, change_id: int) -> AbstractContextManager[None]:
    """What was handed over comes back by a reversal alone, and no line comes to stand twice."""
    from svc_tui.services.billing.undoing import may_go_back

    return may_go_back(unit, context, change_id)


def _item_price(context: Context, session: Session, item: str, customer: str) -> tuple[Decimal, str] | None:
    """As it would be billed today."""
    from svc_tui.services.billing.price_book import PriceBook

    return PriceBook(context, session, customer, [item]).costs(customer, item, context.today)


KINDS = (
    RecordKind(
        "hand_over", ("number",), rank=166, numbered=True, has_history=True, read=_read,
        missing=N_("There is no hand-over {number}. Look with: billing list"), around_undo=_around_undo,
    ),
    RecordKind("bill_line", ("number",), rank=167, numbered=True),
    RecordKind(
        "vat", ("code",), rank=54, has_history=True,
        absent=N_("There is no value added tax {code} in the store. Write it down first: svc-tui price vat new {code}"),
    ),
    RecordKind(
        "price_list", ("code",), rank=56, has_history=True,
        absent=N_("There is no price list {code} in the store. Write it down first: svc-tui price book new {code}"),
    ),
    RecordKind("labour_rate", ("code",), rank=58, has_history=True),
    RecordKind(
        "price", ("number",), rank=72, numbered=True, has_history=True, read=_read,
        missing=N_("There is no price {number}. Look with: price list"), item_price=_item_price,
    ),
)  # fmt: skip
