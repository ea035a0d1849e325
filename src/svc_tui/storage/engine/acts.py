"""What moved since: so that something read before the turn to write came need not be read again inside it."""

from collections.abc import Collection

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


def last(*, session: Session) -> int:
    """The last act of all."""
    return int(session.execute(select(func.max(table("change").c.id))).scalar() or 0)


def moved(*, session: Session, since: int, tables: Collection[str]) -> bool:
    """Whether an act after `since` touched these tables; one that keeps no journal may have touched anything."""
    return session.execute(_newer(since, tables)).first() is not None


def since(*, session: Session, since: int, tables: Collection[str]) -> tuple[int, bool]:
    """The last act of all, and whether one after `since` touched these tables."""
    newest = select(func.max(table("change").c.id)).scalar_subquery()
    row = session.execute(select(newest, _newer(since, tables).scalar_subquery())).one()
    return int(row[0] or 0), row[1] is not None


def _newer(since: int, tables: Collection[str]) -> Select[tuple[int]]:
    act, row = table("change"), table("change_row").c
    touched = exists().where(row.change_id == act.c.id, row.table_name.in_(sorted(tables)))
    return select(act.c.id).where(act.c.id > since, or_(~act.c.undoable, touched)).limit(1)
