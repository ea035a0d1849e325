"""Rows of an export, a page at a time, with the rows below them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

PAGE = 500


def pages(
    *, session: Session, table_name: str, only: Sequence[int] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Whole rows in the order of their keys, or those of these keys in their order."""
    t = table(table_name)
    if only is not None:
        for start in range(0, len(only), PAGE):
            part = [int(one) for one in only[start : start + PAGE]]
            found = {
                row["id"]: dict(row) for row in session.execute(select(t).where(t.c.id.in_(part))).mappings()
            }
            yield [found[one] for one in part if one in found]
        return
    last = 0
    while True:
        query = select(t).where(t.c.id > last).order_by(t.c.id).limit(PAGE)
        page = [dict(row) for row in session.execute(query).mappings()]
        if not page:
            return
        yield page
        last = page[-1]["id"]


def below(
    *, session: Session, table_name: str, column: str, values: Sequence[Any], order: Sequence[str] = ()
) -> dict[Any, list[dict[str, Any]]]:
    """Rows of another table by the column that names the record above."""
    t = table(table_name)
    found: dict[Any, list[dict[str, Any]]] = {}
    wanted = [one for one in values if one is not None]
    query = select(t).where(t.c[column].in_(wanted)).order_by(*(t.c[name] for name in order), t.c.id)
    for row in session.execute(query).mappings() if wanted else ():
        found.setdefault(row[column], []).append(dict(row))
    return found


def changes_of_others(*, session: Session) -> int:
    """How many lines the histories of all records but calls have, beyond their making."""
    t = table("history")
    where = (t.c.kind != "call") & (t.c.event != "created")
    return int(session.execute(select(func.count()).select_from(t).where(where)).scalar_one())


def entries_of_calls(*, session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many lines the history of each call has."""
    t = table("history")
    where = (t.c.kind == "call") & t.c.object_id.in_(list(ids))
    query = select(t.c.object_id, func.count()).where(where).group_by(t.c.object_id)
    return {row[0]: row[1] for row in session.execute(query)}


def b1_calls(*, session: Session, ids: Sequence[int]) -> dict[int, tuple[str, int | None]]:
    """Number and B1's id of these calls."""
    t = table("call")
    query = select(t.c.id, t.c.number, t.c.extra["ServiceCallID"].as_integer()).where(t.c.id.in_(list(ids)))
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def b1_ids(*, session: Session) -> frozenset[int]:
    """B1's ids of all calls that have one."""
    t = table("call")
    key = t.c.extra["ServiceCallID"].as_integer()
    return frozenset(int(one) for one in session.execute(select(key).where(key.is_not(None))).scalars())


def count(*, session: Session, table_name: str) -> int:
    """How many rows a table has."""
    return int(session.execute(select(func.count()).select_from(table(table_name))).scalar_one())
