"""The cards of a store as imports know them: by serials, by owner, by number."""

from collections.abc import Iterable
from typing import NamedTuple

from svc_tui.domain.core.text import code_key, serial_keys
from svc_tui.domain.equipment.rules import LIVE, SERIALS
from svc_tui.services.core.fields import Given
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.storage.exchange import incoming as rows

_KEYS = ("serial_key", "serial_runs_key", "manufacturer_serial_key", "manufacturer_serial_runs_key")


class CardIndex:
    """Cards by serial: read when first asked for, kept up to date with every card that is written."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._cards: dict[int, _Card] | None = None
        self._by_key: dict[str, set[int]] = {}
        self._others: dict[int, set[str]] = {}

    def put(self, values: Given, others: Iterable[str] | None) -> None:
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
                exact_keys(values.get(name) for name in SERIALS)
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
                self._add(_Card(number, item, customer, status, keys, exact_keys((own, maker))))
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


def exact_keys(serials: Iterable[str | None]) -> frozenset[str]:
    """Serials as they are, case apart."""
    return frozenset(code_key(serial) for serial in serials if serial)
