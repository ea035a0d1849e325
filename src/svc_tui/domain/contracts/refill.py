"""Prepaid units that refill: what a contract is granted each month or quarter, and what of the rest is carried over.

The periods are those of the calendar, the first and the last one by the day (`domain/contracts/stretches.py`): hours to
the minute, visits to the whole one, rounded once on the running sum, so that nothing is lost between them.

At the border of a period what is left of the grants expires before the new one, but for what is carried over. Units
that were bought or corrected by hand are no grants and never expire by it; what is used comes off the grants first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from svc_tui.domain.contracts.ledger import quantity_of
from svc_tui.domain.contracts.stretches import stretches
from svc_tui.errors import N_, Refused

EVERY = ("monthly", "quarterly")
GRID = {"hours": 60, "visits": 1}
"""What a grant is a whole multiple of: seconds, or visits."""
ALL, NOTHING = "yes", "no"


class Entry(Protocol):
    """An entry of a ledger."""

    @property
    def kind(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def period(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """What a period brings."""

    period: date
    """The first day of the period of the calendar."""
    start: date
    """From when on it can be used."""
    quantity: int
    """Seconds, or visits."""


def grants(start: date, last: date, every: str, quantity: int, kind: str, until: date) -> Iterator[Grant]:
    """The grants of a contract that begin until a day, in their order.

    Args:
        start: Its first day.
        last: Its last day, an early end taken into account.
        every: monthly or quarterly.
        quantity: What a whole period brings: seconds, or visits.
        kind: hours or visits.
        until: Last day that counts.
    """
    grid, grown, before = GRID[kind], Fraction(0), 0
    for stretch in stretches(start, last, every):
        if stretch.start > until:
            return
        grown += quantity * stretch.share
        after = int((2 * grown / grid + 1) // 2) * grid
        yield Grant(stretch.period, stretch.start, after - before)
        before = after


def carried(carry: str, kind: str) -> int | None:
    """The most that is carried over: None is all of it.

    Raises:
        Refused: it cannot be read.
    """
    if carry in (ALL, NOTHING):
        return None if carry == ALL else 0
    most = quantity_of(carry, kind)
    if most < 0:
        raise Refused(N_("refill_carry: write no, yes, or the most that is carried over, such as 5h."))
    return most


def rest_of_grants(entries: Iterable[Entry]) -> int:
    """What is left of the grants after these entries, in their order.

    What is used comes off the grants first, and what is given back goes to them again, up to what they brought. What is
    taken away by hand comes off what was bought.
    """
    rest = granted = balance = 0
    for entry in entries:
        balance += entry.quantity
        if entry.period is not None and entry.kind == "bought":
            rest += entry.quantity
            granted = max(rest, 0)
        elif entry.period is not None:
            rest += entry.quantity
        elif entry.kind == "used":
            rest = (
                min(granted, rest + entry.quantity) if entry.quantity > 0 else max(0, rest + entry.quantity)
            )
        rest = max(0, min(rest, balance))
    return rest


def expiring(entries: Iterable[Entry], carry: str, kind: str) -> int:
    """What expires at the border after these entries, before the next grant. Raises Refused."""
    most = carried(carry, kind)
    return 0 if most is None else max(0, rest_of_grants(entries) - most)
