"""Equipment cards and stock serials of an import, and the look-up of a card by what a contract or call tells of it.

What is imported is a fact: a rule of kind E that it breaks is told once with a count, and the card enters.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from svc_tui.domain.core.text import code_key, serial_keys
from svc_tui.domain.equipment.rules import LIVE, SERIALS, UNIQUE
from svc_tui.domain.sla.targets import parse_target
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.storage.exchange import incoming as rows

T = TypeVar("T")

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.masters import MasterSink

Below = dict[str, list[dict[str, Any]]]
"""Rows below a record, by table; a table that the file does not speak of is missing."""
Prepare = Callable[["MasterSink", Record, dict[str, Any], Resolver, int | None], Below]

LINKS = ("replaces", "replaced_by", "parent")


class CardIndex:
    """Cards by serial: read when first asked for, kept up to date with every card that is written."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._cards: dict[int, _Card] | None = None
        self._by_key: dict[str, set[int]] = {}
        self._others: dict[int, set[str]] = {}

    def put(self, values: Mapping[str, Any], others: Iterable[str] | None) -> None:
        """A card was written: what it tells now; others are the further customers, where they were told."""
        if self._cards is None:
            return
        number = values["number"]
        old = self._cards.get(number) or _Card(number, "", "", "active", frozenset(), frozenset())
        keys = frozenset(key for name in _KEYS if (key := values.get(name)))
        self._add(
            _Card(
                number,
                values.get("item") or old.item,
                values.get("customer") or old.customer,
                values.get("status") or old.status,
                keys if any(name in values for name in _KEYS) else old.keys,
                _exact(values.get(name) for name in SERIALS)
                if any(name in values for name in SERIALS)
                else old.serials,
            )
        )
        if others is not None:
            self._others[number] = set(others)

    def with_serial(self, *serials: str | None) -> list["_Card"]:
        """The cards that carry one of these serials."""
        cards = self._read()
        found = {
            number
            for serial in serials
            for key in (serial_keys(serial) if serial else ())
            for number in self._by_key.get(key, ())
        }
        return [cards[number] for number in sorted(found)]

    def of(
        self,
        serial: str | None,
        manufacturer_serial: str | None,
        item: str | None,
        customer: str | None,
        *,
        exactly: bool = False,
    ) -> int | None:
        """The card that is meant: of this item and customer where they are told, of this very serial, live ones first.

        Args:
            serial: Own serial.
            manufacturer_serial: The maker's.
            item: Item code, where it is told.
            customer: Code of the customer, where it is told.
            exactly: A serial that is only read alike is another unit's.
        """
        given = {code_key(each) for each in (serial, manufacturer_serial) if each}
        cards = [
            card
            for card in self.with_serial(serial, manufacturer_serial)
            if (not item or card.item == item)
            and (not exactly or card.serials & given)
            and (not customer or card.customer == customer or customer in self._others.get(card.number, ()))
        ]
        best = max(
            cards,
            key=lambda card: (
                bool(card.serials & given),
                card.status in LIVE,
                card.status != "terminated",
                card.number,
            ),
            default=None,
        )
        return best.number if best else None

    def _read(self) -> dict[int, "_Card"]:
        if self._cards is None:
            self.directory.write_stubs()
            self._cards, self._by_key, self._others = {}, {}, {}
            session = self.directory.unit.session
            names = ("number", "item", "customer", "status", *SERIALS, *_KEYS)
            for number, item, customer, status, own, maker, *found in rows.rows_of(
                session=session, table_name="equipment", names=names
            ):
                keys = frozenset(key for key in found if key)
                self._add(_Card(number, item, customer, status, keys, _exact((own, maker))))
            for number, customer in rows.rows_of(
                session=session, table_name="equipment_customer", names=("equipment", "customer")
            ):
                self._others.setdefault(number, set()).add(customer)
        return self._cards

    def _add(self, card: "_Card") -> None:
        assert self._cards is not None
        old = self._cards.get(card.number)
        for key in old.keys - card.keys if old is not None else ():
            self._by_key[key].discard(card.number)
        for key in card.keys:
            self._by_key.setdefault(key, set()).add(card.number)
        self._cards[card.number] = card


_KEYS = ("serial_key", "serial_runs_key", "manufacturer_serial_key", "manufacturer_serial_runs_key")


class _Card(NamedTuple):
    """What tells one card from another."""

    number: int
    item: str
    customer: str
    status: str
    keys: frozenset[str]
    """Its serials as people read them."""
    serials: frozenset[str]
    """Its serials as they are, case apart."""


def _exact(serials: Iterable[str | None]) -> frozenset[str]:
    return frozenset(code_key(serial) for serial in serials if serial)


def card(
    sink: "MasterSink", record: Record, values: dict[str, Any], resolver: Resolver, row_id: int | None
) -> Below:
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


def _owner(sink: "MasterSink", row_id: int | None) -> str | None:
    return sink.unit.row("equipment", row_id)["customer"] if row_id is not None else None


def _rules(sink: "MasterSink", record: Record, values: Mapping[str, Any], number: int) -> None:
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
        if any(other.serials & _exact((values.get("serial"),)) for other in others):
            sink.warn(record, "EQ-03", N_("Two live cards have one item and serial ({count})."))
        elif others:
            text = N_("{serial} is easily taken for the serial of another card of the item ({count}).")
            sink.warn(record, "EQ-03 alike", text, serial=values["serial"])


def serial_master(
    sink: "MasterSink", record: Record, values: dict[str, Any], resolver: Resolver, row_id: int | None
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


def target(values: dict[str, Any], *names: str) -> None:
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


def contact_name(directory: Directory, record: Record, values: dict[str, Any], column: str) -> None:
    """A contact that B1 gives by number becomes a name; an unknown one is kept as it came."""
    value = values.get("contact")
    if isinstance(value, ById):
        values["contact"] = directory.contacts.get((str(values.get("customer") or ""), value.id))
        if values["contact"] is None:
            record.extra.setdefault(column, value.id)


def copies(directory: Directory, record: Record, values: dict[str, Any], names: Mapping[str, str]) -> None:
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
