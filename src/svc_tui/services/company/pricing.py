"""A price as it is written down: what it is of, its days beside those of others; by a person or from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from svc_tui.domain.billing.prices import Validity, What, what_of
from svc_tui.domain.billing.prices_typed import UNITS, measure_of, percent_of, price_of
from svc_tui.domain.core.days import check_days
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, Refused
from svc_tui.services.core.fields import Field, Given, Values
from svc_tui.storage.billing import prices as rows
from svc_tui.storage.billing.prices import PriceRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

FIELDS = {
    "price_list": Field(empty=False),
    "what": Field(longest=60, empty=False),
    "amount": Field(empty=False, reads=price_of),
    "customer": Field("customer"),
    "valid_from": Field("day", prefer="near"),
    "valid_until": Field("day", prefer="near"),
    "unit": Field("choice", choices=UNITS, empty=False),
    "discount": Field(reads=percent_of),
    "minimum": Field(),
    "step": Field(),
}


@dataclass(frozen=True)
class Put:
    """What became of a price that was set."""

    number: int
    outcome: str
    """new, changed or same."""
    told: tuple[Note, ...] = ()
    """What was ended before it, and where it ends by itself."""


def checked(unit: UnitOfWork, typed: Values) -> Values:
    """The columns of a price from its fields: what it is of is found, unit, minimum and step fit it.

    Raises:
        NotFound: there is no such list, item, kind of hours or customer.
        Refused: one of them is not active, or a value cannot be used.
    """
    found = dict(typed)
    found["price_list"] = reading.active_code(unit, "price_list", "code", typed["price_list"])
    what = _what(typed)
    found |= {"what": what.kind, "item": None, "rate": None, "customer": None}
    if what.kind == "item":
        item = reading.row_of(unit, "item", "code", what.code)
        found["item"] = item["code"]
        usual = "h" if item["kind"] == "labour" else "piece"
    else:
        usual = what.unit
        found["rate"] = reading.active_code(unit, "labour_rate", "code", what.code or None)
    if typed.get("customer"):
        found["customer"] = reading.row_of(unit, "customer", "code", typed["customer"])["code"]
    found["unit"] = typed.get("unit") or usual
    if what.kind != "item" and found["unit"] != usual:
        raise Refused(N_("{what} is priced per {unit}. Leave the unit out."), what=str(what), unit=usual)
    return measures(found)


def _what(typed: Given) -> What:
    """What was typed, or what a file says in columns of their own."""
    if typed.get("item"):
        return What("item", str(typed["item"]))
    return What("labour", str(typed["rate"])) if typed.get("rate") else what_of(str(typed["what"]))


def measures(columns: Given) -> Values:
    """Columns whose days, minimum and step are in order. Raises Refused."""
    check_days(columns.get("valid_from"), columns.get("valid_until"))
    least = {
        name: measure_of(str(columns[name]), columns["unit"])
        for name in ("minimum", "step")
        if columns.get(name)
    }
    return {**columns, **least}


def put(unit: UnitOfWork, columns: Given, today: date) -> Put:
    """Write a price: change the one that begins on the same day, else add one and end what held until then.

    Where no first day is said, the first price of the same holds since ever, and another one from today: what was
    done until now keeps its price.

    Raises:
        Refused: it overlaps one that does not end by itself.
    """
    same, columns, told = rows.of_the_same(session=unit.session, columns=columns), dict(columns), list[Note]()
    if same and "valid_from" not in columns:
        holding = next((row for row in same if Validity(row.valid_from, row.valid_until).holds(today)), None)
        if holding is not None and all(getattr(holding, name) == value for name, value in columns.items()):
            return Put(holding.number, "same")
        columns["valid_from"] = today
    first: date | None = columns.get("valid_from")
    stands = next((row for row in same if row.valid_from == first), None)
    later = next((row for row in same if row.valid_from and (first is None or row.valid_from > first)), None)
    if later is not None and later.valid_from is not None and columns.get("valid_until") is None:
        columns["valid_until"] = later.valid_from - timedelta(days=1)
        text = N_("It holds until {last}: price {number} begins then.")
        told.append(note(text, last=columns["valid_until"], number=later.number))
    before = next((row for row in same if row is not stands and _gives_way(row, first, columns)), None)
    _check_free([row for row in same if row is not stands and row is not before], columns)
    if before is not None and first is not None:
        last = first - timedelta(days=1)
        unit.update("price", before.id, {"valid_until": last})
        told.append(note(N_("Price {number} ends on {last}."), number=before.number, last=last))
    if stands is not None:
        changed = unit.update("price", stands.id, {k: v for k, v in columns.items() if k != "number"})
        return Put(stands.number, "changed" if changed else "same", tuple(told))
    number = columns.get("number") or unit.next_number("price")
    unit.insert("price", {**columns, "number": number})
    return Put(int(number), "new", tuple(told))


def _gives_way(row: PriceRow, first: date | None, columns: Given) -> bool:
    """Does a price hold on the first day of a new one, and not go on after its last."""
    last: date | None = columns.get("valid_until")
    holds = (
        first is not None
        and row.valid_from != first
        and Validity(row.valid_from, row.valid_until).holds(first)
    )
    return holds and (last is None or (row.valid_until is not None and row.valid_until <= last))


def check_free(unit: UnitOfWork, columns: Given) -> None:
    """No other price of the same holds on one of its days. Raises Refused."""
    same = rows.of_the_same(session=unit.session, columns=columns)
    _check_free([row for row in same if row.id != columns.get("id")], columns)


def _check_free(others: Iterable[PriceRow], columns: Given) -> None:
    days = Validity(columns.get("valid_from"), columns.get("valid_until"))
    for row in others:
        if days.meets(Validity(row.valid_from, row.valid_until)):
            message = N_(
                "It would overlap price {number}, which holds {days}. End that one first: svc-tui price end {number} "
                "--on DAY"
            )
            raise Refused(message, number=row.number, days=days_of(row))


def days_of(row: PriceRow) -> str:
    """When a price holds, as `2026-01-01..2026-12-31`; open where it is."""
    first, last = (day.isoformat() if day else "" for day in (row.valid_from, row.valid_until))
    return f"{first}..{last}"


def named(columns: Given) -> What:
    """What the columns of a price say it is of."""
    return What(columns["what"], columns.get("item") or columns.get("rate") or "")
