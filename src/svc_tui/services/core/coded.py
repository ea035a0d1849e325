"""What the services of code-keyed records share: a save that cannot overwrite another's, and its result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from svc_tui.domain.core.notes import Note
from svc_tui.domain.core.text import begins_a_word, code_key, fold
from svc_tui.domain.query.keys import KeyTable
from svc_tui.domain.query.reader import Query, parse
from svc_tui.services.core.context import Context
from svc_tui.storage.query import by_code as masters
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.query.translator import Viewer

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
    near: bool = False
    """It only has what was typed somewhere in it, or is only like it: enter does not take it."""


def nearest_first(found: Iterable[Choice], text: str) -> list[Choice]:
    """The very code first, then codes that begin as typed, then names with a word that does; others are only near."""
    wanted, key = fold(text.strip()), code_key(text)

    def far(choice: Choice) -> int:
        if code_key(choice.code) == key:
            return 0
        if fold(choice.code).startswith(wanted):
            return 1
        return 2 if begins_a_word(choice.label, wanted) else 3

    if not wanted:
        return list(found)
    ranked = sorted(((far(choice), at, choice) for at, choice in enumerate(found)), key=lambda each: each[:2])
    return [replace(choice, near=True) if place == 3 else choice for place, _at, choice in ranked]


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
