"""Customers (business partners, B1 OCRD) with contacts and addresses."""

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Row, folded, part_of, said, silent, told_as


class Customer(Editable, table=True):
    """A business partner: who calls, who owns units, whom contracts are made with."""

    __tablename__ = "customer"
    __table_args__ = said(record="code")

    code: str = Field(unique=True)
    """Short code, up to 15 characters in B1."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = Field(default="", index=True)
    """Full name."""
    kind: str = "customer"
    """customer, vendor or lead."""
    phone: str | None = None
    """Main phone."""
    phone_key: str | None = silent(default=None, index=True)
    """The phone's digits, to find a caller by number."""
    email: str | None = None
    """Main e-mail address."""
    territory: str | None = None
    """Name of the territory."""
    technician: str | None = told_as("technician", default=None, foreign_key="person.code")
    """Default technician."""
    credit_limit: str | None = None
    """Credit limit as decimal text in the company's currency."""
    balance: str | None = None
    """Open balance as decimal text; above the limit a new call warns (SC-08)."""
    vat_number: str | None = None
    """VAT number, as invoices need it."""
    active: bool = True
    """May be chosen for new records."""
    blocked: str | None = None
    """Why nothing is to be done for the customer; a new call warns (SC-08)."""
    price_list: str | None = Field(default=None, foreign_key="price_list.code")
    """Code of the list whose prices it gets; none means the company's."""
    discount: str | None = None
    """Percent off the prices of lists, decimal text."""
    vat: str | None = Field(default=None, foreign_key="vat.code")
    """Code of the tax that holds for all it buys, such as an exemption; none means that of the items."""
    merged_into: str | None = told_as("merged", refers="customer.code", default=None)
    """Code of the customer that this one turned out to be; this one is inactive, and its code leads there."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""


class Contact(Row, table=True):
    """A contact person of a customer (B1 OCPR)."""

    __tablename__ = "contact"

    customer: str = part_of("customer", foreign_key="customer.code", index=True)
    """Code of the customer."""
    number: int | None = Field(default=None, index=True)
    """B1's internal number of the contact."""
    name: str = ""
    """Name as people say it."""
    position: str | None = None
    """Function in the customer's firm."""
    phone: str | None = None
    """Phone."""
    phone_key: str | None = silent(default=None, index=True)
    """The phone's digits, to find a caller by number."""
    mobile: str | None = None
    """Mobile phone."""
    mobile_key: str | None = silent(default=None, index=True)
    """The mobile's digits, to find a caller by number."""
    email: str | None = None
    """E-mail address."""
    active: bool = True
    """May be chosen."""


class Address(Row, table=True):
    """An address of a customer (B1 CRD1)."""

    __tablename__ = "address"

    customer: str = part_of("customer", foreign_key="customer.code", index=True)
    """Code of the customer."""
    kind: str = "ship_to"
    """ship_to or bill_to."""
    name: str = ""
    """Name of the address."""
    street: str | None = None
    """Street and number."""
    zip_code: str | None = None
    """Postal code."""
    city: str | None = None
    """City."""
    state: str | None = None
    """State or province."""
    country: str | None = None
    """Two-letter country code."""
    building: str | None = None
    """Building, floor, room."""
