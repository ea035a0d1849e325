"""Rows of the stages of opportunities, and who uses them."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table

USED_IN = ("opportunity", "opportunity_stage")
"""Tables whose `stage` is the name of one."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage."""

    id: int
    version: int
    number: int | None
    name: str
    percent: Decimal
    position: int
    active: bool


def stages(*, session: Session, everything: bool = True) -> list[StageRow]:
    """The stages in their order; without `everything` those that may be chosen."""
    t = table("sales_stage").c
    query = statement(StageRow, "sales_stage").order_by(t.position, t.id)
    return models(session, StageRow, query if everything else query.where(t.active))


def stage(*, session: Session, name: str) -> StageRow | None:
    """One by its name in any case."""
    found = models(
        session, StageRow, statement(StageRow, "sales_stage", same(table("sales_stage"), "name", name))
    )
    return found[0] if found else None


def uses(*, session: Session, name: str) -> int:
    """How many opportunities are or were in a stage."""
    t = table("opportunity_stage").c
    wanted = select(func.count(func.distinct(t.opportunity))).where(t.stage == name)
    now = table("opportunity").c
    alone = select(func.count()).select_from(table("opportunity")).where(now.stage == name)
    return max(int(session.execute(each).scalar_one()) for each in (wanted, alone))


def rename(unit: UnitOfWork, name: str, new: str) -> None:
    """Write a stage's new name to what has it, row by row with undo."""
    for table_name in USED_IN:
        t = table(table_name).c
        for row_id in unit.session.execute(select(t.id).where(t.stage == name)).scalars().all():
            unit.update(table_name, row_id, {"stage": new})


def next_position(*, session: Session) -> int:
    """The place after the last one."""
    last = session.execute(select(func.max(table("sales_stage").c.position))).scalar()
    return int(last or 0) + 1
