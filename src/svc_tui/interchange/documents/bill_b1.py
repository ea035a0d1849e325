"""Drafts of quotations and orders for B1's Service Layer: the object to post to `Quotations` or `Orders`.

B1 wants an item on every line. What has none (travel, a fee) bears the name of its kind, LABOUR, TRAVEL, FEE: an item
of that code must be there, and who hands over is told. Amounts are JSON numbers, as B1 has them: a number of so few
digits is written as it is (`repr` of a float gives back up to 15).
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from svc_tui.domain.billing.bill import DRAFTS, Bill, BillLine
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, BadUsage
from svc_tui.interchange.b1.json_out import write

COMMENTS, TEXT = 254, 100
"""Longest texts of B1: remarks of a document, description of a line."""


def draft(bill: Bill, document: str) -> tuple[bytes, Sequence[Note]]:
    """A draft in the envelope of its set, and what must be there in B1. Raises BadUsage: there is no such set."""
    if document not in DRAFTS:
        raise BadUsage(
            N_("There is no document {name}. There are {known}."), name=document, known=", ".join(DRAFTS)
        )
    lines = [_line(number, each) for number, each in enumerate(bill.lines)]
    record = {
        "CardCode": bill.buyer.code, "CardName": bill.buyer.name[:TEXT], "DocDate": bill.day.isoformat(),
        "DocDueDate": bill.due.isoformat(), "TaxDate": bill.day.isoformat(), "DocCurrency": bill.currency,
        "NumAtCard": str(bill.number), "Comments": _comments(bill)[:COMMENTS], "DocumentLines": lines,
    }  # fmt: skip
    out = io.StringIO()
    write([record], out, document)
    named = sorted({_item(each) for each in bill.lines if each.line.item is None})
    notes = [note(N_("B1 must know these items: {items}"), items=", ".join(named))] if named else []
    if any(each.net < 0 for each in bill.lines):
        notes.append(
            note(N_("Lines below zero are in it: B1 takes them in a credit memo, look at the draft."))
        )
    return out.getvalue().encode("utf-8"), notes


def _item(each: BillLine) -> str:
    return each.line.item or each.line.kind.upper()


def _line(number: int, each: BillLine) -> dict[str, Any]:
    return {
        "LineNum": number, "ItemCode": _item(each), "ItemDescription": each.text.replace("\n", " ")[:TEXT],
        "Quantity": _number(each.line.quantity), "UnitPrice": _number(each.price),
        "DiscountPercent": _number(each.discount), "VatGroup": _vat(each.vat), "FreeText": str(each.line.source)[:TEXT],
    }  # fmt: skip


def _vat(rate: Decimal) -> str:
    """The tax code of a rate: `V22`, to be mapped to the company's own in B1."""
    return f"V{rate.normalize():f}"


def _number(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


def _comments(bill: Bill) -> str:
    calls = dict.fromkeys(each.line.call for each in bill.lines if each.line.call)
    return f"svc-tui {bill.number}: {bill.until.isoformat()}; {', '.join(calls)}".rstrip("; ")
