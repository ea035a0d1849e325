"""Rows of the six set-up lists and of closed dates, and who uses a list value."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import models, same, statement
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.tables import table

LISTS = (
    "status", "origin", "type", "problem", "subtype", "solution_status", "activity_type", "activity_topic",
    "opportunity_source", "opportunity_interest", "opportunity_reason",
)  # fmt: skip
USED_IN: dict[str, tuple[str, str]] = {
    "status": ("call", "status"), "origin": ("call", "origin"), "type": ("call", "type"),
    "problem": ("call", "problem"), "subtype": ("call", "subtype"), "solution_status": ("solution", "status"),
    "activity_type": ("activity", "type"), "activity_topic": ("activity", "topic"),
    "opportunity_source": ("opportunity", "source"), "opportunity_interest": ("opportunity", "interest"),
    "opportunity_reason": ("opportunity", "reason"),
}  # fmt: skip
"""Table and column that keep the name of a list's value."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A value of a set-up list."""

    id: int
    list: str
    name: str
    number: int | None = None
    description: str = ""
    locked: bool = False
    active: bool = True
    status_class: str | None = None
    pauses_clock: bool = False
    position: int = 0
    visit_s: int | None = None
    """Call types: seconds of a visit."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A day on which the company is closed."""

    day: date
    hours: str = ""
    """The closed part; empty: the whole day."""
    name: str = ""


def entries(*, session: Session, list_name: str, everything: bool = True) -> list[EntryRow]:
    """The values of a list in their order."""
    t = table("list_entry")
    query = statement(EntryRow, "list_entry", t.c.list == list_name).order_by(t.c.position, t.c.id)
    if not everything:
        query = query.where(t.c.active)
    return models(session, EntryRow, query)


def entry(*, session: Session, list_name: str, name: str) -> EntryRow | None:
    """One value, by name in any case."""
    t = table("list_entry")
    where = (t.c.list == list_name) & same(t, "name", name)
    found = models(session, EntryRow, statement(EntryRow, "list_entry", where))
    return found[0] if found else None


def uses(*, session: Session, list_name: str, name: str) -> int:
    """How many calls or solutions have a value."""
    table_name, column = USED_IN[list_name]
    t = table(table_name)
    return int(session.execute(select(func.count()).select_from(t).where(t.c[column] == name)).scalar_one())


def spread(unit: UnitOfWork, list_name: str, name: str, values: dict[str, Any], *, recorded: bool) -> None:
    """Write a value's new name or class to every record that has it.

    Args:
        unit: The open unit of work.
        list_name: The list.
        name: The value as the records have it.
        values: Columns to write.
        recorded: Row by row with history and undo, or in one statement.
    """
    table_name, column = USED_IN[list_name]
    t = table(table_name)
    where = t.c[column] == name
    if recorded:
        for row_id in unit.session.execute(select(t.c.id).where(where)).scalars().all():
            unit.update(table_name, row_id, values)
        return
    stamp = {"version": t.c.version + 1, "change_seq": unit.seq, "updated_at": unit.at}
    unit.session.execute(update(t).where(where).values(**values, **stamp))
    unit.forget()


def next_position(*, session: Session, list_name: str) -> int:
    """The place after the last value."""
    t = table("list_entry")
    last = session.execute(select(func.max(t.c.position)).where(t.c.list == list_name)).scalar()
    return int(last or 0) + 1


def closed(*, session: Session) -> list[ClosedRow]:
    """The closed dates in order."""
    return models(
        session, ClosedRow, statement(ClosedRow, "closed_date").order_by(table("closed_date").c.day)
    )


def closed_id(*, session: Session, day: date) -> int | None:
    """The internal key of a closed date."""
    t = table("closed_date")
    found = session.execute(select(t.c.id).where(t.c.day == day)).scalar()
    return None if found is None else int(found)
