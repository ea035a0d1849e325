"""A customer's lines as they are owed, made by hand: what the rules of a proposal say by then."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from svc_tui.domain.billing.lines import Charged, Line, Source
from svc_tui.domain.core.currency import round_money
from svc_tui.domain.core.notes import note
from svc_tui.services.billing.handing import Billing
from svc_tui.services.core.context import Context
from tests.services.desk import Desk

DAY = date(2026, 3, 2)


def line(key: str, hours: str = "1", price: str = "80", **more: Any) -> Line:
    """A line of labour of the call in the key, `10001/1`; `part`, `day`, `currency`, `vat`, `discount`, `kind`, ..."""
    currency, discount = more.pop("currency", "EUR"), Decimal(more.pop("discount", "0"))
    charged = Charged(Decimal(price), currency, discount, Decimal(more.pop("vat", "22")), "STD")
    quantity = Decimal(hours)
    net = round_money(quantity * charged.price * (100 - discount) / 100, currency)
    found = Line(
        Source("work", key, more.pop("part", "")), "C1", "labour", DAY, "Pump changed", quantity, "h", charged, net,
        note("Nothing covers it: {why}", why="no contract"), "no-contract", call=key.partition("/")[0],
    )  # fmt: skip
    return replace(found, **more)


class Book:
    """What is owed, and a desk at which it is billed."""

    def __init__(self, desk: Desk, lines: Sequence[Line] = ()) -> None:
        self.desk = desk
        self.lines = list(lines)
        self.billing = Billing(desk.context, self.due)

    def due(self, _context: Context, customer: str, until: date, taken: Collection[str]) -> Sequence[Line]:
        """The lines of a customer up to a day, but for what was taken."""
        own = (each for each in self.lines if each.customer == customer and each.day <= until)
        return [each for each in own if each.source.whole not in taken]

    def as_person(self, code: str) -> Billing:
        """The same in the hands of someone else."""
        return Billing(Context(self.desk.store, code, lambda: self.desk.time), self.due)

    def stand(self) -> dict[str, str]:
        """How each open line stands, by its source."""
        return {each.source: each.status for each in self.billing.account("C1", DAY).lines}


def called(desk: Desk) -> Path:
    """A customer with an address and a company that bills; two calls of theirs."""
    desk.open_call()
    desk.open_call()
    with desk.context.write() as unit:
        unit.insert("address", {"customer": "C1", "kind": "bill_to", "street": "Via Po 3", "city": "Torino",
                                "zip_code": "10124", "country": "IT"})  # fmt: skip
        for name, value in (("name", "Assistenza Nord"), ("vat_number", "IT01234567890")):
            unit.insert("setting", {"name": name, "value": value})
    return desk.store.path
