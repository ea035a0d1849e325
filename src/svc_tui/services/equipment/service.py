"""Equipment cards: the lookup by serial, the open card with its coverage; `card_lists` lists, `card_edit` writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.coded import Choice
from svc_tui.services.core.context import Context
from svc_tui.services.equipment import find as card_find
from svc_tui.services.equipment.edit import CardEdit
from svc_tui.services.equipment.find import TOP, Hit, card_number
from svc_tui.services.equipment.lists import CardLists
from svc_tui.services.equipment.loans import CardLoans
from svc_tui.services.equipment.moves import CardMoves
from svc_tui.services.equipment.owner import CardOwner
from svc_tui.services.equipment.spotting import CardSpotting
from svc_tui.services.sla.card_covers import CardCovers
from svc_tui.storage.contracts.terms import Terms
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.equipment import lists as equipment_lists
from svc_tui.storage.equipment import movements
from svc_tui.storage.equipment import rows as equipment
from svc_tui.storage.equipment import ties as card_ties
from svc_tui.storage.equipment.lists import CardLine
from svc_tui.storage.equipment.movements import MovementRow, ReadingRow
from svc_tui.storage.equipment.rows import CardNames, CardRow
from svc_tui.storage.equipment.ties import ContractOfCard
from svc_tui.storage.sales import rows as opportunities
from svc_tui.storage.sales.rows import Raised

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Card:
    """A card with the words for its codes."""

    row: CardRow
    names: CardNames
    customers: tuple[str, ...]
    """Further customers who may use the unit."""
    open_calls: int
    calls: int


@dataclass(frozen=True)
class CardCoverage:
    """Whether a unit is covered at an instant, by which contract, and what else was considered."""

    card: CardLine
    at: datetime
    entitlement: Entitlement
    terms: Terms | None
    """Those of the covering contract."""


@dataclass(frozen=True)
class CardSheet:
    """The open card."""

    line: CardLine
    coverage: CardCoverage
    contracts: tuple[ContractOfCard, ...]
    """Contracts that name the unit, its group or its owner, whatever their status."""
    calls: tuple[Mapping[str, Any], ...]
    """The newest calls about it."""
    components: tuple[int, ...]
    """Cards of the units that are parts of it."""
    history: tuple[HistoryRow, ...]
    movements: tuple[MovementRow, ...] = ()
    """Where it went and whose it was, oldest first."""
    readings: tuple[ReadingRow, ...] = ()
    """What its counters showed, oldest first."""
    opportunities: tuple[Raised, ...] = ()
    """What was raised from it, the newest first."""


@dataclass(frozen=True)
class CardPreview:
    """What is told of a card beside a list."""

    coverage: CardCoverage
    call: Mapping[str, Any] | None
    """The newest open call about it, else the newest."""


class EquipmentCards(CardLists, CardSpotting, CardEdit, CardMoves, CardLoans, CardOwner):
    """Units at customers."""

    def __init__(self, context: Context) -> None:
        CardLists.__init__(self, context)
        CardEdit.__init__(self, context)

    def list(self, limit: int | None = None) -> tuple[CardRow, ...]:
        """All cards by number."""
        with self._context.store.read() as session:
            return tuple(equipment.rows(session=session, limit=limit))

    # By serial

    def lookup(self, text: str, top: int = TOP) -> tuple[Hit, ...]:
        """Cards by what was typed, scanned or misread, best first."""
        with self._context.store.read() as session:
            return card_find.find(session, text, top)

    def lookups(self, texts: Iterable[str], top: int = TOP) -> Iterable[tuple[Hit, ...]]:
        """The same for many texts, as they come."""
        with self._context.store.read() as session:
            for text in texts:
                yield card_find.find(session, text, top)

    def by_serial(self, text: str, limit: int = 20) -> tuple[CardRow, ...]:
        """Cards whose own or maker's serial ends as typed; nothing below three characters."""
        return tuple(hit.row for hit in self.lookup(text, limit) if not hit.reading.near)

    def search(self, text: str, limit: int = 8) -> tuple[Choice, ...]:
        """Serials that end as typed, for lookups: the serial, the item, who has it and in which state."""
        with self._context.store.read() as session:
            found = [hit.row for hit in card_find.find(session, text, limit) if not hit.reading.near]
            named = [(row, equipment.names(session=session, card=row)) for row in found]
        return tuple(
            Choice(
                row.serial or row.manufacturer_serial or "",
                f"{row.item} {names.item_name}".strip(),
                f"{names.customer_name}, {row.status}",
            )
            for row, names in named
        )

    # One card

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

    def cover(self, text: str, at: datetime | None = None) -> CardCoverage:
        """Is the unit of this serial, or `#card`, covered at an instant. Raises NotFound; Refused: several fit."""
        with self._context.store.read() as session:
            line = self._line(session, card_number(session, text, serial_first=True))
            return self._coverage(session, line, at)

    def preview(self, number: int) -> CardPreview:
        """A card in short. Raises NotFound."""
        with self._context.store.read() as session:
            if equipment.row(session=session, number=number) is None:
                raise NotFound(N_("There is no equipment card {number}."), number=number)
            coverage = self._coverage(session, self._line(session, number), None)
            calls = card_ties.calls_of(session=session, number=number, limit=1)
            return CardPreview(coverage, calls[0] if calls else None)

    def sheet(self, text: str) -> CardSheet:
        """The open card, by its number or by a serial. Raises NotFound, or Refused where several fit."""
        with self._context.store.read() as session:
            line = self._line(session, card_number(session, text))
            row = line.row
            return CardSheet(
                line,
                self._coverage(session, line, None),
                tuple(
                    card_ties.contracts_of(
                        session=session, number=row.number, customer=row.customer, group=line.item_group
                    )
                ),
                tuple(card_ties.calls_of(session=session, number=row.number)),
                tuple(card_ties.components(session=session, number=row.number)),
                tuple(histories.rows(session=session, kind="equipment", object_id=row.id)),
                tuple(movements.of_card(session=session, number=row.number)),
                tuple(movements.readings(session=session, number=row.number)),
                tuple(opportunities.raised_from(session=session, kind="equipment", key=str(row.number))),
            )

    def _line(self, session: "Session", number: int) -> CardLine:
        row = equipment.row(session=session, number=number)
        assert row is not None
        return equipment_lists.lines(session=session, ids=[row.id])[0]

    def _coverage(self, session: "Session", line: CardLine, at: datetime | None) -> CardCoverage:
        context = self._context
        covers = self._now() if at is None else CardCovers(context.company, at, context.now())
        answer = covers.some(session, [equipment_lists.unit_of(line)])[line.row.id]
        taken = covers.terms.get(answer.contract) if answer.contract is not None else None
        return CardCoverage(line, covers.at, answer, taken)
