"""Canned texts and macros by name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.read_models import same
from svc_tui.storage.tables import table


@dataclass(frozen=True)
class SnippetRow:
    """A canned text."""

    id: int
    name: str
    text: str
    version: int


@dataclass(frozen=True)
class MacroRow:
    """A macro: pairs of a field, or `note`, and its value."""

    id: int
    name: str
    steps: tuple[tuple[str, str], ...]
    version: int


def snippets(*, session: Session, name: str | None = None) -> list[SnippetRow]:
    """All canned texts by name, or the one of this name."""
    return [
        SnippetRow(row["id"], row["name"], row["text"], row["version"])
        for row in _rows(session, "snippet", name)
    ]


def macros(*, session: Session, name: str | None = None) -> list[MacroRow]:
    """All macros by name, or the one of this name."""
    return [
        MacroRow(
            row["id"],
            row["name"],
            tuple((str(key), str(value)) for key, value in row["steps"]),
            row["version"],
        )
        for row in _rows(session, "macro", name)
    ]


def _rows(session: Session, table_name: str, name: str | None) -> list[dict[str, Any]]:
    t = table(table_name)
    statement = select(t).order_by(t.c.name)
    if name is not None:
        statement = statement.where(same(t, "name", name))
    return [dict(row) for row in session.execute(statement).mappings()]
