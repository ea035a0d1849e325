"""Lines of a proposal under the names that scripts rely on."""

from svc_tui.domain.billing.lines import Line
from svc_tui.language import _
from svc_tui.services.billing.proposal import Proposal
from svc_tui.services.core.outcomes import worded
from svc_tui.services.shapes.names import Record

LINE = (
    "source", "customer", "call", "contract", "kind", "day", "text", "item", "what", "quantity", "unit", "price",
    "discount", "vat_rate", "net", "currency", "price_list", "reason", "rule", "missing",
)  # fmt: skip
"""The fields of a line; amounts are decimal texts, none where no price list names one."""


def line_record(line: Line) -> Record:
    """One line of a proposal."""
    charged = line.charged
    found: Record = {
        "source": str(line.source), "customer": line.customer, "call": line.call, "contract": line.contract,
        "kind": line.kind, "day": line.day, "text": line.text, "item": line.item, "what": line.what or None,
        "quantity": f"{line.quantity:f}", "unit": line.unit,
        "price": charged and f"{charged.price:f}", "discount": charged and f"{charged.discount:f}",
        "vat_rate": charged and f"{charged.vat:f}", "net": None if line.net is None else f"{line.net:f}",
        "currency": charged and charged.currency, "price_list": (charged and charged.price_list) or None,
        "reason": worded(line.reason, _), "rule": line.rule,
        "missing": None if line.missing is None else worded(line.missing, _),
    }  # fmt: skip
    return {name: found[name] for name in LINE}


def sums_record(found: Proposal) -> list[Record]:
    """What a proposal comes to, by currency, and how many lines have no price."""
    sums: list[Record] = [
        {"currency": currency, "net": f"{net:f}", "lines": _count(found, currency)}
        for currency, net in found.sums.items()
    ]
    if found.unpriced and found.has_prices:
        sums.append({"currency": None, "net": None, "lines": len(found.unpriced)})
    return sums


def _count(found: Proposal, currency: str) -> int:
    return sum(line.charged is not None and line.charged.currency == currency for line in found.lines)
