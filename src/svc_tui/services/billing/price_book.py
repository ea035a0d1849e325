"""The price book: all that prices need, read once in a few statements, and asked of many lines of work."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING

from svc_tui.domain.billing.prices import (
    Asked,
    NoPrice,
    Price,
    Priced,
    PriceList,
    Prices,
    Terms,
    Validity,
    What,
)
from svc_tui.domain.billing.prices_charges import Charge, item_charge, labour_charges, travel_charges
from svc_tui.domain.billing.prices_hours import HourKind, shared, split_labour
from svc_tui.domain.billing.prices_typed import measured, stored_rates
from svc_tui.domain.billing.prices_vat import Vat, VatCode
from svc_tui.domain.billing.work_lines import net_of
from svc_tui.domain.core.money import amount
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import closed_under
from svc_tui.storage.billing import prices as rows
from svc_tui.storage.billing.prices import ContractRow, LabourRateRow, PriceListRow, PriceRow, VatRow
from svc_tui.storage.contracts.terms import Hours

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

_COMPANY = Hours("", None, None, ())
_NOBODY = Terms()


class PriceBook:
    """Prices as they stand; days are those of the company's zone."""

    def __init__(
        self,
        context: Context,
        session: "Session",
        customer: str | None = None,
        items: Collection[str] | None = None,
    ) -> None:
        """Read it.

        Args:
            context: Who asks.
            session: An open one of the store.
            customer: Code of the only customer that it is asked of; none: of any.
            items: Codes of the only items that it is asked of; none: of any.
        """
        self._company, self._now = context.company, context.now()
        lists = rows.coded(session=session, model=PriceListRow, table_name="price_list")
        codes: list[VatRow] = rows.coded(session=session, model=VatRow, table_name="vat")
        rates: list[LabourRateRow] = rows.coded(
            session=session, model=LabourRateRow, table_name="labour_rate"
        )
        self._prices = Prices(
            {row.code: _list_of(row) for row in lists},
            [price_of(row) for row in rows.held(session=session, customer=customer, items=items)],
            self._company.price_list,
        )
        self.vat = Vat(
            {row.code: VatCode(row.code, stored_rates(row.rates), row.category, row.name) for row in codes},
            self._company.vat,
        )
        self.kinds = tuple(HourKind(row.code, row.hours, amount(row.factor)) for row in rates if row.active)
        """The kinds of hours, in their order."""
        self._terms = {
            row.code: Terms(row.price_list, amount(row.discount) or Decimal(0), row.vat)
            for row in rows.terms(session=session)
        }
        self._items = rows.vat_of_items(session=session)
        self._contracts = {row.number: row for row in rows.contracts(session=session)}
        self._calendars: dict[tuple[str | None, str | None], tuple[str, frozenset[date]]] = {}

    def priced(self, what: What, customer: str, contract: int | None, day: date) -> Priced | NoPrice:
        """The price of one unit on a day; of labour of a kind of hours that of the kind, or its factor."""
        if what.kind == "labour" and what.code:
            found = labour_charges([(what.code, 1)], self.kinds, None, self._find(customer, contract, day))
            return found[0].priced
        return self._find(customer, contract, day, what.code)([(what, Decimal(1))])

    def labour(
        self,
        customer: str,
        contract: int | None,
        seconds: int,
        start: datetime | None,
        end: datetime,
        item: str | None = None,
    ) -> list[Charge]:
        """What labour costs, by kind of hours.

        Args:
            customer: Code of who pays.
            contract: Number of the contract under which it was done; its zone and holidays hold.
            seconds: What is billed of it; below zero in a correction.
            start: When it began; none where only how long it took is known: it counts as the usual kind of hours.
            end: When it ended, or was logged; the day of the work is that on which it began.
            item: Code of the kind of labour.
        """
        zone, closed = self._calendar(contract)
        usual = next((kind.code for kind in self.kinds if not kind.hours), "")
        parts = [(usual, seconds)]
        if start is not None and end > start:
            parts = shared(split_labour(start, end, self.kinds, zone, closed), seconds)
        find = self._find(customer, contract, self.day_of(start or end), item)
        return labour_charges(parts, self.kinds, item, find)

    def travel(
        self,
        customer: str,
        contract: int | None,
        day: date,
        seconds: int,
        km: Decimal | None,
        item: str | None = None,
    ) -> list[Charge]:
        """What travel costs: by time, by distance, or by both, as there are prices."""
        return travel_charges(seconds, km, item, self._find(customer, contract, day, item))

    def part(self, customer: str, contract: int | None, day: date, item: str, quantity: Decimal) -> Charge:
        """What a part costs."""
        return item_charge(item, quantity, self._find(customer, contract, day, item))

    def costs(self, customer: str, item: str, day: date) -> tuple[Decimal, str] | None:
        """What one of an item costs a customer, less the discount, before tax, with the currency; None: no price."""
        found = self.priced(What("item", item), customer, None, day)
        if isinstance(found, NoPrice):
            return None
        one = found.charged
        return net_of(Decimal(1), one.price, one.discount, one.currency), one.currency

    def day_of(self, at: datetime) -> date:
        """The day of an instant, in the company's zone."""
        return at.astimezone(self._company.zone).date()

    def terms_of(self, customer: str) -> Terms:
        """What a customer has agreed on."""
        return self._terms.get(customer, _NOBODY)

    def tax(self, customer: str, item: str | None) -> VatCode | None:
        """The code of tax of what a customer pays: its own, else the item's, else the company's."""
        return self.vat.named(self.terms_of(customer).vat or self._items.get(item or ""))

    def currency(self, customer: str, contract: int | None) -> str:
        """The currency in which a customer pays under a contract: of its list, the customer's, or the company's."""
        own = self._contracts.get(contract) if contract is not None else None
        chain = (own and own.price_list, self.terms_of(customer).price_list, self._company.price_list)
        lists = self._prices.lists
        return next(
            (lists[code].currency for code in chain if code and code in lists), self._company.currency
        )

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies of all lists."""
        return frozenset(each.currency for each in self._prices.lists.values())

    def _find(
        self, customer: str, contract: int | None, day: date, item: str | None = None
    ) -> "partial[Priced | NoPrice]":
        own = self._contracts.get(contract) if contract is not None else None
        asked = Asked(customer, day, contract, own and own.price_list, self.terms_of(customer))
        return partial(self._prices.find, asked=asked, vat=self.vat, item_vat=self._items.get(item or ""))

    def _calendar(self, contract: int | None) -> tuple[str, frozenset[date]]:
        """Zone and holidays: the contract's, else the company's."""
        found = self._contracts.get(contract) if contract is not None else None
        hours = _COMPANY if found is None else _plain(found)
        key = hours.zone, hours.holidays
        if key not in self._calendars:
            closed = closed_under(hours, self._company, self._now)
            self._calendars[key] = hours.zone or self._company.zone_name, closed.days
        return self._calendars[key]


def _plain(row: ContractRow) -> Hours:
    """Zone and calendar of a contract; the days on which it does not cover are no holidays."""
    return row.hours._replace(closed_dates=())


def _list_of(row: PriceListRow) -> PriceList:
    return PriceList(row.code, row.currency, Validity(row.valid_from, row.valid_until), row.active)


def what_is(row: PriceRow) -> What:
    """What a price is of."""
    return What(row.what, row.item or row.rate or "")  # type: ignore[arg-type]


def price_of(row: PriceRow) -> Price:
    """A price as the rules see it."""
    return Price(
        row.number, row.price_list, what_is(row), amount(row.amount) or Decimal(0), row.customer,
        Validity(row.valid_from, row.valid_until), row.unit, amount(row.discount),
        measured(row.minimum, row.unit), measured(row.step, row.unit),
    )  # fmt: skip


def read_book(context: Context, customer: str | None = None) -> PriceBook:
    """The price book as it stands now."""
    with context.store.read() as session:
        return PriceBook(context, session, customer)
