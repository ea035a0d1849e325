"""Prices under the names that scripts rely on."""

from dataclasses import asdict

from svc_tui.domain.billing.prices import Priced
from svc_tui.domain.billing.prices_typed import plain
from svc_tui.services.billing.price_book import what_is
from svc_tui.services.billing.prices import Holding
from svc_tui.services.shapes.names import Record
from svc_tui.storage.billing.prices import PriceRow

NAMES = (
    "number", "price_list", "what", "item", "rate", "customer", "amount", "currency", "unit", "valid_from",
    "valid_until", "discount", "minimum", "step", "version",
)  # fmt: skip


def price_record(row: PriceRow) -> Record:
    """One price; `what` as it is typed."""
    values = {**asdict(row), "what": str(what_is(row))}
    return {name: values[name] for name in NAMES}


def holding_record(held: Holding) -> Record:
    """Which price holds, and why; amounts as decimal text, none without a price."""
    found: Record = {
        "what": str(held.what), "customer": held.customer, "contract": held.contract, "day": held.day,
        "amount": None, "currency": None, "unit": None, "discount": None, "vat": None, "price_list": None,
        "number": None, "factor": None, "why": str(held.found.why),
    }  # fmt: skip
    if isinstance(held.found, Priced):
        charged, price = held.found.charged, held.found.price
        found |= {
            "amount": plain(charged.price), "currency": charged.currency, "unit": price.unit,
            "discount": plain(charged.discount), "vat": plain(charged.vat), "price_list": charged.price_list,
            "number": price.number, "factor": plain(held.found.factor),
        }  # fmt: skip
    return found
