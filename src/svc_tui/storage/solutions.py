"""Solutions, as far as calls need them: those that fit an item and some words."""

from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.record import table


def fitting(
    *, session: Session, item: str | None, words: tuple[str, ...], limit: int
) -> list[dict[str, Any]]:
    """Solutions that hold every word, those of the item first, then by how many calls they closed.

    Without words only those of the item, or of no item, are offered.
    """
    t = table("solution")
    own = case((t.c.item == item, 0), (t.c.item.is_(None), 1), else_=2)
    statement = select(t).order_by(own, t.c.used.desc(), t.c.number).limit(limit)
    if not words:
        statement = statement.where(or_(t.c.item == item, t.c.item.is_(None)))
    for word in words:
        parts = (t.c.solution, t.c.symptom, t.c.cause, t.c.description)
        statement = statement.where(or_(*(part.icontains(word, autoescape=True) for part in parts)))
    return [dict(row) for row in session.execute(statement).mappings()]
