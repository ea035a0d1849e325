"""Rows of history: who changed which field of a record from what to what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of a record's history."""

    at: datetime
    who: str | None
    event: str
    field: str | None = None
    old: str | None = None
    new: str | None = None
    undo_of: int | None = None
    change_id: int | None = None
    """The act it belongs to; none for imported history."""


def rows(*, session: Session, kind: str, object_id: int, limit: int | None = None) -> list[HistoryRow]:
    """The history of a record, oldest first; with a limit the newest lines, still in that order."""
    t = table("history")
    query = statement(HistoryRow, "history", t.c.kind == kind, t.c.object_id == object_id)
    # Imported history comes with its own instants, so the key alone is not the order of time.
    found = models(session, HistoryRow, query.order_by(t.c.at.desc(), t.c.id.desc()).limit(limit))
    return found[::-1]
