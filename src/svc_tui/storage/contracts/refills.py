"""Contracts whose prepaid units come anew, and how far they did; every writing command asks."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.engine.records import many
from svc_tui.storage.tables import table


def refilling(*, session: Session) -> list[ContractRecord]:
    """Approved contracts that refill, by number."""
    t = table("contract")
    where = (t.c.refill.is_not(None), t.c.status == "approved")
    return many(session, ContractRecord._make, select(t).where(*where).order_by(t.c.number))


def in_force(*, session: Session, day: date) -> list[ContractRecord]:
    """Approved contracts whose period holds a day, by number."""
    t = table("contract")
    where = (t.c.status == "approved", t.c.start <= day, t.c.end >= day)
    return many(session, ContractRecord._make, select(t).where(*where).order_by(t.c.number))


def granted(*, session: Session, contracts: Sequence[int]) -> dict[int, date]:
    """The last period of each contract whose grant stands; one that was taken back does not."""
    if not contracts:
        return {}
    t = table("unit_entry").c
    stands = (
        select(t.contract, t.period)
        .where(t.contract.in_(list(contracts)), t.period.is_not(None), t.kind == "bought")
        .group_by(t.contract, t.period)
        .having(func.sum(t.quantity) != 0)
    )
    found: dict[int, date] = {}
    for number, period in session.execute(stands):
        found[number] = max(found.get(number, period), period)
    return found
