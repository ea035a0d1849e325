"""Are cards covered at an instant: the entitlement of `domain.entitlement` asked for many cards at once.

Contracts are read once and their lines looked up by card and serial, so that a list of all cards can say it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.entitlement import Candidate, Entitlement, Line, entitle
from svc_tui.domain.text import serial_keys
from svc_tui.services.call_cover import candidate
from svc_tui.storage.contracts import Terms, all_terms
from svc_tui.storage.equipment_lists import Unit
from svc_tui.storage.setup import Company

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PRIORITY = "low"
"""Priorities may have targets of their own; a card is asked for that of a new call."""


class CardCovers:
    """The contracts of a store at one instant."""

    def __init__(self, session: "Session", company: Company, at: datetime, now: datetime) -> None:
        self.at = at
        self.terms: dict[int, Terms] = all_terms(session=session)
        self._of: dict[str, list[tuple[Candidate, dict[object, list[Line]]]]] = {}
        for found in self.terms.values():
            if found.start and found.end:
                asked = candidate(found, company, PRIORITY, now)
                self._of.setdefault(found.customer, []).append((asked, _by_unit(asked)))

    def of(self, unit: Unit) -> Entitlement:
        """Whether the unit is covered, by which contract, and what was considered."""
        keys = _keys(unit.number, unit.serial, unit.manufacturer_serial)
        asked = []
        for each, lines in self._of.get(unit.customer, ()):
            if each.type == "serial":
                own = [line for key in keys for line in lines.get(key, ())]
                each = replace(each, lines=tuple(dict.fromkeys(own)))
            asked.append(each)
        return entitle(
            asked, customer=unit.customer, at=self.at, serial=unit.serial or "", item=unit.item,
            item_group=unit.item_group or "", manufacturer_serial=unit.manufacturer_serial or "",
            equipment=unit.number,
        )  # fmt: skip

    def all(self, units: Iterable[Unit]) -> dict[int, Entitlement]:
        """The same for many, by internal key."""
        return {unit.id: self.of(unit) for unit in units}


def _by_unit(asked: Candidate) -> dict[object, list[Line]]:
    found: dict[object, list[Line]] = {}
    for line in asked.lines if asked.type == "serial" else ():
        for key in _keys(line.equipment, line.serial, line.manufacturer_serial):
            found.setdefault(key, []).append(line)
    return found


def _keys(number: int | None, *serials: str | None) -> set[object]:
    """A card is known by its number and by its serials."""
    known: set[object] = {key for serial in serials if serial for key in serial_keys(serial)}
    return known | ({number} if number is not None else set())
