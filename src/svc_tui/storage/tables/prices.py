"""Prices: price lists, what is in them, kinds of hours of labour, value added tax.

Amounts of prices are decimal text, not whole minor units: a price of one unit is never summed, and may have more
decimals than its currency (0.0375 for a screw). What a line comes to is rounded to the currency once.
"""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, folded, said, silent


class Vat(Editable, table=True):
    """A code of value added tax."""

    __tablename__ = "vat"

    code: str = Field(unique=True)
    """Code."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """What it is; of an exemption its reason."""
    category: str = "S"
    """S standard, Z zero rated, E exempt, AE reverse charge, K within the Union, G export, O outside (UNCL5305)."""
    rates: str = ""
    """Percents and the days from which they hold, the newest first: `22 from 2013-10-01; 21 from 2011-09-17`."""
    active: bool = True
    """May be chosen."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class PriceList(Editable, table=True):
    """A list of prices in one currency."""

    __tablename__ = "price_list"

    code: str = Field(unique=True)
    """Code."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """What it is."""
    currency: str = "EUR"
    """ISO 4217 code of all its prices."""
    valid_from: date | None = None
    """First day; none: since ever."""
    valid_until: date | None = None
    """Last day; none: until further notice."""
    active: bool = True
    """Prices are looked for in it."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class LabourRate(Editable, table=True):
    """A kind of hours of labour: day, night, holiday."""

    __tablename__ = "labour_rate"

    code: str = Field(unique=True)
    """Code."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """What it is."""
    hours: str = ""
    """When, in the notation of opening hours: `Mo-Su 22:00-06:00`; empty: all that no other kind holds."""
    factor: str | None = None
    """How many times the price of labour, decimal text; none: it has prices of its own only."""
    position: int = 0
    """Where two hold the same hour the first one counts."""
    active: bool = True
    """Work is split by it."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class Price(Editable, table=True):
    """What one unit costs, in a list, from a day to a day."""

    __tablename__ = "price"
    __table_args__ = (Index("price_of", "price_list", "what", "item", "customer"), said(record="id"))

    number: int = Field(unique=True)
    """Number."""
    price_list: str = Field(foreign_key="price_list.code")
    """Code of its list."""
    what: str = "item"
    """item, labour, travel, km or call-out."""
    item: str | None = Field(default=None, foreign_key="item.code", index=True)
    """Code of the item."""
    rate: str | None = Field(default=None, foreign_key="labour_rate.code", index=True)
    """Of labour: code of the kind of hours; none: labour at large."""
    customer: str | None = Field(default=None, foreign_key="customer.code", index=True)
    """Code of the customer whose own price it is; none: everybody's."""
    amount: str = "0"
    """Of one unit, without value added tax: decimal text with up to six decimals."""
    unit: str = "piece"
    """h, km, piece or visit."""
    valid_from: date | None = None
    """First day of work it is for; none: since ever."""
    valid_until: date | None = None
    """Last day; none: until further notice."""
    discount: str | None = None
    """Percent, decimal text; none: the customer's, which an own price does not get."""
    minimum: str | None = None
    """The least that is charged: `30m` of hours, else decimal text."""
    step: str | None = None
    """Charged per started step: `15m` of hours, else decimal text."""
