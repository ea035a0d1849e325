"""Levels of escalation: as they are set up, which calls may have reached one, and which has fired for what.

A level's question is answered by SQL where the row of a call keeps its mark (warning, critical, due); where it does
not, SQL leaves out what cannot have reached it yet, and the covered clock decides about the rest. What has fired
already is left out in SQL, so that a look at twenty thousand open calls brings back those that are new.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from svc_tui.domain.queues.levels import OVERDUE, RESPONSE, SILENCE, Moment
from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import Instant

CHUNK = 500
Bound = BindParameter[Any]
ITSELF = "svc-tui"
"""In whose name time does what it brings about; a level's own entries break no silence."""
WOKE = "woke"
"""The entry of a call whose snooze is over: the one of the program's own that breaks a silence."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level as it is set up."""

    id: int
    name: str
    position: int
    queue: str | None
    target: str
    percent: int | None
    after_s: int
    steps: list[list[str]]
    active: bool
    version: int

    @property
    def moment(self) -> Moment:
        """Where it lies."""
        return Moment(self.target, self.percent, self.after_s)


class FiredRow(NamedTuple):
    """A level that has fired for a call."""

    call_id: int
    escalation: str
    since: datetime
    budget_s: int | None
    reached_at: datetime


def levels(*, session: Session, name: str | None = None, active: bool = False) -> list[LevelRow]:
    """All levels in their order, those that are looked at, or the one of a name in any case."""
    t = table("escalation")
    query = statement(LevelRow, "escalation").order_by(t.c.position, t.c.name)
    if name is not None:
        query = query.where(same(t, "name", name))
    if active:
        query = query.where(t.c.active)
    return models(session, LevelRow, query)


class _Shape(NamedTuple):
    """What the question of a level looks like, whatever its values."""

    target: str
    percent: int
    after: bool
    of_queue: bool


def due(*, session: Session, levels: Sequence[LevelRow], now: datetime) -> Sequence[int]:
    """Keys of the calls that may have reached one of these levels, or have, and for which it has not fired.

    One question for all of them: what it costs is the way through the open calls.
    """
    if not levels:
        return []
    shapes, bound = [], dict[str, object]({"now": now})
    for at, level in enumerate(levels):
        shapes.append(_Shape(level.target, level.percent or 0, bool(level.after_s), level.queue is not None))
        bound |= {f"bound{at}": now - timedelta(seconds=level.after_s), f"named{at}": level.name}
        if level.queue is not None:
            bound[f"queue{at}"] = level.queue
    found: Sequence[int] = session.execute(_due(tuple(shapes)), bound).scalars().all()
    return found


@cache
def _due(shapes: tuple[_Shape, ...]) -> Select[Any]:
    """The question of levels of these shapes: `now`, and of each `bound` (what it lies beyond before now), `named`,
    `queue`."""
    c = table("call").c
    asked = []
    for at, shape in enumerate(shapes):
        named: Bound = bindparam(f"named{at}")
        bound: Bound = bindparam(f"bound{at}", type_=Instant)
        if shape.target == SILENCE:
            wanted = _silent(named, bound)
        else:
            wanted = and_(_reached(shape, bound), ~_fired(shape.target, named))
        asked.append(and_(c.queue == bindparam(f"queue{at}"), wanted) if shape.of_queue else wanted)
    looked = and_(c.is_open, c.paused_since.is_(None), c.resolved_at.is_(None))
    return select(c.id).where(looked, or_(*asked))


def _reached(shape: _Shape, bound: Bound) -> ColumnElement[bool]:
    """The target may have reached the level: exactly, where the row keeps the instant."""
    c, now = table("call").c, bindparam("now", type_=Instant)
    target, percent, after, _of_queue = shape
    by = c.respond_by if target == RESPONSE else c.resolve_by
    still = c.responded_at.is_(None) if target == RESPONSE else c.resolved_at.is_(None)
    if percent == OVERDUE:
        passed = by <= bound if after else by < bound
        return and_(still, passed)
    kept = {75: f"{target}_warn_at", 90: f"{target}_critical_at"}.get(percent)
    if kept is not None:
        return and_(still, c[kept] <= now)
    # No instant is kept: by the wall clock so much of the budget can have been used, no more.
    budget, spent, since = c[f"{target}_budget_s"], c[f"{target}_spent_s"], c[f"{target}_since"]
    seconds = type_coerce(since, BigInteger) + (budget * percent + 99) // 100 - spent
    return and_(still, since.is_not(None), budget.is_not(None), seconds <= type_coerce(now, BigInteger))


def _fired(target: str, named: Bound) -> ColumnElement[bool]:
    """It has fired for the run and the budget that the call has now."""
    c, s = table("call").c, table("escalation_step").c
    budget, since = c[f"{target}_budget_s"], c[f"{target}_since"]
    by = c.respond_by if target == RESPONSE else c.resolve_by
    armed = case((budget.is_(None), by), else_=since)
    same_arm = and_(s.since == armed, s.budget_s.is_not_distinct_from(budget))
    return select(s.id).where(s.call_id == c.id, s.escalation == named, same_arm).exists()


def _silent(named: Bound, bound: Bound) -> ColumnElement[bool]:
    """Nobody wrote into the history for so long by the wall clock, and it has not fired since."""
    c, s = table("call").c, table("escalation_step").c
    last = func.coalesce(_last_entry().correlate(table("call")).scalar_subquery(), c.reported_at)
    mine = select(s.id).where(s.call_id == c.id, s.escalation == named)
    # A call that nothing touched since it fired is left out before its history is looked at.
    untouched = mine.where(s.at >= c.updated_at).exists()
    return and_(c.reported_at <= bound, ~untouched, last <= bound, ~mine.where(s.since >= last).exists())


def _last_entry() -> Select[tuple[datetime]]:
    c, h = table("call").c, table("history").c
    people = or_(h.who.is_(None), h.who != ITSELF, h.event == WOKE)
    return select(func.max(h.at)).where(h.kind == "call", h.object_id == c.id, people)


def last_entries(*, session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """When something was last written into the history of each of these calls, by people or by waking."""
    h, found = table("history").c, dict[int, datetime]()
    people = or_(h.who.is_(None), h.who != ITSELF, h.event == WOKE)
    for start in range(0, len(ids), CHUNK):
        wanted = and_(h.kind == "call", h.object_id.in_(ids[start : start + CHUNK]), people)
        query = select(h.object_id, func.max(h.at)).where(wanted).group_by(h.object_id)
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def fired(*, session: Session, ids: Sequence[int], names: Collection[str]) -> dict[int, list[FiredRow]]:
    """What has fired for these calls, of these levels."""
    s, found = table("escalation_step").c, dict[int, list[FiredRow]]()
    for start in range(0, len(ids), CHUNK):
        wanted = and_(s.call_id.in_(ids[start : start + CHUNK]), s.escalation.in_(list(names)))
        query = select(s.call_id, s.escalation, s.since, s.budget_s, s.reached_at).where(wanted)
        for row in session.execute(query.order_by(s.id)):
            found.setdefault(row[0], []).append(FiredRow(*row))
    return found


def steps_of(*, session: Session, name: str) -> Sequence[int]:
    """Keys of what a level has fired for."""
    s = table("escalation_step").c
    return session.execute(select(s.id).where(s.escalation == name)).scalars().all()


def managers(*, session: Session) -> dict[str, str | None]:
    """Who answers for each queue that is in use."""
    q = table("queue").c
    return {row[0]: row[1] for row in session.execute(select(q.code, q.manager).where(~q.inactive))}


def see_to(unit: UnitOfWork, level: LevelRow, now: datetime) -> list[int]:
    """Note a level of the resolution down as fired for the calls that may have reached it. Returns their keys."""
    c = table("call").c
    keys = sorted(due(session=unit.session, levels=[level], now=now))
    armed = case((c.resolution_budget_s.is_(None), c.resolve_by), else_=c.resolution_since)
    rows: list[dict[str, object]] = []
    for start in range(0, len(keys), CHUNK):
        query = select(
            c.id, armed, c.resolution_budget_s, c.resolution_warn_at if level.percent == 75 else c.resolve_by
        )
        rows += [
            {
                "call_id": key, "escalation": level.name, "since": since, "budget_s": budget_s, "reached_at": by,
                "at": now,
            }
            for key, since, budget_s, by in unit.session.execute(query.where(c.id.in_(keys[start : start + CHUNK])))
        ]  # fmt: skip
    unit.load("escalation_step", rows)
    return keys
