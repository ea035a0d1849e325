"""Whole rows of a table as tuples with names, for acts and pages: `one(session, CallRecord._make, select(...))`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

Record = TypeVar("Record")
Make = Callable[[Iterable[Any]], Record]


def one(
    session: Session, make: Make[Record], query: Select[Any], bound: Mapping[str, object] | None = None
) -> Record | None:
    """The first row of a select."""
    found = session.execute(query, bound or {}).first()
    return None if found is None else make(found)


def many(session: Session, make: Make[Record], query: Select[Any]) -> list[Record]:
    """The rows of a select."""
    return [make(row) for row in session.execute(query)]
