"""The ledger of prepaid units: entries are added and never changed; a contract's `units` and `used` are their sums.

The sums are written anew by every unit of work that touched a ledger, undo and redo included, so they cannot drift.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from svc_tui.domain.contracts.ledger import Sums, check_bottom, shown_quantity
from svc_tui.storage.engine.journal import from_json
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a ledger."""

    id: int
    contract: int
    at: datetime
    who: str | None
    kind: str
    quantity: int
    work: int | None
    call_id: int | None
    note: str
    period: date | None
    """First day of the period whose refill wrote it."""


def entries(*, session: Session, contract: int) -> list[EntryRow]:
    """The ledger of a contract in the order in which it was written."""
    t = table("unit_entry")
    return models(
        session, EntryRow, statement(EntryRow, "unit_entry", t.c.contract == contract).order_by(t.c.id)
    )


def has_entries(*, session: Session, contract: int) -> bool:
    """Whether anything was ever written."""
    t = table("unit_entry")
    return session.execute(select(t.c.id).where(t.c.contract == contract).limit(1)).scalar() is not None


def sums(*, session: Session, contract: int) -> Sums:
    """What the ledger adds up to by kind."""
    t = table("unit_entry").c
    wanted = select(t.kind, func.sum(t.quantity)).where(t.contract == contract).group_by(t.kind)
    return Sums(**{kind: int(total) for kind, total in session.execute(wanted)})


def open_ledger(unit: UnitOfWork, number: int, units: int | None, used: int) -> None:
    """Before the first entry: what a contract without one says of its units becomes its first entries.

    They are not part of what is undone: they only spell out what the contract said before.
    """
    if units is None or has_entries(session=unit.session, contract=number):
        return
    bare = {"contract": number, "at": unit.at, "who": unit.who, "work": None, "call_id": None, "note": ""}
    opening = [bare | {"kind": "bought", "quantity": units}]
    if used:
        opening.append(bare | {"kind": "used", "quantity": -used})
    unit.load("unit_entry", opening)


def reverse(unit: UnitOfWork, entry: Mapping[str, Any]) -> None:
    """The opposite of an entry, of the same kind: how an undo takes it back."""
    columns = table("unit_entry").c
    told = {name: from_json(columns[name], value) for name, value in entry.items()}
    opposite = {**told, "quantity": -entry["quantity"], "at": unit.at, "who": unit.who}
    opposite.pop("id", None)
    unit.insert("unit_entry", opposite, log=None)


def settle(unit: UnitOfWork, numbers: Sequence[int]) -> None:
    """Write the sums of these contracts' ledgers into them, and give them new versions.

    Raises:
        Refused: a balance would fall below zero.
    """
    contracts = table("contract")
    for number in numbers:
        if not has_entries(session=unit.session, contract=number):
            continue
        found = sums(session=unit.session, contract=number)
        columns = contracts.c
        wanted = select(columns.units, columns.used, columns.unit_kind).where(columns.number == number)
        row = unit.session.execute(wanted).first()
        if row is None:
            continue
        missing = shown_quantity(-found.balance, row.unit_kind)
        check_bottom(number, (row.units or 0) - row.used, found.balance, missing)
        values = {"units": None if found.is_empty else found.granted, "used": found.drawn}
        unit.session.execute(update(contracts).where(columns.number == number).values(**values))
    for row_id in list(
        unit.session.execute(select(contracts.c.id).where(contracts.c.number.in_(numbers))).scalars()
    ):
        unit.stamp("contract", row_id)


def retell(unit: UnitOfWork, change_id: int, made: Collection[int]) -> None:
    """History of what a contract has beside its columns, lines and targets: their rows tell nothing by themselves.

    Args:
        unit: The act that took a change back.
        change_id: The change.
        made: Numbers of the contracts that it made, which are gone.
    """
    t, contracts = table("history").c, table("contract").c
    columns = set(contracts.keys()) - {"units"}
    wanted = select(t.object_id, t.event, t.field, t.old, t.new, contracts.number)
    told = wanted.join(table("contract"), contracts.id == t.object_id).where(
        t.change_id == change_id, t.kind == "contract", t.field.is_not(None), t.field.not_in(columns)
    )
    for object_id, event, field, old, new, number in unit.session.execute(told.order_by(t.id.desc())).all():
        if number not in made:
            unit.log("contract", object_id, event, field=field, old=new, new=old)
