"""What happens to a unit: which movements a change of its card is, and what a counter may show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from svc_tui.domain.core.money import number_of
from svc_tui.domain.equipment.rules import ends_loan
from svc_tui.errors import N_, Refused

DIRECTIONS = ("in", "out", "")
"""To us, to a customer, or neither."""
SITE = ("address", "location")
PLACES = 15
"""A counter shows no more figures before and after its point."""


@dataclass(frozen=True, slots=True)
class Move:
    """One movement of one unit; what it leaves open is taken from the card and the act."""

    kind: str
    direction: str = ""
    """`in` to us, `out` to a customer, empty where it stays."""
    customer: str | None = None
    """Code of the customer it went to or came from; none means the card's."""
    document: str | None = None
    row: int | None = None
    """Row of the document."""
    other: int | None = None
    """Number of the other card."""
    old: str | None = None
    new: str | None = None
    note: str = ""
    at: datetime | None = None
    """None means the moment of the act."""


def of_status(before: str, after: str) -> Move:
    """What a change of status is, where nothing else says it."""
    if ends_loan(before, after) and after != "terminated":
        return Move("loaned_in", "in", old=before, new=after)
    if before == "in_lab" and after in ("active", "loaned"):
        return Move("from_lab", "out", old=before, new=after)
    kinds = {
        "returned": ("returned", "in"),
        "in_lab": ("to_lab", "in"),
        "loaned": ("loaned_out", "out"),
        "terminated": ("ended", ""),
        "active": ("activated", "out" if before == "returned" else ""),
    }
    kind, direction = kinds[after]
    return Move(kind, direction, old=before, new=after)


def of_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Move]:
    """The movements that a change of a card's own fields is; a new card is written down."""
    if not before:
        return [Move("created", new=after["customer"])]
    found: list[Move] = []
    if after["status"] != before["status"]:
        found.append(of_status(before["status"], after["status"]))
    if after["customer"] != before["customer"]:
        found.append(Move("owner", old=before["customer"], new=after["customer"]))
    if any(after[name] != before[name] for name in SITE):
        found.append(Move("moved", old=site(before), new=site(after)))
    return found


def of_link(name: str, before: int | None, after: int | None) -> list[Move]:
    """What a changed link to another card is: to the whole it is a part of, or to the unit it takes turns with."""
    ended, begun = ("left", "joined") if name == "parent" else ("unlinked", "linked")
    told = None if name == "parent" else name
    found = [Move(ended, other=before, old=told)] if before is not None else []
    return [*found, *([Move(begun, other=after, new=told)] if after is not None else [])]


def site(row: Mapping[str, Any]) -> str | None:
    """Where a unit stands, on one line."""
    return ", ".join(row[name] for name in SITE if row[name]) or None


def told_by(moves: Sequence[Move], own: Move | None) -> list[Move]:
    """The movements with the act's own one in place of the change of status, or of the new card, that it is."""
    if own is None:
        return list(moves)
    plain = {"created", "activated", "returned", "loaned_in", "loaned_out", "to_lab", "from_lab", "ended"}
    rest = [move for move in moves if move.kind not in plain and move.kind != own.kind]
    stood = next((move for move in moves if move.kind in plain and move.kind != "created"), None)
    if stood is not None and own.old is None and own.new is None:
        own = replace(own, old=stood.old, new=stood.new)
    return [own, *rest]


# Counters


def meter_value(text: str) -> Decimal:
    """What a counter shows, as typed. Raises Refused."""
    value = number_of(text)
    if value is None:
        raise Refused(
            N_("{value} is no number. Type what the counter shows, such as 1520 or 1520.5."), value=text
        )
    if value < 0 or not _is_shown(value):
        message = N_("A counter never shows {value}. Type what it shows, from 0 up.")
        raise Refused(message, value=text)
    return value


def _is_shown(value: Decimal) -> bool:
    """No counter has more places than this."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -PLACES and value < 10**PLACES


def check_reading(
    number: int, value: Decimal, before: Decimal | None, after: Decimal | None, *, replaced: bool
) -> None:
    """A counter only grows, unless a new one began.

    Args:
        number: The card.
        value: What was read.
        before: The reading before this one in time.
        after: The reading after it, where that went on from the same counter.
        replaced: A new counter began with this reading.
    """
    if before is not None and value < before and not replaced:
        message = N_(
            "The counter of card {number} showed {before} before; {value} is less. Read it again, or say that "
            "the counter was replaced."
        )
        raise Refused(message, number=number, before=before, value=value)
    if after is not None and value > after:
        message = N_(
            "The counter of card {number} showed {after} later; {value} is more. Correct the moment."
        )
        raise Refused(message, number=number, after=after, value=value)
