"""Read models from rows: a frozen dataclass names the columns it wants, by the names of the table.

Also how a code is found as people type it: without regard to case, and with the nearest ones where it is off.
"""

from collections.abc import Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from svc_tui.errors import N_, NotFound
from svc_tui.storage.record import table

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


def missing(session: Session, table_name: str, key: str, text: str, noun: str) -> NotFound:
    """The error for a code that does not exist, with the nearest one that does."""
    near = nearest(session, table_name, key, text)
    if near:
        return NotFound(
            N_("There is no {noun} {code}. Did you mean {near}?"), noun=noun, code=text, near=near
        )
    return NotFound(N_("There is no {noun} {code}."), noun=noun, code=text)
