"""Equipment cards and stock serials of an import, and the look-up of a card by what a contract or call tells of it.

What is imported is a fact: a rule of kind E that it breaks is told once with a count, and the card enters.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from svc_tui.domain.equipment.rules import UNIQUE
from svc_tui.domain.sla.targets import parse_target
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.card_index import exact_keys
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink

T = TypeVar("T")


LINKS = ("replaces", "replaced_by", "parent")


def card(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> Below:
    """A card's values as columns; its further customers are rows."""
    number = values["number"]
    contact_name(sink.directory, record, values, "ContactEmployeeCode")
    copies(sink.directory, record, values, {"customer_name": "CustomerName", "item_name": "ItemDescription",
                                            "buyer_name": "DirectCustomerName"})  # fmt: skip
    for name in LINKS:
        if values.get(name) is not None:
            values[name] = whole(name, values[name])
    target(values, "resolution")
    below: Below = {}
    if "customers" in values:
        owner = values.get("customer") or _owner(sink, row_id)
        others = [code for code in dict.fromkeys(values.pop("customers") or ()) if code != owner]
        below["equipment_customer"] = [{"customer": code} for code in others]
    _rules(sink, record, values, number)
    return below


def _owner(sink: Sink, row_id: int | None) -> str | None:
    return sink.unit.row("equipment", row_id)["customer"] if row_id is not None else None


def _rules(sink: Sink, record: Record, values: Given, number: int) -> None:
    start, end = values.get("warranty_start"), values.get("warranty_end")
    if start and end and end < start:
        sink.warn(record, "EQ-13", N_("A warranty ends before it begins ({count})."))
    if any(values.get(name) == number for name in LINKS):
        sink.warn(record, "EQ-11", N_("A card replaces itself or is a part of itself ({count})."))
    if not values.get("serial") and not values.get("manufacturer_serial"):
        if "serial" in values or "manufacturer_serial" in values:
            sink.warn(record, "EQ-01", N_("A card has no serial ({count})."))
        return
    if values.get("status", "active") in UNIQUE:
        others = [
            other
            for other in sink.cards.with_serial(values.get("serial"))
            if other.number != number and other.item == values.get("item") and other.status in UNIQUE
        ]
        if any(other.serials & exact_keys((values.get("serial"),)) for other in others):
            sink.warn(record, "EQ-03", N_("Two live cards have one item and serial ({count})."))
        elif others:
            text = N_("{serial} is easily taken for the serial of another card of the item ({count}).")
            sink.warn(record, "EQ-03 alike", text, serial=values["serial"])


def serial_master(
    sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None
) -> Below:
    """A serial of the stock."""
    copies(sink.directory, record, values, {"item_name": "ItemDescription"})
    return {}


def whole(name: str, value: Any) -> int:
    """The number of another record, however it is written."""
    text = str(value).strip()
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise BadValue(N_("This is no whole number."), _name=name, _value=value)
    return int(text)


def day(name: str, value: Any) -> date | None:
    """A civil date of a line, where our own files have it as text."""
    if value is None or value == "" or isinstance(value, date):
        return value or None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise BadValue(
            N_("This is no date in the form {form}."), form="YYYY-MM-DD", _name=name, _value=value
        ) from error


def target(values: Values, *names: str) -> None:
    """A target that can be read, as it is written here. Raises BadValue."""
    for name in names:
        if values.get(name) is not None:
            readable(name, values[name], parse_target)


def readable(name: str, value: Any, read: Callable[[str], T]) -> T:
    """What the domain reads of a value; one that it cannot read is refused in the domain's own words."""
    try:
        return read(str(value))
    except SvcError as error:
        raise BadValue(error.message, **error.values, _name=name, _value=value) from error


def contact_name(directory: Directory, record: Record, values: Values, column: str) -> None:
    """A contact that B1 gives by number becomes a name; an unknown one is kept as it came."""
    value = values.get("contact")
    if isinstance(value, ById):
        values["contact"] = directory.contacts.get((str(values.get("customer") or ""), value.id))
        if values["contact"] is None:
            record.extra.setdefault(column, value.id)


def same(sink: Sink, values: Given) -> int | None:
    """A card that a file does not number is known by its serial, item and owner."""
    serial, maker = values.get("serial"), values.get("manufacturer_serial")
    if not serial and not maker:
        message = N_("A card without a number needs a serial to be known by.")
        raise BadValue(message, _name="serial", _value="")
    return sink.cards.of(serial, maker, values.get("item"), values.get("customer"), exactly=True)


def written(sink: Sink, values: Given, below: Below) -> None:
    """The card is found by its serial and its customers from now on."""
    others = below.get("equipment_customer")
    sink.cards.put(values, None if others is None else [one["customer"] for one in others])


def copies(directory: Directory, record: Record, values: Values, names: Mapping[str, str]) -> None:
    """Names that B1 copies from elsewhere: they name a stub, and are kept only where they say something else."""
    for name, column in names.items():
        told = values.pop(name, None)
        if not told:
            continue
        table, key = ("item", "item") if name == "item_name" else ("customer", name.removesuffix("_name"))
        code = values.get(key)
        if code:
            directory.name_stub(table, code, told)
        known = directory.items.get(str(code), (None, None))[0] if table == "item" else (
            directory.customer_names.get(str(code))
        )  # fmt: skip
        if known != told:
            record.extra.setdefault(column, told)
