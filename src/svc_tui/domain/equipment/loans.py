"""Rules of loaners and exchanges: which units may be lent or take another's place, and until when (B2.2, EQ-11)."""

from datetime import date
from typing import Protocol

from svc_tui.domain.equipment.rules import check_present, check_ships
from svc_tui.errors import N_, Refused


class Card(Protocol):
    """A card, as far as the rules ask."""

    @property
    def number(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def replaced_by(self) -> int | None: ...


def check_pair(unit: Card, other: Card) -> None:
    """Two cards that are to take turns: different ones, both in use, the broken one free."""
    if unit.number == other.number:
        raise Refused(N_("Card {number} cannot refer to itself. Name another card."), number=unit.number)
    check_present(other.number, other.status)
    holder = other.replaced_by
    if holder is not None and holder != unit.number:
        message = N_("Card {holder} stands in for card {number} already. Let that one come back first.")
        raise Refused(message, holder=holder, number=other.number)


def check_lends(unit: Card, customer: str) -> None:
    """A unit that is with us, or at the same customer, may be lent."""
    number, status = unit.number, unit.status
    check_present(number, status)
    if status == "loaned":
        message = N_(
            "Card {number} is lent already. Let it come back first: svc-tui equipment loan-back {number}."
        )
        raise Refused(message, number=number)
    if unit.customer == customer:
        return
    check_ships(number, status, customer)
    if status == "active":
        message = N_(
            "Card {number} is at {customer}. Let the unit come back first: svc-tui equipment return {number}."
        )
        raise Refused(message, number=number, customer=unit.customer)


def check_due(due: date | None, today: date) -> None:
    """A loaned unit is expected back on a day to come."""
    if due is not None and due < today:
        message = N_("{day} lies in the past. Give the day on which the unit is to come back.")
        raise Refused(message, day=due)


def check_lent(number: int, status: str) -> None:
    """Only a unit that is lent comes back from a loan."""
    if status != "loaned":
        message = N_("Card {number} is not lent. Let it come back with svc-tui equipment return {number}.")
        raise Refused(message, number=number)


def remaining_warranty(
    old: tuple[date | None, date | None], new: tuple[date | None, date | None], day: date
) -> tuple[date | None, date | None]:
    """The warranty of a unit that takes another's place: what is left of the old one, unless its own lasts longer."""
    end = old[1]
    if end is None or end < day or (new[1] is not None and new[1] >= end):
        return new
    return max(day, old[0] or day), end
