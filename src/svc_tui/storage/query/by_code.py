"""Lists of customers, items, people and queues by filter text: one translation, the same language as for calls."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, String, cast, nulls_last
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.query.translator import Translator, Viewer, scoped
from svc_tui.storage.tables import table

Model = TypeVar("Model")


def rows(
    *, session: Session, model: type[Model], query: Query, viewer: Viewer, limit: int | None = None
) -> list[Model]:
    """The records of a filter as read models, by its sort keys, then by code."""
    t = table(query.keys.kind)
    order: list[Any] = [
        nulls_last(t.c[sort.key].desc() if sort.descending else t.c[sort.key].asc())
        for sort in query.sort
        if sort.key in t.c
    ]
    found = statement(model, query.keys.kind, scoped(query, Translator(query.keys, viewer)))
    return models(session, model, found.order_by(*order, t.c.code).limit(limit))


def has_role(column: ColumnElement[Any], role: str) -> ColumnElement[bool]:
    """Is this role among those of a column."""
    return cast(column, String).contains(f'"{role}"', autoescape=True)
