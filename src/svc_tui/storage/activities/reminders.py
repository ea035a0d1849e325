"""What reminds of activities, and what of a day is waiting for a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class Reminding:
    """An activity whose person is to be reminded."""

    id: int
    number: int
    who: str
    subject: str
    remind_at: datetime
    call_id: int | None
    contract: int | None
    customer: str | None


def reminding(*, session: Session, now: datetime) -> list[Reminding]:
    """Open activities whose reminder is due and was not given for this value; none of a call that is closed."""
    t, call = table("activity").c, table("call").c
    open_call = select(call.id).where(call.id == t.call_id, call.is_open).exists()
    names = (t.id, t.number, t.who, t.subject, t.remind_at, t.call_id, t.contract, t.customer)
    # Asked before every write, so by the index of reminders that were not given alone; those of what is done are few.
    wanted = select(*names, t.closed).where(
        t.remind_at <= now,
        t.reminded_at.is_distinct_from(t.remind_at),
        or_(t.call_id.is_(None), open_call),
    )
    found = session.execute(wanted.order_by(t.remind_at, t.id))
    return [Reminding(*row[:-1]) for row in found if row.who is not None and not row.closed]


@dataclass(frozen=True, slots=True)
class DueActivity:
    """An open activity of a person that begins, ends or reminds on a day or before."""

    id: int
    number: int
    kind: str
    subject: str
    call: str | None
    customer: str | None
    customer_name: str
    contract: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    remind_at: datetime | None


def due_of(*, session: Session, person: str, until: datetime) -> list[DueActivity]:
    """What a person has to do until an instant, without what belongs to closed calls."""
    t, call, customer = table("activity").c, table("call").c, table("customer").c
    wanted = (
        select(
            t.id, t.number, t.kind, t.subject, call.number.label("call"), t.customer,
            func.coalesce(customer.name, call.customer_name, "").label("customer_name"), t.contract, t.starts_at,
            t.ends_at, t.remind_at,
        )
        .join_from(table("activity"), table("call"), call.id == t.call_id, isouter=True)
        .join(table("customer"), customer.code == t.customer, isouter=True)
        .where(t.who == person, ~t.closed, or_(t.starts_at < until, t.remind_at < until))
        .where(or_(t.call_id.is_(None), call.is_open))
        .order_by(t.id)
    )  # fmt: skip
    return [DueActivity(**row) for row in session.execute(wanted).mappings()]
