"""Rows of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import holding, models, same, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.query.by_code import has_role
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone of the company."""

    code: str
    name: str
    user_id: int | None = None
    employee_id: int | None = None
    email: str | None = None
    phone: str | None = None
    roles: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    """What the person knows: an item, a group, a problem."""
    hours: str | None = None
    """Working hours; None: the company's."""
    country: str | None = None
    """Country of the person's holidays; None: the company's."""
    region: str | None = None
    territory: str | None = None
    """Where the person's day begins."""
    active: bool = True
    version: int = 1

    @property
    def is_technician(self) -> bool:
        """May go on site (SC-13)."""
        return "technician" in self.roles


def codes(*, session: Session) -> list[str]:
    """The codes of all who are active, then of the others."""
    t = table("person")
    return list(session.execute(select(t.c.code).order_by(t.c.active.desc(), t.c.code)).scalars())


def rows(
    *,
    session: Session,
    text: str = "",
    everyone: bool = True,
    limit: int | None = None,
    role: str = "",
) -> list[PersonRow]:
    """People by code, those whose code, name or e-mail holds the text; with a role, those who have it."""
    t = table("person")
    query = statement(PersonRow, "person").order_by(t.c.code).limit(limit)
    if text:
        query = query.where(holding(text, t.c.code, t.c.name, t.c.email))
    if not everyone:
        query = query.where(t.c.active)
    if role:
        query = query.where(has_role(t.c.roles, role))
    return models(session, PersonRow, query)


def row(*, session: Session, code: str) -> PersonRow | None:
    """One person, by code in any case."""
    t = table("person")
    found = models(session, PersonRow, statement(PersonRow, "person", same(t, "code", code)))
    return found[0] if found else None


def insert(unit: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Write a person down."""
    return unit.insert("person", values)
