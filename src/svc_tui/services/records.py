"""What the services of code-keyed records share: a save that cannot overwrite another's, and its result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from svc_tui.domain.calls import Note
from svc_tui.domain.merging import three_way
from svc_tui.domain.query import Query, parse
from svc_tui.domain.query_keys import KeyTable
from svc_tui.domain.text import fold
from svc_tui.errors import N_, Conflict
from svc_tui.services.context import Context
from svc_tui.storage import masters
from svc_tui.storage.query_hints import hinted
from svc_tui.storage.query_sql import Viewer
from svc_tui.storage.record import Unit
from svc_tui.storage.versions import values_at

Record = TypeVar("Record")


@dataclass(frozen=True)
class Saved(Generic[Record]):
    """What a save left behind."""

    record: Record
    """The record as it stands now."""
    changed: tuple[str, ...] = ()
    """The fields that really moved."""
    warnings: tuple[Note, ...] = ()
    """Rules of kind W that were passed over."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a lookup: what is filled in, what is shown, and what tells it from its like."""

    code: str
    label: str
    hint: str = ""


def nearest_first(found: Iterable[Choice], text: str) -> list[Choice]:
    """Codes that begin as typed first, then names with a word that does; else as they came."""
    wanted = fold(text.strip())

    def far(choice: Choice) -> int:
        if fold(choice.code).startswith(wanted):
            return 0
        return 1 if any(word.startswith(wanted) for word in fold(choice.label).split()) else 2

    return sorted(found, key=far) if wanted else list(found)


@dataclass(frozen=True)
class Matches(Generic[Record]):
    """The records of a filter."""

    rows: tuple[Record, ...]
    """In order."""
    query: Query
    """The filter as it was read, with its warnings."""


def matching(
    context: Context, keys: KeyTable, model: type[Record], text: str, limit: int | None = None
) -> Matches[Record]:
    """The records of a filter text; without one those that its default scope leaves."""
    query = parse(text, keys)
    viewer = Viewer(now=context.now(), zone=context.zone, me=context.me)
    with context.store.read() as session:
        found = masters.rows(session=session, model=model, query=query, viewer=viewer, limit=limit)
        query = hinted(session, query, empty=not found)
    return Matches(tuple(found), query)


def settle(
    unit: Unit,
    table_name: str,
    row: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    name: str,
    if_version: int | None = None,
    base: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The values to write over a row that others may have changed since it was read.

    Args:
        unit: The open unit of work.
        table_name: The row's table.
        row: The row as it stands.
        values: What is wanted.
        name: What the record is called in the sentence.
        if_version: The version the edit began with; None changes whatever stands.
        base: The values the edit began with. With it, what only others changed is left as they made it, and
            only fields that both changed are a conflict; without it any change in between is one.

    Raises:
        Conflict: someone else changed it in between.
    """
    if if_version is None or row["version"] == if_version:
        return dict(values)
    before = dict(base) if base is not None else None
    if before is None:
        before = values_at(
            session=unit.session, table_name=table_name, row_id=row["id"], version=if_version, names=values
        )
    merged = three_way(before, row, values)
    if merged.clashes or base is None:
        fields = merged.clashes or {
            key: (before.get(key), row.get(key), value) for key, value in values.items()
        }
        message = N_(
            "{name} was changed by someone else in between (it is at version {version}, not {expected}); "
            "nothing was saved. Read it again, then decide."
        )
        raise Conflict(message, fields, name=name, version=row["version"], expected=if_version)
    return merged.values
