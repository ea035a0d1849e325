"""The lookup of serials that forgives: what was typed or scanned against every card, best first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.domain.equipment import serials
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.domain.equipment.serials import Reading
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.storage.calls import reads
from svc_tui.storage.equipment import rows as equipment
from svc_tui.storage.equipment import serial_forms
from svc_tui.storage.equipment.rows import CardRow, Standing

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

TOP = 20
PARTS = 100
"""So many cards with a part of what was typed in their serial are looked at."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A card that could be meant."""

    row: CardRow
    reading: Reading
    """How what was typed fits."""
    unlike: int = 0
    """How far a whole serial is from what was typed (`domain.equipment.serials.unlike`)."""

    def fits_as(self, other: "Hit") -> bool:
        """Nothing in what was typed tells the one from the other."""
        return self.reading == other.reading and self.unlike == other.unlike


def find(session: "Session", text: str, top: int = TOP) -> tuple[Hit, ...]:
    """Cards that bear the serial, end so, or have it in them; only where none ends so, those nearest to it too."""
    typed = serials.typed_forms(text)
    if not typed:
        return _best(session, text, _whole(session, text), top)
    plain = _judged(session, typed, serials.plain_prefixes(typed))
    found = _parts(session, typed, max(top, PARTS)) | {
        card: reading for card, reading in plain.items() if not reading.near
    }
    if not any(reading.is_certain for reading in found.values()):
        found = {
            **_judged(session, typed, serials.slip_prefixes(text)),
            **plain,
            **_unlabelled(session, text),
            **found,
        }
    return _best(session, text, found, top)


def _parts(session: "Session", typed: tuple[str, ...], most: int) -> dict[int, Reading]:
    """Cards whose serial begins as typed or has it in its middle."""
    found = serial_forms.holding(session=session, parts=serials.parts(typed), most=most)
    judged = ((card, serials.best(typed, known)) for card, known in found.items())
    return {card: fit for card, fit in judged if fit is not None and not fit.near}


def _unlabelled(session: "Session", text: str) -> dict[int, Reading]:
    """Cards found without what may be a label: only near, unless a scanner says that it is one."""
    typed, certain = serials.other_forms(text)
    found = _judged(session, typed, serials.plain_prefixes(typed))
    exact = {card: fit for card, fit in found.items() if not fit.near}
    if certain:
        return exact
    return {
        card: serials.Reading(True, fit.cost, f"{serials.LABEL}, {fit.why}") for card, fit in exact.items()
    }


def _whole(session: "Session", text: str) -> dict[int, Reading]:
    """Cards whose whole serial is what was typed: a serial of one sign or two is found by all of it alone."""
    typed = serials.forms(text)
    found = serial_forms.with_key(session=session, keys=[serials.index_key(form) for form in typed])
    judged = ((card, serials.best(typed, known)) for card, known in found.items())
    return {card: fit for card, fit in judged if fit is not None and fit.why == serials.WHOLE}


def _judged(session: "Session", typed: tuple[str, ...], prefixes: list[str]) -> dict[int, Reading]:
    found = serial_forms.candidates(session=session, prefixes=prefixes) if prefixes else {}
    judged = ((card, serials.best(typed, known)) for card, known in found.items())
    return {card: reading for card, reading in judged if reading is not None}


def _best(session: "Session", text: str, found: dict[int, Reading], top: int) -> tuple[Hit, ...]:
    def order(card: Standing) -> tuple[object, ...]:
        serials_of = [each for each in (card.serial, card.manufacturer_serial) if each]
        gaps = min((serials.apart(text, each) for each in serials_of), default=0.0)
        return serials.rank(found[card.id], card.status, card.number, gaps, unlike(card))

    def unlike(card: Standing | CardRow) -> int:
        if found[card.id].why != serials.WHOLE:
            return 0
        return serials.unlike(text, (card.serial, card.manufacturer_serial))

    standing = equipment.standing(session=session, ids=list(found))
    best = [card.id for card in sorted(standing, key=order)[:top]]
    return tuple(Hit(row, found[row.id], unlike(row)) for row in equipment.by_ids(session=session, ids=best))


def card_number(session: "Session", text: str, *, tails: bool = True, serial_first: bool = False) -> int:
    """The number of the card that is meant: its number, or a serial that one live card alone bears or ends in.

    Args:
        session: Where to look.
        text: A number or a serial; `#311` is a number for certain.
        tails: The tail of a serial is enough. Not where something is written: 999 may be no card and yet end one.
        serial_first: What could be both is a serial.

    Raises:
        NotFound: there is none; the sentence names the nearest.
        Refused: several fit.
    """
    typed = text.strip()
    digits = typed.removeprefix("#")
    is_number = digits.isdecimal() and digits[:1] != "0" and len(digits) < 19
    known = is_number and reads.card(session=session, number=int(digits)) is not None
    if known and (not serial_first or typed != digits):
        return int(digits)
    hits = find(session, typed, 5)
    exact = [hit for hit in hits if not hit.reading.near and (tails or hit.reading.why == serials.WHOLE)]
    if not exact and known:
        return int(digits)
    if not exact:
        near = ", ".join(
            f"{hit.row.number} ({hit.row.serial or hit.row.manufacturer_serial})" for hit in hits[:3]
        )
        message = N_("There is no equipment card {code}. Nearest are {near}.")
        raise NotFound(message if near else N_("There is no equipment card {code}."), code=text, near=near)
    best = [hit for hit in exact if hit.fits_as(exact[0])]
    present = [hit for hit in best if hit.row.status != "terminated"] or best
    live = [hit for hit in present if hit.row.status in LIVE] or present
    if len(live) > 1:
        several = ", ".join(f"{hit.row.number} ({hit.row.item}, {hit.row.customer})" for hit in live)
        raise Refused(
            N_("{code} fits several cards: {several}. Name one by its number."), code=text, several=several
        )
    return live[0].row.number
