"""Prices, price lists, value added tax and kinds of hours as kinds of the set-up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.query.tree import quoted
from svc_tui.errors import N_
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.billing import price_setup
from svc_tui.services.billing.price_book import what_is
from svc_tui.services.company.pricing import FIELDS
from svc_tui.storage.billing.prices import PriceRow

MOST = 500
"""So many prices are listed."""
_HEAD = ("price_list", "what", "amount")
_FIXED = ("price_list", "what", "customer")
"""What a price is of; another one is another price."""


def _typed(row: PriceRow) -> PriceRow:
    """A price whose `what` is as it is typed."""
    return replace(row, what=str(what_is(row)))


def _prices(services: Services, text: str) -> Sequence[PriceRow]:
    wanted = " ".join(quoted(word) for word in text.split())
    return [_typed(row) for row in services.prices.matching(wanted, MOST).rows]


def _new_price(services: Services, values: Mapping[str, object]) -> Saved:
    price_list, what, amount = (str(values.get(name) or "") for name in _HEAD)
    rest = {name: value for name, value in values.items() if name not in _HEAD and value}
    saved = services.prices.set(price_list, what, amount, rest)
    return str(saved.record.number), saved.warnings


def _change_price(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    wanted = {name: value for name, value in values.items() if name not in _FIXED}
    saved = services.prices.change(key, wanted, version, base)
    return str(saved.record.number), saved.warnings


def _kind(
    name: str, title: str, service: str, fields: Any, columns: tuple[Column, ...], **labels: str
) -> Kind:
    """One of the three that are known by a code."""

    def records(services: Services) -> Any:
        return getattr(services, service)

    def saved(found: Any) -> Saved:
        return found.record.code, found.warnings

    return Kind(
        name, title, fields, columns,
        lambda services, text: records(services).list(text),
        lambda services, key: records(services).find(key),
        lambda services, values: saved(records(services).new(values)),
        lambda services, key, values, version, base: saved(records(services).set(key, values, version, base)),
        labels=labels,
    )  # fmt: skip


PRICES = (
    Kind(
        "prices",
        N_("Prices"),
        FIELDS,
        (
            Column("price_list", 8), Column("what", 16, 1), Column("customer", 9), Column("amount", 9),
            Column("currency", 5), Column("unit", 5), Column("valid_from", 10), Column("valid_until", 10),
        ),
        _prices,
        lambda services, key: _typed(services.prices.find(key)),
        _new_price,
        _change_price,
        key="number",
        switch="",
        remove=lambda services, key: services.prices.remove(key),
        only_new=_FIXED,
        labels={
            "what": N_("What"), "amount": N_("Amount"), "price_list": N_("List"), "currency": N_("Curr."),
            "customer": N_("Customer"),
            "unit": N_("Unit"), "valid_from": N_("From"), "valid_until": N_("Until"), "minimum": N_("At least"),
            "step": N_("Per started"),
        },
    ),
    _kind(
        "price_lists", N_("Price lists"), "price_lists", price_setup.LIST_FIELDS,
        (
            Column("code", 10), Column("name", 20, 1), Column("currency", 8), Column("valid_from", 10),
            Column("valid_until", 10), Column("active", 6),
        ),
        currency=N_("Currency"), valid_from=N_("From"), valid_until=N_("Until"),
    ),
    _kind(
        "vats", N_("Value added tax"), "vats", price_setup.VAT_FIELDS,
        (Column("code", 10), Column("name", 20, 1), Column("category", 9), Column("rates", 26, 1), Column("active", 6)),
        category=N_("Category"), rates=N_("Percents"),
    ),
    _kind(
        "labour_rates", N_("Kinds of hours"), "labour_rates", price_setup.RATE_FIELDS,
        (Column("position", 4), Column("code", 10), Column("name", 16, 1), Column("hours", 26, 1), Column("factor", 7),
         Column("active", 6)),
        hours=N_("When"), factor=N_("Factor"),
    ),
)  # fmt: skip
