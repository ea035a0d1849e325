"""A document to hand over: who bills whom for what, in one currency. Formats are written from it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svc_tui.domain.billing.lines import Line
from svc_tui.domain.billing.totals import Totals

ORDERS, QUOTATIONS = "Orders", "Quotations"
DRAFTS = (ORDERS, QUOTATIONS)
"""What B1 makes of a document: names of its entity sets."""


@dataclass(frozen=True)
class Party:
    """The company, or its customer."""

    name: str
    country: str = ""
    """Two letters."""
    code: str = ""
    """Of a customer."""
    street: str = ""
    zip_code: str = ""
    city: str = ""
    vat_number: str = ""
    email: str = ""


@dataclass(frozen=True)
class BillLine:
    """A line as a document has it."""

    line: Line
    text: str
    """What it says, in words: never empty."""
    net: Decimal
    price: Decimal
    """Of one unit, before the discount."""
    discount: Decimal
    """Percent."""
    vat: Decimal
    """Percent."""
    untaxed: str = ""
    """Category of what is not taxed (UNCL5305), as its code of tax says: Z, E, AE, K, G or O."""
    why_untaxed: str = ""
    """Why, in words of the company."""

    @property
    def category(self) -> str:
        """Of the tax: what bears a percent is S whatever its code says by now, what bears none never is."""
        return "S" if self.vat else self.untaxed or "Z"


@dataclass(frozen=True)
class Bill:
    """One document."""

    number: int
    day: date
    due: date
    """When it is to be paid."""
    until: date
    """Last day of the period."""
    seller: Party
    buyer: Party
    lines: tuple[BillLine, ...]
    totals: Totals

    @property
    def currency(self) -> str:
        """ISO 4217 code."""
        return self.totals.currency

    @property
    def is_credit(self) -> bool:
        """The company owes it: corrections outweigh the rest."""
        return self.totals.total < 0

    @property
    def first(self) -> date:
        """First day of what it bills."""
        return min(each.line.day for each in self.lines)
