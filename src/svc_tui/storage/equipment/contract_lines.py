"""Lines of contracts that name a unit, and what else hangs on its card."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.records import many
from svc_tui.storage.equipment.rows import CardRecord
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a contract that names a unit."""

    id: int
    contract: int
    contract_id: int
    status: str
    """Of the contract."""
    service_type: str
    start: date | None
    """First and last day of the line, else of the contract."""
    end: date | None
    termination: date | None

    def is_over(self, day: date) -> bool:
        """Nothing of it is left from this day on."""
        stopped = self.termination is not None and self.termination <= day
        return stopped or self.status == "terminated" or (self.end is not None and self.end < day)


def lines_of(*, session: Session, card: CardRecord) -> list[CardLine]:
    """Lines that name the card, or its owner's that name its serial and know no card."""
    serials = {"serial": card.serial, "manufacturer_serial": card.manufacturer_serial}
    line, contract = table("contract_line").c, table("contract").c
    by_serial = or_(
        *(_same(name, serial) for name, serial in serials.items() if serial),
        line.id.is_(None),
    )
    of_owner = line.equipment.is_(None) & (contract.customer == card.customer) & by_serial
    of_item = or_(line.item.is_(None), line.item == card.item)
    columns = (
        line.id, contract.number, contract.id.label("contract_id"), contract.status, contract.service_type,
        func.coalesce(line.start, contract.start), func.coalesce(line.end, contract.end),
        func.coalesce(line.termination, contract.termination),
    )  # fmt: skip
    found = select(*columns).join(table("contract"), contract.number == line.contract)
    where = (contract.type == "serial") & or_(line.equipment == card.number, of_owner & of_item)
    rows = session.execute(found.where(where).order_by(contract.number, line.line, line.id))
    return [CardLine(*row) for row in rows]


def _same(name: str, serial: str) -> Any:
    return table("contract_line").c[name] == serial


def row_of(*, session: Session, line: int) -> dict[str, Any]:
    """A line, all columns."""
    t = table("contract_line")
    return dict(session.execute(select(t).where(t.c.id == line)).mappings().one())


def parts_of(*, session: Session, number: int) -> list[CardRecord]:
    """The cards of the units that are parts of this one, all columns."""
    t = table("equipment")
    return many(session, CardRecord._make, select(t).where(t.c.parent == number).order_by(t.c.number))


def links_to(*, session: Session, number: int) -> list[tuple[int, str]]:
    """Internal key and field of each card that names this one."""
    t = table("equipment").c
    found: list[tuple[int, str]] = []
    for name in ("parent", "replaces", "replaced_by"):
        ids = session.execute(select(t.id).where(t[name] == number)).scalars()
        found += [(int(each), name) for each in ids]
    return found


def open_calls(*, session: Session, number: int) -> list[tuple[str, str]]:
    """Number and subject of each open call about a card."""
    t = table("call").c
    query = select(t.number, t.subject).where(t.equipment == number, t.is_open).order_by(t.id)
    return [(row[0], row[1]) for row in session.execute(query)]


def called(card: CardRecord) -> str:
    """How people name a unit."""
    return str(card.serial or card.manufacturer_serial or card.number)
