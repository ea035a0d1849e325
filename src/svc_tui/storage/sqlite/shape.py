"""The shape of a store: which tables, columns, indexes and triggers it has, beside those that the steps make."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from svc_tui.storage.sqlite import connecting, migrations
from svc_tui.storage.sqlite import engine as sqlite

_PARTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'"


@dataclass(frozen=True)
class Part:
    """A table, an index or a trigger."""

    kind: str
    """table, index, trigger or view."""
    name: str
    table: str
    sql: str
    """What makes it, without regard to blanks."""
    statement: str
    """What makes it."""
    columns: tuple[str, ...] = ()
    """Of a table."""


@dataclass(frozen=True)
class Difference:
    """What a store lacks, or has otherwise."""

    part: Part
    """As the steps make it."""
    columns: tuple[str, ...] = ()
    """Columns that are missing from a table that is there."""
    is_missing: bool = True
    """The whole part is missing; else it is there and differs."""

    @property
    def can_be_made(self) -> bool:
        """An index or a trigger holds nothing of its own: it can be made anew."""
        return self.part.kind in ("index", "trigger")


def of(connection: Any) -> dict[str, Part]:
    """The shape of an open database, by name."""
    found = {}
    for kind, name, table, sql in connection.execute(_PARTS).fetchall():
        columns: tuple[str, ...] = ()
        if kind == "table":
            told = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (name,)).fetchall()
            columns = tuple(column for (column,) in told)
        found[name] = Part(kind, name, table, re.sub(r"\s+", "", sql or ""), sql or "", columns)
    return found


@lru_cache(maxsize=1)
def expected() -> Mapping[str, Part]:
    """The shape that the steps make."""
    engine = create_engine("sqlite://", module=sqlite.driver(), poolclass=StaticPool)
    with engine.connect() as connection:
        for step in migrations.STEPS:
            step.run(connection)
        return of(connection.connection.driver_connection)


def differences(connection: Any) -> list[Difference]:
    """What an open store lacks or has otherwise; what it has beyond is nobody's business."""
    here = of(connection)
    found = []
    for name, part in expected().items():
        own = here.get(name)
        if own is None:
            found.append(Difference(part))
        elif missing := tuple(column for column in part.columns if column not in own.columns):
            found.append(Difference(part, missing, is_missing=False))
        elif own.sql != part.sql and not is_shadow(name):
            found.append(Difference(part, is_missing=False))
    return found


def is_shadow(name: str) -> bool:
    """A table of the full-text index, in which SQLite keeps what it likes."""
    return "_fts" in name


def lacking(path: Path) -> list[Difference]:
    """Tables and columns that a store lacks, seen over a connection of its own."""
    connection = connecting.raw(path)
    try:
        return [
            each
            for each in differences(connection)
            if each.part.kind == "table" and (each.is_missing or each.columns)
        ]
    finally:
        connection.close()
