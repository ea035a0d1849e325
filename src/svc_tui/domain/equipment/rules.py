"""Rules of an equipment card (domain rules EQ-01 to EQ-13): plain values in, a refusal with its cure out."""

from collections.abc import Callable, Sequence
from datetime import date

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import same_serial
from svc_tui.errors import N_, Refused, either

STATUSES = ("active", "returned", "terminated", "loaned", "in_lab")
LIVE = ("active", "loaned")
"""Statuses of units that are serviced (SC-03)."""
UNIQUE = ("active", "loaned", "in_lab", "returned")
"""Of one item and serial one card at most may have one of these; old owners' cards are terminated (EQ-03)."""
NO_CALLS = ("returned", "in_lab", "terminated")
SERIALS = ("serial", "manufacturer_serial")
MANDATORY_SERIALS = ("either", *SERIALS, "none")
"""What the setting `card_serial` may be: which serial a card must have, and by which cards are told apart."""

DEEPEST = 1000
"""A chain of more cards than this goes round in a ring."""


def compared_serials(setting: str) -> tuple[str, ...]:
    """The serials by which cards are told apart."""
    return SERIALS if setting == "either" else (setting,) if setting in SERIALS else ()


def check_complete(
    customer: str | None, item: str | None, serials: dict[str, str | None], setting: str
) -> None:
    """EQ-01: customer, item and the serial that the setting names."""
    if not customer:
        raise Refused(N_("A card needs a customer. Add customer=CODE."))
    if not item:
        raise Refused(N_("A card needs an item. Add item=CODE."))
    if setting == "either" and not any(serials.values()):
        raise Refused(N_("A card needs a serial. Add serial=TEXT or manufacturer_serial=TEXT."))
    if setting in SERIALS and not serials.get(setting):
        message = N_("A card needs {name} here. Add {name}=TEXT, or change the setting card_serial.")
        raise Refused(message, name=setting)


def check_item(code: str, serial_managed: bool) -> None:
    """EQ-02: only units with serials have cards."""
    if not serial_managed:
        message = N_(
            "Item {code} has no serial numbers, so it has no cards. Set serial_managed=yes on the item."
        )
        raise Refused(message, code=code)


def check_unique(serial: str, item: str, others: Sequence[tuple[int, str]]) -> list[Note]:
    """EQ-03: no second live card for one item and exactly this serial; one that is only alike is warned of.

    Args:
        serial: The serial as it will stand.
        item: The item.
        others: Numbers and serials of the live cards of the item whose serial is the same as people read it.
    """
    for other, its_serial in others:
        if same_serial(serial, its_serial):
            message = N_(
                "Card {other} has item {item} with serial {serial} already. Use it, or terminate it first."
            )
            raise Refused(message, other=other, item=item, serial=serial)
    text = N_("Card {other} has item {item} with the serial {alike}, which is easily taken for {serial}.")
    return [
        note(text, other=other, item=item, alike=its_serial, serial=serial) for other, its_serial in others
    ]


def check_joins_contract(number: int, status: str) -> None:
    """EQ-06: a terminated unit joins no contract."""
    if status == "terminated":
        message = N_(
            "Card {number} is terminated and cannot join a contract. Use the card of the present owner."
        )
        raise Refused(message, number=number)


def check_ships(number: int, status: str, customer: str) -> None:
    """EQ-05: a unit in the repair lab goes back to its customer first."""
    if status == "in_lab":
        message = N_(
            "Card {number} is in the repair lab and cannot be shipped to {customer}. Take it back from the lab first."
        )
        raise Refused(message, number=number, customer=customer)


def check_present(number: int, status: str) -> None:
    """Acts on a unit itself need the card of its present owner."""
    if status == "terminated":
        message = N_("Card {number} is terminated: it is an old owner's. Use the card of the present owner.")
        raise Refused(message, number=number)


def check_delete(number: int, papers: Sequence[str], calls: int, contracts: Sequence[int]) -> None:
    """EQ-08: a card goes only where nothing hangs on it."""
    if papers:
        message = N_("Card {number} came with document {papers} and stays. Set it to terminated instead.")
        raise Refused(message, number=number, papers=", ".join(papers))
    if calls:
        message = either(
            calls,
            N_("Card {number} has {calls} call and stays. Set it to terminated instead."),
            N_("Card {number} has {calls} calls and stays. Set it to terminated instead."),
        )
        raise Refused(message, number=number, calls=calls)
    if contracts:
        message = N_("Card {number} is on {contracts} and stays. Take it off the contract first.")
        listed = ", ".join(f"K-{contract}" for contract in dict.fromkeys(contracts))
        raise Refused(message, number=number, contracts=listed)


def check_passes(number: int, status: str, owner: str, customer: str) -> None:
    """Which units may change hands: those of the present owner, neither lent nor in our lab."""
    if owner == customer:
        raise Refused(N_("Card {number} is {customer}'s already."), number=number, customer=customer)
    check_present(number, status)
    if status == "loaned":
        message = N_("Card {number} is lent. Let it come back first: svc-tui equipment loan-back {number}.")
        raise Refused(message, number=number)
    check_ships(number, status, customer)


def check_owner_change(number: int, calls: int, open_calls: int) -> None:
    """EQ-07: a card with calls stays with its customer."""
    if calls:
        message = either(
            calls,
            N_(
                "Card {number} has {calls} call ({open} open), so it stays with its customer. Close its call, set it "
                "to terminated, and write a new card down for the new customer: svc-tui equipment owner does it in one."
            ),
            N_(
                "Card {number} has {calls} calls ({open} open), so it stays with its customer. Close its calls, set it "
                "to terminated, and write a new card down for the new customer: svc-tui equipment owner does it in one."
            ),
        )
        raise Refused(message, number=number, calls=calls, open=open_calls)


def check_owner_active(code: str, active: bool) -> None:
    """EQ-09: the main customer is active."""
    if not active:
        message = N_("Customer {code} is not active. Choose another, or make it active in the set-up.")
        raise Refused(message, code=code)


def inactive_users(codes: Sequence[str]) -> list[Note]:
    """EQ-09: further customers that are not active are passed over with a warning."""
    return [note(N_("{customer} is marked inactive."), customer=code) for code in codes]


def check_chain(number: int, other: int, after: Callable[[int], int | None], what: str) -> None:
    """EQ-11: from the other card on, the links never lead back to this one.

    Args:
        number: The card that gets a link.
        other: The card it will lead to.
        after: Where a card's link leads.
        what: A sentence with `{number}` and `{other}` for a link that would close a ring.
    """
    if number == other:
        raise Refused(N_("Card {number} cannot refer to itself. Name another card."), number=number)
    seen, at = 0, after(other)
    while at is not None and seen < DEEPEST:
        if at == number:
            raise Refused(what, number=number, other=other)
        seen, at = seen + 1, after(at)


def check_free(number: int, other: int, holder: int | None, side: str) -> None:
    """EQ-11: a card has one that it replaces and one that replaced it; each link is told on both sides."""
    if holder is not None and holder != number:
        message = N_("Card {other} is linked to card {holder} already. Empty {side} of card {other} first.")
        raise Refused(message, other=other, holder=holder, side=side)


def warnings_of_status(number: int, status: str, open_calls: Sequence[str]) -> list[Note]:
    """EQ-12: a unit leaves while calls about it are open."""
    if status not in NO_CALLS or not open_calls:
        return []
    text = N_("Card {number} still has open calls: {calls}.")
    return [note(text, number=number, calls=", ".join(open_calls))]


def check_warranty(start: date | None, end: date | None) -> None:
    """EQ-13: a warranty does not end before it starts."""
    if start is not None and end is not None and end < start:
        message = N_("The warranty would end on {end}, before it starts on {start}. Correct one of the two.")
        raise Refused(message, start=start, end=end)


def ends_loan(before: str, after: str) -> bool:
    """A loaned unit came back: both cards forget each other. One that stays for good is set to active instead."""
    return before == "loaned" and after in NO_CALLS
