"""Deliveries in the store: the cards of a unit, whether its document was taken in before, its warranty contract."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import same_serial
from svc_tui.domain.equipment.rules import UNIQUE
from svc_tui.storage.query.serials import is_serial
from svc_tui.storage.tables import table


def cards_of_unit(
    *, session: Session, item: str, serials: Mapping[str, str | None], compared: Sequence[str]
) -> list[dict[str, Any]]:
    """The cards of an item that bear exactly one of these serials, those of present owners first, newest first.

    Args:
        session: Where to look.
        item: Item code.
        serials: Own and maker's serial by name.
        compared: Names of the serials that count.
    """
    t = table("equipment")
    given = [(name, serials.get(name)) for name in compared]
    same = [is_serial(t, name, text) for name, text in given if text]
    if not same:
        return []
    # The item is looked at afterwards: few cards share a serial, and each part of the OR has an index of its own.
    found = [dict(row) for row in session.execute(select(t).where(or_(*same))).mappings()]
    exact = [row for row in found if any(same_serial(row[name], text) for name, text in given)]
    own = [row for row in exact if row["item"] == item]
    return sorted(own, key=lambda row: (row["status"] in UNIQUE, row["number"]), reverse=True)


def is_known(*, session: Session, cards: Sequence[int], kind: str, document: str, at: datetime) -> bool:
    """Did this document move one of these cards already."""
    t = table("movement").c
    same = (t.kind == kind) & (t.document == document) & (t.at == at) & t.equipment.in_(cards)
    return bool(session.execute(select(exists().where(same))).scalar())


def warranty_of(
    *, session: Session, template: str, customer: str, start: date, kind: str, document: str, at: datetime
) -> int | None:
    """The warranty contract that this document made from the template already."""
    contract, line, move = table("contract").c, table("contract_line").c, table("movement").c
    moved = select(move.equipment).where(move.kind == kind, move.document == document, move.at == at)
    listed = select(line.contract).where(line.equipment.in_(moved))
    query = select(contract.number).where(
        contract.template == template, contract.customer == customer, contract.start == start,
        contract.service_type == "warranty", contract.number.in_(listed),
    )  # fmt: skip
    return session.execute(query.order_by(contract.number).limit(1)).scalar()


def next_line(*, session: Session, contract: int) -> int:
    """The number of the next line of a contract."""
    t = table("contract_line").c
    lines = session.execute(select(t.line).where(t.contract == contract)).scalars().all()
    return max(lines, default=0) + 1


def template(*, session: Session, name: str) -> dict[str, Any] | None:
    """A contract template, all columns."""
    t = table("contract_template")
    found = session.execute(select(t).where(t.c.name == name)).mappings().first()
    return dict(found) if found else None


def files_of(*, session: Session, kind: str, object_id: int) -> list[dict[str, Any]]:
    """The attachments of a record."""
    t = table("attachment")
    query = select(t).where(t.c.kind == kind, t.c.object_id == object_id).order_by(t.c.id)
    return [dict(row) for row in session.execute(query).mappings()]
