"""Billing: the lines that were approved or held, and what was handed over to whoever writes the invoices."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Json, part_of, refers_to, said, silent, told_as

_STANDS = text("status <> 'reversed'")


class HandOver(Editable, table=True):
    """One document for one customer in one currency, handed over as a file."""

    __tablename__ = "hand_over"
    __table_args__ = (Index("hand_over_day", "day"), said())

    number: int = Field(unique=True)
    """Number, which is also that of the document."""
    customer: str = Field(foreign_key="customer.code", index=True)
    """Code of the customer."""
    at: datetime = Field(sa_type=Instant)
    """When it was handed over."""
    who: str
    """Code of the person who did it."""
    day: date
    """Date of the document, in the company's zone."""
    until: date
    """Last day of the period: no line is of a later day."""
    currency: str
    """ISO 4217 code; one document never has two."""
    format: str
    """csv, json, b1 or ubl."""
    net_minor: int
    """Sum of its lines, in minor units of the currency; below zero in a credit note."""
    vat_minor: int
    """Value added tax, rounded once a rate."""
    total_minor: int
    """Both together."""
    file_name: str
    """Name of the file, without its folder."""
    reversed_at: datetime | None = told_as("reversed", default=None, sa_type=Instant)
    """When it was taken back; its lines are proposed again."""
    reversed_by: str | None = silent(default=None)
    """Code of the person who took it back."""
    reversed_why: str | None = None
    """Why."""


class BillLine(Editable, table=True):
    """A line of a proposal as somebody approved it, held it, or as it was handed over: a copy that stays as it was."""

    __tablename__ = "bill_line"
    __table_args__ = (
        Index("bill_line_once", "source", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("bill_line_customer", "customer", "status"),
        said(record="number"),
    )

    number: int = Field(unique=True)
    """Number of the copy; people name a line by its source."""
    source: str
    """Where it comes from: `work:10423/3`, `work:10423/3:km`, `fee:58/2026-07`; one line of a source stands."""
    act: str = silent(index=True)
    """The act that it comes from, without the part: its lines go together."""
    customer: str = Field(foreign_key="customer.code")
    """Code of the customer."""
    kind: str
    """labour, travel, part, fee or units."""
    day: date
    """The day of the work, or on which a fee falls due."""
    text: str = ""
    """What was done, as people wrote it."""
    quantity: str
    """How many units, decimal text; below zero in a correction."""
    unit: str
    """h, km, piece, visit or period."""
    price: str
    """Of one unit, decimal text."""
    discount: str
    """Percent, decimal text."""
    vat: str
    """Percent, decimal text."""
    currency: str
    """ISO 4217 code."""
    price_list: str = ""
    """Code of the price list that named the price."""
    net_minor: int
    """What it costs, in minor units of the currency."""
    reason: str = ""
    """Why the customer pays it (message id)."""
    reason_values: dict[str, Any] | None = silent(default=None, sa_type=Json)
    """Values of the reason."""
    rule: str = ""
    """Name of the rule that made it."""
    call: str | None = refers_to("call.number", default=None, index=True)
    """Number of the call."""
    contract: int | None = refers_to("contract.number", default=None, index=True)
    """Number of the contract."""
    item: str | None = refers_to("item.code", default=None)
    """Code of the item."""
    status: str = told_as("status", default="approved")
    """approved, held, handed_over or reversed."""
    why: str | None = None
    """Why it is held."""
    hand_over: int | None = part_of("hand_over", default=None, foreign_key="hand_over.number", index=True)
    """Number of the hand-over."""
