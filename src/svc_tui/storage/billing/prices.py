"""Rows of prices, price lists, taxes and kinds of hours; all that a price book is made of, in a few statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Numeric, and_, cast, func, nulls_first, or_, select, true
from sqlalchemy.orm import Session

from svc_tui.domain.billing.keys import PRICES
from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.contracts.terms import Hours
from svc_tui.storage.engine.read_models import holding, models, same, statement
from svc_tui.storage.query.translator import Condition, Translator, Viewer, compare, scoped
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class PriceListRow:
    """A price list."""

    code: str
    name: str = ""
    currency: str = "EUR"
    valid_from: date | None = None
    valid_until: date | None = None
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class VatRow:
    """A code of value added tax."""

    code: str
    name: str = ""
    category: str = "S"
    rates: str = ""
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class LabourRateRow:
    """A kind of hours of labour."""

    code: str
    name: str = ""
    hours: str = ""
    factor: str | None = None
    position: int = 0
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What one unit costs."""

    id: int
    number: int
    price_list: str
    what: str
    item: str | None
    rate: str | None
    customer: str | None
    amount: str
    unit: str
    valid_from: date | None
    valid_until: date | None
    discount: str | None
    minimum: str | None
    step: str | None
    version: int = 1
    currency: str = ""
    """Of its list."""


class TermsRow(NamedTuple):
    """What a customer has agreed on."""

    code: str
    price_list: str | None
    discount: str | None
    vat: str | None


class ContractRow(NamedTuple):
    """What of a contract prices ask."""

    number: int
    price_list: str | None
    hours: Hours


def coded(*, session: Session, model: type[Any], table_name: str, text: str = "") -> list[Any]:
    """Records of the set-up by code, kinds of hours by their position; those whose code or name holds the text."""
    t = table(table_name)
    order = (t.c.position, t.c.code) if "position" in t.c else (t.c.code,)
    query = statement(model, table_name).order_by(*order)
    return models(session, model, query.where(holding(text, t.c.code, t.c.name)) if text else query)


def one_coded(*, session: Session, model: type[Any], table_name: str, code: str) -> Any:
    """One of them, by code in any case; None where there is none."""
    found = models(session, model, statement(model, table_name, same(table(table_name), "code", code)))
    return found[0] if found else None


class _Prices(Translator):
    """Conditions on prices; found by words in what they are of, their list and their customer."""

    def words(self, node: Word | Phrase) -> Condition:
        c, item, customer = self.table.c, table("item"), table("customer")
        wanted = clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        own = (c.what, c.item, c.rate, c.price_list, c.customer)
        return or_(
            *(func.svc_words(func.coalesce(column, ""), wanted) == 1 for column in own),
            and_(c.item.is_not(None), c.item.in_(_named(item, wanted))),
            and_(c.customer.is_not(None), c.customer.in_(_named(customer, wanted))),
        )

    def number(self, number: str) -> Condition:
        return self.table.c.number == (int(number) if number.isdecimal() else -1)

    def flag(self, name: str) -> Condition:
        c, today = self.table.c, self.viewer.now.astimezone(self.viewer.zone).date()
        ended = and_(c.valid_until.is_not(None), c.valid_until < today)
        future = and_(c.valid_from.is_not(None), c.valid_from > today)
        flags: dict[str, Condition] = {
            "valid": and_(~ended, ~future), "ended": ended, "future": future, "own": c.customer.is_not(None),
            "any": true(),
        }  # fmt: skip
        return flags[name]

    def integer(self, key: Key, test: Test) -> Condition:
        low, high = int(test.text), int(test.upper) if test.upper else None
        return compare(cast(self.table.c[key.source], Numeric), test, low, high)


def _named(t: Any, wanted: str) -> Any:
    return select(t.c.code).where(func.svc_words(t.c.name, wanted) == 1)


def matching(*, session: Session, query: Query, viewer: Viewer, limit: int | None = None) -> list[PriceRow]:
    """The prices of a filter, by list, what they are of, customer and day."""
    return _rows(session, scoped(query, _Prices(PRICES, viewer)), limit)


def by_number(*, session: Session, number: int) -> PriceRow | None:
    """One price."""
    found = _rows(session, table("price").c.number == number)
    return found[0] if found else None


SAME = ("price_list", "what", "item", "rate", "customer")
"""What tells prices of the same from others."""


def of_the_same(*, session: Session, columns: Mapping[str, Any]) -> list[PriceRow]:
    """All prices of the same in a list, for the same customer or for everybody, by their first day."""
    c = table("price").c
    where = [c[name].is_(None) if columns.get(name) is None else c[name] == columns[name] for name in SAME]
    return _rows(session, and_(*where))


def count_of(*, session: Session, price_list: str) -> int:
    """How many prices a list holds."""
    t = table("price")
    return session.execute(
        select(func.count()).select_from(t).where(t.c.price_list == price_list)
    ).scalar_one()


def _rows(session: Session, where: Condition, limit: int | None = None) -> list[PriceRow]:
    t, lists = table("price"), table("price_list")
    names = [name for name in PriceRow.__dataclass_fields__ if name in t.c]
    order = (t.c.price_list, t.c.what, nulls_first(t.c.item), nulls_first(t.c.rate), nulls_first(t.c.customer),
             nulls_first(t.c.valid_from), t.c.number)  # fmt: skip
    query = select(*(t.c[name] for name in names), lists.c.currency).join(
        lists, lists.c.code == t.c.price_list
    )
    return [
        PriceRow(**row)
        for row in session.execute(query.where(where).order_by(*order).limit(limit)).mappings()
    ]


MOST_ITEMS = 500
"""Of more items than these all prices are read."""


def held(
    *, session: Session, customer: str | None = None, items: Collection[str] | None = None
) -> list[PriceRow]:
    """All prices of everybody, and the customers' own: of one of them, or of all; of these items, or of all. Those that
    ended come along: what is missing on a day is told by what there is before and after it."""
    c = table("price").c
    where: list[Condition] = (
        [true()] if customer is None else [or_(c.customer.is_(None), c.customer == customer)]
    )
    if items is not None and len(items) <= MOST_ITEMS:
        where.append(or_(c.item.is_(None), c.item.in_(sorted(items))))
    return _rows(session, and_(*where))


def terms(*, session: Session) -> list[TermsRow]:
    """Customers who have agreed on anything."""
    c = table("customer").c
    query = select(c.code, c.price_list, c.discount, c.vat)
    where = or_(c.price_list.is_not(None), c.discount.is_not(None), c.vat.is_not(None))
    return [TermsRow(*row) for row in session.execute(query.where(where))]


def vat_of_items(*, session: Session) -> dict[str, str]:
    """Items with a tax of their own."""
    c = table("item").c
    return {row[0]: row[1] for row in session.execute(select(c.code, c.vat).where(c.vat.is_not(None)))}


def contracts(*, session: Session) -> list[ContractRow]:
    """Contracts with a price list, a zone or a calendar of their own."""
    c = table("contract").c
    query = select(c.number, c.price_list, c.coverage, c.zone, c.holidays, c.closed_dates)
    where = or_(c.price_list.is_not(None), c.zone.is_not(None), c.holidays.is_not(None))
    return [
        ContractRow(number, price_list, Hours(coverage, zone, holidays, tuple(closed or ())))
        for number, price_list, coverage, zone, holidays, closed in session.execute(query.where(where))
    ]
