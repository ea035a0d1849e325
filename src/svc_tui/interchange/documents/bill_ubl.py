"""UBL 2.1 invoices and credit notes by the European standard EN 16931.

Its arithmetic is that of `domain/billing/totals` (BR-CO-10 to BR-CO-17, BR-S-08). A document whose total is below
zero is a credit note, whose amounts have the other sign. Lines of a rate above zero are of category S; lines of rate 0
are of the category of their code of tax: Z, E with its reason (BR-E-10), AE with the buyer's VAT number (BR-AE-02,
BR-AE-10), G (BR-G-10). K and O ask for what nobody writes down here. What the standard needs and nobody wrote down is
refused with the command that writes it down: the seller's name (BR-06), VAT number (BR-S-02) and country (BR-09), the
buyer's name (BR-07) and country (BR-11).

Elements are made in the order of the OASIS schemas, `UBL-Invoice-2.1.xsd` and `UBL-CreditNote-2.1.xsd`. No library on
the package index writes UBL, is kept by more than one person and is older than a year, so the standard library's
ElementTree does.
"""

import re
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from svc_tui.domain.billing.bill import Bill, BillLine, Party
from svc_tui.domain.core.currency import minor_units
from svc_tui.errors import N_, Refused

CUSTOMIZATION = "urn:cen.eu:en16931:2017"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
ROOT = "urn:oasis:names:specification:ubl:schema:xsd:{name}-2"
UNITS = {"h": "HUR", "km": "KMT", "piece": "C62", "visit": "C62", "period": "C62"}
"""UNECE recommendation 20."""
REASONED = ("E", "AE", "G")
"""Categories that say why there is no tax."""
REASONS = {"AE": "VATEX-EU-AE", "G": "VATEX-EU-G"}
"""The code of the reason, where the category has only one."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIXED = re.compile(r"[A-Z]{2}")


def ubl(bill: Bill) -> bytes:
    """The document. Raises Refused: something that the standard needs is not written down."""
    _check(bill)
    sign = -1 if bill.is_credit else 1
    name = "CreditNote" if bill.is_credit else "Invoice"
    register_namespace("cbc", CBC)
    register_namespace("cac", CAC)
    register_namespace("", ROOT.format(name=name))
    root = Element(f"{{{ROOT.format(name=name)}}}{name}")
    _put(root, "CustomizationID", CUSTOMIZATION)
    _put(root, "ID", str(bill.number))
    _put(root, "IssueDate", bill.day.isoformat())
    if not bill.is_credit:
        _put(root, "DueDate", bill.due.isoformat())
    _put(root, f"{name}TypeCode", "381" if bill.is_credit else "380")
    _put(root, "DocumentCurrencyCode", bill.currency)
    period = _within(root, "InvoicePeriod")
    _put(period, "StartDate", bill.first.isoformat())
    _put(period, "EndDate", bill.until.isoformat())
    _party(_within(root, "AccountingSupplierParty"), bill.seller)
    _party(_within(root, "AccountingCustomerParty"), bill.buyer)
    if bill.is_credit:  # whose due date the schema has no place for (BR-CO-25)
        _put(_within(root, "PaymentTerms"), "Note", bill.due.isoformat())
    _sums(root, bill, sign)
    for number, each in enumerate(bill.lines, start=1):
        _line(root, f"{name}Line", bill.currency, sign, number, each)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _check(bill: Bill) -> None:
    """Raises Refused: what is missing, with the command that writes it down."""
    if minor_units(bill.currency) > 2:
        raise Refused(
            N_("An invoice by EN 16931 has two decimals at most, {currency} has more. Hand it over as csv or json."),
            currency=bill.currency,
        )  # fmt: skip
    seller, buyer = bill.seller, bill.buyer
    for each in bill.lines:
        if each.category in ("K", "O"):
            raise Refused(
                N_("{source} is of tax category {category}, which an invoice by EN 16931 is not written for here. Hand "
                   "it over as csv or json."),
                source=each.line.source, category=each.category,
            )  # fmt: skip
        if each.category in REASONED and not each.why_untaxed.strip():
            raise Refused(
                N_("{source} is of tax category {category}, and its code does not say why it is not taxed: svc-tui "
                   "price vat set CODE name=TEXT"),
                source=each.line.source, category=each.category,
            )  # fmt: skip
        if each.category == "AE" and not buyer.vat_number:
            raise Refused(
                N_("A reverse charge needs the VAT number of {customer}: svc-tui customer set {customer} "
                   "vat_number=NUMBER"),
                customer=buyer.code,
            )  # fmt: skip
    if not seller.name.strip():
        raise Refused(N_("An invoice needs the company's name: svc-tui setup set name=TEXT"))
    if not seller.vat_number:
        raise Refused(N_("An invoice needs the company's VAT number: svc-tui setup set vat_number=NUMBER"))
    if len(seller.country) != 2:
        raise Refused(N_("An invoice needs the company's country: svc-tui setup set country=IT"))
    if len(buyer.country) != 2:
        raise Refused(
            N_("An invoice needs the country of {customer}: svc-tui customer address {customer} kind=bill_to "
               "country=IT street=TEXT zip_code=CODE city=TEXT"),
            customer=buyer.code,
        )  # fmt: skip


def _party(parent: Element, party: Party) -> None:
    within = _within(parent, "Party")
    if party.code:
        _put(_within(within, "PartyIdentification"), "ID", party.code)
    _put(_within(within, "PartyName"), "Name", party.name)
    address = _within(within, "PostalAddress")
    for name, value in (
        ("StreetName", party.street), ("CityName", party.city), ("PostalZone", party.zip_code),
    ):  # fmt: skip
        if value:
            _put(address, name, value)
    _put(_within(address, "Country"), "IdentificationCode", party.country.upper())
    if party.vat_number:
        scheme = _within(within, "PartyTaxScheme")
        _put(scheme, "CompanyID", _vat_number(party))
        _put(_within(scheme, "TaxScheme"), "ID", "VAT")
    _put(_within(within, "PartyLegalEntity"), "RegistrationName", party.name)
    if party.email:
        _put(_within(within, "Contact"), "ElectronicMail", party.email)


def _vat_number(party: Party) -> str:
    """With the country before it (BR-CO-09)."""
    plain = "".join(party.vat_number.split()).upper()
    return plain if _PREFIXED.match(plain) else party.country.upper() + plain


def _sums(root: Element, bill: Bill, sign: int) -> None:
    sums, currency = bill.totals, bill.currency
    tax = _within(root, "TaxTotal")
    _amount(tax, "TaxAmount", sums.vat * sign, currency)
    for group in _groups(bill):
        part = _within(tax, "TaxSubtotal")
        _amount(part, "TaxableAmount", group.net * sign, currency)
        _amount(part, "TaxAmount", group.vat * sign, currency)
        _category(_within(part, "TaxCategory"), group.category, group.rate, group.why)
    money = _within(root, "LegalMonetaryTotal")
    _amount(money, "LineExtensionAmount", sums.net * sign, currency)
    _amount(money, "TaxExclusiveAmount", sums.net * sign, currency)
    _amount(money, "TaxInclusiveAmount", sums.total * sign, currency)
    _amount(money, "PayableAmount", sums.total * sign, currency)


def _line(root: Element, name: str, currency: str, sign: int, number: int, each: BillLine) -> None:
    line = each.line
    within = _within(root, name)
    _put(within, "ID", str(number))
    _put(within, "Note", str(line.source))
    quantity = _put(
        within, "CreditedQuantity" if sign < 0 else "InvoicedQuantity", f"{line.quantity * sign:f}"
    )
    quantity.set("unitCode", UNITS.get(line.unit, "C62"))
    _amount(within, "LineExtensionAmount", each.net * sign, currency)
    period = _within(within, "InvoicePeriod")
    _put(period, "StartDate", line.day.isoformat())
    _put(period, "EndDate", line.day.isoformat())
    item = _within(within, "Item")
    first, _newline, _rest = each.text.strip().partition("\n")
    if _rest or len(first) > 100:
        _put(item, "Description", each.text.strip())
    _put(item, "Name", first[:100])
    if line.item:
        _put(_within(item, "SellersItemIdentification"), "ID", line.item)
    _category(_within(item, "ClassifiedTaxCategory"), each.category, each.vat)
    price = _within(within, "Price")
    reduced = each.price * (100 - each.discount) / 100
    _amount(price, "PriceAmount", reduced, currency)
    if each.discount:
        off = _within(price, "AllowanceCharge")
        _put(off, "ChargeIndicator", "false")
        _amount(off, "Amount", each.price - reduced, currency)
        _amount(off, "BaseAmount", each.price, currency)


class _Group(NamedTuple):
    """What is taxed alike."""

    category: str
    rate: Decimal
    net: Decimal
    vat: Decimal
    why: str = ""
    """Why there is no tax."""


def _groups(bill: Bill) -> list[_Group]:
    """The sums of each rate; what is not taxed, of each category."""
    found: list[_Group] = []
    for group in bill.totals.groups:
        own = [each for each in bill.lines if each.vat == group.rate]
        for category in dict.fromkeys(each.category for each in own):
            alike = [each for each in own if each.category == category]
            net = sum((each.net for each in alike), Decimal(0))
            why = "; ".join(dict.fromkeys(each.why_untaxed for each in alike if each.why_untaxed))
            found.append(_Group(category, group.rate, net, group.vat, why))
    return found


def _category(within: Element, category: str, rate: Decimal, why: str = "") -> None:
    """A category of tax; in a sum it says why there is none."""
    _put(within, "ID", category)
    _put(within, "Percent", f"{rate:f}")
    if why and category in REASONED:
        if category in REASONS:
            _put(within, "TaxExemptionReasonCode", REASONS[category])
        _put(within, "TaxExemptionReason", why)
    _put(_within(within, "TaxScheme"), "ID", "VAT")


def _within(parent: Element, name: str) -> Element:
    return SubElement(parent, f"{{{CAC}}}{name}")


def _put(parent: Element, name: str, text: str) -> Element:
    found = SubElement(parent, f"{{{CBC}}}{name}")
    found.text = _NOT_XML.sub("", text)
    return found


def _amount(parent: Element, name: str, value: Decimal, currency: str) -> None:
    _put(parent, name, f"{value:f}").set("currencyID", currency)
