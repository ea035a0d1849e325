"""Statements of the recorded path, made once: to put one together costs more than SQLite needs to run it."""

from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Update, bindparam, insert, select, update

from svc_tui.storage.tables import table


@cache
def by_column(table_name: str, column: str) -> Select[Any]:
    """Rows by one column's value, given as `wanted`."""
    t = table(table_name)
    return select(t).where(t.c[column] == bindparam("wanted"))


@cache
def adding(table_name: str, *, key_only: bool) -> Insert:
    """A new row, which comes back: its key, or all of it."""
    t = table(table_name)
    return insert(t).returning(t.c.id) if key_only else insert(t).returning(*t.c)


@cache
def changing(table_name: str) -> Update:
    """The given columns of the row whose key is `row_key`."""
    t = table(table_name)
    return update(t).where(t.c.id == bindparam("row_key"))


@cache
def stamping(table_name: str) -> Update:
    """The same, with the next version."""
    return changing(table_name).values(version=table(table_name).c.version + 1)


@cache
def drawing() -> Update:
    """The next number of the counter `counted`."""
    counter = table("counter").c
    drawn = update(table("counter")).where(counter.name == bindparam("counted"))
    return drawn.values(value=counter.value + 1).returning(counter.value)
