"""The kinds of equipment: its cards, and the serial numbers of Business One."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session

VIEWS = (
    ViewRow(None, N_("All cards"), "", slot=1),
    ViewRow(None, N_("Not covered"), "is:uncovered", slot=2),
    ViewRow(None, N_("Warranty ends"), "warranty:<90d", slot=3),
    ViewRow(None, N_("Often broken"), "calls:>=3", slot=4),
)


def _read(session: Session, text: str) -> int:
    """A card by its number or by its whole serial."""
    from svc_tui.services.equipment.find import card_number

    return card_number(session, text, tails=False)


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.equipment.service import EquipmentCards

    return EquipmentCards(context).ids(text)


def _due(context: Context) -> Sequence[int]:
    """Who lent a unit is reminded when it is not back."""
    from svc_tui.services.equipment.reminding import remind

    return remind(context)


KINDS = (
    RecordKind("serial_master", ("number",), rank=90),
    RecordKind(
        "equipment", ("number",), rank=100, numbered=True, has_history=True, has_files=True,
        below=(
            Below("customers", "equipment_customer", "equipment", "number", single="customer"),
            Below("movements", "movement", "equipment", "number"),
            Below("readings", "meter_reading", "equipment", "number"),
        ),
        absent=N_("There is no equipment card with the number or serial {code} in the store."),
        read=_read, listing=_listing, home=Home("equipment", VIEWS), due=_due,
    ),
)  # fmt: skip
