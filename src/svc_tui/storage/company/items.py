"""Rows of items and their groups."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import holding, models, same, statement
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something sold and serviced."""

    code: str
    name: str = ""
    group: str | None = None
    kind: str = "item"
    serial_managed: bool = True
    warranty_template: str | None = None
    life: int | None = None
    vat: str | None = None
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of items."""

    name: str
    number: int | None = None
    version: int = 1


def rows(
    *, session: Session, text: str = "", everyone: bool = True, limit: int | None = None
) -> list[ItemRow]:
    """Items by code, those whose code, name or group holds the text."""
    t = table("item")
    query = statement(ItemRow, "item").order_by(t.c.code).limit(limit)
    if text:
        query = query.where(holding(text, t.c.code, t.c.name, t.c.group))
    if not everyone:
        query = query.where(t.c.active)
    return models(session, ItemRow, query)


def row(*, session: Session, code: str) -> ItemRow | None:
    """One item, by code in any case."""
    t = table("item")
    found = models(session, ItemRow, statement(ItemRow, "item", same(t, "code", code)))
    return found[0] if found else None


def groups(*, session: Session) -> list[GroupRow]:
    """All item groups by name."""
    return models(session, GroupRow, statement(GroupRow, "item_group").order_by(table("item_group").c.name))


def group_uses(*, session: Session, name: str) -> int:
    """How many items, calls and contract lines name a group."""
    found = 0
    for table_name, column in (("item", "group"), ("call", "item_group"), ("contract_line", "item_group")):
        t = table(table_name)
        found += session.execute(select(func.count()).select_from(t).where(t.c[column] == name)).scalar_one()
    return found
