"""An opportunity in words: its amounts, stage and state, what it was raised from, its fields and lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from svc_tui.domain.core.currency import minor_units, round_money
from svc_tui.domain.core.money import plain
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_short, money, pgettext
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.words import priority_words

Record = Mapping[str, Any]


def titles() -> dict[str, str]:
    """The words for the fields of an opportunity."""
    return {
        "number": _("No."), "name": _("Name"), "customer": _("Customer"), "contact": _("Contact"),
        "owner": pgettext("opportunity", "Owner"), "item": _("Item"), "stage": _("Stage"), "state": _("Status"),
        "amount": pgettext("money", "Amount"), "weighted": _("Weighted"), "percent": _("Percent"),
        "profit_percent": _("Gross profit"), "started_on": pgettext("opportunity", "Begun"),
        "closes_on": pgettext("opportunity", "Expected"), "closed_on": pgettext("opportunity", "Decided"),
        "reason": _("Reason"), "origin": _("Raised from"), "source": _("Source"), "interest": _("Interest"),
        "territory": _("Territory"), "remarks": _("Remarks"), "created_by": _("Raised by"),
    }  # fmt: skip


def status_words(status: str) -> str:
    """open, won or lost as it is read."""
    known = {
        "open": pgettext("opportunity", "open"), "won": pgettext("opportunity", "won"),
        "lost": pgettext("opportunity", "lost"),
    }  # fmt: skip
    return known.get(status) or show_line(status)


def stage_words(name: str) -> str:
    """A stage as it is read: those that come with the program are translated, the company's own stand as they are."""
    known = {
        "Lead": pgettext("stage", "Lead"), "Qualified": pgettext("stage", "Qualified"),
        "Quoted": pgettext("stage", "Quoted"), "Negotiation": pgettext("stage", "Negotiation"),
        "Order": pgettext("stage", "Order"),
    }  # fmt: skip
    return known.get(name) or show_line(name)


def amount_words(amount: Decimal, currency: str) -> str:
    """An amount with its currency, rounded once: `9,800.00 EUR`."""
    return f"{money(round_money(amount, currency), minor_units(currency))} {currency}"


def percent_words(percent: Decimal) -> str:
    """A percentage: `20 %`."""
    return f"{plain(percent)} %"


def origin_words(kind: str, key: str) -> str:
    """What it was raised from: `call 10423`, `K-58`."""
    if kind == "contract":
        return f"K-{show_line(key)}"
    return (_("call {number}") if kind == "call" else _("card {number}")).format(number=show_line(key))


def origins_words(told: Sequence[str]) -> str:
    """The same of several, as the stable names have them."""
    return ", ".join(origin_words(*each.partition(":")[::2]) for each in told)


def raised(record: Record) -> tuple[Span, ...]:
    """One line on the page of what it was raised from."""
    status = record["status"]
    state = stage_words(record["stage"]) if status == "open" else status_words(status)
    return (
        (f"{record['number']}  ", "accent"), (f"{state}  ", "text"),
        (f"{amount_words(record['amount'], record['currency'])}  ", "text strong"),
        (f"{show_line(record['owner'] or '-')}  ", "muted"), (show_line(record["name"]), "text"),
    )  # fmt: skip


def fields(record: Record, today: date) -> dict[str, Any]:
    """The fields of a page in words, from an opportunity under its stable names."""

    def day(name: str) -> str:
        return day_short(record[name], today) if record[name] else ""

    currency = record["currency"]
    profit = record["profit_percent"]
    values: dict[str, Any] = {
        "number": record["number"], "name": record["name"],
        "customer": " ".join(filter(None, (record["customer"], record["customer_name"]))),
        "contact": record["contact"], "owner": record["owner"],
        "item": " ".join(filter(None, (record["item"], record.get("item_name")))),
        "stage": stage_words(record["stage"]), "state": status_words(record["status"]),
        "amount": amount_words(record["amount"], currency), "percent": f"{record['percent']} %",
        "weighted": amount_words(record["weighted"], currency),
        "profit_percent": f"{profit} %" if profit else "", "started_on": day("started_on"),
        "closes_on": day("closes_on"), "closed_on": day("closed_on"), "reason": record["reason"],
        "origin": origins_words(record["origin"]),
    }  # fmt: skip
    return values | {name: record[name] for name in ("source", "interest", "territory", "created_by")}


def stage_line(line: Record, currency: str, today: date) -> str:
    """A stretch in a stage: `10 Mar - 2 Apr  Quoted  50 %  9,800.00 EUR  anna`."""
    ends = day_short(line["closed_on"], today) if line["closed_on"] else ""
    span = f"{day_short(line['started_on'], today)} - {ends}".rstrip()
    parts = (span, stage_words(line["stage"]), f"{line['percent']} %", amount_words(line["amount"], currency),
             show_line(line["owner"] or "-"), show_line(line["remarks"]))  # fmt: skip
    return "  ".join(parts).rstrip()


def competitor_line(line: Record) -> str:
    """Who else wants the sale: his name, how near he is, whether he got it."""
    threat = priority_words(line["threat"]) if line["threat"] else ""
    won = pgettext("competitor", "got it") if line["won"] else ""
    return "  ".join(filter(None, (show_line(line["name"]), threat, won, show_line(line["note"]))))
