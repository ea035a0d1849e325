"""What a delivery note, an invoice or a return does to the card of a unit (domain B2.4, SC-31, EQ-05)."""

from enum import StrEnum

from svc_tui.domain.equipment.rules import UNIQUE, check_ships
from svc_tui.errors import N_, Refused

KINDS = ("delivery", "invoice", "return")
MOVES = {"delivery": "delivered", "invoice": "invoiced", "return": "returned"}
"""The movement that each kind of document is."""


class Step(StrEnum):
    """What is done with a unit of a document."""

    NEW = "new"
    """A new card, active."""
    NEW_FOR_OLD = "new, old terminated"
    """A new card; that of the old owner is terminated."""
    ACTIVATED = "activated"
    """No new card; it is active again."""
    RETURNED = "returned"
    NOTHING = "nothing"
    KNOWN = "known"
    """The document was taken in before."""


_SHIPPED: dict[str, tuple[Step, Step]] = {
    "": (Step.NEW, Step.NEW),
    "active": (Step.NOTHING, Step.NOTHING),
    "returned": (Step.ACTIVATED, Step.NEW_FOR_OLD),
    "terminated": (Step.NOTHING, Step.NEW),
    "loaned": (Step.NOTHING, Step.NOTHING),
    "in_lab": (Step.ACTIVATED, Step.NOTHING),
}
"""Status of the card, none where there is no card: same customer, different customer."""


def shipped(number: int | None, status: str | None, owner: str | None, customer: str) -> Step:
    """What a delivery note or an invoice does.

    Raises:
        Refused: EQ-05, the unit is in the repair lab and would go to another customer; nothing happens to it.
    """
    if number is None or status is None:
        return Step.NEW
    if owner != customer:
        check_ships(number, status, customer)
    same, different = _SHIPPED[status]
    return same if owner == customer else different


def came_back(number: int, status: str, owner: str, customer: str) -> Step:
    """What a return does (SC-31): a unit that is active is returned then. Raises Refused: it is another's."""
    if status in UNIQUE and owner != customer:
        message = N_(
            "Card {number} belongs to {owner}, not to {customer}. Correct the customer of the return."
        )
        raise Refused(message, number=number, owner=owner, customer=customer)
    return Step.RETURNED if status == "active" else Step.NOTHING
