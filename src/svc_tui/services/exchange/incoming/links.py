"""Links between imported cards (EQ-11): to cards that exist or come with the import, and never round in a ring.

Cards that name others wait until all cards of the import were read, since each may come before the one it names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from svc_tui.domain.equipment.rules import check_chain
from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.records import Problem, Record, short
from svc_tui.services.core.fields import Given
from svc_tui.services.equipment.open_card import LINKS, RINGS
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Counts, Sink
from svc_tui.storage.exchange import incoming as rows

UNKNOWN = N_("There is no equipment card with the number {value} in the store or in this import.")
NAMES = tuple(RINGS)


@dataclass(slots=True)
class _Waiting:
    """A card that names others."""

    file: str
    record: Record
    resolver: Resolver
    number: int | None
    links: dict[str, int]
    problem: Problem | None = None

    def reject(self, name: str, message: str, details: Given) -> None:
        """Leave it out."""
        record = self.record
        value = short(record.values[name])
        self.problem = Problem(record.row, record.column(name), value, message, dict(details), rule="EQ-11")


class LinkedCards:
    """Cards of an import that name others, until all are known."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: list[_Waiting] = []

    def hold(self, record: Record, resolver: Resolver, file: str) -> bool:
        """Keep a record back if it is a card that names others; numbers that are none are the sink's to reject."""
        if record.kind != "equipment":
            return False
        links = {
            name: _number(record.values.get(name)) for name in NAMES if record.values.get(name) is not None
        }
        known = {name: number for name, number in links.items() if number is not None}
        if not links or len(known) < len(links):
            return False
        own = _number(record.values.get("number"))
        self._waiting.append(_Waiting(file, record, resolver, own, known))
        return True

    def flush(self) -> Iterator[tuple[str, Problem]]:
        """Take what waits: each rejected record with its file and reason."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self._sink.directory.write_stubs()
        self._refuse_rings(waiting)
        self._refuse_unknown(waiting)
        counts = self._sink.counts.setdefault("equipment", Counts())
        for each in waiting:
            if each.problem is None:
                each.problem = self._sink.take(each.record, each.resolver)
            else:
                counts.rejected += 1
            if each.problem is not None:
                yield each.file, each.problem
        self._forget_rejected(waiting)

    def _refuse_rings(self, waiting: list[_Waiting]) -> None:
        """In the order of the file: the row that closes a ring is left out."""
        session = self._sink.unit.session
        pairs = {
            name: rows.pairs(session=session, table_name="equipment", key="number", value=name)
            for name in NAMES
        }
        after = {
            name: {one: to for one, to in found.items() if to is not None} for name, found in pairs.items()
        }
        for each in waiting:
            for name, other in each.links.items() if each.number is not None else ():
                assert each.number is not None
                try:
                    check_chain(each.number, other, after[name].get, RINGS[name])
                except Refused as refused:
                    each.reject(name, refused.message, refused.values)
                    break
            if each.problem is None and each.number is not None:
                for name, other in each.links.items():
                    after[name][each.number] = other
                    if name in LINKS:
                        after[LINKS[name]].setdefault(other, each.number)

    def _refuse_unknown(self, waiting: list[_Waiting]) -> None:
        """A row that names a card which is neither in the store nor enters with it; one left out draws others along."""
        known = self._sink.directory.cards
        moved = True
        while moved:
            moved = False
            coming = {each.number for each in waiting if each.problem is None}
            for each in waiting:
                missing = [
                    name for name, other in each.links.items() if other not in known and other not in coming
                ]
                if each.problem is None and missing and each.record.source == "b1":
                    self._keep_unknown(each, missing)
                elif each.problem is None and missing:
                    each.reject(missing[0], UNKNOWN, {})
                    moved = True

    def _keep_unknown(self, each: _Waiting, missing: list[str]) -> None:
        """A page of B1 may name cards of another page: the number is kept as it came, and told of."""
        for name in missing:
            number = each.links.pop(name)
            each.record.extra[each.record.column(name)] = number
            each.record.values[name] = None
        message = N_("A card names another that the store lacks; the number is kept as it came ({count}).")
        self._sink.warn(each.record, "no-card", message)

    def _forget_rejected(self, waiting: list[_Waiting]) -> None:
        """A card that entered names none that did not after all."""
        known = self._sink.directory.cards
        for each in waiting:
            gone = [name for name, other in each.links.items() if other not in known]
            if each.problem is None and gone and each.number is not None:
                row_id = rows.id_of(
                    session=self._sink.unit.session, table_name="equipment", key="number", value=each.number
                )
                if row_id is not None:
                    rows.change(self._sink.unit, "equipment", row_id, dict.fromkeys(gone))
                self._sink.warn(
                    each.record, "EQ-11", N_("A card names one that was left out ({count})."), gone[0]
                )


def _number(value: Any) -> int | None:
    text = str(value).strip() if value is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
