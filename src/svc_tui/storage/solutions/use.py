"""How many closed calls used a solution. A count that came with an import stays as it came; ours is added to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


def of_call(session: Session, call_id: int) -> Sequence[int]:
    """The numbers of the solutions that are tied to a call."""
    tie = table("call_solution").c
    return session.execute(select(tie.solution).where(tie.call_id == call_id)).scalars().all()


def closed_calls(session: Session, number: int) -> int:
    """How many calls are closed with it, and were not merged into others."""
    tie, call = table("call_solution").c, table("call").c
    counted = select(func.count()).join_from(table("call_solution"), table("call"), call.id == tie.call_id)
    closed = counted.where(tie.solution == number, ~call.is_open, call.merged_into.is_(None))
    return int(session.execute(closed).scalar_one())


def count(unit: "UnitOfWork", number: int, before: int) -> None:
    """Write what an act changed on a count that was `before`; versions stay, since nobody edited the solution."""
    solution, tie = table("solution"), table("call_solution").c
    moved = closed_calls(unit.session, number) - before
    last = select(func.max(tie.at)).where(tie.solution == number).scalar_subquery()
    values = {"used": func.max(0, solution.c.used + moved), "last_used_at": last, "change_seq": unit.seq}
    unit.session.execute(update(solution).where(solution.c.number == number).values(**values))


def count_loaded(session: Session) -> None:
    """After an import brought ties in bulk: no solution counts less than the calls that are closed with it."""
    solution, tie, call = table("solution"), table("call_solution").c, table("call").c
    own = tie.solution == solution.c.number
    closed = (
        select(func.count())
        .join_from(table("call_solution"), table("call"), call.id == tie.call_id)
        .where(own, ~call.is_open, call.merged_into.is_(None))
        .scalar_subquery()
    )
    last = select(func.max(tie.at)).where(own).scalar_subquery()
    values = {"used": closed, "last_used_at": func.coalesce(solution.c.last_used_at, last)}
    session.execute(update(solution).where(solution.c.used < closed).values(**values))
