"""What the services of code-keyed records share: a save that cannot overwrite another's, and its result."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from svc_tui.domain.calls import Note
from svc_tui.domain.query import Query, parse
from svc_tui.domain.query_keys import KeyTable
from svc_tui.domain.text import fold
from svc_tui.services.context import Context
from svc_tui.storage import masters
from svc_tui.storage.query_hints import hinted
from svc_tui.storage.query_sql import Viewer

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
