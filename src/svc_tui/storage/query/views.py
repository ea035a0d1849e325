"""Rows of saved views."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A named filter with columns."""

    id: int | None
    """None for a view that comes with the program."""
    name: str
    query: str = ""
    screen: str = "inbox"
    person: str | None = None
    """Whose it is; none means everybody's."""
    slot: int | None = None
    columns: list[Any] | None = None
    version: int = 1

    @property
    def shared(self) -> bool:
        """Everybody sees it."""
        return self.person is None


def rows(*, session: Session, screen: str, person: str) -> list[ViewRow]:
    """A person's own views and everybody's, in the order of their keys; own ones first under a key."""
    t = table("saved_view")
    query = statement(
        ViewRow, "saved_view", t.c.screen == screen, or_(t.c.person == person, t.c.person.is_(None))
    )
    return models(session, ViewRow, query.order_by(t.c.slot.nulls_last(), t.c.person.is_(None), t.c.id))


def row(*, session: Session, view_id: int) -> ViewRow | None:
    """One view."""
    t = table("saved_view")
    found = models(session, ViewRow, statement(ViewRow, "saved_view", t.c.id == view_id))
    return found[0] if found else None


def called(*, session: Session, screen: str, person: str | None, name: str) -> list[ViewRow]:
    """The views of one owner with this name, in any case."""
    t = table("saved_view")
    owner = t.c.person.is_(None) if person is None else t.c.person == person
    return models(
        session, ViewRow, statement(ViewRow, "saved_view", t.c.screen == screen, owner, same(t, "name", name))
    )


def at_slot(*, session: Session, screen: str, person: str | None, slot: int) -> list[int]:
    """The internal keys of the views of one owner under a key."""
    t = table("saved_view")
    owner = t.c.person.is_(None) if person is None else t.c.person == person
    query = select(t.c.id).where(t.c.screen == screen, t.c.slot == slot, owner)
    return list(session.execute(query).scalars())
