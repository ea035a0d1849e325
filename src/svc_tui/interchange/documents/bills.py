"""Documents to hand over as files: CSV for an accountant, JSON of our names, drafts for B1, UBL 2.1 invoices."""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from svc_tui.domain.billing.bill import ORDERS, Bill, BillLine, Party
from svc_tui.domain.core.notes import Note
from svc_tui.domain.core.text import csv_cell, show_line
from svc_tui.errors import N_, BadUsage

FORMS = ("csv", "json", "b1", "ubl")
_BY_ENDING = {".b1.json": "b1", ".csv": "csv", ".json": "json", ".xml": "ubl"}
COLUMNS = (
    "record", "document", "date", "due", "customer", "customer_name", "vat_number", "source", "day", "call", "contract",
    "kind", "item", "text", "quantity", "unit", "price", "discount", "net", "vat_rate", "vat", "total", "currency",
)  # fmt: skip
"""Columns of the CSV: one row a `line`, then one a `vat` rate, then the `total`."""


def form_of_name(name: str) -> str | None:
    """The form that the ending of a file's name says."""
    return next((form for ending, form in _BY_ENDING.items() if name.lower().endswith(ending)), None)


def check_form(form: str) -> None:
    """Raises BadUsage: there is no such form."""
    if form not in FORMS:
        raise BadUsage(N_("There is no form {form}. There are {known}."), form=form, known=", ".join(FORMS))


def written(bill: Bill, form: str, *, document: str = ORDERS) -> tuple[bytes, Sequence[Note]]:
    """A document in a form, and what the form has no place for.

    Raises:
        Refused: the form needs something of the company or the customer that is not written down.
    """
    if form == "ubl":
        from svc_tui.interchange.documents.bill_ubl import ubl

        return ubl(bill), ()
    if form == "b1":
        from svc_tui.interchange.documents.bill_b1 import draft

        return draft(bill, document)
    return (_csv(bill) if form == "csv" else _json(bill)), ()


def _csv(bill: Bill) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    head = {
        "document": bill.number, "date": bill.day.isoformat(), "due": bill.due.isoformat(), "customer": bill.buyer.code,
        "customer_name": show_line(bill.buyer.name), "vat_number": bill.buyer.vat_number, "currency": bill.currency,
    }  # fmt: skip
    sums = bill.totals
    found: list[dict[str, Any]] = [{"record": "line", **_record(each)} for each in bill.lines]
    found += [
        {
            "record": "vat",
            "net": each.net,
            "vat_rate": each.rate,
            "vat": each.vat,
            "total": each.net + each.vat,
        }
        for each in sums.groups
    ]
    found.append({"record": "total", "net": sums.net, "vat": sums.vat, "total": sums.total})
    for each in found:
        row = {**head, **each}
        writer.writerow([csv_cell(_plain(row.get(name))) for name in COLUMNS])
    return out.getvalue().encode("utf-8")


def _record(each: BillLine) -> dict[str, Any]:
    line = each.line
    return {
        "source": str(line.source), "day": line.day.isoformat(), "call": line.call, "contract": line.contract,
        "kind": line.kind, "item": line.item, "text": show_line(each.text), "quantity": line.quantity,
        "unit": line.unit, "price": each.price, "discount": each.discount, "net": each.net, "vat_rate": each.vat,
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _json(bill: Bill) -> bytes:
    sums = bill.totals
    record = {
        "document": bill.number, "kind": "credit_note" if bill.is_credit else "invoice", "date": bill.day.isoformat(),
        "due": bill.due.isoformat(), "until": bill.until.isoformat(), "currency": bill.currency,
        "seller": _party(bill.seller), "customer": _party(bill.buyer),
        "lines": [{**_record(each), "rule": each.line.rule} for each in bill.lines],
        "vat": [{"rate": each.rate, "net": each.net, "vat": each.vat} for each in sums.groups],
        "net": sums.net, "vat_total": sums.vat, "total": sums.total,
    }  # fmt: skip
    return (json.dumps(record, ensure_ascii=False, indent=1, default=_plain) + "\n").encode("utf-8")


def _party(party: Party) -> dict[str, str]:
    names = ("code", "name", "street", "zip_code", "city", "country", "vat_number", "email")
    return {name: value for name in names if (value := getattr(party, name))}
