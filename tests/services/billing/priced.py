"""Prices for the small company: two currencies, a dearer night, a customer who pays in francs."""

from svc_tui.services.billing.price_setup import LabourRates, PriceLists, Vats
from svc_tui.services.billing.prices import PriceRecords
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.settings import CompanySettings
from tests.services.desk import Desk


def priced(desk: Desk) -> None:
    """EUR and CHF; labour with a dearer night, travel and kilometres; the washer has a price, PMP-9 has none."""
    context = desk.context
    PriceLists(context).new({"code": "BASE", "currency": "EUR"})
    PriceLists(context).new({"code": "SWISS", "currency": "CHF"})
    Vats(context).new({"code": "STD", "rates": "22"})
    for code, hours, factor, position in (("night", "Mo-Su 20:00-06:00", "1.5", "1"), ("day", "", "1", "2")):
        LabourRates(context).new({"code": code, "hours": hours, "factor": factor, "position": position})
    CompanySettings(context).set({"price_list": "BASE", "vat": "STD"})
    for what, price in (("labour", "80"), ("travel", "60"), ("km", "0.75"), ("WSH-40", "950")):
        PriceRecords(context).set("BASE", what, price)
    PriceRecords(context).set("SWISS", "labour", "120")
    desk.add("item", code="PMP-9", name="Pump seal")
    Customers(context).set("C3", {"price_list": "SWISS"})
