"""Which price holds for what, for whom, on the day of the work; and what to do where there is none.

The day decides: a price that began yesterday is not for work of last week. Then whom it is for decides, the most
specific first: the customer's own price, the list of the contract, the list of the customer, the list of the company.
Within one of these what it names decides: the item, the kind of hours, labour at large.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from svc_tui.domain.billing.lines import Charged
from svc_tui.domain.billing.prices_vat import Vat
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_

Unit = Literal["h", "km", "piece", "visit"]


@dataclass(frozen=True)
class What:
    """What a price is of: an item, an hour of labour (of a kind of hours), an hour of travel, a kilometre, a call-out.

    Written `PMP-3`, `labour`, `labour:night`, `travel`, `km`, `call-out`; `item:km` is an item of that code.
    """

    kind: Literal["item", "labour", "travel", "km", "call-out"]
    code: str = ""
    """Of the item, or of the kind of hours."""

    def __str__(self) -> str:
        if self.kind == "item":
            return self.code if what_of(self.code) == self else f"item:{self.code}"
        return f"{self.kind}:{self.code}" if self.code else self.kind

    @property
    def unit(self) -> Unit:
        """What one of it is."""
        return _UNITS[self.kind]


_UNITS: Mapping[str, Unit] = {"item": "piece", "labour": "h", "travel": "h", "km": "km", "call-out": "visit"}
_WORDS: Mapping[str, What] = {
    **dict.fromkeys(("labour", "labor", "lavoro", "manodopera"), What("labour")),
    **dict.fromkeys(("travel", "viaggio", "trasferta"), What("travel")),
    **dict.fromkeys(("km", "kilometre", "kilometer", "chilometro"), What("km")),
    **dict.fromkeys(("call-out", "call_out", "callout", "uscita", "chiamata"), What("call-out")),
}
LABOUR, TRAVEL, KM, CALL_OUT = What("labour"), What("travel"), What("km"), What("call-out")


def what_of(text: str) -> What:
    """What is meant by a word, in English or Italian: `labour:night`, `km`; anything else is the code of an item."""
    head, colon, rest = text.strip().partition(":")
    word, code = head.strip().casefold(), rest.strip()
    if colon and code and word in ("item", "articolo"):
        return What("item", code)
    found = _WORDS.get(word)
    if found is not None and not colon:
        return found
    if found == LABOUR and code:
        return What("labour", code)
    return What("item", text.strip())


@dataclass(frozen=True, slots=True)
class Validity:
    """Days from first to last, both included; none has no end on that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: "Validity") -> bool:
        """Whether they share a day."""
        return _begins(self.first, other.last) and _begins(other.first, self.last)


def _begins(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last


@dataclass(frozen=True)
class PriceList:
    """A list of prices in one currency."""

    code: str
    currency: str
    days: Validity = Validity()
    active: bool = True


@dataclass(frozen=True)
class Price:
    """What one unit costs."""

    number: int
    price_list: str
    """Code of its list."""
    what: What
    amount: Decimal
    """Of one unit, without value added tax."""
    customer: str | None = None
    """Code of the customer whose own price it is."""
    days: Validity = Validity()
    unit: str = "piece"
    discount: Decimal | None = None
    """Percent; none: the customer's, which an own price does not get."""
    minimum: Decimal | None = None
    """The least that is charged, in units; seconds where the unit is an hour."""
    step: Decimal | None = None
    """Charged per started step, in the same."""


@dataclass(frozen=True)
class Terms:
    """What a customer has agreed on."""

    price_list: str | None = None
    discount: Decimal = Decimal(0)
    vat: str | None = None
    """Code of the tax that holds for all that the customer buys."""


@dataclass(frozen=True)
class Priced:
    """The price that holds, and why."""

    charged: Charged
    price: Price
    why: Note
    """Whose price it is."""
    factor: Decimal = Decimal(1)
    """What the kind of hours makes of it; `charged.price` has it in."""


@dataclass(frozen=True)
class NoPrice:
    """No price holds."""

    why: Note
    """What is missing, and the cure."""


@dataclass(frozen=True)
class Asked:
    """Who pays, under which contract, when it was done."""

    customer: str
    day: date
    """The day of the work."""
    contract: int | None = None
    contract_list: str | None = None
    """Code of the contract's price list."""
    terms: Terms = Terms()


@dataclass(frozen=True)
class _Scope:
    lists: tuple[str, ...]
    own: bool
    why: Note


@dataclass(frozen=True)
class Prices:
    """All prices that may hold, to be asked many times."""

    lists: Mapping[str, PriceList]
    """By code."""
    prices: Iterable[Price]
    default_list: str | None = None
    """Code of the company's list."""
    _by: dict[tuple[What, str | None], list[Price]] = field(
        default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False
    )
    _scopes: dict[Asked, tuple[_Scope, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Where to look, for each who was asked of."""

    def __post_init__(self) -> None:
        for price in self.prices:
            self._by[price.what, price.customer].append(price)

    def find(
        self, wanted: Iterable[tuple[What, Decimal]], asked: Asked, vat: Vat, *, item_vat: str | None = None
    ) -> Priced | NoPrice:
        """The price of the first that is wanted and has one, whom it is for before what it is of.

        Args:
            wanted: What is looked for, the most specific first, each with the factor its price is taken times.
            asked: Who pays, and when it was done.
            vat: The rates of tax.
            item_vat: Code of the item's own tax.
        """
        choices = tuple(wanted)
        scopes = self._scopes.get(asked)
        if scopes is None:
            scopes = self._scopes[asked] = tuple(self._scopes_of(asked))
        for scope in scopes:
            for code in scope.lists:
                for what, factor in choices:
                    price = self._on(what, asked.customer if scope.own else None, code, asked.day)
                    if price is not None:
                        return self._priced(price, factor, scope, asked, vat, item_vat)
        return NoPrice(self._missing([what for what, _factor in choices], asked))

    def _on(self, what: What, customer: str | None, code: str, day: date) -> Price | None:
        found = self._by.get((what, customer), ())
        return next((each for each in found if each.price_list == code and each.days.holds(day)), None)

    def _scopes_of(self, asked: Asked) -> Iterator[_Scope]:
        chain = [asked.contract_list, asked.terms.price_list, self.default_list]
        named = tuple(code for code in dict.fromkeys(chain) if code and self._holds(code, asked.day))
        others = tuple(
            code for code in sorted(self.lists) if code not in named and self._holds(code, asked.day)
        )
        yield _Scope(named + others, True, note(N_("own price of {customer}"), customer=asked.customer))
        told = (
            note(N_("price list of K-{contract}"), contract=asked.contract),
            note(N_("price list of {customer}"), customer=asked.customer),
            note(N_("the company's price list")),
        )
        for code, why in zip(chain, told, strict=True):
            if code in named:
                yield _Scope((str(code),), False, why)

    def _holds(self, code: str, day: date) -> bool:
        found = self.lists.get(code)
        return found is not None and found.active and found.days.holds(day)

    def _priced(
        self, price: Price, factor: Decimal, scope: _Scope, asked: Asked, vat: Vat, item_vat: str | None
    ) -> Priced | NoPrice:
        percent = vat.percent(asked.terms.vat or item_vat, asked.day)
        if isinstance(percent, Note):
            return NoPrice(percent)
        discount = price.discount
        if discount is None:
            discount = Decimal(0) if scope.own else asked.terms.discount
        currency = self.lists[price.price_list].currency
        charged = Charged(price.amount * factor, currency, discount, percent, price.price_list)
        return Priced(charged, price, scope.why, factor)

    def _missing(self, wanted: list[What], asked: Asked) -> Note:
        """What is missing: a list, an older price, or the price."""
        chain = [asked.contract_list, asked.terms.price_list, self.default_list]
        named = [code for code in dict.fromkeys(chain) if code and code in self.lists]
        if not named:
            message = N_(
                "{customer} has no price list, and the company has none. Name one: svc-tui setup set price_list=LIST"
            )
            return note(message, customer=asked.customer)
        holding = [code for code in named if self._holds(code, asked.day)]
        if not holding:
            message = N_(
                "The price list {price_list} does not hold on {day}. Change its days, or name another for {customer}."
            )
            return note(message, price_list=named[0], day=asked.day.isoformat(), customer=asked.customer)
        others = [
            price
            for each in wanted
            for customer in (asked.customer, None)
            for price in self._by.get((each, customer), ())
            if price.price_list in holding
        ]
        later = [price for price in others if price.days.first and price.days.first > asked.day]
        if later:
            price = min(later, key=lambda each: each.days.first or date.max)
            message = N_(
                "{what} has a price from {first} on, but the work is of {day}. Write down what held then: svc-tui "
                "price set {price_list} {what} AMOUNT --from {day}"
            )
            return note(
                message, what=str(price.what), first=str(price.days.first), day=asked.day.isoformat(),
                price_list=price.price_list,
            )  # fmt: skip
        if others:
            price = max(others, key=lambda each: each.days.last or date.min)
            message = N_(
                "The price of {what} ended on {last}, but the work is of {day}. Write down the new one: svc-tui price "
                "set {price_list} {what} AMOUNT --from {day}"
            )
            return note(
                message, what=str(price.what), last=str(price.days.last), day=asked.day.isoformat(),
                price_list=price.price_list,
            )  # fmt: skip
        message = N_(
            "{what} has no price in {price_list}. Set one: svc-tui price set {price_list} {what} AMOUNT"
        )
        return note(message, what=str(wanted[-1]), price_list=holding[0])
