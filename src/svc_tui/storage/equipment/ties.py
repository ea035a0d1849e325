"""What hangs on an equipment card: contracts, calls, the units that are parts of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

CALL = ("number", "reported_at", "subject", "status", "status_class", "priority", "assignee", "technician",
        "closed_at", "contract", "covered")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContractOfCard:
    """A contract that names a card, its item group, or all units of its owner."""

    number: int
    description: str
    type: str
    service_type: str
    status: str
    start: date | None
    end: date | None
    termination: date | None


def contracts_of(*, session: Session, number: int, customer: str, group: str | None) -> list[ContractOfCard]:
    """The contracts of a card, the latest end first; lines that name no card are the owner's by their group."""
    t, line = table("contract"), table("contract_line")
    named = select(line.c.contract).where(line.c.equipment == number)
    grouped = select(line.c.contract).where(line.c.item_group == (group or ""), line.c.item_group != "")
    whole = and_(t.c.customer == customer, t.c.type == "customer")
    by_group = and_(t.c.customer == customer, t.c.type == "item_group", t.c.number.in_(grouped))
    columns = [t.c[name] for name in ContractOfCard.__slots__]
    found = select(*columns).where(or_(t.c.number.in_(named), whole, by_group))
    return [
        ContractOfCard(*row) for row in session.execute(found.order_by(t.c.end.desc(), t.c.number.desc()))
    ]


def calls_of(*, session: Session, number: int, limit: int = 50) -> list[dict[str, Any]]:
    """The newest calls about a card; open ones first."""
    t = table("call")
    found = select(*(t.c[name] for name in CALL)).where(t.c.equipment == number)
    ordered = found.order_by(t.c.is_open.desc(), t.c.reported_at.desc(), t.c.id.desc()).limit(limit)
    return [dict(row) for row in session.execute(ordered).mappings()]


def components(*, session: Session, number: int) -> list[int]:
    """Cards of the units that are parts of this one."""
    t = table("equipment").c
    return list(session.execute(select(t.number).where(t.parent == number).order_by(t.number)).scalars())
