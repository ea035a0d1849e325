"""How one person wants a screen: one value under one name."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table


def value(*, session: Session, person: str, name: str) -> Any:
    """What the person chose; None where nothing."""
    t = table("preference").c
    return session.execute(select(t.value).where(t.person == person, t.name == name)).scalar()


def keep(unit: UnitOfWork, *, person: str, name: str, value: Any) -> None:
    """Keep a choice; None forgets it."""
    t = table("preference").c
    known = unit.session.execute(select(t.id).where(t.person == person, t.name == name)).scalar()
    if known is None and value is not None:
        unit.insert("preference", {"person": person, "name": name, "value": value}, log=None)
    elif known is not None and value is None:
        unit.delete("preference", known)
    elif known is not None:
        unit.update("preference", known, {"value": value}, log=False)
