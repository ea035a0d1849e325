"""Taking a change back, and taking that back: the journal read backwards through the recorded path."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from svc_tui.storage.engine.followers import Followers
from svc_tui.storage.engine.undo_ways import rows_of
from svc_tui.storage.engine.unit_of_work import UnitOfWork, from_json
from svc_tui.storage.tables import table


def last_done(*, session: Session, who: str) -> dict[str, Any] | None:
    """The person's last act or redo that still stands."""
    change = table("change")
    statement = (
        select(change)
        .where(
            change.c.who == who,
            change.c.kind.in_(("act", "redo")),
            change.c.undone_by.is_(None),
            change.c.undoable,
            change.c.passed.is_not(True),
        )
        .order_by(change.c.id.desc())
        .limit(1)
    )
    found = session.execute(statement).mappings().first()
    return dict(found) if found else None


def last_undone(*, session: Session, who: str) -> dict[str, Any] | None:
    """The person's last undo that no newer act has overtaken."""
    change = table("change")
    own = select(change).where(change.c.who == who, change.c.undoable, change.c.passed.is_not(True))
    newest_act = session.execute(
        select(change.c.id)
        .where(change.c.who == who, change.c.kind == "act")
        .order_by(change.c.id.desc())
        .limit(1)
    ).scalar()
    statement = (
        own.where(change.c.kind == "undo", change.c.undone_by.is_(None), change.c.id > (newest_act or 0))
        .order_by(change.c.id.desc())
        .limit(1)
    )
    found = session.execute(statement).mappings().first()
    return dict(found) if found else None


def is_undone(*, session: Session, change_id: int) -> bool:
    """Was this change taken back already."""
    change = table("change")
    found = session.execute(select(change.c.undone_by).where(change.c.id == change_id)).scalar()
    return found is not None


def keys_of(session: Session, change_id: int, table_name: str) -> set[int]:
    """Keys of the rows of a table that a change touched."""
    journal = table("change_row").c
    wanted = select(journal.row_id).where(journal.change_id == change_id, journal.table_name == table_name)
    return set(session.execute(wanted).scalars())


def pass_over(*, session: Session, change_id: int) -> None:
    """Leave this change out of what is undone or done again next."""
    change = table("change")
    session.execute(update(change).where(change.c.id == change_id).values(passed=True))


def revert(unit: UnitOfWork, change_id: int, *, kept: Collection[tuple[str, int]] = ()) -> None:
    """Write the opposite of a change; the unit's act is marked as its undoing.

    Nothing may stand in its way: `undo_ways.in_the_way` is asked before, in the same unit.

    Args:
        unit: The act of taking it back.
        change_id: The change.
        kept: Rows (table, key) that stay as they are.
    """
    journal = rows_of(unit.session, change_id)
    found = [row for row in journal if (row["table_name"], row["row_id"]) not in kept]
    followers = Followers()
    for row in found:
        if not followers.takes_back(unit, row, found):
            _revert_row(unit, row)
    followers.retell(unit, change_id, found)
    change = table("change")
    unit.session.execute(update(change).where(change.c.id == change_id).values(undone_by=unit.change_id))


def _revert_row(unit: UnitOfWork, row: dict[str, Any]) -> None:
    name, row_id = row["table_name"], row["row_id"]
    columns = table(name).c
    if row["before"] is None:
        unit.delete(name, row_id)
        return
    before = {key: from_json(columns[key], value) for key, value in row["before"].items()}
    if row["after"] is None:
        unit.restore(name, row_id, before)
        return
    unit.update(name, row_id, before)
