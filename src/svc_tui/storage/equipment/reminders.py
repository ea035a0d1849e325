"""Lent units that are not back on their day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class Overdue:
    """A lent unit of which somebody is to be reminded."""

    id: int
    number: int
    customer: str
    due_back: date
    person: str
    """Who lent it, else the technician of its card."""


def overdue(*, session: Session, today: date) -> list[Overdue]:
    """Units that should be back and are not, of which nobody was told for that day and somebody active can be."""
    # Asked before every write: by the index of the days of return, which few cards have.
    t, move, person = table("equipment").c, table("movement").c, table("person").c
    lent = (
        select(move.who)
        .where(move.equipment == t.number, move.kind == "loaned_out", move.who.is_not(None))
        .order_by(move.id.desc())
        .limit(1)
        .correlate(table("equipment"))
        .scalar_subquery()
    )
    wanted = select(t.id, t.number, t.customer, t.due_back, func.coalesce(lent, t.technician)).where(
        t.due_back < today, t.status == "loaned", t.loan_told.is_distinct_from(t.due_back)
    )
    found = [Overdue(*row) for row in session.execute(wanted.order_by(t.due_back, t.number)) if row[4]]
    named = {each.person for each in found}
    active = set(session.execute(select(person.code).where(person.code.in_(named), person.active)).scalars())
    return [each for each in found if each.person in active]
