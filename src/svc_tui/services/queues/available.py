"""Whom a call of a queue may go to today: who is there, what each has at hand, who knows it.

Used by what gives calls out: routing, balance, escalation. Each function takes the session that it reads in, so that
what is decided inside a write is decided on what stands there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from svc_tui.domain.queues import sharing
from svc_tui.domain.queues.sharing import Known, Load, Present, Wanted
from svc_tui.services.core.context import Context
from svc_tui.storage.queues import people as reads
from svc_tui.storage.queues.people import Past

if TYPE_CHECKING:
    from svc_tui.storage.calls.lists import CallRow
    from svc_tui.storage.calls.rows import CallRecord
    from svc_tui.storage.session import Session


def available(context: Context, session: Session, queue: str, day: date | None = None) -> tuple[Present, ...]:
    """The members of a queue (by its stored code) who may be given calls on a day, today unless said otherwise.

    Inactive people are left out; in the place of an absent member stands the stand-in, where one is named and there.
    """
    day = day or context.today
    return sharing.available(
        reads.memberships_on(session=session, queue=queue, day=day), day, reads.active(session=session),
        reads.away(session=session, day=day),
    )  # fmt: skip


def loads_of(context: Context, session: Session, people: Collection[str]) -> dict[str, Load]:
    """What each of these people has at hand: open, overdue, when one was last given to him."""
    return reads.loads(session=session, people=people, now=context.now())


def wanted_of(call: CallRecord | CallRow) -> Wanted:
    """What about a call somebody may know."""
    return Wanted(call.item, call.item_group, call.customer, call.problem, call.item_name or "")


def in_turn(context: Context, session: Session, people: Collection[str]) -> str | None:
    """Round robin: who of these people was given nothing for longest."""
    loads = loads_of(context, session, people)
    return next(iter(sharing.in_turn(people, {code: load.given_at for code, load in loads.items()})), None)


def least_loaded(context: Context, session: Session, people: Collection[str]) -> str | None:
    """Who of these people has fewest open calls; of those who have as many, who was given nothing for longest."""
    found = sharing.by_load(loads_of(context, session, people).values())
    return found[0].person if found else None


def who_knows(context: Context, session: Session, people: Collection[str], call: CallRecord) -> Known | None:
    """Who of these people knows the item, its group or the customer best, by skills and past calls; None: nobody."""
    known = Past(session, people).known(wanted_of(call))
    found = sharing.by_knowledge(known, loads_of(context, session, people))
    return found[0] if found else None
