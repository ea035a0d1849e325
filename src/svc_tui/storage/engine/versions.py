"""What a row was like at an earlier version, read back from the undo journal."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.unit_of_work import from_json
from svc_tui.storage.tables import table


def values_at(
    *, session: Session, table_name: str, row_id: int, version: int, names: Iterable[str]
) -> dict[str, Any]:
    """The fields as they stood at a version; what the journal does not know is taken as it stands now."""
    t = table(table_name)
    wanted = [name for name in names if name in t.c]
    now = dict(session.execute(select(t).where(t.c.id == row_id)).mappings().one())
    values = {name: now[name] for name in wanted}
    journal = table("change_row").c
    rows = session.execute(
        select(journal.before)
        .where(journal.table_name == table_name, journal.row_id == row_id, journal.version > version)
        .order_by(journal.id.desc())
    )
    for before in rows.scalars():
        for name, value in (before or {}).items():
            if name in values:
                values[name] = from_json(t.c[name], value)
    return values
