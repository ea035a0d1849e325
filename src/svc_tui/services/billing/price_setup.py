"""Price lists, codes of value added tax and kinds of hours of labour: listed, found, written down, changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from svc_tui.domain.billing.keys import LABOUR_RATES, PRICE_LISTS, VATS
from svc_tui.domain.billing.prices_typed import factor_of, rates_of
from svc_tui.domain.billing.prices_vat import CATEGORIES
from svc_tui.domain.core.currency import currency_of
from svc_tui.domain.core.days import check_days
from svc_tui.domain.core.notes import Note
from svc_tui.domain.query.keys import KeyTable
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_, Refused, either
from svc_tui.services.core.coded import (
    Choice,
    CodedKind,
    CodedRecords,
    Matches,
    Saved,
    matching,
    nearest_first,
)
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Given, Values
from svc_tui.storage.billing import prices as rows
from svc_tui.storage.billing.prices import LabourRateRow, PriceListRow, VatRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Row = TypeVar("Row", PriceListRow, VatRow, LabourRateRow)

LIST_FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=200),
    "currency": Field(empty=False, reads=currency_of),
    "valid_from": Field("day", prefer="near"),
    "valid_until": Field("day", prefer="near"),
    "active": Field("flag", empty=False),
}
VAT_FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=200),
    "category": Field("choice", choices=CATEGORIES, empty=False),
    "rates": Field(empty=False, reads=rates_of),
    "active": Field("flag", empty=False),
}


def _hours(text: str) -> str:
    return plain_hours(text) if text else ""


RATE_FIELDS = {
    "code": Field(longest=20, empty=False),
    "name": Field(longest=200),
    "hours": Field(reads=_hours),
    "factor": Field(reads=factor_of),
    "position": Field("int"),
    "active": Field("flag", empty=False),
}


def _list_checked(_unit: UnitOfWork, typed: Values) -> Values:
    """Its days, as far as they are given together."""
    check_days(typed.get("valid_from"), typed.get("valid_until"))
    return _no_none(_unit, typed)


def _list_stands(unit: UnitOfWork, code: str, changed: Values) -> list[Note]:
    """What a list has become: it ends after it begins, and its prices keep their currency. Raises Refused."""
    row = reading.row_of(unit, "price_list", "code", code)
    check_days(row["valid_from"], row["valid_until"])
    count = rows.count_of(session=unit.session, price_list=code) if "currency" in changed else 0
    if count:
        text = either(
            count,
            N_("{code} holds {count} price in another currency. Write down a new list for {currency}."),
            N_("{code} holds {count} prices in another currency. Write down a new list for {currency}."),
        )
        raise Refused(text, code=code, count=count, currency=row["currency"])
    return []


_EMPTY = {"name": "", "hours": "", "position": 0}
"""What stands where nothing is said, and is not none."""


def _no_none(_unit: UnitOfWork, typed: Values) -> Values:
    return {name: _EMPTY.get(name) if value is None else value for name, value in typed.items()}


PRICE_LIST = CodedKind(
    "price_list",
    LIST_FIELDS,
    needed=("code", "currency"),
    lacks=N_("A price list needs a code and a currency, such as: BASE currency=EUR."),
    written=N_("Price list {code} written down"),
    changed=(N_("Price list {code} changed"), N_("Price lists {code} changed")),
    checked=_list_checked,
    warnings=_list_stands,
)
VAT = CodedKind(
    "vat",
    VAT_FIELDS,
    needed=("code", "rates"),
    lacks=N_("A tax needs a code and its percent, such as: STD rates='22 from 2013-10-01; 21'."),
    written=N_("Value added tax {code} written down"),
    changed=(N_("Value added tax {code} changed"), N_("Value added taxes {code} changed")),
    checked=_no_none,
)
LABOUR_RATE = CodedKind(
    "labour_rate",
    RATE_FIELDS,
    needed=("code",),
    lacks=N_("A kind of hours needs a code, such as: night hours='Mo-Su 22:00-06:00' factor=1.5."),
    written=N_("Kind of hours {code} written down"),
    changed=(N_("Kind of hours {code} changed"), N_("Kinds of hours {code} changed")),
    checked=_no_none,
)


class _Coded(Generic[Row]):
    """Records of one of these kinds."""

    kind: CodedKind
    keys: KeyTable
    model: type[Row]

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records: CodedRecords[Row] = CodedRecords(context, self.kind, self.find)

    def new(self, values: Mapping[str, object]) -> Saved[Row]:
        """Write one down. Raises Refused."""
        return self.records.new(values)

    def set(
        self,
        code: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[Row]:
        """Change the fields of one. Raises Conflict, Refused."""
        return self.records.set(code, values, if_version, base)

    def list(self, text: str = "") -> Sequence[Row]:
        """All of them, or those whose code or name holds the text."""
        with self._context.store.read() as session:
            found = rows.coded(session=session, model=self.model, table_name=self.kind.table, text=text)
        return cast(Sequence[Row], found)

    def matching(self, text: str = "", limit: int | None = None) -> Matches[Row]:
        """Those of a filter text."""
        return matching(self._context, self.keys, self.model, text, limit)

    def find(self, code: str) -> Row:
        """One of them. Raises NotFound, with the nearest code."""
        with self._context.store.read() as session:
            found: Any = rows.one_coded(
                session=session, model=self.model, table_name=self.kind.table, code=code
            )
            if found is None:
                raise reading.missing(session, self.kind.table, "code", code)
        return cast(Row, found)

    def search(self, text: str, limit: int = 20) -> tuple[Choice, ...]:
        """Those that may be chosen whose code or name holds the text."""
        found = [Choice(row.code, row.name) for row in self.list(text) if row.active]
        return tuple(nearest_first(found, text)[:limit])


class PriceLists(_Coded[PriceListRow]):
    """Price lists."""

    kind, keys, model = PRICE_LIST, PRICE_LISTS, PriceListRow


class Vats(_Coded[VatRow]):
    """Codes of value added tax."""

    kind, keys, model = VAT, VATS, VatRow


class LabourRates(_Coded[LabourRateRow]):
    """Kinds of hours of labour."""

    kind, keys, model = LABOUR_RATE, LABOUR_RATES, LabourRateRow
