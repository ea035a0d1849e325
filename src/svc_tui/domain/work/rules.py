"""Rules of work on a call: what a line may say, who pays it and why, corrections, serials that are in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from svc_tui.errors import N_, Refused

KINDS = ("labour", "travel", "part")
LONGEST_S = 24 * 3600
SCORES = (1, 2, 3, 4, 5)

# Why a line is billable or included; `{contract}` is the line's own.
NO_CONTRACT = N_("no contract covers the call")
INCLUDED = {
    "labour": N_("K-{contract} includes labour"),
    "travel": N_("K-{contract} includes travel"),
    "part": N_("K-{contract} includes parts"),
}
NOT_INCLUDED = {
    "labour": N_("K-{contract} does not include labour"),
    "travel": N_("K-{contract} does not include travel"),
    "part": N_("K-{contract} does not include parts"),
}
DRAWN = {
    "hours": N_("from the prepaid hours of K-{contract}"),
    "visits": N_("a prepaid visit of K-{contract}"),
}
USED_UP = {
    "hours": N_("the prepaid hours of K-{contract} are used up"),
    "visits": N_("the prepaid visits of K-{contract} are used up"),
}
NOT_THEN = N_("the prepaid units of K-{contract} were used up when the call came")
SAME_VISIT = N_("part of the visit that is counted already")
ATTACHED = N_("attached to K-{contract} later")
BY_HAND = N_("decided by hand")


@dataclass(frozen=True)
class Entry:
    """One piece of work as somebody logs it."""

    kind: str = "labour"
    seconds: int | None = None
    """Real time of labour or travel; none where the last travel is to fill it."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """Both or neither: a duration alone says nothing of the time of day."""
    km: Decimal | None = None
    item: str | None = None
    quantity: Decimal | None = None
    serial_in: str | None = None
    serial_out: str | None = None
    note: str = ""
    who: str | None = None
    """Who did it; the person who logs it where none."""
    billable: bool | None = None
    """What the person wants; none leaves it to the contract."""


@dataclass(frozen=True)
class Proposal:
    """Who pays a line, and why."""

    billable: bool
    why: str
    """A message with `{contract}`."""


def propose(kind: str, contract: int | None, includes: Iterable[str]) -> Proposal:
    """Who pays a line that draws no prepaid units.

    Args:
        kind: labour, travel or part.
        contract: The one that covers the call.
        includes: What its customer does not pay for: parts, labour, travel.
    """
    if contract is None:
        return Proposal(True, NO_CONTRACT)
    if ("parts" if kind == "part" else kind) in includes:
        return Proposal(False, INCLUDED[kind])
    return Proposal(True, NOT_INCLUDED[kind])


def check_entry(entry: Entry) -> None:
    """A line says something that can be counted."""
    if entry.kind not in KINDS:
        raise Refused(N_("Work is labour, travel or part, not {kind}."), kind=entry.kind)
    if entry.kind == "part":
        _check_part(entry)
        return
    if entry.km is not None and (not entry.km.is_finite() or entry.km < 0):
        raise Refused(N_("Kilometres are a number, such as 24."))
    seconds = entry.seconds or 0
    if seconds < 0 or (seconds == 0 and not (entry.kind == "travel" and entry.km)):
        raise Refused(
            N_("Say how long it took: 1h30, 45m, or from 9:00 to 10:30. A correction takes time away.")
        )
    if seconds > LONGEST_S:
        raise Refused(N_("More than 24 hours do not fit into one line. Log each day on its own."))


def _check_part(entry: Entry) -> None:
    if not entry.item:
        raise Refused(N_("Name the part by its item, such as: part PMP-3 x2."))
    quantity = entry.quantity
    if quantity is None or not quantity.is_finite() or quantity <= 0:
        raise Refused(N_("How many? Write a number above zero, such as x2. A correction takes parts back."))


def serial_in_use(serial: str, number: str, line: int) -> Refused:
    """A serial that was put in is in use until it is taken out."""
    message = N_(
        "{serial} was put in already: call {number}, line {line}. Log first that it was taken out, or look at the "
        "serial again."
    )
    return Refused(message, serial=serial, number=number, line=line)


def check_serials_differ(serial_in: str | None, serial_out: str | None) -> None:
    """What goes in is not what comes out."""
    if serial_in and serial_in == serial_out:
        raise Refused(N_("The same serial cannot be put in and taken out by one line."))


def takes_too_much(line: int, left: str, what: str) -> Refused:
    """A correction takes away no more than there is."""
    message = N_("Line {line} has {left} left; {what} cannot be taken away from it.")
    return Refused(message, line=line, left=left, what=what)


def check_closed(number: str, is_open: bool) -> None:
    """Work goes onto open calls; a correction goes onto any."""
    if not is_open:
        message = N_(
            "{number} is closed. Reopen it first; a correction of what was logged is possible as it is."
        )
        raise Refused(message, number=number).cured_by("call.status.open")


def check_score(score: object) -> None:
    """One of five."""
    if score not in SCORES:
        raise Refused(N_("Satisfaction is a mark from 1 (bad) to 5 (very good), not {score}."), score=score)


def asks_satisfaction(opener: str | None, solver: str | None) -> bool:
    """Nobody is asked about a call that he opened and solved himself: there was no customer to ask."""
    return opener is None or opener != solver
