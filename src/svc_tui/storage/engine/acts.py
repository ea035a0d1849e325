"""What moved since: so that something read before the turn to write came need not be read again inside it."""

from collections.abc import Collection

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


def last(*, session: Session) -> int:
    """The last act of all."""
    return int(session.execute(select(func.max(table("change").c.id))).scalar() or 0)


def moved(*, session: Session, since: int, tables: Collection[str]) -> bool:
    """Whether an act after `since` touched these tables; one that keeps no journal may have touched anything."""
    act, row = table("change"), table("change_row").c
    touched = exists().where(row.change_id == act.c.id, row.table_name.in_(sorted(tables)))
    newer = select(act.c.id).where(act.c.id > since, or_(~act.c.undoable, touched))
    return session.execute(newer.limit(1)).first() is not None
