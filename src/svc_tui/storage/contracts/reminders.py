"""Contracts whose owner may have to be reminded of their end: few of many, found without looking at all of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.contracts.periods import longest_notice_days, parse_notice
from svc_tui.errors import Refused
from svc_tui.storage.contracts.query import real_end
from svc_tui.storage.tables import again, table

_SLACK = timedelta(days=2)
"""Zones differ by less."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contract to be renewed of which nobody was told yet."""

    id: int
    number: int
    customer: str
    owner: str
    remind: str
    end: date
    termination: date | None
    zone: str | None


def waiting(*, session: Session, now: datetime) -> list[Waiting]:
    """Approved contracts with an owner, a reminder and no next period, whose reminder could be due by now."""
    t, after = table("contract").c, again("contract", "successor").c
    today = now.date()
    open_ones = (
        t.renewal,
        t.remind.is_not(None),
        t.reminded_at.is_(None),
        t.status == "approved",
        t.owner.is_not(None),
    )
    notices = session.execute(
        select(t.remind).where(*open_ones, t.end >= today - _SLACK).distinct()
    ).scalars()
    near = []
    for text in notices:
        try:
            reach = timedelta(days=longest_notice_days(parse_notice(text)))
        except Refused:
            continue
        near.append((t.remind == text) & (real_end() <= today + reach + _SLACK))
    if not near:
        return []
    renewed = select(after.renews).where(after.renews.is_not(None), after.status != "terminated")
    columns = (t.id, t.number, t.customer, t.owner, t.remind, t.end, t.termination, t.zone)
    wanted = select(*columns).where(*open_ones, t.end >= today - _SLACK, or_(*near), t.number.not_in(renewed))
    return [Waiting(*row) for row in session.execute(wanted.order_by(t.end, t.number))]
