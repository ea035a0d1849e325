"""Prices of the demo company: each item but one has one, older work its older one, Switzerland pays in francs."""

from collections.abc import Iterator
from datetime import date

import pytest

from svc_tui.bootstrap import Services, open_services
from svc_tui.domain.billing.prices import NoPrice, Priced
from svc_tui.services.demo.making import Made, make
from tests.services.importing_hands import NOW


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """One demo company for all tests."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make(path, Made(40, 7, "it", NOW), lambda stage, done, total: None)
    services = open_services(store=path, who="anna", now=lambda: NOW, env={})
    yield services
    services.close()


def _said(demo: Services, what: str, customer: str = "C10004", day: date | None = None) -> str:
    found = demo.prices.holding(what, customer, day=day).found
    if isinstance(found, NoPrice):
        return "none"
    return f"{found.charged.price} {found.charged.currency} {found.charged.vat}"


def test_each_item_but_one_has_a_price(demo: Services) -> None:
    assert [item.code for item in demo.items.list() if _said(demo, item.code) == "none"] == ["GRD-65"]


def test_work_of_last_year_has_last_years_price_and_an_older_day_its_tax(demo: Services) -> None:
    assert _said(demo, "LAB-H") == "78 EUR 22"
    assert _said(demo, "LAB-H", day=date(demo.today.year - 1, 12, 31)) == "74 EUR 22"
    assert _said(demo, "TRV-F", day=date(2013, 9, 30)) == "45 EUR 21"


def test_own_prices_francs_and_a_discount(demo: Services) -> None:
    assert _said(demo, "LAB-H", "C10001") == "72 EUR 22"
    assert _said(demo, "LAB-H", "C20002") == "112 CHF 0"
    found = demo.prices.holding("LAB-H", "C10004").found
    assert isinstance(found, Priced)
    assert found.charged.discount == 5


def test_nothing_overlaps(demo: Services) -> None:
    """Every price can be written down again as it is."""
    for row in demo.prices.matching("is:any").rows:
        assert (
            demo.prices.change(row.number, {"amount": row.amount, "valid_until": row.valid_until}).changed
            == ()
        )
