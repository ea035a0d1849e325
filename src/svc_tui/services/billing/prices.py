"""Prices: listed, found, set from a day on, ended, taken away; which of them holds for a piece of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from svc_tui.domain.billing.keys import PRICES
from svc_tui.domain.billing.prices import NoPrice, Priced, What, what_of
from svc_tui.domain.query.reader import parse
from svc_tui.errors import N_, NotFound
from svc_tui.services.billing.price_book import PriceBook, read_book
from svc_tui.services.company.pricing import FIELDS, check_free, checked, measures, named, put
from svc_tui.services.core.coded import Matches, Saved
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, read_fields
from svc_tui.services.core.kinds import kinds
from svc_tui.storage.billing import prices as rows
from svc_tui.storage.billing.prices import PriceRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.query.translator import Viewer


@dataclass(frozen=True)
class Holding:
    """The answer to which price holds."""

    what: What
    customer: str
    contract: int | None
    day: date
    found: Priced | NoPrice


class PriceRecords:
    """Prices, by their numbers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def matching(self, text: str = "", limit: int | None = None) -> Matches[PriceRow]:
        """The prices of a filter text; without one those that are not over."""
        query = parse(text, PRICES)
        viewer = Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)
        with self._context.store.read() as session:
            found = rows.matching(session=session, query=query, viewer=viewer, limit=limit)
            query = hinted(session, query, empty=not found)
        return Matches(tuple(found), query)

    def find(self, number: int | str) -> PriceRow:
        """One price. Raises NotFound."""
        with self._context.store.read() as session:
            return _found(session, number)

    def set(
        self, price_list: str, what: str, amount: str, values: Mapping[str, object] | None = None
    ) -> Saved[PriceRow]:
        """Say what something costs from a day on.

        A price of the same that holds until further notice ends the day before; one that begins on the same day is
        changed. Where a later one stands, the new one ends before it.

        Args:
            price_list: Code of the list.
            what: As typed: `PMP-3`, `labour:night`, `km`.
            amount: Of one unit, as typed.
            values: Other fields, as typed.

        Raises:
            NotFound: there is no such list, item, kind of hours or customer.
            Refused: a value cannot be used, or it overlaps one that does not end by itself.
        """
        given = {**(values or {}), "price_list": price_list, "what": what, "amount": amount}
        typed = read_fields(FIELDS, given, today=self._context.today)
        with self._context.write() as unit:
            columns = checked(unit, typed)
            saved = put(unit, columns, self._context.today)
            unit.call_it(N_("Price of {what} in {price_list} set"), what=str(named(columns)),
                         price_list=columns["price_list"])  # fmt: skip
        return Saved(self.find(saved.number), tuple(typed), saved.told)

    def change(
        self,
        number: int | str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[PriceRow]:
        """Change fields of one price as it stands: amount, days, discount, minimum, step.

        Raises:
            Refused: a value cannot be used, or it would overlap another one.
            Conflict: someone else changed it in between.
        """
        fields = {
            name: field for name, field in FIELDS.items() if name not in ("price_list", "what", "customer")
        }
        typed = read_fields(fields, values, today=self._context.today)
        with self._context.write() as unit:
            row = unit.row("price", _found(unit.session, number).id)
            wanted = settle(
                unit, "price", row, typed, name=str(row["number"]), if_version=if_version, base=base
            )
            whole = measures({**row, **wanted})
            check_free(unit, whole)
            changed = unit.update("price", row["id"], {name: whole[name] for name in wanted})
            unit.call_it(N_("Price {number} changed"), number=row["number"])
        return Saved(self.find(row["number"]), tuple(changed))

    def end(self, number: int | str, last: date) -> PriceRow:
        """Let a price hold until a day and no longer. Raises Refused: the day lies before its first."""
        return self.change(number, {"valid_until": last}).record

    def remove(self, number: int | str) -> None:
        """Take away a price that was never meant. Raises NotFound."""
        with self._context.write() as unit:
            row = _found(unit.session, number)
            unit.delete("price", row.id)
            unit.call_it(N_("Price {number} taken away"), number=row.number)

    def holding(self, what: str, customer: str, contract: str = "", day: date | None = None) -> Holding:
        """Which price holds, and why. Raises NotFound."""
        with self._context.store.read() as session:
            code = reading.code_of(session, "customer", "code", customer)
            if code is None:
                raise reading.missing(session, "customer", "code", customer)
            number = kinds()["contract"].read(session, contract) if contract else None
            meant = what_of(what)
            if meant.kind == "item":
                item = reading.code_of(session, "item", "code", meant.code)
                if item is None:
                    raise reading.missing(session, "item", "code", meant.code)
                meant = What("item", item)
            book = PriceBook(self._context, session, code, [meant.code] if meant.kind == "item" else [])
        on = day or self._context.today
        under = int(number) if number is not None else None
        return Holding(meant, code, under, on, book.priced(meant, code, under, on))

    def book(self, customer: str | None = None) -> PriceBook:
        """All prices, to be asked many times."""
        return read_book(self._context, customer)


def _found(session: Any, number: int | str) -> PriceRow:
    digits = str(number).strip().removeprefix("#")
    found = (
        rows.by_number(session=session, number=int(digits))
        if digits.isdecimal() and len(digits) < 16
        else None
    )
    if found is None:
        raise NotFound(N_("There is no price {number}. Look with: price list"), number=number)
    return found
