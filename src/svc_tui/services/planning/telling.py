"""What technicians are told of their visits: planned for them, moved, given to others, changed, cancelled.

Once an act and visit, whatever it did to it; who does it himself is told nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from svc_tui.errors import N_
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.services.messages.telling import About, tell

KIND = "visit"
PLANNED = N_("{sender} planned a visit for you, {starts_at}: {number} {subject}")
MOVED = N_("{sender} moved your visit to {starts_at}: {number} {subject}")
CHANGED = N_("{sender} changed your visit, {starts_at}: {number} {subject}")
GIVEN_AWAY = N_("{sender} gave your visit to {people}, {starts_at}: {number} {subject}")
CANCELLED = N_("{sender} cancelled your visit, {starts_at}: {number} {subject}")
SOON = N_("Visit {starts_at}: {number} {subject}")


def instant(context: Context, at: datetime) -> str:
    """An instant as a message keeps it, in the company's zone."""
    return at.astimezone(context.zone).isoformat()


def planned(call: OpenCall, context: Context, people: Collection[str], at: datetime) -> None:
    """A visit was planned for these people."""
    _tell(call, context, people, PLANNED, at)


def cancelled(call: OpenCall, context: Context, people: Collection[str], at: datetime) -> None:
    """Their visit is not made."""
    _tell(call, context, people, CANCELLED, at)


def changed(
    call: OpenCall,
    context: Context,
    before: Collection[str],
    after: Collection[str],
    at: datetime,
    *,
    moved: bool,
) -> None:
    """A visit has other technicians, another time, or something else of it is new."""
    stays = [person for person in after if person in before]
    _tell(call, context, [person for person in after if person not in before], PLANNED, at)
    _tell(call, context, stays, MOVED if moved else CHANGED, at)
    gone = [person for person in before if person not in after]
    _tell(call, context, gone, GIVEN_AWAY, at, people=", ".join(after))


def _tell(
    call: OpenCall, context: Context, whom: Collection[str], text: str, at: datetime, **values: Any
) -> None:
    for person in whom:
        if person != call.unit.who:
            tell(call.unit, person, KIND, text, About(call.id), starts_at=instant(context, at), **values)
