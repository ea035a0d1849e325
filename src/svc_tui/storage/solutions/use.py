"""How many closed calls used a solution: counted around each act, so that no undo, merge or reopening can lose one.

A count that came with an import stays as it came; what happens here is added to it.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import Unit


def closed_calls(session: Session, number: int) -> int:
    """How many calls are closed with it, and were not merged into others."""
    tie, call = table("call_solution").c, table("call").c
    counted = select(func.count()).join_from(table("call_solution"), table("call"), call.id == tie.call_id)
    closed = counted.where(tie.solution == number, ~call.is_open, call.merged_into.is_(None))
    return int(session.execute(closed).scalar_one())


def before(unit: "Unit", table_name: str, row_id: int | None, *rows: Mapping[str, Any]) -> None:
    """Remember the count of the solutions that a change of a row concerns, before it is made."""
    if table_name == "call_solution":
        numbers: Iterable[int] = [row["solution"] for row in rows if row.get("solution") is not None]
    elif (
        table_name == "call"
        and row_id is not None
        and any(row.keys() & {"is_open", "merged_into"} for row in rows)
    ):
        tie = table("call_solution").c
        numbers = unit.session.execute(select(tie.solution).where(tie.call_id == row_id)).scalars().all()
    else:
        return
    for number in numbers:
        if number not in unit.use_before:
            unit.use_before[number] = closed_calls(unit.session, number)


def settle(unit: "Unit", numbers: Iterable[int] | None = None) -> None:
    """Write what an act changed on the counts; versions stay, since nobody edited the solution."""
    solution, tie = table("solution"), table("call_solution").c
    for number in sorted(unit.use_before if numbers is None else set(numbers) & unit.use_before.keys()):
        moved = closed_calls(unit.session, number) - unit.use_before.pop(number)
        last = select(func.max(tie.at)).where(tie.solution == number).scalar_subquery()
        values = {"used": func.max(0, solution.c.used + moved), "last_used_at": last, "change_seq": unit.seq}
        unit.session.execute(update(solution).where(solution.c.number == number).values(**values))


def count_loaded(unit: "Unit") -> None:
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
    unit.session.execute(update(solution).where(solution.c.used < closed).values(**values))
