"""Read models from rows: a frozen dataclass names the columns it wants, by the names of the table.

Also how a code is found as people type it: without regard to case, and with the nearest ones where it is off.
"""

from collections.abc import Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from svc_tui.errors import N_, NotFound, Refused
from svc_tui.storage.record import Unit, table

Model = TypeVar("Model")


def statement(model: type[Model], table_name: str, *where: ColumnElement[bool]) -> Select[Any]:
    """A select of the columns whose names are fields of the model."""
    t = table(table_name)
    names = [each.name for each in fields(model) if each.name in t.c]  # type: ignore[arg-type]
    return select(*(t.c[name] for name in names)).where(*where)


def models(session: Session, model: type[Model], query: Select[Any]) -> list[Model]:
    """The rows of a select as read models."""
    return [model(**row) for row in session.execute(query).mappings()]


def folded(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A code column as it is compared."""
    return func.lower(column)


def find_id(session: Session, table_name: str, key: str, code: object) -> int | None:
    """The internal key of a record, by its code in any case."""
    t = table(table_name)
    exact = session.execute(select(t.c.id).where(t.c[key] == code)).scalar()
    if exact is None and isinstance(code, str):
        exact = session.execute(select(t.c.id).where(folded(t.c[key]) == code.lower()).limit(1)).scalar()
    return None if exact is None else int(exact)


def code_of(session: Session, table_name: str, key: str, code: str) -> str | None:
    """The code as it is stored, for one typed in any case."""
    t = table(table_name)
    found = session.execute(select(t.c[key]).where(t.c[key] == code)).scalar()
    if found is None:
        found = session.execute(select(t.c[key]).where(folded(t.c[key]) == code.lower()).limit(1)).scalar()
    return None if found is None else str(found)


def like(text: str) -> str:
    """A pattern that finds the text anywhere; `%`, `_` and the escape itself stand for themselves."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def nearest(session: Session, table_name: str, key: str, text: str) -> str:
    """The code that looks most like what was typed, or nothing."""
    t = table(table_name)
    codes = [str(code) for code in session.execute(select(t.c[key]).limit(5000)).scalars()]
    near: Sequence[str] = get_close_matches(text.lower(), [code.lower() for code in codes], 1)
    return next((code for code in codes if near and code.lower() == near[0]), "")


MISSING: dict[str, tuple[str, str]] = {
    "person": (N_("There is no person {code}."), N_("There is no person {code}. Did you mean {near}?")),
    "customer": (N_("There is no customer {code}."), N_("There is no customer {code}. Did you mean {near}?")),
    "item": (N_("There is no item {code}."), N_("There is no item {code}. Did you mean {near}?")),
    "item_group": (
        N_("There is no item group {code}."),
        N_("There is no item group {code}. Did you mean {near}?"),
    ),
    "queue": (N_("There is no queue {code}."), N_("There is no queue {code}. Did you mean {near}?")),
}
INACTIVE: dict[str, str] = {
    "person": N_("{code} is not active. Choose another person."),
    "customer": N_("Customer {code} is not active. Choose another, or make it active in the set-up."),
    "item": N_("Item {code} is not active. Choose another, or make it active in the set-up."),
    "queue": N_("Queue {code} is inactive. Choose another."),
}


def missing(session: Session, table_name: str, key: str, text: str) -> NotFound:
    """The error for a code that does not exist, with the nearest one that does."""
    near = nearest(session, table_name, key, text)
    plain, with_near = MISSING[table_name]
    return NotFound(with_near, code=text, near=near) if near else NotFound(plain, code=text)


def row_of(unit: Unit, table_name: str, key: str, code: str) -> dict[str, Any]:
    """The present row of a code-keyed record, all columns.

    Raises:
        NotFound: there is none; the sentence names the nearest code.
    """
    row_id = find_id(unit.session, table_name, key, code)
    if row_id is None:
        raise missing(unit.session, table_name, key, code)
    return unit.row(table_name, row_id)


def active_code(unit: Unit, table_name: str, key: str, code: str | None) -> str | None:
    """The stored code of what a field refers to; what is not active cannot be chosen.

    Raises:
        NotFound: there is none.
        Refused: it is not active (SC-14, QU-02).
    """
    if code is None:
        return None
    row = row_of(unit, table_name, key, code)
    if row.get("active") is False or row.get("inactive"):
        raise Refused(INACTIVE[table_name], code=row[key])
    return str(row[key])
