"""What all pages to hand over share: the company at their head, the customer, the moment at their foot."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.paper import Block, Letterhead, Paper
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, language, moment_in_full


class Company(Protocol):
    """Who hands the page over."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str | None: ...
    @property
    def vat_number(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...


class Address(Protocol):
    """An address."""

    @property
    def kind(self) -> str: ...
    @property
    def line(self) -> str: ...


class CustomerRow(Protocol):
    """A customer as it is stored."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...


class Customer(Protocol):
    """A customer with its addresses, where units stand first."""

    @property
    def row(self) -> CustomerRow: ...
    @property
    def addresses(self) -> Sequence[Address]: ...


def paper(
    company: Company, title: str, subtitle: str, blocks: Sequence[Block], *, now: datetime, zone: ZoneInfo
) -> Paper:
    """A page of the company, printed now."""
    foot = _("Printed {moment}").format(moment=moment_in_full(now, zone))
    lacking = _("Signs that the font of this file lacks stand as boxes; the page in HTML has them.")
    return Paper(letterhead(company), title, subtitle, blocks, foot, language(), lacking)


def letterhead(company: Company) -> Letterhead:
    """The company as it is set up."""
    reached = " · ".join(show_line(text) for text in (company.phone, company.email) if text)
    vat = _("VAT no. {number}").format(number=show_line(company.vat_number)) if company.vat_number else ""
    return Letterhead(show_line(company.name), [show_line(company.address or ""), vat, reached])


def address_of(customer: Customer | None, kind: str = "ship_to") -> str:
    """The customer's address of this kind, else the first one."""
    if customer is None:
        return ""
    known = [each for each in customer.addresses if each.line]
    return next((each.line for each in known if each.kind == kind), known[0].line if known else "")
