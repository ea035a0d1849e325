"""Prices of the demo company: two lists, taxes, kinds of hours, a customer with prices of its own; alive on any day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from svc_tui.domain.billing.prices import what_of
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.demo.content import Content
from svc_tui.storage.company import customers
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import add, pairs

HOME, ABROAD = "BASE", "SWISS"
NO_TAX = "EXPORT"


def fill(path: Path, content: Content, at: datetime) -> None:
    """Write them into a demo company."""
    told = content.prices
    store = Store.open(path, make=False)
    try:
        today = Context(store, "anna", lambda: at).today
        with store.write(who="anna", at=at, undoable=False) as unit:
            add(unit, "vat", [_named(content, row, "code", "rates", "category") for row in told["vat"]])
            add(unit, "price_list", [_named(content, row, "code", "currency") for row in told["lists"]])
            rates = [_named(content, row, "code", "hours", "factor") for row in told["hours"]]
            add(unit, "labour_rate", [{**row, "position": at} for at, row in enumerate(rates, start=1)])
            add(unit, "setting", [{"name": "price_list", "value": HOME}, {"name": "vat", "value": "STD"}])
            there = pairs(session=unit.session, table_name="customer", key="code", value="id")
            rows = list(_prices(told, date(today.year, 1, 1), there))
            add(unit, "price", [{**row, "number": at} for at, row in enumerate(rows, start=1)])
            unit.raise_number("price", len(rows))
            for code, addresses in customers.addresses(session=unit.session, codes=sorted(there)).items():
                wanted: Values = {}
                if any(each.country == "CH" for each in addresses):
                    wanted = {"price_list": ABROAD, "vat": NO_TAX}
                if code in told["discounts"]:
                    wanted["discount"] = told["discounts"][code]
                if wanted:
                    unit.update("customer", there[code], wanted, log=False)
    finally:
        store.close()


def _named(content: Content, row: Given, *names: str) -> Values:
    return {**{name: row[name] for name in names}, "name": content.said(row)}


def _prices(told: Given, year: date, there: Given) -> Iterator[Values]:
    """What stands in both lists, then the customers' own."""
    for text, price in told["prices"].items():
        columns = _of(text) | {name: price.get(name) for name in ("minimum", "step")}
        if "unit" in price:
            columns["unit"] = price["unit"]
        if "was" in price:
            last = year - timedelta(days=1)
            yield {**columns, "price_list": HOME, "amount": price["was"], "valid_until": last}
        first = year if "was" in price else None
        yield {**columns, "price_list": HOME, "amount": price["base"], "valid_from": first}
        if "swiss" in price:
            yield {**columns, "price_list": ABROAD, "amount": price["swiss"]}
    for own in told["own"]:
        if own["customer"] in there:
            known = told["prices"][own["what"]]
            more = {name: known.get(name) for name in ("unit", "minimum", "step")}
            yield {
                **_of(own["what"]),
                **more,
                "price_list": HOME,
                "customer": own["customer"],
                "amount": own["amount"],
            }


def _of(text: str) -> dict[str, Any]:
    what = what_of(text)
    return {"what": what.kind, "item": what.code or None, "unit": what.unit}
