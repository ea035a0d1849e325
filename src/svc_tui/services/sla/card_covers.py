"""Are cards covered at an instant: the entitlement of `domain.sla.entitlement` asked for one card or for all of them.

A customer's contracts are read once, and their lines looked up by card and serial: units that the same lines name
have the same answer.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import serial_keys
from svc_tui.domain.sla.entitlement import Candidate, Entitlement, Line, entitle
from svc_tui.services.sla.cover import candidate
from svc_tui.storage.company.settings import Company
from svc_tui.storage.contracts.terms import Terms, all_terms, terms_of_customers
from svc_tui.storage.equipment.lists import Unit

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

PRIORITY = "low"
"""Priorities may have targets of their own; a card is asked for that of a new call."""

ANY_CARD = 0
"""Stands for the card at hand in lines that were found to name it."""

_Lines = dict[object, list[tuple[str, Line]]]


class CardCovers:
    """The contracts of a store at one instant."""

    def __init__(self, company: Company, at: datetime, now: datetime) -> None:
        self.at = at
        self.terms: dict[int, Terms] = {}
        """The contracts that were read, by number."""
        self._company, self._now = company, now
        self._of: dict[str, list[tuple[Candidate, _Lines]]] = {}
        self._answers: dict[tuple[str, str | None, tuple[tuple[Line, ...], ...]], Entitlement] = {}
        self._whole = False

    def all(self, session: "Session", units: Iterable[Unit]) -> dict[int, Entitlement]:
        """The answer for every card, by internal key."""
        if not self._whole:
            self._read(all_terms(session=session))
            self._whole = True
        return {unit.id: self._answer(unit) for unit in units}

    def some(self, session: "Session", units: Iterable[Unit]) -> dict[int, Entitlement]:
        """The answer for a page of cards."""
        wanted = list(units)
        missing = {unit.customer for unit in wanted} - self._of.keys()
        if missing and not self._whole:
            self._of |= {customer: [] for customer in missing}
            self._read(terms_of_customers(session=session, customers=sorted(missing)))
        return {unit.id: self._answer(unit) for unit in wanted}

    def _read(self, found: dict[int, Terms]) -> None:
        for number, terms in found.items():
            if number not in self.terms and terms.start and terms.end:
                asked = candidate(terms, self._company, PRIORITY, self._now)
                self._of.setdefault(terms.customer, []).append((asked, _by_unit(asked)))
            self.terms[number] = terms

    def _answer(self, unit: Unit) -> Entitlement:
        contracts = self._of.get(unit.customer, [])
        named = tuple(_naming(unit, lines) if each.type == "serial" else () for each, lines in contracts)
        known = (unit.customer, unit.item_group, named)
        if known not in self._answers:
            asked = [
                replace(each, lines=lines) if each.type == "serial" else each
                for (each, _), lines in zip(contracts, named, strict=True)
            ]
            self._answers[known] = entitle(
                asked, customer=unit.customer, at=self.at, item=unit.item, item_group=unit.item_group or "",
                equipment=ANY_CARD,
            )  # fmt: skip
        return self._answers[known]


def _naming(unit: Unit, lines: _Lines) -> tuple[Line, ...]:
    """The lines that name the unit: by its card, or by a serial where they know no card."""
    if not lines:
        return ()
    by_serial = (found for key in unit.keys for found in lines.get(key, ()) if found[0] in ("", unit.item))
    return tuple(dict.fromkeys(line for _, line in (*lines.get(unit.number, ()), *by_serial)))


def _by_unit(asked: Candidate) -> _Lines:
    """Lines by card, else by serial, with the item they ask for; of the line itself only its dates matter then."""
    found: _Lines = {}
    for line in asked.lines if asked.type == "serial" else ():
        dates = Line(start=line.start, end=line.end, termination=line.termination, equipment=ANY_CARD)
        if line.equipment is not None:
            found.setdefault(line.equipment, []).append(("", dates))
            continue
        for serial in (line.serial, line.manufacturer_serial):
            for key in serial_keys(serial) if serial else ():
                found.setdefault(key, []).append((line.item, dates))
    return found
