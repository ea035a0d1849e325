"""Writing cards down and changing them: rules EQ-01 to EQ-13, both sides of a link in one transaction, one undo."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import fold
from svc_tui.domain.equipment import rules
from svc_tui.domain.equipment.keys import STATUSES
from svc_tui.errors import N_, BadUsage
from svc_tui.services.core.fields import Field, Given, read_fields
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.services.equipment.each import CardActs
from svc_tui.services.equipment.open_card import OpenCard

FIELDS = {
    "serial": Field(longest=36),
    "manufacturer_serial": Field(longest=36),
    "item": Field(empty=False),
    "customer": Field(empty=False),
    "customers": Field(),
    "buyer": Field(),
    "contact": Field(),
    "phone": Field(),
    "status": Field("choice", choices=rules.STATUSES, empty=False),
    "technician": Field("person"),
    "territory": Field(),
    "address": Field(longest=254),
    "location": Field(longest=254),
    "warranty_start": Field("day", prefer="past"),
    "warranty_end": Field("day"),
    "delivered_at": Field("day", prefer="past"),
    "delivery": Field(longest=50),
    "invoice": Field(longest=50),
    "manufactured_at": Field("day", prefer="past"),
    "due_back": Field("day"),
    "replaces": Field(),
    "replaced_by": Field(),
    "parent": Field(),
}


class CardEdit(CardActs):
    """What is written on cards."""

    def new(self, values: Mapping[str, object]) -> Outcome:
        """Write a card down. Raises Refused: EQ-01, EQ-02, EQ-03, EQ-09, EQ-11, EQ-13."""
        typed = _read(values, self._context.today)
        with self._context.write() as unit:
            card = OpenCard(unit, self._context, unit.next_number("equipment"))
            card.write(typed)
            unit.call_it(N_("Card {number} written down"), number=card.number)
        return Outcome(str(card.number), True, note(N_("Card {number} written down"), number=card.number),
                       tuple(card.warnings))  # fmt: skip

    def set(
        self,
        numbers: Sequence[str],
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change fields of cards; what one card refuses does not stop the others, and one undo takes all back.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only card refused it.
        """
        typed = _read(values, self._context.today)

        def change(card: OpenCard) -> Note:
            return card.write(card.settled(typed, if_version, base))

        return self.act(numbers, (N_("Card {numbers} changed"), N_("Cards {numbers} changed")), change)


def _read(values: Mapping[str, object], today: date) -> dict[str, Any]:
    """Typed values; a status also by its short and Italian names."""
    words = {other: own for own, others in STATUSES.items() for other in others}
    status = values.get("status")
    if isinstance(status, str):
        values = {**values, "status": words.get(fold(status.strip()), status)}
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as status=returned."))
    return read_fields(
        FIELDS,
        {name: str(value) if isinstance(value, int) else value for name, value in values.items()},
        today=today,
    )
