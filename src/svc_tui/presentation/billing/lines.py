"""Lines and documents of billing in words: amounts, what a line is, why it is billed."""

from decimal import Decimal
from typing import Protocol

from svc_tui.domain.core.currency import from_minor
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _

TITLES = {
    "day": N_("Date"), "until": N_("Until"), "net": N_("Net"), "vat": N_("VAT"), "total": N_("Total"),
    "format": N_("Form"), "file_name": N_("File"), "at": N_("Handed over"), "who": N_("Who"),
    "currency": N_("Currency"), "customer": N_("Customer"), "number": N_("Number"),
    "reversed_at": N_("Taken back"), "reversed_by": N_("By"), "reversed_why": N_("Why"),
}  # fmt: skip


class Document(Protocol):
    """What is read of a hand-over."""

    @property
    def currency(self) -> str: ...
    @property
    def total_minor(self) -> int: ...


class Copied(Protocol):
    """What is read of a copied line."""

    @property
    def source(self) -> str: ...
    @property
    def day(self) -> object: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def quantity(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def price(self) -> str: ...
    @property
    def net_minor(self) -> int: ...
    @property
    def currency(self) -> str: ...


def titles() -> dict[str, str]:
    """Words for the fields of a hand-over."""
    return {name: _(title) for name, title in TITLES.items()}


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency."""
    return f"{amount:f} {currency}"


def total(row: Document) -> str:
    """What a document comes to."""
    return money(from_minor(row.total_minor, row.currency), row.currency)


def row(each: Copied) -> str:
    """A copied line on one line."""
    words = show_line(each.text) or each.kind
    net = money(from_minor(each.net_minor, each.currency), each.currency)
    return f"{each.day}  {each.source}  {each.quantity} {each.unit} x {each.price} = {net}  {words}"
