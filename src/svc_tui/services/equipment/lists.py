"""Lists of cards for screens and command line: keys in order, pages of lines, who is covered, completion, news."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import fold
from svc_tui.domain.equipment.keys import EQUIPMENT
from svc_tui.domain.query.reader import Query
from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.coded import Choice
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import RecordList, moved_among
from svc_tui.services.sla.card_covers import CardCovers
from svc_tui.storage.equipment import lists as equipment_lists
from svc_tui.storage.equipment import rows as equipment
from svc_tui.storage.equipment.lists import CardLine
from svc_tui.storage.equipment.rows import CardRow
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class CardFields:
    """The fields of a card under their names."""

    row: CardRow
    customers: tuple[str, ...]
    """Further customers who may use the unit."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


class CardLists:
    """Reads for lists, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._covers: tuple[int, datetime, CardCovers] | None = None
        self._answers: tuple[CardCovers, Mapping[int, Entitlement]] | None = None
        own = RecordList(context, EQUIPMENT, self._find, moved_among(self._find, _moved))
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    def _find(self, session: "Session", query: Query, *, first: int | None, typing: bool) -> "array[int]":
        return equipment_lists.ids(
            session=session, query=query, viewer=self._viewer(), first=first,
            covers=lambda: self._all_covers(session),
        )  # fmt: skip

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        return equipment_lists.condition(
            query=query, viewer=self._viewer(), covers=lambda: self._all_covers(session)
        )

    def _viewer(self) -> Viewer:
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def lines(self, ids: Sequence[int]) -> list[CardLine]:
        """List lines of these cards, in this order."""
        with self._context.store.read() as session:
            return equipment_lists.lines(session=session, ids=ids)

    def numbers(self, ids: Sequence[int]) -> tuple[str, ...]:
        """The numbers of these cards, in this order."""
        with self._context.store.read() as session:
            return tuple(map(str, equipment_lists.numbers(session=session, ids=ids)))

    def covered(self, lines: Iterable[CardLine]) -> dict[int, Entitlement]:
        """Whether each card is covered now, by internal key."""
        with self._context.store.read() as session:
            return self._now().some(session, [equipment_lists.unit_of(line) for line in lines])

    def territories(self, text: str = "", limit: int = 8) -> tuple[Choice, ...]:
        """Territories of customers and units that hold a text."""
        wanted = fold(text.strip())
        with self._context.store.read() as session:
            known = equipment_lists.territories(session=session)
        return tuple(Choice(name, "") for name in known if wanted in fold(name))[:limit]

    def chain(self, number: int) -> tuple[CardRow, ...]:
        """The cards that stood in for one another with this one among them, the first one first."""
        with self._context.store.read() as session:
            here = equipment.row(session=session, number=number)
            if here is None:
                return ()
            before = list(_followed(session, here, "replaces"))
            return (*reversed(before), here, *_followed(session, here, "replaced_by"))

    def fields_of(self, number: int) -> CardFields:
        """A card as its form has it. Raises NotFound."""
        with self._context.store.read() as session:
            row = equipment.row(session=session, number=number)
            if row is None:
                raise NotFound(N_("There is no equipment card {number}."), number=number)
            return CardFields(row, tuple(equipment.customers_of(session=session, number=number)))

    # Who is covered

    def _now(self) -> CardCovers:
        """The contracts of this minute, read again after anybody has written."""
        news, now, company = self._context.store.news(), self._context.now(), self._context.company
        minute = now.replace(second=0, microsecond=0)
        if self._covers is None or self._covers[:2] != (news, minute):
            self._covers = (news, minute, CardCovers(company, now, now))
        return self._covers[2]

    def _all_covers(self, session: "Session") -> Mapping[int, Entitlement]:
        covers = self._now()
        if self._answers is None or self._answers[0] is not covers:
            self._answers = (covers, covers.all(session, equipment_lists.units(session=session)))
        return self._answers[1]


def _moved(session: "Session", since: int) -> Sequence[int]:
    """A call counts for its card; a contract may cover any card from now on, or no longer."""
    return equipment_lists.moved(session=session, since=since)


def _followed(session: "Session", card: CardRow, link: str) -> Iterator[CardRow]:
    """The cards along a link; a ring, which no rule lets in, ends where it closes."""
    seen = {card.number}
    while (number := getattr(card, link)) is not None and number not in seen:
        found = equipment.row(session=session, number=number)
        if found is None:
            return
        seen.add(number)
        card = found
        yield card
