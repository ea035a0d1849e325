"""Equipment cards, to read: found by the tail of either serial, shown with what their codes stand for."""

from dataclasses import dataclass

from svc_tui.errors import N_, NotFound
from svc_tui.services.context import Context
from svc_tui.services.records import Choice
from svc_tui.storage import equipment
from svc_tui.storage.equipment import CardNames, CardRow


@dataclass(frozen=True)
class Card:
    """A card with the words for its codes."""

    row: CardRow
    names: CardNames
    customers: tuple[str, ...]
    """Further customers who may use the unit."""
    open_calls: int
    calls: int


class EquipmentCards:
    """Units at customers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, limit: int | None = None) -> tuple[CardRow, ...]:
        """All cards by number."""
        with self._context.store.read() as session:
            return tuple(equipment.rows(session=session, limit=limit))

    def by_serial(self, text: str, limit: int = 20) -> tuple[CardRow, ...]:
        """Cards whose own or maker's serial ends as typed; nothing below three characters."""
        with self._context.store.read() as session:
            return tuple(equipment.by_serial(session=session, text=text, limit=limit))

    def of_customer(self, customer: str, limit: int = 200) -> tuple[CardRow, ...]:
        """The cards of a customer, live ones first."""
        with self._context.store.read() as session:
            return tuple(equipment.of_customer(session=session, customer=customer, limit=limit))

    def find(self, number: int) -> Card:
        """One card. Raises NotFound."""
        with self._context.store.read() as session:
            row = equipment.row(session=session, number=number)
            if row is None:
                raise NotFound(N_("There is no equipment card {number}."), number=number)
            open_calls, calls = equipment.call_counts(session=session, number=number)
            return Card(
                row,
                equipment.names(session=session, card=row),
                tuple(equipment.customers_of(session=session, number=number)),
                open_calls,
                calls,
            )

    def search(self, text: str, limit: int = 8) -> tuple[Choice, ...]:
        """Serials that end as typed, for lookups: the serial, the item, who has it and in which state."""
        with self._context.store.read() as session:
            found = equipment.by_serial(session=session, text=text, limit=limit)
            named = [(row, equipment.names(session=session, card=row)) for row in found]
        return tuple(
            Choice(
                row.serial or row.manufacturer_serial or "",
                f"{row.item} {names.item_name}".strip(),
                f"{names.customer_name}, {row.status}",
            )
            for row, names in named
        )
